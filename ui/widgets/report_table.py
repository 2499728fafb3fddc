"""What a report says, as a table: groups that fold, their counts and sums, and a line of totals at the end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from coordinator.rules.report_rows import Cell, ColumnKind, ReportGroup, ReportResult, ReportRow, cell_words
from ui import style
from ui.models.tsv import write_tsv
from ui.widgets.empty import Empty
from ui.wording import NOTHING, day

Index = QModelIndex | QPersistentModelIndex
ROW, PAD = 32, 12
NARROWEST, WIDEST = 56, 300
_MEASURED = 200  # rows from which the widths are taken
_NOTHING = ReportResult((), (), (), 0, "", "", "", "")


@dataclass(frozen=True, slots=True)
class Totals:
    """The last line."""

    cells: tuple[Cell, ...]


Line = ReportGroup | ReportRow | Totals


def shown(cell: Cell) -> str:
    """As the screen has it: days as the user's locale writes them."""
    if isinstance(cell, date):
        return day(cell)
    return cell_words(cell) or NOTHING


class ReportModel(QAbstractItemModel):
    """Groups with their rows below them; rows alone where nothing is grouped; the totals last."""

    def __init__(self) -> None:
        super().__init__()
        self.result = _NOTHING
        self._tops: list[Line] = []
        self.sorted_by = ""

    def set_result(self, result: ReportResult) -> None:
        self.beginResetModel()
        self.result = result
        rows = list(result.groups) if result.by else [row for group in result.groups for row in group.rows]
        self._tops = [*rows, *([Totals(result.totals)] if result.is_summed else [])]
        self.endResetModel()

    def line(self, index: Index) -> Line:
        """A child knows its group by the number in its index, one more than the group's place."""
        group = index.internalId()
        if not group:
            return self._tops[index.row()]
        above = self._tops[group - 1]
        assert isinstance(above, ReportGroup)
        return above.rows[index.row()]

    def rows_in_order(self) -> list[ReportRow]:
        return [row for group in self.result.groups for row in group.rows]

    # Qt's side

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 - Qt's signature
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        if not parent.isValid():
            return len(self._tops)
        line = None if parent.internalId() or parent.column() else self._tops[parent.row()]
        return len(line.rows) if isinstance(line, ReportGroup) else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(self.result.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            is_row = isinstance(self.line(index), ReportRow)
            return f"{self.result.columns[index.column()].title}: {self._text(index)}" if is_row else self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(index).replace("<", "‹")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.result.columns):
            return None
        column = self.result.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            # The arrow of the order stands at the right edge, over the end of a heading that stood there.
            is_right = column.kind is ColumnKind.NUMBER and column.name != self.sorted_by
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, index: Index) -> str:
        line, column = self.line(index), index.column()
        if isinstance(line, ReportRow):
            return shown(line.cells[column])
        if isinstance(line, Totals):
            sums = line.cells[column]
            return "Total" if column == 0 and sums is None else cell_words(sums)
        return self.result.heading(line) if column == 0 else ""


class LineCell(QStyledItemDelegate):
    """A hairline below each line; headings and totals in bold, numbers at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, theme = index.model(), style.current()
        assert isinstance(model, ReportModel)
        line, area = model.line(index), QRect(option.rect)
        is_row = isinstance(line, ReportRow)
        painter.save()
        ground = theme.surface if is_row else theme.window
        if option.state & QStyle.StateFlag.State_Selected:
            ground = theme.selection
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = theme.hover
        painter.fillRect(area, QColor(ground))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(theme.line))
        font = style.figures(option.font)
        if not is_row or index.column() == 0:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        is_number = model.result.columns[index.column()].kind is ColumnKind.NUMBER
        is_right = is_number and not isinstance(line, ReportGroup)
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        room = area.adjusted(4 if isinstance(line, ReportGroup) else PAD, 0, -PAD, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class ReportTable(QTreeView):
    """`opened` carries the page and the target of a row; `sort_wanted` the name of the column that was clicked."""

    opened = Signal(str, object)
    sort_wanted = Signal(str)
    selected = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report_model = ReportModel()
        self.setAccessibleName(name)
        self.setModel(self.report_model)
        self.setItemDelegate(LineCell(self))
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(NARROWEST)
        header.sectionClicked.connect(self._on_header)
        self._empty = Empty(self.viewport())
        self.activated.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._tell)

    def show_result(self, result: ReportResult, sort_by: str = "", is_descending: bool = False) -> None:
        """Show it from the top, every group unfolded; widths stay while the columns do."""
        before = self.report_model.result.columns
        self.report_model.sorted_by = sort_by
        self.report_model.set_result(result)
        self.setRootIsDecorated(bool(result.by))
        for place in range(len(result.groups) if result.by else 0):
            self.setFirstColumnSpanned(place, QModelIndex(), True)
        self.expandAll()
        if before != result.columns:
            self._fit(result)
        names = [column.name for column in result.columns]
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicatorShown(sort_by in names)
        if sort_by in names:
            self.header().setSortIndicator(names.index(sort_by), order)
        self._empty.say("Nothing on record fits this report today.", None)
        self._empty.setVisible(not result.total)

    def selected_rows(self) -> list[ReportRow]:
        """From top to bottom; headings and totals are none."""
        lines = [self.report_model.line(index) for index in self.selectionModel().selectedRows()]
        chosen = {id(line) for line in lines if isinstance(line, ReportRow)}
        return [row for row in self.report_model.rows_in_order() if id(row) in chosen]

    def copy(self) -> None:
        """The selected rows with their headers, as a spreadsheet takes them."""
        rows = self.selected_rows()
        if rows:
            titles = [column.title for column in self.report_model.result.columns]
            QGuiApplication.clipboard().setText(write_tsv([titles, *([cell_words(c) for c in r.cells] for r in rows)]))

    def drawBranches(self, painter: QPainter, area: QRect, index: Index) -> None:
        """The band of a heading begins at the edge."""
        if self.rootIsDecorated() and not index.parent().isValid():
            painter.fillRect(area, QColor(style.current().window))
        super().drawBranches(painter, area, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = self.report_model.line(index)
        if isinstance(line, ReportRow):
            self.opened.emit(line.page, line.target)
        elif isinstance(line, ReportGroup):
            top = index.siblingAtColumn(0)
            self.setExpanded(top, not self.isExpanded(top))

    def _tell(self) -> None:
        self.selected.emit()

    def _on_header(self, section: int) -> None:
        self.sort_wanted.emit(self.report_model.result.columns[section].name)

    def _fit(self, result: ReportResult) -> None:
        """Columns as wide as what they show, within reason."""
        rows = self.report_model.rows_in_order()[:_MEASURED]
        font = style.figures(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        letters = QFontMetrics(font)
        for place, column in enumerate(result.columns):
            texts = {column.title + "WW", *(shown(row.cells[place]) for row in rows)}
            widest = max(map(letters.horizontalAdvance, texts)) + 2 * PAD
            # A row stands below its group, and that below the root.
            indent = 2 * self.indentation() if place == 0 and result.by else 0
            self.setColumnWidth(place, min(max(widest, NARROWEST), WIDEST) + indent)
