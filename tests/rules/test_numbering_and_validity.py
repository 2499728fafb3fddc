from datetime import date

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.numbering import check_scheme, format_number, has_form
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


@pytest.mark.parametrize("sign", ["/", "\\", ":", "*", "?", '"', "<", ">", "|", "\n", "é", "\u202e", "%"])
def test_a_sign_that_no_file_can_be_named_with_is_refused(sign: str) -> None:
    with pytest.raises(RuleBroken, match="cannot stand in a number"):
        check_scheme(f"A{sign}{{year}}-{{number}}")


@pytest.mark.parametrize("scheme", [".{year}-{number}", "{year}-{number}.", "A" * 30 + "{year}{number}"])
def test_a_scheme_that_begins_with_a_period_or_is_too_long_is_refused(scheme: str) -> None:
    with pytest.raises(RuleBroken):
        check_scheme(scheme)


@pytest.mark.parametrize(
    ("number", "is_of_it"),
    [
        ("CEIU.FRS-2026-0042", True), ("ceiu.frs-2026-12345", True), ("CEIU.FRS-2026-042", False),
        ("CEIU-FRS-2026-0042", False), ("CEIU.FRS-2026-0042-2", False),
    ],
)  # fmt: skip
def test_the_form_of_a_number_is_known_again(number: str, is_of_it: bool) -> None:
    assert has_form(number, "CEIU.FRS-{year}-{number}") is is_of_it


def test_a_completion_without_a_validity_does_not_lapse() -> None:
    assert valid_until(date(2026, 1, 1), None) is None
    assert valid_until(date(9999, 12, 30), 365) == date.max


def test_seats_go_in_order_and_the_rest_wait() -> None:
    plan = seat_in_order([5, 3, 5, 9, 1], already={9}, free=2)
    assert (plan.seated, plan.waiting, plan.already) == ((5, 3), (1,), (9,))
