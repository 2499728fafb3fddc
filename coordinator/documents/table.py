"""Tables over pages: the header is repeated, a row stays together, a very long row goes on on the next page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from coordinator.documents.drawing import BLUE, HAIR, PALE, SOFT, Align, Element, Sheet, Style
from coordinator.documents.flow import Flow
from coordinator.documents.typography import Face, spaced, wrapped

_PAD = 5.0
_HEADER = Style(Face.SANS_MEDIUM, 6.5, SOFT, 0.7)
_BAND = Style(Face.SANS_SEMIBOLD, 7.5, BLUE, 0.3)
_HEADER_FLOOR = 5.5
_HEADER_HEIGHT = 20.0
_BAND_HEIGHT = 21.0
_LEAST_ROWS = 2  # for which there is room below the header, if they are low
_PIECE = 14  # lines of a row that stay together


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; its width is a share of the text width."""

    title: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table looks; a row is never lower than least_height. Lengths in points."""

    body: Style
    header: Style = _HEADER
    leading: float = 12.5
    least_height: float = 20.0
    upright_lines: bool = False


def height_of_start(
    flow: Flow, columns: Sequence[Column], look: TableLook, cells: Sequence[str], band: str = ""
) -> float:
    """How many points the header, the band and the first row take: what stands above a table stays with them."""
    first = (_BAND_HEIGHT if band else 0.0) + _height(_lines(cells, _widths(flow, columns), look), look)
    return _HEADER_HEIGHT + max(first, _LEAST_ROWS * look.least_height)


def _widths(flow: Flow, columns: Sequence[Column]) -> list[float]:
    whole = sum(column.share for column in columns)
    return [column.share / whole * flow.width for column in columns]


def _lines(cells: Sequence[str], widths: Sequence[float], look: TableLook) -> list[list[str]]:
    return [_broken(cell, look.body, width - 2 * _PAD) for cell, width in zip(cells, widths, strict=True)]


def _broken(cell: str, style: Style, limit: float) -> list[str]:
    return spaced(wrapped(cell, style.face, style.size, limit), cell)


def _height(lines: Sequence[Sequence[str]], look: TableLook) -> float:
    """Of a row, or of the piece of it that stays together."""
    deepest = min(max(len(cell) for cell in lines), _PIECE)
    return max(look.least_height, deepest * look.leading + 2 * _PAD - 2)


class Table:
    """A table that is set row by row into a flow."""

    def __init__(self, flow: Flow, columns: Sequence[Column], look: TableLook) -> None:
        """Draw the header; it comes again on every page the table reaches."""
        self._flow, self._columns, self._look = flow, columns, look
        self._widths = _widths(flow, columns)
        self._lefts = [flow.left + sum(self._widths[:at]) for at in range(len(columns))]
        sheet = flow.sheet
        self._table = sheet.element("Table")
        self._head_row = sheet.element("TR", sheet.element("THead", self._table))
        self._body: Element | None = None
        self._heads = [sheet.element("TH", self._head_row, scope="Column") for _ in columns]
        self._band = ""
        flow.need(_HEADER_HEIGHT + _LEAST_ROWS * look.least_height)
        self._header(first=True)

    def row(self, cells: Sequence[str], band: str = "") -> None:
        """Add a row; a cell is wrapped in its column.

        The band is the heading of the rows from here on: it stays with this one, and comes again on every page.
        """
        lines = _lines(cells, self._widths, self._look)
        if band:
            self._set_band(band, _height(lines, self._look))
        sheet = self._flow.sheet
        self._body = self._body or sheet.element("TBody", self._table)
        row = sheet.element("TR", self._body)
        elements = [sheet.element("TD", row) for _ in cells]
        deepest = max(len(cell) for cell in lines)
        for start in range(0, deepest, _PIECE):
            self._piece(elements, [cell[start : start + _PIECE] for cell in lines], last=start + _PIECE >= deepest)

    def _set_band(self, band: str, row_height: float) -> None:
        self._band = ""
        if self._flow.need(_BAND_HEIGHT + row_height):
            self._header(first=False)
        self._band = band
        sheet = self._flow.sheet
        # The rows of a band are a group of their own, with the band as one more header of every column.
        self._body = sheet.element("TBody", self._table)
        element = sheet.element("TH", sheet.element("TR", self._body), scope="Column", span=len(self._columns))
        self._flow.y -= _BAND_HEIGHT
        x, y, line, style = self._band_line(band)
        self._flow.put_at(element, (x, y), line, style)
        self._flow.decorate(partial(self._rules, bottom=self._flow.y, top=self._flow.y, strong=True))

    def _band_line(self, band: str) -> tuple[float, float, str, Style]:
        """Where the band of this place is drawn, and how: on one line, smaller if it is long, cut if it is endless."""
        lines, style = _BAND.fitted(band, self._flow.width - 2 * _PAD, floor=4.5)
        return self._flow.left + _PAD, self._flow.y + 6, lines[0], style

    def _piece(self, elements: Sequence[Element], lines: Sequence[Sequence[str]], *, last: bool) -> None:
        deepest = max(len(cell) for cell in lines)
        height = _height(lines, self._look)
        if self._flow.need(height):
            self._header(first=False)
        top = self._flow.y
        self._flow.y -= height
        slack = (height - deepest * self._look.leading) / 2
        for at, (element, cell) in enumerate(zip(elements, lines, strict=True)):
            for number, line in enumerate(cell):
                baseline = top - slack - number * self._look.leading - self._look.leading * 0.74
                self._cell(element, at, baseline, line, self._look.body)
        if last:
            self._flow.decorate(partial(self._rules, bottom=self._flow.y, top=top))

    def _header(self, *, first: bool) -> None:
        top = self._flow.y
        self._flow.y -= _HEADER_HEIGHT
        bottom = self._flow.y
        self._flow.decorate(
            lambda sheet: sheet.shade((self._flow.left, bottom), (self._flow.width, top - bottom), PALE)
        )
        self._flow.decorate(partial(self._rules, bottom=bottom, top=top, strong=True))
        for at, column in enumerate(self._columns):
            self._title(at, column.title.upper(), bottom, first=first)
        if not first and self._band:
            self._repeat_band()

    def _title(self, at: int, title: str, bottom: float, *, first: bool) -> None:
        """One cell of the header: on one line, or on two where its column is narrow."""
        x, align = self._anchor(at)
        lines, style = self._look.header.fitted(title, self._widths[at] - 2 * _PAD, floor=_HEADER_FLOOR)
        for number, line in enumerate(lines, start=1):
            y = bottom + (7 if len(lines) == 1 else 4) + (len(lines) - number) * (style.size + 1.5)
            if first:
                self._flow.put_at(self._heads[at], (x, y), line, style, align)
            else:
                self._repeat((x, y), line, style, align)

    def _repeat_band(self) -> None:
        """Say on the new page to which group its first rows belong."""
        self._flow.y -= _BAND_HEIGHT
        x, y, line, style = self._band_line(f"{self._band}, continued")
        self._flow.decorate(lambda sheet: sheet.text(x, y, line, style), pagination=True)
        self._flow.decorate(partial(self._rules, bottom=self._flow.y, top=self._flow.y, strong=True))

    def _repeat(self, at: tuple[float, float], title: str, style: Style, align: Align) -> None:
        """Draw a header cell that was read aloud already."""
        self._flow.decorate(lambda sheet: sheet.text(*at, title, style, align), pagination=True)

    def _rules(self, sheet: Sheet, *, bottom: float, top: float, strong: bool = False) -> None:
        left, right = self._flow.left, self._flow.left + self._flow.width
        sheet.line((left, bottom), (right, bottom), SOFT if strong else HAIR, 0.7 if strong else 0.4)
        if self._look.upright_lines:
            for x in [*self._lefts, right]:
                sheet.line((x, bottom), (x, top), HAIR, 0.4)

    def _cell(self, element: Element, at: int, baseline: float, line: str, style: Style) -> None:
        x, align = self._anchor(at)
        self._flow.put_at(element, (x, baseline), line, style, align)

    def _anchor(self, at: int) -> tuple[float, Align]:
        """Return where the text of a column is anchored."""
        column, left = self._columns[at], self._lefts[at]
        inner = self._widths[at] - 2 * _PAD
        return left + _PAD + inner * column.align.value, column.align
