"""Everyone marked present at a training acknowledged there: which documents."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from coordinator.services.acknowledgments import acknowledge_present
from coordinator.views.documents import VersionRow, governing_versions
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.checklist_dialog import ChecklistDialog, Proposal
from ui.wording import count, day

COLUMNS = (("Document", 280), ("Version", 130), ("In force", 200))
NONE = "No governing document was in force on the day of the training."


class PresentAcknowledgedDialog(ChecklistDialog):
    """`people` lists the versions that were in force on the day of the training, on its own clock."""

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow, present: int) -> None:
        super().__init__(desk, parent, "All present acknowledged", "Record", COLUMNS)
        self._training, self._present = training, present
        self._held_on = training.starts_at.astimezone(ZoneInfo(training.time_zone)).date()
        desk.runner.read(governing_versions, self._held_on).then(self._show)

    def _show(self, rows: tuple[VersionRow, ...]) -> None:
        """As of that day the newest version of each document that had begun is the one that was shown."""
        newest: dict[int, VersionRow] = {}
        for row in rows:
            if row.effective_on <= self._held_on:
                newest.setdefault(row.document_id, row)
        who = count(self._present, "person", "people")
        said = f"{who} marked present at {self._training.title} acknowledged on {day(self._held_on)}:"
        self.show_proposals([_proposal(row) for row in newest.values()], said if newest else NONE)

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(acknowledge_present, self._training.id, self.ids)
        job.then(self._on_recorded).otherwise(self.judge)

    def _on_recorded(self, new: int) -> None:
        if new:
            self.finish(f"Recorded {count(new, 'acknowledgment', 'acknowledgments')} at {self._training.title}")
        else:
            self.finish("All of these were on record already", can_undo=False)


def _proposal(row: VersionRow) -> Proposal:
    until = f" until {day(row.expires_on)}" if row.expires_on else ""
    cells = (row.title, row.label, f"From {day(row.effective_on)}{until}")
    return Proposal(row.id, cells, is_checked=row.is_required, icon=("file-check", "neutral"))
