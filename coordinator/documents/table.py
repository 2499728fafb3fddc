"""Tables over pages: the header is repeated, a row stays together, a very long row goes on on the next page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from coordinator.documents.drawing import HAIR, PALE, SOFT, Align, Element, Sheet, Style
from coordinator.documents.flow import Flow
from coordinator.documents.typography import Face, wrapped

_PAD = 5.0
_HEADER = Style(Face.SANS_MEDIUM, 6.5, SOFT, 0.7)
_HEADER_HEIGHT = 20.0
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


class Table:
    """A table that is set row by row into a flow."""

    def __init__(self, flow: Flow, columns: Sequence[Column], look: TableLook) -> None:
        """Draw the header; it comes again on every page the table reaches."""
        self._flow, self._columns, self._look = flow, columns, look
        whole = sum(column.share for column in columns)
        self._widths = [column.share / whole * flow.width for column in columns]
        self._lefts = [flow.left + sum(self._widths[:at]) for at in range(len(columns))]
        sheet = flow.sheet
        self._table = sheet.element("Table")
        self._head_row = sheet.element("TR", sheet.element("THead", self._table))
        self._body = sheet.element("TBody", self._table)
        self._heads = [sheet.element("TH", self._head_row, scope="Column") for _ in columns]
        flow.need(_HEADER_HEIGHT + 2 * look.least_height)
        self._header(first=True)

    def row(self, cells: Sequence[str]) -> None:
        """Add a row; a cell is wrapped in its column."""
        style = self._look.body
        lines = [
            wrapped(cell, style.face, style.size, width - 2 * _PAD)
            for cell, width in zip(cells, self._widths, strict=True)
        ]
        sheet = self._flow.sheet
        row = sheet.element("TR", self._body)
        elements = [sheet.element("TD", row) for _ in cells]
        deepest = max(len(cell) for cell in lines)
        for start in range(0, deepest, _PIECE):
            self._piece(elements, [cell[start : start + _PIECE] for cell in lines], last=start + _PIECE >= deepest)

    def _piece(self, elements: Sequence[Element], lines: Sequence[Sequence[str]], *, last: bool) -> None:
        deepest = max(len(cell) for cell in lines)
        height = max(self._look.least_height, deepest * self._look.leading + 2 * _PAD - 2)
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
            x, align = self._anchor(at)
            title = column.title.upper()
            if first:
                self._flow.put_at(self._heads[at], (x, bottom + 7), title, self._look.header, align)
            else:
                self._repeat(x, bottom + 7, title, align)

    def _repeat(self, x: float, y: float, title: str, align: Align) -> None:
        """Draw a header cell that was read aloud already."""
        self._flow.decorate(lambda sheet: sheet.text(x, y, title, self._look.header, align))

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
