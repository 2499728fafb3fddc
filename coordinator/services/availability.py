"""Verbs on when people can attend: duty hours on their own clock, and absences they have stated."""

from collections.abc import Sequence
from datetime import date, time

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Unavailability
from coordinator.rules.moments import long_day
from coordinator.rules.seating import absence
from coordinator.store.unit_of_work import UnitOfWork

DAY = 24 * 60
"""Minutes."""


def state_unavailability(
    uow: UnitOfWork,
    designee_id: int,
    first_day: date,
    last_day: date,
    from_time: time | None = None,
    until_time: time | None = None,
    note: str = "",
) -> int:
    """Note that somebody is away, in days and times on their own clock; returns the id of the absence.

    Whole days without times; a time counts on the first day or the last. Raises RuleBroken when the absence would end
    before it begins.
    """
    person = uow.get(Designee, designee_id)
    zone = person.time_zone or person.office.time_zone
    starts_at, ends_at = absence(first_day, last_day, zone, from_time, until_time)
    row = uow.add(
        Unavailability(designee_id=designee_id, starts_at=starts_at, ends_at=ends_at, note=" ".join(note.split()))
    )
    uow.describe(f"Note that {person.display_name} is away from {long_day(first_day)}")
    return row.id


def state_absences(
    uow: UnitOfWork,
    designee_ids: Sequence[int],
    first_day: date,
    last_day: date,
    from_time: time | None = None,
    until_time: time | None = None,
    note: str = "",
) -> int:
    """The same absence of several people as one step, each on their own clock; returns how many people."""
    people = list(dict.fromkeys(designee_ids))
    for person in people:
        state_unavailability(uow, person, first_day, last_day, from_time, until_time, note)
    if len(people) != 1:
        uow.describe(f"Note that {len(people)} people are away from {long_day(first_day)}")
    return len(people)


def withdraw_unavailability(uow: UnitOfWork, unavailability_id: int) -> None:
    """The person can attend at that time after all."""
    row = uow.get(Unavailability, unavailability_id)
    name = uow.get(Designee, row.designee_id).display_name
    uow.delete(row)
    uow.describe(f"Withdraw an absence of {name}")


def set_duty_hours(uow: UnitOfWork, designee_ids: Sequence[int], start: int | None, end: int | None) -> int:
    """Duty hours of their own, in minutes after midnight on their clock; None for both gives them the unit's again.

    Returns how many people. Raises RuleBroken for hours that do not lie within one day.
    """
    if (start is None) != (end is None):
        raise RuleBroken("Duty hours have a start and an end. Give both, or neither.")
    if start is not None and end is not None and not 0 <= start < end <= DAY:
        raise RuleBroken("Duty hours begin and end on the same day, the start before the end. Check the times.")
    people = [uow.get(Designee, each) for each in dict.fromkeys(designee_ids)]
    for person in people:
        person.duty_start, person.duty_end = start, end
    who = people[0].display_name if len(people) == 1 else f"{len(people)} people"
    uow.describe(f"Set the duty hours of {who}")
    return len(people)
