"""The ground of the week: days with their working hours, rulers of two zones, days off, and the time that it is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from coordinator.rules.deadlines import is_working_day
from coordinator.rules.slots import clock_words, short_day
from ui.style import Theme, figures
from ui.widgets.schedule_words import elsewhere
from ui.widgets.week_geometry import (
    DAY,
    RULER,
    Axis,
    WeekGrid,
    clock_change,
    hours_apart,
    moment_at,
    wall_minute,
    zone_letters,
)

HEADER = 56


def small(font: QFont, size: int = 11, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    made = figures(font)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


def day_notes(day: date, grid: WeekGrid, axis: Axis) -> str:
    """What is odd about a day: the holiday, a change of the clocks, the second ruler being off."""
    shown = grid.days[grid.dates.index(day)]
    change = clock_change(day, axis.zone)
    apart = hours_apart(day, axis.zone, axis.other)
    off = ""
    if apart != hours_apart(grid.days[0].day, axis.zone, axis.other):
        off = f"9 AM is {elsewhere(moment_at(day, 9 * 60, axis.zone), axis.zone, axis.other)}"
    return " · ".join(filter(None, (shown.holiday, change.sentence if change else "", off)))


def paint_ground(painter: QPainter, grid: WeekGrid, axis: Axis, theme: Theme) -> None:
    high = grid.y(DAY)
    painter.fillRect(QRect(0, 0, grid.width, high), QColor(theme.surface))
    for column, day in enumerate(grid.days):
        area = QRect(grid.x(column), 0, grid.x(column + 1) - grid.x(column), high)
        _paint_day(painter, grid, axis, theme, day.day, area)
    _paint_lines(painter, grid, theme, high)


def _paint_day(painter: QPainter, grid: WeekGrid, axis: Axis, theme: Theme, day: date, area: QRect) -> None:
    painter.fillRect(area, QColor(theme.window))
    if is_working_day(day):
        top, bottom = (grid.y(minute) for minute in axis.working)
        painter.fillRect(area.left(), top, area.width(), bottom - top, QColor(theme.surface))
    else:
        painter.fillRect(area, QColor(theme.rail))
        painter.fillRect(area, QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
    if change := clock_change(day, axis.zone):
        top, bottom = grid.y(change.top), grid.y(change.bottom)
        faint = QColor(theme.caution)
        faint.setAlphaF(0.45)
        painter.fillRect(area.left(), top, area.width(), bottom - top, QBrush(faint, Qt.BrushStyle.FDiagPattern))


def _paint_lines(painter: QPainter, grid: WeekGrid, theme: Theme, high: int) -> None:
    faint = QPen(QColor(theme.line), 1, Qt.PenStyle.DotLine)
    for half in range(1, 48):
        painter.setPen(QColor(theme.line) if half % 2 == 0 else faint)
        painter.drawLine(grid.left, grid.y(half * 30), grid.width, grid.y(half * 30))
    painter.setPen(QColor(theme.line))
    for column in range(len(grid.days)):
        painter.drawLine(grid.x(column), 0, grid.x(column), high)


def paint_rulers(painter: QPainter, grid: WeekGrid, axis: Axis, theme: Theme, font: QFont) -> None:
    """One hour a label, centered on its line; a mark where it is another day there."""
    painter.setFont(small(font))
    for place, zone in enumerate(axis.zones):
        painter.setPen(QColor(theme.text if place == 0 else theme.secondary))
        apart = hours_apart(grid.days[0].day, axis.zone, zone)
        for hour in range(1, 24):
            area = QRect(place * RULER, grid.y(hour * 60) - 8, RULER - 8, 16)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, side, hour_words(hour, apart))


def hour_words(hour: int, apart: timedelta) -> str:
    """What other clocks show at that hour, being so far ahead: "8 AM", "9:30 PM"; "4 AM +1" on the next day."""
    day = date(2001, 1, 1)
    there = datetime.combine(day, time(hour)) + apart
    said = clock_words(there).replace(":00", "")
    days = (there.date() - day).days
    return f"{said} {days:+}".replace("-", "−") if days else said


def paint_now(painter: QPainter, grid: WeekGrid, axis: Axis, theme: Theme) -> None:
    """A line through today's column, with a dot where it begins."""
    today = axis.now.astimezone(ZoneInfo(axis.zone)).date()
    if today not in grid.dates:
        return
    column = grid.dates.index(today)
    y = grid.y(wall_minute(axis.now, today, axis.zone))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.bad), 2))
    painter.drawLine(grid.x(column), y, grid.x(column + 1), y)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.bad))
    painter.drawEllipse(QRectF(grid.x(column) - 4, y - 4, 8, 8))


def paint_cursor(painter: QPainter, area: QRect, words: str, theme: Theme, font: QFont) -> None:
    """The free time that the keyboard is at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 4, 4)
    painter.setFont(small(font, 12))
    painter.setPen(QColor(theme.accent))
    inside = area.adjusted(10, 0, -6, 0)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def paint_header(painter: QPainter, grid: WeekGrid, axis: Axis, theme: Theme, font: QFont) -> None:
    """The letters of the rulers, and the days: name, number, what is odd about them; today on a filled ground."""
    noon = moment_at(grid.days[0].day, DAY // 2, axis.zone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, zone in enumerate(axis.zones):
        painter.setFont(small(font, 11, QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text if place == 0 else theme.secondary))
        area = QRect(place * RULER, 0, RULER - 8, HEADER - 6)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(area, side, zone_letters(noon, zone))
    today = axis.now.astimezone(ZoneInfo(axis.zone)).date()
    for column, day in enumerate(grid.dates):
        area = QRect(grid.x(column) + 8, 0, grid.x(column + 1) - grid.x(column) - 12, HEADER)
        _paint_heading(painter, area, day, day == today, theme, font)
        _paint_note(painter, area, day_notes(day, grid, axis), theme, font)


def _paint_heading(painter: QPainter, area: QRect, day: date, is_today: bool, theme: Theme, font: QFont) -> None:
    number = QRectF(area.left(), 6, 26, 24)
    if is_today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(number, 6, 6)
    painter.setFont(small(font, 15, QFont.Weight.DemiBold))
    painter.setPen(QColor(theme.on_accent if is_today else theme.text))
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
    painter.setFont(small(font, 12))
    painter.setPen(QColor(theme.accent if is_today else theme.secondary))
    name = short_day(day)[:3] + (" · Today" if is_today else "")
    painter.drawText(QRect(area.left() + 34, 6, area.width() - 34, 24), Qt.AlignmentFlag.AlignVCenter, name)


def _paint_note(painter: QPainter, area: QRect, note: str, theme: Theme, font: QFont) -> None:
    painter.setFont(small(font, 11))
    painter.setPen(QColor(theme.caution))
    shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QRect(area.left(), 33, area.width(), 18), Qt.AlignmentFlag.AlignVCenter, shown)
