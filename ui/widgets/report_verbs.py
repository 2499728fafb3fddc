"""Import attendance reports: read off the window's thread, shown, taken; several dropped files one after the other."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coordinator.services.attendance import dismiss_attendee, tie_attendee
from coordinator.services.reports_in import REPORT_KINDS, ReportFile, ReportTable
from coordinator.views.attendance_review import EarlierReport, earlier_reports
from coordinator.views.report_layouts import report_layouts
from ui.dialogs.report_columns_dialog import ReportColumnsDialog
from ui.dialogs.report_dialog import ReportAtHand, ReportDialog
from ui.models.report_reading import read_or_ask
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.mark_verbs import has_begun

PATTERN = f"Attendance reports ({' '.join(f'*{kind}' for kind in sorted(REPORT_KINDS))})"


class ReportVerbs(QObject):
    """`doubts` is emitted when the imports left people to decide about."""

    doubts = Signal()

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._queue: list[Path] = []
        self._taken_up = 0
        self._has_doubts = False
        self._zone = ""
        self._file: ReportFile | None = None
        self.bring_in = self._desk.actions.add(
            chosen.page, "Page", "Import attendance report…", self.ask_files, "Ctrl+I", "upload"
        )

    def follow(self) -> None:
        self.bring_in.setEnabled(has_begun(self._chosen))

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
            self._taken_up = 0
            self._read_next()
        return True

    # one file after the other

    def _read_next(self) -> None:
        row = self._chosen.training
        if row is None:
            self._queue.clear()
        if self._queue:
            self._desk.runner.read(report_layouts).then(self._read).otherwise(self._go_on)
        elif self._has_doubts:
            self._has_doubts = False
            self.doubts.emit()

    def _read(self, layouts: Mapping[str, Sequence[str]]) -> None:
        row = self._chosen.training
        if row is not None and self._queue:
            job = self._desk.runner.call(read_or_ask, self._queue[0], row.local_start.date(), layouts)
            job.then(self._on_read).otherwise(self._go_on)

    def _go_on(self) -> None:
        """The file at hand is done with, one way or the other."""
        self._queue = self._queue[1:]
        self._taken_up += 1
        self._read_next()

    def _on_read(self, read: ReportFile | ReportTable) -> None:
        if isinstance(read, ReportTable):
            self._ask_columns(read)
        else:
            self._look_for_earlier(read)

    def _ask_columns(self, table: ReportTable) -> None:
        row = self._chosen.training
        if row is not None:
            report = (self._queue[0], row.local_start.date())
            dialog = ReportColumnsDialog(self._desk, self._chosen.page, report, table)
            dialog.accepted.connect(self._on_columns)
            dialog.rejected.connect(self._go_on)
            self._chosen.show(dialog)

    def _on_columns(self) -> None:
        dialog = self._chosen.dialog
        assert isinstance(dialog, ReportColumnsDialog)
        if dialog.file is not None:
            self._look_for_earlier(dialog.file)

    def _look_for_earlier(self, file: ReportFile) -> None:
        row = self._chosen.training
        if row is not None:
            self._file = file
            job = self._desk.runner.read(earlier_reports, row.id, file.content)
            job.then(self._show).otherwise(self._go_on)

    def _show(self, earlier: tuple[EarlierReport, ...]) -> None:
        row = self._chosen.training
        if row is None or self._file is None:
            self._queue.clear()
            return
        report = ReportAtHand(self._queue[0], self._file, earlier, self._zone, self._place())
        dialog = ReportDialog(self._desk, self._chosen.page, row, report)
        dialog.done_with.connect(self._desk.say)
        dialog.accepted.connect(self._on_accepted)
        dialog.rejected.connect(self._go_on)
        self._chosen.show(dialog)

    def _place(self) -> str:
        of = self._taken_up + len(self._queue)
        return f"{self._taken_up + 1} of {of}" if of > 1 else ""

    def _on_accepted(self) -> None:
        dialog = self._chosen.dialog
        assert isinstance(dialog, ReportDialog)
        self._zone = dialog.zone
        self._has_doubts = self._has_doubts or bool(dialog.taken and dialog.taken.doubtful)
        self._go_on()

    # the strip above the register

    def tie(self, attendee_id: int, designee_id: int) -> None:
        self._desk.runner.change(tie_attendee, attendee_id, designee_id).then(self._on_tied)

    def _on_tied(self, _nothing: None) -> None:
        self._desk.say("Matched; the name is remembered", True)

    def dismiss(self, attendee_id: int) -> None:
        self._desk.runner.change(dismiss_attendee, attendee_id).then(self._on_dismissed)

    def _on_dismissed(self, _nothing: None) -> None:
        self._desk.say("Noted as not on the roster", True)
