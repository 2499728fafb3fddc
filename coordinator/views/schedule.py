"""The calendar of trainings: what lies in a span of days, and on whose clocks a new slot would fall."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Nomination, Seat, TrainingSession, Unavailability
from coordinator.rules.deadlines import federal_holidays
from coordinator.rules.slots import WORKDAY, Interval, PersonClock
from coordinator.rules.vocabulary import NominationState, SeatState, TrainingState
from coordinator.views.seating import seated, trained
from coordinator.views.settings import unit_settings
from coordinator.views.trainings import TrainingRow, trainings

_BETWEEN_NAMES = re.compile(r"\s*[,;/&\n]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """`holiday` is the federal holiday observed on that day, "" for none."""

    day: date
    holiday: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """`zone` is the one whose days these are; `working_hours` are the unit's, in minutes after midnight."""

    zone: str
    days: tuple[ScheduleDay, ...]
    trainings: tuple[TrainingRow, ...]
    working_hours: tuple[int, int]


def empty_schedule(first: date, last: date, zone: str) -> Schedule:
    """The days from `first` to `last`, before anything is known about them but their holidays."""
    holidays = {day: name for year in range(first.year, last.year + 1) for day, name in federal_holidays(year).items()}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return Schedule(zone, tuple(ScheduleDay(day, holidays.get(day, "")) for day in days), (), WORKDAY)


def schedule(session: Session, first: date, last: date, zone: str) -> Schedule:
    """The trainings that touch a day from `first` to `last` in that zone, by start. Cancelled ones are among them."""
    begin = datetime.combine(first, time(), ZoneInfo(zone))
    end = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
    rows = tuple(row for row in trainings(session) if row.starts_at < end and begin < row.ends_at)
    return replace(empty_schedule(first, last, zone), trainings=rows, working_hours=unit_settings(session).duty_hours)


def people_needing_seats(session: Session, today: date, training_id: int | None = None) -> tuple[PersonClock, ...]:
    """The clocks of those who have a seat in the training or wait for one; without a training, of those who were
    selected and are neither trained nor seated. By name.
    """
    wanted = _unseated(session, today) if training_id is None else _live(session, training_id)
    query = (
        select(Designee)
        .options(joinedload(Designee.office))
        .where(Designee.merged_into_id.is_(None), Designee.departed_on.is_(None), Designee.id.in_(wanted))
    )
    people = list(session.scalars(query))
    hours, away = unit_settings(session).duty_hours, _away(session)
    people.sort(key=lambda row: (row.display_name.casefold(), row.id))
    return tuple(_clock(row, hours, away.get(row.id, ())) for row in people)


def _clock(person: Designee, hours: tuple[int, int], away: Iterable[Interval]) -> PersonClock:
    start, end = person.duty_hours or hours
    return PersonClock(
        designee_id=person.id,
        name=person.display_name,
        office=person.office.code,
        zone=person.time_zone or person.office.time_zone,
        duty_start=start,
        duty_end=end,
        away=tuple(away),
    )


def _away(session: Session) -> dict[int, list[Interval]]:
    query = select(Unavailability.designee_id, Unavailability.starts_at, Unavailability.ends_at)
    away: dict[int, list[Interval]] = defaultdict(list)
    for person, start, end in session.execute(query.order_by(Unavailability.starts_at, Unavailability.id)):
        away[person].append((start, end))
    return away


def _live(session: Session, training_id: int) -> set[int]:
    query = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
    return set(session.scalars(query))


def _unseated(session: Session, today: date) -> set[int]:
    """Selected, without a seat whose attendance is still open, and not trained."""
    selected = set(session.scalars(select(Nomination.designee_id).where(Nomination.state == NominationState.SELECTED)))
    left = selected - seated(session)
    return left - trained(session, today, left)


def busy_times(session: Session, names: str, training_id: int | None = None) -> tuple[Interval, ...]:
    """When one of these people hosts or teaches, by start; names are parted by commas. Not counting this training."""
    asked = people_named(names)
    query = select(TrainingSession).where(
        or_(TrainingSession.host != "", TrainingSession.instructors != ""),
        TrainingSession.state != TrainingState.CANCELLED,
        TrainingSession.id != (training_id or 0),
    )
    busy = [
        (row.starts_at, row.ends_at)
        for row in session.scalars(query)
        if asked & (people_named(row.host) | people_named(row.instructors))
    ]
    return tuple(sorted(busy))


def people_named(names: str) -> set[str]:
    """The names in a list of hosts or instructors, for comparing: "V. Hale and T. Lindqvist" are two."""
    return {name.casefold() for name in _BETWEEN_NAMES.split(names.strip()) if name}
