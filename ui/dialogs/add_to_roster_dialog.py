"""A participant becomes a new person of the roster: asks for the office, everything else is in the report."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator.views.offices import OfficeRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.combo import combo
from ui.widgets.form import Form


class AddToRosterDialog(DialogFrame):
    """`office` is a combo box: the first letters of a code find it. The answer is `chosen`."""

    def __init__(
        self, desk: Desk, parent: QWidget, name: str, offices: Sequence[OfficeRow], likely: int | None = None
    ) -> None:
        super().__init__(desk, parent, f"Add {name} to the roster", "Add")
        self._offices = [row for row in offices if row.valid_until is None]
        self.office = combo("Office")
        self.office.addItems([f"{row.code}, {row.name}" for row in self._offices])
        places = {row.id: place for place, row in enumerate(self._offices)}
        self.office.setCurrentIndex(places.get(likely or 0, 0))
        form = Form()
        form.row("&Office", self.office, "Name, address and minutes are taken from the report.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(460)
        self.go.setEnabled(bool(self._offices))
        self.office.setFocus()

    @property
    def chosen(self) -> OfficeRow:
        return self._offices[self.office.currentIndex()]

    def submit(self) -> None:
        self.accept()
