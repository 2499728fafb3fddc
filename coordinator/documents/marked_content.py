"""Where marked content begins and ends in the code of a page (ISO 32000-1, 14.6).

It is opened when something is drawn and closed when something is drawn that belongs elsewhere: no stretch lies in
another, none is empty, and lines that follow one another in one element are one stretch.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from coordinator.documents.structure import Element, Mark


class Artifact(Enum):
    """Decoration, or what only repeats on every page; the value opens it."""

    LAYOUT = "/Artifact BMC"
    PAGINATION = "/Artifact <</Type /Pagination>> BDC"


class MarkedContent:
    """Knows to whom belongs what is drawn now, and writes that into the code of the page."""

    def __init__(self, canvas: Any) -> None:
        """Begin with the first page of the canvas, where nothing may be drawn yet."""
        self._canvas = canvas
        self.pages: list[list[Element]] = [[]]
        self.holder: Element | Artifact | None = None
        self._open: Element | Artifact | None = None

    @property
    def page(self) -> int:
        """The page that is drawn on, from 0."""
        return len(self.pages) - 1

    @contextmanager
    def within(self, holder: Element | Artifact) -> Iterator[None]:
        """Whatever is drawn in here belongs to the holder, or to a holder further inside."""
        outer, self.holder = self.holder, holder
        try:
            yield
        finally:
            self.holder = outer

    def open(self) -> None:
        """Open the content of the holder, unless it is open. Raises RuntimeError without a holder: a bug."""
        holder = self.holder
        if holder is None:
            raise RuntimeError("Drawn outside of an element and of decoration: it could not be tagged.")
        if holder is self._open:
            return
        self.close()
        self._open = holder
        if isinstance(holder, Element):
            number = len(self.pages[-1])
            self.pages[-1].append(holder)
            holder.kids.append(Mark(self.page, number))
            self._canvas._code.append(f"/{holder.tag} <</MCID {number}>> BDC")
        else:
            self._canvas._code.append(holder.value)

    def close(self) -> None:
        """Close what is open: the page ends, or something else begins."""
        if self._open is not None:
            self._canvas._code.append("EMC")
            self._open = None

    def next_page(self) -> None:
        """Go on, on the next page."""
        self.pages.append([])
