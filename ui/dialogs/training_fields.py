"""Everything a training is planned from, in two columns: what, when and where; who and by which rule."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coordinator.rules.deadlines import is_working_day
from coordinator.services.trainings import TrainingFacts
from coordinator.views.settings import UnitSettings
from coordinator.views.training_warnings import CourseChoice
from ui.desk import Desk
from ui.dialogs.attendance_rule_fields import AttendanceRuleFields, number_field
from ui.dialogs.memo_fields import pydate, qdate, with_whole_year
from ui.dialogs.start_fields import CLOCK, StartFields
from ui.widgets.basics import label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form

REGISTRATION_DAYS, REGISTRATION_HOUR = 2, 17
LEAST = 104  # pixels of a field beside another
UNBROKEN = "\N{NO-BREAK SPACE}"
TOO_MANY = "The minimum is higher than the capacity."
TOO_LATE = "Registration ends after the training starts."
NO_ZONE = "Choose the host’s time zone from the list."


class TrainingFields(QWidget):
    """Each field by its name; `preview` is what the start means elsewhere. `changed` comes with every change."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._course_id: int | None = None
        self._tasking_id: int | None = None
        self.when = StartFields(self, desk.today(), desk.zone)
        self.rule = AttendanceRuleFields(self)
        self._make_fields()
        self._was = self.when.local()
        self._propose_deadline()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for form in (self._left(), self._right()):
            column = QVBoxLayout()
            column.addWidget(form)
            column.addStretch(1)  # sections of both begin at the top
            row.addLayout(column, 1)
        self._connect()
        self._follow_start()

    def _make_fields(self) -> None:
        self.title, self.course = QLineEdit(), combo("Course")
        self.title.setPlaceholderText("Training 1")
        self.duration = number_field("Duration", 1, 1440, 90, " minutes")
        self.has_deadline, self.deadline = QCheckBox("&Ends"), QDateTimeEdit()
        self.deadline.setAccessibleName("End of registration")
        with_whole_year(self.deadline)
        self.deadline.setDisplayFormat(f"{self.when.date.displayFormat()} {CLOCK}")
        self.deadline.setEnabled(False)
        self.preview = wrapped(label("", "secondary"))
        self.link, self.dial_in = QLineEdit(), QLineEdit()
        self.link.setPlaceholderText("https://")
        self.dial_in.setPlaceholderText("Number and access code")
        self.host, self.instructors = QLineEdit(), QLineEdit()
        self.instructors.setPlaceholderText("Several are parted by commas")
        self.capacity = number_field("Capacity", 1, 100_000, 18, " seats")
        self.minimum = number_field("Minimum", 0, 100_000, 0, " people")
        self.overbook = number_field("Overbook", 0, 100_000, 0, " seats")

    # layout

    def _left(self) -> Form:
        form = Form()
        form.section("What")
        form.row("&Title", self.title)
        form.row("&Course", self.course)
        form.section("When")
        form.row("&Date", beside(self.when.date, "at", self.when.start))
        form.row("Host’s time &zone", self.when.zone)
        form.row("", self.preview)
        form.row("D&uration", self.duration)
        form.row("Registration", beside(self.has_deadline, "", self.deadline))
        return form

    def _right(self) -> Form:
        form = Form()
        form.section("Who")
        form.row("&Host", self.host)
        form.row("&Instructors", self.instructors)
        form.row("C&apacity", beside(self.capacity, "at least", self.minimum))
        form.row("&Overbook by", beside(self.overbook, "beyond the capacity"))
        form.section("Where")
        form.row("&Join link", self.link)
        form.row("Dial-i&n", self.dial_in)
        form.section("Counts as present")
        form.row("&Present", self.rule.way)
        amount = QWidget()
        row = QHBoxLayout(amount)
        row.setContentsMargins(0, 0, 0, 0)
        for number in (self.rule.percent, self.rule.minutes):
            number.setMinimumWidth(LEAST)
            row.addWidget(number)
        form.row("From", beside(amount, "partial from", self.rule.partial))
        amount.setFocusProxy(self.rule.percent)
        return form

    def _connect(self) -> None:
        for line in (self.title, self.host, self.instructors, self.link, self.dial_in):
            line.textChanged.connect(self._tell)
        for number in (self.duration, self.capacity, self.minimum, self.overbook):
            number.valueChanged.connect(self._tell)
        self.has_deadline.toggled.connect(self.deadline.setEnabled)
        self.has_deadline.toggled.connect(self._tell)
        self.deadline.dateTimeChanged.connect(self._tell)
        self.when.changed.connect(self._follow_start)

    def _tell(self) -> None:
        self.changed.emit()

    def _follow_start(self) -> None:
        """The end of registration keeps its distance while the start moves; without one it is only proposed."""
        local = self.when.local()
        moved = local.replace(tzinfo=None) - self._was.replace(tzinfo=None)
        self._was = local
        if self.has_deadline.isChecked():
            self.deadline.setDateTime(self.deadline.dateTime().addSecs(int(moved.total_seconds())))
        else:
            self._propose_deadline()
        self.preview.setText(" · ".join(each.replace(" ", UNBROKEN) for each in self.when.elsewhere()))
        self.changed.emit()

    def _propose_deadline(self) -> None:
        day, left = self._was.date(), REGISTRATION_DAYS
        while left:
            day -= timedelta(days=1)
            left -= is_working_day(day)
        self.deadline.setDateTime(QDateTime(qdate(day), QTime(REGISTRATION_HOUR, 0)))

    # what is entered

    @property
    def trouble(self) -> str:
        """What keeps the training from being planned as it stands; without a title nothing is said about it."""
        if not self.when.zone_is_known:
            return NO_ZONE
        if self.minimum.value() > self.capacity.value():
            return TOO_MANY
        ends = self._registration_until()
        return TOO_LATE if ends is not None and ends > self.when.local() else ""

    def _registration_until(self) -> datetime | None:
        if not self.has_deadline.isChecked():
            return None
        at = self.deadline.dateTime()
        clock = time(at.time().hour(), at.time().minute())
        return datetime.combine(pydate(at.date()), clock, self.when.local().tzinfo).astimezone(UTC)

    def facts(self) -> TrainingFacts:
        percent, minutes, partial = self.rule.rule()
        return TrainingFacts(
            title=self.title.text().strip(),
            starts_at=self.when.local().astimezone(UTC),
            time_zone=self.when.zone.zone,
            duration_minutes=self.duration.value(),
            capacity=self.capacity.value(),
            minimum=self.minimum.value(),
            host=self.host.text().strip(),
            instructors=self.instructors.text().strip(),
            join_link=self.link.text().strip(),
            dial_in=self.dial_in.text().strip(),
            registration_until=self._registration_until(),
            overbook=self.overbook.value(),
            present_percent=percent,
            present_minutes=minutes,
            partial_minutes=partial,
            tasking_id=self._tasking_id,
            course_id=self.course.currentData() or self._course_id,
        )

    # what is shown

    def show_facts(self, facts: TrainingFacts) -> None:
        self._course_id, self._tasking_id = facts.course_id, facts.tasking_id
        self._choose_course()
        self.when.show_start(facts.starts_at.astimezone(ZoneInfo(facts.time_zone)), facts.time_zone)
        for line, text in (
            (self.title, facts.title), (self.host, facts.host), (self.instructors, facts.instructors),
            (self.link, facts.join_link), (self.dial_in, facts.dial_in),
        ):  # fmt: skip
            line.setText(text)
            line.setCursorPosition(0)
        for number, value in (
            (self.duration, facts.duration_minutes), (self.capacity, facts.capacity), (self.minimum, facts.minimum),
            (self.overbook, facts.overbook),
        ):  # fmt: skip
            number.setValue(value)
        self._show_deadline(facts)
        self.rule.show_rule((facts.present_percent, facts.present_minutes, facts.partial_minutes))

    def _show_deadline(self, facts: TrainingFacts) -> None:
        self.has_deadline.setChecked(facts.registration_until is not None)
        if facts.registration_until is None:
            self._propose_deadline()
        else:
            local = facts.registration_until.astimezone(ZoneInfo(facts.time_zone))
            self.deadline.setDateTime(QDateTime(qdate(local.date()), QTime(local.hour, local.minute)))

    def show_courses(self, courses: Sequence[CourseChoice]) -> None:
        """The unit's own first, which is what a training is a run of unless another is chosen."""
        self.course.clear()
        for each in courses:
            self.course.addItem(each.title, each.id)
        self._choose_course()

    def _choose_course(self) -> None:
        place = self.course.findData(self._course_id)
        if place >= 0:
            self.course.setCurrentIndex(place)

    def show_unit(self, unit: UnitSettings) -> None:
        self.rule.show_unit(unit)


def beside(first: QWidget, between: str, second: QWidget | None = None) -> QWidget:
    """Two fields in a row of a form, or one with words after it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for field in (first, second):
        if isinstance(field, QAbstractSpinBox):
            field.setMinimumWidth(LEAST)  # it asks for room for its largest number
    row.addWidget(first, 0 if isinstance(first, QCheckBox) else 1)
    if between:
        row.addWidget(label(between, "secondary"), 0 if second else 1)
    if second is not None:
        row.addWidget(second, 1)
    box.setFocusProxy(first)
    return box
