"""Every value has a word, every state a tone with an icon that exists."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from PySide6.QtCore import QLocale

from coordinator import RESOURCES
from coordinator.rules import vocabulary
from coordinator.rules.licensing import LicenseMove
from ui.style import LIGHT
from ui.wording import count, day, moment, tone, word, yes_no

ENUMS: list[type[StrEnum]] = [
    *(k for k in vars(vocabulary).values() if isinstance(k, type) and issubclass(k, StrEnum) and k is not StrEnum),
    LicenseMove,
]
MEMBERS: list[StrEnum] = [member for kind in ENUMS for member in kind]


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_every_value_reads_as_words(member: StrEnum) -> None:
    said = word(member)
    assert said.strip() == said
    assert said[0].isupper()
    assert "_" not in said


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_every_tone_is_an_icon_and_a_color(member: StrEnum) -> None:
    name, token = tone(member)
    assert (RESOURCES / "icons" / f"{name}.svg").is_file()
    assert LIGHT.tone(token).startswith("#")
    assert token in ("good", "caution", "bad", "neutral", "accent")


def test_states_within_one_enum_are_told_apart() -> None:
    states = [kind for kind in ENUMS if kind.__name__.endswith("State") or kind is vocabulary.Mark]
    for kind in states:
        assert len({tone(member) for member in kind}) == len(kind), kind


def test_equal_values_of_two_enums_have_words_of_their_own() -> None:
    assert word(vocabulary.Position.OTHER) == "Other"
    assert word(vocabulary.DocumentKind.OTHER) == "Other document"


def test_proper_words() -> None:
    assert word(vocabulary.Position.SPECIAL_AGENT) == "Special Agent"
    assert word(vocabulary.Mark.PARTIAL) == "Partial"
    assert word(vocabulary.NominationState.NOT_SELECTED) == "Not selected"


def test_a_moment_is_said_on_the_clock_of_its_zone() -> None:
    at = datetime(2021, 5, 7, 21, 0, tzinfo=UTC)
    assert moment(at, "America/New_York") == "Fri, May 7, 2021, 5:00 PM EDT"
    assert moment(at, "America/Denver") == "Fri, May 7, 2021, 3:00 PM MDT"
    assert moment(at, "America/Sao_Paulo").endswith("6:00 PM UTC-03")


def test_a_winter_moment_is_standard_time() -> None:
    at = datetime(2021, 1, 15, 17, 30, tzinfo=UTC)
    assert moment(at, "America/New_York") == "Fri, Jan 15, 2021, 12:30 PM EST"


def test_days_follow_the_locale() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        assert day(date(2021, 5, 7)) == "5/7/21"
        assert day(None) == "–"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(("n", "said"), [(0, "0 offices"), (1, "1 office"), (2, "2 offices"), (1204, "1,204 offices")])
def test_counts(n: int, said: str) -> None:
    assert count(n, "office", "offices") == said


def test_yes_no() -> None:
    assert [yes_no(value) for value in (True, False, None)] == ["Yes", "No", "Not stated"]
