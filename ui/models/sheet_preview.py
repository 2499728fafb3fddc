"""The first rows of a sheet as they stand, under what each column is read as."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

Index = QModelIndex | QPersistentModelIndex


class SheetPreview(QAbstractTableModel):
    """`header_row` (0-based, -1 for none) is set in the weight of names."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._titles: tuple[str, ...] = ()
        self._header_row = -1
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def show_rows(self, rows: tuple[tuple[str, ...], ...], titles: Sequence[str], header_row: int) -> bool:
        """Whether anything is shown otherwise than before."""
        wanted = (rows, tuple(titles), header_row)
        if wanted == (self._rows, self._titles, self._header_row):
            return False
        self.beginResetModel()
        self._rows, self._titles, self._header_row = wanted
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QFont | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self._rows[index.row()]
            text = row[index.column()] if index.column() < len(row) else ""
            # A tip is not to be read as markup.
            return text if role == Qt.ItemDataRole.DisplayRole else text.replace("<", "‹")
        if role == Qt.ItemDataRole.FontRole and index.row() == self._header_row:
            return self._strong
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if orientation is Qt.Orientation.Horizontal else f"{section + 1:,}"
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def widest(self, column: int) -> str:
        """The longest text of a column, its title included."""
        texts = (row[column] for row in self._rows if column < len(row))
        return max((self._titles[column], *texts), key=len)
