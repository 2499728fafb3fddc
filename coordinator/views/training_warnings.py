"""What speaks against a training: days off, duty hours, people in two places, clocks that change, too few people.

Nothing is refused for it: the coordinator may know better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Course, Seat, TrainingSession
from coordinator.rules.clock_changes import clock_change
from coordinator.rules.deadlines import is_working_day, non_working_reason
from coordinator.rules.slots import Fit, PersonClock, PersonFit, clock_words, person_fits, short_day
from coordinator.rules.vocabulary import CourseKind, SeatState, TrainingState
from coordinator.views.schedule import people_named, people_needing_seats
from coordinator.views.trainings import TAKEN


class WarningKind(StrEnum):
    DAY_OFF = "day_off"
    CLOCKS = "clocks"
    INSTRUCTOR = "instructor"
    REGISTRATION = "registration"
    MINIMUM = "minimum"
    HOURS = "hours"
    AWAY = "away"
    TWICE = "twice"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class TrainingWarning:
    """`people` are the ids of those it is about."""

    kind: WarningKind
    text: str
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseChoice:
    id: int
    title: str


class Planned(Protocol):
    """When a training is to be, who leads it, and until when people can register: a training, or what is typed."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def duration_minutes(self) -> int: ...
    @property
    def host(self) -> str: ...
    @property
    def instructors(self) -> str: ...
    @property
    def registration_until(self) -> datetime | None: ...


def courses(session: Session) -> tuple[CourseChoice, ...]:
    """What a training can be a run of, the unit's own courses first."""
    rows = session.scalars(select(Course).order_by(Course.kind != CourseKind.UNIT, Course.title, Course.id))
    return tuple(CourseChoice(row.id, row.title) for row in rows)


def training_warnings(session: Session, training_id: int, now: datetime | None = None) -> tuple[TrainingWarning, ...]:
    """Of a training that is still to come; nothing once it was held or cancelled. Without `now` nothing is past."""
    training = session.get(TrainingSession, training_id)
    over = (TrainingState.CANCELLED, TrainingState.CLOSED, TrainingState.HELD)
    if training is None or training.state in over or (now is not None and training.ends_at <= now):
        return ()
    to_come = now if now is not None and training.starts_at > now else None
    return (*_of_room(session, training), *warnings_of_facts(session, training, training_id, to_come))


def warnings_of_facts(
    session: Session, facts: Planned, training_id: int | None = None, now: datetime | None = None
) -> tuple[TrainingWarning, ...]:
    """What speaks against a time, while it is being chosen; of an existing training also for those who are in it."""
    people: Sequence[PersonClock] = ()
    if training_id is not None:
        people = people_needing_seats(session, facts.starts_at.date(), training_id)
    others = _at_that_time(session, facts, training_id)
    return (
        *_of_clock(facts, now),
        *_of_registration(facts, now),
        *_of_leaders(facts, others),
        *_of_hours(people, facts),
        *_of_absence(people, facts),
        *_of_other_seats(session, people, others),
    )


def _of_clock(facts: Planned, now: datetime | None) -> Iterator[TrainingWarning]:
    local = facts.starts_at.astimezone(ZoneInfo(facts.time_zone))
    if reason := non_working_reason(local.date()):
        yield TrainingWarning(WarningKind.DAY_OFF, f"That day is {reason}.")
    if change := clock_change(local):
        yield TrainingWarning(WarningKind.CLOCKS, change)
    if now is not None and facts.starts_at <= now:
        yield TrainingWarning(WarningKind.DAY_OFF, "That moment is past.")


def _of_registration(facts: Planned, now: datetime | None) -> Iterator[TrainingWarning]:
    until = facts.registration_until
    if until is not None and until > facts.starts_at:
        yield TrainingWarning(WarningKind.REGISTRATION, "Registration ends after the training starts.")
    elif until is not None and now is not None and until <= now:
        yield TrainingWarning(WarningKind.REGISTRATION, "Registration is over.")


def _at_that_time(session: Session, facts: Planned, training_id: int | None) -> list[TrainingSession]:
    """The other trainings that are under way at some time of it."""
    end = facts.starts_at + timedelta(minutes=facts.duration_minutes)
    query = select(TrainingSession).where(
        TrainingSession.id != (training_id or 0),
        TrainingSession.state != TrainingState.CANCELLED,
        TrainingSession.starts_at < end,
        TrainingSession.starts_at > facts.starts_at - timedelta(days=1),
    )
    rows = session.scalars(query.order_by(TrainingSession.starts_at, TrainingSession.id))
    return [row for row in rows if row.ends_at > facts.starts_at]


def _of_leaders(facts: Planned, others: Sequence[TrainingSession]) -> Iterator[TrainingWarning]:
    """Host and instructors who lead another training at the same time; names are compared without regard to case."""
    mine = people_named(facts.host) | people_named(facts.instructors)
    for other in others:
        both = mine & (people_named(other.host) | people_named(other.instructors))
        if both:
            names = _as_written(both, facts)
            verb = "is" if len(names) == 1 else "are"
            text = f"{' and '.join(names)} {verb} in {other.title} at that time."
            yield TrainingWarning(WarningKind.INSTRUCTOR, text)


def _as_written(folded: set[str], facts: Planned) -> list[str]:
    written = f"{facts.host};{facts.instructors}"
    places = {name: written.casefold().find(name) for name in folded}
    return [written[at : at + len(name)] for name, at in sorted(places.items(), key=lambda item: item[1])]


def _of_hours(people: Sequence[PersonClock], facts: Planned) -> Iterator[TrainingWarning]:
    """Where the date is another than the host's, it may be a day off; that the host's is one is said of the day."""
    host_day = facts.starts_at.astimezone(ZoneInfo(facts.time_zone)).date()
    late, off = list[PersonFit](), list[PersonFit]()
    for each in person_fits(people, facts.starts_at, facts.duration_minutes):
        day = each.local_start.date()
        if each.fit is not Fit.INSIDE and is_working_day(day):
            late.append(each)
        elif each.fit is not Fit.INSIDE and day != host_day:
            off.append(each)
    if late:
        who = "1 person is" if len(late) == 1 else f"{len(late)} people are"
        yield _about(WarningKind.HOURS, f"{who} outside their duty hours", late)
    if off:
        who = "1 person has" if len(off) == 1 else f"{len(off)} people have"
        yield _about(WarningKind.DAY_OFF, f"{who} a day off then", off)


def _about(kind: WarningKind, what: str, fits: Sequence[PersonFit]) -> TrainingWarning:
    """With the one whom it hits the hardest as an example."""
    worst = max(fits, key=_strangeness)
    at = f"{short_day(worst.local_start)}, {clock_words(worst.local_start)}"
    text = f"{what}, for example {worst.person.name} ({worst.person.office}): {at}."
    return TrainingWarning(kind, text, tuple(each.person.designee_id for each in fits))


def _strangeness(fit: PersonFit) -> tuple[bool, int]:
    """Wholly outside before partly, then by the distance from noon."""
    minutes = fit.local_start.hour * 60 + fit.local_start.minute
    return fit.fit is Fit.OUTSIDE, abs(minutes - 12 * 60)


def _of_absence(people: Sequence[PersonClock], facts: Planned) -> Iterator[TrainingWarning]:
    end = facts.starts_at + timedelta(minutes=facts.duration_minutes)
    away = [each for each in people if any(start < end and facts.starts_at < until for start, until in each.away)]
    if away:
        verb = "has" if len(away) == 1 else "have"
        text = f"{_listed([each.name for each in away])} {verb} said they are away then."
        yield TrainingWarning(WarningKind.AWAY, text, tuple(each.designee_id for each in away))


def _of_other_seats(
    session: Session, people: Sequence[PersonClock], others: Sequence[TrainingSession]
) -> Iterator[TrainingWarning]:
    """Who is in it and in another training at that time, or waits for a seat there."""
    query = select(Seat.designee_id).where(
        Seat.training_id.in_([row.id for row in others]), Seat.state != SeatState.RELEASED
    )
    there = set(session.scalars(query)) if others and people else set()
    twice = [each for each in people if each.designee_id in there]
    if twice:
        verb = "has" if len(twice) == 1 else "have"
        text = f"{_listed([each.name for each in twice])} {verb} another seat at that time."
        yield TrainingWarning(WarningKind.TWICE, text, tuple(each.designee_id for each in twice))


def _of_room(session: Session, training: TrainingSession) -> Iterator[TrainingWarning]:
    query = select(Seat).where(Seat.training_id == training.id, Seat.state != SeatState.RELEASED)
    seats = session.scalars(query).all()
    taken = sum(seat.state in TAKEN and not seat.is_walk_in for seat in seats)
    waiting = sum(seat.state is SeatState.WAIT_LISTED for seat in seats)
    if taken < training.minimum:
        yield TrainingWarning(WarningKind.MINIMUM, f"{taken} of at least {training.minimum} seated.")
    free = training.capacity + training.overbook - taken
    if waiting and free > 0:
        wait = "1 person waits" if waiting == 1 else f"{waiting} people wait"
        open_seats = "1 seat is" if free == 1 else f"{free} seats are"
        yield TrainingWarning(WarningKind.QUEUE, f"{wait} while {open_seats} free.")


def _listed(names: Sequence[str]) -> str:
    """ "Okafor, Dana R; Reyes, Marisol and 3 more"."""
    shown, more = "; ".join(names[:2]), len(names) - 2
    return f"{shown} and {more} more" if more > 0 else shown
