"""How a cell of a grid is drawn: a hairline below, gates as dots, a status as icon and word."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.models.rows_model import Column, RowsModel
from ui.style import Look, Theme, figures, pixmap

Index = QModelIndex | QPersistentModelIndex
PAD = 12
DOT = 8
STEP = 12
ICON = 16


class Cell(QStyledItemDelegate):
    """Draws what the column says. Everything drawn by color is also written in words."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        column, row = _column_and_row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, index, theme)
        ink, left = theme.text, PAD
        if column.dots:
            left += _draw_dots(painter, option.rect, column.dots(row), theme)
            ink = theme.secondary
        elif column.tone and (status := column.tone(row)):
            ink = theme.tone(status[1])
            left += _draw_icon(painter, option.rect, status[0], ink)
        _draw_text(painter, option, column.value(row), (column, ink, left))
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        area: QRect = option.rect
        if _is(option, QStyle.StateFlag.State_Selected):
            painter.fillRect(area, QColor(theme.selection))
        elif _is(option, QStyle.StateFlag.State_MouseOver):
            painter.fillRect(area, QColor(theme.hover))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(theme.line))
        self._draw_focus(painter, option, index, theme)

    def _draw_focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        """The keyboard's row has a bar at its left edge; a cell that F2 would edit has a ring."""
        view = option.widget
        if not isinstance(view, QAbstractItemView) or not view.hasFocus() or view.currentIndex().row() != index.row():
            return
        area: QRect = option.rect
        if view.visualRect(index).left() <= 0:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), QColor(theme.accent))
        if view.currentIndex() == index and index.flags() & Qt.ItemFlag.ItemIsEditable:
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(area.adjusted(2, 2, -3, -4), 4, 4)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(_column_and_row(index)[0].title)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A text that was cut off is shown in full."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return False
        column, row = _column_and_row(index)
        text, left = column.value(row), PAD + (PAD + ICON if column.tone or column.dots else 0)
        if QFontMetrics(_font(option.font, column, text)).horizontalAdvance(text) + left > option.rect.width():
            QToolTip.showText(event.globalPos(), text.replace("<", "‹"), view)
        else:
            QToolTip.hideText()
        return True


def _is(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _column_and_row(index: Index) -> tuple[Column[Any], Any]:
    model = index.model()
    assert isinstance(model, RowsModel)
    return model.columns[index.column()], model.row_at(index.row())


def _draw_dots(painter: QPainter, area: QRect, passed_of: tuple[int, int], theme: Theme) -> int:
    """One dot for each gate; how wide they are."""
    passed, of = passed_of
    painter.setPen(Qt.PenStyle.NoPen)
    for k in range(of):
        painter.setBrush(QColor(theme.good if k < passed else theme.line))
        painter.drawEllipse(area.left() + PAD + k * STEP, area.center().y() - DOT // 2 + 1, DOT, DOT)
    return of * STEP + DOT if of else 0


def _draw_icon(painter: QPainter, area: QRect, name: str, color: str) -> int:
    painter.drawPixmap(area.left() + PAD, area.center().y() - ICON // 2 + 1, pixmap(name, color, ICON))
    return ICON + 6


def _draw_text(painter: QPainter, option: QStyleOptionViewItem, text: str, how: tuple[Column[Any], str, int]) -> None:
    column, ink, left = how
    area: QRect = option.rect.adjusted(left, 0, -PAD if column.right else -4, 0)
    painter.setFont(_font(option.font, column, text))
    painter.setPen(QColor(ink))
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _font(base: QFont, column: Column[Any], text: str) -> QFont:
    """Tabular only where there are figures: Inter's feature also widens the hyphens of names."""
    font = figures(base) if any(map(str.isdigit, text)) else QFont(base)
    if column.bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
