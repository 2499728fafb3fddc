"""Move a training to another time: before and after, on whose clocks it falls, and what that means for those in it."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.rules.slots import PersonClock, city_of, clock_words, short_day
from coordinator.services.trainings import TrainingFacts, reschedule_training
from coordinator.views.schedule import people_needing_seats
from coordinator.views.training_warnings import TrainingWarning, warnings_of_facts
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.best_slots_dialog import BestSlotsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.start_fields import StartFields
from ui.dialogs.training_fields import UNBROKEN
from ui.models.planned_facts import facts_of, moved
from ui.widgets.basics import button, label, wrapped
from ui.widgets.warning_list import WarningList
from ui.widgets.zone_strip import ZoneStrip
from ui.wording import count, moment

WAIT = 200  # milliseconds after the last key
ZONES = 3  # whose clocks are spelled out
WIDE, HIGH = 860, 390  # pixels, without the zones; warnings come and go without moving the buttons


class RescheduleDialog(DialogFrame):
    """`date` and `start_time` are on the host's clock; `change` says before and after, `clocks` the same for those who
    are in it, and `affected` who they are.
    """

    def __init__(self, desk: Desk, parent: QWidget, row: TrainingRow) -> None:
        super().__init__(desk, parent, f"Move {row.title}", "Move training")
        self._row = row
        self._people: tuple[PersonClock, ...] = ()
        self._found: tuple[TrainingWarning, ...] = ()
        self.slots: BestSlotsDialog | None = None
        self.when = StartFields(self, desk.today(), row.time_zone)
        self.when.show_start(row.local_start, row.time_zone)
        self.date, self.start_time = self.when.date, self.when.start
        self.best = button("&Best times…", "", "calendar-clock")
        self.change, self.affected = wrapped(label("")), wrapped(label(_affected(row), "secondary"))
        self.clocks = wrapped(label("", "secondary"))
        self.strip, self.warning = ZoneStrip(desk.look), WarningList()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT)
        self._wait.timeout.connect(self._ask)
        self._lay_out()
        self.when.changed.connect(self._check)
        self.best.clicked.connect(self.ask_best)
        self._check()
        self._ask()
        desk.runner.read(people_needing_seats, desk.today(), row.id).then(self._on_people)
        self.date.setFocus()

    def _lay_out(self) -> None:
        self.best.setAutoDefault(False)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        for words, field in (("&Date", self.date), ("&Start", self.start_time)):
            caption = label(words, "caption")
            caption.setBuddy(field)
            field.setMinimumWidth(150)
            fields.addWidget(caption)
            fields.addWidget(field)
        fields.addWidget(label(f"in {self._row.time_zone}", "secondary"))
        fields.addStretch(1)
        fields.addWidget(self.best)
        self.column.addLayout(fields)
        self.column.addWidget(self.change)
        self.column.addWidget(self.clocks)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.warning)
        self.column.addWidget(self.affected)
        self.column.addStretch(1)
        self.finish_layout()
        self.strip.hide()
        self.resize(WIDE, HIGH)

    # what is shown

    def set_start(self, starts_at: datetime) -> None:
        self.when.show_start(starts_at.astimezone(ZoneInfo(self._row.time_zone)), self._row.time_zone)

    def starts_at(self) -> datetime:
        """The new start, in UTC."""
        return self.when.local().astimezone(UTC)

    def _facts(self) -> TrainingFacts:
        return moved(facts_of(self._row), self.starts_at())

    def _on_people(self, people: tuple[PersonClock, ...]) -> None:
        self._people = people
        self.strip.setVisible(bool(people))
        self._show_slot()
        if people:
            self.resize(WIDE, HIGH + self.strip.view.height())

    def _check(self) -> None:
        self.go.setEnabled(self.starts_at() != self._row.starts_at)
        self.change.setText(self._before_and_after())
        self._show_slot()
        self._tell()
        self._wait.start()

    def _before_and_after(self) -> str:
        zone = self._row.time_zone
        before, after = moment(self._row.starts_at, zone), moment(self.starts_at(), zone)
        if before == after:
            return before
        until = self._facts().registration_until
        ends = f". Registration then ends {moment(until, zone)}" if until else ""
        return f"{before} → {after}{ends}"

    def _show_slot(self) -> None:
        if self._people:
            self.strip.show_slot(self._people, self.starts_at(), self._row.duration_minutes, self._row.time_zone)
        moves = clocks_moved(self._people, self._row.starts_at, self.starts_at())
        self.clocks.setText(" · ".join(each.replace(" ", UNBROKEN) for each in moves))
        self.clocks.setVisible(bool(self.clocks.text()))

    def _ask(self) -> None:
        job = self.desk.runner.read(warnings_of_facts, self._facts(), self._row.id, self.desk.now())
        job.then(self._on_warnings)

    def _on_warnings(self, found: tuple[TrainingWarning, ...]) -> None:
        self._found = found
        self._tell()

    def _tell(self) -> None:
        """What the clocks do to the time is said at once, what the database knows after the last key."""
        texts = (self.when.change, *(each.text for each in self._found))
        self.warning.say(list(dict.fromkeys(filter(None, texts))))

    def ask_best(self) -> None:
        self.slots = BestSlotsDialog(self.desk, self, self._row)
        self.slots.slot_chosen.connect(self.set_start)
        self.slots.finished.connect(self.slots.deleteLater)
        self.slots.open()

    # the work

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(reschedule_training, self._row.id, self.starts_at())
        job.then(self._on_moved).otherwise(self.refused)

    def _on_moved(self, _nothing: None) -> None:
        self.finish(f"Moved {self._row.title} to {moment(self.starts_at(), self._row.time_zone)}")


def clocks_moved(people: Sequence[PersonClock], before: datetime, after: datetime) -> list[str]:
    """ "12 in Denver: Wed, Dec 2, 11:00 AM → 12:00 PM": before and after for the most people, by their zones."""
    zones = Counter(person.zone for person in people).most_common() if before != after else []
    said = []
    for zone, many in zones[:ZONES]:
        was, becomes = before.astimezone(ZoneInfo(zone)), after.astimezone(ZoneInfo(zone))
        day = f"{short_day(becomes.date())}, " if becomes.date() != was.date() else ""
        there = f"{short_day(was.date())}, {clock_words(was)} → {day}{clock_words(becomes)}"
        said.append(f"{many} in {city_of(zone)}: {there}")
    more = [f"{sum(many for _, many in zones[ZONES:])} more elsewhere"] if zones[ZONES:] else []
    return [*said, *more]


def _affected(row: TrainingRow) -> str:
    if not row.taken + row.waiting:
        return "Nobody is in it yet."
    waits = f" and {row.waiting} {'waits' if row.waiting == 1 else 'wait'}" if row.waiting else ""
    seated = count(row.taken, "person has a seat", "people have a seat")
    told = "They keep their places. Whoever was invited is shown as changed since sent, until told of the new time."
    return f"{seated}{waits}. {told}"
