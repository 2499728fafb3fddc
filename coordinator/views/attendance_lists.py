"""Whom an attendance list names: the people of one training, of an office, or of a period."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Designee
from coordinator.rules.vocabulary import SeatState
from coordinator.views.trainings import SeatRow, TrainingRow, seats, trainings


@dataclass(frozen=True, slots=True)
class ListScope:
    """Every condition that is given must hold; `first` and `last` are days on the clock of the training's host.

    Without a training the list is of all trainings that were not cancelled.
    """

    training_id: int | None = None
    office: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ListedPerson:
    training: TrainingRow
    seat: SeatRow
    phone: str


def listed_trainings(session: Session, scope: ListScope) -> tuple[TrainingRow, ...]:
    """The trainings of the scope by their start."""
    return tuple(row for row in trainings(session) if _is_in(row, scope))


def _is_in(row: TrainingRow, scope: ListScope) -> bool:
    if scope.training_id is not None:
        return row.id == scope.training_id
    day = row.local_start.date()
    return not row.is_cancelled and (scope.first or day) <= day <= (scope.last or day)


def listed_people(session: Session, scope: ListScope) -> tuple[ListedPerson, ...]:
    """Everyone with a seat in the scope, walk-ins too, by training and name; the wait list is not on the list."""
    found = [
        (training, seat)
        for training in listed_trainings(session, scope)
        for seat in seats(session, training.id)
        if seat.state is not SeatState.WAIT_LISTED and scope.office in ("", seat.office)
    ]
    people = {seat.designee_id for _, seat in found}
    phones = dict(session.execute(select(Designee.id, Designee.phone).where(Designee.id.in_(people))).all())
    return tuple(ListedPerson(training, seat, phones.get(seat.designee_id, "")) for training, seat in found)
