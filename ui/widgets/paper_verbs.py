"""The papers of a training: attendance lists, certificates, and the file with everything on record."""

from pathlib import Path

from PySide6.QtCore import QObject

from coordinator.rules.evidence import SubjectKind
from coordinator.services.attendance_lists import ListRequest, attendance_list
from coordinator.services.certificates import BatchResult
from coordinator.services.evidence import EvidenceSubject
from coordinator.services.papers import write_file
from coordinator.views.issued_papers import IssuedRow, papers_with_numbers
from ui.dialogs.attendance_list_dialog import PATTERNS, AttendanceListDialog
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.issue_certificates_dialog import IssueCertificatesDialog
from ui.dialogs.paper_output_dialog import PaperOutputDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.evidence_verb import Chosen, EvidenceVerb


class PaperVerbs(QObject):
    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._target = Path()
        add, page = self._desk.actions.add, chosen.page
        self.save_list = add(page, "Page", "Attendance list…", self.ask_list, "Ctrl+S", "save")
        self.issue = add(page, "Page", "Issue certificates…", self.ask_issue, "Ctrl+Return", "award")
        self.issue_all = add(page, "Page", "Issue all certificates due…", self.ask_issue_all, "", "award")
        self.save_certificates = add(page, "Page", "Hand out certificates…", self.ask_output, "", "download")
        self.open_certificate = add(page, "Page", "Open certificate", self.do_open, "Ctrl+O", "file-badge")
        self.evidence = EvidenceVerb(page, self._desk, self._of_training, self._show)

    def follow(self) -> None:
        row, selected = self._chosen.training, self._chosen.selected
        self.save_list.setEnabled(row is not None and bool(self._chosen.seats))
        self.issue.setEnabled(row is not None and bool(row.certificates_due))
        self.save_certificates.setEnabled(any(seat.certificate for seat in self._chosen.seats))
        self.open_certificate.setEnabled(len(selected) == 1 and selected[0].certificate_file_id is not None)
        self.evidence.follow()

    def _of_training(self) -> Chosen | None:
        row = self._chosen.training
        return (EvidenceSubject(SubjectKind.TRAINING, row.id), row.title) if row is not None else None

    def _show(self, dialog: DialogFrame) -> None:
        dialog.done_with.connect(self._desk.say)
        self._chosen.show(dialog)

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
        """Who gets one, several selected people else all, and how it will look; then the work, then where they go."""
        row, selected = self._chosen.training, [seat.id for seat in self._chosen.selected]
        if row is not None:
            preferred = selected if len(selected) > 1 else ()
            self._ask(IssueCertificatesDialog(self._desk, self._chosen.page, row.id, row.title, preferred))

    def ask_issue_all(self) -> None:
        """The same for everyone who is due one, of any training."""
        self._ask(IssueCertificatesDialog(self._desk, self._chosen.page))

    def _ask(self, dialog: IssueCertificatesDialog) -> None:
        dialog.made.connect(self._on_issued)
        self._show(dialog)

    def _on_issued(self, batch: BatchResult, words: str) -> None:
        if batch.refused:
            self._desk.messages.refuse(self._chosen.page, "\n".join(batch.refused), f"{words}. These were not issued")
        self._hand_out(batch.made)

    def ask_output(self) -> None:
        """The certificates of the people selected, else all of the training."""
        chosen = [seat.certificate for seat in self._chosen.selected if seat.certificate]
        every = [seat.certificate for seat in self._chosen.seats if seat.certificate]
        self._hand_out(tuple(chosen if len(chosen) > 1 else every))

    def _hand_out(self, numbers: tuple[str, ...]) -> None:
        if numbers:
            self._desk.runner.read(papers_with_numbers, numbers).then(self._show_output)

    def _show_output(self, rows: tuple[IssuedRow, ...]) -> None:
        self._show(PaperOutputDialog(self._desk, self._chosen.page, rows))

    def do_open(self) -> None:
        """The paper in the viewer, as it was issued."""
        seats = [seat for seat in self._chosen.selected if seat.certificate]
        if seats:
            self._desk.runner.read(papers_with_numbers, (seats[0].certificate,)).then(self._show_paper)

    def _show_paper(self, rows: tuple[IssuedRow, ...]) -> None:
        for row in rows:
            title = f"Certificate {row.number}, {row.name}"
            self._show(FileViewerDialog(self._desk, self._chosen.page, title, row.file_id, row.sha256))
