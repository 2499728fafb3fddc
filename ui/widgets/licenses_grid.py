"""The grid of the Licenses page, and its chips."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent

from coordinator.rules.vocabulary import LicenseState
from coordinator.views.licenses import LicenseRow
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.wording import NOTHING, day, tone, word

AGREEMENT = 6
NARROWEST, WIDEST = 150, 240
CHIPS = ("all", "reserved", "issued", "suspended", "ending", "returned", "revoked", "expired")
_WORDS = {"all": "All", "ending": "Ending soon"}


def in_chip(key: str, today: date, row: LicenseRow) -> bool:
    if key in ("", "all"):
        return True
    return row.is_ending(today) if key == "ending" else row.state.value == key


def chips_of(rows: Sequence[LicenseRow], today: date) -> list[tuple[str, str, int]]:
    """Every chip with its count."""
    return [
        (key, _WORDS.get(key) or word(LicenseState(key)), sum(in_chip(key, today, row) for row in rows))
        for key in CHIPS
    ]


def _number(row: LicenseRow) -> str:
    return row.number


def _name(row: LicenseRow) -> str:
    return row.name


def _office(row: LicenseRow) -> str:
    return row.office


def _state(row: LicenseRow) -> str:
    return word(row.state)


def _state_tone(row: LicenseRow) -> tuple[str, str]:
    return tone(row.state)


def _state_order(row: LicenseRow) -> int:
    return list(LicenseState).index(row.state)


def _issued(row: LicenseRow) -> str:
    return day(row.issued_on)


def _issued_order(row: LicenseRow) -> date | None:
    return row.issued_on


def _since(row: LicenseRow) -> str:
    return day(row.since)


def _since_order(row: LicenseRow) -> date | None:
    return row.since


def _tasking(row: LicenseRow) -> str:
    return row.tasking or NOTHING


def _product(row: LicenseRow) -> str:
    return row.product


def _follows(row: LicenseRow) -> str:
    return row.follows or NOTHING


def _until(row: LicenseRow) -> str:
    return day(row.ended_on or row.valid_until)


def _until_order(row: LicenseRow) -> date | None:
    return row.ended_on or row.valid_until


def _agreement(row: LicenseRow) -> str:
    return row.contract_number


def _ending_tone(today: Callable[[], date], row: LicenseRow) -> tuple[str, str] | None:
    return ("hourglass", "caution") if row.is_ending(today()) else None


class LicensesGrid(Grid[LicenseRow]):
    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        columns = (
            Column("Name", _name, NARROWEST, bold=True),
            Column("Office", _office, 60),
            Column("Number", _number, 161),
            Column("State", _state, 112, sort=_state_order, tone=_state_tone),
            Column("Issued", _issued, 92, sort=_issued_order),
            Column("Until", _until, 100, sort=_until_order, tone=partial(_ending_tone, today)),
            Column("Agreement", _agreement, 168),
            Column("Last moved", _since, 100, sort=_since_order, hidden=True),
            Column("Tasking", _tasking, 92, hidden=True),
            Column("Product", _product, 200, hidden=True),
            Column("Follows", _follows, 150, hidden=True),
        )
        super().__init__(columns, look, "Licenses")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name takes what is left; where there is no room for it, the agreement is in the pane alone."""
        super().resizeEvent(event)
        if self.arrangement.is_own:
            return
        widths = [column.width for column in self.rows_model.columns if not column.hidden]
        left = self.viewport().width() - sum(widths) + NARROWEST
        self.setColumnHidden(AGREEMENT, left < NARROWEST)
        if left < NARROWEST:
            left += widths[AGREEMENT]
        self.setColumnWidth(0, min(max(left, NARROWEST), WIDEST))
