"""Dates of a series: the host's wall clock, days off, and where it ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.deadlines import is_working_day
from coordinator.rules.training_series import MOST, OnDayOff, Rhythm, SeriesRule, kept_deadline, series

EASTERN = "America/New_York"
TUESDAY = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)  # 13:00 in New York


def days(rule: SeriesRule, first: datetime = TUESDAY) -> list[str]:
    return [each.local.date().isoformat() for each in series(first, EASTERN, rule) if each.starts_at]


def test_one_o_clock_stays_one_o_clock_when_the_clocks_change() -> None:
    found = series(TUESDAY, EASTERN, SeriesRule(count=3))
    assert [each.local.hour for each in found] == [13, 13, 13]
    assert [each.starts_at.hour for each in found if each.starts_at] == [17, 17, 18]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (SeriesRule(Rhythm.DAYS, 3, count=3), ["2026-10-20", "2026-10-23", "2026-10-26"]),
        (SeriesRule(Rhythm.WEEKLY, 2, count=2), ["2026-10-20", "2026-11-03"]),
        (SeriesRule(weekdays=frozenset({1, 3}), count=3), ["2026-10-20", "2026-10-22", "2026-10-27"]),
        (SeriesRule(weekdays=frozenset({0}), count=1), ["2026-10-26"]),
        (SeriesRule(Rhythm.MONTHLY, count=3), ["2026-10-20", "2026-11-17", "2026-12-15"]),
        (SeriesRule(until=date(2026, 11, 3)), ["2026-10-20", "2026-10-27", "2026-11-03"]),
    ],
)
def test_the_rhythm_is_kept(rule: SeriesRule, expected: list[str]) -> None:
    assert days(rule) == expected


def test_the_fifth_weekday_of_a_month_is_passed_over_where_there_is_none() -> None:
    fifth = datetime(2026, 9, 29, 17, 0, tzinfo=UTC)
    assert days(SeriesRule(Rhythm.MONTHLY, count=3), fifth) == ["2026-09-29", "2026-12-29", "2027-03-30"]


@pytest.mark.parametrize(
    ("day_off", "expected", "note"),
    [
        (OnDayOff.KEEP, ["2026-11-11", "2026-11-18"], "Veterans Day (federal holiday)"),
        (OnDayOff.MOVE, ["2026-11-12", "2026-11-18"], "Moved from Veterans Day (federal holiday)"),
        (OnDayOff.SKIP, ["2026-11-18", "2026-11-25"], "Veterans Day (federal holiday), skipped"),
    ],
)
def test_a_holiday_is_kept_moved_or_skipped_with_a_word(day_off: OnDayOff, expected: list[str], note: str) -> None:
    first = datetime(2026, 11, 11, 18, 0, tzinfo=UTC)
    rule = SeriesRule(count=2, day_off=day_off)
    assert days(rule, first) == expected
    assert series(first, EASTERN, rule)[0].note == note


def test_a_date_on_which_the_clocks_skip_the_time_says_what_is_meant() -> None:
    first = datetime(2027, 3, 7, 7, 30, tzinfo=UTC)  # 2:30 AM in New York, on a Sunday
    _, second, third = series(first, EASTERN, SeriesRule(count=3, day_off=OnDayOff.KEEP))
    assert second.starts_at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert second.note == (
        "A Sunday. The clocks go forward over 2:30 AM; it does not exist on that day. 3:30 AM EDT (UTC-04) is meant."
    )
    assert (third.starts_at, third.note) == (datetime(2027, 3, 21, 6, 30, tzinfo=UTC), "A Sunday")


def test_registration_ends_as_long_before_on_the_clock_and_never_after_the_start() -> None:
    was, until = datetime(2026, 10, 31, 5, 45, tzinfo=UTC), datetime(2026, 10, 31, 5, 30, tzinfo=UTC)
    winter = was + timedelta(days=7, hours=1)
    assert kept_deadline(until, was, winter, EASTERN) == winter - timedelta(minutes=15)
    second = datetime(2026, 11, 1, 6, 15, tzinfo=UTC)  # 1:15 AM again: fifteen minutes before is 1:00 AM, the first one
    assert kept_deadline(until, was, second, EASTERN) == datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    assert kept_deadline(was, was, second, EASTERN) <= second


def test_a_series_without_an_end_or_without_a_step_is_refused() -> None:
    for wrong in ({"count": None, "until": None}, {"count": 2, "every": 0}, {"count": 2, "weekdays": frozenset({7})}):
        with pytest.raises(RuleBroken):
            SeriesRule(**wrong)


@given(
    first=st.datetimes(datetime(2021, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - the wall clock of the zone
    zone=st.sampled_from([EASTERN, "America/Phoenix", "Pacific/Guam", "Pacific/Honolulu"]),
    rhythm=st.sampled_from(list(Rhythm)),
    every=st.integers(1, 5),
    weekdays=st.frozensets(st.integers(0, 6)),
    count=st.one_of(st.none(), st.integers(1, 80)),
    length=st.integers(0, 400),
    day_off=st.sampled_from(list(OnDayOff)),
)
def test_dates_rise_stay_on_the_clock_and_avoid_days_off(
    first: datetime, zone: str, rhythm: Rhythm, every: int, weekdays: frozenset[int], count: int | None, length: int,
    day_off: OnDayOff,
) -> None:  # fmt: skip
    moment = first.replace(second=0, microsecond=0, tzinfo=ZoneInfo(zone))
    until = moment.date() + timedelta(days=length)
    found = series(moment, zone, SeriesRule(rhythm, every, weekdays, count, until, day_off))
    held = [each for each in found if each.starts_at is not None]
    assert len(held) <= min(count or MOST, MOST)
    dates = [each.local.date() for each in found]
    assert dates == sorted(set(dates))
    assert all(moment.date() <= day <= until for day in dates)
    assert all((each.local.hour, each.local.minute) == (moment.hour, moment.minute) for each in held)
    if day_off is not OnDayOff.KEEP:
        assert all(is_working_day(each.local.date()) for each in held)
