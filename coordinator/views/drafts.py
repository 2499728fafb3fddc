"""Mails drafted for the user's own mail program, what is in them, and what one would say before it is made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Office, OutgoingDraft, StoredFile, Tasking
from coordinator.rules.mail_text import MailText, merged
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.views.mail_recipients import OFFICE_KINDS, RecipientRow, default_recipients, mail_text, text_keys

__all__ = [
    "OFFICE_KINDS", "DraftDetail", "DraftPreview", "DraftRow", "RecipientRow", "default_recipients", "draft_detail",
    "draft_preview", "drafts", "mail_text", "text_keys",
]  # fmt: skip

# Kinds whose mails carry the nomination workbook of the office.
WITH_WORKBOOK = (DraftKind.SOLICITATION, DraftKind.REMINDER)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft. `about` is the person it is about, else the code of the office; `recipient` may be ""."""

    id: int
    kind: DraftKind
    tasking: str
    about: str
    recipient: str
    cc: str
    subject: str
    state: DraftState
    made_at: datetime
    sent_at: datetime | None
    has_attachment: bool


@dataclass(frozen=True, slots=True)
class DraftDetail:
    """A draft in full; `attachment` is the name of the file, "" without one."""

    row: DraftRow
    body: str
    attachment: str
    file_id: int | None


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """What a mail to an office would say."""

    to: str
    subject: str
    body: str
    has_workbook: bool


def drafts(session: Session, tasking_id: int | None = None) -> tuple[DraftRow, ...]:
    """Every draft, or those of a tasking: those to send first, then the newest."""
    query = _query()
    if tasking_id is not None:
        query = query.where(OutgoingDraft.tasking_id == tasking_id)
    rows = [_row(*found) for found in session.execute(query.order_by(OutgoingDraft.id.desc()))]
    return tuple(sorted(rows, key=lambda row: list(DraftState).index(row.state)))


def draft_detail(session: Session, draft_id: int) -> DraftDetail | None:
    found = session.execute(_query().where(OutgoingDraft.id == draft_id)).first()
    if found is None:
        return None
    draft = found[0]
    name = session.scalar(select(StoredFile.name).where(StoredFile.id == draft.file_id)) if draft.file_id else None
    return DraftDetail(_row(*found), draft.body, name or "", draft.file_id)


def draft_preview(
    session: Session, tasking_id: int, kind: DraftKind, office_id: int, now: datetime, text: MailText | None = None
) -> DraftPreview:
    """The mail to this office with the given text, else with the unit's. Raises RuleBroken where none is called for."""
    for row in default_recipients(session, tasking_id, kind, now):
        if row.id == office_id:
            said = merged(text or mail_text(session, kind), row.values)
            return DraftPreview(row.address, said.subject, said.body, kind in WITH_WORKBOOK)
    raise RuleBroken("This office needs no such mail. Refresh the list of offices.")


def _query() -> Select[OutgoingDraft, str | None, str | None, Designee | None]:
    return (
        select(OutgoingDraft, Tasking.number, Office.code, Designee)
        .outerjoin(Tasking, OutgoingDraft.tasking_id == Tasking.id)
        .outerjoin(Office, OutgoingDraft.office_id == Office.id)
        .outerjoin(Designee, OutgoingDraft.designee_id == Designee.id)
    )


def _row(draft: OutgoingDraft, tasking: str | None, office: str | None, person: Designee | None) -> DraftRow:
    return DraftRow(
        id=draft.id,
        kind=draft.kind,
        tasking=tasking or "",
        about=person.display_name if person else office or "",
        recipient=draft.recipient,
        cc=draft.cc,
        subject=draft.subject,
        state=draft.state,
        made_at=draft.made_at,
        sent_at=draft.sent_at,
        has_attachment=draft.file_id is not None,
    )
