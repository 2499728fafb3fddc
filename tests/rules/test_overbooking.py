"""Overbooking: chances from the marks of an office, and the exact chance that more come than there are seats."""

from itertools import pairwise, product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.overbooking import (
    ACCEPTABLE_RISK,
    HOPELESS_RISK,
    History,
    attendance_distribution,
    no_show_chance,
    overbook_steps,
    suggested_extra,
)

UNIT = History(marked=200, absent=30)


@pytest.mark.parametrize(
    ("office", "chance"),
    [(History(0, 0), 0.15), (History(10, 10), 0.575), (History(10, 0), 0.075), (History(1000, 500), 501.5 / 1010)],
)
def test_an_office_is_drawn_towards_the_unit_by_as_much_as_it_is_unknown(office: History, chance: float) -> None:
    assert no_show_chance(office, UNIT) == pytest.approx(chance)


def test_of_equal_people_the_distribution_is_the_binomial_one() -> None:
    chances = attendance_distribution([0.2] * 12)
    assert chances == pytest.approx([comb(12, n) * 0.8**n * 0.2 ** (12 - n) for n in range(13)])


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1), max_size=7))
def test_the_distribution_is_that_of_counting_every_case(no_show: list[float]) -> None:
    counted = [0.0] * (len(no_show) + 1)
    for comes in product((False, True), repeat=len(no_show)):
        chance = 1.0
        for absent, is_there in zip(no_show, comes, strict=True):
            chance *= 1 - absent if is_there else absent
        counted[sum(comes)] += chance
    assert attendance_distribution(no_show) == pytest.approx(counted, abs=1e-12)


def test_each_extra_seat_is_filled_by_the_next_in_line_and_raises_the_risk() -> None:
    steps = overbook_steps([0.5, 0.5], [0.0, 0.5, 0.5], capacity=3)
    # The first in line takes the seat that is free; the extra ones go to those behind.
    assert [(step.extra, step.risk) for step in steps] == [
        (0, 0.0), (1, pytest.approx(1 / 8)), (2, pytest.approx(5 / 16)),
    ]  # fmt: skip
    assert [step.expected_empty for step in steps] == pytest.approx([1.0, 5 / 8, 3 / 8])
    assert suggested_extra(steps) == 0


@settings(max_examples=25)
@given(
    st.lists(st.floats(0, 0.9), min_size=1, max_size=15), st.lists(st.floats(0, 0.9), max_size=15), st.integers(1, 12)
)
def test_more_seats_never_lower_the_risk_nor_leave_more_empty(
    seated: list[float], line: list[float], capacity: int
) -> None:
    steps = overbook_steps(seated, line, capacity)
    risks = [step.risk for step in steps]
    assert all(one <= other + 1e-12 for one, other in pairwise(risks))
    empty = [step.expected_empty for step in steps]
    assert all(one + 1e-12 >= other for one, other in pairwise(empty))
    assert all(risk <= HOPELESS_RISK for risk in risks[:-1])
    best = suggested_extra(steps)
    assert all((step.risk <= ACCEPTABLE_RISK) == (step.extra <= best) for step in steps if best)
