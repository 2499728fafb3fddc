"""Facts made printable whatever is in them, for records that must not fail for one letter in one name."""

from typing import Any, TypeVar

from coordinator.documents.facts import facts_from_plain, facts_to_plain
from coordinator.documents.typography import clean, ensure_drawable
from coordinator.errors import RuleBroken

T = TypeVar("T")


def printed_anyway(facts: T) -> T:
    """Return the facts with every text cleaned for printing; a letter no face has becomes its code, "[U+674E]"."""
    return facts_from_plain(type(facts), _printed(facts_to_plain(facts)))


def _printed(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {name: _printed(value) for name, value in plain.items()}
    if isinstance(plain, list):
        return [_printed(value) for value in plain]
    return _drawable(plain) if isinstance(plain, str) else plain


def _drawable(text: str) -> str:
    try:
        return ensure_drawable(text)
    except RuleBroken:
        return "".join(char if _is_drawable(char) else f"[U+{ord(char):04X}]" for char in clean(text))


def _is_drawable(char: str) -> bool:
    try:
        ensure_drawable(char)
    except RuleBroken:
        return False
    return True
