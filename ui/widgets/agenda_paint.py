"""How the lines of the agenda are drawn: headings, holidays, gaps, and trainings in columns."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.views.trainings import TrainingRow
from ui.style import Look, Theme, figures, pixmap
from ui.widgets.capacity_bar import capacity_words, paint_capacity
from ui.widgets.schedule_words import elsewhere, span_words
from ui.widgets.training_facts import warnings_of
from ui.widgets.training_list import state_of
from ui.widgets.week_geometry import zone_letters

Index = QModelIndex | QPersistentModelIndex
HEADING, LINE, ROW = 40, 30, 52
PAD = 14
TIMES, FILL, STATE = 208, 150, 164  # widths of the columns; the title has the rest
BOLD = QFont.Weight.DemiBold


class AgendaDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._zone = self._other = "UTC"
        self._now: datetime | None = None
        self._target: int | None = None

    def show_clocks(self, zone: str, other: str, now: datetime) -> None:
        self._zone, self._other, self._now = zone, other, now
        self._view.viewport().update()

    def show_target(self, training_id: int | None) -> None:
        """The training that what is dragged would be dropped on."""
        if training_id != self._target:
            self._target = training_id
            self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(Qt.ItemDataRole.UserRole)
        return QSize(400, ROW if line.row else HEADING if line.is_heading else LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Any = index.data(Qt.ItemDataRole.UserRole)
        theme = self._look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.row is not None:
            self._paint_training(painter, option, line.row, theme)
        else:
            self._paint_words(painter, option, line, theme)
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, line: Any, theme: Theme) -> None:
        area: QRect = option.rect.adjusted(PAD, 0, -PAD, 0)
        if line.is_heading:
            ink = theme.accent if line.is_today else theme.text
            _text(painter, area.adjusted(0, 10, 0, 0), line.words, ink, _font(option.font, 13, BOLD))
            return
        if line.is_holiday:
            painter.drawPixmap(area.left(), area.center().y() - 7, pixmap("calendar-x", theme.caution, 14))
            area.adjust(22, 0, 0, 0)
        _text(painter, area, line.words, theme.caution if line.is_holiday else theme.secondary, _font(option.font, 12))

    def _paint_training(self, painter: QPainter, option: QStyleOptionViewItem, row: TrainingRow, theme: Theme) -> None:
        area: QRect = option.rect.adjusted(0, 1, 0, -1)
        self._paint_ground(painter, option, area, row, theme)
        inside = area.adjusted(PAD, 0, -PAD, 0)
        words, (icon, token) = state_of(row, self._now) if self._now else ("", ("info", "neutral"))
        times = QRect(inside.left(), inside.top(), TIMES, inside.height())
        self._paint_times(painter, times, option.font, row, theme)
        state = QRect(inside.right() - STATE, inside.top(), STATE, inside.height())
        painter.drawPixmap(state.left(), state.center().y() - 7, pixmap(icon, theme.tone(token), 14))
        _text(painter, state.adjusted(20, 0, 0, 0), words, theme.tone(token), _font(option.font, 12))
        fill = QRect(state.left() - FILL - 16, inside.top(), FILL, inside.height())
        self._paint_fill(painter, fill, option.font, row, theme)
        title = QRect(times.right() + 8, inside.top(), fill.left() - times.right() - 24, inside.height())
        self._paint_title(painter, title, option.font, row, theme)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: TrainingRow, theme: Theme
    ) -> None:
        is_target = row.id == self._target
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_target or is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if is_target or is_chosen else theme.hover))
            painter.drawRoundedRect(area, 6, 6)
        if is_target or (is_chosen and option.state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_times(self, painter: QPainter, area: QRect, font: QFont, row: TrainingRow, theme: Theme) -> None:
        here = f"{span_words(row.starts_at, row.ends_at, self._zone)} {zone_letters(row.starts_at, self._zone)}"
        if self._zone == self._other:
            _text(painter, area, here, theme.text, _font(font, 13))
            return
        there = elsewhere(row.starts_at, self._zone, self._other)
        _two_lines(painter, area, (here, there), (theme.text, theme.secondary), font)

    def _paint_title(self, painter: QPainter, area: QRect, font: QFont, row: TrainingRow, theme: Theme) -> None:
        """The host below it; a sign behind it when something speaks against the training."""
        ink = theme.secondary if row.is_cancelled else theme.text
        people = " · ".join(filter(None, (row.host, row.instructors)))
        bold = _font(font, 13, BOLD, row.is_cancelled)
        if self._is_warned(row):
            wide = min(QFontMetrics(bold).horizontalAdvance(row.title), area.width() - 24)
            y = area.center().y() - (16 if people else 7)
            painter.drawPixmap(area.left() + wide + 8, y, pixmap("triangle-alert", theme.caution, 14))
            area = area.adjusted(0, 0, -24, 0)
        if people:
            _two_lines(painter, area, (row.title, people), (ink, theme.secondary), font, BOLD, row.is_cancelled)
        else:
            _text(painter, area, row.title, ink, bold)

    def _is_warned(self, row: TrainingRow) -> bool:
        """Of something that the state does not show already."""
        if self._now is None or row.is_cancelled:
            return False
        return bool(warnings_of(row, self._now)) and state_of(row, self._now)[1][0] != "triangle-alert"

    def _paint_fill(self, painter: QPainter, area: QRect, font: QFont, row: TrainingRow, theme: Theme) -> None:
        words = capacity_words(row.taken, row.places, row.waiting)
        _text(painter, area.adjusted(0, 0, 0, -14), words, theme.secondary, _font(font, 12))
        bar = QRectF(area.left(), area.center().y() + 8, area.width(), 4)
        paint_capacity(painter, bar, 0 if row.is_cancelled else row.taken, row.places, theme)


def _font(base: QFont, size: int, weight: QFont.Weight = QFont.Weight.Normal, struck: bool = False) -> QFont:
    font = figures(base)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setStrikeOut(struck)
    return font


def _two_lines(painter: QPainter, area: QRect, texts: tuple[str, str], inks: tuple[str, str], font: QFont,
               weight: QFont.Weight = QFont.Weight.Normal, struck: bool = False) -> None:  # fmt: skip
    middle = area.center().y()
    upper = QRect(area.left(), middle - 18, area.width(), 18)
    _text(painter, upper, texts[0], inks[0], _font(font, 13, weight, struck))
    _text(painter, upper.translated(0, 18), texts[1], inks[1], _font(font, 12))


def _text(painter: QPainter, area: QRect, text: str, color: str, font: QFont) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
