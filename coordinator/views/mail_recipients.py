"""Who a mail of a tasking is for: the offices it concerns, why, the address, and the facts that its text names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import OutgoingDraft, Setting, Tasking
from coordinator.rules.deadlines import describe_lateness
from coordinator.rules.mail_text import SHIPPED, MailText
from coordinator.rules.moments import long_moment, on_two_clocks
from coordinator.rules.vocabulary import DraftKind, DraftState, ResponseState
from coordinator.views.offices import ContactRow, mail_contacts
from coordinator.views.settings import UnitSettings, unit_settings
from coordinator.views.taskings import BoardRow, board

OFFICE_KINDS = (DraftKind.SOLICITATION, DraftKind.REMINDER, DraftKind.THANKS)


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One office that a mail may go to; `id` is the office's.

    `reason` says how it stands: "late by 3 days", "2 of 5". `is_due` is whether the rule proposes it, `is_urgent`
    whether it is late or short. `address` is "" where no contact has one. `values` fill the text's placeholders.
    """

    id: int
    code: str
    name: str
    reason: str
    is_due: bool
    is_urgent: bool
    contact: str
    address: str
    drafted_at: datetime | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How an office stands with a tasking at a moment."""

    row: BoardRow
    due_at: datetime
    now: datetime

    @property
    def is_awaited(self) -> bool:
        return self.row.state is ResponseState.AWAITED and self.row.quota > 0

    @property
    def is_late(self) -> bool:
        return self.is_awaited and self.now > self.due_at

    @property
    def is_short(self) -> bool:
        return self.row.state is ResponseState.RECEIVED and self.row.nominated < self.row.quota

    @property
    def named(self) -> str:
        return f"{self.row.nominated} of {self.row.quota}"

    @property
    def late_by(self) -> str:
        """ "3 days late" of an office that has not answered."""
        return describe_lateness(self.now - self.due_at)

    @property
    def received_how(self) -> str:
        return describe_lateness(self.row.late_by) if self.row.late_by else "on time"


def mail_text(session: Session, kind: DraftKind) -> MailText:
    """The unit's own text for this kind of mail, else the one shipped. Raises KeyError for a kind without a text."""
    stored: dict[str, str] = {
        row.key: row.value
        for row in session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(text_keys(kind))))
    }
    shipped = SHIPPED[kind]
    subject, body = text_keys(kind)
    return MailText(stored.get(subject, shipped.subject), stored.get(body, shipped.body))


def text_keys(kind: DraftKind) -> tuple[str, str]:
    """The keys of the settings that hold the subject and the text."""
    return f"mail.{kind.value}.subject", f"mail.{kind.value}.body"


def default_recipients(session: Session, tasking_id: int, kind: DraftKind, now: datetime) -> tuple[RecipientRow, ...]:
    """The offices that a mail of this kind may go to, by code; `is_due` are those the rule proposes.

    A solicitation may go to every office and is due to those not asked yet; a reminder to those awaited or short,
    and is due to all of them; thanks to those that named somebody, and are due once, to those that are not short.
    """
    tasking = session.get(Tasking, tasking_id)
    if tasking is None:
        return ()
    settings, written_to = unit_settings(session), mail_contacts(session)
    drafted = _drafted(session, tasking_id, kind)
    standings = (_Standing(row, tasking.due_at, now) for row in board(session, tasking_id))
    return tuple(
        _recipient(tasking, settings, standing, kind, written_to.get(standing.row.id), drafted.get(standing.row.id))
        for standing in standings
        if _concerns(standing, kind)
    )


def _drafted(session: Session, tasking_id: int, kind: DraftKind) -> dict[int, datetime]:
    """When the newest draft of this kind was made, by office; discarded ones do not count."""
    query = (
        select(OutgoingDraft.office_id, OutgoingDraft.made_at)
        .where(OutgoingDraft.tasking_id == tasking_id, OutgoingDraft.kind == kind)
        .where(OutgoingDraft.state != DraftState.DISCARDED, OutgoingDraft.office_id.is_not(None))
        .order_by(OutgoingDraft.made_at)
    )
    return {office_id: made_at for office_id, made_at in session.execute(query) if office_id is not None}


def _concerns(standing: _Standing, kind: DraftKind) -> bool:
    if kind is DraftKind.SOLICITATION:
        return standing.row.state is not ResponseState.DECLINED
    if kind is DraftKind.REMINDER:
        return standing.is_awaited or standing.is_short
    return kind is DraftKind.THANKS and standing.row.state is ResponseState.RECEIVED and standing.row.nominated > 0


def _recipient(
    tasking: Tasking,
    settings: UnitSettings,
    standing: _Standing,
    kind: DraftKind,
    contact: ContactRow | None,
    drafted_at: datetime | None,
) -> RecipientRow:
    row = standing.row
    return RecipientRow(
        id=row.id,
        code=row.office_code,
        name=row.office_name,
        reason=_reason(standing, kind),
        is_due=_is_due(standing, kind, is_new=drafted_at is None),
        is_urgent=standing.is_late or standing.is_short,
        contact=contact.name if contact else "",
        address=contact.email if contact else "",
        drafted_at=drafted_at,
        values=_values(tasking, settings, standing),
    )


def _is_due(standing: _Standing, kind: DraftKind, *, is_new: bool) -> bool:
    if kind is DraftKind.SOLICITATION:
        return is_new and standing.is_awaited
    if kind is DraftKind.THANKS:
        return is_new and not standing.is_short
    return True


def _reason(standing: _Standing, kind: DraftKind) -> str:
    row = standing.row
    if kind is DraftKind.THANKS:
        return f"{standing.named}, {standing.received_how}"
    if standing.is_late:
        return f"late by {standing.late_by.removesuffix(' late')}"
    if row.state is ResponseState.RECEIVED:
        return standing.named
    return "awaited" if row.quota else "no quota"


def _values(tasking: Tasking, settings: UnitSettings, standing: _Standing) -> dict[str, str]:
    row = standing.row
    return {
        "tasking": tasking.number,
        "subject": tasking.subject,
        "product": tasking.product.name,
        "office": row.office_name,
        "office_code": row.office_code,
        "quota": _people(row.quota),
        "nominated": _people(row.nominated),
        "missing": _people(max(row.quota - row.nominated, 0)),
        "over": _people(row.over_quota),
        "due": long_moment(tasking.due_at, tasking.due_zone),
        "due_local": on_two_clocks(tasking.due_at, row.time_zone, tasking.due_zone),
        "standing": _standing_sentence(standing),
        "receipt": _receipt_sentence(standing),
        "point_of_contact": tasking.point_of_contact or settings.unit_point_of_contact,
        "point_of_contact_email": tasking.point_of_contact_email,
        "unit": settings.unit_name,
        "section": settings.unit_section,
    }


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _standing_sentence(standing: _Standing) -> str:
    row = standing.row
    if standing.is_late:
        return f"We have not received your nominations. The answer is {standing.late_by}."
    if standing.is_short:
        missing = _people(row.quota - row.nominated)
        return f"We have received {standing.named} nominations from your office; it may name {missing} more."
    if standing.is_awaited:
        return "We have not received your nominations yet."
    return _receipt_sentence(standing)


def _receipt_sentence(standing: _Standing) -> str:
    row = standing.row
    if row.received_at is None or row.state is not ResponseState.RECEIVED:
        return "We have not received your nominations yet."
    on = long_moment(row.received_at, row.time_zone)
    said = f"We received the nominations of your office on {on}, {standing.received_how}: {_people(row.nominated)}."
    if not row.over_quota:
        return said
    return f"{said} {_people(row.over_quota)} beyond the quota {'is' if row.over_quota == 1 else 'are'} kept as well."
