"""Names as meeting tools show them: what is hung on them falls away, and every order is read."""

import pytest

from coordinator.rules.meeting_names import identity_of, read_meeting_name

DECORATED = [
    "Dana Okafor",
    "Okafor, Dana",
    "OKAFOR, DANA (EXT)",
    "Okafor, Dana (Guest) (External) (Unverified)",
    "[Acme Corp] Dana Okafor",
    "Okafor, Dana (HSI/DEN CTR)",
    "Dana Okafor (she/her)",
    "Dana Okafor she/they",
    "Dr. Dana Okafor, PhD",
    "SA Dana Okafor (External)",
    "Dana Okafor - HSI Denver",
    "Dana Okafor | DEN",
    "iPhone von Dana Okafor",
    "iPhone 15 von Dana Okafor",
    "Dana Okafor’s iPhone 15 Pro",
    "Dana Okafor's Galaxy S21",
    "iPad (2) de Dana Okafor",
]


@pytest.mark.parametrize("text", DECORATED)
def test_what_tools_hang_on_a_name_falls_away(text: str) -> None:
    assert ("okafor", "dana", "", "", True) in read_meeting_name(text).readings


@pytest.mark.parametrize(
    ("text", "last", "first", "middle", "generation"),
    [
        ("Okafor Dana", "okafor", "dana", "", ""),
        ("de la Cruz Juan", "de la cruz", "juan", "", ""),
        ("Juan de la Cruz", "de la cruz", "juan", "", ""),
        ("Mary Ann Smith", "smith", "mary ann", "", ""),
        ("Mary Ann Smith", "smith", "mary", "ann", ""),
        ("Smith John Q", "smith", "john", "q", ""),
        ("John Q. Smith Jr.", "smith", "john", "q", "Jr."),
        ("Smith Jr. John", "smith", "john", "", "Jr."),
        ("Smith, John A III (Guest)", "smith", "john", "a", "III"),
        ("Zoë Núñez-Peña", "nunez pena", "zoe", "", ""),
        ("Dana Mac", "mac", "dana", "", ""),
    ],
)
def test_a_name_is_read_in_every_order(text: str, last: str, first: str, middle: str, generation: str) -> None:
    readings = [reading[:4] for reading in read_meeting_name(text).readings]
    assert (last, first, middle, generation) in readings


@pytest.mark.parametrize("text", ["iPhone", "iPhone (2)", "+1 716 555 0108", "Guest", "Call-in User_2", "(b)(6)", ""])
def test_what_names_nobody_says_nothing(text: str) -> None:
    assert read_meeting_name(text).says_nothing


@pytest.mark.parametrize("text", ["Dana", "Dana's iPad", "dana.okafor@example.org"])
def test_one_word_or_an_address_is_no_full_name(text: str) -> None:
    name = read_meeting_name(text)
    assert (name.readings, name.words[0], name.says_nothing) == ((), "dana", False)


def test_codes_of_offices_are_found_in_brackets_and_behind_a_dash() -> None:
    assert read_meeting_name("Okafor, Dana (HSI/DEN CTR)").tag_words == {"HSI", "DEN", "CTR"}
    assert read_meeting_name("Dana Okafor - HSI DEN").tag_words == {"HSI", "DEN"}


def test_one_participant_of_two_files_is_known_by_address_or_by_name() -> None:
    assert identity_of("Dee", "Dana@Example.gov", "") == identity_of("Dana Okafor", "dana@example.gov", "")
    assert identity_of("Dee", "", "dana_example.gov#EXT#@host.example") == "dana@example.gov"
    assert identity_of("Dana  Okafor", "", "") == identity_of("dana okafor", "", "") != identity_of("Dana", "", "")
