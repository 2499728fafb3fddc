"""Issued papers on their way out, one or a thousand: as files, as one file, onto paper, or by mail."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.services.paper_batches import SavedPapers, merged_papers, save_merged, save_papers
from coordinator.services.papers import stored_file
from coordinator.views.issued_papers import IssuedRow
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.dialogs.paper_mails_dialog import PaperMailsDialog
from ui.dialogs.print_dialog import PrintDialog
from ui.models.paper_words import counted_words
from ui.widgets.basics import label, wrapped
from ui.widgets.paper_choice import PaperChoice
from ui.widgets.pdf_view import PdfView
from ui.wording import count


class Output(StrEnum):
    """Where the papers go."""

    FILES = "A file for each, in a folder"
    MERGED = "One file with all of them"
    PRINT = "Print, with a look at the pages first"
    MAIL = "A mail for each, with its file attached"


HELP = {
    Output.FILES: "Named by their numbers. A file of the same name is replaced.",
    Output.MERGED: "A bookmark for each, and read aloud as each of them is. For printing: it is not what was issued.",
    Output.PRINT: "One after the other. You choose the printer and the pages.",
    Output.MAIL: "Drafts for your own mail program, to those they are about. Nothing is sent.",
}
VERBS = {
    Output.FILES: "Save files…",
    Output.MERGED: "Save one file…",
    Output.PRINT: "Look and print…",
    Output.MAIL: "Draft mails…",
}


class PaperOutputDialog(BatchDialog):
    """`ways` has a button for each `Output`; `papers` says which go out, `view` shows the current one."""

    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[IssuedRow], output: Output = Output.FILES) -> None:
        super().__init__(desk, parent, f"Hand out {count(len(rows), *counted_words(list(rows)))}", VERBS[output])
        self.next: PrintDialog | PaperMailsDialog | None = None
        self._group = QButtonGroup(self)
        self.ways = {each: QRadioButton(each.value) for each in Output}
        self.with_names = QCheckBox("With the names of the people")
        self.papers, self.view = PaperChoice(rows), PdfView(desk, "Preview of the paper")
        self._lay_out()
        self.ways[output].setChecked(True)
        self.ways[output].setFocus()
        self._group.buttonToggled.connect(self._judge)
        self.papers.checks_changed.connect(self._judge)
        self.papers.current_changed.connect(self._look)
        self._judge()
        self._look()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(label("HOW", "section"))
        for each, made in self.ways.items():
            self._group.addButton(made)
            made.setAccessibleDescription(HELP[each])
            left.addSpacing(8)
            left.addWidget(made)
            left.addWidget(_indented(wrapped(label(HELP[each], "secondary"))))
            if each is Output.FILES:
                left.addWidget(_indented(self.with_names))
        left.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addLayout(left, 6)
        across.addWidget(self.papers, 11)
        across.addWidget(self.view, 8)
        self.column.addLayout(across, 1)
        self.finish_layout()
        self.resize(1120, 600)

    @property
    def output(self) -> Output:
        return next(each for each, made in self.ways.items() if made.isChecked())

    # what is shown

    def _look(self) -> None:
        if (row := self.papers.current) is not None:
            self.desk.runner.read(stored_file, row.outgoing_file_id).then(self._show)

    def _show(self, file: tuple[str, bytes]) -> None:
        self.view.show_pdf(*file)

    def _judge(self) -> None:
        rows, output = self._rows(), self.output
        self.with_names.setEnabled(output is Output.FILES)
        self.go.setText(VERBS[output])
        self.go.setEnabled(bool(rows) and not self.is_running)
        if not self.is_running:
            left_out = len(self.papers.checked) - len(rows)
            lost = f"; {left_out:,} not valid any more, no mail" if left_out else ""
            self.said.setText(f"{len(rows):,} of {len(self.papers.rows):,} chosen{lost}")

    def _rows(self) -> list[IssuedRow]:
        """Those that go out; by mail only what is valid."""
        return [row for row in self.papers.checked if row.is_valid or self.output is not Output.MAIL]

    # the work

    def submit(self) -> None:
        ids = [row.id for row in self._rows()]
        if self.output is Output.FILES:
            self._save_files(ids)
        elif self.output is Output.MERGED:
            self._save_merged(ids)
        elif self.output is Output.PRINT:
            self._begin()
            runner = self.desk.runner
            job = runner.read(merged_papers, ids, self.desk.today(), runner.progress)
            job.then(self._print).otherwise(self.refused)
        else:
            self._follow_on(PaperMailsDialog(self.desk, self, ids))

    def _save_files(self, ids: list[int]) -> None:
        folder = self.desk.messages.folder(self, "Save the papers in")
        if folder is not None:
            self._begin()
            runner, named = self.desk.runner, self.with_names.isChecked()
            job = runner.read(save_papers, ids, folder, runner.progress, with_names=named)
            job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, saved: SavedPapers) -> None:
        self.is_running = False
        files = count(saved.written, "file", "files")
        done = (
            f"Saved {saved.written:,} of {count(saved.of, 'file', 'files')}, stopped"
            if saved.stopped
            else f"Saved {files}"
        )
        self.finish(f"{done} in {saved.folder.name}", can_undo=False)

    def _save_merged(self, ids: list[int]) -> None:
        name = f"{self.heading.text().removeprefix('Hand out ')}.pdf"
        path = self.desk.messages.save_file(self, "Save one file", name, "PDF files (*.pdf)")
        if path is not None:
            self._begin()
            runner = self.desk.runner
            job = runner.read(save_merged, ids, path, self.desk.today(), runner.progress)
            job.then(self._on_merged).otherwise(self.refused)

    def _on_merged(self, path: Path) -> None:
        self.is_running = False
        self.finish(f"Saved {path.name}", can_undo=False)

    def _print(self, paper: tuple[str, bytes]) -> None:
        self.refused()
        self._follow_on(PrintDialog(self.desk, self, paper))

    def _follow_on(self, dialog: PrintDialog | PaperMailsDialog) -> None:
        """What comes next lies over this one; when it is done, so is this."""
        self.next = dialog
        dialog.done_with.connect(self.done_with)
        dialog.accepted.connect(self.accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self) -> None:
        self.progress.setRange(0, max(len(self._rows()), 1))
        self.progress.setValue(0)
        self._set_running(True)

    def set_busy(self, is_busy: bool) -> None:
        for part in (*self.ways.values(), self.with_names, self.papers):
            part.setEnabled(not is_busy)

    def refused(self) -> None:
        super().refused()
        self._judge()


def _indented(widget: QWidget) -> QWidget:
    """Below the text of a radio button."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(26, 0, 0, 0)
    row.addWidget(widget)
    return made
