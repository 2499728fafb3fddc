"""Plan a training, change one, or plan one like another, with what the start means while it is typed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from coordinator.services.trainings import TrainingFacts, edit_training, plan_training
from coordinator.views.settings import unit_settings
from coordinator.views.training_warnings import TrainingWarning, courses, warnings_of_facts
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.best_slots_dialog import BestSlotsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.series_dialog import SeriesDialog
from ui.dialogs.training_fields import TrainingFields
from ui.models.counted_titles import free_titles
from ui.models.planned_facts import facts_of, moved, next_free_start
from ui.widgets.basics import button
from ui.widgets.warning_list import WarningList

WAIT = 200  # milliseconds after the last key


class TrainingDialog(DialogFrame):
    """`fields` has them all, the most used ones are here by name too. `planned` carries the id of a new training.

    `repeat` leads to a series with these facts, `best` to the times that suit most.
    """

    planned = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Plan training", "Plan training")
        self.training_id: int | None = None
        self.series: SeriesDialog | None = None
        self.slots: BestSlotsDialog | None = None
        self._row: TrainingRow | None = None
        self._found: tuple[TrainingWarning, ...] = ()
        self.fields = TrainingFields(desk)
        self.warning = WarningList()
        self._name_fields()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT)
        self._wait.timeout.connect(self._ask)
        self._lay_out()
        self.fields.changed.connect(self._check)
        desk.runner.read(courses).then(self.fields.show_courses)
        desk.runner.read(unit_settings).then(self.fields.show_unit)
        self._check()
        self.title.setFocus()

    def _name_fields(self) -> None:
        fields = self.fields
        self.title, self.duration, self.preview = fields.title, fields.duration, fields.preview
        self.date, self.start_time, self.zone = fields.when.date, fields.when.start, fields.when.zone
        self.capacity, self.minimum, self.overbook = fields.capacity, fields.minimum, fields.overbook
        self.host, self.instructors = fields.host, fields.instructors
        self.link, self.dial_in = fields.link, fields.dial_in

    def _lay_out(self) -> None:
        self.repeat, self.best = button("&Repeat…", "", "repeat"), button("&Best times…", "", "calendar-clock")
        for place, (each, slot) in enumerate(((self.repeat, self.ask_series), (self.best, self.ask_best))):
            each.setAutoDefault(False)
            each.clicked.connect(slot)
            self.buttons.insertWidget(place, each)
        self.column.addWidget(self.fields)
        self.column.addWidget(self.warning)
        self.column.addStretch(1)
        self.finish_layout()
        self.resize(960, 600)

    # what is shown

    def fill(self, row: TrainingRow) -> None:
        """Show a training that is to be changed."""
        self.setWindowTitle(f"Change {row.title}")
        self.heading.setText(f"Change {row.title}")
        self.go.setText("Change training")
        self.repeat.hide()
        self.training_id, self._row = row.id, row
        self.fields.show_facts(facts_of(row))
        self._check()

    def prefill(self, row: TrainingRow, others: Sequence[TrainingRow] = ()) -> None:
        """One like this one on the next free day, at the same time, under the next title that none of the others has.

        Nobody is in it, so it is not overbooked.
        """
        self.setWindowTitle(f"Copy {row.title}")
        self.heading.setText(f"Copy {row.title}")
        start = next_free_start(row, others, self.desk.today())
        self.fields.show_facts(moved(replace(facts_of(row), overbook=0), start))
        self.title.setText(free_titles(row.title, {row.title, *(each.title for each in others)}, 1)[0])
        self.title.selectAll()

    def set_start(self, local_start: datetime, zone: str) -> None:
        """A start on the clocks of that zone, which becomes the host's."""
        self.fields.when.show_start(local_start, zone)

    def facts(self) -> TrainingFacts:
        return self.fields.facts()

    # what speaks against it

    def _check(self) -> None:
        """What is wrong is said at once, what the database knows after the last key."""
        self.go.setEnabled(bool(self.title.text().strip()) and not self.fields.trouble)
        self.repeat.setEnabled(self.go.isEnabled())
        self._wait.start()
        self._tell()

    def _ask(self) -> None:
        if self.fields.when.zone_is_known:
            is_past = self._row is not None and self._row.starts_at <= self.desk.now()
            now = None if is_past else self.desk.now()
            job = self.desk.runner.read(warnings_of_facts, self.facts(), self.training_id, now)
            job.then(self._on_warnings)

    def _on_warnings(self, found: tuple[TrainingWarning, ...]) -> None:
        self._found = found
        self._tell()

    def _tell(self) -> None:
        known = (self.fields.trouble, self.fields.when.change)
        self.warning.say(list(dict.fromkeys(filter(None, (*known, *(each.text for each in self._found))))))

    # leading on

    def ask_series(self) -> None:
        """The series plans what stands here; leaving it comes back to it."""
        self.series = SeriesDialog(self.desk, self, self.facts())
        self.series.planned.connect(self.planned)
        self.series.done_with.connect(self.finish)
        self.series.finished.connect(self.series.deleteLater)
        self.series.open()

    def ask_best(self) -> None:
        who = ", ".join(filter(None, (self.host.text().strip(), self.instructors.text().strip())))
        self.slots = BestSlotsDialog(self.desk, self, self._row, who)
        self.slots.slot_chosen.connect(self._take_slot)
        self.slots.finished.connect(self.slots.deleteLater)
        self.slots.open()

    def _take_slot(self, starts_at: datetime) -> None:
        zone = self.zone.zone if self.fields.when.zone_is_known else self.desk.zone
        self.set_start(starts_at.astimezone(ZoneInfo(zone)), zone)

    # the work

    def submit(self) -> None:
        facts = self.facts()
        self.start()
        if self.training_id is None:
            self.desk.runner.change(plan_training, facts).then(self._on_planned).otherwise(self.refused)
        else:
            job = self.desk.runner.change(edit_training, self.training_id, facts)
            job.then(self._on_changed).otherwise(self.refused)

    def _on_planned(self, training_id: int) -> None:
        self.planned.emit(training_id)
        self.finish(f"Planned {self.facts().title}")

    def _on_changed(self, _nothing: None) -> None:
        self.finish(f"Changed {self.facts().title}")
