"""What is done with a tasking and its offices: change it, quotas, seats given back, declines, close and reopen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import TaskingState
from coordinator.services.taskings import close_tasking, reopen_tasking
from coordinator.views.taskings import BoardRow, TaskingDetail, TaskingRow, tasking_detail
from ui.desk import Desk
from ui.dialogs.decision_dialogs import DeclineDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.quotas_dialog import QuotasDialog
from ui.dialogs.reallot_dialog import ReallotDialog
from ui.dialogs.tasking_dialog import ChangeTaskingDialog
from ui.widgets.grid import Grid


class TaskingVerbs(QObject):
    """Owns its actions. The page says which tasking is chosen, keeps `offices` up to date, and opens the dialogs."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        chosen: Callable[[], TaskingRow | None],
        show: Callable[[DialogFrame], None],
        board: Grid[BoardRow],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._board = page, desk, board
        self._chosen, self._show = chosen, show
        self.offices: tuple[BoardRow, ...] = ()
        self.change = self._add("Change tasking…", self.ask_change, "Ctrl+E", "pencil")
        self.quotas = self._add("Set quotas…", self.ask_quotas, "", "list-checks")
        self.reallot = self._add("Seats given back…", self.ask_reallot, "", "repeat")
        self.decline = self._add("Record decline…", self.ask_decline, "", "ban")
        self.close = self._add("Close tasking", self.do_close, "", "check")
        self.reopen = self._add("Reopen tasking", self.do_reopen, "", "folder-open")
        self.of_offices = [self.quotas, self.reallot, self.decline]

    def _add(self, text: str, slot: Any, shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    def follow(self) -> None:
        row = self._chosen()
        is_closed = row is not None and row.state is TaskingState.CLOSED
        for action in (self.change, *self.of_offices, self.close):
            action.setEnabled(row is not None and not is_closed)
        self.reopen.setEnabled(is_closed)

    def ask_change(self) -> None:
        if row := self._chosen():
            self._desk.runner.read(tasking_detail, row.id).then(self._change)

    def _change(self, detail: TaskingDetail | None) -> None:
        if detail is not None:
            self._show(ChangeTaskingDialog(self._desk, self._page, detail))

    def ask_quotas(self) -> None:
        if row := self._chosen():
            self._show(QuotasDialog(self._desk, self._page, row, self.offices))

    def ask_reallot(self) -> None:
        if row := self._chosen():
            self._show(ReallotDialog(self._desk, self._page, row))

    def ask_decline(self) -> None:
        if row := self._chosen():
            office = self._board.current_row()
            self._show(DeclineDialog(self._desk, self._page, row, self.offices, office.id if office else None))

    def do_close(self) -> None:
        if row := self._chosen():
            self._desk.runner.change(close_tasking, row.id).then(self._on_closed)

    def _on_closed(self, _: None) -> None:
        self._desk.say("Closed the tasking", True)

    def do_reopen(self) -> None:
        if row := self._chosen():
            self._desk.runner.change(reopen_tasking, row.id).then(self._on_reopened)

    def _on_reopened(self, _: None) -> None:
        self._desk.say("Reopened the tasking", True)
