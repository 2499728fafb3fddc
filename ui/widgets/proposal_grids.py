"""The two lists of a proposed seating: who would get which seat, to be picked and pinned, and who would get none."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from coordinator.rules.proposed_seats import ProposedSeat, Unplaced
from coordinator.rules.slots import Fit
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.widgets.training_list import short_moment
from ui.wording import NOTHING

Tone = tuple[str, str]
_FITS: dict[Fit, tuple[str, Tone | None]] = {
    Fit.INSIDE: ("", None),
    Fit.PARTLY: (", partly", ("clock", "caution")),
    Fit.OUTSIDE: (", outside", ("moon", "bad")),
}


@dataclass(frozen=True, slots=True)
class PickRow:
    """A proposed seat, and whether it is to be accepted."""

    seat: ProposedSeat
    is_picked: bool

    @property
    def id(self) -> int:
        return self.seat.id


def _picked(row: PickRow) -> str:
    return "Yes" if row.is_picked else "No"


def _picked_tone(row: PickRow) -> Tone:
    return ("square-check", "accent") if row.is_picked else ("square", "neutral")


def _name(row: PickRow) -> str:
    return row.seat.name


def _office(row: PickRow) -> str:
    return row.seat.office


def _rank(row: PickRow) -> str:
    return str(row.seat.rank or NOTHING)


def _rank_number(row: PickRow) -> int | None:
    return row.seat.rank


def _from_to(row: PickRow) -> str:
    start = f"{row.seat.from_words} → " if row.seat.from_words else ""
    return f"{start}{row.seat.training}{', pinned' if row.seat.is_pinned else ''}"


def _from_to_tone(row: PickRow) -> Tone | None:
    if row.seat.is_pinned:
        return "pin", "accent"
    return ("move", "caution") if row.seat.is_move else None


def _local(row: PickRow) -> str:
    """The start on the person's clock, and whether that is not within the duty hours."""
    return short_moment(row.seat.starts_at.astimezone(ZoneInfo(row.seat.zone))) + _FITS[row.seat.fit][0]


def _local_number(row: PickRow) -> tuple[float, str]:
    return row.seat.starts_at.timestamp(), row.seat.zone


def _local_tone(row: PickRow) -> Tone | None:
    return _FITS[row.seat.fit][1]


def _why(row: PickRow) -> str:
    return row.seat.why


COLUMNS: tuple[Column[PickRow], ...] = (
    Column("Accept", _picked, 80, tone=_picked_tone),
    Column("Name", _name, 156, bold=True),
    Column("Office", _office, 66),
    Column("Rank", _rank, 58, sort=_rank_number),
    Column("Seat", _from_to, 166, tone=_from_to_tone),
    Column("On their clock", _local, 200, sort=_local_number, tone=_local_tone),
    Column("Why", _why, 420),
)


class ProposalGrid(Grid[PickRow]):
    """Space or a click on the box picks; P pins to the training, B bars from it. All of them tell the selected ids."""

    toggled = Signal(object)
    pin_wanted = Signal(object)
    bar_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(COLUMNS, look, "Proposed seats")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verbs = {Qt.Key.Key_Space: self.toggled, Qt.Key.Key_P: self.pin_wanted, Qt.Key.Key_B: self.bar_wanted}
        verb = verbs.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if verb is None:
            super().keyPressEvent(event)
        elif ids := self.acted_on():
            verb.emit(ids)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() is Qt.MouseButton.LeftButton
        if plain and index.isValid() and index.column() == 0:
            self.toggled.emit([self.rows_model.row_at(index.row()).id])

    def acted_on(self) -> list[int]:
        """The selected ones, else the one the keyboard is on."""
        current = self.current_row()
        return [row.id for row in self.selected_rows()] or ([current.id] if current else [])


def _unplaced_name(row: Unplaced) -> str:
    return row.name


def _unplaced_office(row: Unplaced) -> str:
    return row.office


def _unplaced_rank(row: Unplaced) -> str:
    return str(row.rank or NOTHING)


def _unplaced_rank_number(row: Unplaced) -> int | None:
    return row.rank


def _unplaced_now(row: Unplaced) -> str:
    return row.from_words or NOTHING


def _unplaced_pin(row: Unplaced) -> Tone | None:
    return ("pin", "accent") if row.is_pinned else None


def _unplaced_why(row: Unplaced) -> str:
    return row.why


UNPLACED_COLUMNS: tuple[Column[Unplaced], ...] = (
    Column("Name", _unplaced_name, 170, bold=True),
    Column("Office", _unplaced_office, 66),
    Column("Rank", _unplaced_rank, 58, sort=_unplaced_rank_number),
    Column("Now", _unplaced_now, 170, tone=_unplaced_pin),
    Column("Why there is no seat", _unplaced_why, 520),
)
