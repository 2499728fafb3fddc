"""What can be done with saved reports: keep, rename, copy, restore, delete, put in order."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.rules.report_rows import ReportDefinition
from coordinator.services.reports import (
    change_report,
    delete_report,
    duplicate_report,
    move_report,
    rename_report,
    restore_report,
    save_report,
)
from coordinator.views.reports import SavedReport
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.report_editor_dialog import NewReportDialog, ReportEditorDialog, ReportNameDialog
from ui.runner import Job

Ref = int | str


class ReportInHand(Protocol):
    """The report that is chosen, and how it is asked for at the moment."""

    @property
    def saved(self) -> SavedReport | None: ...
    @property
    def definition(self) -> ReportDefinition | None: ...
    def take(self, definition: ReportDefinition) -> None: ...
    def open(self, target: object) -> None: ...
    def forget_tried(self) -> None: ...


class SavedReportVerbs(QObject):
    """`open_dialog` shows a dialog of the page. How a report is asked for is kept by `save_action` alone."""

    def __init__(
        self, desk: Desk, page: QWidget, hand: ReportInHand, open_dialog: Callable[[DialogFrame], None]
    ) -> None:
        super().__init__(page)
        self._desk, self._page, self._hand, self._open = desk, page, hand, open_dialog
        self._said = ""
        self._dialog: NewReportDialog | ReportNameDialog | None = None
        add = partial(desk.actions.add, page, "Page")
        self.new_action = add("New report…", self.make, "", "plus")
        self.save_action = add("Save report", self.save, "Ctrl+S", "save")
        self.save_as_action = add("Save report as…", self.save_as, "Ctrl+Shift+S", "copy")
        self.edit_action = add("Edit columns of the report…", self.edit, "", "columns-3")
        self.restore_action = add("Restore the report as shipped", self.restore, "", "rotate-ccw")
        self.rename_action = add("Rename report…", self.rename, "", "pencil")
        self.duplicate_action = add("Duplicate report", self.duplicate, "", "copy")
        self.up_action = add("Move report up", partial(self.move, -1), "Alt+Up", "arrow-up")
        self.down_action = add("Move report down", partial(self.move, 1), "Alt+Down", "arrow-down")
        self.delete_action = add("Delete report", self.delete, "", "trash-2")

    @property
    def of_list(self) -> list[QAction]:
        """For the menu of the list."""
        return [
            self.rename_action, self.duplicate_action, self.restore_action, self.up_action, self.down_action,
            self.delete_action,
        ]  # fmt: skip

    def follow(self, is_active: bool, own: int) -> None:
        """What can be done with the report that is chosen; `own` is how many of the unit's own there are."""
        saved, definition = self._hand.saved, self._hand.definition
        is_changed = saved is not None and definition != saved.definition
        is_own = saved is not None and saved.is_own
        for action, can in (
            (self.new_action, True),
            (self.save_action, is_changed),
            (self.save_as_action, saved is not None),
            (self.edit_action, saved is not None),
            (self.restore_action, saved is not None and not is_own and (saved.is_changed or is_changed)),
            (self.rename_action, saved is not None),
            (self.duplicate_action, saved is not None),
            (self.up_action, is_own and own > 1),
            (self.down_action, is_own and own > 1),
            (self.delete_action, is_own),
        ):
            action.setEnabled(is_active and can)

    # how it is asked for

    def edit(self) -> None:
        """Columns, groups and order; they are shown at once and kept when the report is saved."""
        definition = self._hand.definition
        if definition is not None:
            dialog = ReportEditorDialog(self._desk, self._page, definition)
            dialog.finish_layout()
            dialog.edited.connect(self._hand.take)
            self._open(dialog)

    def save(self) -> None:
        saved, definition = self._hand.saved, self._hand.definition
        if saved is not None and definition is not None:
            self._said = f"Saved the report “{definition.name}”"
            self._desk.runner.change(change_report, saved.ref, definition).then(self._on_kept)

    def _on_kept(self, _: int) -> None:
        self._desk.say(self._said, True)

    # others

    def make(self) -> None:
        self._show(NewReportDialog(self._desk, self._page))

    def save_as(self) -> None:
        definition = self._hand.definition
        if definition is not None:
            words = ("Save as a report of your own", "Save", "Saved the report")
            self._show(
                ReportNameDialog(
                    self._desk, self._page, words, f"{definition.name} 2", partial(self._save_as, definition)
                )
            )

    def _save_as(self, definition: ReportDefinition, name: str) -> Job[int]:
        return self._desk.runner.change(save_report, replace(definition, name=name))

    def rename(self) -> None:
        saved = self._hand.saved
        if saved is not None:
            words = (f"Rename “{saved.definition.name}”", "Rename", "Renamed the report to")
            work = partial(self._rename, saved.ref)
            self._show(ReportNameDialog(self._desk, self._page, words, saved.definition.name, work))

    def _rename(self, report: Ref, name: str) -> Job[None]:
        return self._desk.runner.change(rename_report, report, name)

    def _show(self, dialog: NewReportDialog | ReportNameDialog) -> None:
        """A report that comes of it is shown then."""
        self._dialog = dialog
        dialog.accepted.connect(self._on_made)
        self._open(dialog)

    def _on_made(self) -> None:
        if self._dialog is not None and self._dialog.report_id is not None:
            self._hand.open(self._dialog.report_id)
        self._dialog = None

    def duplicate(self) -> None:
        saved = self._hand.saved
        if saved is not None:
            self._said = f"Duplicated the report “{saved.definition.name}”"
            self._desk.runner.change(duplicate_report, saved.ref).then(self._on_duplicated)

    def _on_duplicated(self, report_id: int) -> None:
        self._hand.open(report_id)
        self._desk.say(self._said, True)

    def restore(self) -> None:
        """As it was shipped: what was kept is dropped, and what was only tried."""
        saved = self._hand.saved
        if saved is None:
            return
        if saved.is_changed:
            self._said = f"Restored the report “{saved.definition.name}”"
            self._desk.runner.change(restore_report, saved.key).then(self._on_restored)
        else:
            self._hand.take(saved.definition)

    def _on_restored(self, _: None) -> None:
        self._hand.forget_tried()
        self._desk.say(self._said, True)

    def delete(self) -> None:
        saved = self._hand.saved
        if saved is not None and saved.is_own:
            self._said = f"Deleted the report “{saved.definition.name}”"
            self._desk.runner.change(delete_report, saved.ref).then(self._on_deleted)

    def _on_deleted(self, _: None) -> None:
        self._desk.say(self._said, True)

    def move(self, step: int, _checked: bool = False) -> None:
        saved = self._hand.saved
        if saved is not None and saved.row_id is not None and saved.is_own:
            self._desk.runner.change(move_report, saved.row_id, step)
