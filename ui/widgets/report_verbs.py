"""Import attendance reports: read off the window's thread, shown, taken; several dropped files one after the other."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coordinator.services.attendance import ReportResult, dismiss_attendee, import_attendance, tie_attendee
from coordinator.services.reports_in import REPORT_KINDS, ReportFile, read_report_file
from ui.dialogs.report_dialog import ReportDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.wording import count

PATTERN = "Attendance reports (*.csv *.tsv *.txt *.xlsx *.xls *.ods)"


class ReportVerbs(QObject):
    """`doubts` is emitted when an import left people to decide about."""

    doubts = Signal()

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._queue: list[Path] = []
        self._person = ""
        self.bring_in = self._desk.actions.add(
            chosen.page, "Page", "Import attendance report…", self.ask_files, "Ctrl+I", "upload"
        )

    def follow(self) -> None:
        row = self._chosen.training
        begun = row is not None and not row.is_cancelled and row.starts_at <= self._desk.now()
        self.bring_in.setEnabled(begun)

    def ask_files(self) -> None:
        if self._chosen.training is not None:
            title = f"Attendance report of {self._chosen.training.title}"
            self.take(self._desk.messages.open_files(self._chosen.page, title, PATTERN))

    def take(self, paths: Sequence[Path]) -> bool:
        """Read these files for the chosen training; False when none of them can be a report."""
        reports = [path for path in paths if path.suffix.lower() in REPORT_KINDS]
        if self._chosen.training is None or not reports:
            return False
        was_idle = not self._queue
        self._queue.extend(reports)
        if was_idle:
            self._read_next()
        return True

    def _read_next(self) -> None:
        row = self._chosen.training
        if row is None:
            self._queue.clear()
        elif self._queue:
            job = self._desk.runner.call(read_report_file, self._queue[0], row.local_start.date())
            job.then(self._show).otherwise(self._go_on)

    def _go_on(self) -> None:
        """The file at hand is done with, one way or the other."""
        self._queue = self._queue[1:]
        self._read_next()

    def _show(self, file: ReportFile) -> None:
        row = self._chosen.training
        if row is None:
            self._queue.clear()
            return
        dialog = ReportDialog(self._chosen.page, self._desk.look, row, file)
        dialog.accepted.connect(self._on_accepted)
        dialog.rejected.connect(self._go_on)
        self._chosen.show(dialog)

    def _on_accepted(self) -> None:
        dialog = self._chosen.dialog
        assert isinstance(dialog, ReportDialog)
        file = (dialog.file.name, dialog.file.data)
        job = self._desk.runner.change(
            import_attendance, dialog.training_id, file, dialog.file.content, dialog.time_zone
        )
        job.then(self._on_taken).otherwise(self._go_on)

    def _on_taken(self, result: ReportResult) -> None:
        self._desk.say(_words(result), not result.already_taken)
        if result.doubtful:
            self.doubts.emit()
        self._go_on()

    def tie(self, attendee_id: int, designee_id: int) -> None:
        self._desk.runner.change(tie_attendee, attendee_id, designee_id).then(self._on_tied)

    def _on_tied(self, _nothing: None) -> None:
        self._desk.say("Matched; the name is remembered", True)

    def dismiss(self, attendee_id: int) -> None:
        self._desk.runner.change(dismiss_attendee, attendee_id).then(self._on_dismissed)

    def _on_dismissed(self, _nothing: None) -> None:
        self._desk.say("Noted as not on the roster", True)


def _words(result: ReportResult) -> str:
    if result.already_taken:
        return "This report was imported before; nothing changed"
    parts = [f"Imported {count(result.people, 'person', 'people')}", f"{result.matched} matched"]
    parts += [count(result.walk_ins, "walk-in", "walk-ins")] if result.walk_ins else []
    parts += [f"{result.doubtful} doubtful"] if result.doubtful else []
    return ", ".join(parts)
