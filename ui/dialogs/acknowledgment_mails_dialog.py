"""Drafts mails to those who have not acknowledged a version, each with the form attached. Nothing is sent."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from coordinator.rules.acknowledgment_mail import PLACEHOLDERS
from coordinator.rules.mail_text import MailText
from coordinator.rules.moments import long_day
from coordinator.services.acknowledgment_drafts import draft_acknowledgment_mails
from coordinator.views.acknowledgment_grid import AskedVersion
from coordinator.views.acknowledgment_mails import (
    SHIPPED,
    AcknowledgmentMail,
    AskedPeople,
    acknowledgment_text,
    asked_people,
)
from coordinator.views.documents import VersionRow
from ui.desk import Desk
from ui.dialogs.drafts_dialog import MAILS, Then
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.draft_files import put_drafts_aside, save_drafts
from ui.widgets.asked_list import AskedList
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.mail_editor import MailEditor, MailPreview
from ui.widgets.view_switch import ViewSwitch
from ui.wording import count

_KINDS = ((AcknowledgmentMail.REQUEST.value, "Requests"), (AcknowledgmentMail.REMINDER.value, "Reminders"))
TO_ANSWER = timedelta(days=14)


class AcknowledgmentMailsDialog(DialogFrame):
    """`kinds` chooses request or reminder, `people` who gets it, `due_on` until when, `editor` has the words.

    `preview` is the mail of the current person, `then` says what happens with the files.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, version: VersionRow | AskedVersion, designee_ids: Sequence[int] | None = None
    ) -> None:
        super().__init__(desk, parent, f"Ask for acknowledgments of {version.title}, {version.label}", "Make drafts")
        self._version = version
        self._chosen = set(designee_ids) if designee_ids is not None else None
        self._shown: AcknowledgmentMail | None = None
        self._is_running = False
        self._folder: Path | None = None
        self._ids: tuple[int, ...] = ()
        self._make_parts()
        self._lay_out()
        self._connect()
        self.people.list.setFocus()
        self.load()

    # parts

    def _make_parts(self) -> None:
        today, grace = self.desk.today(), self._version.grace_until
        self.kinds = ViewSwitch("Kind of mail", _KINDS)
        self.people = AskedList(self.desk.zone)
        self.due_on = date_field(grace if grace and grace >= today else today + TO_ANSWER)
        self.due_on.setMinimumDate(qdate(today))
        self.due_on.setAccessibleName("Due")
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
        across.addWidget(self.people, 12)
        across.addLayout(middle, 9)
        across.addLayout(right, 9)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.kinds)
        above.addStretch(1)
        above.addWidget(label("Due", "caption"))
        above.addWidget(self.due_on)
        self.column.addLayout(above)
        self.column.addLayout(across, 1)
        self.column.addWidget(self.progress)
        self.buttons.insertWidget(0, self.chosen)
        self.buttons.insertWidget(2, self.then)
        self.finish_layout()
        self.resize(1200, 640)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.people.checks_changed.connect(self._judge)
        self.people.current_changed.connect(self._show_preview)
        self.due_on.dateChanged.connect(self._show_preview)
        self.editor.changed.connect(self._on_text)
        self.editor.restore.clicked.connect(self._restore)
        self.desk.runner.progressed.connect(self._on_progress)

    @property
    def mail(self) -> AcknowledgmentMail:
        return AcknowledgmentMail(self.kinds.key)

    # what is shown

    def load(self) -> None:
        """Ask anew who may get the mail; the text only when the kind is another one."""
        read = self.desk.runner.read
        read(asked_people, self._version.id, self.mail, self.desk.today()).then(self._take)
        if self._shown is not self.mail:
            read(acknowledgment_text, self.mail).then(self._on_mail_text)
        self._judge()

    def _take(self, asked: AskedPeople) -> None:
        is_reminder = self.mail is AcknowledgmentMail.REMINDER
        self.people.proposed.setText("Sent and unanswered" if is_reminder else "Not asked yet")
        self.people.set_rows(asked.people, self._chosen)

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
        row = self.people.current_row
        self.preview_title.setText(f"AS {row.name.upper()} GETS IT" if row else "PREVIEW")
        if row is None:
            self.preview.say("Everybody has acknowledged it.")
            return
        values = {**row.values, "due": long_day(pydate(self.due_on.date()))}
        form = f"{row.name} - {self._version.title} {self._version.label}.pdf"
        self.preview.show_merged(row.address, self.editor.text, values, form)

    def _judge(self) -> None:
        checked = self.people.checked
        if not self._is_running:
            self.chosen.setText(f"{len(checked):,} of {count(self.people.total, 'person', 'people')}")
        is_ready = self.editor.is_sound and self._shown is self.mail and not self._is_running
        self.go.setEnabled(bool(checked) and is_ready)
        self.go.setText(f"Make {count(len(checked), 'draft', 'drafts')}" if checked else "Make drafts")

    # the work

    def submit(self) -> None:
        self._folder = None
        if self.then.currentText() == Then.SAVE:
            self._folder = self.desk.messages.folder(self, "Save the mails in")
            if self._folder is None:
                return
        ids, runner = [row.id for row in self.people.checked], self.desk.runner
        self._set_running(True)
        job = runner.change(
            draft_acknowledgment_mails, self._version.id, self.mail, ids, pydate(self.due_on.date()),
            self.editor.text, runner.progress, keep=self.keep_text.isChecked(),
        )  # fmt: skip
        job.then(self._on_made).otherwise(self.refused)

    def _set_running(self, is_running: bool) -> None:
        """While it runs the second button stops it after the mail it is at."""
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.progress.setRange(0, max(len(self.people.checked), 1))
        self.progress.setValue(0)
        self.cancel.setText("Stop" if is_running else "Cancel")
        for part in (self.kinds, self.people, self.editor, self.then, self.keep_text, self.due_on):
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
        """Who was checked stays checked."""
        self._chosen = {row.id for row in self.people.checked}
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
