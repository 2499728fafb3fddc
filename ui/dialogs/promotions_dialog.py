"""Seats became free after a decision: which alternates would move up, for whom, and why. Nothing happens unasked."""

from PySide6.QtWidgets import QWidget

from coordinator.services.selection import accept_promotions
from coordinator.views.selections import Promotion, promotions
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.checklist_dialog import ChecklistDialog, Proposal
from ui.wording import count

NOBODY = "No seat is free, or no alternate is left who could take it under the quotas."
COLUMNS = (("Name", 220), ("Office", 76), ("Alternate", 86), ("Why", 300))


class PromotionsDialog(ChecklistDialog):
    def __init__(self, desk: Desk, parent: QWidget, tasking: TaskingRow) -> None:
        super().__init__(desk, parent, f"Move alternates up: {tasking.number}", "Move up", COLUMNS)
        self.desk.runner.read(promotions, tasking.id).then(self._show)

    def _show(self, rows: tuple[Promotion, ...]) -> None:
        proposals = [
            Proposal(row.nomination_id, (row.name, row.office, str(row.place), row.why), icon=("arrow-up", "good"))
            for row in rows
        ]
        seats = count(len(rows), "seat is", "seats are")
        self.show_proposals(proposals, f"{seats} free. These alternates are next." if rows else NOBODY)

    def submit(self) -> None:
        self.start()
        self.desk.runner.change(accept_promotions, self.ids).then(self._on_moved).otherwise(self.refused)

    def _on_moved(self, people: int) -> None:
        self.finish(f"Moved up {count(people, 'alternate', 'alternates')}")
