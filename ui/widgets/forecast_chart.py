"""The seats of a product over a year as a chart: how many there are, how many are in use, how many will be."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.rules.forecast import Point
from coordinator.views.forecast import SeatForecast
from ui import style
from ui.widgets.forecast_paint import (
    Plane,
    paint_cursor,
    paint_ends,
    paint_expected,
    paint_ground,
    paint_key,
    paint_seats,
    paint_today,
    paint_used,
    plane_of,
)
from ui.widgets.notices import announce
from ui.wording import count, day

MONTH = timedelta(days=30)
HOW = "Left and Right go from week to week, Page Up and Page Down by months, Enter looks at that day."


class ForecastLegend(QWidget):
    """What the lines of the chart are, in one row."""

    KEYS = ("Seats", "In use", "Expected")

    def __init__(self) -> None:
        super().__init__()
        font = self.font()
        font.setPixelSize(11)
        self.setFont(font)
        self.setAccessibleName("Lines of the chart: seats solid, in use filled, expected dashed")
        wide = sum(self.fontMetrics().horizontalAdvance(key) for key in self.KEYS)
        self.setFixedSize(wide + len(self.KEYS) * 40, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, x = QPainter(self), style.current(), 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key in self.KEYS:
            paint_key(painter, QRectF(x, 2, 18, 12), key == "In use", key == "Expected", theme)
            painter.setPen(QColor(theme.secondary))
            wide = painter.fontMetrics().horizontalAdvance(key)
            painter.drawText(QRectF(x + 24, 0, wide + 2, 16), Qt.AlignmentFlag.AlignVCenter, key)
            x += wide + 40
        painter.end()


class ForecastChart(QWidget):
    """`point` is the one that the pointer or the keyboard is at; `day_chosen` carries the day of a click or Enter."""

    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._forecast: SeatForecast | None = None
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Forecast of seats")
        font = style.figures(self.font())
        font.setPixelSize(11)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return QSize(480, 150)

    @property
    def point(self) -> Point | None:
        return self._forecast.points[self._at] if self._forecast is not None and self._at is not None else None

    def show_forecast(self, forecast: SeatForecast | None) -> None:
        """None for nothing to draw."""
        self._forecast, self._at = forecast, None
        said = [*forecast.words, HOW] if forecast else []
        self.setAccessibleDescription(" ".join(said))
        self.update()

    def readout(self, point: Point) -> str:
        """ "3/3/2027: 25 seats, 18 in use, 20 expected, 5 free"; before today nothing is expected."""
        expected = round(point.expected)
        said = [count(point.seats, "seat", "seats"), f"{point.used:,} in use"]
        is_ahead = self._forecast is not None and point.on > self._forecast.today
        said += [f"{expected:,} expected"] if is_ahead and expected != point.used else []
        free = point.seats - (expected if is_ahead else point.used)
        said.append(f"{free:,} free" if free >= 0 else f"{-free:,} missing")
        return f"{day(point.on)}: {', '.join(said)}"

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if self._forecast is not None:
            self._paint(painter, self._forecast, theme)
        painter.end()

    def _paint(self, painter: QPainter, forecast: SeatForecast, theme: style.Theme) -> None:
        plane = self._plane(forecast)
        paint_ground(painter, plane, theme)
        paint_used(painter, plane, forecast.points, theme)
        paint_expected(painter, plane, [point for point in forecast.points if point.on >= forecast.today], theme)
        paint_seats(painter, plane, forecast.points, theme)
        paint_ends(painter, plane, forecast.pools, theme)
        paint_today(painter, plane, forecast.today, theme)
        if self.point is not None:
            paint_cursor(painter, plane, self.point, self.readout(self.point), theme)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _plane(self, forecast: SeatForecast) -> Plane:
        return plane_of(forecast.points, self.width(), self.height())

    # the pointer and the keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._point_at(event.position())
            self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._at = None
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._forecast is not None and self._at is None:
            self._go(self._place_of(self._forecast.today))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._at = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._forecast is None or self.point is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif (there := self._there(Qt.Key(event.key()), self.point.on)) is not None:
            self._go(there)
        else:
            super().keyPressEvent(event)

    def _there(self, key: Qt.Key, on: date) -> int | None:
        """Where a key leads to; None for any other key."""
        assert self._forecast is not None
        assert self._at is not None
        last = len(self._forecast.points) - 1
        match key:
            case Qt.Key.Key_Left:
                return max(self._at - 1, 0)
            case Qt.Key.Key_Right:
                return min(self._at + 1, last)
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return last
            case Qt.Key.Key_PageUp:
                return self._place_of(on - MONTH)
            case Qt.Key.Key_PageDown:
                return self._place_of(on + MONTH)
        return None

    def _go(self, place: int) -> None:
        self._at = place
        self.update()
        if self.point is not None:
            announce(self, self.readout(self.point))

    def _choose(self) -> None:
        if self.point is not None:
            self.day_chosen.emit(self.point.on)

    def _point_at(self, where: QPointF) -> None:
        if self._forecast is not None:
            plane = self._plane(self._forecast)
            days = (plane.last - plane.first).days * (where.x() - plane.area.left()) / plane.area.width()
            self._at = self._place_of(plane.first + timedelta(days=round(min(max(days, 0), 10_000))))
            self.update()

    def _place_of(self, on: date) -> int:
        """The last point on that day or before it; the first for any day before."""
        assert self._forecast is not None
        before = [place for place, point in enumerate(self._forecast.points) if point.on <= on]
        return before[-1] if before else 0
