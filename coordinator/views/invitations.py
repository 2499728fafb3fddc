"""Who of a training has which invitation, what is due, and which trainings owe mails."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, OutgoingDraft, Seat, SeatEvent, TrainingSession
from coordinator.rules.contacts import normalize_email
from coordinator.rules.invitations import (
    CALENDAR_KINDS,
    InvitationStatus,
    SeatFacts,
    SeatMail,
    Standing,
    possible_kinds,
    standing,
)
from coordinator.rules.vocabulary import DraftKind, DraftState, SeatState, TrainingState

_OVER = (TrainingState.HELD, TrainingState.CLOSED)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One seat and its invitation. `needs` is the mail that is due, `why` says in a sentence how it stands.

    `possible` are the mails that make sense. `draft_ids` are the mails not marked as sent, `mail_id` is the newest one
    that was not discarded, `entry_id` the newest of these with a calendar entry. `sequence` is the highest one used.
    """

    seat_id: int
    designee_id: int
    name: str
    office: str
    email: str
    seat_state: SeatState
    status: InvitationStatus
    last_sent_at: datetime | None
    last_kind: DraftKind | None
    sequence: int | None
    local_start: datetime
    needs: DraftKind | None
    why: str
    is_changed: bool
    possible: frozenset[DraftKind]
    draft_ids: tuple[int, ...]
    mail_id: int | None
    entry_id: int | None

    @property
    def id(self) -> int:
        return self.seat_id


@dataclass(frozen=True, slots=True)
class InvitationsDue:
    """What a training owes: `not_invited` have a seat or the offer of one and were not written to."""

    training_id: int
    title: str
    not_invited: int
    changed: int
    cancellations: int


def invitation_rows(session: Session, training_id: int, now: datetime | None = None) -> tuple[InvitationRow, ...]:
    """Everyone with a seat, in the order of names, those that wait after them in their order; then those whose seat
    was given back after an invitation was drafted. Without `now` no training is over.
    """
    seats = list(session.scalars(_seats().where(Seat.training_id == training_id)))
    drafts = _drafts(session, OutgoingDraft.seat_id.in_(select(Seat.id).where(Seat.training_id == training_id)))
    facts = _facts(session, seats, drafts, now)
    rows = [_row(seat, facts[seat.id], drafts[seat.id]) for seat in seats if _is_listed(seat, facts[seat.id])]
    places = {seat.id: seat.queue_place or 0 for seat in seats}
    return tuple(sorted(rows, key=lambda row: (_is_released(row), places[row.id], row.name.casefold(), row.id)))


def invitations_due(session: Session, now: datetime | None = None) -> tuple[InvitationsDue, ...]:
    """The trainings that owe mails, by start. One that was held owes none; without `now` none is over by its time."""
    live = TrainingSession.state.not_in(_OVER)
    seats = list(session.scalars(_seats().join(Seat.training).where(live).order_by(TrainingSession.starts_at, Seat.id)))
    drafts = _drafts(session, OutgoingDraft.seat_id.is_not(None))
    facts = _facts(session, seats, drafts, now)
    of: dict[TrainingSession, list[Standing]] = defaultdict(list)
    for seat in seats:
        if _is_listed(seat, facts[seat.id]):
            of[seat.training].append(standing(facts[seat.id]))
    rows = (_due(training, standings) for training, standings in of.items())
    return tuple(row for row in rows if row.not_invited or row.changed or row.cancellations)


def seat_facts(session: Session, seat_ids: Sequence[int], now: datetime | None = None) -> Mapping[int, SeatFacts]:
    """What decides about the mails of these seats, by seat."""
    seats = list(session.scalars(_seats().where(Seat.id.in_(seat_ids))))
    return _facts(session, seats, _drafts(session, OutgoingDraft.seat_id.in_(seat_ids)), now)


# the inside


def _seats() -> Select[Seat]:
    person = joinedload(Seat.designee).joinedload(Designee.office)
    return select(Seat).options(person, joinedload(Seat.training))


def _drafts(session: Session, where: ColumnElement[bool]) -> Mapping[int, list[OutgoingDraft]]:
    """The mails of each seat, in the order they were made."""
    drafts: dict[int, list[OutgoingDraft]] = defaultdict(list)
    for draft in session.scalars(select(OutgoingDraft).where(where).order_by(OutgoingDraft.id)):
        if draft.seat_id is not None:
            drafts[draft.seat_id].append(draft)
    return drafts


def _facts(
    session: Session, seats: Sequence[Seat], drafts: Mapping[int, list[OutgoingDraft]], now: datetime | None
) -> Mapping[int, SeatFacts]:
    trainings = {seat.training_id for seat in seats}
    query = (
        select(SeatEvent.seat_id, func.max(SeatEvent.at))
        .join(Seat, SeatEvent.seat_id == Seat.id)
        .where(Seat.training_id.in_(trainings))
        .group_by(SeatEvent.seat_id)
    )
    since = dict(session.execute(query).all())
    return {seat.id: _seat_facts(seat, drafts.get(seat.id, []), since.get(seat.id), now) for seat in seats}


def _seat_facts(seat: Seat, drafts: Sequence[OutgoingDraft], since: datetime | None, now: datetime | None) -> SeatFacts:
    return SeatFacts(
        state=seat.state,
        state_since=since,
        email=normalize_email(seat.designee.email) or "",
        revision=seat.training.ics_sequence,
        is_cancelled=seat.training.state is TrainingState.CANCELLED,
        is_over=_is_over(seat.training, now),
        mails=tuple(SeatMail(d.kind, d.state, d.recipient, d.revision or 0, d.made_at) for d in drafts),
    )


def _is_over(training: TrainingSession, now: datetime | None) -> bool:
    return training.state in _OVER or (now is not None and training.ends_at <= now)


def _is_listed(seat: Seat, facts: SeatFacts) -> bool:
    """A seat given back, of a person merged into another, or of one who just came: only where an entry was drafted."""
    is_live = seat.state is not SeatState.RELEASED and seat.designee.merged_into_id is None
    return (is_live and not seat.is_walk_in) or facts.entry is not None


def _is_released(row: InvitationRow) -> bool:
    return row.seat_state is SeatState.RELEASED


def _row(seat: Seat, facts: SeatFacts, drafts: Sequence[OutgoingDraft]) -> InvitationRow:
    stands = standing(facts)
    person, sent = seat.designee, [draft for draft in drafts if draft.state is DraftState.MARKED_SENT]
    last = max(sent, key=lambda draft: (draft.sent_at or draft.made_at, draft.id), default=None)
    kept = [draft for draft in drafts if draft.state is not DraftState.DISCARDED]
    zone = ZoneInfo(person.time_zone or person.office.time_zone)
    return InvitationRow(
        seat_id=seat.id,
        designee_id=person.id,
        name=person.display_name,
        office=person.office.code,
        email=person.email,
        seat_state=seat.state,
        status=stands.status,
        last_sent_at=last.sent_at if last else None,
        last_kind=last.kind if last else None,
        sequence=max((d.ics_sequence for d in drafts if d.ics_sequence is not None), default=None),
        local_start=seat.training.starts_at.astimezone(zone),
        needs=stands.needs,
        why=stands.why,
        is_changed=stands.is_changed,
        possible=possible_kinds(facts),
        draft_ids=tuple(draft.id for draft in kept if draft.state is DraftState.MADE),
        mail_id=kept[-1].id if kept else None,
        entry_id=next((draft.id for draft in reversed(kept) if draft.kind in CALENDAR_KINDS), None),
    )


def _due(training: TrainingSession, standings: Sequence[Standing]) -> InvitationsDue:
    needs = [each.needs for each in standings]
    return InvitationsDue(
        training_id=training.id,
        title=training.title,
        not_invited=needs.count(DraftKind.INVITATION) + needs.count(DraftKind.OFFER),
        changed=needs.count(DraftKind.UPDATE),
        cancellations=needs.count(DraftKind.CANCELLATION),
    )
