"""How a forecast of seats is drawn: where a day and a number of seats lie, and each of the layers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from coordinator.rules.forecast import Point, Pool
from ui.style import Theme

LEFT, RIGHT, TOP, BOTTOM = 36.0, 16.0, 30.0, 24.0
STEPS = (1, 2, 5)
LINES = 4
MONTH_WIDTH = 44
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Plane:
    """The area of the chart with its days from left to right and seats from the bottom up."""

    area: QRectF
    first: date
    last: date
    most: int

    def x(self, on: date) -> float:
        share = (on - self.first).days / max((self.last - self.first).days, 1)
        return self.area.left() + self.area.width() * min(max(share, 0.0), 1.0)

    def y(self, seats: float) -> float:
        return self.area.bottom() - self.area.height() * min(max(seats / self.most, 0.0), 1.0)


def plane_of(points: Sequence[Point], width: float, height: float) -> Plane:
    area = QRectF(LEFT, TOP, max(width - LEFT - RIGHT, 1), max(height - TOP - BOTTOM, 1))
    highest = max(max(point.seats, point.used, point.expected) for point in points)
    step = tick_step(highest)
    return Plane(area, points[0].on, points[-1].on, max(step * -(-int(highest + 0.999) // step), step))


def tick_step(highest: float) -> int:
    """1, 2, 5, 10, 20, … so that some four lines are enough."""
    size = 1
    while True:
        for step in STEPS:
            if step * size * LINES >= highest:
                return step * size
        size *= 10


def paint_ground(painter: QPainter, plane: Plane, theme: Theme) -> None:
    """Lines with their numbers, and the months below."""
    step = tick_step(plane.most)
    for seats in range(0, plane.most + 1, step):
        y = round(plane.y(seats)) + 0.5
        painter.setPen(QColor(theme.line))
        painter.drawLine(QLineF(plane.area.left(), y, plane.area.right(), y))
        painter.setPen(QColor(theme.secondary))
        painter.drawText(QRectF(0, y - 8, LEFT - 8, 16), Qt.AlignmentFlag.AlignRight, f"{seats:,}")
    for month, words in _months(plane):
        painter.drawText(QRectF(plane.x(month) - 30, plane.area.bottom() + 6, 60, 16), _CENTER, words)


def _months(plane: Plane) -> Iterator[tuple[date, str]]:
    """The firsts of as many months as there is room for, January with its year."""
    months = list(_firsts(plane.first, plane.last))
    every = max(1, -(-int(len(months) * MONTH_WIDTH) // max(int(plane.area.width()), 1)))
    for month in months:
        if (month.month - 1) % every == 0 and plane.area.left() + 12 < plane.x(month) < plane.area.right() - 12:
            yield month, f"{_MONTHS[month.month - 1]} {month.year}" if month.month == 1 else _MONTHS[month.month - 1]


def _firsts(first: date, last: date) -> Iterator[date]:
    month = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def steps(plane: Plane, points: Sequence[Point], value: Callable[[Point], float]) -> QPolygonF:
    """A line that stays level until the next point."""
    line = QPolygonF()
    for point in points:
        x, y = plane.x(point.on), plane.y(value(point))
        if not line.isEmpty():
            line.append(QPointF(x, line.last().y()))
        line.append(QPointF(x, y))
    return line


def paint_used(painter: QPainter, plane: Plane, points: Sequence[Point], theme: Theme) -> None:
    line = steps(plane, points, lambda point: point.used)
    filled = QColor(theme.accent)
    filled.setAlpha(56)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(filled)
    foot = plane.area.bottom()
    painter.drawPolygon(QPolygonF([QPointF(line.first().x(), foot), *line.toList(), QPointF(line.last().x(), foot)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.accent), 1))
    painter.drawPolyline(line)


def paint_expected(painter: QPainter, plane: Plane, points: Sequence[Point], theme: Theme) -> None:
    pen = QPen(QColor(theme.accent), 2)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawPolyline(steps(plane, points, lambda point: point.expected))


def paint_key(painter: QPainter, area: QRectF, is_filled: bool, is_dashed: bool, theme: Theme) -> None:
    """A piece of a line as the legend shows it."""
    middle = area.center().y()
    if is_filled:
        filled = QColor(theme.accent)
        filled.setAlpha(56)
        painter.fillRect(area, filled)
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.drawLine(QLineF(area.left(), area.top(), area.right(), area.top()))
        return
    pen = QPen(QColor(theme.accent if is_dashed else theme.text), 2)
    if is_dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawLine(QLineF(area.left(), middle, area.right(), middle))


def paint_seats(painter: QPainter, plane: Plane, points: Sequence[Point], theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.text), 2))
    painter.drawPolyline(steps(plane, points, lambda point: point.seats))


def paint_today(painter: QPainter, plane: Plane, today: date, theme: Theme) -> None:
    x = round(plane.x(today)) + 0.5
    pen = QPen(QColor(theme.secondary), 1)
    pen.setDashPattern([2, 3])
    painter.setPen(pen)
    painter.drawLine(QLineF(x, plane.area.top() - 4, x, plane.area.bottom()))
    painter.drawText(QRectF(x - 30, plane.area.top() - 20, 60, 16), _CENTER, "Today")


def paint_ends(painter: QPainter, plane: Plane, pools: Sequence[Pool], theme: Theme) -> None:
    """A triangle above the end of each agreement: filled where no renewal is on record, with its number if it fits."""
    taken = -1e9
    for pool in pools:
        if not plane.first < pool.ends_on <= plane.last:
            continue
        x, y = plane.x(pool.ends_on), plane.area.top() - 4
        color = QColor(theme.neutral if pool.renewed_by else theme.caution)
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if pool.renewed_by else color)
        painter.drawPolygon(QPolygonF([QPointF(x - 5, y - 8), QPointF(x + 5, y - 8), QPointF(x, y)]))
        painter.drawLine(QLineF(x, y, x, plane.area.bottom()))
        for words in (f"{pool.number} ends", pool.number):
            wide = painter.fontMetrics().horizontalAdvance(words)
            start = x + 10 if x + 10 + wide <= plane.area.right() else x - 10 - wide
            if start > taken:
                painter.drawText(QRectF(start, y - 12, wide + 2, 16), Qt.AlignmentFlag.AlignVCenter, words)
                taken = start + wide + 8
                break


def paint_cursor(painter: QPainter, plane: Plane, point: Point, words: str, theme: Theme) -> None:
    """A line at the day with its numbers in a box beside it."""
    x = round(plane.x(point.on)) + 0.5
    painter.setPen(QPen(QColor(theme.accent), 1))
    painter.drawLine(QLineF(x, plane.area.top(), x, plane.area.bottom()))
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(QPointF(x, plane.y(point.used)), 3, 3)
    metrics = painter.fontMetrics()
    box = QRectF(0, plane.area.top() + 4, metrics.horizontalAdvance(words) + 16, metrics.height() + 8)
    box.moveLeft(x + 8 if x + 8 + box.width() <= plane.area.right() else max(x - 8 - box.width(), 2))
    painter.setPen(QColor(theme.border))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor(theme.text))
    painter.drawText(box, _CENTER, words)
