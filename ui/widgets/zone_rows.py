"""The rows of the zone strip: people of one zone, their day as a bar around the slot, and when it is for them."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.rules.deadlines import is_working_day
from coordinator.rules.slots import MINUTE, Fit, GroupFit, SlotFit, clock_words, short_day
from ui.style import Look, Theme, figures, pixmap
from ui.widgets.designee_pane import zone_words
from ui.widgets.week_geometry import zone_letters
from ui.wording import count

Index = QModelIndex | QPersistentModelIndex
ROW, AXIS = 42, 22
WHO, WHEN, PAD = 200, 216, 12
DUTY, SLOT = 0.30, 0.25  # how strong the colors of duty hours and of the slot are
GROUP = Qt.ItemDataRole.UserRole
SIGNS = {
    Fit.INSIDE: ("circle-check", "good", "Inside"),
    Fit.PARTLY: ("circle-dot", "caution", "Partly"),
    Fit.OUTSIDE: ("circle-x", "bad", "Outside"),
}


def when_words(group: GroupFit) -> str:
    """ "Thu, Nov 5, 7:00 AM HST" on the people's own clock."""
    at = group.local_start
    return f"{short_day(at.date())}, {clock_words(at)} {zone_letters(group.start, group.zone)}"


def who_words(group: GroupFit, is_own: bool) -> str:
    """ "DEN, SLC · 12 people", with their hours where those are their own."""
    offices = ", ".join(group.offices)
    hours = f" · {_hour(group.duty_start)} – {_hour(group.duty_end)}" if is_own else ""
    return f"{offices} · {count(len(group.people), 'person', 'people')}{hours}"


def _hour(minute: int) -> str:
    return clock_words(datetime.combine(datetime(2001, 1, 1, tzinfo=UTC), time()) + minute % 1440 * MINUTE)


def duty_spans(group: GroupFit, start: datetime) -> list[tuple[float, float]]:
    """The duty hours of the group within the 24 hours from `start`, as shares of them."""
    zone = ZoneInfo(group.zone)
    first = start.astimezone(zone).date()
    spans = []
    for day in (first + timedelta(days=n) for n in range(-1, 3)):
        if is_working_day(day):
            midnight = datetime.combine(day, time(), zone)
            opens, closes = (share_of(midnight + m * MINUTE, start) for m in (group.duty_start, group.duty_end))
            if closes > 0 and opens < 1:
                spans.append((max(opens, 0.0), min(closes, 1.0)))
    return spans


def share_of(at: datetime, start: datetime) -> float:
    """Where a moment lies in the 24 hours from `start`: 0 to 1 within them."""
    return (at.astimezone(UTC) - start.astimezone(UTC)) / timedelta(days=1)


class ZoneRows(QAbstractListModel):
    """From east to west; `start` is where the bars begin."""

    def __init__(self) -> None:
        super().__init__()
        self.fit: SlotFit | None = None
        self.start = datetime(2001, 1, 1, tzinfo=UTC)
        self._usual: tuple[int, int] = (0, 0)

    def show(self, fit: SlotFit, start: datetime) -> None:
        self.beginResetModel()
        self.fit, self.start = fit, start
        hours = [(group.duty_start, group.duty_end) for group in fit.groups for _ in group.people]
        self._usual = max(sorted(set(hours)), key=hours.count, default=(0, 0))
        self.endResetModel()

    @property
    def groups(self) -> Sequence[GroupFit]:
        return self.fit.groups if self.fit else ()

    def who(self, group: GroupFit) -> str:
        return who_words(group, (group.duty_start, group.duty_end) != self._usual)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.groups[index.row()]
        if role == GROUP:
            return group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            away = f"{len(group.away)} away" if group.away else ""
            fit = f"{SIGNS[group.fit][2]} duty hours".lower()
            return ", ".join(filter(None, (zone_words(group.zone), self.who(group), when_words(group), fit, away)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(f"{person.name}, {person.office}{_away(person.designee_id, group)}"
                             for person in group.people[:20])  # fmt: skip
        return None


def _away(person: int, group: GroupFit) -> str:
    return ", away" if person in group.away else ""


class ZoneDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, rows: ZoneRows, view: QListView) -> None:
        super().__init__(view)
        self._look, self._rows = look, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WHO + WHEN + 160, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        group: GroupFit = index.data(GROUP)
        theme, area = self._look.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        who = QRect(area.left() + PAD, area.top(), WHO - PAD, area.height())
        inks = (theme.text, theme.secondary)
        _two_lines(painter, who, (zone_words(group.zone), self._rows.who(group)), inks, option.font)
        bar = bar_area(area)
        self._paint_bar(painter, bar, group, theme)
        icon, token, word = SIGNS[group.fit]
        ink = theme.tone(token)
        away = f" · {len(group.away)} away" if group.away else ""
        right = QRect(bar.right() + 16, area.top(), WHEN - 16 - PAD, area.height())
        painter.drawPixmap(right.left(), right.center().y() + 3, pixmap(icon, ink, 14))
        _two_lines(painter, right, (when_words(group), f"{word}{away}"), (theme.text, ink), option.font, 20)
        painter.restore()

    def _paint_bar(self, painter: QPainter, bar: QRect, group: GroupFit, theme: Theme) -> None:
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.rail))
        painter.drawRoundedRect(QRectF(bar).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_tinted(theme.accent, DUTY))
        for left, right in duty_spans(group, self._rows.start):
            wide = bar.width()
            painter.drawRoundedRect(
                QRectF(bar.left() + left * wide, bar.top(), (right - left) * wide, bar.height()), 4, 4
            )
        self._paint_midnight(painter, bar, group, theme)
        _, token, _ = SIGNS[group.fit]
        begin, end = (bar.left() + share_of(at, self._rows.start) * bar.width() for at in (group.start, group.end))
        painter.setPen(QPen(QColor(theme.tone(token)), 2))
        slot = QRectF(begin, bar.top() - 3, max(end - begin, 4), bar.height() + 6)
        for fill in (QColor(theme.surface), _tinted(theme.tone(token), SLOT)):
            painter.setBrush(fill)
            painter.drawRoundedRect(slot, 3, 3)

    def _paint_midnight(self, painter: QPainter, bar: QRect, group: GroupFit, theme: Theme) -> None:
        """Where the next day begins for these people."""
        zone = ZoneInfo(group.zone)
        first = self._rows.start.astimezone(zone).date()
        share = share_of(datetime.combine(first + timedelta(days=1), time(), zone), self._rows.start)
        if 0.01 < share < 0.99:
            x = bar.left() + share * bar.width()
            painter.setPen(QPen(QColor(theme.border), 1, Qt.PenStyle.DashLine))
            painter.drawLine(int(x), bar.top() - 5, int(x), bar.bottom() + 6)


def _tinted(color: str, share: float) -> QColor:
    tint = QColor(color)
    tint.setAlphaF(share)
    return tint


def bar_area(row: QRect) -> QRect:
    """Between who and when."""
    return QRect(row.left() + WHO, row.center().y() - 7, row.width() - WHO - WHEN, 14)


def _two_lines(painter: QPainter, area: QRect, texts: tuple[str, str], inks: tuple[str, str], base: QFont,
               indent: int = 0) -> None:  # fmt: skip
    """The second line begins `indent` pixels further right."""
    for place, (text, ink) in enumerate(zip(texts, inks, strict=True)):
        font = figures(base)
        font.setPixelSize(13 - place)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        line = QRect(
            area.left() + place * indent, area.center().y() - 18 + place * 18, area.width() - place * indent, 18
        )
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
