"""What can be done with the people and the cell chosen on the readiness board."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coordinator.rules.gates import GateResult
from coordinator.views.documents import MissingRow, VersionRow
from coordinator.views.readiness import ReadinessRow
from ui.desk import Desk
from ui.dialogs.acknowledgments_dialog import AcknowledgmentsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.waiver_dialog import Lack, WaivePeopleDialog
from ui.widgets.readiness_pane import Step, Verb, asked_version, step_of

Cell = tuple[ReadinessRow, GateResult]


class Board(Protocol):
    """Who is chosen, and the cell that the keyboard is on."""

    @property
    def chosen(self) -> Sequence[ReadinessRow]: ...
    @property
    def cell(self) -> Cell | None: ...


class ReadinessVerbs(QObject):
    """`actions` are all of them; the page's menu, the context menu and the pane show the same."""

    def __init__(self, page: QWidget, desk: Desk, board: Board, open_dialog: Callable[[DialogFrame], None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._board, self._open = page, desk, board, open_dialog
        self.versions: tuple[VersionRow, ...] = ()
        add = desk.actions.add
        record = "Record acknowledgment…"
        self.record_action = add(page, "Page", record, self.record, "Ctrl+Shift+A", "clipboard-check")
        self.waive_action = add(page, "Page", "Waive this gate…", self.waive, "Ctrl+Shift+W", "hand")
        self.seat_action = add(page, "Page", "Seat in a training", self.seat, "", "graduation-cap")
        self.person_action = add(page, "Page", "Open person", self.open_person, "Ctrl+Return", "user")
        self.actions = (self.record_action, self.waive_action, self.seat_action, self.person_action)

    def follow(self, is_active: bool) -> None:
        """Which of them can be done now."""
        people, cell = self._board.chosen, self._board.cell
        self.record_action.setEnabled(is_active and self._wanted_version() is not None)
        self.waive_action.setEnabled(is_active and any(not row.is_met for row in people))
        self.seat_action.setEnabled(is_active and bool(people))
        self.person_action.setEnabled(is_active and len(people) == 1)
        is_missed = cell is not None and not cell[1].holds
        self.waive_action.setText("Waive this gate…" if is_missed and len(people) == 1 else "Waive a gate…")

    @property
    def step(self) -> Step | None:
        cell = self._board.cell
        return step_of(*cell, self.versions) if cell else None

    def take_step(self) -> None:
        """What the button of the pane says."""
        step = self.step
        if step is None:
            return
        if step.version is not None:
            self.record()
        else:
            self._desk.go(step.page, step.target)

    def record(self) -> None:
        """That the chosen people accepted the version that the cell asks for, or the first that one of them lacks."""
        version = self._wanted_version()
        if version is None:
            return
        asking = {id(row.standing) for row in _unlike(self._board.chosen) if _asks(row, version, self.versions)}
        people = [row for row in self._board.chosen if id(row.standing) in asking]
        missing = [MissingRow(row.id, row.name, row.office, "", None) for row in people]
        dialog = AcknowledgmentsDialog(self._desk, self._page, version, missing)
        dialog.check_all()
        self._open(dialog)

    def _wanted_version(self) -> VersionRow | None:
        cell = self._board.cell
        first = asked_version(cell[1], self.versions) if cell else None
        lacked = (asked_version(gate, self.versions) for row in _unlike(self._board.chosen) for gate in row.gates)
        return first or next((version for version in lacked if version), None)

    def waive(self) -> None:
        """The gate of the cell, or another that one of the chosen people lacks."""
        people, cell = self._board.chosen, self._board.cell
        lacks = [Lack(row.id, row.name, tuple(gate for gate in row.gates if not gate.holds)) for row in people]
        if any(lack.gates for lack in lacks):
            chosen = cell[1].gate_id if cell else None
            self._open(WaivePeopleDialog(self._desk, self._page, lacks, chosen))

    def seat(self) -> None:
        self._desk.go("Trainings", None)

    def open_person(self) -> None:
        people = self._board.chosen
        if len(people) == 1:
            self._desk.go("Roster", people[0].id)

    @property
    def of_cell(self) -> list[Verb]:
        """What the pane offers beside the step."""
        cell = self._board.cell
        waive = [("Waive…", self.waive_action)] if cell and not cell[1].holds else []
        return [*waive, ("Open person", self.person_action)]

    @property
    def of_many(self) -> list[Verb]:
        return [(action.text(), action) for action in self.actions]


def _unlike(people: Sequence[ReadinessRow]) -> list[ReadinessRow]:
    """One of all who stand alike: of a hundred thousand rows some hundred."""
    return list({id(row.standing): row for row in people}.values())


def _asks(row: ReadinessRow, version: VersionRow, versions: Sequence[VersionRow]) -> bool:
    return any(asked_version(gate, versions) == version for gate in row.gates)
