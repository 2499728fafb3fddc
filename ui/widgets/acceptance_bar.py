"""Above the grid of acknowledgments: on which day and how what Space records was given, and what else can be done."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod
from ui.desk import Desk
from ui.dialogs.acknowledgment_fields import METHODS
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.widgets.basics import button, label
from ui.widgets.combo import combo
from ui.widgets.view_switch import ViewSwitch
from ui.wording import word

PEOPLE, MAILS = "people", "mails"


class AcceptanceBar(QWidget):
    """`views` switches between people and mails, `on` and `method` are what Space records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._today = desk, desk.today()
        self.views = ViewSwitch("People or mails", ((PEOPLE, "People"), (MAILS, "Mails")))
        self.on = date_field(self._today)
        self.on.setMaximumDate(qdate(self._today))
        self.on.setAccessibleName("Acknowledged on")
        self.method: QComboBox = combo("Acknowledged how")
        for method in METHODS:
            self.method.addItem(word(method))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._of_people = (label("Space records", "caption"), self.method, label("on", "caption"), self.on)
        self._row.addWidget(self.views)
        self._row.addSpacing(8)
        for part in self._of_people:
            self._row.addWidget(part)
        self._row.addStretch(1)
        self.views.chosen.connect(self._on_view)

    def add_buttons(self, actions: Sequence[QAction]) -> None:
        for action in actions:
            made = button(action.text())
            made.clicked.connect(action.trigger)
            action.enabledChanged.connect(made.setEnabled)
            made.setEnabled(action.isEnabled())
            self._row.addWidget(made)

    def keep_today(self) -> None:
        """What was today goes on with the calendar."""
        today, was = self._desk.today(), self._today
        self._today = today
        if today != was:
            is_today = pydate(self.on.date()) == was
            self.on.setMaximumDate(qdate(today))
            if is_today:
                self.on.setDate(qdate(today))

    @property
    def chosen(self) -> AcknowledgmentMethod:
        return METHODS[self.method.currentIndex()]

    def _on_view(self, key: str) -> None:
        for part in self._of_people:
            part.setVisible(key == PEOPLE)
