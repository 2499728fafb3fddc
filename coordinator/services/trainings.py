"""Verbs on training sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import AttendanceReport, Attendee, Course, Seat, TrainingSession
from coordinator.rules.training_series import kept_deadline
from coordinator.rules.vocabulary import CourseKind, SeatState, TrainingState
from coordinator.services.attendance import check_rule, set_attendance_rule
from coordinator.services.seats import move_state
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.open_attendees import open_attendees
from coordinator.views.trainings import seats_taken

LONGEST = 24 * 60  # minutes
LAST_YEAR = 2199  # beyond lie slips of the keyboard, and at the end moments that no clock can show
RULE = ("present_percent", "present_minutes", "partial_minutes")
WHEN = ("starts_at", "duration_minutes")


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
    _check(uow, facts, None)
    training = uow.add(
        TrainingSession(
            course_id=facts.course_id or _unit_course(uow).id,
            tasking_id=facts.tasking_id,
            state=TrainingState.PLANNED,
            ics_uid=f"{uuid4()}@coordinator",
            **_columns(facts),
        )
    )
    uow.describe(f"Plan {training.title}")
    return training.id


def _columns(facts: TrainingFacts) -> dict[str, Any]:
    """What a training stores of its facts, but for its course and tasking."""
    return {
        "title": facts.title.strip(),
        "starts_at": facts.starts_at,
        "time_zone": check_zone(facts.time_zone),
        "duration_minutes": facts.duration_minutes,
        "capacity": facts.capacity,
        "minimum": facts.minimum,
        "overbook": facts.overbook,
        "host": facts.host.strip(),
        "instructors": facts.instructors.strip(),
        "join_link": facts.join_link.strip(),
        "dial_in": facts.dial_in.strip(),
        "registration_until": facts.registration_until,
        "present_percent": facts.present_percent,
        "present_minutes": facts.present_minutes,
        "partial_minutes": facts.partial_minutes,
    }


def _check(uow: UnitOfWork, facts: TrainingFacts, training_id: int | None) -> None:
    title = facts.title.strip()
    if not title:
        raise RuleBroken("A training needs a title, such as “Training 1”.")
    twin = uow.first(select(TrainingSession).where(TrainingSession.title == title))
    if twin is not None and twin.id != training_id:
        raise RuleBroken(f"There is a {title} already. Give this one another title.")
    _check_year(facts.starts_at)
    if facts.capacity < 1 or facts.duration_minutes < 1:
        raise RuleBroken("A training needs room for at least one person and at least one minute.")
    if facts.duration_minutes > LONGEST:
        raise RuleBroken("A training lasts a day at most. Plan one for each day.")
    if facts.minimum < 0 or facts.overbook < 0:
        raise RuleBroken("Minimum and overbooking cannot be below zero.")
    if facts.minimum > facts.capacity:
        raise RuleBroken("The minimum of a training cannot exceed its capacity.")
    if facts.registration_until is not None and facts.registration_until > facts.starts_at:
        raise RuleBroken("Registration ends after the training starts. Choose an earlier moment.")
    _check_rule(facts)
    _check_link(facts.join_link.strip())


def _check_year(starts_at: datetime) -> None:
    if starts_at.year > LAST_YEAR:
        raise RuleBroken(f"A training starts in {LAST_YEAR} at the latest. Check the date.")


def _check_rule(facts: TrainingFacts) -> None:
    check_rule(facts.present_percent, facts.present_minutes, facts.partial_minutes)
    if (facts.present_minutes or 0) > facts.duration_minutes:
        raise RuleBroken(f"The training lasts {facts.duration_minutes} minutes; nobody can attend longer.")


def _check_link(link: str) -> None:
    """It becomes a link in mails and calendars, so it is one of the web and holds nothing else."""
    if link and not _is_of_web(link):
        raise RuleBroken("The join link must begin with https://, name a site and hold no spaces. Nothing was changed.")


def _is_of_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and link.isprintable() and " " not in link


def _unit_course(uow: UnitOfWork) -> Course:
    course = uow.first(select(Course).where(Course.kind == CourseKind.UNIT).order_by(Course.id))
    if course is None:
        raise RuleBroken("There is no course of the unit yet. Add one in the settings.")
    return course


def edit_training(uow: UnitOfWork, training_id: int, facts: TrainingFacts) -> None:
    """Change a training. A change of what an invitation says raises the sequence of its calendar entries."""
    training = _changeable(uow, training_id)
    _check(uow, facts, training_id)
    _check_room(uow, training, facts.capacity + facts.overbook)
    if facts.starts_at > uow.now and facts.starts_at != training.starts_at:
        _check_not_held(uow, training, facts.starts_at)
    before = _invitation(training)
    _apply(uow, training, facts)
    training.course_id = facts.course_id or training.course_id
    training.ics_sequence += int(_invitation(training) != before)
    uow.describe(f"Change {training.title}")


def _changeable(uow: UnitOfWork, training_id: int) -> TrainingSession:
    training = uow.get(TrainingSession, training_id)
    if training.state in (TrainingState.CLOSED, TrainingState.CANCELLED):
        raise RuleBroken(f"{training.title} is {training.state.value}; it can no longer be changed.")
    return training


def _check_not_held(uow: UnitOfWork, training: TrainingSession, starts_at: datetime) -> None:
    """Raises RuleBroken where attendance is on record. One that a mistaken mark made held is open again."""
    if has_attendance(uow, training.id):
        raise RuleBroken(f"{training.title} was held, so it cannot be moved.")
    if training.state is TrainingState.HELD and starts_at > uow.now:
        training.state = TrainingState.OPEN


def _apply(uow: UnitOfWork, training: TrainingSession, facts: TrainingFacts) -> None:
    """Marks that were earned by minutes follow a new rule, and the time that they are minutes of."""
    rule = {name: getattr(facts, name) for name in RULE}
    earns_anew = any(getattr(training, name) != getattr(facts, name) for name in (*RULE, *WHEN))
    for name, value in _columns(facts).items():
        if name not in RULE:
            setattr(training, name, value)
    if earns_anew:
        set_attendance_rule(uow, training.id, **rule)


def _invitation(training: TrainingSession) -> tuple[Any, ...]:
    """What stands in a person's calendar and mail."""
    return (
        training.title, training.starts_at, training.time_zone, training.duration_minutes, training.host,
        training.instructors, training.join_link, training.dial_in, training.course_id,
    )  # fmt: skip


def reschedule_training(uow: UnitOfWork, training_id: int, starts_at: datetime) -> None:
    """Move a training that was not held to another start; seats stay, a registration deadline moves along."""
    training = _changeable(uow, training_id)
    if starts_at == training.starts_at:
        return
    _check_year(starts_at)
    _check_not_held(uow, training, starts_at)
    until = training.registration_until
    if until is not None:
        training.registration_until = kept_deadline(until, training.starts_at, starts_at, training.time_zone)
    training.starts_at = starts_at
    training.ics_sequence += 1
    uow.describe(f"Move {training.title}")


def open_training(uow: UnitOfWork, training_id: int) -> None:
    """From planned to open: people are invited to it."""
    training = uow.get(TrainingSession, training_id)
    if training.state is not TrainingState.PLANNED:
        raise RuleBroken(f"{training.title} is {training.state.value} already.")
    training.state = TrainingState.OPEN
    uow.describe(f"Open {training.title}")


def close_training(uow: UnitOfWork, training_id: int) -> None:
    """From held to closed: nothing is open any more. Raises RuleBroken with what still is."""
    training = uow.get(TrainingSession, training_id)
    if training.state is not TrainingState.HELD:
        raise RuleBroken(f"{training.title} is {training.state.value}; only a training that was held is closed.")
    waiting = _open_ends(uow, training_id)
    if waiting:
        raise RuleBroken(f"{training.title} cannot be closed yet: {' and '.join(waiting)}.")
    training.state = TrainingState.CLOSED
    uow.describe(f"Close {training.title}")


def _open_ends(uow: UnitOfWork, training_id: int) -> list[str]:
    markable = (SeatState.RESERVED, SeatState.CONFIRMED)
    query = select(Seat).where(Seat.training_id == training_id, Seat.state.in_(markable), Seat.mark.is_(None))
    unmarked, doubtful = len(uow.all(query)), len(uow.all(open_attendees(training_id)))
    return [
        *([f"{unmarked} {'seat is' if unmarked == 1 else 'seats are'} without a mark"] if unmarked else []),
        *([f"{doubtful} {'participant is' if doubtful == 1 else 'participants are'} doubtful"] if doubtful else []),
    ]


def reopen_training(uow: UnitOfWork, training_id: int) -> None:
    """Back from closed, so that marks can be mended."""
    training = uow.get(TrainingSession, training_id)
    if training.state is not TrainingState.CLOSED:
        raise RuleBroken(f"{training.title} is not closed.")
    training.state = TrainingState.HELD if has_marks(uow, training_id) else TrainingState.OPEN
    uow.describe(f"Reopen {training.title}")


def _check_room(uow: UnitOfWork, training: TrainingSession, room: int) -> None:
    """Nobody loses a seat because a number was changed."""
    taken = seats_taken(uow.session, training.id)
    if room < taken:
        raise RuleBroken(f"{taken} people are seated in {training.title}. Release seats before you set {room}.")


def cancel_training(uow: UnitOfWork, training_id: int, reason: str) -> int:
    """Cancel a training that was not held and release its seats; returns how many."""
    training = uow.get(TrainingSession, training_id)
    if has_marks(uow, training_id):
        raise RuleBroken("Attendance was recorded for this training, so it cannot be cancelled.")
    if training.state is TrainingState.CANCELLED:
        raise RuleBroken(f"{training.title} is cancelled already.")
    if uow.first(open_attendees(training_id)) is not None:
        raise RuleBroken(
            f"Participants of {training.title} wait for a decision. Settle who they are before you cancel."
        )
    if not reason.strip():
        raise RuleBroken("A cancellation needs a reason.")
    training.state, training.note = TrainingState.CANCELLED, reason.strip()
    training.ics_sequence += 1
    live = uow.all(select(Seat).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED))
    for seat in live:
        move_state(uow, seat, SeatState.RELEASED, "training cancelled")
    uow.describe(f"Cancel {training.title}")
    return len(live)


def has_attendance(uow: UnitOfWork, training_id: int) -> bool:
    """Whether there is a mark, a report, or somebody who was written down by hand."""
    reports = select(AttendanceReport).where(AttendanceReport.training_id == training_id)
    by_hand = select(Attendee).where(Attendee.training_id == training_id)
    return has_marks(uow, training_id) or uow.first(reports) is not None or uow.first(by_hand) is not None


def has_marks(uow: UnitOfWork, training_id: int) -> bool:
    return uow.first(select(Seat).where(Seat.training_id == training_id, Seat.mark.is_not(None))) is not None
