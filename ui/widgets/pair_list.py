"""Pairs of records as rows of a list, and what becomes of them when two records become one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator.services.duplicates import Pair
from coordinator.services.known_people import DOUBTFUL_FROM, Likeness
from ui.models.rows_model import Column


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in the list; `id` is its place among those found."""

    id: int
    pair: Pair

    @property
    def names(self) -> str:
        left, right = self.pair.left, self.pair.right
        return left if left == right else f"{left} / {right}"


def without(rows: Sequence[PairRow], other: int, keep: int, name: str) -> tuple[PairRow, ...]:
    """The pairs that are left when one record became another: those of the other are now the kept one's."""
    left: dict[tuple[int, int], PairRow] = {}
    for row in rows:
        ends = {keep if each == other else each: person for each, person in _ends(row.pair)}
        if len(ends) == 2:
            if keep in ends:
                ends[keep] = name
            (lower, first), (upper, second) = sorted(ends.items())
            pair = replace(row.pair, left_id=lower, right_id=upper, left=first, right=second)
            left.setdefault((lower, upper), replace(row, pair=pair) if pair != row.pair else row)
    return tuple(left.values())


def _ends(pair: Pair) -> tuple[tuple[int, str], tuple[int, str]]:
    return (pair.left_id, pair.left), (pair.right_id, pair.right)


def _names(row: PairRow) -> str:
    return row.names


def likeness_words(row: PairRow) -> str:
    unsure = "Doubtful" if row.pair.score >= DOUBTFUL_FROM else "Unlikely"
    word = "Same" if row.pair.likeness is Likeness.SAME else unsure
    return f"{word}, {min(int(row.pair.score * 100), 99)}%"


def likeness_tone(row: PairRow) -> tuple[str, str]:
    return ("circle-check", "good") if row.pair.likeness is Likeness.SAME else ("circle-help", "caution")


def _score(row: PairRow) -> float:
    return row.pair.score


def _why(row: PairRow) -> str:
    return ", ".join(row.pair.reasons)


def columns() -> tuple[Column[PairRow], ...]:
    return (
        Column("Two records", _names, 204, bold=True),
        Column("Likely", likeness_words, 130, sort=_score, tone=likeness_tone),
        Column("Why", _why, 100),
    )
