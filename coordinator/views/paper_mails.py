"""To whom issued papers go by mail, in what words, and what was drafted already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Designee, Office, OutgoingDraft, Setting
from coordinator.rules.mail_text import MailText
from coordinator.rules.moments import long_day
from coordinator.rules.paper_mail import SHIPPED
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.views.drafts import DraftRow, drafts
from coordinator.views.duplicates import kept_id
from coordinator.views.issued_papers import IssuedRow, papers_by_id
from coordinator.views.settings import UnitSettings, unit_settings

PAPER_KINDS = (DraftKind.CERTIFICATE, DraftKind.LETTER)


@dataclass(frozen=True, slots=True)
class PaperMailRow:
    """A paper and the mail that it may go out with; `id` is the paper's.

    `drafted_at` is when the newest mail with it was drafted, `sent_at` when one was marked as sent. `values` fill the
    placeholders; `attachment` is the name of the file.
    """

    id: int
    kind: DraftKind
    number: str
    name: str
    office: str
    address: str
    is_valid: bool
    drafted_at: datetime | None
    sent_at: datetime | None
    attachment: str
    values: dict[str, str]


def paper_mail_text(session: Session, kind: DraftKind) -> MailText:
    """The unit's own text for this kind of mail, else the one shipped."""
    keys, shipped = paper_text_keys(kind), SHIPPED[kind]
    query = select(Setting.key, Setting.value).where(Setting.key.in_(keys))
    stored: dict[str, str] = {row.key: row.value for row in session.execute(query)}
    return MailText(stored.get(keys[0], shipped.subject), stored.get(keys[1], shipped.body))


def paper_mail_texts(session: Session) -> dict[DraftKind, MailText]:
    """The text for each kind of paper."""
    return {kind: paper_mail_text(session, kind) for kind in PAPER_KINDS}


def paper_text_keys(kind: DraftKind) -> tuple[str, str]:
    """The keys of the settings that hold the subject and the text."""
    return f"mail.{kind.value}.subject", f"mail.{kind.value}.body"


def paper_mails(session: Session, paper_ids: Sequence[int]) -> tuple[PaperMailRow, ...]:
    """A row for each of these papers, in the order given."""
    rows, settings = papers_by_id(session, paper_ids), unit_settings(session)
    people = _people(session, rows)
    offices = dict(session.execute(select(Office.id, Office.name)).all())
    earlier = _earlier(session, rows)
    return tuple(
        _row(row, people[row.designee_id], earlier[row.id], offices[people[row.designee_id].office_id], settings)
        for row in rows
    )


def _people(session: Session, rows: Sequence[IssuedRow]) -> dict[int, Designee]:
    """Whose address counts: of a record that was merged it is that of the person it was merged into."""
    ids = {row.designee_id: kept_id(session, row.designee_id) for row in rows}
    found = {each.id: each for each in session.scalars(select(Designee).where(Designee.id.in_(set(ids.values()))))}
    return {old: found[new] for old, new in ids.items()}


def _earlier(session: Session, rows: Sequence[IssuedRow]) -> dict[int, list[OutgoingDraft]]:
    """The mails that carry each paper, or its signed copy, and were not discarded."""
    files = {file_id for row in rows for file_id in (row.file_id, row.signed_file_id) if file_id}
    query = select(OutgoingDraft).where(
        OutgoingDraft.file_id.in_(files),
        OutgoingDraft.kind.in_(PAPER_KINDS),
        OutgoingDraft.state != DraftState.DISCARDED,
    )
    found = session.scalars(query.order_by(OutgoingDraft.id)).all()
    return {row.id: [each for each in found if each.file_id in (row.file_id, row.signed_file_id)] for row in rows}


def _row(
    row: IssuedRow, person: Designee, mails: Sequence[OutgoingDraft], office: str, settings: UnitSettings
) -> PaperMailRow:
    return PaperMailRow(
        id=row.id,
        kind=DraftKind.CERTIFICATE if row.is_certificate else DraftKind.LETTER,
        number=row.number,
        name=row.name,
        office=row.office,
        address=person.email,
        is_valid=row.is_valid,
        drafted_at=max((each.made_at for each in mails), default=None),
        sent_at=max((each.sent_at for each in mails if each.sent_at), default=None),
        attachment=f"{row.number}.pdf",
        values={
            "name": person.name.printed,
            "number": row.number,
            "kind": kind_words(row),
            "about": row.about,
            "issued": long_day(row.issued_on),
            "supersedes": f"It takes the place of {row.supersedes}, which is not valid any more."
            if row.supersedes
            else "",
            "office": office,
            "point_of_contact": settings.unit_point_of_contact,
            "unit": settings.unit_name,
            "section": settings.unit_section,
        },
    )


def kind_words(row: IssuedRow) -> str:
    """ "Certificate", "Letter of license issuance", "Letter of non-selection"."""
    if row.letter is None:
        return "Certificate"
    return f"Letter of {row.letter.value.replace('non_', 'non-').replace('_', ' ')}"


def paper_drafts(session: Session) -> tuple[DraftRow, ...]:
    """Every mail with a certificate or a letter: those to send first, then the newest."""
    return tuple(row for row in drafts(session) if row.kind in PAPER_KINDS)
