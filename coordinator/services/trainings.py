"""Verbs on training sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Course, Seat, SeatEvent, TrainingSession
from coordinator.rules.vocabulary import CourseKind, SeatState, TrainingState
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """What a training is planned from. `starts_at` is aware; `time_zone` is the host's."""

    title: str
    starts_at: datetime
    time_zone: str
    duration_minutes: int
    capacity: int
    minimum: int = 0
    host: str = ""
    instructors: str = ""
    join_link: str = ""
    dial_in: str = ""
    registration_until: datetime | None = None
    overbook: int = 0
    present_percent: int | None = None
    present_minutes: int | None = None
    partial_minutes: int | None = None
    tasking_id: int | None = None
    course_id: int | None = None


def plan_training(uow: UnitOfWork, facts: TrainingFacts) -> int:
    """Returns the new training's id. Without a course it is a run of the unit's own course."""
    _check(facts)
    training = uow.add(
        TrainingSession(
            course_id=facts.course_id or _unit_course(uow).id,
            tasking_id=facts.tasking_id,
            title=facts.title.strip(),
            starts_at=facts.starts_at,
            time_zone=check_zone(facts.time_zone),
            duration_minutes=facts.duration_minutes,
            capacity=facts.capacity,
            minimum=facts.minimum,
            host=facts.host,
            instructors=facts.instructors,
            join_link=facts.join_link,
            state=TrainingState.OPEN,
            ics_uid=f"{uuid4()}@coordinator",
        )
    )
    uow.describe(f"Plan {training.title}")
    return training.id


def _check(facts: TrainingFacts) -> None:
    if not facts.title.strip():
        raise RuleBroken("A training needs a title, such as “Training 1”.")
    if facts.capacity < 1 or facts.duration_minutes < 1:
        raise RuleBroken("A training needs room for at least one person and at least one minute.")
    if facts.minimum > facts.capacity:
        raise RuleBroken("The minimum of a training cannot exceed its capacity.")


def _unit_course(uow: UnitOfWork) -> Course:
    course = uow.first(select(Course).where(Course.kind == CourseKind.UNIT).order_by(Course.id))
    if course is None:
        raise RuleBroken("There is no course of the unit yet. Add one in the settings.")
    return course


def edit_training(uow: UnitOfWork, training_id: int, facts: TrainingFacts) -> None:
    """Change a training. A new time or length raises the sequence of its invitations."""
    _check(facts)
    training = uow.get(TrainingSession, training_id)
    if training.state in (TrainingState.CLOSED, TrainingState.CANCELLED):
        raise RuleBroken(f"{training.title} is {training.state.value}; it can no longer be changed.")
    _check_room(uow, training, facts.capacity)
    moved = (training.starts_at, training.duration_minutes) != (facts.starts_at, facts.duration_minutes)
    training.title, training.starts_at, training.time_zone = facts.title.strip(), facts.starts_at, facts.time_zone
    training.duration_minutes, training.capacity, training.minimum = (
        facts.duration_minutes,
        facts.capacity,
        facts.minimum,
    )
    training.host, training.instructors, training.join_link = facts.host, facts.instructors, facts.join_link
    training.ics_sequence += int(moved)
    uow.describe(f"Change {training.title}")


def _check_room(uow: UnitOfWork, training: TrainingSession, capacity: int) -> None:
    """Nobody loses a seat because a number was changed."""
    holding = (SeatState.OFFERED, SeatState.RESERVED, SeatState.CONFIRMED)
    query = select(Seat.id).where(Seat.training_id == training.id, Seat.state.in_(holding), Seat.is_walk_in.is_(False))
    taken = len(uow.session.scalars(query).all())
    if capacity < taken:
        raise RuleBroken(f"{taken} people are seated in {training.title}. Release seats before you set {capacity}.")


def cancel_training(uow: UnitOfWork, training_id: int, reason: str) -> int:
    """Cancel a training that was not held and release its seats; returns how many."""
    training = uow.get(TrainingSession, training_id)
    if has_marks(uow, training_id):
        raise RuleBroken("Attendance was recorded for this training, so it cannot be cancelled.")
    if training.state is TrainingState.CANCELLED:
        raise RuleBroken(f"{training.title} is cancelled already.")
    if not reason.strip():
        raise RuleBroken("A cancellation needs a reason.")
    training.state, training.note = TrainingState.CANCELLED, reason.strip()
    training.ics_sequence += 1
    live = uow.all(select(Seat).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED))
    for seat in live:
        seat.state, seat.queue_place = SeatState.RELEASED, None
        uow.add(SeatEvent(seat_id=seat.id, at=uow.now, to_state=SeatState.RELEASED, reason="training cancelled"))
    uow.describe(f"Cancel {training.title}")
    return len(live)


def has_marks(uow: UnitOfWork, training_id: int) -> bool:
    return uow.first(select(Seat).where(Seat.training_id == training_id, Seat.mark.is_not(None))) is not None


def ends_at(training: TrainingSession) -> datetime:
    return training.starts_at + timedelta(minutes=training.duration_minutes)
