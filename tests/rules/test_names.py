"""Names as lists and meeting tools write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.names import NICKNAMES, canonical_first, fold, name_key, name_keys, parse_name


@pytest.mark.parametrize(
    ("text", "display", "printed"),
    [
        ("OKAFOR, DANA R", "Okafor, Dana R", "Dana R. Okafor"),
        ("Dana R. Okafor", "Okafor, Dana R", "Dana R. Okafor"),
        ("Okafor,Dana,R.", "Okafor, Dana R", "Dana R. Okafor"),
        ("de la Cruz, Juan, Jr.", "de la Cruz Jr., Juan", "Juan de la Cruz Jr."),
        ("DE LA CRUZ, JUAN JR", "de la Cruz Jr., Juan", "Juan de la Cruz Jr."),
        ("Juan de la Cruz", "de la Cruz, Juan", "Juan de la Cruz"),
        ("Van Buren III, Martin", "Van Buren III, Martin", "Martin Van Buren III"),
        ("MARTIN VAN BUREN III", "Van Buren III, Martin", "Martin Van Buren III"),
        ("Doe, Jr., John", "Doe Jr., John", "John Doe Jr."),
        ("Doe V, John", "Doe V, John", "John Doe V"),
        ("Doe, John V", "Doe, John V", "John V. Doe"),
        ("MCDONALD, ANNE-MARIE", "McDonald, Anne-Marie", "Anne-Marie McDonald"),
        ("O'BRIEN-SMITH, MARY", "O'Brien-Smith, Mary", "Mary O'Brien-Smith"),
        ("O’Brien, Pat", "O’Brien, Pat", "Pat O’Brien"),
        ("Lee, Kim, Ph.D.", "Lee, Kim, Ph.D.", "Kim Lee, Ph.D."),
        ("Dr. Kim Lee PhD", "Lee, Kim, Ph.D.", "Kim Lee, Ph.D."),
        ("Ma, Ann", "Ma, Ann", "Ann Ma"),
        ("Madonna", "Madonna", "Madonna"),
        ("SA John Q. Doe", "Doe, John Q", "John Q. Doe"),
        ("Robert (Bob) Smith", "Smith, Robert", "Robert Smith"),
        ("[Acme] Pat Smith (Guest) (Unverified)", "Smith, Pat", "Pat Smith"),
        ("Smith, Pat 12345", "Smith, Pat", "Pat Smith"),
        ("\u202eDoe,\u00a0John\u200b", "Doe, John", "John Doe"),
        ("Nguyễn, Thảo", "Nguyễn, Thảo", "Thảo Nguyễn"),
        ("李小龍", "李小龍", "李小龍"),
        ("doe, john", "doe, john", "john doe"),
    ],
)
def test_a_name_is_listed_by_surname_and_printed_in_full(text: str, display: str, printed: str) -> None:
    name = parse_name(text)
    assert name is not None
    assert (name.display, name.printed) == (display, printed)


@pytest.mark.parametrize(
    "text", ["Roe, Richard M. (CTR)", "Roe, Richard (ICE/HSI CTR)", "ROE, RICHARD CTR", "Richard Roe (Contractor)"]
)
def test_the_contractor_tag_is_no_part_of_the_name(text: str) -> None:
    name = parse_name(text)
    assert name is not None
    assert name.is_contractor
    assert (name.first, name.last) == ("Richard", "Roe")
    assert name.raw == text


@pytest.mark.parametrize(
    "text", ["", "  ", "()", "12", "-", ",", "jane@example.gov", "(b)(6); (b)(7)(C)", "Kb)(6); l(CTR)"]
)
def test_what_is_no_name_gives_none(text: str) -> None:
    assert parse_name(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn, Thảo", "NGUYEN, THAO"),
        ("O’Brien, Pat", "Pat O'Brien"),
        ("O'Brien-Smith, Mary", "OBrien Smith, Mary"),
        ("Łukasz Øster", "Oster, Lukasz"),
        ("Doe, John Q", "John Doe Jr."),
        ("Straße, Ann", "STRASSE, ANN"),
    ],
)
def test_two_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    first, second = parse_name(one), parse_name(other)
    assert first is not None
    assert second is not None
    assert name_key(first) == name_key(second)


def test_a_name_without_a_comma_is_found_in_either_order() -> None:
    assert name_keys("DOE JOHN") & name_keys("John Doe")
    assert name_keys("Doe John Q") & name_keys("Doe, John")
    assert name_keys("(b)(6)") == frozenset()


def test_different_people_share_no_key() -> None:
    assert not name_keys("Doe, John") & name_keys("Doe, Jonathan")


def test_a_nickname_stands_for_the_full_first_name() -> None:
    assert canonical_first("Bill") == canonical_first("WILLIAM") == "william"
    assert canonical_first("Pat") == "pat"


def test_no_nickname_leads_to_another() -> None:
    assert len(NICKNAMES) >= 60
    assert not set(NICKNAMES) & (set(NICKNAMES.values()) - {"stephen"})


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_name_or_none(text: str) -> None:
    name = parse_name(text)
    if name is not None:
        assert name.last
        assert name.raw == text.strip()


_WORD = st.sampled_from(["Ana", "Doe", "O'Brien", "Smith-Jones", "Lee", "Q", "van", "Nguyễn", "McDonald", "Li"])


@settings(deadline=None)
@given(
    st.lists(_WORD, min_size=1, max_size=4), st.lists(_WORD, max_size=3), st.sampled_from(["", "Jr.", "III", "Ph.D."])
)
def test_a_listed_name_read_again_is_the_same_name(last: list[str], given_names: list[str], suffix: str) -> None:
    text = ", ".join(filter(None, [" ".join(last), " ".join(given_names), suffix if given_names else ""]))
    name = parse_name(text)
    assert name is not None
    again = parse_name(name.display)
    assert again is not None
    assert again.display == name.display
    assert name_key(again) == name_key(name)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
