"""What follows when people leave: seats that become free, who moves up, nominations and licenses that end."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import License, Nomination, Seat, TrainingSession
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import LicenseState, NominationState, SeatState, TrainingState

_COMING = (TrainingState.PLANNED, TrainingState.OPEN)
_STANDING = (NominationState.PENDING, NominationState.SELECTED, NominationState.ALTERNATE)


@dataclass(frozen=True, slots=True)
class SeatGivenUp:
    """A seat in a training to come, or a place on its wait list. `moves_up` is who gets it, if anybody waits."""

    id: int
    name: str
    training_id: int
    training: str
    starts_at: datetime
    time_zone: str
    state: SeatState
    moves_up: str


@dataclass(frozen=True, slots=True)
class NominationEnded:
    id: int
    name: str
    tasking: str
    state: NominationState


@dataclass(frozen=True, slots=True)
class LicenseToReturn:
    id: int
    name: str
    number: str
    product: str
    state: LicenseState


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything that hangs on these people and is still open."""

    seats: tuple[SeatGivenUp, ...]
    nominations: tuple[NominationEnded, ...]
    licenses: tuple[LicenseToReturn, ...]


def departure_consequences(session: Session, designee_ids: Sequence[int], now: datetime) -> Consequences:
    """Of these people, leaving together: whoever leaves moves nobody up into another's seat that is given up too."""
    licenses = _licenses(session, designee_ids)
    holders = set(session.scalars(select(License.designee_id).where(License.id.in_([row.id for row in licenses]))))
    return Consequences(_seats(session, designee_ids, now), _nominations(session, designee_ids, holders), licenses)


def _seats(session: Session, people: Sequence[int], now: datetime) -> tuple[SeatGivenUp, ...]:
    query = (
        select(Seat)
        .join(TrainingSession)
        .options(joinedload(Seat.training), joinedload(Seat.designee))
        .where(
            Seat.state != SeatState.RELEASED,
            Seat.mark.is_(None),
            TrainingSession.starts_at > now,
            TrainingSession.state.in_(_COMING),
            TrainingSession.id.in_(select(Seat.training_id).where(Seat.designee_id.in_(people))),
        )
        .order_by(TrainingSession.starts_at, Seat.id)
    )
    leaving, queues = [], defaultdict(list)
    for seat in session.scalars(query):
        if seat.designee_id in people:
            leaving.append(seat)
        elif seat.state is SeatState.WAIT_LISTED:
            queues[seat.training_id].append(seat)
    for queue in queues.values():
        queue.sort(key=lambda seat: (seat.queue_place or 0, seat.id))
    return tuple(_given_up(seat, queues[seat.training_id]) for seat in leaving)


def _given_up(seat: Seat, queue: list[Seat]) -> SeatGivenUp:
    """Takes the first of the queue for a seat that was held."""
    holds = seat.state is not SeatState.WAIT_LISTED and not seat.is_walk_in
    moves_up = queue.pop(0).designee.display_name if holds and queue else ""
    training = seat.training
    return SeatGivenUp(
        seat.id, seat.designee.display_name, training.id, training.title, training.starts_at, training.time_zone,
        seat.state, moves_up,
    )  # fmt: skip


def _nominations(session: Session, people: Sequence[int], holders: Collection[int]) -> tuple[NominationEnded, ...]:
    """Those of license holders stay as they are: they are the basis on which the license was held."""
    query = (
        select(Nomination)
        .options(joinedload(Nomination.designee), joinedload(Nomination.tasking))
        .where(Nomination.designee_id.in_(people), Nomination.state.in_(_STANDING))
        .order_by(Nomination.id)
    )
    return tuple(
        NominationEnded(row.id, row.designee.display_name, row.tasking.number, row.state)
        for row in session.scalars(query)
        if row.designee_id not in holders
    )


def _licenses(session: Session, people: Sequence[int]) -> tuple[LicenseToReturn, ...]:
    query = (
        select(License)
        .options(joinedload(License.designee), joinedload(License.product))
        .where(License.designee_id.in_(people), License.state.in_(ACTIVE))
        .order_by(License.id)
    )
    return tuple(
        LicenseToReturn(row.id, row.designee.display_name, row.number, row.product.name, row.state)
        for row in session.scalars(query)
    )
