"""Rows of files with problems: marked as settled, and opened again."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coordinator.services.import_problems import reopen_problem
from coordinator.views.taskings import ProblemRow
from ui.desk import Desk
from ui.dialogs.decision_dialogs import SettleDialog
from ui.dialogs.frame import DialogFrame
from ui.widgets.grid import Grid
from ui.wording import count


class ProblemVerbs(QObject):
    """Owns its actions; they are about the rows selected in the grid."""

    def __init__(
        self, page: QWidget, desk: Desk, show: Callable[[DialogFrame], None], grid: Grid[ProblemRow]
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._page, self._desk, self._show, self._grid = page, desk, show, grid
        add = desk.actions.add
        self.settle = add(page, "Page", "Mark as settled…", self.ask_settle, "", "circle-check")
        self.reopen = add(page, "Page", "Reopen rows", self.do_reopen, "", "rotate-ccw")
        self.actions = [self.settle, self.reopen]
        grid.selected.connect(self.follow)
        grid.opened.connect(self.ask_settle)
        self.follow()

    def follow(self) -> None:
        self.settle.setEnabled(bool(self._of(is_settled=False)))
        self.reopen.setEnabled(bool(self._of(is_settled=True)))

    def _of(self, *, is_settled: bool) -> list[ProblemRow]:
        return [row for row in self._grid.selected_rows() if (row.settled_on is not None) is is_settled]

    def ask_settle(self) -> None:
        if rows := self._of(is_settled=False):
            self._show(SettleDialog(self._desk, self._page, rows))

    def do_reopen(self) -> None:
        ids = [row.id for row in self._of(is_settled=True)]
        self._desk.runner.change(reopen_problem, ids).then(self._on_reopened)

    def _on_reopened(self, rows: int) -> None:
        self._desk.say(f"Reopened {count(rows, 'row', 'rows')}", True)
