"""Moving a training in the week, by mouse or by keys: first a ghost, then, when it is let go or Enter comes, a wish."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from coordinator.views.trainings import TrainingRow
from ui.widgets.schedule_words import can_be_moved
from ui.widgets.week_geometry import DAY, Axis, WeekGrid, moment_at, shifted, snapped, wall_minute
from ui.widgets.week_ghost import Ghost, PendingMove


class WeekMoves(QObject):
    """`moved` carries the training's id and its new start in UTC; nothing is changed here.

    `day_wanted` asks for a day that is not shown, `seen_wanted` for a part of the week that may be scrolled away.
    """

    moved = Signal(int, object)
    day_wanted = Signal(object)
    seen_wanted = Signal(QRect)

    def __init__(self, week: QWidget) -> None:
        super().__init__(week)
        self._week = week
        self.ghost = Ghost(week)
        self.pending: PendingMove | None = None
        self._grid: WeekGrid | None = None
        self._axis: Axis | None = None
        self._grip: int | None = None

    def follow(self, grid: WeekGrid, axis: Axis) -> None:
        """The days shown or their width are new; a move under way goes on."""
        self._grid, self._axis = grid, axis
        self._show()

    # by mouse

    def begin_drag(self, row: TrainingRow, grip: int) -> None:
        """`grip` is how many pixels below the block's top it was taken."""
        self._grip = grip
        self._propose(PendingMove(row, row.starts_at))

    def drag_to(self, at: QPoint) -> None:
        if self._grid is None or self._axis is None or self._grip is None or self.pending is None:
            return
        day = self._grid.dates[self._grid.column_at(at.x())]
        minute = snapped(self._grid.minute_at(at.y() - self._grip))
        self._propose(PendingMove(self.pending.row, moment_at(day, minute, self._axis.zone)))

    # by keys

    def shift(self, row: TrainingRow | None, days: int, minutes: int) -> bool:
        """A day or some minutes on, from where the ghost is; False when there is nothing to move."""
        if self._axis is None or self._grid is None:
            return False
        at = self.pending or (PendingMove(row, row.starts_at) if row and can_be_moved(row, self._axis.now) else None)
        if at is None:
            return False
        self._propose(PendingMove(at.row, shifted(at.start, self._axis.zone, days=days, minutes=minutes)))
        self._tell()
        day = self.pending.start.astimezone(ZoneInfo(self._axis.zone)).date() if self.pending else self._grid.dates[0]
        if day not in self._grid.dates:
            self.day_wanted.emit(day)
        return True

    def _tell(self) -> None:
        """A screen reader is told where it would go."""
        if self.pending is not None and self._axis is not None:
            words = self.pending.words(self._axis.zone, self._axis.other)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._week, words))

    # the end of it

    def commit(self) -> None:
        """Say where it should go; nothing when it is where it was."""
        pending = self.pending
        self.abandon()
        if pending is not None and pending.start != pending.row.starts_at:
            self.moved.emit(pending.row.id, pending.start)

    def abandon(self) -> None:
        self.pending = self._grip = None
        self.ghost.hide()

    def _propose(self, pending: PendingMove) -> None:
        self.pending = pending
        self._show()
        if self.ghost.isVisible():
            self.seen_wanted.emit(self.ghost.geometry())

    def _show(self) -> None:
        if self.pending is None or self._grid is None or self._axis is None:
            return
        day = self.pending.start.astimezone(ZoneInfo(self._axis.zone)).date()
        if day not in self._grid.dates:
            self.ghost.hide()
            return
        column = self._grid.dates.index(day)
        top = wall_minute(self.pending.start, day, self._axis.zone)
        bottom = min(wall_minute(self.pending.end, day, self._axis.zone), DAY)
        left, wide = self._grid.x(column), self._grid.x(column + 1) - self._grid.x(column)
        area = QRect(left + 3, self._grid.y(top), wide - 6, self._grid.y(bottom) - self._grid.y(top))
        self.ghost.show_move(self.pending, self._axis.zone, self._axis.other, area)
