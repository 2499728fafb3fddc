"""A new office."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.offices import add_office
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.form import Form
from ui.widgets.zone_box import ZoneBox


class OfficeDialog(DialogFrame):
    """`code`, `name`, `zone`; `office_id` is set when it was added."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Add an office", "Add office")
        self.office_id: int | None = None
        self.code, self.name = QLineEdit(), QLineEdit()
        self.code.setMaxLength(12)
        self.code.setPlaceholderText("DEN")
        self.name.setPlaceholderText("SAC Denver")
        self.zone = ZoneBox("Time zone")
        self.zone.set_zone(desk.zone)
        form = Form()
        form.row("&Code", self.code, "Short and lasting: files and numbers name it.")
        form.row("&Name", self.name)
        form.row("&Time zone", self.zone, "Type a city to find it.")
        for line in (self.code, self.name):
            line.textChanged.connect(self._check)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(480)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.code.text().strip() and self.name.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(add_office, self.code.text(), self.name.text(), self.zone.zone)
        job.then(self._on_added).otherwise(self.refused)

    def _on_added(self, office_id: int) -> None:
        self.office_id = office_id
        self.finish(f"Added {self.name.text().strip()}")
