"""Row objects as a table: columns say what a cell shows, the model sorts and filters a tuple of rows in memory."""

from collections.abc import Callable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.models.columns import Column, HasId, Kind, RowT, folded, natural
from ui.models.sort_keys import SortKeys

__all__ = ["Column", "HasId", "Index", "Kind", "RowT", "RowsModel", "folded", "natural"]

Index = QModelIndex | QPersistentModelIndex
_READABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_SEPARATOR = "\x1f"


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Holds all rows in the order they were given, and of these the visible ones in the order they are shown.

    What sorting and searching need is worked out when it is first asked for and kept until other rows come: a hundred
    thousand rows are sorted in the blink of an eye, not read again for each key that is typed.
    `typed` carries (row, column, text) of a cell of a column with a field; `came` follows new rows.
    """

    typed = Signal(object, object, str)
    came = Signal()

    # While its page is destroyed, a header may ask once more when what is set in __init__ is gone.
    columns: tuple[Column[RowT], ...] = ()
    _visible: Sequence[RowT] = ()

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: tuple[RowT, ...] = ()
        self._visible: list[RowT] = []
        self._places: dict[int, int] | None = None
        self.sort_keys: SortKeys[RowT] = SortKeys(self.columns)
        self._texts: list[str] = []
        self._order: Sequence[int] = ()
        self._words: tuple[str, ...] = ()
        self._found: tuple[tuple[str, ...], Sequence[int]] = ((), ())
        self._predicate: Callable[[RowT], bool] | None = None
        self._sort = (-1, Qt.SortOrder.AscendingOrder)

    # what is shown

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Take new rows; sorting and filter stay."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._texts = []
        self._arrange()
        self.endResetModel()
        self.came.emit()

    def set_filter(self, text: str) -> None:
        """Show rows in which every word occurs somewhere."""
        words = tuple(folded(text).split())
        if words != self._words:
            self._words = words
            self._refilter()

    def set_predicate(self, predicate: Callable[[RowT], bool] | None) -> None:
        """Show rows for which this is true, on top of the filter; None for all."""
        if predicate is not None or self._predicate is not None:
            self._predicate = predicate
            self._refilter()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, stably; column -1 brings back the order the rows were given in."""
        if (column, order) == self._sort:
            return
        self._sort = (column, order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    # what is asked

    def row_at(self, i: int) -> RowT:
        return self._visible[i]

    def place_of(self, row_id: int) -> int | None:
        """Where the row with this id is shown, None when it is not."""
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self._visible)}
        return self._places.get(row_id)

    @property
    def all_rows(self) -> tuple[RowT, ...]:
        """Shown or not, in the order they were given in."""
        return self._given

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._given)

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The visible rows in their order."""
        return tuple(self._visible)

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.value(self._visible[index.row()])
        if role == Qt.ItemDataRole.EditRole:
            return column.text(self._visible[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.value(self._visible[index.row()])}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.columns[index.column()].is_editable else _READABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an edited text on; the page answers with new rows, so a refused text is never shown."""
        column, row = self.columns[index.column()], self._visible[index.row()]
        if not column.is_editable or role != Qt.ItemDataRole.EditRole or str(value) == column.text(row):
            return False
        if column.field:
            self.typed.emit(row, column, str(value))
        elif column.edit:
            column.edit(row, str(value))
        return True

    # the inside: rows are known by their place among those given

    def _arrange(self) -> None:
        number, order = self._sort
        self._order = self._sorted(number, order) if number >= 0 else range(len(self._given))
        self._found = ((), self._order)
        self._choose()

    def _sorted(self, number: int, order: Qt.SortOrder) -> list[int]:
        """What has nothing to sort by goes last in either order."""
        keys = self.sort_keys.ranks(number, self._given)
        places = sorted(range(len(keys)), key=keys.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        if order is Qt.SortOrder.AscendingOrder:
            blanks = keys.count(-1)
            places = places[blanks:] + places[:blanks]
        return places

    def _refilter(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        self._places = None
        rows = [self._given[place] for place in self._matching()]
        self._visible = [row for row in rows if self._predicate(row)] if self._predicate else rows

    def _matching(self) -> Sequence[int]:
        """A word that was typed on is looked for only where its beginning was found."""
        earlier, places = self._found
        if not all(any(old in word for word in self._words) for old in earlier):
            places = self._order
        if self._words and not self._texts:
            self._texts = [self._text(row) for row in self._given]
        texts = self._texts
        for word in self._words:
            places = [place for place in places if word in texts[place]]
        self._found = (self._words, places)
        return places

    def _text(self, row: RowT) -> str:
        return folded(_SEPARATOR.join([column.value(row) for column in self.columns]))
