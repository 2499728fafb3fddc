"""The seats of a training, which are also its register: one key a person."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.views.people import position_words
from coordinator.views.trainings import MARKABLE, SeatRow
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.widgets.training_list import short_moment
from ui.wording import NOTHING, tone, word

NAME, OFFICE, POSITION, LOCAL, SEAT, MARK, MINUTES, CERTIFICATE = range(8)
NARROW = 150
Answer = Callable[[SeatRow], bool]


def _is_unmarked(row: SeatRow) -> bool:
    return row.mark is None and row.state in MARKABLE


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
    ("unmarked", "Unmarked", _is_unmarked),
)


def chips_of(rows: Sequence[SeatRow], doubtful: int) -> list[tuple[str, str, int]]:
    """The filters with their counts; the wait list and the doubtful only while there are any."""
    chips = [(key, text, sum(map(answer, rows))) for key, text, answer in FILTERS]
    chips.append(("doubtful", "Doubtful", doubtful))
    return [chip for chip in chips if chip[2] or chip[0] not in ("waiting", "doubtful")]


def filter_of(key: str) -> Answer | None:
    return next((answer for name, _, answer in FILTERS if name == key and name != "all"), None)


def _name(row: SeatRow) -> str:
    return row.name


def _office(row: SeatRow) -> str:
    return row.office


def _position(row: SeatRow) -> str:
    return position_words(row.position)


def _local(row: SeatRow) -> str:
    return short_moment(row.local_start).split(", ", 1)[1]


def _local_key(row: SeatRow) -> str:
    return row.local_start.strftime("%Y%m%d%H%M")


def _seat(row: SeatRow) -> str:
    if row.state is SeatState.WAIT_LISTED:
        return f"Wait list {row.queue_place}"
    return "Walk-in" if row.is_walk_in else word(row.state)


def _seat_tone(row: SeatRow) -> tuple[str, str]:
    return ("user-plus", "neutral") if row.is_walk_in else tone(row.state)


def _seat_key(row: SeatRow) -> tuple[int, str]:
    return row.queue_place or 0, row.name.casefold()


def _mark(row: SeatRow) -> str:
    if row.mark:
        return word(row.mark)
    return "Unmarked" if _is_unmarked(row) else NOTHING


def _mark_tone(row: SeatRow) -> tuple[str, str] | None:
    if row.mark:
        return tone(row.mark)
    return ("circle-dashed", "neutral") if _is_unmarked(row) else None


def _minutes(row: SeatRow) -> str:
    return NOTHING if row.minutes is None else str(row.minutes)


def _minutes_key(row: SeatRow) -> int | None:
    return row.minutes


def _certificate(row: SeatRow) -> str:
    return row.certificate or NOTHING


class Register(Grid[SeatRow]):
    """P present, L late or partial, A absent, E excused, Backspace clears, F2 types minutes.

    The page does the marking; the register says what was asked and moves the keyboard on.
    """

    marked = Signal(object, object)  # the rows, and the mark or None
    minutes_typed = Signal(int, object)  # the seat, and the minutes or None
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
        columns = (
            Column(title="Name", value=_name, width=184, bold=True),
            Column(title="Office", value=_office, width=64),
            Column(title="Position", value=_position, width=124),
            Column(title="Local time", value=_local, width=160, sort=_local_key),
            Column(title="Seat", value=_seat, width=116, sort=_seat_key, tone=_seat_tone),
            Column(title="Mark", value=_mark, width=108, tone=_mark_tone),
            Column(title="Minutes", value=_minutes, width=80, sort=_minutes_key, right=True, edit=self._on_minutes),
            Column(title="Certificate", value=_certificate, width=150),
        )
        self._is_narrow = False
        super().__init__(columns, look, "Register")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        editing = self.state() is Grid.State.EditingState
        if plain and not editing and event.key() in self.KEYS:
            self.mark_selected(self.KEYS[event.key()])
        elif plain and not editing and event.key() == Qt.Key.Key_F2:
            self.type_minutes()
        else:
            super().keyPressEvent(event)

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
        if self.currentIndex().isValid():
            self.edit(self.rows_model.index(self.currentIndex().row(), MINUTES))

    def _below(self, rows: Sequence[SeatRow]) -> int | None:
        last = max(self.rows_model.place_of(row.id) or 0 for row in rows)
        return self.rows_model.row_at(last + 1).id if last + 1 < self.rows_model.rowCount() else None

    def _on_minutes(self, row: SeatRow, text: str) -> None:
        text = text.strip().strip(NOTHING)
        if text and not text.isdecimal():
            self.refused.emit("Minutes are a whole number, such as 88. Nothing was changed.")
        else:
            self.minutes_typed.emit(row.id, int(text) if text else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Where it is narrow the position gives way, then the seat; or the certificate while there are none."""
        if self.arrangement.is_own:
            return
        room = self.viewport().width()
        full = sum(column.width for column in self.rows_model.columns)
        without = full - self.rows_model.columns[POSITION].width
        if (room < without) is not self._is_narrow:
            self._is_narrow = room < without
            self.setColumnWidth(NAME, NARROW if self._is_narrow else self.rows_model.columns[NAME].width)
        self.setColumnHidden(POSITION, room < full)
        has_certificates = any(row.certificate for row in self.rows_model.rows)
        self.setColumnHidden(SEAT, room < without and has_certificates)
        self.setColumnHidden(CERTIFICATE, room < without and not has_certificates)

    def set_rows(self, rows: Sequence[SeatRow]) -> None:
        super().set_rows(rows)
        self.fit()
