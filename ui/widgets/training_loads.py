"""Trainings to fill, each with a box, and a bar of how full it is before and after."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.rules.proposed_seats import TrainingLoad
from ui.style import Look, Theme, figures, pixmap
from ui.widgets.training_list import short_moment
from ui.wording import moment

Index = QModelIndex | QPersistentModelIndex
LOAD = Qt.ItemDataRole.UserRole
ROW, PAD, BOX, BAR = 76, 12, 36, 6
_Checked, _Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def load_words(load: TrainingLoad) -> str:
    """ "3 → 18 of 25", and "minimum 10" where that many are not reached."""
    words = f"{load.before} → {load.after} of {load.capacity}" if load.after != load.before else (
        f"{load.after} of {load.capacity}"
    )  # fmt: skip
    return f"{words}, minimum {load.minimum}" if load.lacks else words


class TrainingLoads(QListWidget):
    """`chosen` are the ids that are checked; `choice_changed` when a person checks or unchecks one."""

    choice_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName("Trainings to fill")
        self.setItemDelegate(_LoadDelegate(look, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._on_changed)
        look.changed.connect(self.viewport().update)

    @property
    def chosen(self) -> frozenset[int]:
        return frozenset(_load(item).id for item in self._items() if item.checkState() is _Checked)

    def show_loads(self, loads: Sequence[TrainingLoad]) -> None:
        """Show these; a list that is there already only gets its new bars."""
        blocker = QSignalBlocker(self)
        if [_load(item).id for item in self._items()] != [load.id for load in loads]:
            self.clear()
            for _ in loads:
                QListWidgetItem(self)
        for item, load in zip(self._items(), loads, strict=True):
            item.setText(load.title)
            item.setData(LOAD, load)
            item.setCheckState(_Checked if load.is_chosen else _Unchecked)
            when = moment(load.starts_at, load.time_zone)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{load.title}, {when}, {load_words(load)}")
        blocker.unblock()
        self.viewport().update()

    def check_all(self, is_checked: bool) -> None:
        """All or none, told once."""
        blocker = QSignalBlocker(self)
        for item in self._items():
            item.setCheckState(_Checked if is_checked else _Unchecked)
        blocker.unblock()
        self.viewport().update()
        self.choice_changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        found = (self.item(place) for place in range(self.count()))
        return [item for item in found if item is not None]

    def _on_changed(self, _item: QListWidgetItem) -> None:
        self.choice_changed.emit()


def _load(item: QListWidgetItem) -> TrainingLoad:
    load = item.data(LOAD)
    assert isinstance(load, TrainingLoad)
    return load


class _LoadDelegate(QStyledItemDelegate):
    """A box, then three lines: title and numbers, when, and the bar."""

    def __init__(self, look: Look, view: TrainingLoads) -> None:
        super().__init__(view)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the box checks, as Space does; the style would look for the box where it would draw it itself."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        at: QRect = option.rect
        if event.type() == QEvent.Type.MouseButtonRelease and event.position().x() < at.left() + BOX:
            state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
            other = _Unchecked if state is _Checked else _Checked
            return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, load = self._look.theme, index.data(LOAD)
        is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is _Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(0, 2, 0, -2)
        _paint_ground(painter, option, area, theme)
        name, color = ("square-check", theme.accent) if is_on else ("square", theme.secondary)
        painter.drawPixmap(area.left() + PAD, area.top() + 10, pixmap(name, color, 16))
        inside = area.adjusted(BOX, 8, -PAD, -8)
        ink = theme.text if is_on else theme.secondary
        numbers = theme.caution if load.lacks and is_on else theme.secondary
        _text(painter, option, inside, load.title, (ink, 13, True), Qt.AlignmentFlag.AlignLeft)
        _text(painter, option, inside, load_words(load), (numbers, 12, False), Qt.AlignmentFlag.AlignRight)
        when = short_moment(load.starts_at.astimezone(ZoneInfo(load.time_zone)))
        _text(painter, option, inside.translated(0, 21), when, (theme.secondary, 12, False), Qt.AlignmentFlag.AlignLeft)
        bar = QRectF(inside.left(), inside.bottom() - BAR, inside.width(), BAR)
        _paint_bar(painter, bar, load, theme)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect, theme: Theme) -> None:
    state = option.state
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(theme.hover))
        painter.drawRoundedRect(area, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(theme.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)


def _text(
    painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, how: tuple[str, int, bool],
    side: Qt.AlignmentFlag,
) -> None:  # fmt: skip
    color, size, is_bold = how
    font = figures(option.font)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(color))
    line = QRect(area.left(), area.top(), area.width(), painter.fontMetrics().height())
    painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _paint_bar(painter: QPainter, area: QRectF, load: TrainingLoad, theme: Theme) -> None:
    """What is taken now, what comes to it in the light, and a mark at the minimum. The words stand beside it."""
    painter.setPen(Qt.PenStyle.NoPen)
    both, kept = max(load.before, load.after), min(load.before, load.after)
    for seats, token in ((load.capacity, theme.line), (both, theme.good), (kept, theme.accent)):
        share = min(seats / max(load.capacity, 1), 1.0)
        if share > 0:
            painter.setBrush(QColor(token))
            filled = QRectF(area.left(), area.top(), max(area.width() * share, area.height()), area.height())
            painter.drawRoundedRect(filled, area.height() / 2, area.height() / 2)
    if load.minimum:
        at = area.left() + area.width() * min(load.minimum / max(load.capacity, 1), 1.0)
        painter.setBrush(QColor(theme.text))
        painter.drawRect(QRectF(at - 1, area.top() - 3, 2, area.height() + 6))
