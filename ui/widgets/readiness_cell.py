"""How a gate of a person is drawn on the readiness board: icon, word, and below it until or since when."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from coordinator.views.readiness import ReadinessRow
from ui.models.readiness_words import Mark
from ui.models.rows_model import RowsModel
from ui.style import Look, Theme, figures, pixmap
from ui.widgets.block_edit import CellBlock
from ui.widgets.cell import Cell, Index

PAD, ICON, GAP = 11, 16, 6
SMALL = 11
PASSED = 5
Marking = Callable[[ReadinessRow], Mark | None]
Evidence = Callable[[ReadinessRow], str]


class BoardCell(Cell):
    """By the number of a column what marks its cells, and the evidence; all other columns are as in any grid."""

    def __init__(
        self, look: Look, parent: QObject, block: CellBlock, gates: Mapping[int, tuple[Marking, Evidence]]
    ) -> None:
        super().__init__(look, parent, block)
        self._board_look, self._gates = look, gates

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        gate = self._gates.get(index.column())
        if gate is None:
            super().paint(painter, option, index)
        else:
            self._paint_mark(painter, option, index, gate[0](_row(index)))
        _draw_ring(painter, option, index, self._board_look.theme)

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, mark: Mark | None) -> None:
        theme = self._board_look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, index, theme)
        if mark is not None:
            _draw_mark(painter, option, mark, theme)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What a column that is fitted to its cells needs."""
        gate = self._gates.get(index.column())
        if gate is None:
            return super().sizeHint(option, index)
        mark = gate[0](_row(index))
        width = 0
        if mark is not None:
            lines = (QFontMetrics(option.font).horizontalAdvance(mark.word), _small_width(option.font, mark.more))
            width = max(lines)
        return QSize(PAD + ICON + GAP + width + PAD, option.rect.height())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The evidence of a gate, where the pointer rests on it."""
        gate = self._gates.get(index.column()) if index.isValid() else None
        if gate is None:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), gate[1](_row(index)).replace("<", "‹"), view)
        return True


def _row(index: Index) -> ReadinessRow:
    model = index.model()
    assert isinstance(model, RowsModel)
    row: Any = model.row_at(index.row())
    assert isinstance(row, ReadinessRow)
    return row


def _small(base: QFont) -> QFont:
    font = figures(base)
    font.setPixelSize(SMALL)
    return font


def _small_width(base: QFont, text: str) -> int:
    return QFontMetrics(_small(base)).horizontalAdvance(text)


def _draw_mark(painter: QPainter, option: QStyleOptionViewItem, mark: Mark, theme: Theme) -> None:
    """What only passed is calm: the icon has the color, the word does not shout."""
    area: QRect = option.rect
    ink = theme.tone(mark.tone)
    painter.drawPixmap(area.left() + PAD, area.center().y() - ICON // 2 + 1, pixmap(mark.icon, ink, ICON))
    left = area.left() + PAD + ICON + GAP
    text = QRect(left, area.top(), area.right() - left, area.height() + 1)
    painter.setFont(option.font)
    painter.setPen(QColor(theme.secondary if mark.order == PASSED else ink))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    if not mark.more:
        painter.drawText(text, flags | Qt.AlignmentFlag.AlignVCenter, mark.word)
        return
    middle = area.center().y()
    painter.drawText(QRect(left, middle - 16, text.width(), 17), flags | Qt.AlignmentFlag.AlignVCenter, mark.word)
    painter.setFont(_small(option.font))
    painter.setPen(QColor(theme.secondary))
    below = painter.fontMetrics().elidedText(mark.more, Qt.TextElideMode.ElideRight, text.width())
    painter.drawText(QRect(left, middle + 1, text.width(), 15), flags | Qt.AlignmentFlag.AlignVCenter, below)


def _draw_ring(painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
    """Around the cell that the keyboard is on: what Enter and W are about."""
    view = option.widget
    if not isinstance(view, QAbstractItemView) or view.currentIndex() != index:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.accent if view.hasFocus() else theme.border))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    area: QRect = option.rect
    painter.drawRoundedRect(area.adjusted(2, 2, -3, -4), 4, 4)
    painter.restore()
