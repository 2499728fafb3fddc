"""Names of people as lists show them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from coordinator.rules.names import PersonName
from coordinator.rules.vocabulary import Position


def display_name(row: Mapping[str, Any] | RowMapping) -> str:
    """ "Okafor, Dana R", from the name columns of a designee's row."""
    return PersonName(
        row["raw_name"], row["first_name"], row["middle_name"], row["last_name"], row["suffix"], row["is_contractor"]
    ).display


def position_words(position: Position, text: str = "") -> str:
    """ "Special Agent"; for a position that is none of the known ones the words it came in."""
    return text if position is Position.OTHER else position.value.replace("_", " ").title()
