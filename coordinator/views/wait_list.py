"""Who waits for a seat in a training and why in this order, whose offer is open, and the history of a seat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Nomination, Seat, SeatEvent, Tasking, TrainingSession
from coordinator.rules.vocabulary import NominationState, SeatState
from coordinator.rules.wait_list import Waiting, priority
from coordinator.views.availability import seat_warnings
from coordinator.views.duplicates import record_ids
from coordinator.views.trainings import seats_taken

BY_HAND = "moved by hand"
"""How the reason of a hand move begins. The last event of a seat tells whether its place was given by hand."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WaitRow:
    """Someone who waits, or who was offered a seat. `why` says the priority; `note` what speaks against the time."""

    id: int
    designee_id: int
    name: str
    office: str
    state: SeatState
    place: int | None
    why: str
    by_hand: str
    local_joined_at: datetime | None
    local_start: datetime
    reply_by: datetime | None
    local_reply_by: datetime | None
    has_run_out: bool
    note: str


@dataclass(frozen=True, slots=True)
class WaitList:
    """Offers first, by the time they stand until, then the queue."""

    training_id: int
    title: str
    starts_at: datetime
    time_zone: str
    capacity: int
    overbook: int
    taken: int
    rows: tuple[WaitRow, ...]

    @property
    def free(self) -> int:
        return max(self.capacity + self.overbook - self.taken, 0)

    @property
    def waiting(self) -> int:
        return sum(row.state is SeatState.WAIT_LISTED for row in self.rows)

    @property
    def run_out(self) -> int:
        return sum(row.has_run_out for row in self.rows)


@dataclass(frozen=True, slots=True)
class SeatStep:
    """One move of a seat, in the training it is a seat of."""

    seat_id: int
    training: str
    at: datetime
    to_state: SeatState
    reason: str


def wait_list(session: Session, training_id: int, now: datetime) -> WaitList | None:
    """Everyone who waits or was offered a seat; None when there is no such training (any more)."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        return None
    query = (
        select(Seat)
        .options(joinedload(Seat.designee).joinedload(Designee.office))
        .where(Seat.training_id == training_id, Seat.state.in_((SeatState.WAIT_LISTED, SeatState.OFFERED)))
    )
    seats = session.scalars(query).all()
    line = {each.seat_id: each for each in waiting(session, seats)}
    places = nominations_of(session, [seat.designee_id for seat in seats])
    notes = seat_warnings(session, training_id, [seat.designee_id for seat in seats])
    moves = _hand_moves(session, [seat.id for seat in seats])
    rows = []
    for seat in seats:
        person = seat.designee
        zone = ZoneInfo(person.time_zone or person.office.time_zone)
        rows.append(
            WaitRow(
                id=seat.id,
                designee_id=person.id,
                name=person.display_name,
                office=person.office.code,
                state=seat.state,
                place=seat.queue_place,
                why=_why(places.get(person.id)),
                by_hand=moves.get(seat.id, ""),
                local_joined_at=_on_clock(line[seat.id].priority.joined_at, zone),
                local_start=training.starts_at.astimezone(zone),
                reply_by=seat.reply_by,
                local_reply_by=seat.reply_by.astimezone(zone) if seat.reply_by else None,
                has_run_out=_has_run_out(seat, now),
                note=notes.get(person.id, ""),
            )
        )
    return WaitList(
        training_id=training.id,
        title=training.title,
        starts_at=training.starts_at,
        time_zone=training.time_zone,
        capacity=training.capacity,
        overbook=training.overbook,
        taken=seats_taken(session, training_id),
        rows=tuple(sorted(rows, key=lambda row: (row.place or 0, row.reply_by or _NEVER, row.id))),
    )


def _on_clock(at: datetime, zone: ZoneInfo) -> datetime | None:
    return None if at == _NEVER else at.astimezone(zone)


def _has_run_out(seat: Seat, now: datetime) -> bool:
    return seat.state is SeatState.OFFERED and seat.reply_by is not None and seat.reply_by < now


def _why(nomination: tuple[Nomination, Tasking] | None) -> str:
    if nomination is None:
        return "Not selected under a tasking"
    row, tasking = nomination
    return f"Rank {row.rank} under {tasking.number}" if row.rank else f"Not ranked under {tasking.number}"


def nominations_of(session: Session, people: Iterable[int]) -> dict[int, tuple[Nomination, Tasking]]:
    """The selected nomination that counts for each: a ranked one before one that is not, of the oldest tasking."""
    query = (
        select(Nomination, Tasking)
        .join(Tasking, Tasking.id == Nomination.tasking_id)
        .where(Nomination.state == NominationState.SELECTED, Nomination.designee_id.in_(list(people)))
        .order_by(Nomination.rank.is_(None), Tasking.issued_on, Tasking.id, Nomination.rank)
    )
    found: dict[int, tuple[Nomination, Tasking]] = {}
    for nomination, tasking in session.execute(query):
        found.setdefault(nomination.designee_id, (nomination, tasking))
    return found


def waiting(session: Session, seats: Sequence[Seat]) -> list[Waiting]:
    """What the order of these seats is decided from. Someone joined when the seat first came on the list."""
    places = nominations_of(session, [seat.designee_id for seat in seats])
    ids = [seat.id for seat in seats]
    joined = _joined(session, ids)
    moves = _hand_moves(session, ids)
    found = []
    for seat in seats:
        nomination = places.get(seat.designee_id)
        row, tasking = nomination if nomination else (None, None)
        found.append(
            Waiting(
                seat_id=seat.id,
                priority=priority(
                    (tasking.issued_on, tasking.id) if tasking else None,
                    row.rank if row else None,
                    joined.get(seat.id, _NEVER),
                    seat.id,
                ),
                place=seat.queue_place,
                by_hand=seat.id in moves,
            )
        )
    return found


def _joined(session: Session, seat_ids: Sequence[int]) -> dict[int, datetime]:
    first = select(func.min(SeatEvent.id)).where(
        SeatEvent.seat_id.in_(seat_ids), SeatEvent.to_state == SeatState.WAIT_LISTED
    )
    query = select(SeatEvent.seat_id, SeatEvent.at).where(SeatEvent.id.in_(first.group_by(SeatEvent.seat_id)))
    return {row.seat_id: row.at for row in session.execute(query)}


def _hand_moves(session: Session, seat_ids: Sequence[int]) -> dict[int, str]:
    """The reason, of the seats whose last event is a move by hand."""
    last = select(func.max(SeatEvent.id)).where(SeatEvent.seat_id.in_(seat_ids)).group_by(SeatEvent.seat_id)
    query = select(SeatEvent.seat_id, SeatEvent.reason).where(
        SeatEvent.id.in_(last), SeatEvent.to_state == SeatState.WAIT_LISTED, SeatEvent.reason.startswith(BY_HAND)
    )
    return {row.seat_id: row.reason for row in session.execute(query)}


def seat_history(session: Session, seat_id: int) -> tuple[SeatStep, ...]:
    """Every move of this seat, and of the seats it was moved from or to, oldest first.

    Two seats of one person are one chain where the first was given up for the second at one and the same moment.
    """
    seat = session.get(Seat, seat_id)
    if seat is None:
        return ()
    query = (
        select(SeatEvent, Seat.id, TrainingSession.title)
        .join(Seat, Seat.id == SeatEvent.seat_id)
        .join(TrainingSession, TrainingSession.id == Seat.training_id)
        .where(Seat.designee_id.in_(record_ids(session, seat.designee_id)))
        .order_by(SeatEvent.id)
    )
    steps = [SeatStep(own_id, title, event.at, event.to_state, event.reason) for event, own_id, title in
             session.execute(query)]  # fmt: skip
    chain = _chain(steps, seat_id)
    return tuple(step for step in steps if step.seat_id in chain)


def _chain(steps: Sequence[SeatStep], seat_id: int) -> set[int]:
    links = [
        {left.seat_id, came.seat_id}
        for left, came in product(steps, steps)
        if left.at == came.at and left.to_state is SeatState.RELEASED is not came.to_state
    ]
    chain = {seat_id}
    while new := {each for link in links if chain & link for each in link} - chain:
        chain |= new
    return chain


def offers_run_out(session: Session, now: datetime) -> tuple[tuple[int, str, int], ...]:
    """(training id, title, how many) of the trainings with offers that nobody answered in time, the next one first."""
    query = (
        select(TrainingSession.id, TrainingSession.title, func.count())
        .join(Seat, Seat.training_id == TrainingSession.id)
        .where(Seat.state == SeatState.OFFERED, Seat.reply_by < now)
        .group_by(TrainingSession.id)
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    return tuple((training_id, title, number) for training_id, title, number in session.execute(query))
