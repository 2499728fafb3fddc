"""What is settled about an attendance beside the marks: the doubtful, walk-ins, the rule, and the evidence."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from coordinator.views.settings import UnitSettings, unit_settings
from ui.dialogs.attendance_evidence_dialog import AttendanceEvidenceDialog
from ui.dialogs.attendance_review_dialog import AttendanceReviewDialog
from ui.dialogs.attendance_rule_dialog import AttendanceRuleDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.walk_in_dialog import WalkInDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.mark_verbs import has_begun


class AttendanceVerbs(QObject):
    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self.review = self._add("Review doubtful participants…", self.ask_review, "Ctrl+Shift+R", "circle-help")
        self.walk_in = self._add("Add a walk-in…", self.ask_walk_in, "Ctrl+Shift+K", "user-plus")
        self.rule = self._add("Attendance rule…", self.ask_rule, "", "sliders-horizontal")
        self.evidence = self._add("Evidence of attendance…", self.show_evidence, "", "file-search")

    def _add(self, text: str, slot: Callable[[], None], shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._chosen.page, "Page", text, slot, shortcut, icon)

    def follow(self) -> None:
        row, begun = self._chosen.training, has_begun(self._chosen)
        self.review.setEnabled(begun and row is not None and bool(row.doubtful))
        self.walk_in.setEnabled(begun)
        self.rule.setEnabled(row is not None and not row.is_cancelled)
        self.evidence.setEnabled(begun)

    def ask_review(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._show(AttendanceReviewDialog(self._desk, self._chosen.page, row))

    def ask_walk_in(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._show(WalkInDialog(self._desk, self._chosen.page, row))

    def show_evidence(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._show(AttendanceEvidenceDialog(self._desk, self._chosen.page, row))

    def ask_rule(self) -> None:
        self._desk.runner.read(unit_settings).then(self._show_rule)

    def _show_rule(self, unit: UnitSettings) -> None:
        row = self._chosen.training
        if row is not None:
            self._show(AttendanceRuleDialog(self._desk, self._chosen.page, row, self._chosen.seats, unit))

    def _show(self, dialog: DialogFrame) -> None:
        dialog.done_with.connect(self._desk.say)
        self._chosen.show(dialog)
