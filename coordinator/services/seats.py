"""Verbs on seats: seat up to capacity and queue the rest, release, promote, move."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Seat, SeatEvent, TrainingSession
from coordinator.rules.seating import seat_in_order
from coordinator.rules.vocabulary import SeatState, TrainingState
from coordinator.store.unit_of_work import UnitOfWork

TAKEN = (SeatState.OFFERED, SeatState.RESERVED, SeatState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class SeatingResult:
    seated: int
    waiting: int
    already: int


def seat_designees(uow: UnitOfWork, training_id: int, designee_ids: Sequence[int]) -> SeatingResult:
    """Seat people in the order given up to capacity; the rest go on the wait list in the same order.

    Free seats belong to those who wait already: nobody new is seated before them.
    """
    training = _open_training(uow, training_id)
    live = _live(uow, training_id)
    taken = sum(seat.state in TAKEN and not seat.is_walk_in for seat in live)
    ahead = sum(seat.state is SeatState.WAIT_LISTED for seat in live)
    free = training.capacity + training.overbook - taken - ahead
    plan = seat_in_order(designee_ids, already={seat.designee_id for seat in live}, free=free)
    _insert(uow, training_id, plan.seated, SeatState.RESERVED, 0)
    last = max((seat.queue_place or 0 for seat in live), default=0)
    _insert(uow, training_id, plan.waiting, SeatState.WAIT_LISTED, last)
    uow.describe(f"Seat {_count(plan.seated + plan.waiting)} in {training.title}")
    return SeatingResult(len(plan.seated), len(plan.waiting), len(plan.already))


def _open_training(uow: UnitOfWork, training_id: int) -> TrainingSession:
    training = uow.get(TrainingSession, training_id)
    if training.state in (TrainingState.CLOSED, TrainingState.CANCELLED):
        raise RuleBroken(f"{training.title} is {training.state.value}; nobody can be seated in it.")
    return training


def _live(uow: UnitOfWork, training_id: int) -> Sequence[Seat]:
    return uow.all(select(Seat).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED))


def _insert(uow: UnitOfWork, training_id: int, people: Sequence[int], state: SeatState, last_place: int) -> None:
    waiting = state is SeatState.WAIT_LISTED
    rows = [
        {
            "training_id": training_id,
            "designee_id": person,
            "state": state,
            "queue_place": last_place + place if waiting else None,
        }
        for place, person in enumerate(people, start=1)
    ]
    ids = uow.insert_rows(Seat, rows)
    uow.insert_rows(SeatEvent, [{"seat_id": seat, "at": uow.now, "to_state": state} for seat in ids])


def _count(people: Sequence[int]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people)} people"


def move_state(uow: UnitOfWork, seat: Seat, state: SeatState, reason: str = "") -> None:
    """Bring a seat to a state and note it in the seat's history."""
    seat.state = state
    if state is not SeatState.WAIT_LISTED:
        seat.queue_place = None
    uow.add(SeatEvent(seat_id=seat.id, at=uow.now, to_state=state, reason=reason))


def release_seats(uow: UnitOfWork, seat_ids: Sequence[int], reason: str = "") -> int:
    """Give seats back; the records stay. Raises RuleBroken where attendance is marked."""
    seats = [uow.get(Seat, seat_id) for seat_id in seat_ids]
    for seat in seats:
        if seat.mark is not None:
            raise RuleBroken(f"{seat.designee.display_name} has an attendance mark. Clear the mark first.")
        move_state(uow, seat, SeatState.RELEASED, reason)
    uow.describe(f"Release {_seat_names(seats)}")
    return len(seats)


def _seat_names(seats: Sequence[Seat]) -> str:
    return f"the seat of {seats[0].designee.display_name}" if len(seats) == 1 else f"{len(seats)} seats"


def promote_next(uow: UnitOfWork, training_id: int) -> int:
    """Give every free seat to the next on the wait list; returns how many moved up."""
    training = _open_training(uow, training_id)
    live = _live(uow, training_id)
    free = training.capacity + training.overbook - sum(seat.state in TAKEN and not seat.is_walk_in for seat in live)
    queue = sorted((s for s in live if s.state is SeatState.WAIT_LISTED), key=lambda s: (s.queue_place or 0, s.id))
    moving = queue[: max(free, 0)]
    if not moving:
        raise RuleBroken("Nobody can move up: there is no free seat, or nobody is waiting.")
    for seat in moving:
        move_state(uow, seat, SeatState.RESERVED, "moved up from the wait list")
    uow.describe(f"Move {_count([s.id for s in moving])} up in {training.title}")
    return len(moving)


def move_seats(uow: UnitOfWork, seat_ids: Sequence[int], training_id: int) -> SeatingResult:
    """Move people to another training as one step, in the order given. One broken rule and nobody is moved."""
    moved = [move_seat(uow, seat_id, training_id) for seat_id in seat_ids]
    if len(seat_ids) != 1:
        uow.describe(f"Move {_count(seat_ids)} to {uow.get(TrainingSession, training_id).title}")
    return SeatingResult(*(sum(column) for column in zip(*moved, strict=True))) if moved else SeatingResult(0, 0, 0)


def move_seat(uow: UnitOfWork, seat_id: int, training_id: int) -> tuple[int, int, int]:
    """Move one person to another training: the old seat is released, a new one taken, both keep their history.

    Returns how many are seated, wait, and were there already.
    """
    seat = uow.get(Seat, seat_id)
    target = _open_training(uow, training_id)
    if seat.mark is not None:
        raise RuleBroken(f"{seat.designee.display_name} has an attendance mark. Clear the mark first.")
    if seat.training_id == training_id:
        raise RuleBroken(f"{seat.designee.display_name} is already in {target.title}.")
    move_state(uow, seat, SeatState.RELEASED, f"moved to {target.title}")
    uow.flush()
    result = seat_designees(uow, training_id, [seat.designee_id])
    uow.describe(f"Move {seat.designee.display_name} to {target.title}")
    return result.seated, result.waiting, result.already
