"""The grid: a table of rows to read, choose from, copy and act on, all of it with the keyboard."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from ui.models.rows_model import Column, RowsModel, RowT
from ui.style import Look
from ui.widgets.cell import Cell
from ui.widgets.empty import Empty

ROW_HEIGHT = 36
_NUMBER = re.compile(r"[+-][\d\s().,/-]*")
_FILTERED_OUT = "Nothing matches the filter."
_Flag = QItemSelectionModel.SelectionFlag


class Grid(QTableView, Generic[RowT]):
    """Rows of one kind. Selection, current row and scroll position survive new rows, sorting and filtering by id."""

    selected = Signal()
    opened = Signal()

    def __init__(self, columns: Sequence[Column[RowT]], look: Look, name: str) -> None:
        super().__init__()
        self.rows_model: RowsModel[RowT] = RowsModel(columns, self)
        self._actions: list[QAction] = []
        self._copy = QAction("Copy", self)
        self._copy.triggered.connect(self.copy)
        self._kept: tuple[set[int], int | None, int] = (set(), None, 0)
        self._is_restoring = False
        self._empty_words: tuple[str, QAction | None] = ("Nothing here yet.", None)
        self.setAccessibleName(name)
        self.setModel(self.rows_model)
        self.setItemDelegate(Cell(look, self))
        self._set_behavior()
        self._set_header()
        self._empty = Empty(self.viewport())
        self._connect(look)
        self._show_empty()

    def _set_behavior(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        for number, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(number, column.width)

    def _connect(self, look: Look) -> None:
        self.rows_model.modelAboutToBeReset.connect(self._keep)
        self.rows_model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.selectionModel().currentRowChanged.connect(self._repaint)
        self.doubleClicked.connect(self._open_unless_edited)
        look.changed.connect(self._repaint)

    # rows

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows; what was selected and is still there stays selected."""
        self.rows_model.set_rows(rows)

    def selected_rows(self) -> list[RowT]:
        """From top to bottom."""
        return [self.rows_model.row_at(place) for place in self._selected_places()]

    def _selected_places(self) -> list[int]:
        """From the ranges: an index for each of 100,000 selected rows would take seconds."""
        places: set[int] = set()
        for part in self.selectionModel().selection().toList():
            places.update(range(part.top(), part.bottom() + 1))
        return sorted(places)

    def current_row(self) -> RowT | None:
        """The row the keyboard is on; None without one."""
        index = self.currentIndex()
        return self.rows_model.row_at(index.row()) if index.isValid() else None

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these rows where they are shown, and bring the first into view."""
        places = sorted(p for p in map(self.rows_model.place_of, ids) if p is not None)
        self._select(places, places[0] if places else None)
        if places:
            self.scrollTo(self.rows_model.index(places[0], 0))

    def set_empty(self, sentence: str, button: QAction | None = None) -> None:
        """What is said when there are no rows, and what can be done about it."""
        self._empty_words = (sentence, button)
        self._show_empty()

    def set_actions(self, actions: list[QAction]) -> None:
        """The context menu; an action that only separates is a separator."""
        self._actions = list(actions)

    # keeping the place

    def _keep(self) -> None:
        rows = {row.id for row in self.selected_rows()}
        current = self.current_row()
        self._kept = (rows, current.id if current else None, self.verticalScrollBar().value())

    def _restore(self) -> None:
        ids, current, scroll = self._kept
        places = sorted(p for p in map(self.rows_model.place_of, ids) if p is not None)
        self._is_restoring = True
        self._select(places, self.rows_model.place_of(current) if current is not None else None)
        self._is_restoring = False
        self.executeDelayedItemsLayout()  # before it the scroll bar has no range
        self.verticalScrollBar().setValue(scroll)
        self._show_empty()
        if len(places) != len(ids):
            self.selected.emit()

    def _select(self, places: list[int], current: int | None) -> None:
        model = self.selectionModel()
        if current is not None:
            model.setCurrentIndex(self.rows_model.index(current, max(self.currentIndex().column(), 0)), _Flag.NoUpdate)
        model.select(self._ranges(places), _Flag.ClearAndSelect)

    def _ranges(self, places: list[int]) -> QItemSelection:
        """Neighbors as one range: selecting 100,000 rows one by one would take seconds."""
        selection, last = QItemSelection(), self.rows_model.columnCount() - 1
        for _, run in groupby(enumerate(places), _distance):
            rows = [place for _, place in run]
            selection.select(self.rows_model.index(rows[0], 0), self.rows_model.index(rows[-1], last))
        return selection

    def _show_empty(self) -> None:
        is_empty = not self.rows_model.rowCount()
        sentence, action = self._empty_words if not self.rows_model.total else (_FILTERED_OUT, None)
        self._empty.say(sentence, action)
        self._empty.setVisible(is_empty)

    def _tell(self) -> None:
        """Putting the selection back after new rows is no news."""
        if not self._is_restoring:
            self.selected.emit()

    def _repaint(self) -> None:
        self.viewport().update()

    # keys, mouse, clipboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif is_enter and self.state() is not QAbstractItemView.State.EditingState and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab without a current row, the first one becomes it, so that the keyboard is somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.selectionModel().setCurrentIndex(self.rows_model.index(0, 0), _Flag.NoUpdate)

    def _open_unless_edited(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()

    def copy(self) -> None:
        """The selected rows with their headers as a spreadsheet takes them, columns as they stand."""
        rows = self.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(self.as_tsv(rows))

    def as_tsv(self, rows: Sequence[RowT]) -> str:
        columns = self._shown_columns()
        lines = [[column.title for column in columns]]
        lines += [[column.value(row) for column in columns] for row in rows]
        return "\n".join("\t".join(map(_clean, cells)) for cells in lines) + "\n"

    def _shown_columns(self) -> list[Column[RowT]]:
        header = self.horizontalHeader()
        numbers = [header.logicalIndex(place) for place in range(header.count())]
        return [self.rows_model.columns[n] for n in numbers if not header.isSectionHidden(n)]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addActions(self._actions)
        if self._actions:
            menu.addSeparator()
        self._copy.setEnabled(self.selectionModel().hasSelection())
        menu.addAction(self._copy)
        menu.exec(self._menu_place(event))
        menu.deleteLater()

    def _menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Under the pointer, or below the current row when the menu key asked."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        return event.globalPos()


def _distance(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]


def _clean(text: str) -> str:
    """One cell of a spreadsheet: no tabs or lines of its own, and never a formula."""
    flat = " ".join(text.split())
    is_formula = flat[:1] in ("=", "@") or (flat[:1] in ("+", "-") and not _NUMBER.fullmatch(flat))
    return f"'{flat}" if is_formula else flat
