"""Puts people on hold: their records are kept whatever their age, until the hold is lifted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.retention import LONGEST_TEXT, set_hold
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.widgets.people_chooser import PeopleChooser
from ui.wording import count


class HoldDialog(DialogFrame):
    """`reason` says why. Without `people` they are chosen with `chooser`."""

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[int] = (), whom: str = "") -> None:
        super().__init__(desk, parent, f"Put {whom} on hold" if whom else "Put people on hold", "Put on hold")
        self._people = tuple(people)
        self.chooser = None if people else PeopleChooser(desk)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_TEXT)
        self.reason.setPlaceholderText("Such as: FOIA request 2026-114")
        said = "Every record that names a person on hold is kept, however old it is, until the hold is lifted."
        self.column.addWidget(wrapped(label(said, "secondary")))
        if self.chooser is not None:
            self.column.addWidget(self.chooser, 1)
            self.chooser.changed.connect(self._check)
        form = Form()
        form.row("&Reason", self.reason)
        self.column.addWidget(form)
        self.finish_layout()
        if self.chooser is None:
            self.fit(500)
        else:
            self.resize(620, 560)
        self.reason.textChanged.connect(self._check)
        self._check()

    @property
    def people(self) -> tuple[int, ...]:
        return self._people if self.chooser is None else self.chooser.ids

    def _check(self) -> None:
        self.go.setEnabled(bool(self.people and self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(set_hold, self.people, self.reason.text())
        job.then(self._on_held).otherwise(self.refused)

    def _on_held(self, held: int) -> None:
        self.finish(f"Put {count(held, 'person', 'people')} on hold")
