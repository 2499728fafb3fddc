"""The dates of a series of trainings, on the wall clock of the host: 13:00 stays 13:00 when the clocks change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordinator.errors import RuleBroken
from coordinator.rules.clock_changes import clock_change
from coordinator.rules.deadlines import is_working_day, non_working_reason

MOST = 60
_FARTHEST = timedelta(days=3 * 366)
_DAY = timedelta(days=1)


class Rhythm(StrEnum):
    """Every so many days; on some weekdays of every so many weeks; on the same weekday of every so many months."""

    DAYS = "days"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class OnDayOff(StrEnum):
    """What becomes of a date on a weekend or a federal holiday; MOVE takes the next working day."""

    KEEP = "keep"
    SKIP = "skip"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """`weekdays` are 0 for Monday to 6, of a weekly series; without any it is the first date's.

    `count` is how many trainings there are to be, `until` the last day they may be on; one of them is given, or both.
    """

    rhythm: Rhythm = Rhythm.WEEKLY
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    count: int | None = None
    until: date | None = None
    day_off: OnDayOff = OnDayOff.MOVE

    def __post_init__(self) -> None:
        if self.every < 1:
            raise RuleBroken("A series repeats after at least one day, week or month.")
        if self.count is None and self.until is None:
            raise RuleBroken("Say how many trainings the series has, or until when it goes.")
        if not self.weekdays <= set(range(7)):
            raise RuleBroken("A weekday is one of seven.")


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """`starts_at` is in UTC, None for a date that is skipped; `note` says in words what is special about it."""

    starts_at: datetime | None
    local: datetime
    note: str = ""


def series(first: datetime, zone: str, rule: SeriesRule) -> tuple[SeriesDate, ...]:
    """The dates from the first on, at most 60 trainings and three years; skipped ones are among them with their reason.

    A moved date that falls on another date of the series is left out: one day has one training.
    """
    start = first.astimezone(ZoneInfo(zone))
    last = min(rule.until or date.max, start.date() + _FARTHEST)
    found: list[SeriesDate] = []
    taken: set[date] = set()
    for day in _days(start.date(), rule):
        kept = [each for each in found if each.starts_at is not None]
        if day > last or len(kept) >= min(rule.count or MOST, MOST):
            break
        made = _date(day, start.time(), zone, rule.day_off)
        if made.local.date() > last or made.local.date() in taken:
            continue
        taken.add(made.local.date())
        found.append(made)
    return tuple(found)


def _date(day: date, clock: time, zone: str, day_off: OnDayOff) -> SeriesDate:
    reason = non_working_reason(day)
    wanted = datetime.combine(day, clock, ZoneInfo(zone))
    if reason is None or day_off is OnDayOff.KEEP:
        return _on(day, clock, zone, reason or "")
    if day_off is OnDayOff.SKIP:
        return SeriesDate(None, wanted, f"{_capital(reason)}, skipped")
    while not is_working_day(day):
        day += _DAY
    return _on(day, clock, zone, f"Moved from {reason}")


def _on(day: date, clock: time, zone: str, note: str) -> SeriesDate:
    local = datetime.combine(day, clock, ZoneInfo(zone))
    notes = (_capital(note), clock_change(local))
    return SeriesDate(local.astimezone(UTC), local, ". ".join(filter(None, notes)))


def kept_deadline(until: datetime, was: datetime, starts_at: datetime, zone: str) -> datetime:
    """The end of registration, in UTC, when a training goes from `was` to `starts_at`: as long before it on the host's
    clock. Noon two days ahead stays noon through a change of the clocks.
    """
    ahead = _wall(was, zone) - _wall(until, zone)
    return min((_wall(starts_at, zone) - ahead).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), starts_at)


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _days(first: date, rule: SeriesRule) -> Iterator[date]:
    """The days without regard to days off, in order and without end."""
    match rule.rhythm:
        case Rhythm.DAYS:
            yield from _steps(first, timedelta(days=rule.every))
        case Rhythm.WEEKLY:
            yield from _weekly(first, rule)
        case Rhythm.MONTHLY:
            yield from _monthly(first, rule.every)


def _steps(day: date, step: timedelta) -> Iterator[date]:
    while True:
        yield day
        if date.max - day < step:
            return
        day += step


def _weekly(first: date, rule: SeriesRule) -> Iterator[date]:
    wanted = sorted(rule.weekdays or {first.weekday()})
    for monday in _steps(first - timedelta(days=first.weekday()), timedelta(weeks=rule.every)):
        for weekday in wanted:
            if (day := monday + timedelta(days=weekday)) >= first:
                yield day


def _monthly(first: date, every: int) -> Iterator[date]:
    """The same weekday of the month, such as the second Tuesday; months without a fifth one are passed over."""
    which, weekday = (first.day - 1) // 7, first.weekday()
    month = first.year * 12 + first.month - 1
    while month // 12 < date.max.year:
        opening = date(month // 12, month % 12 + 1, 1)
        day = opening + timedelta(days=(weekday - opening.weekday()) % 7, weeks=which)
        if day.month == opening.month:
            yield day
        month += every
