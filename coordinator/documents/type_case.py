"""The letters in stock for documents of one form: they are in every file made with the case, under the same codes.

Which letters a file embeds does then not depend on a few words of it, and what was once set is set the same way again.
Letters that the case lacks are added to the file that needs them.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from coordinator.documents.typography import Face, Run, ligated, operators, register

_KEPT = 4_000  # operators; those of a form are some forty, those of the people in a batch a few each
_NONE: frozenset[str] = frozenset()


class _Stock(NamedTuple):
    """What reportlab knows of a face in a file: the code of each letter, the letter of each code, the next code."""

    codes: dict[int, int]
    letters: list[int]
    free: int


class TypeCase:
    """The letters of each face that come first in a file. The first face is the one that every page begins with."""

    def __init__(self, letters: Mapping[Face, Iterable[str]]) -> None:
        """Take the letters; a ligature is a letter of its own."""
        self._letters = {face: frozenset(each) | {" "} for face, each in letters.items()}
        self._known = lru_cache(maxsize=_KEPT)(self._set)

    @property
    def first(self) -> Face:
        return next(iter(self._letters))

    @cached_property
    def _stock(self) -> dict[str, _Stock]:
        document = _Document()
        stock = {}
        for face, letters in self._letters.items():
            font = pdfmetrics.getFont(register(face))
            font.splitString("".join(sorted(letters)), document)
            state = font.state[document]
            stock[register(face)] = _Stock(state.assignments, state.subsets[0], state.nextCode)
        return stock

    def fill(self, document: Any) -> None:
        """Put the letters into a document of reportlab in which nothing is set yet."""
        for name, stock in self._stock.items():
            font = pdfmetrics.getFont(name)
            state = font._assignState(document)
            state.assignments, state.subsets, state.nextCode = dict(stock.codes), [list(stock.letters)], stock.free
            font.getSubsetInternalName(0, document)

    def operators(self, run: Run, size: float, tracking: float, document: Any) -> str:
        """As `typography.operators`; what consists of letters in stock is set once for all documents."""
        text = run.text if tracking else ligated(run).text
        if self._letters.get(run.face, _NONE).issuperset(text):
            return self._known(run, size, tracking)
        return operators(run, size, tracking, document)

    def _set(self, run: Run, size: float, tracking: float) -> str:
        document = _Document()
        self.fill(document)
        return operators(run, size, tracking, document)


class _Document:
    """As much of a document of reportlab as a font asks for."""

    def __init__(self) -> None:
        self.fontMapping: dict[str, str] = {}
        self.delayedFonts: list[Any] = []
