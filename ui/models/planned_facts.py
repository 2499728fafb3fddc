"""What a training is planned from, taken from another one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator.rules.deadlines import is_working_day
from coordinator.rules.training_series import kept_deadline
from coordinator.services.trainings import TrainingFacts
from coordinator.views.schedule import people_named
from coordinator.views.trainings import TrainingRow


def facts_of(row: TrainingRow) -> TrainingFacts:
    """A training as what it could be planned from."""
    return TrainingFacts(
        title=row.title,
        starts_at=row.starts_at,
        time_zone=row.time_zone,
        duration_minutes=row.duration_minutes,
        capacity=row.capacity,
        minimum=row.minimum,
        host=row.host,
        instructors=row.instructors,
        join_link=row.join_link,
        dial_in=row.dial_in,
        registration_until=row.registration_until,
        overbook=row.overbook,
        present_percent=row.present_percent,
        present_minutes=row.present_minutes,
        partial_minutes=row.partial_minutes,
        tasking_id=row.tasking_id,
        course_id=row.course_id or None,
    )


def moved(facts: TrainingFacts, starts_at: datetime) -> TrainingFacts:
    """The same with another start; the end of registration keeps its distance to it on the host's clock."""
    until = facts.registration_until
    ends = kept_deadline(until, facts.starts_at, starts_at, facts.time_zone) if until else None
    return replace(facts, starts_at=starts_at, registration_until=ends)


def next_free_start(row: TrainingRow, others: Iterable[TrainingRow], today: date) -> datetime:
    """The same time of day, in UTC, on the next working day on which those who lead it lead no other training then."""
    leaders, length = _leaders(row), timedelta(minutes=row.duration_minutes)
    busy = [(each.starts_at, each.ends_at) for each in others if not each.is_cancelled and leaders & _leaders(each)]
    day = max(today, row.local_start.date())
    while True:
        day += timedelta(days=1)
        start = datetime.combine(day, row.local_start.time(), ZoneInfo(row.time_zone)).astimezone(UTC)
        if is_working_day(day) and not any(left < start + length and start < right for left, right in busy):
            return start


def _leaders(row: TrainingRow) -> set[str]:
    return people_named(row.host) | people_named(row.instructors)
