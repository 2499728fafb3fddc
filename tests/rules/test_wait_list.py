"""The order of a wait list: priority decides, a place given by hand is kept, and nobody is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.wait_list import Waiting, line_up, priority

JOINED = datetime(2026, 11, 1, tzinfo=UTC)
OLD, NEW = (date(2026, 9, 1), 7), (date(2026, 10, 1), 3)


def waits(
    seat_id: int, rank: int | None = None, place: int | None = None, by_hand: bool = False, late: int = 0
) -> Waiting:
    tasking = OLD if rank is not None else None
    return Waiting(seat_id, priority(tasking, rank, JOINED + timedelta(hours=late), seat_id), place, by_hand)


def test_ranked_ones_come_first_then_the_older_tasking_then_the_rank_then_who_joined_first() -> None:
    keys = [
        priority(OLD, 3, JOINED, 1),
        priority(OLD, 9, JOINED, 2),
        priority(NEW, 1, JOINED, 3),
        priority(NEW, None, JOINED, 4),
        priority(None, None, JOINED + timedelta(minutes=1), 5),
        priority(None, None, JOINED + timedelta(minutes=2), 6),
    ]
    shuffled = [keys[at] for at in (5, 2, 0, 4, 1, 3)]
    assert sorted(shuffled) == keys


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([waits(1, 5), waits(2, 1), waits(3)], [2, 1, 3]),
        ([waits(1, 5, 1), waits(2, 6, 2), waits(3, 1)], [3, 1, 2]),
        ([waits(1, 5, 1), waits(2, 1, 2)], [2, 1]),
        ([waits(9, None, 1, by_hand=True), waits(1, 5, 2), waits(2, 1, 3)], [9, 2, 1]),
        ([waits(9, None, 3, by_hand=True), waits(1, 5, 4), waits(2, 8, 6)], [9, 1, 2]),
        ([waits(1, 5, 1), waits(9, None, 2, by_hand=True), waits(3, 1)], [3, 1, 9]),
        ([waits(1, 2, 1), waits(9, 1, 2, by_hand=True), waits(3, 7)], [1, 9, 3]),
        ([], []),
    ],
    ids=[
        "by priority", "a newcomer goes in by priority", "a new rank counts", "a place by hand is kept",
        "gaps are closed first", "a newcomer moves a place by hand down", "the last by hand stays before a lower one",
        "nobody",
    ],
)  # fmt: skip
def test_the_line(people: list[Waiting], expected: list[int]) -> None:
    assert line_up(people) == expected


person = st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(1, 12), st.booleans())


@settings(max_examples=60)
@given(st.lists(person, max_size=9))
def test_nobody_is_lost_and_the_order_is_stable(found: list[tuple[int | None, int | None, bool]]) -> None:
    people = [waits(at, rank, place, by_hand and place is not None) for at, (rank, place, by_hand) in enumerate(found)]
    line = line_up(people)
    assert sorted(line) == list(range(len(people)))
    of = {each.seat_id: each for each in people}
    free = [of[seat].priority for seat in line if not of[seat].by_hand]
    assert free == sorted(free)
    numbered = [Waiting(s, of[s].priority, place, of[s].by_hand) for place, s in enumerate(line, start=1)]
    assert line_up(numbered) == line
