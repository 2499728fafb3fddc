"""Drafts mails to the offices of a tasking: to whom, in what words, seen before they are made. Nothing is sent."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from coordinator.rules.mail_text import SHIPPED, MailText
from coordinator.rules.vocabulary import ContactRole, DraftKind
from coordinator.services.drafts import draft_mails
from coordinator.services.offices import set_contact
from coordinator.views.drafts import OFFICE_KINDS, WITH_WORKBOOK, RecipientRow, default_recipients, mail_text
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.draft_files import put_drafts_aside, save_drafts
from ui.widgets.basics import label
from ui.widgets.mail_editor import MailEditor, MailPreview
from ui.widgets.parts import Chips
from ui.widgets.recipient_list import RecipientPicker
from ui.wording import count, word

_PLURALS = {
    DraftKind.SOLICITATION: "Solicitations",
    DraftKind.REMINDER: "Reminders",
    DraftKind.THANKS: "Thanks",
}
MAILS = ("mail", "mails")


class Then(StrEnum):
    """What happens with the drafts once they are made."""

    SAVE = "Save them as files in a folder…"
    OPEN = "Open each in the mail program"
    KEEP = "Only keep them under Mails"


class DraftsDialog(DialogFrame):
    """`kinds` chooses what is drafted, `offices` (in `picker`) who gets it, `editor` has the words.

    `preview` is the mail of the current office, `then` what happens with the files. `made` comes with the drafts' ids.
    """

    made = Signal(object)

    def __init__(
        self, desk: Desk, parent: QWidget, tasking_id: int, kind: DraftKind, office_ids: Sequence[int] | None = None
    ) -> None:
        super().__init__(desk, parent, "Draft mails to the offices", "Make drafts")
        self._tasking_id = tasking_id
        self._chosen = set(office_ids) if office_ids is not None else None
        self._shown: DraftKind | None = None
        self._is_running = False
        self._folder: Path | None = None
        self._ids: tuple[int, ...] = ()
        self._make_parts()
        self._lay_out()
        self.kinds.choose(kind.value)
        self._connect()
        self.offices.setFocus()
        self._judge()
        self.load()

    # parts

    def _make_parts(self) -> None:
        self.kinds = Chips("Kind of mail")
        self.kinds.set_chips([(kind.value, _PLURALS[kind], 0) for kind in OFFICE_KINDS])
        self.picker = RecipientPicker()
        self.offices = self.picker.list
        self.editor, self.preview = MailEditor(), MailPreview()
        self.keep_text = QCheckBox("Keep this text for the next time")
        self.then = QComboBox()
        self.then.setAccessibleName("What happens with the drafts")
        self.then.addItems([each.value for each in Then])
        if (popup := self.then.view()) is not None:
            popup.setAccessibleName(self.then.accessibleName())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.chosen = label("", "secondary")

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.picker, 12)
        across.addLayout(self._middle(), 9)
        across.addLayout(self._right(), 9)
        self.column.addWidget(self.kinds)
        self.column.addLayout(across, 1)
        self.column.addWidget(self.progress)
        self.buttons.insertWidget(0, self.chosen)
        self.buttons.insertWidget(2, self.then)
        self.finish_layout()
        self.resize(1220, 640)

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.editor, 1)
        column.addWidget(self.keep_text)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.preview_title = label("PREVIEW", "section")
        column.addWidget(self.preview_title)
        column.addWidget(self.preview, 1)
        return column

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.offices.checks_changed.connect(self._judge)
        self.offices.current_office_changed.connect(self._show_preview)
        self.offices.address_entered.connect(self._enter_address)
        self.editor.changed.connect(self._on_text)
        self.editor.restore.clicked.connect(self._restore)
        self.desk.runner.progressed.connect(self._on_progress)

    @property
    def kind(self) -> DraftKind:
        return DraftKind(self.kinds.key)

    # what is shown

    def load(self) -> None:
        """Ask anew who may get a mail of each kind; the text only when the kind is another one."""
        read, now = self.desk.runner.read, self.desk.now()
        receivers = (self._on_solicitations, self._on_reminders, self._on_thanks)
        self._counts = dict.fromkeys(OFFICE_KINDS, 0)
        for kind, receiver in zip(OFFICE_KINDS, receivers, strict=True):
            read(default_recipients, self._tasking_id, kind, now).then(receiver)
        if self._shown is not self.kind:
            read(mail_text, self.kind).then(self._on_mail_text)

    def _on_solicitations(self, rows: tuple[RecipientRow, ...]) -> None:
        self._take(DraftKind.SOLICITATION, rows)

    def _on_reminders(self, rows: tuple[RecipientRow, ...]) -> None:
        self._take(DraftKind.REMINDER, rows)

    def _on_thanks(self, rows: tuple[RecipientRow, ...]) -> None:
        self._take(DraftKind.THANKS, rows)

    def _take(self, kind: DraftKind, rows: tuple[RecipientRow, ...]) -> None:
        self._counts[kind] = len(rows)
        self.kinds.set_chips([(each.value, _PLURALS[each], self._counts[each]) for each in OFFICE_KINDS])
        for row in rows[:1]:
            self.heading.setText(f"Draft mails for tasking {row.values['tasking']}")
        if kind is self.kind:
            self.offices.set_rows(rows, self._chosen)
            self.picker.propose_by(urgency=kind is DraftKind.REMINDER)

    def _on_mail_text(self, text: MailText) -> None:
        self._shown = self.kind
        self.editor.set_text(text)
        self._judge()

    def _on_kind(self, _key: str) -> None:
        self._chosen = None
        self.load()

    def _on_text(self) -> None:
        self._show_preview()
        self._judge()

    def _restore(self) -> None:
        self.editor.set_text(SHIPPED[self.kind])

    def _show_preview(self) -> None:
        row = self.offices.current_row
        self.preview_title.setText(f"AS {row.code} GETS IT" if row else "PREVIEW")
        if row is None:
            self.preview.say("No office needs this mail now.")
            return
        number = row.values["tasking"]
        attachment = f"{number} Nominations {row.code}.xlsx" if self.kind in WITH_WORKBOOK else ""
        self.preview.show_merged(row.address, self.editor.text, row.values, attachment)

    def _judge(self) -> None:
        """What can be done now."""
        checked = self.offices.checked
        if not self._is_running:
            self.chosen.setText(f"{len(checked)} of {count(len(self.offices.rows), 'office', 'offices')}")
        self.go.setEnabled(bool(checked) and self.editor.is_sound and self._shown is self.kind and not self._is_running)
        self.go.setText(f"Make {count(len(checked), 'draft', 'drafts')}" if checked else "Make drafts")

    # who

    def _enter_address(self, office_id: int, address: str) -> None:
        """The address becomes that of the office's point of contact."""
        self._chosen = {row.id for row in self.offices.checked}
        name = next((row.contact for row in self.offices.rows if row.id == office_id), "")
        runner, role = self.desk.runner, ContactRole.POINT_OF_CONTACT
        runner.change(set_contact, office_id, role, name, address).then(self._on_address).otherwise(self.load)

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
            draft_mails, self._tasking_id, self.kind, ids, self.editor.text, runner.progress, keep_text=keep
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
        self.made.emit(ids)
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
        what = word(self.kind).lower()
        self.finish(f"Drafted {count(len(self._ids), *MAILS)} ({what}){more}")
