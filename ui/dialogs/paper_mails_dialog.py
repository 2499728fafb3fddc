"""Drafts mails with certificates and letters, each with its own file attached. Nothing is sent."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.mail_text import MailText
from coordinator.rules.paper_mail import PLACEHOLDERS, SHIPPED
from coordinator.rules.vocabulary import DraftKind
from coordinator.services.paper_drafts import draft_paper_mails
from coordinator.views.paper_mails import PaperMailRow, paper_mail_texts, paper_mails
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.dialogs.drafts_dialog import MAILS, Then
from ui.draft_files import put_drafts_aside, save_drafts
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.mail_editor import MailEditor, MailPreview
from ui.widgets.mailed_papers import MailedPapers
from ui.widgets.view_switch import ViewSwitch
from ui.wording import count

_KINDS = ((DraftKind.CERTIFICATE.value, "Certificates"), (DraftKind.LETTER.value, "Letters"))


class PaperMailsDialog(BatchDialog):
    """`people` says who gets one, `editor` has the words of the kind that `kinds` shows, `preview` the current mail.

    `then` says what happens with the files. Certificates and letters are drafted together, each in its own words.
    """

    def __init__(self, desk: Desk, parent: QWidget, paper_ids: Sequence[int]) -> None:
        super().__init__(desk, parent, "Draft mails with their papers", "Make drafts")
        self._texts: dict[DraftKind, MailText] = {}
        self._folder: Path | None = None
        self._ids: tuple[int, ...] = ()
        self._of = 0
        self._make_parts()
        self._lay_out()
        self._connect()
        self._judge()
        desk.runner.read(paper_mail_texts).then(self._take_texts)
        desk.runner.read(paper_mails, tuple(paper_ids)).then(self._take).otherwise(self.reject)

    # parts

    def _make_parts(self) -> None:
        self.kinds = ViewSwitch("Kind of mail", _KINDS)
        self.people = MailedPapers(self.desk.zone)
        self.editor, self.preview = MailEditor(PLACEHOLDERS), MailPreview()
        self.keep_text = QCheckBox("Keep these words for the next time")
        self.then = combo("What happens with the drafts")
        self.then.addItems([each.value for each in Then])
        self.preview_title = label("PREVIEW", "section")

    def _lay_out(self) -> None:
        middle, right, across = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.editor, 1)
        middle.addWidget(self.keep_text)
        right.setSpacing(8)
        right.addWidget(self.preview_title)
        right.addWidget(self.preview, 1)
        across.setSpacing(16)
        across.addWidget(self.people, 14)
        across.addLayout(middle, 9)
        across.addLayout(right, 8)
        row = QHBoxLayout()
        row.addWidget(self.kinds)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addLayout(across, 1)
        self.finish_layout()
        self.buttons.insertWidget(2, self.then)
        self.resize(1240, 640)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.people.checks_changed.connect(self._judge)
        self.people.current_changed.connect(self._on_current)
        self.editor.changed.connect(self._on_text)
        self.editor.restore.clicked.connect(self._restore)

    @property
    def kind(self) -> DraftKind:
        return DraftKind(self.kinds.key)

    # what is shown

    def _take(self, rows: tuple[PaperMailRow, ...]) -> None:
        present = {row.kind for row in rows}
        self.kinds.setVisible(len(present) > 1)
        self.people.set_rows(rows)
        self.people.list.setFocus()
        if len(present) == 1:
            self.kinds.choose(next(iter(present)).value)
        self._judge()

    def _take_texts(self, texts: dict[DraftKind, MailText]) -> None:
        self._texts = dict(texts)
        self._show_text()

    def _on_kind(self, _key: str) -> None:
        self._show_text()

    def _show_text(self) -> None:
        if self.kind in self._texts:
            self.editor.set_text(self._texts[self.kind])

    def _on_text(self) -> None:
        self._texts[self.kind] = self.editor.text
        self._show_preview()
        self._judge()

    def _on_current(self) -> None:
        """The words of the kind of the current paper."""
        row = self.people.current
        if row is not None and row.kind is not self.kind:
            self.kinds.choose(row.kind.value)
        self._show_preview()

    def _restore(self) -> None:
        self.editor.set_text(SHIPPED[self.kind])

    def _show_preview(self) -> None:
        row = self.people.current
        self.preview_title.setText(f"AS {row.name.upper()} GETS IT" if row else "PREVIEW")
        if row is not None and row.kind in self._texts:
            self.preview.show_merged(row.address, self._texts[row.kind], row.values, row.attachment)

    def _judge(self) -> None:
        checked = self.people.checked
        if not self.is_running:
            self.said.setText(f"{len(checked):,} of {count(len(self.people.rows), 'paper', 'papers')}")
        self.go.setEnabled(bool(checked) and self.editor.is_sound and not self.is_running)
        self.go.setText(f"Make {count(len(checked), 'draft', 'drafts')}" if checked else "Make drafts")

    # the work

    def submit(self) -> None:
        self._folder = None
        if self.then.currentText() == Then.SAVE:
            self._folder = self.desk.messages.folder(self, "Save the mails in")
            if self._folder is None:
                return
        checked, runner = self.people.checked, self.desk.runner
        texts = {kind: self._texts[kind] for kind in {row.kind for row in checked}}
        self.progress.setRange(0, max(len(checked), 1))
        self._set_running(True)
        ids = [row.id for row in checked]
        self._of = len(ids)
        job = runner.change(draft_paper_mails, ids, texts, runner.progress, keep=self.keep_text.isChecked())
        job.then(self._on_made).otherwise(self.refused)

    def set_busy(self, is_busy: bool) -> None:
        for part in (self.kinds, self.people, self.editor, self.then, self.keep_text):
            part.setEnabled(not is_busy)

    def refused(self) -> None:
        super().refused()
        self._judge()

    def _on_made(self, ids: tuple[int, ...]) -> None:
        self._ids = ids
        runner = self.desk.runner
        if self._folder is not None:
            job = runner.call(save_drafts, runner.workspace, ids, self._folder, runner.progress)
            job.then(self._on_saved).otherwise(self._on_not_saved)
        elif self.then.currentText() == Then.OPEN:
            runner.call(put_drafts_aside, runner.workspace, ids).then(self._on_aside).otherwise(self._on_not_saved)
        else:
            self._close("")

    def _on_saved(self, saved: tuple[int, Path]) -> None:
        self._close(f", saved in {saved[1].name}")

    def _on_aside(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._close("")

    def _on_not_saved(self) -> None:
        """The drafts are made all the same; they can be saved from the list of mails. Files of before a stop stay."""
        self._close(", not all of them saved as files")

    def _close(self, more: str) -> None:
        self.is_running = False
        made = len(self._ids)
        mails = f"{made:,} of {count(self._of, *MAILS)}" if made < self._of else count(made, *MAILS)
        self.finish(f"Drafted {mails} with their papers{', stopped' if made < self._of else ''}{more}")
