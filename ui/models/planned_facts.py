"""What a training is planned from, taken from another one."""

from dataclasses import replace
from datetime import datetime

from coordinator.services.trainings import TrainingFacts
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
    """The same with another start; the end of registration keeps its distance to it."""
    until = facts.registration_until
    ends = starts_at - (facts.starts_at - until) if until else None
    return replace(facts, starts_at=starts_at, registration_until=ends)
