"""The verb on overbooking: how many seats are given beyond the capacity, for those who will not come."""

from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import TrainingState
from coordinator.services.seats import training_for_seats
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.trainings import seats_taken


def set_overbooking(uow: UnitOfWork, training_id: int, extra: int) -> int:
    """Give so many seats beyond the capacity; returns how many seats are free then. Nobody moves up by itself.

    Raises RuleBroken for less than none, for a training that was held, and where more people are seated already.
    """
    training = training_for_seats(uow, training_id)
    if extra < 0:
        raise RuleBroken("A training cannot be overbooked by less than nobody.")
    if training.state is TrainingState.HELD:
        raise RuleBroken(f"{training.title} was held already, so overbooking it changes nothing.")
    taken = seats_taken(uow.session, training_id)
    if training.capacity + extra < taken:
        raise RuleBroken(f"{taken} people are seated in {training.title}. Release seats before you overbook it less.")
    training.overbook = extra
    uow.describe(f"Overbook {training.title} by {extra}" if extra else f"Do not overbook {training.title}")
    return training.capacity + extra - taken
