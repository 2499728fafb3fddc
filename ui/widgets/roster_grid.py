"""The grid of the Roster: its columns, cells that are edited in place, and contact columns that can be hidden."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent

from coordinator.rules.vocabulary import SeatState
from coordinator.views.roster import DesigneeRow
from ui.models.roster_filter import position, rank, status
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.wording import NOTHING

FIRST_CONTACT = 7
NARROWEST, WIDEST = 140, 260
LICENSE, LICENSE_IN_FULL = 122, 164
_ORDER = ("Ready", "Issued", "Suspended", "Reserved", "Waiting", "Not", "Returned", "Expired", "Revoked", "Departed")


def _name(row: DesigneeRow) -> str:
    return row.name


def _office(row: DesigneeRow) -> str:
    return row.office


def _rank_order(row: DesigneeRow) -> int | None:
    return row.rank


def _gates(row: DesigneeRow) -> str:
    return f"{row.passed} / {row.gates}"


def _dots(row: DesigneeRow) -> tuple[int, int]:
    return row.passed, row.gates


def _passed(row: DesigneeRow) -> int:
    return row.passed


def _seat(row: DesigneeRow) -> str:
    """ "Training 2"; of a wait list its place, the training is in the pane."""
    if row.seat_state is SeatState.WAIT_LISTED:
        return row.seat.partition(",")[0]
    return row.seat or NOTHING


def _license(row: DesigneeRow) -> str:
    return status(row)[0]


def _license_tone(row: DesigneeRow) -> tuple[str, str]:
    return status(row)[1]


def _license_order(row: DesigneeRow) -> tuple[int, str]:
    said = status(row)[0]
    first = said.split()[0]
    return _ORDER.index(first) if first in _ORDER else len(_ORDER), said


def _email(row: DesigneeRow) -> str:
    return row.email


def _phone(row: DesigneeRow) -> str:
    return row.phone


def _note(row: DesigneeRow) -> str:
    return row.note


def _office_name(row: DesigneeRow) -> str:
    return row.office_name


class RosterGrid(Grid[DesigneeRow]):
    """`edited` carries the person's id, the field and what was typed."""

    edited = Signal(int, str, str)

    def __init__(self, look: Look) -> None:
        super().__init__(self._columns(), look, "Roster")
        self.show_contacts(False)

    def _columns(self) -> tuple[Column[DesigneeRow], ...]:
        return (
            Column("Name", _name, NARROWEST, bold=True),
            Column("Office", _office, 60),
            Column("Position", position, 108),
            Column("Rank", rank, 78, sort=_rank_order),
            Column("Gates", _gates, 114, sort=_passed, dots=_dots),
            Column("Seat", _seat, 86),
            Column("License", _license, LICENSE, sort=_license_order, tone=_license_tone),
            Column("Field office", _office_name, 150),
            Column("E-mail", _email, 200, edit=partial(self._edit, "email")),
            Column("Phone", _phone, 150, edit=partial(self._edit, "phone")),
            Column("Note", _note, 200, edit=partial(self._edit, "note")),
        )

    def _edit(self, field: str, row: DesigneeRow, text: str) -> None:
        self.edited.emit(row.id, field, text)

    def show_contacts(self, is_shown: bool) -> None:
        """Hidden, they are neither on a shared screen nor in what is copied."""
        for column in range(FIRST_CONTACT, len(self.rows_model.columns)):
            self.setColumnHidden(column, not is_shown)

    def edit_cell(self) -> bool:
        """Begin to type in the current cell; False where it cannot be typed in."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(index.column()):
            self.edit(QModelIndex(index))
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide window the name takes what the other columns leave, once the license can be read in full."""
        super().resizeEvent(event)
        others = sum(column.width for column in self.rows_model.columns[1:FIRST_CONTACT]) - LICENSE + LICENSE_IN_FULL
        self.setColumnWidth(0, min(max(self.viewport().width() - others, NARROWEST), WIDEST))
