"""The rules written into calendar entries against the zone database: every US zone, both changes of ten years."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it comes without types
from icalendar import Timezone

from coordinator.exchange.time_zone_rules import US_ZONES, time_zone_block

YEARS = range(2021, 2031)
SECOND = timedelta(seconds=1)
WITHOUT_CHANGES = {
    *("America/Phoenix", "America/Puerto_Rico", "America/St_Thomas", "Pacific/Honolulu", "Pacific/Guam"),
    *("Pacific/Saipan", "Pacific/Pago_Pago", "Pacific/Midway", "Pacific/Wake"),
    *("US/Arizona", "US/Hawaii", "US/Samoa"),
}


def changes_in(zone: str, year: int) -> list[datetime]:
    """The moments at which the offset of the zone changes, found in the zone database to the second."""
    clocks, start = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC)
    weeks = [start + timedelta(weeks=week) for week in range(53)]
    found = []
    for low, high in pairwise(weeks):
        if low.astimezone(clocks).utcoffset() == high.astimezone(clocks).utcoffset():
            continue
        while high - low > SECOND:
            middle = low + (high - low) // 2
            same = middle.astimezone(clocks).utcoffset() == low.astimezone(clocks).utcoffset()
            low, high = (middle, high) if same else (low, middle)
        found.append(high.replace(microsecond=0))
    return found


def offsets_by_rule(block: Timezone, until: int) -> list[tuple[datetime, timedelta, str]]:
    """Every onset of the block up to a year in UTC, with the offset and name from then on, worked out with dateutil."""
    onsets = []
    parts: list[Any] = list(block.subcomponents)
    for part in parts:
        began, before = part["dtstart"].dt, part["tzoffsetfrom"].td
        rule = part.get("rrule")
        local = [began]
        if rule is not None:
            text = f"RRULE:{rule.to_ical().decode()}"
            local = rrulestr(text, dtstart=began).between(began, datetime(until + 1, 1, 1), inc=True)  # noqa: DTZ001
        onsets += [((at - before).replace(tzinfo=UTC), part["tzoffsetto"].td, str(part["tzname"])) for at in local]
    return sorted(onsets)


def at(onsets: list[tuple[datetime, timedelta, str]], moment: datetime) -> tuple[timedelta, str]:
    _, offset, name = [onset for onset in onsets if onset[0] <= moment][-1]
    return offset, name


@pytest.mark.parametrize("zone", sorted(US_ZONES))
def test_the_rule_of_a_zone_agrees_with_the_zone_database_around_every_change(zone: str) -> None:
    clocks, blocks = ZoneInfo(zone), [time_zone_block(zone, year) for year in YEARS]
    [text] = {block.to_ical() for block in blocks if block is not None}
    assert None not in blocks
    read_back = Timezone.from_ical(text)
    assert isinstance(read_back, Timezone)
    assert read_back["tzid"] == zone
    onsets = offsets_by_rule(read_back, YEARS[-1])
    for year in YEARS:
        changes = changes_in(zone, year)
        assert len(changes) == (0 if zone in WITHOUT_CHANGES else 2)
        sure = [datetime(year, month, 15, 12, tzinfo=UTC) for month in (1, 7, 12)]
        for moment in (*sure, *changes, *(change - SECOND for change in changes)):
            local = moment.astimezone(clocks)
            assert at(onsets, moment) == (local.utcoffset(), local.tzname()), (zone, moment)


@pytest.mark.parametrize("zone", sorted(WITHOUT_CHANGES))
def test_a_zone_without_changes_is_a_single_standard_without_a_rule(zone: str) -> None:
    block = time_zone_block(zone, 2026)
    assert block is not None
    [part] = block.subcomponents
    assert part.name == "STANDARD"
    assert "rrule" not in part


def test_a_change_is_a_yearly_rule_with_a_weekday_and_never_a_list_of_dates() -> None:
    block = time_zone_block("America/New_York", 2026)
    assert block is not None
    text = block.to_ical().decode()
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n" in text
    assert "RDATE" not in text


@pytest.mark.parametrize(("zone", "year"), [("Europe/London", 2026), ("UTC", 2026), ("America/Metlakatla", 2015)])
def test_a_zone_with_another_rule_has_no_block(zone: str, year: int) -> None:
    assert time_zone_block(zone, year) is None


def test_every_zone_of_the_list_is_known_to_the_zone_database() -> None:
    assert available_timezones() >= US_ZONES
