"""Invitations and every other mail that was drafted, with what is known of its sending."""

from collections.abc import Collection, Iterable, Sequence

from coordinator.model import OutgoingDraft, Seat
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Folder, Text
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.views.evidence_records import Records, Row, figures, number, plain, text, words

_MAILS = (
    plain("Kind", 58),
    text("Name", 90, PersonalField.NAME),
    text("Subject", 128),
    text("To", 96, PersonalField.EMAIL),
    plain("Made", 78),
    plain("Marked sent", 78),
    plain("State", 52),
    figures("Entry", 42),
    plain("File", 40),
)


def mail_part(records: Records, people: Collection[int]) -> EvidencePart:
    """Every mail drafted to the person or about a seat of theirs."""
    drafts = {row.id: row for row in records.rows(OutgoingDraft, designee_id=people)}
    drafts |= _mails_of(records, records.rows(Seat, designee_id=people))
    return _mails(records, drafts.values(), {})


def invitation_part(records: Records, seats: Sequence[Row]) -> EvidencePart:
    """Every mail about a seat of one training, with whose it is."""
    names = records.names({row.designee_id for row in seats})
    drafts = _mails_of(records, seats)
    return _mails(records, drafts.values(), {row.id: names[row.designee_id] for row in seats})


def _mails_of(records: Records, seats: Iterable[Row]) -> dict[int, Row]:
    return {row.id: row for row in records.rows(OutgoingDraft, seat_id={seat.id for seat in seats})}


def _mails(records: Records, drafts: Iterable[Row], names: dict[int, str]) -> EvidencePart:
    rows = sorted(drafts, key=lambda row: (row.made_at, row.id))
    invited = any(row.kind is DraftKind.INVITATION and row.state is not DraftState.DISCARDED for row in rows)
    says = () if invited else ("No invitation is on record.",)
    if not rows:
        return EvidencePart("Invitations and other mail", says)
    cells = tuple(_mail(records, row, names.get(row.seat_id, "")) for row in rows)
    return EvidencePart("Invitations and other mail", says, tables=(EvidenceTable(_MAILS, cells),))


def _mail(records: Records, row: Row, name: str) -> tuple[Text, ...]:
    return (
        words(row.kind),
        name,
        row.subject,
        ", ".join(filter(None, (row.recipient, row.cc))),
        records.stamp(row.made_at),
        records.stamp(row.sent_at),
        words(row.state),
        number(row.ics_sequence),
        records.file(row.file_id, Folder.MAIL, f"Attached to the mail “{words(row.kind)}”", f"outgoing_draft {row.id}"),
    )
