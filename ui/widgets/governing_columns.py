"""Versions of governing documents in words: the columns of their grid, and its filters."""

from collections.abc import Callable

from coordinator.views.documents import VersionRow, VersionState
from coordinator.views.today import DOCUMENT_DAYS
from ui.models.rows_model import Column
from ui.wording import NOTHING, count, day, word

TONES = {
    VersionState.IN_FORCE: ("circle-check", "good"),
    VersionState.COMING: ("calendar-clock", "accent"),
    VersionState.REPLACED: ("history", "neutral"),
    VersionState.EXPIRED: ("triangle-alert", "bad"),
}


def _title(row: VersionRow) -> str:
    return row.title


def _label(row: VersionRow) -> str:
    return row.label


def _kind(row: VersionRow) -> str:
    return word(row.kind)


def state_words(row: VersionRow) -> str:
    """What in force has a date before it, says that: "Expires in 40 days", "Review due"."""
    if row.state is VersionState.COMING:
        return f"From {day(row.effective_on)}"
    if row.ends_in is not None and _is_soon(row.ends_in):
        return f"Expires in {count(row.ends_in, 'day', 'days')}"
    if row.review_in is not None and _is_soon(row.review_in):
        return f"Review in {count(row.review_in, 'day', 'days')}" if row.review_in > 0 else "Review due"
    return word(row.state)


def _is_soon(days: int | None) -> bool:
    return days is not None and days <= DOCUMENT_DAYS


def state_tone(row: VersionRow) -> tuple[str, str]:
    is_near = _is_soon(row.ends_in) or _is_soon(row.review_in)
    return ("hourglass", "caution") if is_near else TONES[row.state]


def _acknowledged(row: VersionRow) -> str:
    return f"{row.acknowledged:,} of {row.expected:,} selected"


def _missing(row: VersionRow) -> int:
    return -row.missing


def _effective(row: VersionRow) -> str:
    return day(row.effective_on)


def _expires(row: VersionRow) -> str:
    return day(row.expires_on)


def _expires_on(row: VersionRow) -> object:
    return row.expires_on


def _effective_on(row: VersionRow) -> object:
    return row.effective_on


def _hash(row: VersionRow) -> str:
    return row.sha256[:12] or NOTHING


COLUMNS: tuple[Column[VersionRow], ...] = (
    Column("Document", _title, 264, bold=True),
    Column("Version", _label, 116),
    Column("State", state_words, 144, tone=state_tone),
    Column("Acknowledged", _acknowledged, 132, sort=_missing),
    Column("In force", _effective, 84, sort=_effective_on),
    Column("Expires", _expires, 84, sort=_expires_on),
    Column("Kind", _kind, 120),
    Column("SHA-256", _hash, 112),
)


def _any(_row: VersionRow) -> bool:
    return True


def _in_force(row: VersionRow) -> bool:
    return row.state in (VersionState.IN_FORCE, VersionState.EXPIRED)


def _has_missing(row: VersionRow) -> bool:
    return _in_force(row) and row.missing > 0


def _is_due(row: VersionRow) -> bool:
    return row.state is VersionState.EXPIRED or _is_soon(row.ends_in) or _is_soon(row.review_in)


FILTERS: dict[str, tuple[str, Callable[[VersionRow], bool]]] = {
    "all": ("All versions", _any),
    "current": ("In force", _in_force),
    "missing": ("Acknowledgments missing", _has_missing),
    "due": ("Expires or review due", _is_due),
}
