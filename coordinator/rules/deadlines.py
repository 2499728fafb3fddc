"""Due moments, working days, lateness.

"COB" has no official definition: 17:00 in the point of contact's zone unless set otherwise. Federal holidays by the
rule of OPM: eleven, Saturday to Friday, Sunday to Monday, Juneteenth from 2021. Nothing is moved, only warned about.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MONDAY, _THURSDAY = 0, 3
FIXED = (
    (1, 1, "New Year's Day", 0),
    (6, 19, "Juneteenth", 2021),
    (7, 4, "Independence Day", 0),
    (11, 11, "Veterans Day", 0),
    (12, 25, "Christmas Day", 0),
)
FLOATING = (
    (1, _MONDAY, 3, "Birthday of Martin Luther King, Jr."),
    (2, _MONDAY, 3, "Washington's Birthday"),
    (5, _MONDAY, -1, "Memorial Day"),
    (9, _MONDAY, 1, "Labor Day"),
    (10, _MONDAY, 2, "Columbus Day"),
    (11, _THURSDAY, 4, "Thanksgiving Day"),
)


def federal_holidays(year: int) -> dict[date, str]:
    """The days off of the year by name. New Year's Day on a Saturday is taken on 31 December of the year before."""
    days = {_nth(year, month, weekday, nth): name for month, weekday, nth, name in FLOATING}
    for of in (year, year + 1):
        for month, day, name, since in FIXED:
            if of >= since:
                days[_observed(date(of, month, day))] = name
    return {day: name for day, name in sorted(days.items()) if day.year == year}


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _observed(day: date) -> date:
    shift = {5: -1, 6: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def non_working_reason(day: date) -> str | None:
    """ "a Saturday", "Juneteenth (federal holiday)"; None for a working day."""
    if day.weekday() >= 5:
        return f"a {day:%A}"
    holiday = federal_holidays(day.year).get(day)
    return f"{holiday} (federal holiday)" if holiday else None


def close_of_business(day: date, zone: str, at: time = time(17)) -> datetime:
    """The moment when business closes on that day in the zone, in UTC."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def lateness(due: datetime, received: datetime) -> timedelta | None:
    """How long after the due moment; None when in time."""
    return received - due if received > due else None


def describe_lateness(late: timedelta) -> str:
    """ "2 days late", "3 hours late", "5 minutes late", in the largest whole unit."""
    minutes = max(int(late.total_seconds() // 60), 1)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'s' if count != 1 else ''} late"
    raise AssertionError("a lateness of at least one minute fits a unit")


def clock_trouble(local: datetime, zone: str) -> str | None:
    """Why this wall-clock time is doubtful in the zone: skipped or repeated by a change of the clocks; else None."""
    aware = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    if aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        return "The clocks go forward over this time; it does not exist in this zone."
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        return "The clocks go back over this time; it happens twice. The first one is meant."
    return None
