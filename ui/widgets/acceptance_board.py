"""Who acknowledged what as a grid: a row for each person, a column for each version in force; Space records."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from coordinator.views.acknowledgment_grid import AcceptanceCell, AcceptanceRow, AskedVersion, CellState
from ui.kept_layout import KeptLayouts
from ui.models.acceptance_words import ORDER, Sign, cell_sign, cell_words
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.cell import Cell, Index
from ui.widgets.grid import Grid
from ui.wording import NOTHING

FIRST = 2
"""The number of the first version's column."""
HEADER_HEIGHT = 46


class AcceptanceBoard(Grid[AcceptanceRow]):
    """A board of these versions; other versions take a board of their own.

    `record_wanted` with Space, `remove_wanted` with Delete, `followed` when the keyboard went to another cell.
    """

    record_wanted = Signal()
    remove_wanted = Signal()
    followed = Signal()

    def __init__(self, look: Look, versions: Sequence[AskedVersion] = ()) -> None:
        self.versions = tuple(versions)
        self.layouts: KeptLayouts | None = None
        super().__init__(self._columns(), look, "Acknowledgments")
        self.setItemDelegate(_RingedCell(look, self))
        self.horizontalHeader().setFixedHeight(HEADER_HEIGHT)
        self.set_empty("Nobody is selected yet, or no governing document is in force that is required.")
        self.selectionModel().currentChanged.connect(self._tell_followed)
        self.rows_model.modelReset.connect(self._count)

    def _columns(self) -> tuple[Column[AcceptanceRow], ...]:
        of_versions = [
            Column(
                f"{each.title}, {each.label}", partial(_words, place), 172,
                sort=partial(_order, place), tone=partial(_tone, place),
            )
            for place, each in enumerate(self.versions)
        ]  # fmt: skip
        return (
            Column("Name", _name, 160, bold=True),
            Column("Office", _office, 64),
            *of_versions,
            Column("License", _license, 150, tone=_license_tone),
            Column("E-mail", _email, 200, hidden=True, private=True),
            Column("Field office", _office_name, 160, hidden=True),
        )

    # cells

    @property
    def version(self) -> AskedVersion | None:
        """Of the column that the keyboard is in."""
        place = self.currentIndex().column() - FIRST
        return self.versions[place] if 0 <= place < len(self.versions) else None

    def cell_of(self, row: AcceptanceRow, version: AskedVersion) -> AcceptanceCell:
        return row.cells[self.versions.index(version)]

    def chosen_cells(self) -> list[tuple[AcceptanceRow, AskedVersion, AcceptanceCell]]:
        """The selected people by the column that the keyboard is in; by every version where it is in none."""
        versions = [self.version] if self.version else list(self.versions)
        return [(row, each, self.cell_of(row, each)) for row in self.selected_rows() for each in versions if each]

    def show_person(self, row_id: int, version_id: int | None = None) -> None:
        """Select this person, and go to the version's cell."""
        self.select_ids([row_id])
        place = self.rows_model.place_of(row_id)
        numbers = [FIRST + n for n, each in enumerate(self.versions) if each.id == version_id]
        if place is not None and numbers:
            there = self.rows_model.index(place, numbers[0])
            self.selectionModel().setCurrentIndex(there, self.selectionModel().SelectionFlag.NoUpdate)
            self.scrollTo(there)

    def go_down(self) -> None:
        """To the next person, in the same column."""
        current = self.currentIndex()
        if current.isValid() and current.row() + 1 < self.rows_model.rowCount():
            self.setCurrentIndex(self.rows_model.index(current.row() + 1, current.column()))

    # Qt's side

    def keep_layout(self, layouts: KeptLayouts) -> None:
        self.layouts = layouts
        super().keep_layout(layouts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.record_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _tell_followed(self) -> None:
        self.followed.emit()

    def _count(self) -> None:
        """Below each title its version, and how many of those asked who are shown have accepted it."""
        columns = list(self.rows_model.columns)
        for place, version in enumerate(self.versions):
            asked = [row.cells[place] for row in self.rows_model.rows]
            asked = [cell for cell in asked if cell.state is not CellState.NOT_ASKED]
            done = sum(cell.state is CellState.ACCEPTED for cell in asked)
            title = f"{version.title}\n{version.label} · {done:,} of {len(asked):,}"
            columns[FIRST + place] = replace(columns[FIRST + place], title=title)
        self.rows_model.columns = tuple(columns)
        self.rows_model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)


class _RingedCell(Cell):
    """With a ring around the cell that the keyboard is on: what Space is about."""

    def __init__(self, look: Look, board: AcceptanceBoard) -> None:
        super().__init__(look, board, board.block)
        self._ring_look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = option.widget
        if not isinstance(view, QAbstractItemView) or view.currentIndex() != index:
            return
        theme = self._ring_look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.accent if view.hasFocus() else theme.border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(option.rect.adjusted(2, 2, -3, -4), 4, 4)
        painter.restore()


def _words(place: int, row: AcceptanceRow) -> str:
    return cell_words(row.cells[place])


def _tone(place: int, row: AcceptanceRow) -> Sign | None:
    return cell_sign(row.cells[place])


def _order(place: int, row: AcceptanceRow) -> tuple[int, date]:
    cell = row.cells[place]
    return ORDER.index(cell.state), cell.until or cell.on or date.max


def _name(row: AcceptanceRow) -> str:
    return row.name


def _office(row: AcceptanceRow) -> str:
    return row.office


def _office_name(row: AcceptanceRow) -> str:
    return row.office_name


def _email(row: AcceptanceRow) -> str:
    return row.email or NOTHING


def _license(row: AcceptanceRow) -> str:
    return row.license or NOTHING


def _license_tone(row: AcceptanceRow) -> Sign | None:
    return ("key-round", "accent") if row.license else None
