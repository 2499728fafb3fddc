"""The points of a rank as a small bar: a piece for each reason, its words in the tip and for the screen reader."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from ui.models.rows_model import RowsModel
from ui.style import Look, figures
from ui.widgets.cell import PAD, Cell
from ui.widgets.grid import Grid

Index = QModelIndex | QPersistentModelIndex
Reasons = Sequence[tuple[str, float]]
BAR = 72
HEIGHT = 10
LEAST = 3
# Shades of one color: the colors of a status would say more than is meant.
_SHADES = (("accent", 1.0), ("accent", 0.55), ("neutral", 1.0), ("accent", 0.25), ("neutral", 0.5))
_AGAINST = ("bad", 1.0)


def reason_words(reasons: Reasons) -> str:
    """ "7: used trial license +4, course completed 2 Mar 2021 +3"; "" without any."""
    if not reasons:
        return ""
    total = round(sum(points for _, points in reasons), 2)
    return f"{total:g}: " + ", ".join(f"{text} {points:+g}" for text, points in reasons)


class ReasonCell(Cell):
    """Draws the bar before the sum. `measure` takes all rows, so that bars can be compared and colors stay."""

    def __init__(self, look: Look, grid: Grid[Any], reasons_of: Callable[[Any], Reasons]) -> None:
        super().__init__(look, grid, grid.block)
        self._reasons_of = reasons_of
        self._most = 1.0
        self._shades: dict[str, tuple[str, float]] = {}

    def measure(self, rows: Sequence[Any]) -> None:
        every = [self._reasons_of(row) for row in rows]
        self._most = max((sum(abs(points) for _, points in reasons) for reasons in every), default=1.0) or 1.0
        kinds = dict.fromkeys(_kind(text) for reasons in every for text, _ in reasons)
        self._shades = {kind: _SHADES[place % len(_SHADES)] for place, kind in enumerate(kinds)}

    def color(self, text: str, points: float) -> QColor:
        """Of a reason, the same in every row; points taken away have one of their own."""
        token, share = _AGAINST if points < 0 else self._shades.get(_kind(text), _SHADES[0])
        theme = self._look.theme
        return _mixed(QColor(theme.tone(token)), QColor(theme.surface), share)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        reasons = self._reasons_of(_row(index))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, index, theme)
        left = option.rect.left() + PAD
        for text, points in reasons:
            width = max(round(BAR * abs(points) / self._most), LEAST)
            self._draw_piece(
                painter, QRect(left, option.rect.center().y() - HEIGHT // 2 + 1, width, HEIGHT), text, points
            )
            left += width + 1
        painter.setFont(figures(option.font))
        painter.setPen(QColor(theme.text if reasons else theme.secondary))
        total = f"{round(sum(points for _, points in reasons), 2):g}" if reasons else "–"
        across = option.rect.adjusted(PAD + (BAR + 8 if reasons else 0), 0, -4, 0)
        painter.drawText(across, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, total)
        painter.restore()

    def _draw_piece(self, painter: QPainter, area: QRect, text: str, points: float) -> None:
        """What takes points away is hollow."""
        color = self.color(text, points)
        painter.setPen(color)
        painter.setBrush(color if points > 0 else Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The legend: each reason with its color and points."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return False
        QToolTip.showText(event.globalPos(), self.legend(self._reasons_of(_row(index))), view)
        return True

    def legend(self, reasons: Reasons) -> str:
        """As rich text; the words themselves are text and never markup."""
        lines = [
            f'<span style="color:{self.color(text, points).name()}">■</span> {html.escape(text)} {points:+g}'
            for text, points in reasons
        ]
        return "<br>".join(lines)


def _row(index: Index) -> Any:
    model = index.model()
    assert isinstance(model, RowsModel)
    return model.row_at(index.row())


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """So much of the first, the rest of the second."""

    def mixed(a: int, b: int) -> int:
        return round(a * share + b * (1 - share))

    return QColor(
        mixed(one.red(), other.red()), mixed(one.green(), other.green()), mixed(one.blue(), other.blue())
    )  # fmt: skip


def _kind(text: str) -> str:
    """Without its date or number: "course completed 2 Mar 2021" and "… 5 May 2021" are of one kind."""
    return re.split(r"\d", text, maxsplit=1)[0].strip()
