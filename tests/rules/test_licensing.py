"""The states of a license, its legal moves and their letters."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.licensing import (
    ACTIVE,
    CLOSED,
    LETTER_OF,
    MOVES,
    LicenseMove,
    is_legal,
    is_past,
    last_day,
    letter_of,
    why_not,
    why_not_on,
)
from coordinator.rules.vocabulary import LetterKind, LicenseState

TODAY = date(2026, 11, 12)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

LEGAL = {
    LicenseState.RESERVED: {LicenseMove.RETURN},
    LicenseState.ISSUED: {LicenseMove.SUSPEND, LicenseMove.RETURN, LicenseMove.REVOKE, LicenseMove.EXPIRE},
    LicenseState.SUSPENDED: {LicenseMove.REINSTATE, LicenseMove.RETURN, LicenseMove.REVOKE, LicenseMove.EXPIRE},
}


@pytest.mark.parametrize("state", LicenseState)
def test_each_state_has_its_moves_and_a_closed_one_has_none(state: LicenseState) -> None:
    assert {move for move in LicenseMove if is_legal(state, move)} == LEGAL.get(state, set())
    assert (state in CLOSED) == (state not in LEGAL)


def test_every_move_has_a_letter_but_giving_back_a_reservation() -> None:
    assert letter_of(LicenseState.RESERVED, LicenseMove.RETURN) is None
    assert letter_of(LicenseState.ISSUED, LicenseMove.RETURN) is LetterKind.RETURN
    assert set(LETTER_OF) == set(LicenseMove)
    assert len(set(LETTER_OF.values())) == len(LicenseMove)


def test_only_suspending_and_reinstating_keep_the_seat() -> None:
    assert {move for move, (_, state) in MOVES.items() if state in ACTIVE} == {
        LicenseMove.SUSPEND,
        LicenseMove.REINSTATE,
    }


@settings(max_examples=40)
@given(st.dates(), st.integers(1, 5000), st.dates())
def test_the_last_day_is_within_the_validity_and_the_pool(starts: date, days: int, pool_ends: date) -> None:
    until = last_day(starts, days, pool_ends)
    assert until <= pool_ends
    assert (until - starts).days <= days
    assert until in (pool_ends, date.max) or (until - starts).days == days


@pytest.mark.parametrize(
    ("state", "move", "until", "sentence"),
    [
        (LicenseState.ISSUED, LicenseMove.SUSPEND, TOMORROW, ""),
        (LicenseState.SUSPENDED, LicenseMove.SUSPEND, TOMORROW, "is suspended; it cannot be moved by “suspend”"),
        (LicenseState.RETURNED, LicenseMove.RETURN, TOMORROW, "is returned; it cannot be moved by “return”"),
        (LicenseState.ISSUED, LicenseMove.EXPIRE, YESTERDAY, ""),
        (LicenseState.ISSUED, LicenseMove.EXPIRE, TODAY, "is valid until 2026-11-12; return or revoke it instead"),
        (LicenseState.ISSUED, LicenseMove.EXPIRE, None, "is valid without an end; return or revoke it instead"),
        (LicenseState.SUSPENDED, LicenseMove.REINSTATE, TODAY, ""),
        (
            LicenseState.SUSPENDED,
            LicenseMove.REINSTATE,
            YESTERDAY,
            "was valid until 2026-11-11; let it expire and issue a new one",
        ),
    ],
)
def test_a_refusal_says_what_to_do(state: LicenseState, move: LicenseMove, until: date | None, sentence: str) -> None:
    assert why_not(state, move, until, TODAY) == sentence


@pytest.mark.parametrize(
    ("move", "on", "moved_last", "is_refused"),
    [
        (LicenseMove.RETURN, TODAY, TODAY, False),
        (LicenseMove.RETURN, YESTERDAY, YESTERDAY, False),
        (LicenseMove.RETURN, YESTERDAY, TODAY, True),
        (LicenseMove.RETURN, TOMORROW, YESTERDAY, True),
        (LicenseMove.SUSPEND, TODAY, YESTERDAY, False),
        (LicenseMove.SUSPEND, YESTERDAY, YESTERDAY, True),
        (LicenseMove.EXPIRE, YESTERDAY, YESTERDAY, True),
    ],
)
def test_only_a_return_is_told_of_afterwards(move: LicenseMove, on: date, moved_last: date, is_refused: bool) -> None:
    assert bool(why_not_on(move, on, TODAY, moved_last)) is is_refused


def test_the_last_day_counts_to_its_end() -> None:
    assert [is_past(until, TODAY) for until in (YESTERDAY, TODAY, None)] == [True, False, False]
