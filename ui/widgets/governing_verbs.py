"""What can be done with governing documents: register, add a version, correct, show, ask people, record."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.services.acknowledgment_forms import write_forms
from coordinator.views.documents import MissingRow, VersionRow, VersionState
from ui.desk import Desk
from ui.dialogs.acknowledgment_list_dialog import AcknowledgmentListDialog
from ui.dialogs.acknowledgment_mails_dialog import AcknowledgmentMailsDialog
from ui.dialogs.acknowledgments_dialog import AcknowledgmentsDialog
from ui.dialogs.document_dialog import DocumentDialog, EditDocumentDialog
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.version_change_dialog import VersionChange, VersionChangeDialog
from ui.dialogs.version_dialog import CorrectVersionDialog, VersionDialog
from ui.widgets.grid import Grid
from ui.wording import count

BEGUN = (VersionState.IN_FORCE, VersionState.REPLACED, VersionState.EXPIRED)


class GoverningVerbs(QObject):
    """Owns its actions; all but `register` are about the version chosen in the grid. `missing` has not accepted it."""

    def __init__(self, desk: Desk, page: QWidget, grid: Grid[VersionRow], show: Callable[[DialogFrame], None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._grid, self._show = desk, page, grid, show
        self.missing: tuple[MissingRow, ...] = ()
        add = self._add
        self.register = add("Register document…", self.ask_document, "Ctrl+N", "file-plus")
        self.version = add("Add version…", self.ask_version, "", "file-up")
        self.record = add("Record acknowledgments…", self.ask_acknowledgments, "Ctrl+Shift+A", "clipboard-check")
        self.take_list = add("Take a list of acknowledgments in…", self.ask_list, "", "list-checks")
        self.ask = add("Ask for acknowledgments by mail…", self.ask_mails, "", "mail")
        self.change = add("What changes…", self.show_change, "", "file-search")
        self.edit = add("Edit document…", self.ask_edit, "", "pencil")
        self.correct = add("Correct version…", self.ask_correction, "", "file-clock")
        self.forms = add("Save acknowledgment forms…", self.save_forms, "", "signature")
        self.open_file = add("Show file", self.show_file, "Ctrl+O", "eye")
        self.often = (self.take_list, self.ask, self.forms, self.change, self.open_file, self.version)
        self.seldom = (self.correct, self.edit)

    def _add(self, text: str, slot: Callable[[], None], shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    @property
    def row(self) -> VersionRow | None:
        rows = self._grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def follow(self, *, is_active: bool) -> None:
        """Only what fits the chosen version can be done."""
        row = self.row if is_active else None
        can_record = row is not None and row.state in BEGUN
        self.register.setEnabled(is_active)
        for action in (self.version, self.change, self.edit, self.correct):
            action.setEnabled(row is not None)
        self.take_list.setEnabled(can_record)
        for action in (self.record, self.ask, self.forms):
            action.setEnabled(bool(row and row.missing))
        self.open_file.setEnabled(bool(row and row.file_id))

    # documents and versions

    def ask_document(self) -> None:
        self._show(DocumentDialog(self._desk, self._page))

    def ask_version(self) -> None:
        if (row := self.row) is not None:
            self._show(VersionDialog(self._desk, self._page, row))

    def ask_edit(self) -> None:
        if (row := self.row) is not None:
            self._show(EditDocumentDialog(self._desk, self._page, row))

    def ask_correction(self) -> None:
        if (row := self.row) is not None:
            self._show(CorrectVersionDialog(self._desk, self._page, row))

    def show_change(self) -> None:
        """What this version asks of people, and says differently from the one before."""
        if (row := self.row) is not None:
            change = VersionChange(
                row.document_id, row.title, row.label, row.effective_on, row.grace_days, row.earlier_id, row.id
            )
            self._show(VersionChangeDialog(self._desk, self._page, change))

    def show_file(self) -> None:
        """The kept file, inside the program."""
        row = self.row
        if row is not None and row.file_id is not None:
            title = f"{row.title}, {row.label}"
            self._show(FileViewerDialog(self._desk, self._page, title, row.file_id, row.sha256))

    # acknowledgments

    def ask_acknowledgments(self) -> None:
        """Who of those missing accepted the version."""
        if (row := self.row) is not None:
            self._show(AcknowledgmentsDialog(self._desk, self._page, row, self.missing))

    def ask_list(self) -> None:
        if (row := self.row) is not None:
            versions = [each for each in self._grid.rows_model.all_rows if each.state in BEGUN]
            self._show(AcknowledgmentListDialog(self._desk, self._page, versions, row.id))

    def ask_mails(self) -> None:
        if (row := self.row) is not None:
            self._show(AcknowledgmentMailsDialog(self._desk, self._page, row))

    def save_forms(self) -> None:
        """A form to sign for everyone who has not acknowledged the version."""
        row = self.row
        people = tuple(person.id for person in self.missing)
        folder = self._desk.messages.folder(self._page, "Save the forms to") if row and people else None
        if row is not None and folder is not None:
            runner = self._desk.runner
            job = runner.call(write_forms, runner.workspace, row.id, people, folder, runner.progress)
            job.then(self._on_forms)

    def _on_forms(self, result: tuple[int, Path]) -> None:
        self._desk.say(f"Saved {count(result[0], 'form', 'forms')} to {result[1].name}", False)
