"""A proposed slot against the duty hours of everyone who needs a seat, zone by zone, and the slots that suit most."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from coordinator.rules.slots import Fit, PersonClock, SlotFit, clock_words, slot_fit, slot_words
from ui import style
from ui.style import Look, figures
from ui.widgets.basics import Icon, button, label, set_property, wrapped
from ui.widgets.training_list import short_moment
from ui.widgets.zone_rows import AXIS, ROW, WHEN, WHO, ZoneDelegate, ZoneRows

MOST_ROWS = 5
EVERY = 6  # hours between the marks of the axis


class _Axis(QWidget):
    """The hours of the host's day above the bars."""

    def __init__(self, view: QListView) -> None:
        super().__init__()
        self._view = view
        self._letters = ""
        self.setFixedHeight(AXIS)

    def show_letters(self, letters: str) -> None:
        self._letters = letters
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        font = figures(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(theme.secondary))
        left, wide = self._view.viewport().x() + WHO, self._view.viewport().width() - WHO - WHEN
        for hour in range(0, 25, EVERY):
            words = clock_words(datetime.combine(datetime(2001, 1, 1, tzinfo=UTC), time(hour % 24))).replace(":00", "")
            area = QRect(left + wide * hour // 24 - 40, 0, 80, AXIS)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.drawText(QRect(0, 0, WHO - 48, AXIS), Qt.AlignmentFlag.AlignVCenter, self._letters)
        painter.end()


class ZoneStrip(QWidget):
    """`fit` is how the slot that is shown falls; `slot_picked` carries the start, in UTC, of a suggestion."""

    slot_picked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.fit: SlotFit | None = None
        self.rows = ZoneRows()
        self.view = QListView()
        self.total = wrapped(label(""))
        self.best_title = label("BEST SLOTS", "section")
        self.best: list[QPushButton] = []
        self._icon = Icon("info", "neutral")
        self._axis = _Axis(self.view)
        self._grid = QGridLayout()
        self._words: list[QWidget] = []
        self._prepare(look)
        self._arrange()
        self.show_best((), "UTC")

    def _prepare(self, look: Look) -> None:
        self.view.setModel(self.rows)
        self.view.setItemDelegate(ZoneDelegate(look, self.rows, self.view))
        self.view.setAccessibleName("The slot in each time zone")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMinimumWidth(WHO + WHEN + 160)

    def _arrange(self) -> None:
        sum_line = QHBoxLayout()
        sum_line.setSpacing(8)
        sum_line.addWidget(self._icon)
        sum_line.addWidget(self.total, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._axis)
        column.addWidget(self.view)
        column.addSpacing(4)
        column.addLayout(sum_line)
        column.addSpacing(8)
        column.addWidget(self.best_title)
        column.addLayout(self._grid)

    def show_slot(self, people: Sequence[PersonClock], start: datetime, duration: int, zone: str) -> None:
        """`duration` minutes from `start` for these people; the bars are the host's day in `zone`."""
        local = start.astimezone(ZoneInfo(zone))
        self.fit = slot_fit(people, start, duration)
        self.rows.show(self.fit, datetime.combine(local.date(), time(), ZoneInfo(zone)))
        self._axis.show_letters(f"{local.tzname()}, the host’s day")
        rows = min(max(len(self.fit.groups), 1), MOST_ROWS)
        self.view.setFixedHeight(rows * ROW + 2 * self.view.frameWidth() + 10)
        self._say_total(self.fit, zone)

    def _say_total(self, fit: SlotFit, zone: str) -> None:
        if not fit.people:
            self.say("Nobody needs a seat.")
            return
        suits_all = fit.count(Fit.INSIDE) == fit.people
        icon, token = ("circle-check", "good") if suits_all else ("clock", "caution")
        self.say(slot_words(fit, zone), icon, token)

    def say(self, sentence: str, icon: str = "info", token: str = "neutral") -> None:  # noqa: S107 - of a color
        """The line below the zones."""
        self._icon.show_icon(icon, token)
        set_property(self.total, "tone", token)
        self.total.setText(sentence)

    def show_best(self, slots: Sequence[SlotFit], zone: str) -> None:
        """Suggestions as buttons, on the host's clock, each with what it means."""
        for old in (*self.best, *self._words):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.best, self._words = [], []
        self.best_title.setVisible(bool(slots))
        for place, fit in enumerate(slots):
            self._add_best(place, fit, zone)

    def _add_best(self, place: int, fit: SlotFit, zone: str) -> None:
        made = button(short_moment(fit.start.astimezone(ZoneInfo(zone))))
        made.setFont(figures(made.font()))
        made.setAccessibleName(f"{made.text()}, {slot_words(fit, zone)}")
        made.setProperty("start", fit.start.isoformat())
        made.clicked.connect(self._on_picked)
        words = wrapped(label(slot_words(fit, zone), "secondary"))
        self._grid.addWidget(made, place, 0)
        self._grid.addWidget(words, place, 1)
        self.best.append(made)
        self._words.append(words)

    def _on_picked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.slot_picked.emit(datetime.fromisoformat(str(sender.property("start"))))
