"""How a cell of a grid is drawn: a hairline below, gates as dots, a status as icon and word."""

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.models.rows_model import Column, RowsModel
from ui.style import Look, Theme, figures, pixmap
from ui.widgets.block_edit import CellBlock
from ui.widgets.cell_editors import WIDEST_LIST, CellEditor, ChoiceBox, cell_editor

Index = QModelIndex | QPersistentModelIndex
PAD = 12
DOT = 8
STEP = 12
ICON = 16


class Cell(QStyledItemDelegate):
    """Draws what the column says, and makes the editor for it. Everything drawn by color is also written in words."""

    def __init__(self, look: Look, parent: QObject, block: CellBlock) -> None:
        super().__init__(parent)
        self._look, self._block = look, block
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}

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
        text = column.value(row)
        painter.setFont(self._font(option.font, column, text))
        _draw_text(painter, option, text, (column, ink, left))
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
        """The keyboard's row has a bar at its left edge, its cell a ring, and the chosen cells a line around them."""
        view = option.widget
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return
        area: QRect = option.rect
        self._draw_edges(painter, area, index, theme)
        if view.currentIndex().row() != index.row():
            return
        if view.visualRect(index).left() <= 0:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), QColor(theme.accent))
        is_editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if view.currentIndex() == index and (is_editable or self._block.is_possible):
            painter.setPen(QColor(theme.accent if is_editable else theme.border))
            painter.drawRoundedRect(area.adjusted(2, 2, -3, -4), 4, 4)

    def _draw_edges(self, painter: QPainter, area: QRect, index: Index, theme: Theme) -> None:
        edges = self._block.edges(index)
        if edges is None:
            return
        left, top, right, bottom = edges
        lines = (
            (left, QRect(area.left(), area.top(), 2, area.height())),
            (top, QRect(area.left(), area.top(), area.width(), 2)),
            (right, QRect(area.right() - 1, area.top(), 2, area.height())),
            (bottom, QRect(area.left(), area.bottom() - 1, area.width(), 2)),
        )
        for is_end, line in lines:
            if is_end:
                painter.fillRect(line, QColor(theme.accent))

    def _font(self, base: QFont, column: Column[Any], text: str) -> QFont:
        """Tabular only where there are figures: Inter's feature also widens the hyphens of names."""
        has_figures = any(map(str.isdigit, text))
        key = (base.key(), has_figures, column.bold)
        if key not in self._fonts:
            font = figures(base) if has_figures else QFont(base)
            if column.bold:
                font.setWeight(QFont.Weight.DemiBold)
            self._fonts[key] = font
        return self._fonts[key]

    # typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = cell_editor(_column_and_row(index)[0], parent)
        if isinstance(editor, ChoiceBox):
            editor.activated.connect(partial(self._take_choice, editor))
        return editor

    def _take_choice(self, editor: CellEditor, _place: int) -> None:
        """Chosen from the list is as good as typed."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.take(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A list is as wide as what stands in it, also where its column is narrow."""
        area: QRect = option.rect
        viewport = editor.parentWidget()
        if isinstance(editor, ChoiceBox) and viewport is not None:
            room = viewport.width() - area.left()
            area = QRect(area.topLeft(), QSize(max(area.width(), min(WIDEST_LIST, room)), area.height()))
        editor.setGeometry(area)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What a column that is fitted to its cells needs."""
        column, row = _column_and_row(index)
        text = column.value(row)
        left = PAD + (ICON + 6 if column.tone and column.tone(row) else 0)
        if column.dots:
            of = column.dots(row)[1]
            left += of * STEP + DOT if of else 0
        width = QFontMetrics(self._font(option.font, column, text)).horizontalAdvance(text)
        return QSize(left + width + PAD + 4, option.rect.height())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A text that was cut off is shown in full."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return False
        column, row = _column_and_row(index)
        text, left = column.value(row), PAD + (PAD + ICON if column.tone or column.dots else 0)
        if QFontMetrics(self._font(option.font, column, text)).horizontalAdvance(text) + left > option.rect.width():
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
    painter.setPen(QColor(ink))
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
