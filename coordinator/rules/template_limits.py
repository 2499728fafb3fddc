"""How long the texts of a template may be, and how many entries its lists may have, by their place in it.

A place is a path such as "wording.clauses.2.items.0.text": names of fields, and numbers that count from 0.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from coordinator.rules.templates import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_CLAUSES,
    MOST_ITEMS,
    MOST_LINES,
    DocumentTemplate,
    Fact,
)

_PARAGRAPHS = frozenset({"text", "opening", "acknowledgment"})
_MOST = {"clauses": MOST_CLAUSES, "items": MOST_ITEMS, "masthead": MOST_LINES, "facts": len(Fact)}


def longest(path: str) -> int:
    """Return how many letters the text there may have."""
    return LONGEST_TEXT if path.rpartition(".")[2] in _PARAGRAPHS else LONGEST_LINE


def most(path: str) -> int:
    """Return how many entries the list there may have."""
    return _MOST[path.rpartition(".")[2]]


def parts_of(template: DocumentTemplate) -> Iterator[tuple[str, str | tuple[object, ...]]]:
    """Yield the place of each text and each list, with what is there."""
    return _parts(template, "")


def _parts(value: object, path: str) -> Iterator[tuple[str, str | tuple[object, ...]]]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield path, value
    elif isinstance(value, tuple):
        yield path, value
        for number, part in enumerate(value):
            yield from _parts(part, f"{path}.{number}")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)
