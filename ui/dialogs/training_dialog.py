"""Plan a training, or change one: the form, with what the start means while it is typed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from coordinator.rules.deadlines import is_working_day
from coordinator.services.trainings import TrainingFacts
from coordinator.views.trainings import TrainingRow
from ui.widgets.parts import Form, button, label, set_property, wrapped
from ui.widgets.training_facts import start_warnings
from ui.wording import moment

US_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "UTC",
)
PREVIEW = ("UTC", "America/New_York", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu")


def next_working_day(today: date) -> date:
    day = today + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


class TrainingDialog(QDialog):
    """`facts()` is what was entered; the page plans or changes the training with it when the dialog is accepted."""

    def __init__(self, parent: QWidget, zone: str, today: date, zones: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle("Plan training")
        self.setMinimumWidth(620)
        self.training_id: int | None = None
        self.title = QLineEdit()
        self.title.setPlaceholderText("Training 1")
        self.date = QDateEdit()
        self.date.setCalendarPopup(True)
        self.start = QTimeEdit()
        self.start.setDisplayFormat("h:mm AP")
        self.zone = QComboBox()
        self.zone.addItems(list(dict.fromkeys((zone, *US_ZONES, *zones))))
        self.duration = self._number(1, 1440, 90, " minutes")
        self.capacity = self._number(1, 100_000, 18, " seats")
        self.minimum = self._number(0, 100_000, 0, " people")
        self.host = QLineEdit()
        self.instructors = QLineEdit()
        self.link = QLineEdit()
        self.preview = wrapped(label("", "secondary"))
        self.warning = wrapped(label(""))
        set_property(self.warning, "tone", "caution")
        self.ok_button = button("Plan training", "primary")
        day = next_working_day(today)
        self.date.setDate(QDate(day.year, day.month, day.day))
        self.start.setTime(QTime(13, 0))
        self._arrange()
        self._connect()
        self._check()

    def _number(self, least: int, most: int, value: int, suffix: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setValue(value)
        box.setSuffix(suffix)
        return box

    def _arrange(self) -> None:
        form = Form()
        form.row("&Title", self.title)
        form.row("&Date", self.date)
        form.row("&Start", self.start)
        form.row("Host’s time &zone", self.zone)
        form.row("D&uration", self.duration)
        form.row("&Capacity", self.capacity)
        form.row("&Minimum", self.minimum, "Fewer than that, and the list of trainings warns.")
        form.row("&Host", self.host)
        form.row("&Instructors", self.instructors)
        form.row("&Join link", self.link)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.ok_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(form)
        column.addWidget(self.preview)
        column.addWidget(self.warning)
        column.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        self.title.textChanged.connect(self._check)
        self.date.dateChanged.connect(self._check)
        self.start.timeChanged.connect(self._check)
        self.zone.currentTextChanged.connect(self._check)
        self.capacity.valueChanged.connect(self._check)
        self.minimum.valueChanged.connect(self._check)

    def fill(self, row: TrainingRow) -> None:
        """Show a training that is to be changed."""
        self.setWindowTitle(f"Change {row.title}")
        self.training_id = row.id
        if self.zone.findText(row.time_zone, Qt.MatchFlag.MatchExactly) < 0:
            self.zone.addItem(row.time_zone)
        local = row.local_start
        self.title.setText(row.title)
        self.date.setDate(QDate(local.year, local.month, local.day))
        self.start.setTime(QTime(local.hour, local.minute))
        self.zone.setCurrentText(row.time_zone)
        self.duration.setValue(row.duration_minutes)
        self.capacity.setValue(row.capacity)
        self.minimum.setValue(row.minimum)
        self.host.setText(row.host)
        self.instructors.setText(row.instructors)
        self.link.setText(row.join_link)
        self.ok_button.setText("Change training")

    def facts(self) -> TrainingFacts:
        return TrainingFacts(
            title=self.title.text().strip(),
            starts_at=self._local_start().astimezone(UTC),
            time_zone=self.zone.currentText(),
            duration_minutes=self.duration.value(),
            capacity=self.capacity.value(),
            minimum=self.minimum.value(),
            host=self.host.text().strip(),
            instructors=self.instructors.text().strip(),
            join_link=self.link.text().strip(),
        )

    def _local_start(self) -> datetime:
        day, clock = self.date.date(), self.start.time()
        naive_day = date(day.year(), day.month(), day.day())
        return datetime.combine(naive_day, time(clock.hour(), clock.minute()), ZoneInfo(self.zone.currentText()))

    def _check(self) -> None:
        """What the start means elsewhere, and what speaks against it."""
        local, zone = self._local_start(), self.zone.currentText()
        self.preview.setText(" · ".join(dict.fromkeys(_elsewhere(local, each) for each in PREVIEW if each != zone)))
        too_many = self.minimum.value() > self.capacity.value()
        warnings = start_warnings(local, zone)
        if too_many:
            warnings.append("The minimum is higher than the capacity.")
        self.warning.setText(" ".join(warnings))
        self.warning.setVisible(bool(warnings))
        self.ok_button.setEnabled(bool(self.title.text().strip()) and not too_many)


def _elsewhere(local: datetime, zone: str) -> str:
    """ "6:00 PM UTC"; with the date where it is another day."""
    there = local.astimezone(ZoneInfo(zone))
    date_and_clock = moment(there, zone)
    return date_and_clock.rsplit(", ", 1)[1] if there.date() == local.date() else date_and_clock
