"""First names that may be one, the words of a last name that count, and generations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.names import are_short_forms, full_firsts, generation_of, last_name_words

FIRSTS = st.sampled_from(["bill", "william", "pat", "patricia", "patrick", "alex", "jo", "joanne", "dana", "wei"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("bill", "william", True),
        ("will", "bill", True),
        ("pat", "patricia", True),
        ("pat", "patrick", True),
        ("patricia", "patrick", False),
        ("chris", "christine", True),
        ("alex", "alexei", True),
        ("jo", "joanne", True),
        ("jo", "joseph", False),
        ("dana", "diana", False),
        ("ann", "anna", True),
    ],
)
def test_two_first_names_that_may_be_one(one: str, other: str, expected: bool) -> None:
    assert are_short_forms(one, other) is expected
    assert are_short_forms(other, one) is expected


@given(one=FIRSTS, other=FIRSTS)
def test_which_comes_first_does_not_matter(one: str, other: str) -> None:
    assert are_short_forms(one, other) == are_short_forms(other, one)
    assert one in full_firsts(one)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("de la cruz", ("cruz",)),
        ("cruz lopez", ("cruz", "lopez")),
        ("okafor", ("okafor",)),
        ("de", ("de",)),
        ("", ()),
    ],
)
def test_particles_tell_nobody_apart(last: str, words: tuple[str, ...]) -> None:
    assert last_name_words(last) == words


@pytest.mark.parametrize(
    ("suffix", "generation"), [("Jr., Ph.D.", "Jr."), ("II", "Jr."), ("III", "III"), ("CPA", ""), ("", "")]
)
def test_only_the_generation_says_who_it_is(suffix: str, generation: str) -> None:
    assert generation_of(suffix) == generation
