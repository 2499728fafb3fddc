"""Verbs on seats: seat up to capacity and queue the rest, confirm, pin, release, promote, move."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Seat, SeatEvent, TrainingSession
from coordinator.rules.seating import seat_in_order
from coordinator.rules.vocabulary import SeatState, TrainingState
from coordinator.services.wait_list import queue, reorder_wait_list
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.availability import absences_in, overlapping
from coordinator.views.trainings import TAKEN, seats_taken

__all__ = [
    "TAKEN",
    "ReleaseResult",
    "SeatingResult",
    "confirm_seats",
    "free_seats",
    "move_seats",
    "move_state",
    "pin_seats",
    "promote_next",
    "release_seats",
    "seat_designees",
    "training_for_seats",
]


@dataclass(frozen=True, slots=True)
class SeatingResult:
    """How many got a seat, wait, and were there already.

    `passed` waited before and have someone of higher priority in front of them now. `overlaps` and `away` are
    sentences about people who are in another training at that time, or said that they are away.
    """

    seated: int
    waiting: int
    already: int
    passed: int = 0
    overlaps: tuple[str, ...] = ()
    away: tuple[str, ...] = ()

    def __add__(self, other: "SeatingResult") -> "SeatingResult":
        return SeatingResult(
            self.seated + other.seated,
            self.waiting + other.waiting,
            self.already + other.already,
            self.passed + other.passed,
            self.overlaps + other.overlaps,
            self.away + other.away,
        )


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """How many seats were given back; of the trainings concerned, how many seats are free and how many people wait."""

    released: int
    free: int
    waiting: int


def seat_designees(uow: UnitOfWork, training_id: int, designee_ids: Sequence[int], reason: str = "") -> SeatingResult:
    """Seat people in the order given up to capacity; the rest go on the wait list, by their priority.

    Free seats belong to those who wait already: nobody new is seated before them. Someone who is in another training
    at that time, or away, is seated all the same; that is said, and stands in the history of the seat.
    """
    training = training_for_seats(uow, training_id)
    _check_not_merged(uow, designee_ids)
    live = _live(uow, training_id)
    ahead = [seat.id for seat in live if seat.state is SeatState.WAIT_LISTED]
    free = free_seats(uow, training) - len(ahead)
    plan = seat_in_order(designee_ids, already={seat.designee_id for seat in live}, free=free)
    new = [*plan.seated, *plan.waiting]
    twice = overlapping(uow.session, training_id, new)
    away = absences_in(uow.session, training_id, new)
    reasons = {person: "; ".join(filter(None, (reason, twice.get(person), away.get(person)))) for person in new}
    _insert(uow, training_id, plan.seated, SeatState.RESERVED, reasons)
    _insert(uow, training_id, plan.waiting, SeatState.WAIT_LISTED, reasons)
    passed = _take_places(uow, training_id, ahead) if plan.waiting else 0
    uow.describe(f"Seat {_count(new)} in {training.title}")
    return SeatingResult(
        len(plan.seated), len(plan.waiting), len(plan.already), passed, _named(uow, twice), _named(uow, away)
    )


def _check_not_merged(uow: UnitOfWork, designee_ids: Sequence[int]) -> None:
    """A seat of such a record would be taken, and nobody would see it."""
    query = select(Designee).where(Designee.id.in_(designee_ids), Designee.merged_into_id.is_not(None))
    gone = uow.first(query)
    if gone is not None:
        raise RuleBroken(f"The record of {gone.display_name} was merged into another. Refresh the page.")


def _named(uow: UnitOfWork, notes: dict[int, str]) -> tuple[str, ...]:
    return tuple(f"{uow.get(Designee, person).display_name}: {note}" for person, note in notes.items())


def training_for_seats(uow: UnitOfWork, training_id: int) -> TrainingSession:
    """The training, if people can be seated in it. Raises RuleBroken for a closed or cancelled one."""
    training = uow.get(TrainingSession, training_id)
    if training.state in (TrainingState.CLOSED, TrainingState.CANCELLED):
        raise RuleBroken(f"{training.title} is {training.state.value}; nobody can be seated in it.")
    return training


def free_seats(uow: UnitOfWork, training: TrainingSession) -> int:
    """Seats that nobody holds and that were offered to nobody; walk-ins take none."""
    taken = seats_taken(uow.session, training.id)
    return max(training.capacity + training.overbook - taken, 0)


def _live(uow: UnitOfWork, training_id: int) -> Sequence[Seat]:
    return uow.all(select(Seat).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED))


def _insert(
    uow: UnitOfWork, training_id: int, people: Sequence[int], state: SeatState, reasons: dict[int, str]
) -> None:
    rows = [{"training_id": training_id, "designee_id": person, "state": state} for person in people]
    ids = uow.insert_rows(Seat, rows)
    events = [
        {"seat_id": seat, "at": uow.now, "to_state": state, "reason": reasons[person]}
        for seat, person in zip(ids, people, strict=True)
    ]
    uow.insert_rows(SeatEvent, events)


def _take_places(uow: UnitOfWork, training_id: int, ahead: Sequence[int]) -> int:
    """Give newcomers their places; returns how many of those who waited are now behind one of them."""
    reorder_wait_list(uow, training_id)
    line = [seat.id for seat in queue(uow, training_id)]
    first_new = next((place for place, seat_id in enumerate(line) if seat_id not in ahead), len(line))
    return sum(seat_id in ahead for seat_id in line[first_new:])


def _count(people: Sequence[int]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people)} people"


def move_state(uow: UnitOfWork, seat: Seat, state: SeatState, reason: str = "") -> None:
    """Bring a seat to a state and note it in the seat's history."""
    seat.state = state
    if state is not SeatState.WAIT_LISTED:
        seat.queue_place = None
    if state is not SeatState.OFFERED:
        seat.reply_by = None
    if state is SeatState.RELEASED:
        seat.is_pinned = False
    uow.add(SeatEvent(seat_id=seat.id, at=uow.now, to_state=state, reason=reason))


def confirm_seats(uow: UnitOfWork, seat_ids: Sequence[int]) -> int:
    """Note that people have said they will come; returns how many seats were not confirmed before.

    Raises RuleBroken for someone who waits or whose offer is open: nobody is confirmed.
    """
    seats = [uow.get(Seat, seat_id) for seat_id in seat_ids]
    for seat in seats:
        if seat.state not in (SeatState.RESERVED, SeatState.CONFIRMED):
            raise RuleBroken(f"{seat.designee.display_name} has no reserved seat in {seat.training.title}.")
    reserved = [seat for seat in seats if seat.state is SeatState.RESERVED]
    for seat in reserved:
        move_state(uow, seat, SeatState.CONFIRMED, "confirmed")
    uow.describe(f"Confirm {_seat_names(seats)}")
    return len(reserved)


def pin_seats(uow: UnitOfWork, seat_ids: Sequence[int], is_pinned: bool) -> int:
    """Keep people where they are: no proposal and no move takes a pinned seat away. Returns how many were changed.

    Raises RuleBroken for someone who waits: there is no seat yet that could be kept.
    """
    seats = [uow.get(Seat, seat_id) for seat_id in seat_ids]
    for seat in seats:
        if is_pinned and seat.state not in TAKEN:
            raise RuleBroken(f"{seat.designee.display_name} has no seat in {seat.training.title} that could be pinned.")
    changed = [seat for seat in seats if seat.is_pinned != is_pinned]
    for seat in changed:
        seat.is_pinned = is_pinned
    uow.describe(f"{'Pin' if is_pinned else 'Unpin'} {_seat_names(seats)}")
    return len(changed)


def release_seats(uow: UnitOfWork, seat_ids: Sequence[int], reason: str = "") -> ReleaseResult:
    """Give seats back; the records stay. Nobody moves up by itself. Raises RuleBroken where attendance is marked."""
    seats = [uow.get(Seat, seat_id) for seat_id in seat_ids]
    for seat in seats:
        _check_live(seat)
        move_state(uow, seat, SeatState.RELEASED, reason)
    trainings = {seat.training_id: seat.training for seat in seats}
    for training_id in trainings:
        reorder_wait_list(uow, training_id)
    uow.describe(f"Release {_seat_names(seats)}")
    return ReleaseResult(
        released=len(seats),
        free=sum(free_seats(uow, training) for training in trainings.values()),
        waiting=sum(len(queue(uow, training_id)) for training_id in trainings),
    )


def _check_live(seat: Seat) -> None:
    if seat.mark is not None:
        raise RuleBroken(f"{seat.designee.display_name} has an attendance mark. Clear the mark first.")
    if seat.state is SeatState.RELEASED:
        raise RuleBroken(
            f"{seat.designee.display_name} has no seat in {seat.training.title} any more. Refresh the page."
        )


def _seat_names(seats: Sequence[Seat]) -> str:
    return f"the seat of {seats[0].designee.display_name}" if len(seats) == 1 else f"{len(seats)} seats"


def promote_next(uow: UnitOfWork, training_id: int) -> int:
    """Give every free seat to the next on the wait list without asking them; returns how many moved up."""
    training = training_for_seats(uow, training_id)
    moving = queue(uow, training_id)[: free_seats(uow, training)]
    if not moving:
        raise RuleBroken("Nobody can move up: there is no free seat, or nobody is waiting.")
    for seat in moving:
        move_state(uow, seat, SeatState.RESERVED, "moved up from the wait list")
    reorder_wait_list(uow, training_id)
    uow.describe(f"Move {_count([s.id for s in moving])} up in {training.title}")
    return len(moving)


def move_seats(uow: UnitOfWork, seat_ids: Sequence[int], training_id: int) -> SeatingResult:
    """Move people to another training as one step, in the order given. One broken rule and nobody is moved.

    The old seats are released, new ones taken, both keep their history. Raises RuleBroken for a marked seat, a pinned
    one, and someone who is in that training already.
    """
    target = training_for_seats(uow, training_id)
    seats = [uow.get(Seat, seat_id) for seat_id in seat_ids]
    # People of one training at once: a thousand of them are seated as fast as one.
    runs = [[*run] for _, run in groupby(seats, key=lambda seat: seat.training_id)]
    result = sum((_move(uow, run, target) for run in runs), SeatingResult(0, 0, 0))
    who = seats[0].designee.display_name if len(seats) == 1 else _count(seat_ids)
    uow.describe(f"Move {who} to {target.title}")
    return result


def _move(uow: UnitOfWork, seats: Sequence[Seat], target: TrainingSession) -> SeatingResult:
    """Of seats in one training."""
    origin, there = seats[0].training, {seat.designee_id for seat in _live(uow, target.id)}
    for seat in seats:
        _check_movable(seat, target, there)
        move_state(uow, seat, SeatState.RELEASED, f"moved to {target.title}")
    reorder_wait_list(uow, origin.id)
    return seat_designees(uow, target.id, [seat.designee_id for seat in seats], f"moved from {origin.title}")


def _check_movable(seat: Seat, target: TrainingSession, there: Set[int]) -> None:
    name = seat.designee.display_name
    _check_live(seat)
    if seat.is_pinned:
        raise RuleBroken(f"The seat of {name} in {seat.training.title} is pinned. Unpin it first.")
    if seat.designee_id in there:
        raise RuleBroken(f"{name} is already in {target.title}.")
