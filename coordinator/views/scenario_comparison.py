"""Scenarios side by side: who gains and who loses against the first, and how many each office would have selected."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.rules.scenario import ScenarioFacts
from coordinator.rules.vocabulary import NominationState
from coordinator.views.scenarios import OutcomeRow, ScenarioResult, evaluate_scenarios


class Change(StrEnum):
    """What a scenario does to someone, against the first one."""

    SAME = "same"
    GAINS = "gains"
    LOSES = "loses"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One candidate in every scenario, in their order; the first change is always SAME."""

    id: int
    designee_id: int
    name: str
    office: str
    outcomes: tuple[OutcomeRow, ...]
    changes: tuple[Change, ...]

    @property
    def differs(self) -> bool:
        return any(change is not Change.SAME for change in self.changes)


@dataclass(frozen=True, slots=True)
class ComparedOffice:
    """How many of an office would be selected in every scenario, in their order."""

    office_id: int
    office: str
    selected: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios side by side; people in the rank order of the first. `gains` and `losses` count people by scenario."""

    results: tuple[ScenarioResult, ...]
    rows: tuple[ComparedRow, ...]
    offices: tuple[ComparedOffice, ...]
    gains: tuple[int, ...]
    losses: tuple[int, ...]


def compare_scenarios(
    session: Session, tasking_id: int, chosen: Sequence[ScenarioFacts | int], today: date
) -> Comparison:
    """These scenarios side by side, against the first of them. Raises RuleBroken when one is no longer there."""
    if not chosen:
        raise RuleBroken("Choose at least one scenario to look at.")
    results = evaluate_scenarios(session, tasking_id, chosen, today)
    rows = _compared_rows(results)
    return Comparison(
        results=results,
        rows=rows,
        offices=_compared_offices(results),
        gains=_counted(rows, Change.GAINS, len(results)),
        losses=_counted(rows, Change.LOSES, len(results)),
    )


def _compared_rows(results: Sequence[ScenarioResult]) -> tuple[ComparedRow, ...]:
    found = [{row.id: row for row in result.rows} for result in results]
    return tuple(
        ComparedRow(
            id=first.id,
            designee_id=first.designee_id,
            name=first.name,
            office=first.office,
            outcomes=tuple(rows[first.id] for rows in found),
            changes=tuple(_change(first, rows[first.id]) for rows in found),
        )
        for first in results[0].rows
    )


def _change(first: OutcomeRow, other: OutcomeRow) -> Change:
    was, is_now = (row.state is NominationState.SELECTED for row in (first, other))
    if was == is_now:
        return Change.SAME
    return Change.GAINS if is_now else Change.LOSES


def _compared_offices(results: Sequence[ScenarioResult]) -> tuple[ComparedOffice, ...]:
    """Every office that has a quota or people in one of them, by code."""
    codes = {office.office: office.office_id for result in results for office in result.offices}
    selected = [{office.office_id: office.selected for office in result.offices} for result in results]
    return tuple(
        ComparedOffice(office_id, code, tuple(counts.get(office_id, 0) for counts in selected))
        for code, office_id in sorted(codes.items())
    )


def _counted(rows: Iterable[ComparedRow], change: Change, scenario_count: int) -> tuple[int, ...]:
    counted = Counter(at for row in rows for at, each in enumerate(row.changes) if each is change)
    return tuple(counted[at] for at in range(scenario_count))
