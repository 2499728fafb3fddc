"""A table of rows that keeps its place: what is selected, the current row and the scroll position go by id."""

from collections.abc import Sequence
from itertools import groupby
from typing import Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.models.rows_model import Column, RowsModel, RowT
from ui.widgets.column_menu import Arrangement
from ui.widgets.empty import Empty

ROW_HEIGHT = 36
MANY = 1000
_FILTERED_OUT = "Nothing matches the filter."
_Flag = QItemSelectionModel.SelectionFlag


class RowsView(QTableView, Generic[RowT]):
    """Rows of one kind. Selection, current row and scroll position survive new rows, sorting and filtering by id."""

    selected = Signal()

    def __init__(self, columns: Sequence[Column[RowT]], name: str) -> None:
        super().__init__()
        self.rows_model: RowsModel[RowT] = RowsModel(columns, self)
        self._kept: tuple[set[int], tuple[int, int] | None, int] = (set(), None, 0)
        self._is_restoring = False
        self._empty_words: tuple[str, QAction | None] = ("Nothing here yet.", None)
        self.setAccessibleName(name)
        self.setModel(self.rows_model)
        self.arrangement = Arrangement(self, self.rows_model.columns, name)
        self._set_behavior()
        self._empty = Empty(self.viewport())
        self.rows_model.modelAboutToBeReset.connect(self._keep)
        self.rows_model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._tell)
        self._show_empty()

    def _set_behavior(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        # The header would ask for every row of every column whether it is selected, each time it is painted.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(self.rows_model, self))
        self.setSortingEnabled(True)

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
        places = self._places_of(set(ids))
        self._select(places, places[0] if places else None, self.currentIndex().column())
        if places:
            self.scrollTo(self.rows_model.index(places[0], self._shown_column(0)))

    def _places_of(self, ids: set[int]) -> list[int]:
        """In one walk: a hundred thousand questions one by one take four times as long."""
        if len(ids) == 1:
            place = self.rows_model.place_of(next(iter(ids)))
            return [] if place is None else [place]
        return [place for place, row in enumerate(self.rows_model.rows) if row.id in ids] if ids else []

    def set_empty(self, sentence: str, button: QAction | None = None) -> None:
        """What is said when there are no rows, and what can be done about it."""
        self._empty_words = (sentence, button)
        self._show_empty()

    def selectAll(self) -> None:
        """As one range: Qt's own way asks for each row."""
        self.selectionModel().select(self._ranges(list(range(self.rows_model.rowCount()))), _Flag.ClearAndSelect)

    # keeping the place

    def _keep(self) -> None:
        current = self.current_row()
        spot = (current.id, self.currentIndex().column()) if current else None
        self._kept = ({row.id for row in self.selected_rows()}, spot, self.verticalScrollBar().value())

    def _restore(self) -> None:
        ids, current, scroll = self._kept
        places = self._places_of(ids)
        self._is_restoring = True
        self._select(places, self.rows_model.place_of(current[0]) if current else None, current[1] if current else 0)
        self._is_restoring = False
        self.executeDelayedItemsLayout()  # before it the scroll bar has no range
        self.verticalScrollBar().setValue(scroll)
        self._show_empty()
        if len(places) != len(ids):
            self.selected.emit()

    def _select(self, places: list[int], current: int | None, column: int) -> None:
        model = self.selectionModel()
        if current is not None:
            model.setCurrentIndex(self.rows_model.index(current, self._shown_column(column)), _Flag.NoUpdate)
        if len(places) > MANY:
            # Qt compares each range that was with each that comes: minutes, where every second row of all is chosen.
            was_restoring, self._is_restoring = self._is_restoring, True
            model.clearSelection()
            self._is_restoring = was_restoring
        model.select(self._ranges(places), _Flag.ClearAndSelect)

    def _shown_column(self, number: int) -> int:
        shown = self.arrangement.shown()
        return number if number in shown else shown[0]

    def _ranges(self, places: list[int]) -> QItemSelection:
        """Neighbors as one range: selecting 100,000 rows one by one would take seconds."""
        selection, last = QItemSelection(), self.rows_model.columnCount() - 1
        if places and places[-1] - places[0] == len(places) - 1:
            selection.select(self.rows_model.index(places[0], 0), self.rows_model.index(places[-1], last))
            return selection
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab without a current row, the first one becomes it, so that the keyboard is somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.selectionModel().setCurrentIndex(self.rows_model.index(0, self._shown_column(0)), _Flag.NoUpdate)


def _distance(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]
