"""Names of people as lists show them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from coordinator.rules.names import PersonName
from coordinator.rules.vocabulary import Position

NAME = ("raw_name", "first_name", "middle_name", "last_name", "suffix", "is_contractor")


def list_name(raw: str, first: str, middle: str, last: str, suffix: str, is_contractor: bool) -> str:
    """ "Okafor, Dana R", from the columns called NAME."""
    if suffix:
        return PersonName(raw, first, middle, last, suffix, is_contractor).display
    # Without a suffix there is nothing to put in its place: a third of the time, a hundred thousand times.
    given = f"{first} {middle}".strip()
    return f"{last}, {given}" if last and given else last or given


def display_name(row: Mapping[str, Any] | RowMapping) -> str:
    """ "Okafor, Dana R", from the name columns of a designee's row."""
    return list_name(*(row[name] for name in NAME))


def position_words(position: Position, text: str = "") -> str:
    """ "Special Agent"; for a position that is none of the known ones the words it came in."""
    return text if position is Position.OTHER else position.value.replace("_", " ").title()
