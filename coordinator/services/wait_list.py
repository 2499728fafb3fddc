"""Verbs on the order of a wait list: by priority, and by hand with a reason.

A place given by hand is kept: its move is the last event of the seat, and as long as it is, the person stays in that
place while the others share the rest by priority. `put_back_in_line` ends it.
"""

from collections.abc import Sequence

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Seat, SeatEvent, TrainingSession
from coordinator.rules.vocabulary import SeatState
from coordinator.rules.wait_list import line_up
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.wait_list import BY_HAND, waiting


def reorder_wait_list(uow: UnitOfWork, training_id: int) -> int:
    """Number the wait list 1, 2, 3 … in priority order, hand-given places kept; returns how many places changed.

    Called wherever somebody joins, leaves or is ranked anew.
    """
    uow.flush()
    places = line_up(waiting(uow.session, queue(uow, training_id)))
    changed = _number(uow, places)
    uow.describe(f"Order the wait list of {uow.get(TrainingSession, training_id).title} by priority")
    return changed


def queue(uow: UnitOfWork, training_id: int) -> Sequence[Seat]:
    """Who waits, the first in line first."""
    query = select(Seat).where(Seat.training_id == training_id, Seat.state == SeatState.WAIT_LISTED)
    return uow.all(query.order_by(Seat.queue_place.is_(None), Seat.queue_place, Seat.id))


def _number(uow: UnitOfWork, seat_ids: Sequence[int]) -> int:
    changed = 0
    for place, seat_id in enumerate(seat_ids, start=1):
        seat = uow.get(Seat, seat_id)
        if seat.queue_place != place:
            seat.queue_place = place
            changed += 1
    uow.flush()
    return changed


def move_in_line(uow: UnitOfWork, seat_id: int, place: int, reason: str) -> int:
    """Give someone another place by hand; returns the place, which is never beyond the last.

    Raises RuleBroken without a reason, and for someone who does not wait.
    """
    seat = _waiting_seat(uow, seat_id)
    if not reason.strip():
        raise RuleBroken("Say why the order is changed by hand. The reason is kept in the history of the seat.")
    line = [each.id for each in queue(uow, seat.training_id)]
    place = min(max(place, 1), len(line))
    line.remove(seat.id)
    line.insert(place - 1, seat.id)
    _number(uow, line)
    _note(uow, seat, f"{BY_HAND} to place {place}: {reason.strip()}")
    uow.describe(f"Move {seat.designee.display_name} to place {place} of the wait list")
    return place


def put_back_in_line(uow: UnitOfWork, seat_id: int) -> int:
    """End a move by hand: the person gets the place of their priority again. Returns that place."""
    seat = _waiting_seat(uow, seat_id)
    _note(uow, seat, "back in the order of priority")
    reorder_wait_list(uow, seat.training_id)
    uow.describe(f"Put {seat.designee.display_name} back in the order of priority")
    return seat.queue_place or 0


def _waiting_seat(uow: UnitOfWork, seat_id: int) -> Seat:
    seat = uow.get(Seat, seat_id)
    if seat.state is not SeatState.WAIT_LISTED:
        raise RuleBroken(f"{seat.designee.display_name} is not on the wait list of {seat.training.title}.")
    return seat


def _note(uow: UnitOfWork, seat: Seat, reason: str) -> None:
    uow.add(SeatEvent(seat_id=seat.id, at=uow.now, to_state=SeatState.WAIT_LISTED, reason=reason))
