"""The chosen training in a few lines: what, when, who, what speaks against it, and what follows."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.clock_changes import clock_change
from coordinator.rules.deadlines import non_working_reason
from coordinator.views.training_warnings import TrainingWarning
from coordinator.views.trainings import TrainingRow
from ui.widgets.parts import Card, Icon, button, label, set_property, wrapped
from ui.widgets.training_list import state_of
from ui.widgets.warning_list import Line, WarningList
from ui.wording import count, moment


def start_warnings(local: datetime, zone: str) -> list[str]:
    """What is odd about a start on the host's clock: a day off, or a change of the clocks."""
    day_off = non_working_reason(local.date())
    change = clock_change(local.astimezone(ZoneInfo(zone)))
    return [*([f"That day is {day_off}."] if day_off else []), *([change] if change else [])]


def warnings_of(row: TrainingRow, now: datetime) -> list[str]:
    """What a coordinator should know before the training is held; nothing once it was."""
    if row.is_cancelled:
        return [f"Cancelled: {row.note}"] if row.note else []
    if row.ends_at <= now:
        return []
    few = [f"{row.taken} of at least {row.minimum} seated."] if row.taken < row.minimum else []
    queue = [
        f"{count(row.waiting, 'person waits', 'people wait')} while {count(row.free, 'seat is', 'seats are')} free."
    ]
    return [*few, *start_warnings(row.local_start, row.time_zone), *(queue if row.waiting and row.free else [])]


class TrainingFacts(Card):
    """`title`, `facts`, `warning`, `follows` are what it says; `show_ready` leads to the people who became eligible.

    `show_warnings` follows `show_training` with all that the database knows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Chosen training")
        self.title = label("", "name")
        self._icon = Icon("calendar-days", "accent")
        self.state = label("")
        self.facts = wrapped(label("", "secondary"))
        self.warning = WarningList()
        self.follows = Line("badge-check", "good")
        self.show_ready = button("Show them", "flat")
        self.follows.row.addWidget(self.show_ready)
        self._training_id: int | None = None
        self._own: list[str] = []
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self._icon)
        head.addWidget(self.state)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        for part in (self.facts, self.warning, self.follows):
            self._column.addWidget(part)

    def add(self, widget: QWidget) -> None:
        """Something below all that is said, such as a bar of buttons."""
        self._column.addWidget(widget)

    def show_training(self, row: TrainingRow, now: datetime) -> None:
        words, (icon, token) = state_of(row, now)
        self.title.setText(row.title)
        self.state.setText(words)
        set_property(self.state, "tone", token)
        self._icon.show_icon(icon, token)
        self.facts.setText(" · ".join(filter(None, self._lines(row))))
        self._warn_at_first(row, now)

    def _warn_at_first(self, row: TrainingRow, now: datetime) -> None:
        """What can be told from the row alone, until all warnings are read; of the same training those stay."""
        over = row.is_cancelled or row.ends_at <= now
        if row.id != self._training_id or over:
            self._training_id = row.id
            self.warning.say(warnings_of(row, now))
        self._own = warnings_of(row, now) if over else []

    def show_warnings(self, warnings: Sequence[TrainingWarning]) -> None:
        """All that speaks against the training; why it was cancelled stays said."""
        self.warning.say([*self._own, *(each.text for each in warnings)])

    def show_eligible(self, people: int) -> None:
        who = "1 becomes eligible for a license." if people == 1 else f"{people} become eligible for a license."
        self.follows.say(who if people else "")

    def _lines(self, row: TrainingRow) -> list[str]:
        host = f"Host {row.host}" if row.host else ""
        led_by = f"Instructors {row.instructors}" if row.instructors else ""
        when = moment(row.starts_at, row.time_zone)
        until = f"Registration until {moment(row.registration_until, row.time_zone)}" if row.registration_until else ""
        return [row.course, when, count(row.duration_minutes, "minute", "minutes"), host, led_by, until]
