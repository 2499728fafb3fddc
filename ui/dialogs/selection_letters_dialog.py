"""The letters that a decision calls for, before they are issued: to whom, which, and who has it already."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from coordinator.rules.vocabulary import LetterKind, NominationState
from coordinator.services.certificates import BatchResult
from coordinator.services.letter_preview import preview_selection_letter
from coordinator.services.selection_letters import issue_selection_letters
from coordinator.views.selection_letters import SelectionLetterRow, selection_letters
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.checklist_dialog import NAME, ChecklistDialog, Proposal
from ui.dialogs.preview_dialog import PreviewDialog
from ui.widgets.basics import button
from ui.wording import count, word

ID = Qt.ItemDataRole.UserRole
NOBODY = "Nobody is due a letter. Letters follow the decision on a selection."
COLUMNS = (("Name", 220), ("Office", 76), ("Decision", 120), ("Letter", 300))


class SelectionLettersDialog(ChecklistDialog):
    """`issued` carries what was made, so that it can be saved or printed."""

    issued = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, tasking: TaskingRow) -> None:
        super().__init__(desk, parent, f"Letters of selection: {tasking.number}", "Issue letters", COLUMNS)
        self._tasking_id = tasking.id
        self._is_running = False
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.column.insertWidget(self.column.count() - 1, self.progress)
        desk.runner.progressed.connect(self._on_progress)
        self.preview: PreviewDialog | None = None
        self.look = button("Look at the letter", "flat", "eye")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self.look_at_letter)
        self.buttons.insertWidget(1, self.look)
        self.people.currentItemChanged.connect(self._follow)
        self._load()

    def look_at_letter(self) -> None:
        """The letter to the current person, as it will be issued."""
        item = self.people.currentItem()
        if item is not None:
            asked = (self._tasking_id, item.data(NAME, ID))
            title = f"The letter to {item.text(NAME)}"
            self.preview = PreviewDialog(self.desk, self, title, preview_selection_letter, *asked)
            self.preview.finished.connect(self.preview.deleteLater)
            self.preview.open()

    def _follow(self) -> None:
        """There is something to look at only for those who are due a letter."""
        item = self.people.currentItem()
        self.look.setEnabled(item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable))

    def _load(self) -> None:
        self.desk.runner.read(selection_letters, self._tasking_id).then(self._show)

    def _show(self, rows: tuple[SelectionLetterRow, ...]) -> None:
        due = sum(not row.issued_as for row in rows)
        said = f"{count(due, 'person is', 'people are')} due a letter. It is numbered, kept as issued, and not undone."
        self.show_proposals([_proposal(row) for row in rows], said if due else NOBODY)
        if (first := next(iter(self.items), None)) is not None:
            self.people.setCurrentItem(first)
        self._follow()

    def submit(self) -> None:
        self._set_running(True)
        runner = self.desk.runner
        job = runner.change(issue_selection_letters, self._tasking_id, self.ids, progress=runner.progress)
        job.then(self._on_issued).otherwise(self.refused)

    def _set_running(self, is_running: bool) -> None:
        """While it runs the second button stops it after the letter it is at."""
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.progress.setRange(0, max(len(self.ids), 1))
        self.progress.setValue(0)
        self.cancel.setText("Stop" if is_running else "Cancel")
        self.people.setEnabled(not is_running)
        self.go.setEnabled(not is_running and bool(self.ids))

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        if self._is_running:
            self.progress.setMaximum(total)
            self.progress.setValue(done)

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        else:
            super().reject()

    def refused(self) -> None:
        self._set_running(False)
        self._load()

    def _on_issued(self, batch: BatchResult) -> None:
        self._is_running = False
        made = f"Issued {count(len(batch.made), 'letter', 'letters')}"
        of = f" of {batch.of:,}; stopped" if batch.stopped else ""
        left = f", {len(batch.refused):,} refused" if batch.refused else ""
        self.finish(made + of + left, can_undo=False)
        self.issued.emit(batch)


def _proposal(row: SelectionLetterRow) -> Proposal:
    decision = word(row.state)
    if row.alternate_place is not None:
        decision = f"Alternate {row.alternate_place} of {row.alternates}"
    if row.issued_as:
        cells = (row.name, row.office, decision, f"Issued as {row.issued_as}")
        return Proposal(row.nomination_id, cells, can_be_checked=False, icon=("mail-check", "neutral"))
    return Proposal(row.nomination_id, (row.name, row.office, decision, _letter(row)), icon=("mail", "accent"))


def _letter(row: SelectionLetterRow) -> str:
    if row.kind is LetterKind.SELECTION:
        return "Selection, with what to do next"
    return "Non-selection, with the place" if row.state is NominationState.ALTERNATE else "Non-selection"
