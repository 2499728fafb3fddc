from datetime import date

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.numbering import check_scheme, format_number
from coordinator.rules.seating import seat_in_order
from coordinator.rules.validity import valid_until


def test_a_number_has_four_digits_and_more_when_it_needs_them() -> None:
    assert format_number("CEIU-FRS-{year}-{number}", 2026, 42) == "CEIU-FRS-2026-0042"
    assert format_number("{number}/{year}", 2026, 12345) == "12345/2026"


@pytest.mark.parametrize(
    "scheme", ["", "CEIU", "{year}", "{number}", "{year}{number}{name}", "{year}{year}{number}", "{0}{year}{number}"]
)
def test_a_scheme_whose_numbers_are_not_unique_is_refused(scheme: str) -> None:
    with pytest.raises(RuleBroken):
        check_scheme(scheme)


def test_a_completion_without_a_validity_does_not_lapse() -> None:
    assert valid_until(date(2026, 1, 1), None) is None
    assert valid_until(date(9999, 12, 30), 365) == date.max


def test_seats_go_in_order_and_the_rest_wait() -> None:
    plan = seat_in_order([5, 3, 5, 9, 1], already={9}, free=2)
    assert (plan.seated, plan.waiting, plan.already) == ((5, 3), (1,), (9,))
