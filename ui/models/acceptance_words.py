"""How it stands with an acknowledgment, in words and signs."""

from collections.abc import Callable

from coordinator.views.acknowledgment_grid import AcceptanceCell, AcceptanceRow, CellState
from ui.wording import NOTHING, day

Sign = tuple[str, str]
_SIGNS: dict[CellState, Sign | None] = {
    CellState.STALE: ("triangle-alert", "bad"),
    CellState.MISSING: ("circle-dashed", "caution"),
    CellState.IN_GRACE: ("hourglass", "caution"),
    CellState.ACCEPTED: ("circle-check", "good"),
    CellState.NOT_ASKED: None,
}
ORDER = tuple(CellState)


def cell_words(cell: AcceptanceCell) -> str:
    """Short, for a cell of the grid."""
    match cell.state:
        case CellState.ACCEPTED:
            return day(cell.on)
        case CellState.IN_GRACE:
            return f"Until {day(cell.until)}"
        case CellState.STALE:
            return f"Stale since {day(cell.until)}"
        case CellState.MISSING:
            return "Missing"
        case CellState.NOT_ASKED:
            return NOTHING


def cell_sign(cell: AcceptanceCell) -> Sign | None:
    """What is proved by a kept file has a clip."""
    return ("paperclip", "good") if cell.has_evidence else _SIGNS[cell.state]


def cell_sentence(cell: AcceptanceCell) -> str:
    """In full, for the pane."""
    match cell.state:
        case CellState.ACCEPTED:
            return f"Acknowledged {day(cell.on)}"
        case CellState.IN_GRACE:
            return f"An earlier version was acknowledged {day(cell.on)}; it holds until {day(cell.until)}"
        case CellState.STALE:
            return f"An earlier version was acknowledged {day(cell.on)}; stale since {day(cell.until)}"
        case CellState.MISSING:
            return "Not acknowledged"
        case CellState.NOT_ASKED:
            return "Not asked: it is for another product"


def _any(_row: AcceptanceRow) -> bool:
    return True


def _lacks(row: AcceptanceRow) -> bool:
    return row.lacking > 0


def _lacks_with_license(row: AcceptanceRow) -> bool:
    return bool(row.license) and row.lacking > 0


def _is_stale(row: AcceptanceRow) -> bool:
    return any(cell.state is CellState.STALE for cell in row.cells)


def _has_all(row: AcceptanceRow) -> bool:
    return row.lacking == 0


FILTERS: dict[str, tuple[str, Callable[[AcceptanceRow], bool]]] = {
    "all": ("All", _any),
    "missing": ("Something missing", _lacks),
    "licensed": ("Missing with a license", _lacks_with_license),
    "stale": ("Stale", _is_stale),
    "complete": ("Complete", _has_all),
}
