"""Invitations to a training: who has which, what is due, each mail seen before it is drafted. Nothing is sent."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QWidget

from coordinator.rules.vocabulary import DraftKind
from coordinator.services.drafts import mark_sent
from coordinator.services.invitations import (
    DraftedInvitations,
    SavedInvitations,
    draft_invitations,
    save_entry,
    save_invitations,
)
from coordinator.views.invitation_mail import InvitationPreview, invitation_preview
from coordinator.views.invitations import invitation_rows
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.seat_text_dialog import SeatTextDialog
from ui.draft_files import put_drafts_aside
from ui.widgets.basics import button, label, wrapped
from ui.widgets.invitation_list import InvitationPicker
from ui.widgets.invitation_pane import InvitationPane
from ui.wording import count, moment

MAILS = ("mail", "mails")
MOST_NAMED = 3


class InvitationsDialog(DialogFrame):
    """`picker` chooses people and the mail, `pane` shows it as the current person gets it.

    `go` drafts for those checked who can get it; `save` and `sent` deal with what was drafted for them, the buttons of
    the pane with the current person's. It stays open: `said` tells what was done.
    """

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, f"Invitations: {training.title}", "Draft mails")
        self._training = training
        self._is_running = False
        self.dialog: SeatTextDialog | None = None
        self._make_parts()
        self._lay_out()
        self._connect()
        self._judge()
        self.people.setFocus()
        self.load()

    # parts

    def _make_parts(self) -> None:
        self.what = label(moment(self._training.starts_at, self._training.time_zone), "secondary")
        self.picker, self.pane = InvitationPicker(self.desk.zone), InvitationPane()
        self.people = self.picker.list
        self.with_entries = QCheckBox("with .ics files")
        self.save = button("Save as folder…", "", "download")
        self.sent = button("Mark as sent", "", "mail-check")
        self.said = wrapped(label("", "secondary"))
        self.said.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.cancel.setText("Close")

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.picker, 16)
        across.addWidget(self.pane, 10)
        # They wrap, and would ask for the height they have at their least width.
        self.picker.chips.setMinimumHeight(26)
        self.column.addWidget(self.what)
        self.column.addWidget(self.picker.chips)
        self.column.addLayout(across, 1)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.said)
        self.buttons.insertWidget(0, self.sent)
        self.buttons.insertWidget(1, self.save)
        self.buttons.insertWidget(2, self.with_entries)
        for each in (self.sent, self.save):
            each.setAutoDefault(False)
        self.finish_layout()
        self.resize(1220, 660)

    def _connect(self) -> None:
        self.people.checks_changed.connect(self._judge)
        self.people.current_changed.connect(self._on_choice)
        self.picker.kind_changed.connect(self._on_choice)
        self.pane.wording.clicked.connect(self.edit_wording)
        self.pane.open_mail.clicked.connect(self.open_outside)
        self.pane.save_entry.clicked.connect(self.save_ics)
        self.save.clicked.connect(self.save_folder)
        self.sent.clicked.connect(self.mark_sent)
        self.desk.runner.progressed.connect(self._on_progress)

    # what is shown

    def load(self) -> None:
        self.desk.runner.read(invitation_rows, self._training.id, self.desk.now()).then(self.picker.set_rows)

    def _judge(self) -> None:
        """What can be done now, and with how many."""
        checked, current = self.people.checked, self.people.current_row
        able, free = [row for row in checked if self.picker.can_get(row)], not self._is_running
        unsent = sum(len(row.draft_ids) for row in checked)
        saved = len(self._to_save())
        self.go.setText(f"Draft {count(len(able), *MAILS)}" if able else "Draft mails")
        self.go.setEnabled(bool(able) and free)
        self.sent.setText(f"Mark {count(unsent, *MAILS)} as sent" if unsent else "Mark as sent")
        self.sent.setEnabled(bool(unsent) and free)
        self.save.setText(f"Save {count(saved, *MAILS)} as folder…" if saved else "Save as folder…")
        self.save.setEnabled(bool(saved) and free)
        self.with_entries.setEnabled(bool(saved) and free)
        self.pane.open_mail.setEnabled(current is not None and current.mail_id is not None and free)
        self.pane.save_entry.setEnabled(current is not None and current.entry_id is not None and free)
        self.pane.wording.setEnabled(self._shown_kind is not None and free)

    @property
    def _shown_kind(self) -> DraftKind | None:
        """The kind of the mail that is seen: the one chosen, else what is due to the current person."""
        row = self.people.current_row
        return self.picker.asked or (row.needs if row else None)

    def _on_choice(self) -> None:
        self._show_preview()
        self._judge()

    def _show_preview(self) -> None:
        row = self.people.current_row
        if row is None:
            self.pane.say("Nobody is listed here.")
        else:
            now = self.desk.now()
            self.desk.runner.read(invitation_preview, row.seat_id, self.picker.asked, now).then(self._on_preview)

    def _on_preview(self, preview: InvitationPreview | None) -> None:
        row = self.people.current_row
        if row is not None and preview is not None:
            self.pane.show_preview(row, preview)

    # what can be done

    def submit(self) -> None:
        ids = [row.seat_id for row in self.people.checked if self.picker.can_get(row)]
        self._set_running(True, len(ids))
        runner = self.desk.runner
        runner.change(draft_invitations, ids, self.picker.asked, runner.progress).then(self._on_drafted).otherwise(
            self.refused
        )

    def _on_drafted(self, done: DraftedInvitations) -> None:
        of = f" of {done.of:,}; stopped" if done.stopped else ""
        names = "; ".join(f"{name}: {why}" for name, why in done.skipped[:MOST_NAMED])
        more = f" and {len(done.skipped) - MOST_NAMED:,} more" if len(done.skipped) > MOST_NAMED else ""
        skipped = f". Skipped {len(done.skipped):,} ({names}{more})" if done.skipped else ""
        self._done(f"Drafted {count(len(done.made), *MAILS)}{of}{skipped}")

    def _to_save(self) -> list[int]:
        """What was drafted for those checked: every mail to send, else the last one."""
        return [
            draft_id
            for row in self.people.checked
            for draft_id in row.draft_ids or ((row.mail_id,) if row.mail_id else ())
        ]

    def save_folder(self) -> None:
        ids, runner = self._to_save(), self.desk.runner
        folder = self.desk.messages.folder(self, "Save the mails in") if ids else None
        if folder is not None:
            self._set_running(True, len(ids))
            entries = self.with_entries.isChecked()
            job = runner.read(save_invitations, ids, folder, runner.progress, entries=entries)
            job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, done: SavedInvitations) -> None:
        of = f" of {done.of:,}; stopped" if done.saved < done.of else ""
        self._done(f"Saved {count(done.saved, *MAILS)} in {done.folder.name}{of}")

    def mark_sent(self) -> None:
        ids = [draft_id for row in self.people.checked for draft_id in row.draft_ids]
        self._set_running(True, len(ids))
        self.desk.runner.change(mark_sent, ids).then(self._on_marked).otherwise(self.refused)

    def _on_marked(self, how_many: int) -> None:
        self._done(f"Marked {count(how_many, *MAILS)} as sent")

    def open_outside(self) -> None:
        row, runner = self.people.current_row, self.desk.runner
        if row is not None and row.mail_id is not None:
            runner.call(put_drafts_aside, runner.workspace, [row.mail_id]).then(self._open)

    def _open(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_ics(self) -> None:
        row = self.people.current_row
        if row is None or row.entry_id is None:
            return
        path = self.desk.messages.save_file(self, "Save the calendar entry", "invite.ics", "Calendar entries (*.ics)")
        if path is not None:
            self.desk.runner.read(save_entry, row.entry_id, path).then(self._on_entry)

    def _on_entry(self, path: Path) -> None:
        self._say(f"Saved {path.name}")

    def edit_wording(self) -> None:
        kind = self._shown_kind
        if kind is not None:
            self.dialog = SeatTextDialog(self.desk, self, kind)
            self.dialog.finished.connect(self.dialog.deleteLater)
            self.dialog.done_with.connect(self._on_wording)
            self.dialog.open()

    def _on_wording(self, sentence: str, _can_undo: bool) -> None:
        self._say(sentence)
        self._show_preview()

    # while it runs

    def _set_running(self, is_running: bool, total: int = 1) -> None:
        """While it runs the second button stops it after the mail it is at."""
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(0)
        self.cancel.setText("Stop" if is_running else "Close")
        for part in (self.picker, self.picker.chips):
            part.setEnabled(not is_running)
        self._judge()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._is_running:
            self.progress.setMaximum(total)
            self.progress.setValue(done)
            self._say(f"{done} of {total}: {what}")

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()

    def _done(self, sentence: str) -> None:
        self._set_running(False)
        self._say(sentence)
        self.people.setFocus()
        self.load()

    def refused(self) -> None:
        self._set_running(False)
        self.load()

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        else:
            super().reject()
