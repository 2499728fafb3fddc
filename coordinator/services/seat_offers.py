"""Verbs on offers: a free seat is offered to the next in line until a moment; decline or silence passes it on.

Nothing passes on by itself: silence is only noticed when somebody runs `expire_offers`, and until then a late answer
still counts.
"""

from datetime import datetime

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Seat, TrainingSession
from coordinator.rules.moments import long_moment
from coordinator.rules.seating import last_answer, usual_answer
from coordinator.rules.vocabulary import SeatState, TrainingState
from coordinator.services.seats import free_seats, move_state, training_for_seats
from coordinator.services.wait_list import queue, reorder_wait_list
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import unit_settings


def offer_seats(
    uow: UnitOfWork, training_id: int, reply_by: datetime | None = None, how_many: int | None = None
) -> int:
    """Offer free seats, all of them unless a number is given, to the next in line; returns how many were offered.

    Without `reply_by` everybody has the unit's number of working days, until close of business on their own clock, and
    never longer than the registration deadline or an hour before the start. Raises RuleBroken when there is nothing
    to offer, and when there is no time for an answer.
    """
    training = training_for_seats(uow, training_id)
    free = free_seats(uow, training)
    offered = _offer(uow, training, free if how_many is None else min(free, how_many), reply_by)
    if not offered:
        raise RuleBroken("Nothing was offered: there is no free seat, or nobody is waiting.")
    uow.describe(f"Offer {_seats(offered)} in {training.title}")
    return offered


def _seats(number: int) -> str:
    return "1 seat" if number == 1 else f"{number} seats"


def _offer(uow: UnitOfWork, training: TrainingSession, seats: int, reply_by: datetime | None = None) -> int:
    """To as many as there are seats and people; the wait list closes up behind them."""
    chosen = queue(uow, training.id)[: max(seats, 0)]
    for seat in chosen:
        until = _until(uow, training, seat.designee, reply_by)
        move_state(uow, seat, SeatState.OFFERED, f"offered until {long_moment(until, _zone(seat.designee))}")
        seat.reply_by = until
    if chosen:
        reorder_wait_list(uow, training.id)
    return len(chosen)


def _until(uow: UnitOfWork, training: TrainingSession, person: Designee, reply_by: datetime | None) -> datetime:
    last = last_answer(training.starts_at, training.registration_until)
    if last <= uow.now:
        raise RuleBroken(
            f"It is too late to wait for an answer for {training.title}. Give the seat without asking instead."
        )
    if reply_by is None:
        settings = unit_settings(uow.session)
        usual = usual_answer(uow.now, _zone(person), settings.seating_reply_days, settings.close_of_business)
        return min(usual, last) if usual > uow.now else last
    if reply_by <= uow.now:
        raise RuleBroken("The time to answer by is over already. Choose a later one.")
    if reply_by > last:
        raise RuleBroken(f"Answers for {training.title} must be in by {long_moment(last, training.time_zone)}.")
    return reply_by


def _zone(person: Designee) -> str:
    return person.time_zone or person.office.time_zone


def accept_offer(uow: UnitOfWork, seat_id: int) -> None:
    """The person takes the seat. A late answer counts as long as the seat was not passed on."""
    seat = _offered(uow, seat_id)
    training_for_seats(uow, seat.training_id)
    is_late = seat.reply_by is not None and seat.reply_by < uow.now
    move_state(uow, seat, SeatState.CONFIRMED, "accepted after the time to answer" if is_late else "accepted")
    uow.describe(f"Accept the offer for {seat.designee.display_name}")


def decline_offer(uow: UnitOfWork, seat_id: int, reason: str = "") -> int:
    """The person does not want the seat: it is released, and offered to the next in line in the same step.

    Returns to how many it was passed on: 0 when nobody waits, or when it is too late to wait for an answer.
    """
    seat = _offered(uow, seat_id)
    move_state(uow, seat, SeatState.RELEASED, f"declined: {reason.strip()}" if reason.strip() else "declined")
    passed_on = _pass_on(uow, seat.training, 1)
    uow.describe(f"Decline the offer for {seat.designee.display_name}")
    return passed_on


def _offered(uow: UnitOfWork, seat_id: int) -> Seat:
    seat = uow.get(Seat, seat_id)
    if seat.state is not SeatState.OFFERED:
        raise RuleBroken(f"{seat.designee.display_name} has no open offer in {seat.training.title}.")
    return seat


def expire_offers(uow: UnitOfWork, now: datetime | None = None, training_id: int | None = None) -> int:
    """Pass on every offer that nobody answered in time, of one training or of all; returns how many had run out.

    Who was silent gives up the place in line too, as after a decline; the history says so. Where it is too late to
    wait for an answer, the seat stays free.
    """
    moment = now or uow.now
    query = select(Seat).where(Seat.state == SeatState.OFFERED, Seat.reply_by < moment).order_by(Seat.id)
    silent = [seat for seat in uow.all(query) if training_id in (None, seat.training_id)]
    for seat in silent:
        until = long_moment(seat.reply_by or moment, _zone(seat.designee))
        move_state(uow, seat, SeatState.RELEASED, f"no answer until {until}")
    for each in {seat.training_id: seat.training for seat in silent}.values():
        _pass_on(uow, each, sum(seat.training_id == each.id for seat in silent))
    uow.describe(f"Pass on {'1 offer' if len(silent) == 1 else f'{len(silent)} offers'} that ran out")
    return len(silent)


def _pass_on(uow: UnitOfWork, training: TrainingSession, seats: int) -> int:
    """As many as were given back, if they still exist: the training may have been made smaller or have ended."""
    uow.flush()
    is_over = training.state in (TrainingState.CLOSED, TrainingState.CANCELLED)
    if is_over or last_answer(training.starts_at, training.registration_until) <= uow.now:
        return 0
    return _offer(uow, training, min(seats, free_seats(uow, training)))
