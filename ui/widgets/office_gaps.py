"""What is missing in each office, one click away: a list beside the readiness board."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.views.readiness_counts import OfficeGap
from ui import style
from ui.models.readiness_words import gap_words, lacking_words, place_name
from ui.style import figures, pixmap

GAP = Qt.ItemDataRole.UserRole
ROW, PAD, ICON, SMALL = 50, 12, 16, 12
_Index = QModelIndex | QPersistentModelIndex


class OfficeGaps(QListWidget):
    """`chosen` carries the code of an office, "" for all of them. The first line is all offices."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What is missing, by office")
        self.setItemDelegate(_GapCell(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell)

    def set_gaps(self, everyone: OfficeGap, gaps: Sequence[OfficeGap]) -> None:
        """The office that was chosen stays chosen."""
        was = self.office
        blocker = QSignalBlocker(self)
        self.clear()
        for gap in (everyone, *gaps):
            item = QListWidgetItem(self)
            item.setData(GAP, gap)
            name = f"{gap.office}, {gap.office_name}" if gap.office else "All offices"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {gap_words(gap)}")
        blocker.unblock()
        self.choose(was)

    @property
    def office(self) -> str:
        """The code of the chosen one."""
        item = self.currentItem()
        return str(item.data(GAP).office) if item is not None else ""

    def choose(self, office: str) -> None:
        """Show which office the board is about; nothing is told."""
        blocker = QSignalBlocker(self)
        for place in range(self.count()):
            if self.item(place).data(GAP).office == office:
                self.setCurrentRow(place)
        blocker.unblock()
        self.viewport().update()

    def _tell(self) -> None:
        if self.currentItem() is not None:
            self.chosen.emit(self.office)


class _GapCell(QStyledItemDelegate):
    """The code and how many are missing something; below it what."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, gap, area = style.current(), index.data(GAP), QRect(option.rect).adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(QColor(theme.selection if state & QStyle.StateFlag.State_Selected else theme.hover))
            painter.setPen(QColor(theme.accent) if state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, 6, 6)
        _draw_gap(painter, option.font, area.adjusted(PAD - 4, 5, 4 - PAD, -5), gap)
        painter.restore()


def _draw_gap(painter: QPainter, base: QFont, area: QRect, gap: OfficeGap) -> None:
    theme, bold, small = style.current(), figures(base), figures(base)
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPixelSize(SMALL)
    top, below = area.adjusted(0, 0, 0, -area.height() // 2), area.adjusted(0, area.height() // 2, 0, 0)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.setFont(bold)
    painter.setPen(QColor(theme.text))
    title = gap.office or "All offices"
    painter.drawText(top, left | middle, title)
    indent = painter.fontMetrics().horizontalAdvance(title) + 8
    painter.setFont(small)
    said = f"{gap.missing:,} of {gap.people:,} missing" if gap.missing else f"{gap.people:,} met"
    name, ink = ("circle-alert", theme.caution) if gap.missing else ("circle-check", theme.good)
    if not gap.people:
        said, name, ink = "Nobody", "circle-dashed", theme.secondary
    wide = painter.fontMetrics().horizontalAdvance(said)
    painter.setPen(QColor(ink))
    painter.drawText(top, right | middle, said)
    painter.drawPixmap(top.right() - wide - ICON - 5, top.center().y() - ICON // 2 + 1, pixmap(name, ink, ICON))
    painter.setPen(QColor(theme.secondary))
    place = place_name(gap.office_name)
    room = top.adjusted(indent, 0, -wide - ICON - 14, 0)
    painter.drawText(room, left | middle, _elided(painter, place, room))
    painter.drawText(below, left | middle, _elided(painter, _below(gap), below))


def _below(gap: OfficeGap) -> str:
    """What is missing; nothing is said of nobody."""
    return lacking_words(gap) or ("Every gate is met" if gap.people else "")


def _elided(painter: QPainter, text: str, room: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
