"""When people can attend: duty hours on their own clock, and absences they have stated."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QTimeEdit, QVBoxLayout, QWidget

from coordinator.services.availability import DAY, set_duty_hours, state_absences, withdraw_unavailability
from coordinator.views.availability import AbsenceRow, Availability, availabilities
from ui.desk import Desk
from ui.dialogs.memo_fields import date_field, pydate
from ui.dialogs.stay_open import StayOpenDialog
from ui.models.rows_model import Column
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.widgets.grid import Grid
from ui.widgets.training_list import short_moment
from ui.wording import NOTHING, count, moment

CLOCK = "h:mm AP"
NO_ABSENCES = "No absence was stated."


class AvailabilityDialog(StayOpenDialog):
    """`people` are (id, name). `is_unit`, `duty_start` and `duty_end` are the hours; `absences` the list.

    `first_day`, `last_day`, `is_whole`, `from_time`, `until_time` and `note` are the absence to add.
    """

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[tuple[int, str]]) -> None:
        self._ids = [person for person, _ in people]
        self._who = people[0][1] if len(people) == 1 else count(len(people), "person", "people")
        super().__init__(desk, parent, f"Duty hours and absences of {self._who}")
        self._is_first = True
        self.facts = wrapped(label("Looking…", "secondary"))
        self.is_unit = QCheckBox("The &unit’s hours")
        self.duty_start, self.duty_end = _clock(8), _clock(17)
        self.set_hours = self.verb("&Set hours", self.do_set_hours, "clock")
        self.absences: Grid[AbsenceRow] = Grid(_columns(), desk.look, "Absences")
        self.absences.set_empty(NO_ABSENCES)
        self.remove = self.verb("&Remove", self.do_remove, "trash-2")
        self.first_day, self.last_day = date_field(desk.today()), date_field(desk.today())
        self.is_whole = QCheckBox("&Whole days")
        self.from_time, self.until_time = _clock(8), _clock(17)
        self.note = QLineEdit()
        self.note.setMaxLength(200)
        self.note.setPlaceholderText("Leave, court, travel")
        self.add = self.verb("&Add absence", self.do_add, "plus")
        self._lay_out()
        self._connect()
        self.load()

    # parts

    def _lay_out(self) -> None:
        self.is_whole.setChecked(True)
        self.resize(780, 600)
        hours = Form()
        hours.row("&Duty hours", _beside(self.duty_start, "until", self.duty_end, self.is_unit, self.set_hours))
        self.column.addWidget(self.facts)
        self.column.addWidget(hours)
        self.column.addWidget(label("ABSENCES", "section"))
        self.column.addWidget(self.absences, 1)
        self.column.addWidget(self._new_absence())
        self.finish_layout()
        for name, widget in (
            ("Start of duty", self.duty_start), ("End of duty", self.duty_end), ("First day away", self.first_day),
            ("Last day away", self.last_day), ("Away from", self.from_time), ("Away until", self.until_time),
        ):  # fmt: skip
            widget.setAccessibleName(name)

    def _new_absence(self) -> QWidget:
        box = QWidget()
        form = Form()
        form.row("Awa&y", _beside(self.first_day, "to", self.last_day, self.is_whole))
        self._times = form.row("Fro&m", _beside(self.from_time, "until", self.until_time))
        form.row(
            "&Note", self.note, "On their own clock: the first day from the one time, the last day until the other."
        )
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(form)
        column.addLayout(row)
        return box

    def _connect(self) -> None:
        self.is_unit.toggled.connect(self._follow)
        self.is_whole.toggled.connect(self._follow)
        self.absences.selected.connect(self._follow)
        self.first_day.dateChanged.connect(self._keep_in_order)

    def _follow(self) -> None:
        for widget in (self.duty_start, self.duty_end):
            widget.setEnabled(not self.is_unit.isChecked())
        for clock in (self._times, self.from_time, self.until_time):
            clock.setEnabled(not self.is_whole.isChecked())
        self.remove.setEnabled(bool(self.absences.selected_rows()))

    def _keep_in_order(self, day: QDate) -> None:
        """An absence of one day is the usual one."""
        if self.last_day.date() < day:
            self.last_day.setDate(day)

    # what is shown

    def load(self) -> None:
        self.desk.runner.read(availabilities, self._ids).then(self._show)

    def _show(self, found: tuple[Availability, ...]) -> None:
        if not found:
            self.reject()
            return
        self.facts.setText(_facts(found))
        self.absences.set_rows([row for each in found for row in each.absences])
        if self._is_first:
            self._is_first = False
            self.is_unit.setChecked(not any(each.has_own_hours for each in found))
            self.duty_start.setTime(QTime(0, 0).addSecs(found[0].duty_start * 60))
            self.duty_end.setTime(QTime(0, 0).addSecs(found[0].duty_end * 60))
            self.is_unit.setFocus()
        self._follow()

    # the work

    def do_set_hours(self) -> None:
        start = end = None
        if not self.is_unit.isChecked():
            start, end = _minutes(self.duty_start), _minutes(self.duty_end) or DAY
        self.desk.runner.change(set_duty_hours, self._ids, start, end).then(self._on_set)

    def _on_set(self, _people: int) -> None:
        self.say(f"Set the duty hours of {self._who}")

    def do_add(self) -> None:
        first, last = pydate(self.first_day.date()), pydate(self.last_day.date())
        start = end = None
        if not self.is_whole.isChecked():
            start, end = _time(self.from_time), _time(self.until_time)
        job = self.desk.runner.change(state_absences, self._ids, first, last, start, end, self.note.text())
        job.then(self._on_added)

    def _on_added(self, _people: int) -> None:
        self.say(f"Noted the absence of {self._who}")
        self.note.clear()

    def do_remove(self) -> None:
        row = next(iter(self.absences.selected_rows()), None)
        if row is not None:
            self.desk.runner.change(withdraw_unavailability, row.id).then(self._on_removed)

    def _on_removed(self, _: None) -> None:
        self.say("Removed an absence")


def _clock(hour: int) -> QTimeEdit:
    made = QTimeEdit(QTime(hour, 0))
    made.setDisplayFormat(CLOCK)
    made.lineEdit().setTextMargins(10, 0, 0, 0)
    return made


def _beside(first: QWidget, between: str, second: QWidget, *more: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first)
    row.addWidget(label(between, "secondary"))
    row.addWidget(second)
    for each in more:
        row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    box.setFocusProxy(first)
    return box


def _minutes(field: QTimeEdit) -> int:
    return field.time().hour() * 60 + field.time().minute()


def _time(field: QTimeEdit) -> time:
    return time(field.time().hour(), field.time().minute())


def _facts(found: Sequence[Availability]) -> str:
    zones = sorted({each.time_zone for each in found})
    hours = sorted({(each.duty_start, each.duty_end) for each in found})
    if len(hours) > 1:
        return f"Different duty hours · {', '.join(zones)}"
    start, end = (QTime(0, 0).addSecs(minutes * 60).toString(CLOCK) for minutes in hours[0])
    whose = "of their own" if any(each.has_own_hours for each in found) else "the unit’s"
    return f"On duty {start} to {end}, {whose} · {', '.join(zones)}"


def _columns() -> tuple[Column[AbsenceRow], ...]:
    return (
        Column("Name", _name, 170, bold=True),
        Column("From", _from, 190, sort=_from_key),
        Column("Until", _until, 190, sort=_until_key),
        Column("Note", _note, 170),
    )


def _name(row: AbsenceRow) -> str:
    return row.name


def _from(row: AbsenceRow) -> str:
    return _day(row.starts_at) if row.starts_at.time() == time() else short_moment(row.starts_at)


def _day(local: datetime) -> str:
    """ "Fri, May 7, 2021"."""
    return moment(local, str(local.tzinfo)).rsplit(", ", 1)[0]


def _from_key(row: AbsenceRow) -> str:
    return row.starts_at.isoformat()


def _until(row: AbsenceRow) -> str:
    """Whole days end with the last of them, not with the midnight after it."""
    is_whole = row.ends_at.time() == time()
    return f"{_day(row.ends_at - timedelta(days=1))}, all day" if is_whole else short_moment(row.ends_at)


def _until_key(row: AbsenceRow) -> str:
    return row.ends_at.isoformat()


def _note(row: AbsenceRow) -> str:
    return row.note or NOTHING
