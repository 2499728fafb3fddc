"""Seats of a pool and the shares of offices in it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.allotted_seats import AllottedPool, Verdict, give_seats, why_no_seat

SEAT, OVER, USED, EMPTY = Verdict.SEAT, Verdict.OVER_SHARE, Verdict.SHARE_USED, Verdict.POOL_EMPTY
DENVER, SEATTLE, TAMPA, ATLANTA = 1, 2, 3, 4


@st.composite
def pools(draw: st.DrawFn) -> AllottedPool:
    """Any pool that the database lets be: shares within the seats, no more used than there are."""
    seats = draw(st.integers(0, 8))
    shares: dict[int, int] = {}
    for office in draw(st.lists(st.sampled_from((DENVER, SEATTLE)), unique=True)):
        shares[office] = draw(st.integers(0, seats - sum(shares.values())))
    used = Counter(draw(st.lists(st.integers(1, 4), max_size=seats)))
    return AllottedPool(seats, shares, used)


@pytest.mark.parametrize(
    ("shares", "used", "asking", "verdicts"),
    [
        ({}, {}, [DENVER, DENVER, SEATTLE, TAMPA], [SEAT, SEAT, SEAT, EMPTY]),
        ({DENVER: 1}, {}, [DENVER, DENVER, SEATTLE], [SEAT, USED, SEAT]),
        ({DENVER: 2}, {}, [SEATTLE, TAMPA, DENVER], [SEAT, USED, SEAT]),
        ({DENVER: 2}, {TAMPA: 1}, [SEATTLE, DENVER, DENVER], [USED, SEAT, SEAT]),
        ({DENVER: 0}, {}, [DENVER, SEATTLE], [USED, SEAT]),
        ({DENVER: 3}, {DENVER: 3}, [DENVER, SEATTLE], [EMPTY, EMPTY]),
        ({DENVER: 3}, {SEATTLE: 1}, [SEATTLE, DENVER, DENVER, DENVER], [USED, SEAT, SEAT, EMPTY]),
    ],
)
def test_shares_of_a_pool_of_three(
    shares: dict[int, int], used: dict[int, int], asking: list[int], verdicts: list[Verdict]
) -> None:
    assert give_seats(AllottedPool(3, shares, used), asking) == verdicts


def test_a_share_is_gone_over_only_when_asked_for_and_never_the_pool() -> None:
    pool = AllottedPool(3, {DENVER: 1, SEATTLE: 1})
    asking = [DENVER, DENVER, DENVER, SEATTLE]
    assert give_seats(pool, asking) == [SEAT, USED, USED, SEAT]
    assert give_seats(pool, asking, over_share=True) == [SEAT, OVER, OVER, EMPTY]


def test_a_refusal_names_the_share() -> None:
    pool = AllottedPool(3, {DENVER: 2})
    assert why_no_seat(pool, DENVER, "DEN", USED) == "the share of DEN, 2 of the pool, is used up"
    assert "SEA has no share" in why_no_seat(pool, SEATTLE, "SEA", USED)
    assert why_no_seat(pool, DENVER, "DEN", EMPTY) == "the pool has no free seat"
    assert [why_no_seat(pool, DENVER, "DEN", verdict) for verdict in (SEAT, OVER)] == ["", ""]


@settings(max_examples=40)
@given(pools(), st.lists(st.integers(1, 4), max_size=10), st.booleans())
def test_no_pool_is_overdrawn_and_no_share_unless_asked_for(pool: AllottedPool, asking: list[int], over: bool) -> None:
    verdicts = give_seats(pool, asking, over_share=over)
    after = pool
    for office, verdict in zip(asking, verdicts, strict=True):
        assert verdict is after.verdict(office, over_share=over)
        assert (verdict is Verdict.SEAT) == (after.room(office) > 0)
        after = after.taken(office) if verdict.gives else after
    assert after.free >= 0
    if not over:
        assert Verdict.OVER_SHARE not in verdicts
        for office in asking:
            assert after.left(office) >= min(pool.left(office), 0)


@settings(max_examples=40)
@given(pools(), st.lists(st.integers(1, 4), max_size=10))
def test_going_over_leaves_no_seat_unused_while_somebody_asks(pool: AllottedPool, asking: list[int]) -> None:
    given_out = sum(verdict.gives for verdict in give_seats(pool, asking, over_share=True))
    assert given_out == min(pool.free, len(asking))


@settings(max_examples=40)
@given(pools())
def test_what_is_taken_can_be_given_back(pool: AllottedPool) -> None:
    for office in (DENVER, SEATTLE, TAMPA, ATLANTA):
        assert pool.taken(office).taken(office, -1).left(office) == pool.left(office)
