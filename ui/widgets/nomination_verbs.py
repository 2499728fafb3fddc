"""What is decided about nominations: the selection, one by hand, withdrawals, the coordinator's own score."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import NominationState, TaskingState
from coordinator.services.selection import note_score
from coordinator.views.pools import AgreementRow, agreements
from coordinator.views.taskings import NominationRow, TaskingRow
from ui.desk import Desk
from ui.dialogs.decision_dialogs import DecideDialog, OverrideDialog, WithdrawDialog, capacity_of
from ui.dialogs.frame import DialogFrame
from ui.widgets.nominations_view import NominationsView
from ui.widgets.tasking_verbs import TaskingVerbs


class NominationVerbs(QObject):
    """Owns its actions; they are about the people selected in the view."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        chosen: Callable[[], TaskingRow | None],
        show: Callable[[DialogFrame], None],
        view: NominationsView,
        tasking: TaskingVerbs,
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._view, self._tasking = page, desk, view, tasking
        self._chosen, self._show = chosen, show
        self.decide = self._add("Decide selection…", self.ask_decide, "stamp")
        self.override = self._add("Decide by hand…", self.ask_override, "hand")
        self.withdraw = self._add("Withdraw…", self.ask_withdraw, "user-x")
        self.of_people = [self.override, self.withdraw]
        view.scored.connect(self._on_scored)

    def _add(self, text: str, slot: Any, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, "", icon)

    @property
    def selected(self) -> list[NominationRow]:
        return self._view.grid.selected_rows()

    def follow(self) -> None:
        row = self._chosen()
        is_live = row is not None and row.state is not TaskingState.CLOSED
        self.decide.setEnabled(is_live and row is not None and row.nominated > 0)
        self.override.setEnabled(bool(self.selected))
        self.withdraw.setEnabled(bool(self._standing()))

    def _standing(self) -> list[NominationRow]:
        return [row for row in self.selected if row.state is not NominationState.WITHDRAWN]

    def ask_decide(self) -> None:
        self._desk.runner.read(agreements).then(self._ask_capacity)

    def _ask_capacity(self, pools: tuple[AgreementRow, ...]) -> None:
        if row := self._chosen():
            capacity, where_from = capacity_of(pools, self._tasking.offices, row.product, self._desk.today())
            self._show(DecideDialog(self._desk, self._page, row, capacity, where_from))

    def ask_override(self) -> None:
        if rows := self.selected:
            self._show(OverrideDialog(self._desk, self._page, rows))

    def ask_withdraw(self) -> None:
        if rows := self._standing():
            self._show(WithdrawDialog(self._desk, self._page, rows))

    def _on_scored(self, nomination_id: int, score: float | None, note: str) -> None:
        self._desk.runner.change(note_score, nomination_id, score, note).then(self._on_noted)

    def _on_noted(self, _: None) -> None:
        self._desk.say("Noted the own score", True)
