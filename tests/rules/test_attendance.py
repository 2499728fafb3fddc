from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.attendance import AttendanceRule, Interval, clip, mark_for, minutes_of, union
from coordinator.rules.vocabulary import Mark

NOON = datetime(2021, 5, 4, 12, tzinfo=UTC)


def after(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def spell(join: int, leave: int) -> Interval:
    return Interval(after(join), after(leave))


ENDS = st.tuples(st.integers(0, 20_000), st.integers(0, 20_000))
INTERVALS = st.lists(ENDS.map(lambda ends: spell(min(ends), max(ends))), max_size=12)


def total(intervals: list[Interval] | tuple[Interval, ...]) -> timedelta:
    return sum((interval.length for interval in intervals), timedelta())


@given(INTERVALS)
def test_a_union_is_never_longer_than_the_sum_nor_shorter_than_the_longest(intervals: list[Interval]) -> None:
    longest = max((interval.length for interval in intervals), default=timedelta())
    assert longest <= total(union(intervals)) <= total(intervals)


@given(INTERVALS)
def test_a_union_of_a_union_is_the_same_union(intervals: list[Interval]) -> None:
    assert union(union(intervals)) == union(intervals)


@given(INTERVALS, st.randoms())
def test_the_order_of_the_rows_does_not_matter(intervals: list[Interval], random: Random) -> None:
    shuffled = list(intervals)
    random.shuffle(shuffled)
    assert union(shuffled) == union(intervals)


@given(INTERVALS)
def test_the_parts_of_a_union_lie_apart_and_in_order(intervals: list[Interval]) -> None:
    merged = union(intervals)
    assert all(early.leave < late.join for early, late in pairwise(merged))


@given(INTERVALS, ENDS)
def test_what_is_clipped_lies_inside_and_is_not_longer(intervals: list[Interval], ends: tuple[int, int]) -> None:
    start, end = after(min(ends)), after(max(ends))
    clipped = clip(intervals, start, end)
    assert all(start <= interval.join <= interval.leave <= end for interval in clipped)
    assert total(union(clipped)) <= min(total(union(intervals)), end - start)


@given(INTERVALS, INTERVALS)
def test_more_rows_never_make_fewer_minutes(some: list[Interval], more: list[Interval]) -> None:
    assert minutes_of(some) <= minutes_of(some + more)


def test_two_devices_at_once_count_once() -> None:
    assert minutes_of([spell(0, 3600), spell(1200, 2400)]) == 60


def test_minutes_are_rounded_down_after_the_joins_are_added_up() -> None:
    assert minutes_of([spell(0, 90), spell(200, 230)]) == 2
    assert minutes_of([spell(0, 59)]) == 0


def test_nobody_leaves_before_joining() -> None:
    with pytest.raises(ValueError, match="before joining"):
        spell(10, 0)


def test_unknown_minutes_are_not_an_absence() -> None:
    assert mark_for(None, 90) is None


@pytest.mark.parametrize(
    ("minutes", "mark"),
    [(90, Mark.PRESENT), (72, Mark.PRESENT), (71, Mark.PARTIAL), (1, Mark.PARTIAL), (0, Mark.ABSENT)],
)
def test_four_fifths_of_the_training_are_present_and_one_minute_is_partial(minutes: int, mark: Mark) -> None:
    assert mark_for(minutes, 90) is mark


def test_the_thresholds_are_a_setting() -> None:
    strict = AttendanceRule(present_percent=100, partial_minutes=30)
    assert [mark_for(minutes, 60, strict) for minutes in (60, 59, 29)] == [Mark.PRESENT, Mark.PARTIAL, Mark.ABSENT]


@given(st.integers(0, 2000), st.integers(1, 1440))
def test_a_longer_stay_never_earns_a_worse_mark(minutes: int, duration: int) -> None:
    ranks = {Mark.ABSENT: 0, Mark.PARTIAL: 1, Mark.PRESENT: 2, None: -1}
    assert ranks[mark_for(minutes, duration)] <= ranks[mark_for(minutes + 1, duration)]


@pytest.mark.parametrize(("percent", "minutes"), [(0, 1), (101, 1), (80, 0)])
def test_a_rule_that_cannot_be_meant_is_refused(percent: int, minutes: int) -> None:
    with pytest.raises(RuleBroken):
        AttendanceRule(percent, minutes)


def test_a_training_without_a_duration_gets_no_mark() -> None:
    with pytest.raises(RuleBroken):
        mark_for(10, 0)


@pytest.mark.parametrize(("minutes", "mark"), [(45, Mark.PRESENT), (44, Mark.PARTIAL), (9, Mark.ABSENT), (None, None)])
def test_minutes_of_a_rule_count_whatever_the_training_lasts(minutes: int | None, mark: Mark | None) -> None:
    assert mark_for(minutes, 240, AttendanceRule(100, 10, present_minutes=45)) is mark


def test_present_does_not_need_less_than_partial() -> None:
    with pytest.raises(RuleBroken, match="fewer minutes than partial"):
        AttendanceRule(80, 30, present_minutes=29)
