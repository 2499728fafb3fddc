"""What the tables of courses and completions show, and a course in words."""

from coordinator.views.courses import CompletionRow, CompletionState, CourseRow
from ui.models.rows_model import Column
from ui.wording import NOTHING, count, day, tone, word

STATES = {state.value: state for state in CompletionState}


def _title(row: CourseRow) -> str:
    return row.title


def _kind(row: CourseRow) -> str:
    return word(row.kind)


def _counts(row: CourseRow) -> str:
    return f"{row.counts:,}"


def _expiring(row: CourseRow) -> str:
    return f"{row.expiring:,}" if row.expiring else NOTHING


def _expiring_tone(row: CourseRow) -> tuple[str, str] | None:
    return ("hourglass", "caution") if row.expiring else None


COURSES: tuple[Column[CourseRow], ...] = (
    Column("Course", _title, 158, bold=True),
    Column("Completed", _counts, 96, right=True),
    Column("Expiring", _expiring, 84, tone=_expiring_tone),
    Column("Kind", _kind, 96),
)


def _name(row: CompletionRow) -> str:
    return row.name


def _office(row: CompletionRow) -> str:
    return row.office


def _on(row: CompletionRow) -> str:
    return day(row.completed_on)


def _on_day(row: CompletionRow) -> object:
    return row.completed_on


def _until(row: CompletionRow) -> str:
    return day(row.valid_until) if row.valid_until else "Does not lapse"


def _until_day(row: CompletionRow) -> object:
    return row.valid_until.isoformat() if row.valid_until else "~"


def _state(row: CompletionRow) -> str:
    return word(row.state)


def _tone(row: CompletionRow) -> tuple[str, str]:
    return tone(row.state)


def _source(row: CompletionRow) -> str:
    return row.source[:1].upper() + row.source[1:]


COMPLETIONS: tuple[Column[CompletionRow], ...] = (
    Column("Name", _name, 160, bold=True),
    Column("Office", _office, 68),
    Column("State", _state, 112, tone=_tone),
    Column("Completed on", _on, 104, sort=_on_day),
    Column("Counts until", _until, 112, sort=_until_day),
    Column("How it is known", _source, 220),
)


def facts_of(row: CourseRow) -> str:
    """How long it counts and which gates ask for it, in words."""
    lapses = f"counts for {count(row.valid_days, 'day', 'days')}" if row.valid_days else "does not lapse"
    asked = f" Asked for by: {', '.join(row.gates)}." if row.gates else ""
    return f"{word(row.kind)}. A completion {lapses}.{asked}"


def is_in(state: CompletionState, row: CompletionRow) -> bool:
    return row.state is state
