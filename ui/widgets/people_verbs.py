"""What is done with the people selected on the roster: they leave or come back, are one, are written to, or proved."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from coordinator.rules.evidence import SubjectKind
from coordinator.services.designees import mark_departed
from coordinator.services.evidence import EvidenceSubject
from coordinator.views.roster import DesigneeRow
from ui.desk import Desk
from ui.dialogs.departed_dialog import DepartedDialog
from ui.dialogs.duplicates_dialog import DuplicatesDialog
from ui.dialogs.frame import DialogFrame
from ui.widgets.availability_verbs import AvailabilityVerbs
from ui.widgets.evidence_verb import Chosen, EvidenceVerb
from ui.widgets.grid import Grid
from ui.wording import count


class PeopleVerbs(QObject):
    """Owns its actions; the page opens the dialogs."""

    def __init__(self, page: QWidget, desk: Desk, grid: Grid[DesigneeRow], show: Callable[[DialogFrame], None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._grid, self._show = page, desk, grid, show
        self.depart = self._add("Mark departed…", self.ask_departed, "", "user-minus")
        self.back = self._add("Mark as back", self.mark_back, "", "user-check")
        self.merge = self._add("Merge the two selected…", self.ask_merge, "Ctrl+Shift+J", "merge")
        self.duplicates = self._add("Find duplicates…", self.find_duplicates, "Ctrl+Shift+D", "users-round")
        self.mails = self._add("Copy e-mail addresses", self.copy_addresses, "Ctrl+Shift+C", "mail")
        self.hours = AvailabilityVerbs(page, desk, self._selected, show)
        self.evidence = EvidenceVerb(page, desk, self._only_one, show)
        self.actions = [
            self.depart, self.back, self.hours.hours, self.merge, self.duplicates, self.mails, self.evidence.action
        ]  # fmt: skip

    def _add(self, text: str, slot: Any, shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    def _selected(self) -> list[tuple[int, str]]:
        return [(row.id, row.name) for row in self._grid.selected_rows()]

    def _only_one(self) -> Chosen | None:
        rows = self._grid.selected_rows()
        return (EvidenceSubject(SubjectKind.PERSON, rows[0].id), rows[0].name) if len(rows) == 1 else None

    def follow(self) -> None:
        self.hours.follow()
        self.evidence.follow()
        rows = self._grid.selected_rows()
        self.depart.setEnabled(any(row.departed_on is None for row in rows))
        self.back.setEnabled(any(row.departed_on is not None for row in rows))
        self.merge.setEnabled(len(rows) == 2)
        self.mails.setEnabled(bool(rows))

    def ask_departed(self) -> None:
        rows = [row for row in self._grid.selected_rows() if row.departed_on is None]
        if rows:
            self._show(DepartedDialog(self._desk, self._page, rows))

    def mark_back(self) -> None:
        ids = [row.id for row in self._grid.selected_rows() if row.departed_on is not None]
        if ids:
            self._desk.runner.change(mark_departed, ids, None).then(self._on_back)

    def _on_back(self, people: int) -> None:
        self._desk.say(f"Marked {count(people, 'person', 'people')} as back", True)

    def ask_merge(self) -> None:
        ids = [row.id for row in self._grid.selected_rows()]
        if len(ids) == 2:
            self._show(DuplicatesDialog(self._desk, self._page, ids))

    def find_duplicates(self) -> None:
        self._show(DuplicatesDialog(self._desk, self._page))

    def copy_addresses(self) -> None:
        """For the To field of the user's own mail program."""
        found = [row.email for row in self._grid.selected_rows() if row.email]
        QGuiApplication.clipboard().setText("; ".join(found))
        self._desk.say(f"Copied {count(len(found), 'address', 'addresses')}", False)
