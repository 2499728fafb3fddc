"""How an exemption looks that stands where a text was: bold and in a box, as in the unit's own released memorandum.

There is nothing below the box: what was withheld never reaches the documents.
"""

from collections.abc import Sequence
from functools import partial

from coordinator.documents.drawing import INK, SOFT, Element, Sheet, Style
from coordinator.documents.flow import Flow, Setting
from coordinator.documents.table import Table
from coordinator.documents.typography import Face
from coordinator.rules.redaction import is_mark

_SIZE = 0.78  # of the text around it: bold sans is as wide as the serif it stands in for
_PAD = 2.0
_DEPTH, _HEIGHT = 0.32, 1.28  # of the box below the baseline and as a whole, of the size of the mark


def mark_style(text: str, style: Style) -> Style:
    """The style in which an exemption stands among texts of this one; other texts keep it."""
    return Style(Face.SANS_SEMIBOLD, style.size * _SIZE, INK) if is_mark(text) else style


def value_or_mark(flow: Flow, text: str, setting: Setting) -> None:
    """A paragraph that is a fact, or the exemption in its place."""
    if is_mark(text):
        style = mark_style(text, setting.style)
        flow.need(setting.leading)
        _box(flow, flow.left + setting.indent, flow.y - setting.leading, style.width(text), style)
        setting = Setting(style, setting.leading, setting.indent)
    flow.paragraph(text, setting)


class MarkedTable(Table):
    """A table that puts every line of a cell that is an exemption in a box."""

    def row(self, cells: Sequence[str], band: str = "") -> None:
        self._marks = [is_mark(cell) for cell in cells]
        super().row(cells, band)

    def _cell(self, element: Element, at: int, baseline: float, line: str, style: Style) -> None:
        if self._marks[at] and line:
            style = mark_style(line, style)
            x, align = self._anchor(at)
            # A line that was broken ends in the space that stood there; the box ends with the mark.
            left = x - style.width(line) * align.value
            _box(self._flow, left, baseline, style.width(line.rstrip()), style)
        super()._cell(element, at, baseline, line, style)


def _box(flow: Flow, left: float, baseline: float, width: float, style: Style) -> None:
    """A hairline around one line of text."""
    corner = (left - _PAD, baseline - _DEPTH * style.size)
    flow.decorate(partial(_draw, corner=corner, size=(width + 2 * _PAD, _HEIGHT * style.size)))


def _draw(sheet: Sheet, *, corner: tuple[float, float], size: tuple[float, float]) -> None:
    sheet.box(corner, size, SOFT, 0.5)
