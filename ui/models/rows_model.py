"""Row objects as a table: columns say what a cell shows, the model sorts and filters a tuple of rows in memory."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coordinator.rules.names import fold as fold_name

Index = QModelIndex | QPersistentModelIndex
_PUNCTUATION = str.maketrans({"'": None, ".": None, "-": " "})
_READABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_DIGITS = re.compile(r"(\d+)")
_SEPARATOR = "\x1f"


class HasId(Protocol):
    @property
    def id(self) -> int: ...


RowT = TypeVar("RowT", bound=HasId)


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column. `tone` makes it a status (icon and color), `dots` puts "passed of all" before the text."""

    title: str
    value: Callable[[RowT], str]
    width: int = 120
    sort: Callable[[RowT], Any] | None = None
    tone: Callable[[RowT], tuple[str, str] | None] | None = None
    dots: Callable[[RowT], tuple[int, int]] | None = None
    bold: bool = False
    right: bool = False
    edit: Callable[[RowT, str], None] | None = None

    def key(self, row: RowT) -> Any:
        """What the row is sorted by; None goes last in either order."""
        return self.sort(row) if self.sort else natural(self.value(row))


def folded(text: str) -> str:
    """For searching: no case, no accents, no apostrophes or periods, hyphens as spaces."""
    if text.isascii():
        return text.translate(_PUNCTUATION).lower()
    return fold_name(text)


def natural(text: str) -> tuple[tuple[int, int, str], ...] | None:
    """A sort key that reads numbers as numbers ("Training 2" before "Training 10"); empty text goes last."""
    if not text.strip(" –"):
        return None
    parts = _DIGITS.split(folded(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Holds all rows in sorted order, and of these the visible ones."""

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: tuple[RowT, ...] = ()
        self._sorted: list[tuple[RowT, str]] = []
        self._visible: list[RowT] = []
        self._places: dict[int, int] | None = None
        self._words: tuple[str, ...] = ()
        self._predicate: Callable[[RowT], bool] | None = None
        self._sort = (-1, Qt.SortOrder.AscendingOrder)

    # what is shown

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Take new rows; sorting and filter stay."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._arrange([(row, self._haystack(row)) for row in self._given])
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show rows in which every word occurs somewhere."""
        words = tuple(folded(text).split())
        if words != self._words:
            self._words = words
            self._refilter()

    def set_predicate(self, predicate: Callable[[RowT], bool] | None) -> None:
        """Show rows for which this is true, on top of the filter; None for all."""
        self._predicate = predicate
        self._refilter()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, stably; column -1 brings back the order the rows were given in."""
        self._sort = (column, order)
        self.beginResetModel()
        hay = {id(row): text for row, text in self._sorted}
        self._arrange([(row, hay[id(row)]) for row in self._given])
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.columns[index.column()].value(self._visible[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.columns[index.column()]
            return f"{column.title}: {column.value(self._visible[index.row()])}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
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
        return _EDITABLE if self.columns[index.column()].edit else _READABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an edited text to the column; the page answers with new rows."""
        edit = self.columns[index.column()].edit
        row = self._visible[index.row()]
        if edit is None or role != Qt.ItemDataRole.EditRole or value == self.columns[index.column()].value(row):
            return False
        edit(row, str(value))
        return True

    # the inside

    def _haystack(self, row: RowT) -> str:
        return folded(_SEPARATOR.join([column.value(row) for column in self.columns]))

    def _arrange(self, pairs: list[tuple[RowT, str]]) -> None:
        number, order = self._sort
        self._sorted = pairs if number < 0 else _by_key(pairs, self.columns[number], order)
        self._choose()

    def _refilter(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        self._places = None
        pairs = self._sorted
        for word in self._words:
            pairs = [pair for pair in pairs if word in pair[1]]
        rows = [row for row, _ in pairs]
        self._visible = [row for row in rows if self._predicate(row)] if self._predicate else rows


def _by_key(pairs: list[tuple[RowT, str]], column: Column[RowT], order: Qt.SortOrder) -> list[tuple[RowT, str]]:
    keyed = [(column.key(pair[0]), pair) for pair in pairs]
    filled = [item for item in keyed if item[0] is not None]
    filled.sort(key=_first, reverse=order is Qt.SortOrder.DescendingOrder)
    return [pair for _, pair in filled] + [pair for key, pair in keyed if key is None]


def _first(item: tuple[Any, Any]) -> Any:
    return item[0]
