"""The chosen training in a few lines: what, when, who, what speaks against it, and what follows."""

from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator.rules.deadlines import clock_trouble, non_working_reason
from coordinator.views.trainings import TrainingRow
from ui.widgets.parts import Card, Flow, Icon, button, label, set_property, wrapped
from ui.widgets.training_list import state_of
from ui.wording import count, moment


def start_warnings(local: datetime, zone: str) -> list[str]:
    """What is odd about a start on the host's clock: a day off, or a change of the clocks."""
    day_off = non_working_reason(local.date())
    trouble = clock_trouble(local.replace(tzinfo=None, fold=0), zone)
    return [*([f"That day is {day_off}."] if day_off else []), *([trouble] if trouble else [])]


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


class Line(QWidget):
    """An icon and a sentence; hidden while there is nothing to say."""

    def __init__(self, icon: str, token: str) -> None:
        super().__init__()
        self._icon = Icon(icon, token)
        self.text = wrapped(label(""))
        set_property(self.text, "tone", token)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self._icon)
        self.row.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self.text.setText(sentence)
        self.setVisible(bool(sentence))


class TrainingFacts(Card):
    """`title`, `facts`, `warning`, `follows` are what it says; `show_ready` leads to the people who became eligible."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Chosen training")
        self.title = label("", "name")
        self._icon = Icon("calendar-days", "accent")
        self.state = label("")
        self.facts = wrapped(label("", "secondary"))
        self.warning = Line("triangle-alert", "caution")
        self.follows = Line("badge-check", "good")
        self.show_ready = button("Show them", "flat")
        self.follows.row.addWidget(self.show_ready)
        self._buttons = Flow()
        self._of_action: dict[QPushButton, QAction] = {}
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self._icon)
        head.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.warning)
        column.addWidget(self.follows)
        column.addWidget(self._buttons)

    def add_button(self, action: QAction, text: str = "") -> QPushButton:
        """A button that does what the action does, and is usable when it is."""
        made = button(text or action.text())
        made.setAccessibleName(action.text())
        made.clicked.connect(action.trigger)
        self._of_action[made] = action
        self._buttons.add(made)
        action.changed.connect(self._follow_actions)
        return made

    def _follow_actions(self) -> None:
        for made, action in self._of_action.items():
            made.setEnabled(action.isEnabled())

    def show_training(self, row: TrainingRow, now: datetime) -> None:
        words, (icon, token) = state_of(row, now)
        self.title.setText(row.title)
        self.state.setText(words)
        set_property(self.state, "tone", token)
        self._icon.show_icon(icon, token)
        self.facts.setText(" · ".join(filter(None, self._lines(row))))
        self.warning.say(" ".join(warnings_of(row, now)))

    def show_eligible(self, people: int) -> None:
        who = "1 becomes eligible for a license." if people == 1 else f"{people} become eligible for a license."
        self.follows.say(who if people else "")

    def _lines(self, row: TrainingRow) -> list[str]:
        host = f"Host {row.host}" if row.host else ""
        led_by = f"Instructors {row.instructors}" if row.instructors else ""
        when = moment(row.starts_at, row.time_zone)
        return [row.course, when, count(row.duration_minutes, "minute", "minutes"), host, led_by]
