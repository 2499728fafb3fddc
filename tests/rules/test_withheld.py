"""FOIA marks, as they are written and as scanners read them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.names import parse_name
from coordinator.rules.withheld import is_withheld, withheld_marks, without_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("(b)(6); (b)(7)(C)", ("(b)(6)", "(b)(7)(C)")),
        ("(b)(6), (b)(7)(c)", ("(b)(6)", "(b)(7)(C)")),
        ("(b)(7)(E)", ("(b)(7)(E)",)),
        ("(b) (6)", ("(b)(6)",)),
        ("(b)(?)(C)", ("(b)(7)(C)",)),
        ("Kb)(6)", ("(b)(6)",)),
        ("Kb)(6); l(CTR)", ("(b)(6)",)),
        ("l(b)(6); (b)(7)(C) I", ("(b)(6)", "(b)(7)(C)")),
        ("b6, b7C", ("(b)(6)", "(b)(7)(C)")),
        ("(b)(6); (b)(6)", ("(b)(6)",)),
    ],
)
def test_a_mark_is_never_a_name(text: str, marks: tuple[str, ...]) -> None:
    assert is_withheld(text)
    assert withheld_marks(text) == marks
    assert without_marks(text) == ""
    assert parse_name(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "Bob Smith", "Caleb (6)", "Doe, John (CTR)", "room b6", "part b", "(716) 555-0108", "a(b)", "B. (7) Lee"],
)
def test_ordinary_text_is_not_withheld(text: str) -> None:
    assert not is_withheld(text)
    assert withheld_marks(text) == ()
    assert without_marks(text) == text


def test_what_stands_beside_a_mark_is_kept() -> None:
    assert is_withheld("Special Agent (b)(6); (b)(7)(C)")
    assert without_marks("Special Agent (b)(6); (b)(7)(C)") == "Special Agent"
    assert is_withheld("(b)(6); (b)(7)(C)@ice.dhs.gov")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    assert bool(withheld_marks(text)) == is_withheld(text)
    without_marks(text)
