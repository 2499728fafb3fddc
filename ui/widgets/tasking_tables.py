"""Nominations, problems and taskings: which columns their grids have, and which rows each filter shows."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from coordinator.rules.vocabulary import NominationState
from coordinator.views.taskings import NominationRow, ProblemRow, TaskingRow
from ui.models.rows_model import Column
from ui.widgets.reason_bar import Reasons, reason_words
from ui.wording import NOTHING, day, tone, word

Tone = tuple[str, str]
RowT = TypeVar("RowT")


def rank_words(row: NominationRow) -> str:
    return str(row.rank) if row.rank is not None else NOTHING


def mark_words(row: NominationRow) -> str:
    """ "Late, over quota"; a dash when neither."""
    marks = [text for text, holds in (("Late", row.is_late), ("Over quota", row.is_over_quota)) if holds]
    return ", ".join(marks).capitalize() or NOTHING


def _mark_tone(row: NominationRow) -> Tone | None:
    return ("triangle-alert", "caution") if row.is_late or row.is_over_quota else None


def _rank(row: NominationRow) -> int | None:
    return row.rank


def _name(row: NominationRow) -> str:
    return row.name


def _office(row: NominationRow) -> str:
    return row.office


def _position(row: NominationRow) -> str:
    return word(row.position)


def _state(row: NominationRow) -> str:
    return word(row.state)


def _state_tone(row: NominationRow) -> Tone:
    return tone(row.state)


def _explanation(row: NominationRow) -> str:
    return row.explanation or "Not ranked yet"


def reasons_of(row: NominationRow) -> Reasons:
    return row.reasons


def _points(row: NominationRow) -> str:
    return reason_words(row.reasons) or NOTHING


def _score(row: NominationRow) -> float | None:
    return -row.score if row.score is not None else None


def _priority(row: NominationRow) -> str:
    return str(row.supervisor_priority) if row.supervisor_priority is not None else NOTHING


def _own_score(row: NominationRow) -> str:
    return f"{row.manual_score:g}" if row.manual_score is not None else NOTHING


def _own_score_key(row: NominationRow) -> float | None:
    return -row.manual_score if row.manual_score is not None else None


POINTS = 3
NOMINATION_COLUMNS: tuple[Column[NominationRow], ...] = (
    Column("Rank", rank_words, 54, sort=_rank),
    Column("Name", _name, 146, bold=True),
    Column("Office", _office, 62),
    Column("Points", _points, 122, sort=_score),
    Column("State", _state, 114, tone=_state_tone),
    Column("Marks", mark_words, 128, tone=_mark_tone),
    Column("Own score", _own_score, 92, sort=_own_score_key),
    Column("Choice", _priority, 70),
    Column("Position", _position, 118),
    Column("Why this rank", _explanation, 280),
)


def _kind(row: ProblemRow) -> str:
    return row.kind.replace("_", " ").capitalize()


def _kind_tone(row: ProblemRow) -> Tone:
    return ("triangle-alert", "caution") if row.blocking else ("info", "neutral")


def _problem_office(row: ProblemRow) -> str:
    return row.office


def _place(row: ProblemRow) -> str:
    return f"{row.file}, row {row.row}"


def _place_key(row: ProblemRow) -> tuple[str, str, int]:
    return row.file, row.sheet, row.row


def _message(row: ProblemRow) -> str:
    return row.message


def _cells(row: ProblemRow) -> str:
    return row.cells


def _settled(row: ProblemRow) -> str:
    """ "Settled 5/6/26: the office was asked"."""
    if row.settled_on is None:
        return "Open"
    return f"Settled {day(row.settled_on)}" + (f": {row.settled_how}" if row.settled_how else "")


def _settled_key(row: ProblemRow) -> object:
    return row.settled_on


def _settled_tone(row: ProblemRow) -> Tone:
    return ("circle-check", "good") if row.settled_on else ("circle-dashed", "neutral")


PROBLEM_COLUMNS: tuple[Column[ProblemRow], ...] = (
    Column("Office", _problem_office, 72, bold=True),
    Column("Where", _place, 150, sort=_place_key),
    Column("What", _kind, 128, tone=_kind_tone),
    Column("Sentence", _message, 330),
    Column("State", _settled, 150, sort=_settled_key, tone=_settled_tone),
    Column("Row as it came", _cells, 260),
)


def _number(row: TaskingRow) -> str:
    return row.number


def _tasking_state(row: TaskingRow) -> str:
    return word(row.state)


def _tasking_tone(row: TaskingRow) -> Tone:
    return tone(row.state)


TASKING_COLUMNS: tuple[Column[TaskingRow], ...] = (
    Column("Tasking", _number, 96, bold=True),
    Column("State", _tasking_state, 104, tone=_tasking_tone),
)


def _is_nomination(state: NominationState) -> Callable[[NominationRow], bool]:
    def holds(row: NominationRow) -> bool:
        return row.state is state

    return holds


def _every(row: object) -> bool:
    return True


def _late(row: NominationRow) -> bool:
    return row.is_late


def _over_quota(row: NominationRow) -> bool:
    return row.is_over_quota


NOMINATION_FILTERS: dict[str, tuple[str, Callable[[NominationRow], bool]]] = {
    "all": ("All", _every),
    "pending": ("Pending", _is_nomination(NominationState.PENDING)),
    "selected": ("Selected", _is_nomination(NominationState.SELECTED)),
    "alternate": ("Alternate", _is_nomination(NominationState.ALTERNATE)),
    "late": ("Late", _late),
    "over": ("Over quota", _over_quota),
}


def _is_open(row: ProblemRow) -> bool:
    return row.settled_on is None


def _is_settled(row: ProblemRow) -> bool:
    return row.settled_on is not None


PROBLEM_FILTERS: dict[str, tuple[str, Callable[[ProblemRow], bool]]] = {
    "open": ("Open", _is_open),
    "settled": ("Settled", _is_settled),
    "all": ("All", _every),
}


def counted(filters: dict[str, tuple[str, Callable[[RowT], bool]]], rows: Sequence[RowT]) -> list[tuple[str, str, int]]:
    """What `Chips.set_chips` takes: each filter with how many rows it shows."""
    return [(key, text, sum(map(holds, rows))) for key, (text, holds) in filters.items()]
