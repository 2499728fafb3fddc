"""The evidence file of whom or what is chosen: one verb, for the roster, the licenses and the trainings."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coordinator.services.evidence import EvidenceSubject
from ui.desk import Desk
from ui.dialogs.evidence_dialog import EvidenceDialog
from ui.dialogs.frame import DialogFrame

Chosen = tuple[EvidenceSubject, str]


class EvidenceVerb(QObject):
    """Owns its `action`. `chosen` is the subject with its name, or None; `show` opens a dialog over the page."""

    def __init__(
        self, page: QWidget, desk: Desk, chosen: Callable[[], Chosen | None], show: Callable[[DialogFrame], None]
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._chosen, self._show = page, desk, chosen, show
        self.action = desk.actions.add(page, "Page", "Evidence file…", self.ask, "", "shield-check")

    def follow(self, *, is_active: bool = True) -> None:
        self.action.setEnabled(is_active and self._chosen() is not None)

    def ask(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._show(EvidenceDialog(self._desk, self._page, *chosen))
