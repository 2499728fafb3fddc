"""The right side of a what-if: everyone in rank order with what moved, and scenarios side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from coordinator.rules.ranking import Reason
from coordinator.rules.vocabulary import NominationState
from coordinator.views.scenario_comparison import Change, ComparedRow
from coordinator.views.scenarios import OutcomeRow
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.wording import NOTHING, tone, word

Tone = tuple[str, str]
_CHANGES: dict[Change, Tone] = {Change.GAINS: ("arrow-up", "good"), Change.LOSES: ("arrow-down", "bad")}
_CHANGE_WORDS = {Change.GAINS: "gains", Change.LOSES: "loses"}


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A candidate with the rank as it is and as it would be."""

    id: int
    now: OutcomeRow
    before: OutcomeRow

    @property
    def up(self) -> int:
        """How many places up; below zero for down."""
        return self.before.rank - self.now.rank


def _rank(row: MovedRow) -> str:
    return str(row.now.rank)


def _rank_number(row: MovedRow) -> int:
    return row.now.rank


def _moved(row: MovedRow) -> str:
    return f"{abs(row.up)} {'up' if row.up > 0 else 'down'}" if row.up else NOTHING


def _moved_number(row: MovedRow) -> int:
    return -row.up


def _moved_tone(row: MovedRow) -> Tone | None:
    if not row.up:
        return None
    return ("arrow-up", "good") if row.up > 0 else ("arrow-down", "bad")


def _name(row: MovedRow) -> str:
    return row.now.name


def _office(row: MovedRow) -> str:
    return row.now.office


def _score(row: MovedRow) -> str:
    return f"{row.now.score:g}"


def _score_number(row: MovedRow) -> float:
    return -row.now.score


def reasons_of(row: MovedRow) -> tuple[Reason, ...]:
    return row.now.reasons


def outcome_words(row: OutcomeRow) -> str:
    """ "Selected", "2nd alternate" as "Alternate 2"."""
    if row.alternate_place is not None:
        return f"Alternate {row.alternate_place}"
    return word(row.state)


def _outcome(row: MovedRow) -> str:
    return outcome_words(row.now)


def _outcome_tone(row: MovedRow) -> Tone:
    return tone(row.now.state)


def _why(row: MovedRow) -> str:
    return row.now.explanation.partition(": ")[2]


def _reason(row: MovedRow) -> str:
    return row.now.why


MOVED_COLUMNS: tuple[Column[MovedRow], ...] = (
    Column("Rank", _rank, 60, sort=_rank_number),
    Column("Moved", _moved, 92, sort=_moved_number, tone=_moved_tone),
    Column("Name", _name, 168, bold=True),
    Column("Office", _office, 66),
    Column("Points", _score, 70, sort=_score_number, right=True),
    Column("Outcome", _outcome, 128, tone=_outcome_tone),
    Column("Why this rank", _why, 300),
    Column("Why this outcome", _reason, 260),
)


def _compared_name(row: ComparedRow) -> str:
    return row.name


def _compared_office(row: ComparedRow) -> str:
    return row.office


def _in_scenario(place: int, row: ComparedRow) -> str:
    """ "3 · Selected, gains"."""
    outcome = row.outcomes[place]
    change = _CHANGE_WORDS.get(row.changes[place])
    return ", ".join(filter(None, (f"{outcome.rank} · {outcome_words(outcome)}", change)))


def _scenario_rank(place: int, row: ComparedRow) -> int:
    return row.outcomes[place].rank


def _scenario_tone(place: int, row: ComparedRow) -> Tone:
    return _CHANGES.get(row.changes[place]) or tone(row.outcomes[place].state)


def compare_grid(names: Sequence[str], look: Look) -> Grid[ComparedRow]:
    """A column for each scenario, in their order."""
    columns = [Column("Name", _compared_name, 168, bold=True), Column("Office", _compared_office, 66)]
    for place, name in enumerate(names):
        columns.append(
            Column(
                name, partial(_in_scenario, place), 190, sort=partial(_scenario_rank, place),
                tone=partial(_scenario_tone, place),
            )
        )  # fmt: skip
    return Grid(columns, look, "Scenarios side by side")


def moved_rows(now: Sequence[OutcomeRow], before: Sequence[OutcomeRow]) -> list[MovedRow]:
    earlier = {row.id: row for row in before}
    return [MovedRow(row.id, row, earlier[row.id]) for row in now]


OUTCOMES: dict[str, tuple[str, Callable[[MovedRow], bool]]] = {
    "all": ("All", lambda row: True),
    "moved": ("Moved", lambda row: bool(row.up)),
    "gains": ("Gain", lambda row: _is_selected(row.now) and not _is_selected(row.before)),
    "loses": ("Lose", lambda row: _is_selected(row.before) and not _is_selected(row.now)),
}


def _is_selected(row: OutcomeRow) -> bool:
    return row.state is NominationState.SELECTED
