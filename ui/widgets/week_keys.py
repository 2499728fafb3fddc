"""The keys of the week: walking through trainings or free time, shifting a training, going to another week."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.week_block import TrainingBlock
from ui.widgets.week_canvas import WeekCanvas
from ui.widgets.week_geometry import DAY, SATURDAY, SNAP

STEP = 30
_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
# Days and steps of time.
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_WEEKS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class WeekKeys(QObject):
    """On a block the arrows walk the trainings, elsewhere the cursor; with Ctrl+Shift they shift the training.

    Keys that a block does not take come to the canvas, where they are caught.
    """

    def __init__(self, week: WeekCanvas) -> None:
        super().__init__(week)
        self._week = week
        week.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._handle(Qt.Key(event.key()), event.modifiers())
        return False

    def _handle(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """False for a key that means nothing here."""
        held = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ARROWS and held == _SHIFT:
            return self._shift(*_ARROWS[key])
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        if key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in _WEEKS:
            self._week.day_wanted.emit(self._week.grid.dates[0] + timedelta(weeks=_WEEKS[key]))
        elif key == Qt.Key.Key_Home:
            self._week.day_wanted.emit(self._week.axis.now.astimezone(ZoneInfo(self._week.axis.zone)).date())
        else:
            return key == Qt.Key.Key_Escape and self._abandon()
        return True

    def _shift(self, days: int, steps: int) -> bool:
        block = self._week.focused_block()
        return self._week.moves.shift(block.row if block else None, days, steps * SNAP)

    def _abandon(self) -> bool:
        if self._week.moves.pending is None:
            return False
        self._week.moves.abandon()
        return True

    def _enter(self) -> None:
        week, block = self._week, self._week.focused_block()
        if week.moves.pending is not None:
            week.moves.commit()
        elif block is not None:
            week.opened.emit(block.row.id)
        else:
            week.slot_chosen.emit(week.cursor_moment())

    def _walk(self, days: int, steps: int) -> None:
        block = self._week.focused_block()
        if block is None:
            self._walk_cursor(days, steps)
        else:
            self._walk_blocks(block, days, steps)

    def _walk_blocks(self, block: TrainingBlock, days: int, steps: int) -> None:
        """Up and down through all of them in time; left and right to the nearest one of another day."""
        blocks = self._week.blocks
        if steps:
            place = blocks.index(block) + steps
            self._focus(blocks[min(max(place, 0), len(blocks) - 1)])
            return
        aside = [each for each in blocks if (each.piece.column - block.piece.column) * days > 0]
        if aside:
            self._focus(min(aside, key=lambda each: _apart(each, block)))

    def _focus(self, block: TrainingBlock) -> None:
        block.setFocus(Qt.FocusReason.TabFocusReason)
        self._week.seen_wanted.emit(block.geometry())

    def _walk_cursor(self, days: int, steps: int) -> None:
        day, minute = self._week.cursor_at
        minute = min(max(minute + steps * STEP, 0), DAY - STEP)
        self._week.put_cursor(self._beside(day, days) if days else day, minute)

    def _beside(self, day: date, days: int) -> date:
        """The next day shown; beyond the week, the next one from Monday to Friday."""
        beside = day + timedelta(days=days)
        while beside not in self._week.grid.dates and beside.weekday() >= SATURDAY:
            beside += timedelta(days=days)
        return beside


def _apart(one: TrainingBlock, other: TrainingBlock) -> tuple[int, int]:
    return abs(one.piece.column - other.piece.column), abs(one.piece.top - other.piece.top)
