"""The days of a week: trainings as blocks, and a cursor on free time, under the mouse. The keys are in week_keys."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.rules.slots import clock_words
from coordinator.views.trainings import TrainingRow
from ui import style
from ui.widgets.schedule_words import on_both_clocks
from ui.widgets.week_block import TrainingBlock
from ui.widgets.week_geometry import DAY, HOUR, Axis, Piece, WeekGrid, moment_at, pieces, snapped
from ui.widgets.week_moves import WeekMoves
from ui.widgets.week_paint import paint_cursor, paint_ground, paint_now, paint_rulers

CELL = 30
GAP = 3


class WeekCanvas(QWidget):
    """`blocks` are the trainings by day and time, `cursor_at` the day and minute of the cursor, `moves` the ghost."""

    chosen = Signal(int)
    opened = Signal(int)
    people_dropped = Signal(int, list)
    seats_dropped = Signal(int, list)
    slot_chosen = Signal(object)
    menu_wanted = Signal(int, QPoint)
    day_wanted = Signal(object)
    seen_wanted = Signal(QRect)

    def __init__(self, axis: Axis, grid: WeekGrid) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(DAY * HOUR // 60)
        self.axis, self.grid = axis, grid
        self.blocks: list[TrainingBlock] = []
        self.training_id: int | None = None
        self.cursor_at = (grid.dates[0], axis.working[0])
        self.moves = WeekMoves(self)
        self._pressed_at: QPoint | None = None
        self._drawn_to = 0
        self.moves.day_wanted.connect(self.day_wanted)
        self.moves.seen_wanted.connect(self.seen_wanted)

    # what is shown

    def show_days(self, grid: WeekGrid, rows: Sequence[TrainingRow], axis: Axis) -> None:
        """New blocks; the choice, the keyboard and a move under way stay where they are."""
        had_keys = self.focused_block() is not None
        if had_keys:
            self.setFocus()  # else it would go to whatever comes next
        for block in self.blocks:
            block.hide()
            block.deleteLater()
        self.grid, self.axis = grid, axis
        self.blocks = [self._block(piece) for piece in pieces(rows, grid.dates, axis.zone)]
        day, minute = self.cursor_at
        same = (each for each in grid.dates if each.weekday() == day.weekday())
        self.put_cursor(day if day in grid.dates else next(same, grid.dates[0]), minute)
        self._mark_chosen()
        self._place()
        if had_keys:
            (self._chosen_block() or self).setFocus()

    def show_now(self, now: datetime) -> None:
        """Only the time has gone on."""
        self.axis = replace(self.axis, now=now)
        for block in self.blocks:
            block.show_axis(self.axis)
        self.moves.follow(self.grid, self.axis)
        self.update()

    def _block(self, piece: Piece) -> TrainingBlock:
        block = TrainingBlock(piece, self.axis, self)
        block.chosen.connect(self._on_chosen)
        block.opened.connect(self.opened)
        block.drag_begun.connect(self.moves.begin_drag)
        block.drag_moved.connect(self.moves.drag_to)
        block.drag_ended.connect(self.moves.commit)
        block.people_dropped.connect(self.people_dropped)
        block.seats_dropped.connect(self.seats_dropped)
        block.menu_wanted.connect(self.menu_wanted)
        block.show()
        return block

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.grid = WeekGrid(self.grid.days, self.axis.left, self.width())
        for block in self.blocks:
            block.setGeometry(self._area(block.piece))
        self.moves.follow(self.grid, self.axis)
        self.update()

    def _area(self, piece: Piece) -> QRect:
        left, right = self.grid.x(piece.column) + GAP, self.grid.x(piece.column + 1) - GAP
        wide = (right - left) // piece.lanes
        top, bottom = self.grid.y(piece.top), self.grid.y(piece.bottom)
        return QRect(left + piece.lane * wide, top, wide - (1 if piece.lanes > 1 else 0), bottom - top)

    # choosing

    def choose(self, training_id: int | None) -> None:
        """Mark a training as the chosen one, without a signal."""
        self.training_id = training_id
        self._mark_chosen()

    def _on_chosen(self, training_id: int) -> None:
        if training_id != self.training_id:
            self.choose(training_id)
            self.chosen.emit(training_id)

    def _mark_chosen(self) -> None:
        """One stop for Tab among the blocks: the chosen one, else the first; the arrows walk on from there."""
        stop = self._chosen_block() or next(iter(self.blocks), None)
        for block in self.blocks:
            block.setChecked(block.row.id == self.training_id)
            block.setFocusPolicy(Qt.FocusPolicy.StrongFocus if block is stop else Qt.FocusPolicy.ClickFocus)

    def _chosen_block(self) -> TrainingBlock | None:
        return next((block for block in self.blocks if block.row.id == self.training_id), None)

    def focused_block(self) -> TrainingBlock | None:
        return next((block for block in self.blocks if block.hasFocus()), None)

    # the cursor on free time

    def put_cursor(self, day: date, minute: int) -> None:
        """A day that is not shown is asked for."""
        self.cursor_at = day, minute
        at = on_both_clocks(self.cursor_moment(), self.axis.zone, self.axis.other)
        self.setAccessibleName(f"Free time, {at}")
        self.update()
        if day not in self.grid.dates:
            self.day_wanted.emit(day)
        elif self.hasFocus():
            self.seen_wanted.emit(self._cursor_area(CELL))

    def cursor_moment(self) -> datetime:
        return moment_at(*self.cursor_at, self.axis.zone)

    def _cursor_area(self, minutes: int) -> QRect:
        day, minute = self.cursor_at
        column = self.grid.dates.index(day)
        top = self.grid.y(minute)
        wide = self.grid.x(column + 1) - self.grid.x(column)
        return QRect(self.grid.x(column), top, wide, self.grid.y(minute + minutes) - top)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and event.position().x() >= self.grid.left:
            at = event.position().toPoint()
            minute = int(self.grid.minute_at(at.y()) // CELL * CELL)
            self._pressed_at, self._drawn_to = at, CELL
            self.put_cursor(self.grid.dates[self.grid.column_at(at.x())], minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None:
            end = snapped(self.grid.minute_at(event.position().y()), CELL)
            self._drawn_to = max(end - self.cursor_at[1], CELL)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        self._drawn_to = CELL
        self.update()
        if pressed is not None:
            far = (event.position().toPoint() - pressed).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self.slot_chosen.emit(self.cursor_moment())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and event.position().x() >= self.grid.left:
            self.slot_chosen.emit(self.cursor_moment())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        paint_ground(painter, self.grid, self.axis, theme)
        paint_rulers(painter, self.grid, self.axis, theme, self.font())
        paint_now(painter, self.grid, self.axis, theme)
        if self.hasFocus() and self.cursor_at[0] in self.grid.dates:
            at = self.cursor_moment().astimezone(ZoneInfo(self.axis.zone))
            area = self._cursor_area(max(self._drawn_to, CELL))
            paint_cursor(painter, area, f"{clock_words(at)}, new training", theme, self.font())
        painter.end()
