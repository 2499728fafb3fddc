"""What the tables of retention show: what is due, who is on hold, and the rules."""

from collections.abc import Sequence

from coordinator.rules.retention import Disposal
from coordinator.views.retention import STATE_WORDS, DisposalRow, HoldRow, RetentionRuleRow
from ui.models.rows_model import Column
from ui.wording import NOTHING, count, day, word

_TONES = {
    Disposal.DUE: ("archive", "accent"),
    Disposal.ON_HOLD: ("hand", "caution"),
    Disposal.NEEDED: ("link", "neutral"),
}


def _what(row: DisposalRow) -> str:
    return row.what


def _whom(row: DisposalRow) -> str:
    return row.whom


def _office(row: DisposalRow | HoldRow) -> str:
    return row.office or NOTHING


def _state(row: DisposalRow) -> str:
    return STATE_WORDS[row.state]


def _state_order(row: DisposalRow) -> int:
    return list(Disposal).index(row.state)


def _tone(row: DisposalRow) -> tuple[str, str]:
    return _TONES[row.state]


def _counts_from(row: DisposalRow) -> str:
    return day(row.counts_from)


def _counts_order(row: DisposalRow) -> object:
    return row.counts_from


def _due(row: DisposalRow) -> str:
    return day(row.due_since)


def _due_order(row: DisposalRow) -> object:
    return row.due_since


def _held_back(row: DisposalRow) -> str:
    return row.held_back or NOTHING


def _rule(row: DisposalRow) -> str:
    return f"{row.rule}, {count(row.years, 'year', 'years')}"


DISPOSALS: tuple[Column[DisposalRow], ...] = (
    Column("Record", _what, 216, bold=True),
    Column("Of whom", _whom, 150),
    Column("Standing", _state, 150, sort=_state_order, tone=_tone),
    Column("Due since", _due, 92, sort=_due_order),
    Column("Held back by", _held_back, 240),
    Column("Years count from", _counts_from, 124, sort=_counts_order),
    Column("Office", _office, 68),
    Column("Rule", _rule, 240),
)


def _name(row: HoldRow) -> str:
    return row.name


def _reason(row: HoldRow) -> str:
    return row.reason or NOTHING


HOLDS: tuple[Column[HoldRow], ...] = (
    Column("Name", _name, 156, bold=True),
    Column("Office", _office, 60),
    Column("Reason", _reason, 96),
)


def _rule_title(row: RetentionRuleRow) -> str:
    return row.title


def _rule_tone(row: RetentionRuleRow) -> tuple[str, str]:
    return ("circle-check", "text") if row.is_on else ("circle-slash", "neutral")


def _rule_years(row: RetentionRuleRow) -> str:
    return count(row.years, "year", "years") if row.is_on else "Off"


RULES: tuple[Column[RetentionRuleRow], ...] = (
    Column("Rule", _rule_title, 196, tone=_rule_tone),
    Column("Kept", _rule_years, 76, right=True),
)


def rule_words(row: RetentionRuleRow) -> str:
    """ "Trainings, by NARA GRS 2.6 item 010"."""
    return f"{word(row.covers)}, by {row.authority}. {'Switched on' if row.is_on else 'Switched off'}."


def chips_of(rows: Sequence[DisposalRow]) -> list[tuple[str, str, int]]:
    counted = [(state.value, STATE_WORDS[state], sum(row.state is state for row in rows)) for state in Disposal]
    return [*counted, ("all", "All", len(rows))]


def due_words(rows: Sequence[DisposalRow]) -> str:
    due = sum(row.state is Disposal.DUE for row in rows)
    held = len(rows) - due
    said = f"{count(due, 'record', 'records')} due for disposal" if due else "Nothing is due for disposal"
    return f"{said}; {count(held, 'other', 'others')} as old and held back" if held else said
