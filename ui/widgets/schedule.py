"""The calendar of trainings: a week or an agenda, on two clocks, with the way to other weeks."""

import json
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.moments import long_day
from coordinator.views.schedule import Schedule, empty_schedule, schedule
from ui.desk import Desk
from ui.widgets.agenda_view import AgendaView
from ui.widgets.basics import Card, button, label, wrapped
from ui.widgets.week_geometry import monday_of
from ui.widgets.week_view import WeekView
from ui.widgets.zone_box import ZoneBox, zones

WEEK, AGENDA = "week", "agenda"
AGENDA_WEEKS = 4
MINUTE = 60_000
_KEPT = "schedule"
WEEK_KEYS = (
    "Arrows walk · Enter opens, or plans in free time · Ctrl+Shift+arrows shift, then Enter or Esc · "
    "Page keys and Home change the week"
)
AGENDA_KEYS = "Arrows walk · Enter opens · Page keys and Home change the weeks"


class SchedulePanel(QWidget):
    """Signals only: whoever has the panel asks, changes, and calls `reload`. Moments are in UTC.

    `week` and `agenda` are its two views; `first_day` is the Monday that is shown, `training_id` the chosen one.
    """

    chosen = Signal(int)
    opened = Signal(int)
    moved = Signal(int, object)
    people_dropped = Signal(int, list)
    seats_dropped = Signal(int, list)
    slot_chosen = Signal(object)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._settings: QSettings | None = None
        self.first_day = monday_of(desk.today())
        self.training_id: int | None = None
        self.today_button = button("Today")
        self.back_button = _arrow("chevron-left")
        self.on_button = _arrow("chevron-right")
        self.title = label("", "name")
        self.weekend_box = QCheckBox("Weekend")
        self.zone_box = ZoneBox("Second time zone")
        self.zone_box.set_zone("America/Denver" if desk.zone != "America/Denver" else "America/New_York")
        self._zone = self.zone_box.zone
        self.week_button, self.agenda_button = _switch("Week"), _switch("Agenda")
        self.week = WeekView(self._nothing(), self._zone, desk.now())
        self.agenda = AgendaView(desk.look)
        self.keys = wrapped(label("", "secondary"))
        self._views = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE)
        self._timer.start()
        self._arrange()
        self._connect()
        self._show_frame()

    def _nothing(self) -> Schedule:
        return empty_schedule(self.first_day, self._last_day(), self._desk.zone)

    def _arrange(self) -> None:
        self.week_button.setChecked(True)
        self._switches = QButtonGroup(self)
        self.zone_box.setFixedWidth(190)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.today_button, self.back_button, self.on_button):
            top.addWidget(part)
        top.addSpacing(8)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.weekend_box)
        top.addSpacing(8)
        top.addWidget(label("Second zone", "secondary"))
        top.addWidget(self.zone_box)
        top.addSpacing(8)
        for switch in (self.week_button, self.agenda_button):
            self._switches.addButton(switch)
            top.addWidget(switch)
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.week)
        self._views.addWidget(card)
        self._views.addWidget(self.agenda)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(12)
        self._middle.addWidget(self._views, 1)
        column.addLayout(top)
        column.addLayout(self._middle, 1)
        column.addWidget(self.keys)

    def _connect(self) -> None:
        self.today_button.clicked.connect(self._go_today)
        self.back_button.clicked.connect(self._go_back)
        self.on_button.clicked.connect(self._go_on)
        self.weekend_box.toggled.connect(self._on_weekend)
        self.zone_box.committed.connect(self._on_zone)
        self.week_button.toggled.connect(self._on_switch)
        self._timer.timeout.connect(self._on_minute)
        for view in (self.week, self.agenda):
            view.chosen.connect(self._on_chosen)
            view.opened.connect(self.opened)
            view.people_dropped.connect(self.people_dropped)
            view.seats_dropped.connect(self.seats_dropped)
            view.menu_wanted.connect(self.menu_wanted)
            view.day_wanted.connect(self.go_to)
        self.week.moved.connect(self.moved)
        self.week.slot_chosen.connect(self.slot_chosen)

    def add_side(self, widget: QWidget) -> None:
        """Something at the right of the days."""
        self._middle.addWidget(widget)

    # what is shown

    @property
    def view(self) -> str:
        """WEEK or AGENDA."""
        return WEEK if self.week_button.isChecked() else AGENDA

    def reload(self) -> None:
        """Ask the view anew for the days that are shown."""
        self._desk.runner.read(schedule, self.first_day, self._last_day(), self._desk.zone).then(self._show)

    def go_to(self, day: date) -> None:
        """Show the week of that day."""
        self.first_day = monday_of(day)
        self._show_frame()
        self.reload()

    def choose(self, training_id: int | None) -> None:
        """Mark a training as the chosen one, without a signal."""
        self.training_id = training_id
        for view in (self.week, self.agenda):
            was_blocked = view.blockSignals(True)
            view.choose(training_id)
            view.blockSignals(was_blocked)

    def show_view(self, name: str) -> None:
        (self.agenda_button if name == AGENDA else self.week_button).setChecked(True)

    def _show(self, shown: Schedule) -> None:
        now = self._desk.now()
        if self.view == WEEK:
            self.week.show_week(shown, self._zone, now)
        else:
            self.agenda.show_agenda(shown, self._zone, now)
        self.choose(self.training_id)

    def _last_day(self) -> date:
        weeks = 1 if self.view == WEEK else AGENDA_WEEKS
        return self.first_day + timedelta(weeks=weeks, days=-1)

    def _show_frame(self) -> None:
        """What stands around the days."""
        is_week = self.view == WEEK
        self._views.setCurrentIndex(0 if is_week else 1)
        self.title.setText(span_of_days(self.first_day, self._last_day()))
        self.keys.setText(WEEK_KEYS if is_week else AGENDA_KEYS)
        self.weekend_box.setVisible(is_week)
        for arrow, words in ((self.back_button, "before"), (self.on_button, "after")):
            arrow.setAccessibleName(f"The week {words}" if is_week else f"The four weeks {words}")
            arrow.setToolTip(arrow.accessibleName())

    # what the user does

    def _on_chosen(self, training_id: int) -> None:
        self.choose(training_id)
        self.chosen.emit(training_id)

    def _go_today(self) -> None:
        self.go_to(self._desk.today())

    def _go_back(self) -> None:
        self.go_to(self.first_day - timedelta(weeks=1 if self.view == WEEK else AGENDA_WEEKS))

    def _go_on(self) -> None:
        self.go_to(self._last_day() + timedelta(days=1))

    def _on_switch(self) -> None:
        self._show_frame()
        self._keep()
        self.reload()

    def _on_weekend(self, is_wished: bool) -> None:
        self.week.show_weekend(is_wished)
        self._keep()

    def _on_zone(self) -> None:
        """What is no zone is put back."""
        if self.zone_box.zone not in zones():
            self.zone_box.set_zone(self._zone)
        elif self.zone_box.zone != self._zone:
            self._zone = self.zone_box.zone
            self._keep()
            self.reload()

    def _on_minute(self) -> None:
        self.week.show_now(self._desk.now())

    # what is kept from one start of the program to the next

    def keep_in(self, settings: QSettings) -> None:
        """Take the view and the second zone of the last time, and remember them from now on."""
        self._settings = settings
        try:
            kept = json.loads(str(settings.value(_KEPT, "")))
            view, zone, weekend = str(kept["view"]), str(kept["zone"]), bool(kept["weekend"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return
        if zone in zones():
            self.zone_box.set_zone(zone)
            self._zone = zone
        self.weekend_box.setChecked(weekend)
        self.show_view(view)

    def _keep(self) -> None:
        if self._settings is not None:
            kept = {"view": self.view, "zone": self._zone, "weekend": self.weekend_box.isChecked()}
            self._settings.setValue(_KEPT, json.dumps(kept))


def span_of_days(first: date, last: date) -> str:
    """ "November 9 – 15, 2026", "December 28, 2026 – January 3, 2027"."""
    begin, end = long_day(first).split(", ", 1)[1], long_day(last).split(", ", 1)[1]
    if first.year == last.year:
        begin = begin.rsplit(", ", 1)[0]
        end = end.removeprefix(f"{begin.split()[0]} ")
    return f"{begin} – {end}"


def _arrow(icon: str) -> QPushButton:
    return button("", "", icon)


def _switch(text: str) -> QPushButton:
    made = button(text, "chip")
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
