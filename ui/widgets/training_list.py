"""The list of trainings: title, when, how full, and what each one waits for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.rules.vocabulary import TrainingState
from coordinator.views.trainings import TrainingRow
from ui.models.dragged_people import PEOPLE, SEATS, carried
from ui.style import Look, Theme, figures, pixmap
from ui.widgets.capacity_bar import HEIGHT, capacity_words, paint_capacity
from ui.wording import count, moment, tone, word

Index = QModelIndex | QPersistentModelIndex
State = tuple[str, tuple[str, str]]
ROW = 92
PAD = 14
TRAINING = Qt.ItemDataRole.UserRole


def short_moment(local: datetime) -> str:
    """A start in a zone with its date: "Wed, Nov 4, 1:00 PM EST"; names of days and months are English."""
    return moment(local, str(local.tzinfo)).replace(f", {local.year},", ",", 1)


def state_of(row: TrainingRow, now: datetime) -> State:
    """What a training waits for, in a few words, with an icon and a token."""
    if row.is_cancelled:
        return word(row.state), tone(row.state)
    return _after(row) if row.ends_at <= now else _before(row, now)


def _after(row: TrainingRow) -> State:
    if row.doubtful:
        return f"{row.doubtful} doubtful", ("circle-help", "caution")
    if row.unmarked:
        return f"{row.unmarked} unmarked", ("clock", "caution")
    if row.certificates_due:
        return count(row.certificates_due, "certificate due", "certificates due"), ("award", "accent")
    if row.state is TrainingState.CLOSED:
        return word(row.state), tone(row.state)
    return ("Done", ("circle-check", "good")) if row.marked else ("Nobody was seated", ("circle-dashed", "neutral"))


def _before(row: TrainingRow, now: datetime) -> State:
    if row.starts_at <= now:
        return "Under way", ("play", "accent")
    if row.taken < row.minimum:
        return f"Minimum {row.minimum}", ("triangle-alert", "caution")
    return (word(row.state), tone(row.state)) if row.free else ("Full", ("users", "neutral"))


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[TrainingRow, ...] = ()
        self.now: datetime | None = None

    def set_rows(self, rows: Sequence[TrainingRow], now: datetime) -> None:
        self.beginResetModel()
        self.rows, self.now = tuple(rows), now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == TRAINING:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(row)
        return None

    def _aloud(self, row: TrainingRow) -> str:
        state = state_of(row, self.now)[0] if self.now else ""
        full = f"{row.taken} of {row.places} seats taken, {row.waiting} waiting"
        return f"{row.title}, {moment(row.starts_at, row.time_zone)}, {full}, {state}"


class _Delegate(QStyledItemDelegate):
    """Three lines: title and state, when, and the bar with its words."""

    def __init__(self, look: Look, model: _Model, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._model = model
        self._view = view
        self._target: int | None = None

    def show_target(self, training_id: int | None) -> None:
        """The training that what is dragged would go to."""
        if training_id != self._target:
            self._target = training_id
            self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._look.theme, self._model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(0, 2, 0, -2)
        _paint_ground(painter, option, area, theme)
        if row.id == self._target:
            _paint_target(painter, area, theme)
        inside = area.adjusted(PAD, 10, -PAD, -10)
        ink = theme.secondary if row.is_cancelled else theme.text
        _paint_text(painter, inside, row.title, ink, _font(option.font, 13, QFont.Weight.DemiBold))
        _paint_text(painter, inside.translated(0, 22), short_moment(row.local_start), theme.secondary,
                    _font(option.font, 12))  # fmt: skip
        self._paint_fill(painter, option, inside, row, theme)
        painter.restore()

    def _paint_fill(
        self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, row: TrainingRow, theme: Theme
    ) -> None:
        line = inside.translated(0, 46)
        words, (icon, token) = state_of(row, self._model.now) if self._model.now else ("", ("info", "neutral"))
        font = _font(option.font, 12)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(words) + 20
        _paint_text(painter, line, words, theme.tone(token), font, right=True)
        painter.drawPixmap(line.right() - wide, line.top() + 1, pixmap(icon, theme.tone(token), 14))
        full = capacity_words(row.taken, row.places, row.waiting)
        _paint_text(painter, line, full, theme.secondary, font)
        bar = QRectF(inside.left(), inside.bottom() - HEIGHT + 5, inside.width(), 4)
        paint_capacity(painter, bar, 0 if row.is_cancelled else row.taken, row.places, theme)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect, theme: Theme) -> None:
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if is_chosen or is_hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection if is_chosen else theme.hover))
        painter.drawRoundedRect(area, 6, 6)
    if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(theme.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)


def _paint_target(painter: QPainter, area: QRect, theme: Theme) -> None:
    """What is dragged would be dropped here."""
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.setBrush(QColor(theme.selection))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)


def _font(base: QFont, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = figures(base)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def _paint_text(painter: QPainter, area: QRect, text: str, color: str, font: QFont, right: bool = False) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    line = QRect(area.left(), area.top(), area.width(), painter.fontMetrics().height())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class TrainingList(QListView):
    """One training is chosen; it stays so when new rows come, as long as it is there.

    `people_dropped` and `seats_dropped` carry the training that was dropped on and the ids that were dragged.
    """

    chosen = Signal(int)
    people_dropped = Signal(int, list)
    seats_dropped = Signal(int, list)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rows = _Model()
        self.setModel(self._rows)
        self._delegate = _Delegate(look, self._rows, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Trainings")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        look.changed.connect(self._repaint)
        self.setAcceptDrops(True)

    @property
    def rows(self) -> tuple[TrainingRow, ...]:
        return self._rows.rows

    @property
    def training(self) -> TrainingRow | None:
        """The chosen one."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def set_rows(self, rows: Sequence[TrainingRow], now: datetime) -> None:
        """Without a choice that is still there, the one that needs someone first is chosen."""
        was = self.training
        self.selectionModel().blockSignals(True)
        self._rows.set_rows(rows, now)
        if was is None or not self.choose(was.id):
            self._choose_first(now)
        self.selectionModel().blockSignals(False)

    def choose(self, training_id: int) -> bool:
        """False when there is no such training."""
        for place, row in enumerate(self._rows.rows):
            if row.id == training_id:
                index = self._rows.index(place)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index)
                return True
        return False

    def _choose_first(self, now: datetime) -> None:
        rows = self._rows.rows
        waiting = [
            row for row in rows if not row.is_cancelled and (row.unmarked or row.doubtful) and row.starts_at <= now
        ]
        coming = [row for row in rows if not row.is_cancelled and row.ends_at > now]
        best = (waiting or coming or list(reversed(rows)))[:1]
        for row in best:
            self.choose(row.id)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._rows.rows[current.row()].id)

    def _repaint(self) -> None:
        self.viewport().update()

    # people dropped on a training

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)
        if carried(event.mimeData(), PEOPLE) or carried(event.mimeData(), SEATS):
            event.accept()  # even where nothing can be dropped: the way to a training leads over others

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        row = self._target(event)
        self._delegate.show_target(row.id if row else None)
        event.setAccepted(row is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._delegate.show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self._target(event)
        self._delegate.show_target(None)
        if row is None:
            return
        if people := carried(event.mimeData(), PEOPLE):
            self.people_dropped.emit(row.id, people)
        else:
            self.seats_dropped.emit(row.id, carried(event.mimeData(), SEATS))
        event.acceptProposedAction()

    def _target(self, event: QDropEvent) -> TrainingRow | None:
        """The training under the pointer, if it takes what is dragged."""
        index = self.indexAt(event.position().toPoint())
        fits = bool(carried(event.mimeData(), PEOPLE) or carried(event.mimeData(), SEATS))
        row = self._rows.rows[index.row()] if index.isValid() and fits else None
        return row if row is not None and row.takes_seats else None
