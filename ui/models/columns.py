"""What a column of a grid is: what it shows, what it is sorted by, and how its cells are typed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic, Protocol, TypeVar

from coordinator.rules.names import fold as fold_name

NOTHING = "–"
_PUNCTUATION = str.maketrans({"'": None, ".": None, "-": " "})
_DIGITS = re.compile(r"\d+")
_LONGEST = 20


class HasId(Protocol):
    @property
    def id(self) -> int: ...


RowT = TypeVar("RowT", bound=HasId)
Choices = Sequence[tuple[str, str]]


class Kind(Enum):
    """What is typed into a cell; the editor is made for it."""

    TEXT = auto()
    CHOICE = auto()
    EMAIL = auto()
    PHONE = auto()
    DATE = auto()  # shown as the user's locale has it, typed text is ISO
    YES_NO = auto()  # "yes", "no", or nothing


def _no_choices() -> Choices:
    return ()


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column. `tone` makes it a status (icon and color), `dots` puts "passed of all" before the text.

    A column with a `field` is typed, pasted, filled and cleared in blocks: the grid says which cells changed. One with
    `edit` alone is typed cell by cell. `typed` is what the editor starts with, where it is not what is shown; `choices`
    are (text, what it is called). `hidden` is not shown until it is asked for; neither is what is `private`, and that
    anew each time the program starts.
    """

    title: str
    value: Callable[[RowT], str]
    width: int = 120
    sort: Callable[[RowT], Any] | None = None
    tone: Callable[[RowT], tuple[str, str] | None] | None = None
    dots: Callable[[RowT], tuple[int, int]] | None = None
    bold: bool = False
    right: bool = False
    edit: Callable[[RowT, str], None] | None = None
    field: str = ""
    kind: Kind = Kind.TEXT
    typed: Callable[[RowT], str] | None = None
    choices: Callable[[], Choices] = _no_choices
    hidden: bool = False
    private: bool = False

    @property
    def is_editable(self) -> bool:
        return bool(self.field) or self.edit is not None

    def text(self, row: RowT) -> str:
        """What the editor starts with; nothing for a dash."""
        text = self.typed(row) if self.typed else self.value(row)
        return "" if text == NOTHING else text


def folded(text: str) -> str:
    """For searching: no case, no accents, no apostrophes or periods, hyphens as spaces."""
    if text.isascii():
        return text.translate(_PUNCTUATION).lower()
    return fold_name(text)


def natural(text: str) -> str | None:
    """A sort key that reads numbers as numbers ("Training 2" before "Training 10"); empty text goes last."""
    if not text.strip(" –"):
        return None
    return _DIGITS.sub(_padded, folded(text))


def _padded(number: re.Match[str]) -> str:
    return number[0].zfill(_LONGEST)
