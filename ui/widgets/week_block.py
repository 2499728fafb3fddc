"""One training in the week: a block that can be chosen, opened, dragged, and that takes people dropped on it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from coordinator.rules.slots import clock_words
from ui import style
from ui.models.dragged_people import PEOPLE, SEATS, carried
from ui.style import Theme, figures, pixmap
from ui.widgets.capacity_bar import capacity_words, paint_capacity
from ui.widgets.schedule_words import aloud, can_be_moved, span_words, tip
from ui.widgets.training_facts import warnings_of
from ui.widgets.training_list import state_of
from ui.widgets.week_geometry import Axis, Piece

LINE = 16
PAD = 8
EDGE = 3  # the strip at the left


class TrainingBlock(QAbstractButton):
    """`row` is its training. A press and a move of the mouse is a drag, which the canvas follows."""

    chosen = Signal(int)
    opened = Signal(int)
    drag_begun = Signal(object, int)
    drag_moved = Signal(QPoint)
    drag_ended = Signal()
    people_dropped = Signal(int, list)
    seats_dropped = Signal(int, list)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, piece: Piece, axis: Axis, parent: QWidget) -> None:
        super().__init__(parent)
        self.piece, self.row = piece, piece.row
        self._axis = axis
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self._is_target = False
        self.setCheckable(True)
        self.setAcceptDrops(self.row.takes_seats)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.show_axis(axis)

    def show_axis(self, axis: Axis) -> None:
        """Time went on; a screen reader is told only when that changed the words."""
        self._axis = axis
        said = aloud(self.row, axis.now, axis.zone, axis.other)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            self.setToolTip(tip(self.row, axis.now, axis.zone, axis.other))
        self.update()

    def nextCheckState(self) -> None:
        """A click chooses; it never takes the choice back."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses as a click does; every other key is the week's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.row.id)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed_at is None or not can_be_moved(self.row, self._axis.now):
            super().mouseMoveEvent(event)
            return
        if not self._is_dragged and (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._is_dragged = True
            self.drag_begun.emit(self.row, self._pressed_at.y())
        if self._is_dragged:
            self.drag_moved.emit(self.mapToParent(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._pressed_at, self._is_dragged = self._is_dragged, None, False
        super().mouseReleaseEvent(event)
        if was_dragged:
            self.drag_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.mapToGlobal(self.rect().bottomLeft()) if by_key else event.globalPos()
        self.menu_wanted.emit(self.row.id, place)

    # people dropped on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if carried(data, PEOPLE) or carried(data, SEATS):
            self._show_target(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_target(False)
        people, seats = (carried(event.mimeData(), kind) for kind in (PEOPLE, SEATS))
        if people:
            self.people_dropped.emit(self.row.id, people)
        elif seats:
            self.seats_dropped.emit(self.row.id, seats)
        event.acceptProposedAction()

    def _show_target(self, is_target: bool) -> None:
        self._is_target = is_target
        self.update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, (icon, token) = state_of(self.row, self._axis.now)
        self._paint_ground(painter, theme, token)
        self._paint_lines(painter, theme, words, icon, token)
        bar = QRectF(PAD + EDGE, self.height() - 7, self.width() - 2 * PAD - EDGE, 4)
        if not self.row.is_cancelled:
            paint_capacity(painter, bar, self.row.taken, self.row.places, theme)
        painter.end()

    def _paint_ground(self, painter: QPainter, theme: Theme, token: str) -> None:
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_past = self.row.is_cancelled or self.row.ends_at <= self._axis.now
        strong = self._is_target or self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if strong else theme.border if is_past else theme.accent),
                            2 if strong else 1))  # fmt: skip
        painter.setBrush(QColor(theme.selection if self._is_target or not is_past else theme.hover))
        painter.drawRoundedRect(area, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tone(token)))
        painter.drawRoundedRect(QRectF(4, 6, EDGE, self.height() - 12), 1.5, 1.5)

    def _paint_lines(self, painter: QPainter, theme: Theme, words: str, icon: str, token: str) -> None:
        """As many lines as there is room for, the most needed ones first."""
        row = self.row
        room = max((self.height() - 11) // LINE, 1)
        sign, ink = self._sign(room, icon, token, theme)
        titles = (f"{row.title} · {words}", row.title) if room == 1 else (row.title,)
        self._text(painter, 0, titles, theme.secondary if row.is_cancelled else theme.text, 13, bold=True,
                   right=18 if sign else 0)  # fmt: skip
        if sign:
            painter.drawPixmap(self.width() - PAD - 13, 6, pixmap(sign, ink, 13))
        for place, (texts, mark) in enumerate(self._lines(room, words, icon), start=1):
            ink = theme.tone(token) if mark else theme.secondary
            if mark:
                painter.drawPixmap(PAD + EDGE + 2, 5 + place * LINE, pixmap(mark, ink, 13))
            self._text(painter, place, texts, ink, 12, left=18 if mark else 0)

    def _sign(self, room: int, icon: str, token: str, theme: Theme) -> tuple[str, str]:
        """The icon beside the title: a warning that the state does not show already, or the state without its line."""
        warned = warnings_of(self.row, self._axis.now) and not self.row.is_cancelled
        if warned and (icon != "triangle-alert" or room == 1):
            return "triangle-alert", theme.caution
        return (icon, theme.tone(token)) if room == 1 else ("", "")

    def _lines(self, room: int, words: str, icon: str) -> Sequence[tuple[Sequence[str], str]]:
        """What stands below the title, the long form and the short one, each line with its icon or none."""
        row = self.row
        span = span_words(row.starts_at, row.ends_at, self._axis.zone)
        start = clock_words(row.starts_at.astimezone(ZoneInfo(self._axis.zone)))
        long = capacity_words(row.taken, row.places, row.waiting)
        full = (long, long.removesuffix(" waiting"))
        if room <= 2:
            return [((f"{words} · {span}", f"{words} · {start}", words), icon)][: room - 1]
        if room == 3:
            return [((span, start), ""), ((f"{words} · {full[0]}", f"{words} · {full[1]}", words), icon)]
        people = " · ".join(filter(None, (row.host, row.instructors)))
        return [((span, start), ""), (full, ""), ((words,), icon), ((people,), "")][: room - 1]

    def _text(self, painter: QPainter, place: int, texts: Sequence[str], color: str, size: int, *, bold: bool = False,
              left: int = 0, right: int = 0) -> None:  # fmt: skip
        font = figures(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setStrikeOut(bold and self.row.is_cancelled)
        painter.setFont(font)
        painter.setPen(QColor(color))
        begin = PAD + EDGE + 2 + left
        line = QRect(begin, 4 + place * LINE, self.width() - begin - PAD - right, LINE)
        metrics = painter.fontMetrics()
        fitting = next((text for text in texts if metrics.horizontalAdvance(text) <= line.width()), texts[-1])
        shown = metrics.elidedText(fitting, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
