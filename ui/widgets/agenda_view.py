"""The trainings of some weeks as a list by day: two times, title, how full, and what each waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QListView

from coordinator.rules.deadlines import is_working_day
from coordinator.rules.moments import long_day
from coordinator.rules.slots import short_day
from coordinator.views.schedule import Schedule
from coordinator.views.trainings import TrainingRow
from ui.models.dragged_people import PEOPLE, SEATS, carried
from ui.style import Look
from ui.widgets.agenda_paint import AgendaDelegate
from ui.widgets.schedule_words import aloud
from ui.widgets.week_geometry import monday_of

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A day's heading, a holiday, a gap, or a training of the day; `is_today` marks headings."""

    words: str
    row: TrainingRow | None = None
    is_heading: bool = False
    is_today: bool = False
    is_holiday: bool = False


def agenda_lines(schedule: Schedule, today: date) -> list[AgendaLine]:
    """Days with something on them; what lies between is one line, and holidays stay."""
    lines: list[AgendaLine] = []
    empty_since: date | None = None
    for day in schedule.days:
        rows = [row for row in schedule.trainings if _day_of(row, schedule.zone) == day.day]
        if rows or day.holiday:
            lines += _gap(empty_since, day.day)
            lines += _day_lines(day.day, day.holiday, rows, today)
            empty_since = None
        elif empty_since is None:
            empty_since = day.day
    return lines + _gap(empty_since, schedule.days[-1].day + timedelta(days=1))


def _day_of(row: TrainingRow, zone: str) -> date:
    return row.starts_at.astimezone(ZoneInfo(zone)).date()


def _gap(since: date | None, until: date) -> list[AgendaLine]:
    """Nothing is said about a weekend."""
    if since is None:
        return []
    days = [since + timedelta(days=n) for n in range((until - since).days)]
    working = [day for day in days if is_working_day(day)]
    if not working:
        return []
    first, last = short_day(working[0]), short_day(working[-1])
    return [AgendaLine(f"No trainings {first}" if first == last else f"No trainings {first} – {last}")]


def _day_lines(day: date, holiday: str, rows: Sequence[TrainingRow], today: date) -> list[AgendaLine]:
    note = " · Today" if day == today else ""
    lines = [AgendaLine(f"{long_day(day)}{note}", is_heading=True, is_today=day == today)]
    if holiday:
        lines.append(AgendaLine(f"{holiday} (federal holiday)", is_holiday=True))
    return lines + [AgendaLine(row.title, row) for row in rows]


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[AgendaLine] = []
        self.zone = self.other = "UTC"
        self.now: datetime | None = None

    def show(self, lines: list[AgendaLine], zone: str, other: str, now: datetime) -> None:
        self.beginResetModel()
        self.lines, self.zone, self.other, self.now = lines, zone, other, now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only trainings can be chosen; the keys step over the rest."""
        row = self.lines[index.row()].row
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if row else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if line.row is None or self.now is None:
                return line.words
            return aloud(line.row, self.now, self.zone, self.other)
        return None


class AgendaView(QListView):
    """As the week: signals only. The arrows walk, Enter opens, people can be dropped on a training."""

    chosen = Signal(int)
    opened = Signal(int)
    people_dropped = Signal(int, list)
    seats_dropped = Signal(int, list)
    menu_wanted = Signal(int, QPoint)
    day_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.lines = _Model()
        self._first: date | None = None
        self._today = date(2001, 1, 1)
        self.delegate = AgendaDelegate(look, self)
        self.setModel(self.lines)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("Agenda of trainings")
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._on_activated)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_agenda(self, schedule: Schedule, other: str, now: datetime) -> None:
        """The choice stays as long as it is there."""
        was, at = self.training, self.verticalScrollBar().value()
        is_same = self._first == schedule.days[0].day
        self._first = schedule.days[0].day
        self._today = now.astimezone(ZoneInfo(schedule.zone)).date()
        blocked = self.selectionModel().blockSignals(True)
        self.lines.show(agenda_lines(schedule, self._today), schedule.zone, other, now)
        self.delegate.show_clocks(schedule.zone, other, now)
        self.choose(was.id if was else None)
        self.selectionModel().blockSignals(blocked)
        if is_same:
            self.verticalScrollBar().setValue(at)

    @property
    def training(self) -> TrainingRow | None:
        """The chosen one."""
        return self._row(self.currentIndex())

    def choose(self, training_id: int | None) -> None:
        """Mark a training as the chosen one; of this view's own signals none comes for the one that is chosen."""
        for place, line in enumerate(self.lines.lines):
            if line.row is not None and line.row.id == training_id:
                index = self.lines.index(place)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index)

    def _row(self, index: Index) -> TrainingRow | None:
        return self.lines.lines[index.row()].row if index.isValid() else None

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if (row := self._row(current)) is not None:
            self.chosen.emit(row.id)

    def _on_activated(self, index: QModelIndex) -> None:
        if (row := self._row(index)) is not None:
            self.opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys go to other weeks, Home to this one, as in the week."""
        weeks = {Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}.get(Qt.Key(event.key()))
        if weeks is not None and self._first is not None:
            self.day_wanted.emit(self._first + timedelta(weeks=weeks))
        elif event.key() == Qt.Key.Key_Home:
            self.day_wanted.emit(monday_of(self._today))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if (row := self._row(index)) is not None:
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(row.id, below if by_key else event.globalPos())

    # people dropped on a training

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)
        event.accept()  # even where nothing can be dropped: the way to a training leads over headings

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        data, row = event.mimeData(), self._row(self.indexAt(event.position().toPoint()))
        fits = row is not None and row.takes_seats and bool(carried(data, PEOPLE) or carried(data, SEATS))
        self.delegate.show_target(row.id if row and fits else None)
        event.setAccepted(fits)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.delegate.show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.delegate.show_target(None)
        row = self._row(self.indexAt(event.position().toPoint()))
        if row is None or not row.takes_seats:
            return
        if people := carried(event.mimeData(), PEOPLE):
            self.people_dropped.emit(row.id, people)
        elif seats := carried(event.mimeData(), SEATS):
            self.seats_dropped.emit(row.id, seats)
        event.acceptProposedAction()
