"""Deadlines, federal holidays and how late something is.

A deadline on a day off is warned about, never moved: only the tasking's author may move it.
"""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.errors import RuleBroken

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_DAY = timedelta(days=1)

# Month and day, name, first year; from 5 U.S.C. 6103(a). Inauguration Day is a day off around Washington only.
_ON_A_DATE = (
    (1, 1, "New Year’s Day", MINYEAR),
    (6, 19, "Juneteenth", 2021),
    (7, 4, "Independence Day", MINYEAR),
    (11, 11, "Veterans Day", MINYEAR),
    (12, 25, "Christmas Day", MINYEAR),
)
# Month, weekday, which one (-1 is the last), name, first year.
_ON_A_WEEKDAY = (
    (1, _MONDAY, 3, "Martin Luther King, Jr. Day", 1986),
    (2, _MONDAY, 3, "Washington’s Birthday", MINYEAR),
    (5, _MONDAY, -1, "Memorial Day", MINYEAR),
    (9, _MONDAY, 1, "Labor Day", MINYEAR),
    (10, _MONDAY, 2, "Columbus Day", MINYEAR),
    (11, _THURSDAY, 4, "Thanksgiving Day", MINYEAR),
)


def federal_holidays(year: int) -> dict[date, str]:
    """The days of this calendar year on which a federal holiday is observed, in order.

    OPM: a holiday on a Saturday is observed on Friday, one on a Sunday on Monday. So New Year’s Day
    can fall on December 31 of the year before, and a year can have ten, eleven or twelve such days.
    Follows the law as it stands since 1978; Juneteenth counts from 2021.
    """
    days = dict(_moving(year) + _fixed(year) + _fixed(year + 1))
    return {day: days[day] for day in sorted(days) if day.year == year}


def _fixed(year: int) -> list[tuple[date, str]]:
    if year > MAXYEAR:
        return []
    return [(_observed(date(year, month, day)), name) for month, day, name, first in _ON_A_DATE if year >= first]


def _moving(year: int) -> list[tuple[date, str]]:
    return [
        (_weekday_of_month(year, month, weekday, which), name)
        for month, weekday, which, name, first in _ON_A_WEEKDAY
        if year >= first
    ]


def _observed(day: date) -> date:
    if day.weekday() == _SATURDAY:
        return day - _DAY
    return day + _DAY if day.weekday() == _SUNDAY else day


def _weekday_of_month(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th such weekday of the month; -1 is the last one of a month of 31 days."""
    if which < 0:
        last = date(year, month, 31)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=which - 1)


def non_working_reason(day: date) -> str | None:
    """Why nobody is at work on that day: "a Saturday", "Juneteenth (federal holiday)"; None on a working day."""
    if day.weekday() >= _SATURDAY:
        return "a Saturday" if day.weekday() == _SATURDAY else "a Sunday"
    holiday = federal_holidays(day.year).get(day)
    return f"{holiday} (federal holiday)" if holiday else None


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no federal holiday is observed."""
    return non_working_reason(day) is None


def close_of_business(day: date, zone: str, at: time = time(17)) -> datetime:
    """The moment, in UTC, at which it is `at` on that day in the IANA zone.

    "COB" has no official definition: 17:00 is the habit, the unit's setting decides.
    A time that the clocks skip is read with the offset before the change, one that comes twice as the first.
    """
    try:
        return datetime.combine(day, at, _zone(zone)).astimezone(UTC)
    except OverflowError:
        raise RuleBroken(f"{day.isoformat()} is too far away to be a due date. Check the year.") from None


def lateness(due: datetime, received: datetime) -> timedelta | None:
    """By how much it came after the due time; None if it was on time. Both moments have a zone."""
    return received - due if received > due else None


def describe_lateness(late: timedelta) -> str:
    """ "2 days late", "3 hours late", "1 minute late": whole units, rounded down."""
    for unit, length in (("day", _DAY), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if count := max(late, timedelta()) // length:
            return f"{count} {unit}{'' if count == 1 else 's'} late"
    return "less than a minute late" if late > timedelta() else "on time"


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on the clocks of the IANA zone. The moment must have a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no local time")
    return moment.astimezone(_zone(zone))


def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):  # unknown, not a key at all, or a folder of the zone database
        raise RuleBroken(f"“{key}” is not a known time zone. Use a name such as America/New_York.") from None


def clock_trouble(local_naive: datetime, zone: str) -> str | None:
    """Why a wall-clock time is doubtful in the zone: skipped or repeated when the clocks change; else None."""
    aware = local_naive.replace(tzinfo=_zone(zone), fold=0)
    if aware.astimezone(UTC).astimezone(_zone(zone)).replace(tzinfo=None) != local_naive:
        return "The clocks go forward over this time; it does not exist in this zone."
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        return "The clocks go back over this time; it happens twice. The first one is meant."
    return None
