"""VTIMEZONE blocks for the zones of the United States, as mail programs want them: a yearly rule with BYDAY.

Classic Outlook ignores transitions that are listed one by one and is then an hour off, so the law is written as a rule:
forward on the second Sunday in March, back on the first Sunday in November, at 2 AM (Energy Policy Act of 2005,
15 U.S.C. 260a, in force since 2007). A zone gets a block only for a year in which the zone database agrees with it.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_AMERICA = (
    *(
        "New_York",
        "Detroit",
        "Chicago",
        "Menominee",
        "Denver",
        "Boise",
        "Phoenix",
        "Los_Angeles",
        "Anchorage",
        "Juneau",
    ),
    *("Sitka", "Metlakatla", "Yakutat", "Nome", "Adak", "Puerto_Rico", "St_Thomas"),
    *(f"Kentucky/{name}" for name in ("Louisville", "Monticello")),
    *(f"Indiana/{name}" for name in ("Indianapolis", "Vincennes", "Winamac", "Marengo", "Petersburg", "Vevay")),
    *(f"Indiana/{name}" for name in ("Tell_City", "Knox")),
    *(f"North_Dakota/{name}" for name in ("Center", "New_Salem", "Beulah")),
)
_PACIFIC = ("Honolulu", "Guam", "Saipan", "Pago_Pago", "Midway", "Wake")
_OLDER_NAMES = (
    *("Alaska", "Aleutian", "Arizona", "Central", "East-Indiana", "Eastern", "Hawaii", "Indiana-Starke", "Michigan"),
    *("Mountain", "Pacific", "Samoa"),
)
US_ZONES = frozenset(
    (
        *(f"America/{name}" for name in _AMERICA),
        *(f"Pacific/{name}" for name in _PACIFIC),
        *(f"US/{name}" for name in _OLDER_NAMES),
    )
)

_MARCH, _NOVEMBER = 3, 11
_RULE_BEGAN = 2007
_NO_RULE_BEGAN = datetime(1970, 1, 1)  # noqa: DTZ001 - a block counts in its own local time
_HOUR, _DAY, _INSTANT = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=64)
def time_zone_block(zone: str, year: int) -> Timezone | None:
    """The VTIMEZONE of the zone for an event in this year.

    None for a zone outside the United States, or one whose clocks follow another rule in that year: such an event is
    written in UTC.
    """
    if zone not in US_ZONES:
        return None
    clocks = ZoneInfo(zone)
    winter, summer = datetime(year, 1, 1, 12, tzinfo=clocks), datetime(year, 7, 1, 12, tzinfo=clocks)
    if not _follows_the_law(clocks, year, _offset(winter), _offset(summer)):
        return None
    return _block(zone, winter, summer)


def _follows_the_law(clocks: ZoneInfo, year: int, winter: timedelta, summer: timedelta) -> bool:
    """Whether every day of the year, and the seconds around both changes, are as the rule has them."""
    forward = (_sunday(year, _MARCH, 2) - winter).replace(tzinfo=UTC)
    back = (_sunday(year, _NOVEMBER, 1) - summer).replace(tzinfo=UTC)
    first = datetime(year, 1, 1, 12, tzinfo=UTC)
    days = (first + day * _DAY for day in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))
    moments = (*days, forward - _INSTANT, forward, back - _INSTANT, back)
    return summer - winter in (timedelta(), _HOUR) and all(
        _offset(moment.astimezone(clocks)) == (summer if forward <= moment < back else winter) for moment in moments
    )


def _sunday(year: int, month: int, which: int) -> datetime:
    """2 AM, without a zone, on the first or second Sunday of the month."""
    first = datetime(year, month, 1, 2)  # noqa: DTZ001 - its zone is the one asked about
    return first + timedelta(days=(6 - first.weekday()) % 7, weeks=which - 1)


def _block(zone: str, winter: datetime, summer: datetime) -> Timezone:
    block = Timezone()
    block.add("tzid", zone)
    standard, daylight = _offset(winter), _offset(summer)
    if standard == daylight:
        block.add_component(_part(TimezoneStandard(), winter, standard, _NO_RULE_BEGAN))
        return block
    part = _part(TimezoneDaylight(), summer, standard, _sunday(_RULE_BEGAN, _MARCH, 2))
    part.add("rrule", {"freq": "yearly", "bymonth": _MARCH, "byday": "2SU"})
    block.add_component(part)
    part = _part(TimezoneStandard(), winter, daylight, _sunday(_RULE_BEGAN, _NOVEMBER, 1))
    part.add("rrule", {"freq": "yearly", "bymonth": _NOVEMBER, "byday": "1SU"})
    block.add_component(part)
    return block


def _part(
    part: TimezoneStandard | TimezoneDaylight, sample: datetime, offset_before: timedelta, began: datetime
) -> TimezoneStandard | TimezoneDaylight:
    part.add("dtstart", began)
    part.add("tzoffsetfrom", offset_before)
    part.add("tzoffsetto", _offset(sample))
    part.add("tzname", sample.tzname() or "")
    return part


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    assert offset is not None
    return offset
