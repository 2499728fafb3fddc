"""A week of trainings: the days above, two rulers at the left, and everything between scrolls."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolTip, QWidget

from coordinator.views.schedule import Schedule
from ui import style
from ui.widgets.week_canvas import WeekCanvas
from ui.widgets.week_geometry import SATURDAY, Axis, WeekGrid, shown_days
from ui.widgets.week_keys import WeekKeys
from ui.widgets.week_paint import HEADER, day_notes, paint_header

NARROWEST = 96  # pixels of a day
BEFORE = 30  # minutes shown above the first hour of work


class WeekHeader(QWidget):
    """What stands above the days; it does not scroll with them."""

    def __init__(self, view: QScrollArea, canvas: WeekCanvas) -> None:
        super().__init__(view)
        self._view, self._canvas = view, canvas
        self.setMouseTracking(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        painter.setPen(theme.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.translate(-self._view.horizontalScrollBar().value(), 0)
        paint_header(painter, self._canvas.grid, self._canvas.axis, theme, self.font())
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A note that is cut off is said in full."""
        grid = self._canvas.grid
        x = event.position().x() + self._view.horizontalScrollBar().value()
        column, inside = grid.column_at(x), x >= grid.left
        note = day_notes(grid.dates[column], grid, self._canvas.axis) if inside else ""
        QToolTip.showText(event.globalPosition().toPoint(), note, self)


class WeekView(QScrollArea):
    """Signals only: the caller asks, changes, and shows the week anew. Moments are in UTC.

    `day_wanted` asks for the week of a day; `canvas` has the blocks and the cursor.
    """

    chosen = Signal(int)
    opened = Signal(int)
    moved = Signal(int, object)
    people_dropped = Signal(int, list)
    seats_dropped = Signal(int, list)
    slot_chosen = Signal(object)
    menu_wanted = Signal(int, QPoint)
    day_wanted = Signal(object)

    def __init__(self, schedule: Schedule, other: str, now: datetime) -> None:
        super().__init__()
        self._schedule, self._other, self._now = schedule, other, now
        self._weekend = False
        axis = self._axis()
        self.canvas = WeekCanvas(axis, WeekGrid(schedule.days, axis.left, 0))
        self.header = WeekHeader(self, self.canvas)
        self.keys = WeekKeys(self.canvas)
        self._is_placed = False
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewportMargins(0, HEADER, 0, 0)
        self._connect()
        self._show()

    def _connect(self) -> None:
        canvas = self.canvas
        for mine, its in (
            (self.chosen, canvas.chosen), (self.opened, canvas.opened), (self.moved, canvas.moves.moved),
            (self.people_dropped, canvas.people_dropped), (self.seats_dropped, canvas.seats_dropped),
            (self.slot_chosen, canvas.slot_chosen), (self.menu_wanted, canvas.menu_wanted),
        ):  # fmt: skip
            its.connect(mine)
        canvas.day_wanted.connect(self._on_day_wanted)
        canvas.seen_wanted.connect(self._see)

    def show_week(self, schedule: Schedule, other: str, now: datetime) -> None:
        """Seven days from a Monday on, on the clocks of the schedule's zone and of another one."""
        self._schedule, self._other, self._now = schedule, other, now
        self._show()

    def show_weekend(self, is_wished: bool) -> None:
        """Saturday and Sunday also while nothing is there."""
        self._weekend = is_wished
        self._show()

    def show_now(self, now: datetime) -> None:
        """The line of the current time goes on, and with it what is over."""
        self._now = now
        self.canvas.show_now(now)

    def choose(self, training_id: int | None) -> None:
        self.canvas.choose(training_id)

    def _axis(self) -> Axis:
        return Axis(self._schedule.zone, self._other, self._schedule.working_hours, self._now)

    def _show(self) -> None:
        axis, rows = self._axis(), self._schedule.trainings
        weekend = self._weekend or self._is_going_to_weekend(axis)
        days = tuple(shown_days(self._schedule.days, rows, axis.zone, weekend))
        self.canvas.show_days(WeekGrid(days, axis.left, self.canvas.width()), rows, axis)
        self.canvas.setMinimumWidth(axis.left + NARROWEST * len(days))
        self.header.update()

    def _is_going_to_weekend(self, axis: Axis) -> bool:
        pending = self.canvas.moves.pending
        day = pending.start.astimezone(ZoneInfo(axis.zone)).date() if pending else None
        return day is not None and day.weekday() >= SATURDAY and day in [each.day for each in self._schedule.days]

    def _on_day_wanted(self, day: object) -> None:
        """A day of this week is the weekend that was not shown."""
        if day in [each.day for each in self._schedule.days]:
            self._show()
        else:
            self.day_wanted.emit(day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.setGeometry(0, 0, self.viewport().width(), HEADER)
        if not self._is_placed and self.viewport().height() > 0:
            self._is_placed = True
            self._scroll_to_work()

    def _scroll_to_work(self) -> None:
        """The day begins where its work does, or earlier where a training of the week does."""
        axis, grid = self.canvas.axis, self.canvas.grid
        tops = [block.piece.top for block in self.canvas.blocks]
        self.verticalScrollBar().setValue(max(grid.y(min([axis.working[0], *tops]) - BEFORE), 0))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.header.update()

    def _see(self, area: QRect) -> None:
        center = area.center()
        self.ensureVisible(center.x(), center.y(), area.width() // 2, area.height() // 2 + 8)
