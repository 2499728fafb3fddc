"""What can be done in the register: papers opened, saved, printed, mailed, signed; superseded, revoked; more issued."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.services.certificates import BatchResult
from coordinator.services.papers import stored_file, write_file
from coordinator.views.issued_papers import IssuedRow, papers_with_numbers
from ui.desk import Desk
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.issue_certificates_dialog import IssueCertificatesDialog
from ui.dialogs.paper_mails_dialog import PaperMailsDialog
from ui.dialogs.paper_output_dialog import Output, PaperOutputDialog
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.dialogs.sign_dialog import SignDialog
from ui.dialogs.supersede_dialog import SupersedeDialog
from ui.dialogs.verify_dialog import VerifyDialog
from ui.models.paper_words import what
from ui.widgets.grid import Grid


class IssuedVerbs(QObject):
    """Owns its actions; all but `issue` are about the papers chosen in the grid. `superseded` has the new number."""

    superseded = Signal(str)

    def __init__(self, desk: Desk, page: QWidget, grid: Grid[IssuedRow], show: Callable[[DialogFrame], None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._grid, self._show = desk, page, grid, show
        self._target = Path()
        self.due = 0  # certificates that can be issued, of any training
        self.issue = self._add("Issue all certificates due…", self.ask_issue, "", "award")
        self.open = self._add("Open paper", self.open_paper, "", "file-badge")
        self.open_signed = self._add("Open signed copy", self.open_signed_copy, "", "file-check")
        self.save = self._add("Save copies…", self.ask_save, "Ctrl+Shift+S", "file-down")
        self.print = self._add("Print papers…", self.ask_print, "Ctrl+P", "printer")
        self.mail = self._add("Draft mails with papers…", self.ask_mails, "", "mail")
        self.sign = self._add("Sign…", self.ask_sign, "", "signature")
        self.supersede = self._add("Supersede…", self.ask_supersede, "", "repeat")
        self.revoke = self._add("Revoke…", self.ask_revoke, "", "badge-x")

    def _add(self, text: str, slot: Callable[[], object], shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    @property
    def outgoing(self) -> tuple[tuple[str, QAction], ...]:
        """Each with the shorter word on its button."""
        return (("Open", self.open), ("Save…", self.save), ("Print…", self.print), ("Mail…", self.mail))

    @property
    def changes(self) -> tuple[QAction, ...]:
        return (self.open_signed, self.sign, self.supersede, self.revoke)

    def follow(self, *, is_active: bool) -> None:
        rows = self._grid.selected_rows() if is_active else []
        for action in (self.save, self.print):
            action.setEnabled(bool(rows))
        self.issue.setEnabled(is_active and self.due > 0)
        self.open.setEnabled(len(rows) == 1)
        self.open_signed.setEnabled(len(rows) == 1 and rows[0].signed_file_id is not None)
        self.sign.setEnabled(any(row.is_valid for row in rows))
        self.mail.setEnabled(any(row.is_valid for row in rows))
        for action in (self.supersede, self.revoke):
            action.setEnabled(len(rows) == 1 and rows[0].is_valid)

    # out of the program

    def open_paper(self) -> None:
        if self.open.isEnabled():
            row = self._grid.selected_rows()[0]
            title = f"{what(row)} {row.number}"
            self._show(FileViewerDialog(self._desk, self._page, title, row.file_id, row.sha256))

    def open_signed_copy(self) -> None:
        row = self._grid.selected_rows()[0]
        if row.signed_file_id is not None:
            title = f"{what(row)} {row.number}, signed copy"
            self._show(FileViewerDialog(self._desk, self._page, title, row.signed_file_id, row.signed_sha256))

    def ask_save(self) -> None:
        """One under a name of its own; more as files in a folder, or as one."""
        rows = self._grid.selected_rows()
        if len(rows) > 1:
            self._show(PaperOutputDialog(self._desk, self._page, rows, Output.FILES))
        elif rows:
            self._save_one(rows[0])

    def _save_one(self, row: IssuedRow) -> None:
        path = self._desk.messages.save_file(self._page, "Save a copy", f"{row.number}.pdf", "PDF files (*.pdf)")
        if path is not None:
            self._target = path
            self._desk.runner.read(stored_file, row.outgoing_file_id).then(self._write)

    def _write(self, file: tuple[str, bytes]) -> None:
        self._desk.runner.call(write_file, self._target.parent, self._target.name, file[1]).then(self._on_written)

    def _on_written(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    def ask_print(self) -> None:
        if rows := self._grid.selected_rows():
            self._show(PaperOutputDialog(self._desk, self._page, rows, Output.PRINT))

    def ask_mails(self) -> None:
        if rows := [row for row in self._grid.selected_rows() if row.is_valid]:
            self._show(PaperMailsDialog(self._desk, self._page, [row.id for row in rows]))

    # more of them

    def ask_issue(self) -> None:
        """Everyone who is due a certificate, of any training; then where the new ones go."""
        dialog = IssueCertificatesDialog(self._desk, self._page)
        dialog.made.connect(self._on_issued)
        self._show(dialog)

    def _on_issued(self, batch: BatchResult, words: str) -> None:
        if batch.refused:
            self._desk.messages.refuse(self._page, "\n".join(batch.refused), f"{words}. These were not issued")
        if batch.made:
            self._desk.runner.read(papers_with_numbers, batch.made).then(self._hand_out)

    def _hand_out(self, rows: tuple[IssuedRow, ...]) -> None:
        self._show(PaperOutputDialog(self._desk, self._page, rows))

    def ask_verify(self) -> None:
        """Of a paper that somebody shows; the window has an action for it on every page."""
        self._show(VerifyDialog(self._desk, self._page))

    # what became of them

    def ask_sign(self) -> None:
        if rows := [row.id for row in self._grid.selected_rows() if row.is_valid]:
            self._show(SignDialog(self._desk, self._page, rows))

    def ask_supersede(self) -> None:
        if self.supersede.isEnabled():
            dialog = SupersedeDialog(self._desk, self._page, self._grid.selected_rows()[0])
            dialog.superseded.connect(self.superseded)
            self._show(dialog)

    def ask_revoke(self) -> None:
        if self.revoke.isEnabled():
            self._show(RevokeDialog(self._desk, self._page, self._grid.selected_rows()[0]))
