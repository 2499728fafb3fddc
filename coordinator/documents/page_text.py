"""What a viewer asks of a PDF: its pages and their sizes, its bookmarks, where words stand, and parts of its pages.

Places are in points from the upper left corner of the page as it is shown: a page that is turned is turned here too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from coordinator.errors import FileRefused

WHITE = (255, 255, 255, 255)
MOST_FOUND = 1_000
_FINE = 100  # places come as whole numbers: hundredths of a point are fine enough
_NEAR = 6.0  # points beside a letter that still mean it
_DAMAGED = "This file cannot be shown: it is no PDF, or it is damaged. Save a copy instead."


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the table of contents; `level` and `page` count from 0."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class PdfOutline:
    """The size of each page, width and height in points, and the bookmarks in their order."""

    sizes: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words on one page, and the boxes that they fill, one a line."""

    page: int
    text: str
    boxes: tuple[Box, ...]


def outline(data: bytes) -> PdfOutline:
    """Sizes and bookmarks. Raises FileRefused for what is no PDF."""
    with opened(data) as document:
        sizes = tuple(document.get_page_size(page) for page in range(len(document)))
        return PdfOutline(sizes, tuple(_bookmarks(document)))


def draw_area(data: bytes, page: int, scale: float, area: Box) -> tuple[int, int, bytes]:
    """Width, height and RGBA bytes of a part of a page on white paper; at scale 1 a point is a pixel."""
    with opened(data) as document:
        shown = document[page]
        width, height = shown.get_size()
        crop = (area.left, max(height - area.bottom, 0.0), max(width - area.right, 0.0), area.top)
        # Paper is white before anything is drawn: a PDF paints its ink only.
        bitmap = shown.render(
            scale=scale, crop=crop, fill_color=WHITE, force_bitmap_format=raw.FPDFBitmap_BGRA, rev_byteorder=True
        )
        return bitmap.width, bitmap.height, bytes(bitmap.buffer)


def passages(data: bytes, words: str) -> tuple[Passage, ...]:
    """Where the words stand, in the order of the pages, in capitals or not; a thousand places at the most."""
    wanted = words.strip()
    if not wanted:
        return ()
    with opened(data) as document:
        return tuple(islice(_found(document, wanted), MOST_FOUND))


def page_words(data: bytes, page: int) -> str:
    """All the text of a page, a line below the other."""
    with opened(data) as document:
        return _plain(document[page].get_textpage().get_text_range())


def words_between(data: bytes, page: int, start: tuple[float, float], end: tuple[float, float]) -> Passage:
    """The words from one place of a page to another, as reading goes; none where no letter is near."""
    with opened(data) as document:
        shown = document[page]
        text, turn = shown.get_textpage(), _Turn(shown)
        ends = [text.get_index(*turn.on_paper(*place), _NEAR, _NEAR) for place in (start, end)]
        if None in ends:
            return Passage(page, "", ())
        first, last = sorted(each for each in ends if each is not None)
        return _passage(text, turn, page, first, last + 1 - first)


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for each in document.get_toc():
        goal = each.get_dest()
        page = goal.get_index() if goal else None
        if page is not None:
            yield Bookmark(each.get_title(), each.level, page)


def _found(document: pypdfium2.PdfDocument, words: str) -> Iterator[Passage]:
    for number in range(len(document)):
        page = document[number]
        text, turn = page.get_textpage(), _Turn(page)
        search = text.search(words)
        while (place := search.get_next()) is not None:
            yield _passage(text, turn, number, *place)


def _passage(text: pypdfium2.PdfTextPage, turn: "_Turn", page: int, first: int, letters: int) -> Passage:
    boxes = tuple(turn.shown(*_edges(text, line)) for line in range(text.count_rects(first, letters)))
    return Passage(page, _plain(text.get_text_range(first, letters)), boxes)


def _edges(text: pypdfium2.PdfTextPage, line: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = text.get_rect(line)
    return left, bottom, right, top


def _plain(text: str) -> str:
    """Lines end as everywhere else, and what stands for a broken word is gone."""
    return text.replace("\r\n", "\n").replace("\ufffe", "").replace("\x00", "")


class _Turn:
    """From the coordinates inside a page to those of the page as it is shown, and back."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        width, height = page.get_size()
        self._places = pypdfium2.PdfPosConv(page, (0, 0, round(width * _FINE), round(height * _FINE), 0))

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        corners = [self._places.to_bitmap(left, top), self._places.to_bitmap(right, bottom)]
        (x1, x2), (y1, y2) = (sorted(each / _FINE for each in axis) for axis in zip(*corners, strict=True))
        return Box(x1, y1, x2, y2)

    def on_paper(self, x: float, y: float) -> tuple[float, float]:
        inside: tuple[float, float] = self._places.to_page(round(x * _FINE), round(y * _FINE))
        return inside


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards. Raises FileRefused for what is no PDF, and for what turns out to be damaged."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(_DAMAGED) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise FileRefused(_DAMAGED) from error
    finally:
        document.close()
