"""How a series repeats: every so many days, on weekdays of weeks, or monthly; until when; and what a day off does."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coordinator.rules.training_series import MOST, OnDayOff, Rhythm, SeriesRule
from ui.dialogs.attendance_rule_fields import number_field
from ui.dialogs.memo_fields import date_field, pydate
from ui.dialogs.training_fields import beside
from ui.widgets.basics import button, label
from ui.widgets.combo import combo
from ui.widgets.form import Form

RHYTHMS = ((Rhythm.WEEKLY, "week", "weeks"), (Rhythm.DAYS, "day", "days"), (Rhythm.MONTHLY, "month", "months"))
DAYS_OFF = (
    (OnDayOff.MOVE, "Move to the next working day"),
    (OnDayOff.SKIP, "Leave out"),
    (OnDayOff.KEEP, "Keep the date"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
TRAININGS, WEEKS = 6, 12
AFTER, ON = range(2)


class SeriesFields(QWidget):
    """`every`, `rhythm`, `weekdays`, `ends` with `count` or `until`, and `day_off`. `changed` with every change."""

    changed = Signal()

    def __init__(self, first: date) -> None:
        super().__init__()
        self.every = number_field("Every", 1, 99, 1, "")
        self.rhythm, self.ends, self.day_off = combo("Days, weeks or months"), combo("Ends"), combo("On a day off")
        self.weekdays = [_chip(name) for name in WEEKDAYS]
        self.count = number_field("Number of trainings", 1, MOST, TRAININGS, " trainings")
        self.until = date_field(first + timedelta(weeks=WEEKS))
        self.until.setAccessibleName("Last day of the series")
        self._days = QWidget()
        self._on = label("", "secondary")
        self._fill(first)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addWidget(self._left(), 6)
        row.addWidget(self._right(), 5)
        self._connect()
        self._follow()

    def _fill(self, first: date) -> None:
        for rhythm, _, many in RHYTHMS:
            self.rhythm.addItem(many, rhythm)
        for way, text in DAYS_OFF:
            self.day_off.addItem(text, way)
        self.ends.addItems(["After", "On"])
        self.weekdays[first.weekday()].setChecked(True)
        self._monthly = f"the {ORDINALS[(first.day - 1) // 7]} {WEEKDAYS[first.weekday()]} of the month"

    def _left(self) -> Form:
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(4)
        for chip in self.weekdays:
            days.addWidget(chip)
        days.addStretch(1)
        on = QWidget()
        row = QHBoxLayout(on)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._days)
        row.addWidget(self._on)
        row.addStretch(1)
        on.setFixedHeight(34)
        form = Form()
        form.row("Repeat e&very", beside(self.every, "", self.rhythm))
        form.row("On", on)
        return form

    def _right(self) -> Form:
        last = QWidget()
        row = QHBoxLayout(last)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count)
        row.addWidget(self.until)
        form = Form()
        form.row("&Ends", beside(self.ends, "", last))
        form.row("Days &off", self.day_off)
        return form

    def _connect(self) -> None:
        for number in (self.every, self.count):
            number.valueChanged.connect(self._follow)
        for choice in (self.rhythm, self.ends, self.day_off):
            choice.currentIndexChanged.connect(self._follow)
        for chip in self.weekdays:
            chip.toggled.connect(self._follow)
        self.until.dateChanged.connect(self._follow)

    def _follow(self) -> None:
        rhythm = self._rhythm
        for place, (_, one, many) in enumerate(RHYTHMS):
            self.rhythm.setItemText(place, one if self.every.value() == 1 else many)
        self._days.setVisible(rhythm is Rhythm.WEEKLY)
        self._on.setVisible(rhythm is not Rhythm.WEEKLY)
        self._on.setText(self._monthly if rhythm is Rhythm.MONTHLY else "whichever day that is")
        self.count.setVisible(self.ends.currentIndex() == AFTER)
        self.until.setVisible(self.ends.currentIndex() == ON)
        self.changed.emit()

    @property
    def _rhythm(self) -> Rhythm:
        return RHYTHMS[self.rhythm.currentIndex()][0]

    def rule(self) -> SeriesRule:
        is_counted = self.ends.currentIndex() == AFTER
        return SeriesRule(
            rhythm=self._rhythm,
            every=self.every.value(),
            weekdays=frozenset(day for day, chip in enumerate(self.weekdays) if chip.isChecked()),
            count=self.count.value() if is_counted else None,
            until=None if is_counted else pydate(self.until.date()),
            day_off=DAYS_OFF[self.day_off.currentIndex()][0],
        )


def _chip(name: str) -> QPushButton:
    made = button(name[:2], "chip")
    made.setCheckable(True)
    made.setAutoDefault(False)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
