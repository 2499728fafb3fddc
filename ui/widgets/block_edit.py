"""The cells that are chosen in a grid: copied, pasted over, filled and cleared like a block of a spreadsheet.

Rows are selected as a whole, for what is done to people; a block is the selected rows by the columns from where
choosing began to where the keyboard is. So selecting a hundred thousand rows stays one range.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QTableView

from ui.models.columns import Column
from ui.models.rows_model import RowsModel
from ui.models.tsv import read_tsv, write_tsv
from ui.wording import count

CHOOSE = "Choose cells first: click one, and hold Shift to choose more."
Typed = tuple[int, str, str]
Spot = tuple[int, int, str]
Edges = tuple[bool, bool, bool, bool]


class CellBlock(QObject):
    """`anchor` is the column where choosing began, None when whole rows are chosen.

    `edited` carries the (row id, field, text) of every cell that is to change; `said` is a sentence for the user.
    """

    edited = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        view: QTableView,
        model: RowsModel[Any],
        selected: Callable[[], list[int]],
        shown: Callable[[], list[int]],
    ) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._selected, self._shown = selected, shown
        self.anchor: int | None = None
        self.is_possible = any(column.field for column in model.columns)

    # which cells

    def start(self) -> None:
        """Choosing begins anew at the current cell."""
        current = self._view.currentIndex()
        self.anchor = current.column() if self.is_possible and current.isValid() else None

    def take_whole_rows(self) -> None:
        self.anchor = None

    def rows(self) -> list[int]:
        """Places from top to bottom; the current one when none is selected."""
        current = self._view.currentIndex()
        return self._selected() or ([current.row()] if current.isValid() else [])

    def columns(self) -> list[int]:
        """Numbers from left to right, all that are shown when whole rows are chosen."""
        shown, current = self._shown(), self._view.currentIndex().column()
        if self.anchor not in shown or current not in shown:
            return shown
        ends = sorted((shown.index(self.anchor), shown.index(current)))
        return shown[ends[0] : ends[1] + 1]

    def edges(self, index: QModelIndex | QPersistentModelIndex) -> Edges | None:
        """Left, top, right, bottom: where the block ends at this cell. None outside, and when it is one cell."""
        if self.anchor is None:
            return None
        header, current = self._view.horizontalHeader(), self._view.currentIndex()
        ends = sorted((header.visualIndex(self.anchor), header.visualIndex(current.column())))
        place = header.visualIndex(index.column())
        if not ends[0] <= place <= ends[1] or not self._has(index.row(), index.column()):
            return None
        above, below = (self._has(index.row() + step, index.column()) for step in (-1, 1))
        edges = (place == ends[0], not above, place == ends[1], not below)
        return None if all(edges) else edges

    def _has(self, row: int, column: int) -> bool:
        return self._view.selectionModel().isSelected(self._model.index(row, column))

    # what is done to them

    def as_tsv(self) -> str:
        columns = [self._model.columns[number] for number in self.columns()]
        rows = map(self._model.row_at, self.rows())
        return write_tsv([column.value(row) for column in columns] for row in rows)

    def paste(self, text: str) -> None:
        """One cell goes into all that are chosen, one line into every row, a larger block down from the first cell."""
        lines = self._without_titles(read_tsv(text))
        rows, columns = self.rows(), self.columns()
        if not lines or not rows:
            self.said.emit("There is nothing to paste." if rows else CHOOSE)
            return
        if [len(line) for line in lines] == [1]:
            columns = columns if self.anchor is not None else [self._view.currentIndex().column()]
            lines = [lines[0] * len(columns)]
        if len(lines) == 1:
            lines = lines * len(rows)
        if len(lines) != len(rows):
            rows = list(range(rows[0], min(rows[0] + len(lines), self._model.rowCount())))
        columns = self._onward(columns[0], max(map(len, lines)))
        self._say_what_is_left(lines, rows, columns)
        self._put(_spots(rows, columns, lines))

    def _without_titles(self, lines: list[list[str]]) -> list[list[str]]:
        """Whole rows were copied with the titles of their columns, which are nobody's data."""
        titles = [column.title for column in self._model.columns]
        are_titles = len(lines) > 1 and len(lines[0]) > 1 and all(cell in titles for cell in lines[0])
        return lines[1:] if are_titles else lines

    def _onward(self, first: int, wide: int) -> list[int]:
        shown = self._shown()
        start = shown.index(first)
        return shown[start : start + wide]

    def _say_what_is_left(self, lines: Sequence[Sequence[str]], rows: Sequence[int], columns: Sequence[int]) -> None:
        below, beside = len(lines) - len(rows), max(map(len, lines)) - len(columns)
        read_only = [self._model.columns[n].title for n in columns if not self._model.columns[n].field]
        parts = [
            f"The list ends before the last {count(below, 'row', 'rows')} of what was copied." if below else "",
            f"The last {count(beside, 'column', 'columns')} did not fit." if beside else "",
            f"Left as it was, because it cannot be typed in: {', '.join(read_only)}." if read_only else "",
        ]
        if any(parts):
            self.said.emit(" ".join(filter(None, parts)))

    def fill_down(self) -> None:
        """The top cell of each chosen column goes into those below it; one row alone takes from the row above."""
        rows = self.rows()
        if self.anchor is None or not rows:
            self.said.emit(CHOOSE)
            return
        top = rows[0] if len(rows) > 1 else max(rows[0] - 1, 0)
        source, columns = self._model.row_at(top), self.columns()
        line = [self._model.columns[number].text(source) for number in columns]
        below = [row for row in rows if row != top]
        self._put(_spots(below, columns, [line] * len(below)))

    def clear(self) -> None:
        """Only chosen cells: with whole rows chosen, Delete might be meant for the people."""
        if self.anchor is None:
            self.said.emit(CHOOSE)
            return
        rows, columns = self.rows(), self.columns()
        self._put(_spots(rows, columns, [[""] * len(columns)] * len(rows)))

    def type_in(self, row: Any, column: Column[Any], text: str) -> None:
        """One cell that was typed by hand."""
        self.edited.emit(((row.id, column.field, text),))

    def _put(self, spots: Iterable[Spot]) -> None:
        """Only what is another text than before, and only where texts are typed."""
        changed: list[Typed] = []
        for place, number, text in spots:
            column, row = self._model.columns[number], self._model.row_at(place)
            if column.field and column.text(row) != text:
                changed.append((row.id, column.field, text))
        if changed:
            self.edited.emit(tuple(changed))


def _spots(rows: Sequence[int], columns: Sequence[int], lines: Sequence[Sequence[str]]) -> Iterable[Spot]:
    for row, line in zip(rows, lines, strict=False):
        for column, text in zip(columns, line, strict=False):
            yield row, column, text
