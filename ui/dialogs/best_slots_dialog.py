"""Find a time: the slots of the next days that suit the most people who need a seat, and how each falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QSpinBox, QTimeEdit, QWidget

from coordinator.rules.deadlines import is_working_day
from coordinator.rules.slots import WORKDAY, Interval, PersonClock, SlotFit, best_slots
from coordinator.views.schedule import busy_times, people_needing_seats
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import indent
from ui.widgets.training_list import short_moment
from ui.widgets.zone_box import ZoneBox, zones
from ui.widgets.zone_strip import ZoneStrip
from ui.wording import count

DAYS, DURATION, MOST = 10, 90, 4
PAUSE = 150  # milliseconds after the last change of a field


@dataclass(frozen=True, slots=True)
class Question:
    """What slots are looked for by."""

    people: tuple[PersonClock, ...]
    days: tuple[date, ...]
    duration: int
    zone: str
    busy: tuple[Interval, ...]
    hours: tuple[int, int]


def answer(question: Question) -> tuple[Question, tuple[SlotFit, ...]]:
    """With the question, since the fields may have changed meanwhile."""
    found = best_slots(
        question.people,
        question.days,
        question.duration,
        question.zone,
        question.busy,
        hours=question.hours,
        limit=MOST,
    )
    return question, found


def working_days(first: date, many: int) -> tuple[date, ...]:
    """So many working days, the first one not before `first`."""
    days: list[date] = []
    while len(days) < many:
        if is_working_day(first):
            days.append(first)
        first += timedelta(days=1)
    return tuple(days)


class BestSlotsDialog(DialogFrame):
    """For those seated in a training, or for everyone who needs a seat. `slot_chosen` carries the start in UTC."""

    slot_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow | None = None, instructors: str = "") -> None:
        title = f"Best times for {training.title}" if training else "Best times for a training"
        super().__init__(desk, parent, title, "Use this time")
        self._training = training
        self._instructors = training.instructors if training else instructors
        self._people: tuple[PersonClock, ...] = ()
        self._busy: tuple[Interval, ...] = ()
        self.picked: datetime | None = None
        self.who = wrapped(label("", "secondary"))
        self.first = QDateEdit()
        self.days = _number(1, 60, DAYS, "Working days")
        self.duration = _number(15, 600, training.duration_minutes if training else DURATION, "Duration", " minutes")
        self.zone = ZoneBox("Host’s time zone")
        self.opens, self.closes = _clock("Earliest start", WORKDAY[0]), _clock("Latest end", WORKDAY[1])
        self.strip = ZoneStrip(desk.look)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._fill()
        self._arrange()
        self._connect()
        self.go.setEnabled(False)
        desk.runner.read(people_needing_seats, desk.today(), training.id if training else None).then(self._on_people)

    def _fill(self) -> None:
        day = self.desk.today() + timedelta(days=1)
        self.first.setDate(QDate(day.year, day.month, day.day))
        self.first.setCalendarPopup(True)
        self.first.setAccessibleName("First day")
        self.zone.set_zone(self._training.time_zone if self._training else self.desk.zone)

    def _arrange(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(8)
        rows: Sequence[Sequence[tuple[str, QWidget]]] = (
            (("First day", self.first), ("Working days", self.days), ("Duration", self.duration)),
            (("Between", self.opens), ("and", self.closes), ("in", self.zone)),
        )
        for row, parts in enumerate(rows):
            for place, (words, part) in enumerate(parts):
                fields.addWidget(label(words, "secondary"), row, 2 * place)
                fields.addWidget(part, row, 2 * place + 1)
                fields.setColumnStretch(2 * place + 1, 1)
        self.column.addWidget(self.who)
        self.column.addLayout(fields)
        self.column.addWidget(self.strip)
        self.column.addStretch(1)
        self.finish_layout()
        self.resize(860, 620)

    def _connect(self) -> None:
        self.first.dateChanged.connect(self._wait.start)
        for number in (self.days, self.duration):
            number.valueChanged.connect(self._wait.start)
        for clock in (self.opens, self.closes):
            clock.timeChanged.connect(self._wait.start)
        self.zone.committed.connect(self._wait.start)
        self._wait.timeout.connect(self._ask)
        self.strip.slot_picked.connect(self._pick)

    def _on_people(self, people: tuple[PersonClock, ...]) -> None:
        self._people = people
        need = "seated or waiting" if self._training else "who need a seat"
        self.who.setText(f"For the {count(len(people), 'person', 'people')} {need}.")
        self.desk.runner.read(busy_times, self._instructors, self._training.id if self._training else None).then(
            self._on_busy
        )

    def _on_busy(self, busy: tuple[Interval, ...]) -> None:
        self._busy = busy
        self._ask()

    def _question(self) -> Question:
        day = self.first.date()
        past = (datetime(1970, 1, 1, tzinfo=UTC), self.desk.now())
        return Question(
            self._people,
            working_days(date(day.year(), day.month(), day.day()), self.days.value()),
            self.duration.value(),
            self.zone.zone if self.zone.zone in zones() else self.desk.zone,
            (past, *self._busy),
            (_minute(self.opens), _minute(self.closes)),
        )

    def _ask(self) -> None:
        self.desk.runner.call(answer, self._question()).then(self._on_answer)

    def _on_answer(self, given: tuple[Question, tuple[SlotFit, ...]]) -> None:
        """An answer to what is no longer asked is dropped."""
        question, slots = given
        if self._wait.isActive():
            return
        self.strip.show_best(slots, question.zone)
        if slots:
            self._pick(slots[0].start)
        else:
            self.go.setEnabled(False)
            self.strip.say("No time fits: nobody needs a seat, or the host has none free in these hours.")

    def _pick(self, start: datetime) -> None:
        """Show how a suggestion falls; the button takes it."""
        question = self._question()
        self.picked = start
        self.strip.show_slot(question.people, start, question.duration, question.zone)
        self.go.setText(f"Use {short_moment(start.astimezone(ZoneInfo(question.zone)))}")
        self.go.setEnabled(True)

    def submit(self) -> None:
        if self.picked is not None:
            self.slot_chosen.emit(self.picked)
            self.accept()


def _number(least: int, most: int, value: int, name: str, suffix: str = "") -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setAccessibleName(name)
    indent(box)
    return box


def _clock(name: str, minute: int) -> QTimeEdit:
    made = QTimeEdit(QTime(minute // 60, minute % 60))
    made.setDisplayFormat("h:mm AP")
    made.setAccessibleName(name)
    indent(made)
    return made


def _minute(clock: QTimeEdit) -> int:
    at = clock.time()
    return at.hour() * 60 + at.minute()
