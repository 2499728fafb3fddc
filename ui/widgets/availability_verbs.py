"""When the selected people can attend: one verb, for the roster and for the register of a training."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.dialogs.availability_dialog import AvailabilityDialog

People = Sequence[tuple[int, str]]


class AvailabilityVerbs(QObject):
    """`people` are the (designee id, name) selected on the page; `show` opens a dialog over it."""

    def __init__(
        self, page: QWidget, desk: Desk, people: Callable[[], People], show: Callable[[AvailabilityDialog], None]
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._people, self._show = page, desk, people, show
        self.hours = desk.actions.add(
            page, "Page", "Duty hours and absences…", self.show_availability, "Ctrl+Shift+H", "calendar-clock"
        )

    def follow(self) -> None:
        self.hours.setEnabled(bool(self._people()))

    def show_availability(self) -> None:
        people = self._people()
        if people:
            self._show(AvailabilityDialog(self._desk, self._page, people))
