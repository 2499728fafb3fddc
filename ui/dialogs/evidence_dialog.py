"""Everything on record about one person or training: as a PDF or an archive, redacted or not; looked at, then saved."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.evidence import SubjectKind
from coordinator.services.evidence import EvidenceForm, EvidenceRequest, EvidenceSubject
from coordinator.services.evidence_archive import EvidenceOutput, evidence_output
from coordinator.services.papers import write_file
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.dialogs.print_dialog import PrintDialog
from ui.widgets.basics import label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.pdf_view import PdfView
from ui.wording import count

FORMS = (
    (EvidenceForm.PDF, "PDF, one file to read and print"),
    (EvidenceForm.ZIP, "ZIP, the PDF with every original"),
)
HELP = {
    EvidenceForm.PDF: "It names every file that it rests on, with the SHA-256.",
    EvidenceForm.ZIP: "Originals are in it as they came, and may name other people. A manifest has the hash of each.",
}
NO_ORIGINALS = "Redacted, it holds no originals: the manifest has their hashes."
WITHHELD = (
    "Personal data is replaced by its FOIA exemption; it is not in the file at all. Settings say what is withheld."
)
WHAT = {
    SubjectKind.PERSON: "Every record of the person, from the memorandum to the last change, with where it comes from.",
    SubjectKind.TRAINING: "The plan, everyone who was seated, the reports and certificates, with every change.",
}
PATTERNS = {EvidenceForm.PDF: "PDF (*.pdf)", EvidenceForm.ZIP: "ZIP archives (*.zip)"}


class EvidenceDialog(DialogFrame):
    """`go` makes the file, `view` shows what was `made`, and then `go` saves it."""

    def __init__(self, desk: Desk, parent: QWidget, subject: EvidenceSubject, title: str) -> None:
        super().__init__(desk, parent, f"Evidence file: {title}", "Make file")
        self.subject = subject
        self.made: EvidenceOutput | None = None
        self.is_running = False
        self.printing: PrintDialog | None = None
        self.form_box: QComboBox = combo("Form")
        self.redacted = QCheckBox("&Redacted for release")
        self.until = date_field(desk.today())
        self.help = wrapped(label("", "secondary"))
        self.said = label("", "secondary")
        self.progress = QProgressBar()
        self.view = PdfView(desk, "Evidence file", is_large=True)
        self.choices = QWidget()
        self.pages = QStackedWidget()
        self._arrange()
        self._connect()
        self._follow()

    def _arrange(self) -> None:
        for form, words in FORMS:
            self.form_box.addItem(words, form)
        self.until.setMaximumDate(qdate(self.desk.today()))
        self.redacted.setAccessibleDescription(WITHHELD)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        fields = Form()
        fields.row("For&m", self.form_box)
        fields.row("", self.help)
        fields.row("As of the &end of", self.until, "The records as they stood then, read from the audit trail.")
        fields.row("", self.redacted, WITHHELD)
        column = QVBoxLayout(self.choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(wrapped(label(WHAT[self.subject.kind])))
        column.addWidget(fields)
        column.addStretch(1)
        self.pages.addWidget(self.choices)
        self.pages.addWidget(self.view)
        self.column.addWidget(self.pages, 1)
        self.column.addWidget(self.progress)
        self.buttons.insertWidget(0, self.said)
        self.finish_layout()
        self.resize(640, 420)

    def _connect(self) -> None:
        self.form_box.currentIndexChanged.connect(self._follow)
        self.redacted.toggled.connect(self._follow)
        self.view.print_wanted.connect(self.ask_print)
        self.desk.runner.progressed.connect(self._on_progress)

    @property
    def form(self) -> EvidenceForm:
        return EvidenceForm(self.form_box.currentData())

    @property
    def request(self) -> EvidenceRequest:
        day = pydate(self.until.date())
        as_of = None if day >= self.desk.today() else day
        return EvidenceRequest(self.subject, self.redacted.isChecked(), as_of)

    def _follow(self) -> None:
        """Say what the chosen form holds."""
        bare = self.form is EvidenceForm.ZIP and self.redacted.isChecked()
        self.help.setText(NO_ORIGINALS if bare else HELP[self.form])

    # making it

    def submit(self) -> None:
        """Make the file; once it is there, save it."""
        if self.made is not None:
            self._save(self.made)
            return
        self._set_running(True)
        runner = self.desk.runner
        job = runner.read(evidence_output, self.request, self.form, self.desk.now(), runner.progress)
        job.then(self._show).otherwise(self.refused)

    def _set_running(self, is_running: bool) -> None:
        """While it runs the second button stops it."""
        self.is_running = is_running
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
        self.progress.setVisible(is_running)
        self.said.setText("")
        self.cancel.setText("Stop" if is_running else "Cancel")
        self.go.setEnabled(not is_running)
        self.choices.setEnabled(not is_running)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self.is_running:
            self.progress.setRange(0, total)
            self.progress.setValue(done)
            self.said.setText(what)

    def reject(self) -> None:
        if self.is_running:
            self.desk.runner.cancel()
        else:
            super().reject()

    def refused(self) -> None:
        self._set_running(False)

    def _show(self, made: EvidenceOutput) -> None:
        """The PDF as it will be saved, or as it lies in the archive."""
        self._set_running(False)
        self.made = made
        self.go.setText("Save as…")
        self.cancel.setText("Close")
        self.said.setText(made.withheld or f"{made.name} · {count(made.originals, 'file', 'files')} on record")
        self.view.show_pdf(f"{Path(made.name).stem}.pdf", made.pdf)
        self.pages.setCurrentIndex(1)
        self.resize(980, 680)
        self.view.setFocus()

    # what becomes of it

    def ask_print(self) -> None:
        if self.view.file is not None:
            self.printing = PrintDialog(self.desk, self, self.view.file)
            self.printing.done_with.connect(self.done_with)
            self.printing.finished.connect(self.printing.deleteLater)
            self.printing.open()

    def _save(self, made: EvidenceOutput) -> None:
        path = self.desk.messages.save_file(self, "Save evidence file", made.name, PATTERNS[self.form])
        if path is not None:
            self.start()
            job = self.desk.runner.call(write_file, path.parent, path.name, made.data)
            job.then(self._on_saved).otherwise(self._not_saved)

    def _not_saved(self) -> None:
        self.go.setEnabled(True)

    def _on_saved(self, path: Path) -> None:
        self.finish(f"Saved {path.name}", can_undo=False)
