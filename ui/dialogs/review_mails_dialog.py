"""Drafts the mails of an access review to the offices, each with its workbook. Nothing is sent."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from coordinator.rules.access_review_mail import PLACEHOLDERS
from coordinator.rules.mail_text import MailText
from coordinator.rules.vocabulary import ContactRole
from coordinator.services.access_review_mails import draft_review_mails
from coordinator.services.offices import set_contact
from coordinator.views.access_review_mails import SHIPPED, ReviewMail, review_mail_text, review_recipients
from coordinator.views.access_reviews import ReviewRow
from coordinator.views.mail_recipients import RecipientRow
from ui.desk import Desk
from ui.dialogs.drafts_dialog import MAILS, Then
from ui.dialogs.frame import DialogFrame
from ui.draft_files import put_drafts_aside, save_drafts
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.mail_editor import MailEditor, MailPreview
from ui.widgets.recipient_list import RecipientPicker
from ui.widgets.view_switch import ViewSwitch
from ui.wording import count

_KINDS = ((ReviewMail.REQUEST.value, "Requests"), (ReviewMail.REMINDER.value, "Reminders"))


class ReviewMailsDialog(DialogFrame):
    """`kinds` chooses request or reminder, `offices` (in `picker`) who gets it, `editor` has the words, `preview` the
    mail of the current office, `then` says what happens with the files."""

    def __init__(
        self, desk: Desk, parent: QWidget, review: ReviewRow, mail: ReviewMail, office_ids: Sequence[int] | None = None
    ) -> None:
        super().__init__(desk, parent, f"Draft mails for “{review.title}”", "Make drafts")
        self._review = review
        self._chosen = set(office_ids) if office_ids is not None else None
        self._shown: ReviewMail | None = None
        self._is_running = False
        self._folder: Path | None = None
        self._ids: tuple[int, ...] = ()
        self._make_parts()
        self._lay_out()
        self.kinds.choose(mail.value)
        self._connect()
        self.offices.setFocus()
        self.load()

    # parts

    def _make_parts(self) -> None:
        self.kinds = ViewSwitch("Kind of mail", _KINDS)
        self.picker = RecipientPicker()
        self.offices = self.picker.list
        self.editor, self.preview = MailEditor(PLACEHOLDERS), MailPreview()
        self.keep_text = QCheckBox("Keep this text for the next time")
        self.then = combo("What happens with the drafts")
        self.then.addItems([each.value for each in Then])
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.chosen = label("", "secondary")
        self.preview_title = label("PREVIEW", "section")

    def _lay_out(self) -> None:
        middle, right = QVBoxLayout(), QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.editor, 1)
        middle.addWidget(self.keep_text)
        right.setSpacing(8)
        right.addWidget(self.preview_title)
        right.addWidget(self.preview, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.picker, 12)
        across.addLayout(middle, 9)
        across.addLayout(right, 9)
        kinds = QHBoxLayout()
        kinds.addWidget(self.kinds)
        kinds.addStretch(1)
        self.column.addLayout(kinds)
        self.column.addLayout(across, 1)
        self.column.addWidget(self.progress)
        self.buttons.insertWidget(0, self.chosen)
        self.buttons.insertWidget(2, self.then)
        self.finish_layout()
        self.resize(1180, 640)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.offices.checks_changed.connect(self._judge)
        self.offices.current_office_changed.connect(self._show_preview)
        self.offices.address_entered.connect(self._enter_address)
        self.editor.changed.connect(self._on_text)
        self.editor.restore.clicked.connect(self._restore)
        self.desk.runner.progressed.connect(self._on_progress)

    @property
    def mail(self) -> ReviewMail:
        return ReviewMail(self.kinds.key)

    # what is shown

    def load(self) -> None:
        """Ask anew who may get the mail; the text only when the kind is another one."""
        read, today = self.desk.runner.read, self.desk.today()
        read(review_recipients, today, self._review.id, self.mail).then(self._take)
        if self._shown is not self.mail:
            read(review_mail_text, self.mail).then(self._on_mail_text)
        self._judge()

    def _take(self, rows: tuple[RecipientRow, ...]) -> None:
        self.offices.set_rows(rows, self._chosen)
        self.picker.propose_by(urgency=self.mail is ReviewMail.REMINDER)

    def _on_mail_text(self, text: MailText) -> None:
        self._shown = self.mail
        self.editor.set_text(text)
        self._judge()

    def _on_kind(self, _key: str) -> None:
        self._chosen = None
        self.load()

    def _on_text(self) -> None:
        self._show_preview()
        self._judge()

    def _restore(self) -> None:
        self.editor.set_text(SHIPPED[self.mail])

    def _show_preview(self) -> None:
        row = self.offices.current_row
        self.preview_title.setText(f"AS {row.code} GETS IT" if row else "PREVIEW")
        if row is None:
            self.preview.say("No office needs this mail now.")
        else:
            attachment = f"{self._review.title} {row.code}.xlsx"
            self.preview.show_merged(row.address, self.editor.text, row.values, attachment)

    def _judge(self) -> None:
        checked = self.offices.checked
        if not self._is_running:
            self.chosen.setText(f"{len(checked)} of {count(len(self.offices.rows), 'office', 'offices')}")
        is_ready = self.editor.is_sound and self._shown is self.mail and not self._is_running
        self.go.setEnabled(bool(checked) and is_ready)
        self.go.setText(f"Make {count(len(checked), 'draft', 'drafts')}" if checked else "Make drafts")

    def _enter_address(self, office_id: int, address: str) -> None:
        """The address becomes that of the office's point of contact."""
        self._chosen = {row.id for row in self.offices.checked}
        name = next((row.contact for row in self.offices.rows if row.id == office_id), "")
        job = self.desk.runner.change(set_contact, office_id, ContactRole.POINT_OF_CONTACT, name, address)
        job.then(self._on_address).otherwise(self.load)

    def _on_address(self, _: None) -> None:
        self.load()

    # the work

    def submit(self) -> None:
        self._folder = None
        if self.then.currentText() == Then.SAVE:
            self._folder = self.desk.messages.folder(self, "Save the mails in")
            if self._folder is None:
                return
        self._set_running(True)
        ids = [row.id for row in self.offices.checked]
        runner, keep = self.desk.runner, self.keep_text.isChecked()
        job = runner.change(
            draft_review_mails, self._review.id, self.mail, ids, self.editor.text, runner.progress, keep=keep
        )
        job.then(self._on_made).otherwise(self.refused)

    def _set_running(self, is_running: bool) -> None:
        """While it runs the second button stops it after the mail it is at."""
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.progress.setRange(0, max(len(self.offices.checked), 1))
        self.progress.setValue(0)
        self.cancel.setText("Stop" if is_running else "Cancel")
        for part in (self.kinds, self.picker, self.editor, self.then, self.keep_text):
            part.setEnabled(not is_running)
        self._judge()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._is_running:
            self.progress.setMaximum(total)
            self.progress.setValue(done)
            self.chosen.setText(f"{done} of {total}: {what}")

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        else:
            super().reject()

    def refused(self) -> None:
        self._set_running(False)
        self.load()

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
        """The drafts are made all the same; they can be saved from the list of mails."""
        self._close(", not saved as files")

    def _close(self, more: str) -> None:
        self._is_running = False
        self.finish(f"Drafted {count(len(self._ids), *MAILS)} ({self.mail.value}){more}")
