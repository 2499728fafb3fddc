"""A training on its way to another time: the outline that says when it would be, on both clocks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from coordinator.views.trainings import TrainingRow
from ui import style
from ui.style import figures
from ui.widgets.schedule_words import elsewhere, on_both_clocks
from ui.widgets.training_facts import start_warnings
from ui.widgets.training_list import short_moment

PAD, LINE = 8, 16
LEAST_WIDE, LEAST_HIGH = 190, 58


@dataclass(frozen=True, slots=True)
class PendingMove:
    """Nothing is changed yet: `start` is where the training would go."""

    row: TrainingRow
    start: datetime

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.row.duration_minutes)

    def warnings(self, zone: str) -> list[str]:
        """What speaks against the new start on the clocks of the zone."""
        return start_warnings(self.start.astimezone(ZoneInfo(zone)), zone)

    def words(self, zone: str, other: str) -> str:
        """For a screen reader: where it would go and what speaks against it."""
        said = f"{self.row.title} to {on_both_clocks(self.start, zone, other)}"
        return ". ".join([said, *self.warnings(zone), "Enter moves it, Escape leaves it"])


class Ghost(QWidget):
    """Lies above the blocks and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._week = parent
        self._lines: list[str] = []
        self._is_doubtful = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """The title, the time on the first clocks and on the second, and the first warning."""
        return self._lines

    def show_move(self, pending: PendingMove, zone: str, other: str, area: QRect) -> None:
        """`area` is the new place; the outline is at least as large as its words, within the week."""
        warnings = pending.warnings(zone)
        here = short_moment(pending.start.astimezone(ZoneInfo(zone)))
        there = [elsewhere(pending.start, zone, other)] if zone != other else []
        self._lines = [pending.row.title, here, *there, *warnings[:1]]
        self._is_doubtful = bool(warnings)
        wide, high = max(area.width(), LEAST_WIDE), max(area.height(), LEAST_HIGH, len(self._lines) * LINE + 10)
        bounds = self._week.rect()
        left = min(area.left(), bounds.right() - wide)
        self.setGeometry(left, min(area.top(), bounds.bottom() - high), wide, high)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(theme.caution if self._is_doubtful else theme.accent), 2, Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        for place, text in enumerate(self._lines):
            font = figures(self.font())
            font.setPixelSize(13 if place == 0 else 12)
            font.setBold(place == 0)
            painter.setFont(font)
            is_warning = self._is_doubtful and place == len(self._lines) - 1
            painter.setPen(QColor(theme.caution if is_warning else theme.text if place < 2 else theme.secondary))
            line = QRect(PAD, 5 + place * LINE, self.width() - 2 * PAD, LINE)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        painter.end()
