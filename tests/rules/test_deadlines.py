"""Federal holidays, deadlines and lateness."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.deadlines import (
    clock_trouble,
    close_of_business,
    describe_lateness,
    federal_holidays,
    is_working_day,
    lateness,
    local,
    non_working_reason,
)

# As OPM publishes them, by the calendar year in which the day off falls.
OPM = {
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
}


@pytest.mark.parametrize("year", OPM)
def test_the_days_off_are_those_that_opm_publishes(year: int) -> None:
    expected = [date.fromisoformat(f"{year}-{day}") for day in OPM[year].split()]
    assert list(federal_holidays(year)) == expected


def test_new_year_on_a_saturday_is_observed_in_the_year_before() -> None:
    assert federal_holidays(2021)[date(2021, 12, 31)] == "New Year’s Day"
    assert date(2022, 1, 1) not in federal_holidays(2022)


def test_juneteenth_is_a_holiday_from_2021() -> None:
    assert "Juneteenth" not in federal_holidays(2020).values()
    assert federal_holidays(2021)[date(2021, 6, 18)] == "Juneteenth"


def test_the_last_year_of_the_calendar_has_holidays_too() -> None:
    assert date(9999, 12, 24) in federal_holidays(9999)


@given(st.dates())
def test_every_day_of_the_calendar_either_is_a_working_day_or_has_a_reason(day: date) -> None:
    assert is_working_day(day) == (non_working_reason(day) is None)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 10, 24), "a Saturday"),
        (date(2026, 10, 25), "a Sunday"),
        (date(2026, 6, 19), "Juneteenth (federal holiday)"),
        (date(2026, 7, 3), "Independence Day (federal holiday)"),
        (date(2026, 7, 4), "a Saturday"),
        (date(2026, 10, 23), None),
    ],
)
def test_a_day_off_says_why(day: date, reason: str | None) -> None:
    assert non_working_reason(day) == reason


def test_close_of_business_is_five_in_the_afternoon_in_the_zone() -> None:
    assert close_of_business(date(2021, 5, 7), "America/New_York") == datetime(2021, 5, 7, 21, tzinfo=UTC)
    assert close_of_business(date(2021, 1, 7), "America/New_York") == datetime(2021, 1, 7, 22, tzinfo=UTC)
    assert close_of_business(date(2021, 5, 7), "Pacific/Honolulu") == datetime(2021, 5, 8, 3, tzinfo=UTC)


def test_an_explicit_time_replaces_five_in_the_afternoon() -> None:
    due = close_of_business(date(2021, 5, 7), "America/New_York", time(15))
    assert due == datetime(2021, 5, 7, 19, tzinfo=UTC)
    assert due.tzinfo is UTC


@pytest.mark.parametrize("zone", ["America/Gotham", "", "../etc/passwd", "America", "a\0b"])
def test_an_unknown_zone_is_refused_in_a_sentence(zone: str) -> None:
    with pytest.raises(RuleBroken, match="not a known time zone"):
        close_of_business(date(2021, 5, 7), zone)


def test_the_end_of_the_calendar_is_refused_in_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="too far away"):
        close_of_business(date(9999, 12, 31), "Pacific/Honolulu")


def test_what_comes_at_the_due_time_is_on_time_and_a_second_later_is_late() -> None:
    due = close_of_business(date(2026, 10, 23), "America/New_York")
    assert lateness(due, due) is None
    assert lateness(due, due - timedelta(days=3)) is None
    assert lateness(due, due + timedelta(seconds=1)) == timedelta(seconds=1)


def test_lateness_is_measured_across_zones() -> None:
    due = close_of_business(date(2026, 10, 23), "America/New_York")
    assert lateness(due, local(due, "Pacific/Honolulu")) is None


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(days=2, hours=16), "2 days late"),
        (timedelta(days=1), "1 day late"),
        (timedelta(hours=23, minutes=59), "23 hours late"),
        (timedelta(hours=1), "1 hour late"),
        (timedelta(minutes=5, seconds=59), "5 minutes late"),
        (timedelta(seconds=59), "less than a minute late"),
        (timedelta(), "on time"),
        (timedelta(days=-3), "on time"),
    ],
)
def test_lateness_is_told_in_its_largest_whole_unit(late: timedelta, words: str) -> None:
    assert describe_lateness(late) == words


def test_local_time_is_that_of_the_zone_with_its_own_date() -> None:
    start = datetime(2026, 11, 4, 18, tzinfo=UTC)
    assert local(start, "America/New_York").isoformat() == "2026-11-04T13:00:00-05:00"
    assert local(start, "Pacific/Guam").isoformat() == "2026-11-05T04:00:00+10:00"


def test_a_moment_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        local(datetime(2026, 11, 4, 18), "America/New_York")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "zone", "odd"),
    [
        ("2027-03-14T02:30", "America/New_York", True),
        ("2026-11-01T01:30", "America/New_York", True),
        ("2027-03-14T03:00", "America/New_York", False),
        ("2026-11-01T02:00", "America/New_York", False),
        ("2027-03-14T02:30", "America/Phoenix", False),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_told(text: str, zone: str, odd: bool) -> None:
    assert (clock_trouble(datetime.fromisoformat(text), zone) is not None) is odd


def test_what_is_doubtful_about_a_time_is_a_sentence() -> None:
    skipped = clock_trouble(datetime.fromisoformat("2027-03-14T02:30"), "America/New_York")
    repeated = clock_trouble(datetime.fromisoformat("2026-11-01T01:30"), "America/New_York")
    assert skipped
    assert "does not exist" in skipped
    assert repeated
    assert "twice" in repeated
    assert clock_trouble(datetime.fromisoformat("2026-11-04T13:00"), "America/New_York") is None
