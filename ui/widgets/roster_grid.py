"""The grid of the Roster: its columns, what is typed in them, and contact columns that can be hidden."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent

from coordinator.rules.vocabulary import Position, SeatState
from coordinator.views.offices import OfficeRow
from coordinator.views.roster import DesigneeRow
from ui.models.roster_words import position, rank, status
from ui.models.rows_model import Column, Kind
from ui.style import Look
from ui.widgets.grid import Grid
from ui.wording import NOTHING, word

NARROWEST, WIDEST = 140, 260
LICENSE, LICENSE_IN_FULL = 122, 164
_ORDER = ("Ready", "Issued", "Suspended", "Reserved", "Waiting", "Not", "Returned", "Expired", "Revoked", "Departed")
# One person's own: never set for many at once.
_OF_ONE = ("name", "email")
_POSITIONS = tuple((word(each), word(each)) for each in Position if each is not Position.OTHER)


def _name(row: DesigneeRow) -> str:
    return row.name


def _office(row: DesigneeRow) -> str:
    return row.office


def _rank_order(row: DesigneeRow) -> int | None:
    return row.rank


def _score(row: DesigneeRow) -> str:
    return NOTHING if row.score is None else f"{row.score:g}"


def _score_order(row: DesigneeRow) -> float | None:
    return row.score


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


def _office_name(row: DesigneeRow) -> str:
    return row.office_name


def _email(row: DesigneeRow) -> str:
    return row.email


def _phone(row: DesigneeRow) -> str:
    return row.phone


def _mobile(row: DesigneeRow) -> str:
    return row.mobile


def _station(row: DesigneeRow) -> str:
    return row.duty_station


def _supervisor(row: DesigneeRow) -> str:
    return row.supervisor_name


def _supervisor_email(row: DesigneeRow) -> str:
    return row.supervisor_email


def _note(row: DesigneeRow) -> str:
    return row.note


def _tasking(row: DesigneeRow) -> str:
    return row.tasking or NOTHING


class RosterGrid(Grid[DesigneeRow]):
    """`contacts_shown` says whether any contact column is shown, also when the user chose it among the columns."""

    contacts_shown = Signal(bool)

    def __init__(self, look: Look) -> None:
        self._offices: tuple[tuple[str, str], ...] = ()
        super().__init__(self._columns(), look, "Roster")
        self.arrangement.changed.connect(self._tell_contacts)

    def _columns(self) -> tuple[Column[DesigneeRow], ...]:
        email, phone = Kind.EMAIL, Kind.PHONE
        return (
            Column("Name", _name, NARROWEST, bold=True, field="name"),
            Column("Office", _office, 60, field="office_id", kind=Kind.CHOICE, choices=self._office_choices),
            Column("Position", position, 108, field="position", kind=Kind.CHOICE, choices=_position_choices),
            Column("Rank", rank, 78, sort=_rank_order),
            Column("Score", _score, 72, sort=_score_order, right=True, hidden=True),
            Column("Gates", _gates, 114, sort=_passed, dots=_dots),
            Column("Seat", _seat, 86),
            Column("License", _license, LICENSE, sort=_license_order, tone=_license_tone),
            Column("Field office", _office_name, 150, private=True),
            Column("E-mail", _email, 200, field="email", kind=email, private=True),
            Column("Phone", _phone, 150, field="phone", kind=phone, private=True),
            Column("Mobile", _mobile, 150, field="mobile", kind=phone, private=True, hidden=True),
            Column("Duty station", _station, 150, field="duty_station", private=True, hidden=True),
            Column("Supervisor", _supervisor, 160, field="supervisor_name", private=True, hidden=True),
            Column(
                "Supervisor e-mail", _supervisor_email, 200, field="supervisor_email", kind=email, private=True,
                hidden=True,
            ),
            Column("Note", _note, 200, field="note", private=True),
            Column("Tasking", _tasking, 100, hidden=True),
        )  # fmt: skip

    # choices

    def set_offices(self, rows: Sequence[OfficeRow], today: date) -> None:
        """Where somebody can be put: the offices that are not closed."""
        is_open = (row for row in rows if row.valid_until is None or row.valid_until >= today)
        self._offices = tuple((row.code, f"{row.code} · {row.name}") for row in is_open)

    def _office_choices(self) -> tuple[tuple[str, str], ...]:
        return self._offices

    def bulk_columns(self) -> tuple[Column[DesigneeRow], ...]:
        """What can be set to one text for many people."""
        return tuple(each for each in self.rows_model.columns if each.field and each.field not in _OF_ONE)

    # contact columns

    def show_contacts(self, is_shown: bool) -> None:
        """Hidden, they are neither on a shared screen nor in what is copied."""
        self.arrangement.show_private(is_shown)

    def _tell_contacts(self) -> None:
        self.contacts_shown.emit(self.arrangement.shows_private)

    def edit_cell(self) -> bool:
        """Begin to type in the current cell; False where it cannot be typed in."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(index.column()):
            self.edit(QModelIndex(index))
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide window the name takes what the other columns leave, once the license can be read in full.

        Not where the user has arranged the columns: then they stay as they are.
        """
        super().resizeEvent(event)
        if self.arrangement.is_own:
            return
        usual = [column.width for column in self.rows_model.columns[1:] if not (column.hidden or column.private)]
        left = self.viewport().width() - sum(usual) + LICENSE - LICENSE_IN_FULL
        self.setColumnWidth(0, min(max(left, NARROWEST), WIDEST))


def _position_choices() -> tuple[tuple[str, str], ...]:
    return _POSITIONS
