"""The grid: a table of rows to read, choose from, copy, type in and act on, all of it with the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QWidget

from ui.kept_layout import KeptLayouts
from ui.models.rows_model import Column, RowT
from ui.models.tsv import write_tsv
from ui.style import Look
from ui.widgets.block_edit import CellBlock
from ui.widgets.cell import Cell
from ui.widgets.cell_editors import CellEditor
from ui.widgets.rows_view import RowsView

_Flag = QItemSelectionModel.SelectionFlag
_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint


class Grid(RowsView[RowT]):
    """Rows that can be worked on as in a spreadsheet. `opened` comes with Enter and a double click.

    `edited` carries the (row id, field, text) of every cell that was typed, pasted over, filled or cleared, in one go,
    in grids whose columns have fields; `said` is a sentence about that. Nothing is shown before it comes as new rows.
    """

    opened = Signal()
    edited = Signal(object)
    said = Signal(str)

    def __init__(self, columns: Sequence[Column[RowT]], look: Look, name: str) -> None:
        super().__init__(columns, name)
        self._actions: list[QAction] = []
        self._typing: tuple[int, int, str] | None = None
        self.block = CellBlock(self, self.rows_model, self._selected_places, self.arrangement.shown)
        self.setItemDelegate(Cell(look, self, self.block))
        by_typing = _Trigger.AnyKeyPressed if self.block.is_possible else _Trigger.NoEditTriggers
        self.setEditTriggers(_Trigger.EditKeyPressed | _Trigger.DoubleClicked | by_typing)
        self._connect(look)

    def _connect(self, look: Look) -> None:
        self.selectionModel().currentChanged.connect(self._repaint)
        self.rows_model.typed.connect(self.block.type_in)
        self.block.edited.connect(self.edited)
        self.block.said.connect(self.said)
        self.arrangement.changed.connect(self._on_arranged)
        self.doubleClicked.connect(self._open_unless_edited)
        look.changed.connect(self._repaint)

    def set_actions(self, actions: list[QAction]) -> None:
        """The context menu; an action that only separates is a separator."""
        self._actions = list(actions)

    # rows

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these rows where they are shown, and bring the first into view."""
        self.block.take_whole_rows()
        super().select_ids(ids)

    def selectAll(self) -> None:
        self.block.take_whole_rows()
        super().selectAll()

    def _keep(self) -> None:
        super()._keep()
        current, editor = self.current_row(), self._editor()
        if editor is not None and current is not None:
            self._typing = (current.id, self.currentIndex().column(), editor.text())

    def _restore(self) -> None:
        super()._restore()
        self._type_on()

    def _type_on(self) -> None:
        """Rows that come while a cell is typed in, such as those of the cell before it, take nothing away."""
        typing, self._typing = self._typing, None
        place = self.rows_model.place_of(typing[0]) if typing else None
        if typing is None or place is None:
            return
        self.edit(self.rows_model.index(place, typing[1]))
        editor = self._editor()
        if editor is not None:
            editor.take(typing[2])

    def _editor(self) -> CellEditor | None:
        """The one that is open."""
        if self.state() is not QAbstractItemView.State.EditingState:
            return None
        editor = self.indexWidget(self.currentIndex())
        return editor if isinstance(editor, CellEditor) else None

    # columns

    def columns_menu(self) -> QMenu:
        """Which columns are shown, for a button of the page."""
        return self.arrangement.menu()

    def keep_layout(self, layouts: KeptLayouts) -> None:
        """Columns as the user left them last time, and as the user leaves them now."""
        self.arrangement.keep_in(layouts)

    def _on_arranged(self) -> None:
        """The keyboard does not stay in a column that is hidden."""
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            self.block.take_whole_rows()
            there = self.rows_model.index(current.row(), self._shown_column(-1))
            self.selectionModel().setCurrentIndex(there, _Flag.NoUpdate)
        self._repaint()

    # keys, mouse, clipboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cells()
        elif is_enter and self.currentIndex().isValid():
            self.opened.emit()
        elif not self.block.is_possible or not self._work_on_block(event):
            super().keyPressEvent(event)
            if not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
                self._start_block()

    def _work_on_block(self, event: QKeyEvent) -> bool:
        """As a spreadsheet does it; True when the key was one of these."""
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        held, key = event.modifiers(), event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key == Qt.Key.Key_D and held == control:
            self.block.fill_down()
        elif key == Qt.Key.Key_Delete and not held & (control | shift):
            self.block.clear()
        elif key == Qt.Key.Key_Space and not held & control:
            self._take_row()
        elif key in _TO_THE_END and held & control and held & shift:
            self._extend(*_TO_THE_END[Qt.Key(key)])
        else:
            return key == Qt.Key.Key_Escape  # it has a character, but nothing that could be typed
        return True

    def _take_row(self) -> None:
        self.block.take_whole_rows()
        if not self.selectionModel().isSelected(self.currentIndex()) and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())
        self._repaint()

    def _extend(self, down: int, right: int) -> None:
        """The block to the last row or column in a direction."""
        current, rows, shown = self.currentIndex(), self.block.rows(), self.arrangement.shown()
        if not rows:
            return
        if self.block.anchor is None:
            self.block.start()
        if down:
            end = self.rows_model.rowCount() - 1 if down > 0 else 0
            start = rows[0] if down > 0 else rows[-1]
            there = self.rows_model.index(end, current.column())
            rows = list(range(min(start, end), max(start, end) + 1))
        else:
            there = self.rows_model.index(current.row(), shown[-1] if right > 0 else shown[0])
        self.selectionModel().setCurrentIndex(there, _Flag.NoUpdate)
        self.selectionModel().select(self._ranges(rows), _Flag.ClearAndSelect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.button() is Qt.MouseButton.LeftButton:
            self._start_block()

    def _start_block(self) -> None:
        self.block.start()
        self._repaint()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on typing in the next cell that can be typed in, Enter goes one row down, Escape stays."""
        super().closeEditor(editor, _Hint.NoHint)
        if hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            self._edit_beside(1 if hint is _Hint.EditNextItem else -1)
        elif hint is _Hint.SubmitModelCache and self.block.is_possible:
            self._go_below()

    def _edit_beside(self, step: int) -> None:
        current, shown = self.currentIndex(), self.arrangement.shown()
        numbers = (
            shown[shown.index(current.column()) + 1 :] if step > 0 else shown[: shown.index(current.column())][::-1]
        )
        number = next((n for n in numbers if self.rows_model.columns[n].is_editable), None)
        if number is not None:
            self.setCurrentIndex(self.rows_model.index(current.row(), number))
            self._start_block()
            self.edit(self.currentIndex())

    def _go_below(self) -> None:
        current = self.currentIndex()
        if current.row() + 1 < self.rows_model.rowCount():
            self.setCurrentIndex(self.rows_model.index(current.row() + 1, current.column()))
            self._start_block()

    def _open_unless_edited(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()

    def copy(self) -> None:
        """The selected rows with their headers as a spreadsheet takes them, columns as they stand."""
        rows = self.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(self.as_tsv(rows))

    def copy_cells(self) -> None:
        """The chosen cells; whole rows where no cells are chosen."""
        if self.block.anchor is None:
            self.copy()
        else:
            QGuiApplication.clipboard().setText(self.block.as_tsv())

    def paste(self) -> None:
        """What a spreadsheet has put on the clipboard, over the chosen cells."""
        if self.state() is not QAbstractItemView.State.EditingState:
            self.block.paste(QGuiApplication.clipboard().text())

    def fill_down(self) -> None:
        """The top one of the chosen cells into those below it."""
        if self.state() is not QAbstractItemView.State.EditingState:
            self.block.fill_down()

    def as_tsv(self, rows: Sequence[RowT]) -> str:
        columns = [self.rows_model.columns[number] for number in self.arrangement.shown()]
        lines = ([column.value(row) for column in columns] for row in rows)
        return write_tsv([[column.title for column in columns]]) + write_tsv(lines)

    def menu(self) -> QMenu:
        """What can be done here: to the rows, to the chosen cells, and to the columns."""
        menu = QMenu(self)
        menu.addActions(self._actions)
        if self._actions:
            menu.addSeparator()
        self._add_clipboard(menu)
        menu.addSeparator()
        if self.currentIndex().isValid():
            menu.addMenu(self.arrangement.menu_of(self.currentIndex().column()))
        menu.addMenu(self.arrangement.menu())
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.exec(self._menu_place(event))
        menu.deleteLater()

    def _add_clipboard(self, menu: QMenu) -> None:
        verbs = [("Copy\tCtrl+C", self.copy_cells)]
        if self.block.is_possible:
            verbs += [("Copy whole rows", self.copy), ("Paste\tCtrl+V", self.paste)]
            verbs += [("Fill down\tCtrl+D", self.block.fill_down), ("Clear cells\tDel", self.block.clear)]
        for words, verb in verbs:
            menu.addAction(words, verb).setEnabled(self.selectionModel().hasSelection())

    def _menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Under the pointer, or below the current row when the menu key asked."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        return event.globalPos()


def keep_layouts(root: QWidget, layouts: KeptLayouts) -> None:
    """Every grid within this widget remembers its columns."""
    for grid in root.findChildren(Grid):
        grid.keep_layout(layouts)


_TO_THE_END = {
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}
