"""Signs issued papers: which they are, with whose certificate, and afterwards which were signed and which were not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from coordinator.services.certificates import BatchResult
from coordinator.services.signatures import SIGNED, sign_documents
from coordinator.views.signatures import PaperToSign, papers_to_sign
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog, batch_words
from ui.models.rows_model import Column
from ui.widgets.basics import label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.signer_fields import SignerFields
from ui.wording import count, word

DOCUMENTS = ("document", "documents")
SENTENCE = (
    "A signed copy is kept beside each document as it was issued. Readers of PDF files then show who signed it, and "
    "that nothing was changed since. A signature is not undone."
)
NONE_LEFT = "None of these documents can be signed."


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper, and in words, with an icon and a color, what becomes of it."""

    id: int
    number: str
    what: str
    name: str
    fate: str
    tone: tuple[str, str]


def _number(line: PaperLine) -> str:
    return line.number


def _what(line: PaperLine) -> str:
    return line.what


def _name(line: PaperLine) -> str:
    return line.name


def _fate(line: PaperLine) -> str:
    return line.fate


def _tone(line: PaperLine) -> tuple[str, str]:
    return line.tone


COLUMNS: tuple[Column[PaperLine], ...] = (
    Column("Number", _number, 176, bold=True),
    Column("Document", _what, 128),
    Column("Name", _name, 136),
    Column("Signature", _fate, 200, tone=_tone),
)


class SignDialog(BatchDialog):
    """`papers` are ids of the register's rows. `grid` lists them, `fields` say with what they are signed."""

    def __init__(self, desk: Desk, parent: QWidget, papers: Sequence[int]) -> None:
        super().__init__(desk, parent, "Sign documents", "Sign")
        self._papers = tuple(papers)
        self._lines: tuple[PaperLine, ...] = ()
        self._ids: tuple[int, ...] = ()
        self.sentence = wrapped(label(SENTENCE, "secondary"))
        self.grid: Grid[PaperLine] = Grid(COLUMNS, desk.look, "Documents to sign")
        self.grid.setMinimumHeight(112)
        self.fields = SignerFields(desk)
        self.fields.changed.connect(self._check)
        self.column.addWidget(self.sentence)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self.fields)
        self.finish_layout()
        self.resize(720, 660)
        self.go.setEnabled(False)
        self.fields.file.path.setFocus()
        desk.runner.read(papers_to_sign, self._papers).then(self._show)

    def _show(self, papers: tuple[PaperToSign, ...]) -> None:
        self._ids = tuple(paper.id for paper in papers if not paper.why_not)
        self._lines = tuple(_line(paper) for paper in papers)
        self.grid.set_rows(self._lines)
        self.heading.setText(f"Sign {count(len(self._ids), *DOCUMENTS)}")
        self.go.setText(f"Sign {count(len(self._ids), *DOCUMENTS)}" if self._ids else "Sign")
        if not self._ids:
            self.sentence.setText(NONE_LEFT)
        self.fields.setEnabled(bool(self._ids))
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self._ids) and self.fields.signer is not None and not self.is_running)

    def submit(self) -> None:
        signer = self.fields.signer
        assert signer is not None
        runner = self.desk.runner
        job = runner.call(sign_documents, runner.workspace, self._ids, signer, runner.progress)
        self.run(job, len(self._ids), "Signed", DOCUMENTS)

    def set_busy(self, is_busy: bool) -> None:
        self.fields.setEnabled(not is_busy)

    def refused(self) -> None:
        """A secret that was wrong is not tried again by a second click."""
        super().refused()
        self.fields.forget()
        self.fields.page.secret.setFocus()

    def done(self, result: int) -> None:
        self.fields.forget()
        super().done(result)

    def _on_done(self, batch: BatchResult) -> None:
        self.desk.runner.changed.emit(SIGNED)
        if batch.refused:
            self._show_outcome(batch)
        else:
            super()._on_done(batch)

    def _show_outcome(self, batch: BatchResult) -> None:
        """Stay open and say which were not signed, and why."""
        words = batch_words(batch, "Signed", DOCUMENTS)
        self._set_running(False)
        self.fields.forget()
        self.fields.hide()
        self.go.hide()
        self.said.hide()
        self.cancel.setText("Close")
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self.heading.setText(words)
        self.sentence.setText("What was signed is kept. The others are as they were, and can be signed later.")
        self.grid.set_rows([self._after(line, batch) for line in self._lines])
        self.done_with.emit(words, False)
        self.made.emit(batch, words)

    def _after(self, line: PaperLine, batch: BatchResult) -> PaperLine:
        why = dict(refusal.split(": ", 1) for refusal in batch.refused)
        if line.number in batch.made:
            return replace(line, fate="Signed", tone=("circle-check", "good"))
        if line.number in why:
            return replace(line, fate=why[line.number], tone=("circle-x", "bad"))
        return replace(line, fate="Not signed", tone=("circle-dashed", "neutral")) if line.id in self._ids else line


def _line(paper: PaperToSign) -> PaperLine:
    fate, tone = (paper.why_not, ("ban", "neutral")) if paper.why_not else ("Will be signed", ("signature", "accent"))
    what = word(paper.letter) if paper.letter else "Certificate"
    return PaperLine(paper.id, paper.number, what, paper.name, fate, tone)
