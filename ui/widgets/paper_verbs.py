"""The papers of a training: attendance lists and certificates."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from coordinator.services.attendance_lists import ListRequest, attendance_list
from coordinator.services.certificates import BatchResult, issue_certificates
from coordinator.services.papers import papers_numbered, stored_file, write_file
from ui.dialogs.attendance_list_dialog import PATTERNS, AttendanceListDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.wording import count

Papers = Sequence[tuple[str, bytes]]


def write_all(folder: Path, papers: Papers) -> tuple[Path, int]:
    """Every paper into the folder; returns the folder and how many."""
    for name, data in papers:
        write_file(folder, name, data)
    return folder, len(papers)


class PaperVerbs(QObject):
    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._target = Path()
        self._issued: tuple[str, ...] = ()
        add, page = self._desk.actions.add, chosen.page
        self.save_list = add(page, "Page", "Attendance list…", self.ask_list, "Ctrl+S", "save")
        self.issue = add(page, "Page", "Issue certificates…", self.ask_issue, "Ctrl+Return", "award")
        self.save_certificates = add(page, "Page", "Save certificates…", self.ask_folder, "", "download")
        self.open_certificate = add(page, "Page", "Open certificate", self.do_open, "Ctrl+O", "file-badge")

    def follow(self) -> None:
        row, selected = self._chosen.training, self._chosen.selected
        self.save_list.setEnabled(row is not None and bool(self._chosen.seats))
        self.issue.setEnabled(row is not None and bool(row.certificates_due))
        self.save_certificates.setEnabled(any(seat.certificate for seat in self._chosen.seats))
        self.open_certificate.setEnabled(len(selected) == 1 and selected[0].certificate_file_id is not None)

    # the attendance list

    def ask_list(self) -> None:
        if self._chosen.training is not None:
            dialog = AttendanceListDialog(self._desk, self._chosen.page, self._chosen.training)
            dialog.wanted.connect(self._on_list)
            self._chosen.show(dialog)

    def _on_list(self, request: ListRequest, name: str) -> None:
        pattern = PATTERNS[request.form]
        path = self._desk.messages.save_file(self._chosen.page, "Save attendance list", name, pattern)
        if path is not None:
            self._target = path
            self._desk.runner.read(attendance_list, request, self._desk.now()).then(self._write_list)

    def _write_list(self, data: bytes) -> None:
        self._desk.runner.call(write_file, self._target.parent, self._target.name, data).then(self._on_written)

    def _on_written(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    # certificates

    def ask_issue(self) -> None:
        row = self._chosen.training
        if row is None:
            return
        due = count(row.certificates_due, "certificate", "certificates")
        sentence = "They are numbered and kept as issued. A certificate is revoked or replaced later, never undone."
        if self._desk.messages.confirm(self._chosen.page, f"Issue {due} of {row.title}?", sentence, f"Issue {due}"):
            runner = self._desk.runner
            runner.change(issue_certificates, row.id, progress=runner.progress).then(self._on_issued)

    def _on_issued(self, batch: BatchResult) -> None:
        made = count(len(batch.made), "certificate", "certificates")
        of = f"Issued {len(batch.made)} of {batch.of} certificates" if batch.stopped else f"Issued {made}"
        self._desk.say(of, False)
        if batch.refused:
            self._desk.messages.refuse(self._chosen.page, "\n".join(batch.refused), "Some certificates were not issued")
        sentence = "Save them as PDF files into a folder now? They can be saved at any time."
        if batch.made and self._desk.messages.confirm(self._chosen.page, of, sentence, "Save into a folder"):
            self._save(batch.made)

    def ask_folder(self) -> None:
        """The certificates of the people selected, else all of the training."""
        chosen = [seat.certificate for seat in self._chosen.selected if seat.certificate]
        every = [seat.certificate for seat in self._chosen.seats if seat.certificate]
        self._save(tuple(chosen if len(chosen) > 1 else every))

    def _save(self, numbers: tuple[str, ...]) -> None:
        folder = self._desk.messages.folder(self._chosen.page, "Save certificates into")
        if folder is not None:
            self._target = folder
            self._desk.runner.read(papers_numbered, numbers).then(self._write_papers)

    def _write_papers(self, papers: Papers) -> None:
        self._desk.runner.call(write_all, self._target, papers).then(self._on_saved)

    def _on_saved(self, saved: tuple[Path, int]) -> None:
        folder, how_many = saved
        self._desk.say(f"Saved {count(how_many, 'certificate', 'certificates')} in {folder.name}", False)

    def do_open(self) -> None:
        seats = [seat for seat in self._chosen.selected if seat.certificate_file_id is not None]
        if seats:
            self._desk.runner.read(stored_file, seats[0].certificate_file_id or 0).then(self._write_to_open)

    def _write_to_open(self, paper: tuple[str, bytes]) -> None:
        folder = Path(gettempdir()) / "coordinator"
        self._desk.runner.call(write_file, folder, *paper).then(self._open)

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
