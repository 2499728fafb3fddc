"""Fields for a start on the host's clock: day, time, and zone, with what it means elsewhere."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTime, Signal
from PySide6.QtWidgets import QTimeEdit

from coordinator.rules.clock_changes import clock_change
from coordinator.rules.deadlines import is_working_day
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.widgets.form import indent
from ui.widgets.zone_box import ZoneBox, zones
from ui.wording import moment

CLOCK = "h:mm AP"
ELSEWHERE = ("UTC", "America/New_York", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu")


def next_working_day(today: date) -> date:
    day = today + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


class StartFields(QObject):
    """`date`, `start` and `zone` are the fields; `changed` comes with every change of one of them."""

    changed = Signal()

    def __init__(self, parent: QObject, today: date, zone: str) -> None:
        super().__init__(parent)
        self._known = {*zones(), zone}
        self._fold = 0
        self.date = date_field(next_working_day(today))
        self.start = clock_field(13)
        self.zone = ZoneBox("Host’s time zone")
        self.zone.set_zone(zone)
        self.date.setAccessibleName("Date")
        self.start.setAccessibleName("Start")
        self.date.dateChanged.connect(self._tell)
        self.start.timeChanged.connect(self._tell)
        self.zone.currentTextChanged.connect(self._tell)

    def _tell(self) -> None:
        self._fold = 0
        self.changed.emit()

    @property
    def zone_is_known(self) -> bool:
        return self.zone.zone in self._known

    def local(self) -> datetime:
        """The start in the host's zone. Of a time that the clocks show twice it is the first one, unless the second one
        was shown. Only in a known zone.
        """
        at = self.start.time()
        zone = ZoneInfo(self.zone.zone if self.zone_is_known else "UTC")
        return datetime.combine(pydate(self.date.date()), time(at.hour(), at.minute(), fold=self._fold), zone)

    @property
    def change(self) -> str:
        """What the clocks do to the time that stands here, "" as a rule."""
        return clock_change(self.local()) or "" if self.zone_is_known else ""

    def show_start(self, local: datetime, zone: str) -> None:
        """A start on the clocks of that zone."""
        self._known.add(zone)
        self.date.setDate(qdate(local.date()))
        self.start.setTime(QTime(local.hour, local.minute))
        self.zone.set_zone(zone)
        if local.fold != self._fold:
            self._fold = local.fold
            self.changed.emit()

    def elsewhere(self) -> list[str]:
        """ "6:00 PM UTC", "11:00 AM MST"; with the date where it is another day."""
        local = self.local()
        return list(dict.fromkeys(_there(local, each) for each in ELSEWHERE if each != self.zone.zone))


def _there(local: datetime, zone: str) -> str:
    there = local.astimezone(ZoneInfo(zone))
    date_and_clock = moment(there, zone)
    return date_and_clock.rsplit(", ", 1)[1] if there.date() == local.date() else date_and_clock


def clock_field(hour: int) -> QTimeEdit:
    made = QTimeEdit(QTime(hour, 0))
    made.setDisplayFormat(CLOCK)
    indent(made)
    return made
