"""Who gets a seat and who waits: priority order, capacity, nobody twice; until when an offer stands; absences."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.errors import RuleBroken
from coordinator.rules.deadlines import close_of_business, is_working_day, local

LAST_ANSWER = timedelta(hours=1)
"""So long before the start an offer must be answered."""
_DAY = timedelta(days=1)
_LAST_YEAR = 2199


@dataclass(frozen=True, slots=True)
class Seating:
    seated: tuple[int, ...]
    waiting: tuple[int, ...]
    already: tuple[int, ...]


def seat_in_order(people: Sequence[int], *, already: Set[int], free: int) -> Seating:
    """Seat the people in the order given while seats are free; the rest wait, in the same order."""
    new = [person for person in dict.fromkeys(people) if person not in already]
    free = max(free, 0)
    return Seating(
        seated=tuple(new[:free]),
        waiting=tuple(new[free:]),
        already=tuple(person for person in dict.fromkeys(people) if person in already),
    )


def last_answer(starts_at: datetime, registration_until: datetime | None) -> datetime:
    """The latest moment until which an offer can stand: an hour before the start, or the registration deadline."""
    last = starts_at - LAST_ANSWER
    return min(last, registration_until) if registration_until else last


def usual_answer(now: datetime, zone: str, working_days: int, close: time) -> datetime:
    """Close of business so many working days from now, on the clock of the person who is asked.

    Weekends and federal holidays give nobody time to answer, so they do not count.
    """
    day = local(now, zone).date()
    for _ in range(working_days):
        day += _DAY
        while not is_working_day(day):
            day += _DAY
    return close_of_business(day, zone, close)


def absence(
    first_day: date, last_day: date, zone: str, from_time: time | None = None, until_time: time | None = None
) -> tuple[datetime, datetime]:
    """From when until when, in UTC, somebody is away who counts days on the clock of the IANA zone.

    Whole days without times; `from_time` is on the first day and `until_time` on the last. A time that the clocks
    skip or show twice is read so that the absence is the longer one. Raises RuleBroken when it would end before it
    begins.
    """
    if last_day.year > _LAST_YEAR:
        raise RuleBroken(f"An absence ends in {_LAST_YEAR} at the latest. Check the days.")
    begins = datetime.combine(first_day, from_time or time())
    ends = datetime.combine(last_day, until_time) if until_time else datetime.combine(last_day + _DAY, time())
    if last_day < first_day:
        raise RuleBroken("The last day away is before the first. Check the days.")
    if ends <= begins:
        raise RuleBroken("The absence ends before it begins. Check the times.")
    return min(_readings(begins, zone)), max(_readings(ends, zone))


def _readings(clock: datetime, zone: str) -> list[datetime]:
    """Both moments that a wall-clock time can mean; almost always the same one."""
    return [clock.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)]


def overlaps(starts_at: datetime, ends_at: datetime, other_start: datetime, other_end: datetime) -> bool:
    """Whether two stretches of time have a moment in common; one may begin when the other ends."""
    return starts_at < other_end and other_start < ends_at
