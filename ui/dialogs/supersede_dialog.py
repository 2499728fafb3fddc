"""Issues a certificate or a letter anew: the new one is looked at, beside the old one, before it is issued."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.services.certificates import supersede_certificate
from coordinator.services.letter_changes import supersede_letter
from coordinator.services.paper_preview import PaperPreview, preview_superseding
from coordinator.services.papers import stored_file
from coordinator.views.issued_papers import IssuedRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.paper_words import facts
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.pdf_view import PdfView
from ui.widgets.view_switch import ViewSwitch

SENTENCE = (
    "The new one is made from what is on record today, gets a number of its own, and names this one, which stays on "
    "record as superseded. This cannot be undone."
)


class SupersedeDialog(DialogFrame):
    """`switch` shows the `new` or the `old` one; `superseded` carries the new number."""

    superseded = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, row: IssuedRow) -> None:
        self._kind = "certificate" if row.is_certificate else "letter"
        super().__init__(desk, parent, f"Supersede {self._kind} {row.number}", "Issue the new one")
        self._paper = row
        self._files: dict[str, tuple[str, bytes]] = {}
        self.switch = ViewSwitch("Which one is shown", (("new", "The new one"), ("old", f"As issued, {row.number}")))
        self.view = PdfView(desk, "Preview")
        self.said = wrapped(label(SENTENCE, "secondary"))
        self.column.addWidget(wrapped(label(facts(row))))
        self.column.addWidget(self.said)
        across = QHBoxLayout()
        across.addWidget(self.switch)
        across.addStretch(1)
        self.column.addLayout(across)
        self.column.addWidget(self.view, 1)
        self.finish_layout()
        self.resize(860, 680)
        self.go.setEnabled(False)
        self.view.say("Drawing the new one…")
        self.switch.chosen.connect(self._show)
        desk.runner.change(preview_superseding, row.id).then(self._take_new).otherwise(self._cannot)
        desk.runner.read(stored_file, row.file_id).then(self._take_old)

    def _take_new(self, preview: PaperPreview) -> None:
        self._files["new"] = (preview.name, preview.data)
        self.go.setEnabled(True)
        self._show()

    def _take_old(self, file: tuple[str, bytes]) -> None:
        self._files["old"] = file
        self._show()

    def _cannot(self) -> None:
        """Why was said already; the old one can still be looked at."""
        self.said.setText("It cannot be issued anew. Revoke it instead.")
        set_property(self.said, "tone", "bad")
        self.switch.choose("old")

    def _show(self) -> None:
        if self.switch.key in self._files:
            self.view.show_pdf(*self._files[self.switch.key])

    def submit(self) -> None:
        self.start()
        runner, row = self.desk.runner, self._paper
        if row.is_certificate:
            job = runner.change(supersede_certificate, row.id)
        else:
            job = runner.change(supersede_letter, -row.id)
        job.then(self._on_superseded).otherwise(self.refused)

    def _on_superseded(self, number: str) -> None:
        self.superseded.emit(number)
        self.finish(f"Issued {number} in place of {self._paper.number}", can_undo=False)
