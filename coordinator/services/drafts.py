"""Mails drafted for the user's own mail program. The program sends nothing: a draft is marked sent by hand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.calendar_entry import Method
from coordinator.exchange.mail_drafts import Attachment, CalendarPart, MailDraft, checked_addresses, mailto, write_eml
from coordinator.model import Designee, Office, OutgoingDraft, Seat, Setting, StoredFile, Tasking
from coordinator.rules.mail_text import MailText, check_text, merged
from coordinator.rules.plain_text import one_line, plain_lines
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.services.nomination_workbooks import XLSX, nomination_workbook
from coordinator.services.papers import safe_name, stored_file
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.drafts import WITH_WORKBOOK
from coordinator.views.mail_recipients import OFFICE_KINDS, RecipientRow, default_recipients, mail_text, text_keys

_WORDS = {
    DraftKind.SOLICITATION: ("solicitation", "solicitations"),
    DraftKind.REMINDER: ("reminder", "reminders"),
    DraftKind.THANKS: ("thank-you mail", "thank-you mails"),
}


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A mail to be drafted: about an office, a person or a seat, with a kept file attached or none."""

    kind: DraftKind
    recipient: str
    subject: str
    body: str
    cc: str = ""
    tasking_id: int | None = None
    office_id: int | None = None
    designee_id: int | None = None
    seat_id: int | None = None
    file_id: int | None = None
    ics_sequence: int | None = None
    revision: int | None = None


# texts


def save_mail_text(uow: UnitOfWork, kind: DraftKind, text: MailText) -> None:
    """Keep the unit's own text for a kind of mail. Raises RuleBroken for a placeholder that stands for nothing."""
    keep_text(uow, text_keys(_known(kind)), check_text(text))
    uow.describe(f"Change the text of {_WORDS[kind][1]}")


def restore_mail_text(uow: UnitOfWork, kind: DraftKind) -> None:
    """Take the text that is shipped with the program again."""
    forget_text(uow, text_keys(_known(kind)))
    uow.describe(f"Restore the text of {_WORDS[kind][1]}")


def keep_text(uow: UnitOfWork, keys: tuple[str, str], text: MailText) -> None:
    """Keep a checked text under the keys of its subject and its body. The caller describes the change."""
    for key, value in zip(keys, (text.subject, text.body), strict=True):
        row = uow.first(select(Setting).where(Setting.key == key))
        if row is None:
            uow.add(Setting(key=key, value=value))
        elif row.value != value:
            row.value = value


def forget_text(uow: UnitOfWork, keys: tuple[str, str]) -> None:
    """Drop the unit's own text, so that the shipped one counts. The caller describes the change."""
    for row in uow.all(select(Setting).where(Setting.key.in_(keys))):
        uow.delete(row)


# drafting


def draft_mails(
    uow: UnitOfWork,
    tasking_id: int,
    kind: DraftKind,
    office_ids: Sequence[int],
    text: MailText | None = None,
    progress: Progress = silent,
    *,
    keep_text: bool = False,
) -> tuple[int, ...]:
    """Draft a mail to each of these offices, with the given text or the unit's; returns the drafts' ids in order.

    It goes to the point of contact, else to the SAC; without an address the draft has no recipient yet. Solicitations
    and reminders carry the office's nomination workbook. A draft of the same kind that was not sent is replaced.
    `keep_text` makes the text the unit's own. Stopped by the progress, those made until then are kept.
    Raises RuleBroken when one of the offices needs no such mail; then none is drafted.
    """
    tasking = uow.get(Tasking, tasking_id)
    words = check_text(text or mail_text(uow.session, _known(kind)))
    concerned = {row.id: row for row in default_recipients(uow.session, tasking_id, kind, uow.now)}
    chosen = [_concerned(uow, concerned, office_id, kind) for office_id in dict.fromkeys(office_ids)]
    if keep_text:
        save_mail_text(uow, kind, words)
    made: list[int] = []
    with suppress(Cancelled):
        for row in chosen:
            progress(len(made), len(chosen), row.name)
            _discard_earlier(uow, tasking_id, kind, row.id)
            made.append(_draft_to(uow, tasking_id, kind, row, merged(words, row.values)))
    uow.describe(f"Draft {_counted(len(made), *_WORDS[kind])} of {tasking.number}")
    return tuple(made)


def add_draft(uow: UnitOfWork, draft: NewDraft) -> int:
    """Draft one mail of any kind. The service that drafts it describes the change."""
    made = OutgoingDraft(
        kind=draft.kind,
        recipient=_addresses(draft.recipient),
        cc=_addresses(draft.cc),
        subject=one_line(draft.subject),
        body=plain_lines(draft.body),
        made_at=uow.now,
        tasking_id=draft.tasking_id,
        office_id=draft.office_id,
        designee_id=draft.designee_id,
        seat_id=draft.seat_id,
        file_id=draft.file_id,
        ics_sequence=draft.ics_sequence,
        revision=draft.revision,
    )
    return uow.add(made).id


def edit_draft(uow: UnitOfWork, draft_id: int, recipient: str, cc: str, subject: str, body: str) -> None:
    """Change a draft that was not sent. Raises RuleBroken for an address that is none.

    A calendar entry is for one person: a mail that carries one cannot go to somebody else.
    """
    draft = uow.get(OutgoingDraft, draft_id)
    if draft.state is not DraftState.MADE:
        raise RuleBroken("This mail was sent or discarded; it stays as it is. Draft a new one.")
    if not one_line(subject):
        raise RuleBroken("The mail needs a subject.")
    if draft.ics_sequence is not None and _addresses(recipient) != draft.recipient:
        raise RuleBroken(
            f"The calendar entry in this mail is for {draft.recipient}. Change the person’s e-mail, and draft it anew."
        )
    draft.recipient, draft.cc = _addresses(recipient), _addresses(cc)
    draft.subject, draft.body = one_line(subject), plain_lines(body)
    uow.describe(f"Change the mail “{draft.subject}”")


def mark_sent(uow: UnitOfWork, draft_ids: Sequence[int], at: datetime | None = None) -> int:
    """Record that these were sent from the mail program; returns how many. Those marked before keep their moment."""
    rows = [uow.get(OutgoingDraft, draft_id) for draft_id in dict.fromkeys(draft_ids)]
    if any(row.state is DraftState.DISCARDED for row in rows):
        raise RuleBroken("A discarded mail cannot be marked as sent. Draft it anew.")
    fresh = [row for row in rows if row.state is DraftState.MADE]
    for row in fresh:
        row.state, row.sent_at = DraftState.MARKED_SENT, at or uow.now
    uow.describe(f"Mark {_counted(len(fresh), 'mail', 'mails')} as sent")
    return len(fresh)


def discard_drafts(uow: UnitOfWork, draft_ids: Sequence[int]) -> int:
    """Discard drafts that were not sent; returns how many."""
    rows = [uow.get(OutgoingDraft, draft_id) for draft_id in dict.fromkeys(draft_ids)]
    if any(row.state is DraftState.MARKED_SENT for row in rows):
        raise RuleBroken("A mail that was marked as sent stays on record. Leave it out and try again.")
    fresh = [row for row in rows if row.state is DraftState.MADE]
    for row in fresh:
        row.state = DraftState.DISCARDED
    uow.describe(f"Discard {_counted(len(fresh), 'draft', 'drafts')}")
    return len(fresh)


# out of the program


@dataclass(frozen=True, slots=True)
class DraftFiles:
    """A mail as files: their name without an ending, the .eml, and the .ics of a mail that carries one."""

    stem: str
    mail: bytes
    entry: bytes | None


def draft_files(session: Session, draft_ids: Sequence[int]) -> Iterator[DraftFiles]:
    """Each draft in order, with a safe name; no two names are the same."""
    rows = _rows(session, draft_ids)
    for stem, row in zip(_stems(session, rows), rows, strict=True):
        mail = _mail(session, row)
        yield DraftFiles(stem, write_eml(mail), mail.calendar.data if mail.calendar else None)


def write_drafts(session: Session, draft_ids: Sequence[int]) -> list[tuple[str, bytes]]:
    """A safe file name and the .eml of each draft, in order; no two names are the same."""
    return [(f"{each.stem}.eml", each.mail) for each in draft_files(session, draft_ids)]


def draft_link(session: Session, draft_id: int) -> str:
    """A mailto: link for mail programs that open no .eml as a draft; it carries no attachment."""
    [draft] = _rows(session, [draft_id])
    return mailto(MailDraft(draft.recipient, draft.cc, draft.subject, draft.body))


def draft_as_text(session: Session, draft_id: int) -> str:
    """The mail as text to be pasted: its addresses and subject, then what it says."""
    [draft] = _rows(session, [draft_id])
    head = (("To", draft.recipient), ("Cc", draft.cc), ("Subject", draft.subject))
    return "\n".join([*(f"{name}: {value}" for name, value in head if value), "", draft.body])


def _rows(session: Session, draft_ids: Sequence[int]) -> list[OutgoingDraft]:
    found = [session.get(OutgoingDraft, draft_id) for draft_id in draft_ids]
    rows = [row for row in found if row is not None]
    if len(rows) != len(found):
        raise RuleBroken("A draft is no longer there. Refresh the page.")
    return rows


def _stems(session: Session, rows: Sequence[OutgoingDraft]) -> list[str]:
    """File names without an ending that every system takes; none comes twice."""
    seen: Counter[str] = Counter()
    stems = []
    for draft in rows:
        stem = _file_name(session, draft)
        seen[stem.casefold()] += 1
        again = seen[stem.casefold()]
        stems.append(safe_name(f"{stem} {again}.eml" if again > 1 else f"{stem}.eml").removesuffix(".eml"))
    return stems


def _mail(session: Session, draft: OutgoingDraft) -> MailDraft:
    files: tuple[Attachment, ...] = ()
    calendar = _calendar_of(session, draft)
    if draft.file_id is not None and calendar is None:
        name, data = stored_file(session, draft.file_id)
        media_type = session.scalar(select(StoredFile.media_type).where(StoredFile.id == draft.file_id))
        files = (Attachment(name, media_type or "", data),)
    return MailDraft(draft.recipient, draft.cc, draft.subject, draft.body, files, calendar)


def _calendar_of(session: Session, draft: OutgoingDraft) -> CalendarPart | None:
    """The calendar entry that a mail carries; None for a mail without one."""
    if draft.ics_sequence is None or draft.file_id is None:
        return None
    name, data = stored_file(session, draft.file_id)
    method = Method.CANCEL if draft.kind is DraftKind.CANCELLATION else Method.REQUEST
    return CalendarPart(name, method.value, data)


def _file_name(session: Session, draft: OutgoingDraft) -> str:
    tasking = session.get(Tasking, draft.tasking_id) if draft.tasking_id else None
    office = session.get(Office, draft.office_id) if draft.office_id else None
    person = session.get(Designee, draft.designee_id) if draft.designee_id else None
    seat = session.get(Seat, draft.seat_id) if draft.seat_id else None
    of = seat.training.title if seat else tasking.number if tasking else ""
    about = person.display_name if person else office.code if office else ""
    kind = draft.kind.value.replace("_", " ").capitalize()
    return " ".join(filter(None, (of, kind, about)))


# the inside


def _known(kind: DraftKind) -> DraftKind:
    if kind not in OFFICE_KINDS:
        raise RuleBroken("Mails of this kind are not drafted for a tasking.")
    return kind


def _concerned(uow: UnitOfWork, rows: dict[int, RecipientRow], office_id: int, kind: DraftKind) -> RecipientRow:
    if office_id not in rows:
        office = uow.get(Office, office_id)
        raise RuleBroken(f"{office.name} needs no {_WORDS[kind][0]} now. Leave it out and try again.")
    return rows[office_id]


def _discard_earlier(uow: UnitOfWork, tasking_id: int, kind: DraftKind, office_id: int) -> None:
    query = select(OutgoingDraft).where(
        OutgoingDraft.tasking_id == tasking_id, OutgoingDraft.office_id == office_id, OutgoingDraft.kind == kind
    )
    for draft in uow.all(query.where(OutgoingDraft.state == DraftState.MADE)):
        draft.state = DraftState.DISCARDED


def _draft_to(uow: UnitOfWork, tasking_id: int, kind: DraftKind, row: RecipientRow, words: MailText) -> int:
    file_id = None
    if kind in WITH_WORKBOOK:
        name, data = nomination_workbook(uow.session, tasking_id, row.id)
        file_id = uow.keep_file(name, XLSX, data).id
    draft = NewDraft(kind, row.address, words.subject, words.body, tasking_id=tasking_id, office_id=row.id)
    return add_draft(uow, replace(draft, file_id=file_id))


def _addresses(text: str) -> str:
    return ", ".join(checked_addresses(text))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
