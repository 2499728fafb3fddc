"""The seats of a training, which are also its register: one key a person."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.views.trainings import SeatRow
from ui.models.dragged_people import SEATS, carry
from ui.style import Look
from ui.widgets.grid import Grid
from ui.widgets.register_columns import (
    CERTIFICATE,
    LOCAL,
    MARK,
    MINUTES,
    NAME,
    NOTE,
    POSITION,
    SEAT,
    columns,
    is_unmarked,
)
from ui.wording import NOTHING

NARROW = 150
LONGEST_NOTE = 500
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
Answer = Callable[[SeatRow], bool]


def _has_mark(mark: Mark) -> Answer:
    def answer(row: SeatRow) -> bool:
        return row.mark is mark

    return answer


def _is_seated(row: SeatRow) -> bool:
    return row.state is not SeatState.WAIT_LISTED


def _waits(row: SeatRow) -> bool:
    return row.state is SeatState.WAIT_LISTED


def _any(_row: SeatRow) -> bool:
    return True


# Excused people are few; they are found among all, and by the filter.
FILTERS: tuple[tuple[str, str, Answer], ...] = (
    ("all", "All", _any),
    ("seated", "Seated", _is_seated),
    ("waiting", "Wait list", _waits),
    ("present", "Present", _has_mark(Mark.PRESENT)),
    ("partial", "Partial", _has_mark(Mark.PARTIAL)),
    ("absent", "Absent", _has_mark(Mark.ABSENT)),
    ("unmarked", "Unmarked", is_unmarked),
)


def chips_of(rows: Sequence[SeatRow], doubtful: int) -> list[tuple[str, str, int]]:
    """The filters with their counts; the wait list and the doubtful only while there are any."""
    chips = [(key, text, sum(map(answer, rows))) for key, text, answer in FILTERS]
    chips.append(("doubtful", "Doubtful", doubtful))
    return [chip for chip in chips if chip[2] or chip[0] not in ("waiting", "doubtful")]


def filter_of(key: str) -> Answer | None:
    return next((answer for name, _, answer in FILTERS if name == key and name != "all"), None)


class Register(Grid[SeatRow]):
    """P present, L late or partial, A absent, E excused, Backspace clears, F2 types minutes, N a note.

    The page does the marking; the register says what was asked and moves the keyboard on. Any other letter, or /, goes
    to the search. People are dragged from here to another training.
    """

    marked = Signal(object, object)  # the rows, and the mark or None
    minutes_typed = Signal(int, object)  # the seat, and the minutes or None
    note_typed = Signal(int, str)
    refused = Signal(str)

    KEYS: ClassVar[dict[int, Mark | None]] = {
        Qt.Key.Key_P: Mark.PRESENT,
        Qt.Key.Key_L: Mark.PARTIAL,
        Qt.Key.Key_A: Mark.ABSENT,
        Qt.Key.Key_E: Mark.EXCUSED,
        Qt.Key.Key_Backspace: None,
        Qt.Key.Key_Delete: None,
    }

    def __init__(self, look: Look) -> None:
        self._has_begun = False
        self._search: QLineEdit | None = None
        super().__init__(columns(self._on_minutes, self._on_note), look, "Register")
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is Grid.State.EditingState or not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """True when it was one of the register's own keys."""
        is_plain, key = event.modifiers() in _PLAIN, event.key()
        if is_plain and key in self.KEYS:
            self.mark_selected(self.KEYS[key])
        elif is_plain and key == Qt.Key.Key_F2:
            self.type_minutes()
        elif (is_plain and key == Qt.Key.Key_N) or (
            key == Qt.Key.Key_F2 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            self.type_note()
        elif event.text() == "/":
            self.begin_search("")
        else:
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Letters that are no marks are looked for in the search: the next one may be a mark, and must not make one."""
        self.begin_search(search)

    def find_in(self, search: QLineEdit) -> None:
        """Where what is typed to find somebody goes."""
        self._search = search

    def begin_search(self, text: str) -> None:
        """Begin a search with this."""
        if self._search is not None:
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()
            if text.strip():
                self._search.setText(text)

    def mark_selected(self, mark: Mark | None) -> None:
        """Ask for the mark of the selected rows (else the current one), and go on to the row below them."""
        current = self.current_row()
        rows = self.selected_rows() or ([current] if current else [])
        if not rows:
            return
        below = self._below(rows)
        self.marked.emit(rows, mark)
        if below is not None:
            self.select_ids([below])

    def type_minutes(self) -> None:
        self._type_in(MINUTES)

    def type_note(self) -> None:
        self._type_in(NOTE)

    def _type_in(self, number: int) -> None:
        if self.currentIndex().isValid():
            self.setColumnHidden(number, False)
            there = self.rows_model.index(self.currentIndex().row(), number)
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.edit(there)

    def _below(self, rows: Sequence[SeatRow]) -> int | None:
        last = max(self.rows_model.place_of(row.id) or 0 for row in rows)
        return self.rows_model.row_at(last + 1).id if last + 1 < self.rows_model.rowCount() else None

    def _on_minutes(self, row: SeatRow, text: str) -> None:
        text = text.strip().strip(NOTHING)
        if text and not text.isdecimal():
            self.refused.emit("Minutes are a whole number, such as 88. Nothing was changed.")
        else:
            self.minutes_typed.emit(row.id, int(text) if text else None)

    def _on_note(self, row: SeatRow, text: str) -> None:
        self.note_typed.emit(row.id, " ".join(text.split())[:LONGEST_NOTE])

    # dragging

    def dragged(self) -> QMimeData | None:
        """Whom a drag takes along: the selected people, unless they are marked, which keeps them here."""
        seats = [row.id for row in self.selected_rows() if row.mark is None]
        return carry(SEATS, seats) if seats else None

    def startDrag(self, _supported: Qt.DropAction) -> None:
        data = self.dragged()
        if data is not None:
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def set_begun(self, has_begun: bool) -> None:
        """Before a training the local time matters more than the marks, afterwards less."""
        self._has_begun = has_begun
        self.fit()

    def fit(self) -> None:
        """Where it is narrow, what matters least now gives way."""
        if self.arrangement.is_own:
            return
        room = self.viewport().width()
        widths = {number: column.width for number, column in enumerate(self.rows_model.columns)}
        if sum(widths.values()) > room:
            widths[NAME] = NARROW
        self.setColumnWidth(NAME, widths[NAME])
        hidden: set[int] = set()
        for number in self._gives_way():
            if sum(width for at, width in widths.items() if at not in hidden) > room:
                hidden.add(number)
        for number in widths:
            self.setColumnHidden(number, number in hidden)

    def _gives_way(self) -> tuple[int, ...]:
        """The first to go first; an empty column goes before a full one."""
        if not self._has_begun:
            return (CERTIFICATE, NOTE, MINUTES, POSITION, MARK)
        if any(row.certificate for row in self.rows_model.rows):
            return (POSITION, LOCAL, SEAT)
        return (POSITION, CERTIFICATE, LOCAL, SEAT)

    def set_rows(self, rows: Sequence[SeatRow]) -> None:
        super().set_rows(rows)
        self.fit()
