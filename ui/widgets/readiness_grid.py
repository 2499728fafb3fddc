"""The board: a row for each person, a column for each gate that is on, each cell a mark and a word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateKind, LicenseState
from coordinator.views.readiness import GateColumn, ReadinessRow
from coordinator.views.readiness_counts import held
from ui.kept_layout import KeptLayouts
from ui.models.columns import natural
from ui.models.readiness_words import (
    Mark,
    holds_license,
    license_tone,
    license_words,
    mark_of,
    next_words,
)
from ui.models.rows_model import Column
from ui.models.tsv import write_tsv
from ui.style import Look
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.grid import Grid
from ui.widgets.readiness_cell import BoardCell
from ui.wording import NOTHING

ROW_HEIGHT = 40
HEADER_HEIGHT = 46
FIRST = 2
"""The number of the first gate's column."""
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ReadinessGrid(Grid[ReadinessRow]):
    """A board of these gates; other gates take a board of their own, with `layouts` of the one before.

    `followed` when the keyboard went to another cell; `opened` with Enter and a click on a cell, `waive_wanted` with W;
    `typed_on` carries the first letter of what is to be searched for.
    """

    followed = Signal()
    waive_wanted = Signal()
    typed_on = Signal(str)

    def __init__(self, look: Look, gates: Sequence[GateColumn] = (), today: date = date.max, soon: int = 0) -> None:
        self.gates = tuple(gates)
        self.layouts: KeptLayouts | None = None
        self._today, self._soon = today, soon
        super().__init__(self._columns(), look, "Readiness")
        self._titles = [column.title for column in self.rows_model.columns]
        marks = {FIRST + n: (partial(self._mark, gate.id), partial(_evidence, gate.id)) for n, gate in enumerate(gates)}
        self.setItemDelegate(BoardCell(look, self, self.block, marks))
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(HEADER_HEIGHT)
        self.selectionModel().currentChanged.connect(self._tell_followed)
        self.clicked.connect(self.opened)
        self.rows_model.modelReset.connect(self._count)
        self._count()

    def _columns(self) -> tuple[Column[ReadinessRow], ...]:
        gates = [
            Column(gate.short, partial(self._words, gate.id), _width(gate), sort=partial(self._order, gate.id))
            for gate in self.gates
        ]
        return (
            Column("Name", _name, 138, bold=True),
            Column("Office", _office, 60),
            *gates,
            Column("License", license_words, 116, sort=_license_order, tone=license_tone),
            Column("Next action", _next, 260),
            Column("License number", _license_number, 160, hidden=True),
            Column("Tasking", _tasking, 100, sort=_tasking_order, hidden=True),
            Column("Field office", _office_name, 160, hidden=True),
        )

    # cells

    def _mark(self, gate_id: int, row: ReadinessRow) -> Mark | None:
        gate = row.gate(gate_id)
        return mark_of(gate, holds_license(row), self._today, self._soon) if gate else None

    def _words(self, gate_id: int, row: ReadinessRow) -> str:
        mark = self._mark(gate_id, row)
        return mark.text if mark else NOTHING

    def _order(self, gate_id: int, row: ReadinessRow) -> tuple[int, date]:
        mark, gate = self._mark(gate_id, row), row.gate(gate_id)
        return (mark.order if mark else 9, (gate.until if gate else None) or date.max)

    @property
    def column_gate(self) -> GateColumn | None:
        """Of the column that the keyboard is in."""
        place = self.currentIndex().column() - FIRST
        return self.gates[place] if 0 <= place < len(self.gates) else None

    @property
    def cell(self) -> tuple[ReadinessRow, GateResult] | None:
        """The person and the gate that the keyboard is on; in a column without a gate the first that is missing."""
        row, column = self.current_row(), self.column_gate
        if row is None or not row.gates:
            return None
        chosen = row.gate(column.id) if column else None
        return row, chosen or next((gate for gate in row.gates if not gate.holds), row.gates[0])

    def show_person(self, row_id: int, gate_id: int | None = None) -> None:
        """Select this person, and go to the gate's cell."""
        self.select_ids([row_id])
        place = self.rows_model.place_of(row_id)
        numbers = [FIRST + n for n, gate in enumerate(self.gates) if gate.id == gate_id]
        if place is not None and numbers:
            there = self.rows_model.index(place, numbers[0])
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(there)

    # the heads count

    def _count(self) -> None:
        """Below each gate's title how many of the people shown meet it."""
        counted = held(self.rows_model.rows, self.gates)
        columns = list(self.rows_model.columns)
        for place, (met, of) in enumerate(counted, start=FIRST):
            columns[place] = replace(columns[place], title=f"{self._titles[place]}\n{met:,} / {of:,}")
        self.rows_model.columns = tuple(columns)
        self.rows_model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def as_tsv(self, rows: Sequence[ReadinessRow]) -> str:
        """The heads without their counts, which are of what is shown and not of what is copied."""
        shown = self.arrangement.shown()
        lines = ([self.rows_model.columns[number].value(row) for number in shown] for row in rows)
        return write_tsv([[self._titles[number] for number in shown]]) + write_tsv(lines)

    # Qt's side

    def keep_layout(self, layouts: KeptLayouts) -> None:
        self.layouts = layouts
        super().keep_layout(layouts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        is_letter = bool(text) and text.isprintable() and not text.isspace() and not event.modifiers() & _HELD
        if self.state() is QAbstractItemView.State.EditingState or not is_letter:
            super().keyPressEvent(event)
        elif text.casefold() == "w":
            self.waive_wanted.emit()
        else:
            self.typed_on.emit(text)

    def _tell_followed(self) -> None:
        self.followed.emit()


def _width(gate: GateColumn) -> int:
    """What has no end needs room for a word alone."""
    return 82 if gate.kind in (GateKind.SELECTED, GateKind.ACTIVE) else 116


def _evidence(gate_id: int, row: ReadinessRow) -> str:
    gate = row.gate(gate_id)
    return with_local_dates(gate.evidence) if gate else ""


def _name(row: ReadinessRow) -> str:
    return row.name


def _office(row: ReadinessRow) -> str:
    return row.office


def _office_name(row: ReadinessRow) -> str:
    return row.office_name


def _next(row: ReadinessRow) -> str:
    return with_local_dates(next_words(row))


def _license_number(row: ReadinessRow) -> str:
    return row.license_number or NOTHING


_LICENSES = (LicenseState.ISSUED, LicenseState.SUSPENDED, LicenseState.RESERVED)


def _license_order(row: ReadinessRow) -> int | None:
    return _LICENSES.index(row.license) if row.license in _LICENSES else None


def _tasking(row: ReadinessRow) -> str:
    return row.tasking or NOTHING


def _tasking_order(row: ReadinessRow) -> str | None:
    return natural(row.tasking)
