"""Seats over time: what is on record, what is carried over, and what is expected at the pace so far."""

from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.forecast import (
    LEAST_OUTCOMES,
    Pace,
    Point,
    Pool,
    Use,
    Wait,
    come_factor,
    forecast,
    is_enough,
    pace_of,
)
from coordinator.rules.forecast_words import Basis, basis_words, forecast_words
from coordinator.rules.share_out import in_proportion

TODAY = date(2026, 11, 12)
END = TODAY + timedelta(days=365)
OLD = Pool(1, "HSI-26", 25, date(2026, 4, 1), date(2027, 3, 31))
NEW = Pool(2, "HSI-27", 20, date(2027, 4, 1), date(2028, 3, 31))
PACE = Pace(licensed=12, left=4, days=480)
ONE = timedelta(days=1)


def use(number: int, last: date | None = None, pool: Pool = OLD) -> list[Use]:
    return [Use(pool.id, date(2026, 10, 1), last)] * number


def looked(pools: list[Pool], uses: list[Use], waiting: int = 0, pace: Pace = PACE) -> tuple[Point, ...]:
    return forecast(pools, uses, [1.0] * waiting, pace, TODAY, TODAY, END)


def on(points: tuple[Point, ...], day: date) -> Point:
    return [point for point in points if point.on <= day][-1]


def basis(waiting: int = 0, *, is_estimated: bool = True, licensed: int = 12) -> Basis:
    return Basis(licensed, 4 if is_estimated else 0, waiting, 34, 130, 12, is_estimated)


def test_a_license_takes_its_seat_until_its_last_day_and_no_longer_than_its_pool() -> None:
    points = looked([OLD], use(3) + use(2, date(2027, 1, 15)) + use(1, date(2029, 1, 1)))
    assert on(points, TODAY).used == 6
    assert on(points, date(2027, 1, 15)).used == 6
    assert on(points, date(2027, 1, 16)).used == 4
    assert on(points, date(2027, 3, 31)) == Point(on(points, date(2027, 3, 31)).on, 25, 4)
    assert (on(points, date(2027, 4, 1)).seats, on(points, date(2027, 4, 1)).used) == (0, 0)


def test_who_loses_a_license_with_its_pool_is_carried_over_into_the_renewal_only() -> None:
    renewed = Pool(1, "HSI-26", 25, OLD.starts_on, OLD.ends_on, renewed_by=2)
    uses = use(5) + use(2, date(2027, 1, 15))
    assert on(looked([renewed, NEW], uses), date(2027, 4, 1)).carried == 5
    assert on(looked([OLD, NEW], uses), date(2027, 4, 1)).carried == 0
    assert on(looked([renewed, NEW], uses), date(2027, 3, 31)).carried == 0


def test_a_license_past_its_last_day_has_its_seat_until_somebody_ends_it() -> None:
    points = looked([OLD], use(1, TODAY - 3 * ONE))
    assert [on(points, TODAY).used, on(points, TODAY + ONE).used] == [1, 0]
    closed = [Use(1, date(2026, 10, 1), TODAY - 3 * ONE, is_open=False)]
    assert on(looked([OLD], closed), TODAY).used == 0


def test_the_pace_is_what_happened_in_the_days_waited() -> None:
    waits = [Wait(9, got_one=True), Wait(19, left=True), Wait(29), Wait(0, got_one=True)]
    assert pace_of(waits) == Pace(2, 1, 61)
    assert pace_of(waits).ever == pytest.approx(2 / 3)
    assert is_enough(waits * 4)
    assert not is_enough([Wait(5, got_one=True)] * (LEAST_OUTCOMES - 1))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 9999), st.integers(-5, 400), st.integers(0, 400))
def test_the_chance_rises_with_time_to_the_share_that_ever_gets_one(
    licensed: int, left: int, days: int, first: int, more: int
) -> None:
    pace = Pace(licensed, left, days)
    assert 0 <= pace.chance(first) <= pace.chance(first + more) <= pace.ever + 1e-12 <= 1 + 1e-9
    assert isclose(pace.chance(10**7), pace.ever, abs_tol=1e-6)


@given(
    st.lists(st.tuples(st.integers(-100, 400), st.integers(0, 400)), max_size=30),
    st.lists(st.floats(0, 3), max_size=10),
    st.integers(0, 40),
)
def test_points_are_in_order_and_hold_what_is_on_record(
    spans: list[tuple[int, int]], factors: list[float], seats: int
) -> None:
    pool = Pool(1, "A", seats, TODAY - 200 * ONE, TODAY + 200 * ONE)
    uses = [Use(1, TODAY + first * ONE, TODAY + (first + more) * ONE, is_open=False) for first, more in spans]
    points = forecast([pool], uses, factors, PACE, TODAY, TODAY - 90 * ONE, END)
    days = [point.on for point in points]
    assert days == sorted(set(days))
    assert {TODAY, END, pool.ends_on + ONE} <= set(days)
    for point in points:
        running = [each for each in uses if each.last and each.first <= point.on <= min(each.last, pool.ends_on)]
        assert point.used == len(running)
        assert point.seats == (seats if point.on <= pool.ends_on else 0)
        assert 0 <= point.coming <= len(factors)
        assert point.coming == 0 or TODAY < point.on <= pool.ends_on


def test_an_office_that_comes_less_often_counts_less_and_who_was_there_counts_more() -> None:
    assert come_factor(0.2, 0.2) == 1
    assert come_factor(0.2, 0.6) == pytest.approx(0.5)
    assert come_factor(0.2, 0.0) == pytest.approx(1.25)
    assert come_factor(1.0, 1.0) == 1


def test_the_words_name_what_ends_and_what_is_expected() -> None:
    uses = use(15)
    words = forecast_words([OLD], uses, looked([OLD], uses, 8), basis(8), TODAY)
    assert words == (
        "In March 2027 all 25 seats end unless HSI-26 is renewed.",
        "At the pace so far 6 more licenses are expected by January 2027; 4 seats stay free.",
    )


@pytest.mark.parametrize(
    ("pools", "uses", "waiting", "said"),
    [
        ([], [], 0, "No agreement is in force, and none is planned."),
        ([OLD, Pool(3, "B", 5, TODAY, END + ONE)], use(3), 0, "In March 2027 25 of 30 seats end unless HSI-26"),
        ([Pool(1, "HSI-26", 25, OLD.starts_on, OLD.ends_on, 2), NEW], use(3), 0,
         "HSI-26 ends on March 31, 2027; HSI-27 follows with 20 seats."),
        ([Pool(1, "HSI-26", 25, OLD.starts_on, OLD.ends_on, 2), Pool(2, "HSI-27", 20, date(2027, 4, 5), END + ONE)],
         use(3), 0, "follows with 20 seats only on April 5, 2027, 4 days without it."),
        ([Pool(1, "HSI-26", 25, OLD.starts_on, OLD.ends_on, 2), NEW], use(24), 0,
         "Seats run short in April 2027: up to 4 are missing."),
        ([OLD], use(3) + use(2, date(2027, 1, 15)), 0,
         "2 licenses end before their agreement, the first in January 2027."),
        ([OLD], use(24), 8, "that is 5 seats more than there are"),
        ([OLD], use(3), 0, "Nobody who was selected waits for a license."),
    ],
)  # fmt: skip
def test_every_turn_has_its_sentence(pools: list[Pool], uses: list[Use], waiting: int, said: str) -> None:
    points = looked(pools, uses, waiting)
    assert said in " ".join(forecast_words(pools, uses, points, basis(waiting), TODAY))


def test_without_enough_history_nothing_is_estimated_and_that_is_said() -> None:
    points = looked([OLD], use(20), 0, Pace())
    known = basis(8, is_estimated=False, licensed=4)
    assert "if all of them get one, that is 3 seats more than there are." in " ".join(
        forecast_words([OLD], use(20), points, known, TODAY)
    )
    assert basis_words(known).startswith("Too little history for an estimate: so far 4 people of those selected")
    assert basis_words(basis(8)) == (
        "Judged by 24 people selected so far: 12 got a license, half of them within 34 days, 4 left, 8 still wait. "
        "12 of 130 marked seats were no-shows; whoever still needs the training counts by the history of the office."
    )


@given(st.integers(0, 500), st.dictionaries(st.integers(1, 40), st.integers(0, 30), max_size=12))
def test_shares_by_use_are_the_seats_and_never_less_than_is_used(seats: int, used: dict[int, int]) -> None:
    shares = in_proportion(seats, used)
    if not sum(used.values()):
        assert shares == {}
        return
    assert sum(shares.values()) == seats
    if seats >= sum(used.values()):
        assert all(shares[office] >= number for office, number in used.items())
