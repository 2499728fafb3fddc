"""The offices, edited in place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from coordinator.views.offices import OfficeRow
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.basics import button
from ui.widgets.grid import Grid
from ui.widgets.parts import SearchBox
from ui.widgets.setting_cards import TitledCard
from ui.wording import NOTHING, day


def _code(row: OfficeRow) -> str:
    return row.code


def _name(row: OfficeRow) -> str:
    return row.name


def _city(row: OfficeRow) -> str:
    return row.city


def _zone(row: OfficeRow) -> str:
    return row.time_zone


def _mail_to(row: OfficeRow) -> str:
    return row.mail_to or NOTHING


def _people(row: OfficeRow) -> str:
    return f"{row.people:,}"


def _count(row: OfficeRow) -> int:
    return row.people


def _state(row: OfficeRow) -> str:
    return f"Closed {day(row.valid_until)}" if row.valid_until else "Open"


def _tone(row: OfficeRow) -> tuple[str, str]:
    return ("ban", "neutral") if row.valid_until else ("circle-check", "good")


class OfficeCard(TitledCard):
    """`grid` whose name, city and zone are edited with F2; `add`, `edit_office` and so on are buttons."""

    edited = Signal(int, str, str)

    def __init__(self, look: Look) -> None:
        super().__init__("Offices", "F2 or a double click edits name, city and time zone. The code stays as it is.")
        columns: tuple[Column[OfficeRow], ...] = (
            Column("Code", _code, 72, bold=True),
            Column("Name", _name, 260, edit=partial(self._edit, "name")),
            Column("City", _city, 150, edit=partial(self._edit, "city")),
            Column("Time zone", _zone, 180, edit=partial(self._edit, "time_zone")),
            Column("Mails go to", _mail_to, 200),
            Column("People", _people, 72, sort=_count, right=True),
            Column("State", _state, 140, tone=_tone),
        )
        self.grid: Grid[OfficeRow] = Grid(columns, look, "Offices")
        self.grid.setMinimumHeight(360)
        self.search = SearchBox("Filter offices")
        self.search.setPlaceholderText("Filter offices")
        self.search.setMaximumWidth(280)
        self.search.textChanged.connect(self.grid.rows_model.set_filter)
        self.add = button("Add office…", "", "plus")
        self.edit_office = button("Edit office…", "", "pencil")
        self.contacts = button("Import contacts…", "", "upload")
        self.close_office = button("Close office", "", "ban")
        for verb in (self.edit_office, self.close_office):
            verb.setEnabled(False)
        self.grid.selected.connect(self._on_selected)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        for verb in (self.close_office, self.edit_office, self.contacts, self.add):
            row.addWidget(verb)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self.column.addWidget(self.grid)

    @property
    def row(self) -> OfficeRow | None:
        rows = self.grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def set_rows(self, rows: Sequence[OfficeRow]) -> None:
        self.grid.set_rows(rows)
        self._on_selected()

    def _edit(self, field: str, row: OfficeRow, text: str) -> None:
        self.edited.emit(row.id, field, text)

    def _on_selected(self) -> None:
        self.edit_office.setEnabled(self.row is not None)
        self.close_office.setEnabled(self.row is not None and self.row.valid_until is None)
