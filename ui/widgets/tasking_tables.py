"""The four faces of a tasking: which columns its grids have, and which rows each filter shows."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from coordinator.rules.deadlines import describe_lateness
from coordinator.rules.vocabulary import NominationState, ResponseState
from coordinator.views.taskings import BoardRow, NominationRow, ProblemRow, TaskingRow
from ui.models.rows_model import Column
from ui.wording import NOTHING, count, moment, tone, word

Tone = tuple[str, str]
RowT = TypeVar("RowT")


def answer_words(row: BoardRow) -> str:
    """ "3 of 5, on time"; "Declined"; "Awaited"."""
    if row.state is not ResponseState.RECEIVED:
        return word(row.state)
    return f"{row.nominated} of {row.quota}, {describe_lateness(row.late_by) if row.late_by else 'on time'}"


def _answer_tone(row: BoardRow) -> Tone:
    if row.late_by:
        return "clock", "bad"
    return tone(row.state)


def _over_words(row: BoardRow) -> str:
    return f"{row.over_quota} over" if row.over_quota else NOTHING


def _over_tone(row: BoardRow) -> Tone | None:
    return ("triangle-alert", "caution") if row.over_quota else None


def _problem_words(row: BoardRow) -> str:
    return count(row.problems, "row", "rows") if row.problems else NOTHING


def _problem_tone(row: BoardRow) -> Tone | None:
    return ("triangle-alert", "caution") if row.problems else None


def _received_words(row: BoardRow) -> str:
    """When it came on the office's own clock, and from whom."""
    if row.received_at is None:
        return NOTHING
    return " · ".join(filter(None, (moment(row.received_at, row.time_zone), row.received_from)))


def _office_of(row: BoardRow) -> str:
    return row.office_code


def _office_name(row: BoardRow) -> str:
    return row.office_name


def _quota(row: BoardRow) -> str:
    return str(row.quota)


def _quota_number(row: BoardRow) -> int:
    return row.quota


def _received_at(row: BoardRow) -> object:
    return row.received_at


BOARD_COLUMNS: tuple[Column[BoardRow], ...] = (
    Column("Office", _office_of, 72, bold=True),
    Column("Name", _office_name, 150),
    Column("Answer", answer_words, 164, tone=_answer_tone),
    Column("Over quota", _over_words, 100, tone=_over_tone),
    Column("Problems", _problem_words, 92, tone=_problem_tone),
    Column("Received", _received_words, 200, sort=_received_at),
)


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


NOMINATION_COLUMNS: tuple[Column[NominationRow], ...] = (
    Column("Rank", rank_words, 58, sort=_rank),
    Column("Name", _name, 146, bold=True),
    Column("Office", _office, 66),
    Column("State", _state, 110, tone=_state_tone),
    Column("Marks", mark_words, 118, tone=_mark_tone),
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


PROBLEM_COLUMNS: tuple[Column[ProblemRow], ...] = (
    Column("Office", _problem_office, 72, bold=True),
    Column("Where", _place, 150, sort=_place_key),
    Column("What", _kind, 128, tone=_kind_tone),
    Column("Sentence", _message, 330),
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


def _is_office(state: ResponseState) -> Callable[[BoardRow], bool]:
    def holds(row: BoardRow) -> bool:
        return row.state is state

    return holds


def _is_nomination(state: NominationState) -> Callable[[NominationRow], bool]:
    def holds(row: NominationRow) -> bool:
        return row.state is state

    return holds


def _every(row: object) -> bool:
    return True


def _office_late(row: BoardRow) -> bool:
    return row.late_by is not None


def _office_over(row: BoardRow) -> bool:
    return row.over_quota > 0


def _late(row: NominationRow) -> bool:
    return row.is_late


def _over_quota(row: NominationRow) -> bool:
    return row.is_over_quota


BOARD_FILTERS: dict[str, tuple[str, Callable[[BoardRow], bool]]] = {
    "all": ("All", _every),
    "awaited": ("Awaited", _is_office(ResponseState.AWAITED)),
    "received": ("Received", _is_office(ResponseState.RECEIVED)),
    "came late": ("Came late", _office_late),
    "over": ("Over quota", _office_over),
    "declined": ("Declined", _is_office(ResponseState.DECLINED)),
}
NOMINATION_FILTERS: dict[str, tuple[str, Callable[[NominationRow], bool]]] = {
    "all": ("All", _every),
    "pending": ("Pending", _is_nomination(NominationState.PENDING)),
    "selected": ("Selected", _is_nomination(NominationState.SELECTED)),
    "alternate": ("Alternate", _is_nomination(NominationState.ALTERNATE)),
    "late": ("Late", _late),
    "over": ("Over quota", _over_quota),
}


def counted(filters: dict[str, tuple[str, Callable[[RowT], bool]]], rows: Sequence[RowT]) -> list[tuple[str, str, int]]:
    """What `Chips.set_chips` takes: each filter with how many rows it shows."""
    return [(key, text, sum(map(holds, rows))) for key, (text, holds) in filters.items()]
