"""Everyone's gates on a day: read now, or as the records stood at an earlier moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from coordinator.model import Designee
from coordinator.rules.gates import GateResult, GateRule, Version, all_hold, evaluate, next_action
from coordinator.rules.vocabulary import GateKind
from coordinator.store.history import Snapshot
from coordinator.views.records import Line, facts_of, gate_rules, kept_people, records, required_versions

LOOKED_AT = {
    GateKind.SELECTED: "selected",
    GateKind.ACKNOWLEDGED: "acknowledged",
    GateKind.TRAINED: "attended",
    GateKind.COURSE_COMPLETED: "completed",
    GateKind.ACTIVE: "departed",
    GateKind.SUPERVISOR_APPROVED: "selected",
}
"""The kind of line that each kind of gate looks at, beside waivers."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands: every gate in order, and what comes next."""

    designee_id: int
    gates: tuple[GateResult, ...]

    @property
    def is_ready(self) -> bool:
        return all_hold(self.gates)

    @property
    def passed(self) -> int:
        return sum(gate.holds for gate in self.gates)

    @property
    def next_action(self) -> str:
        return next_action(self.gates)


def standings(
    session: Session,
    today: date,
    designee_ids: Iterable[int] | None = None,
    moment: datetime | None = None,
    product_id: int | None = None,
) -> dict[int, Standing]:
    """The standing of these people (or of everyone) on `today`, by the records as they stood at `moment`.

    For a license of `product_id`; without one every required document counts, and any selection.
    """
    results = gate_results(Snapshot(session, moment), today, designee_ids, product_id)
    return {person: Standing(person, gates) for person, gates in results.items()}


def gate_results(
    snapshot: Snapshot, today: date, designee_ids: Iterable[int] | None = None, product_id: int | None = None
) -> dict[int, tuple[GateResult, ...]]:
    """Every gate in order. People of whom the same is on record share one tuple: it is found out once.

    What is on record of somebody merged into another counts for the person kept, and both stand alike.
    """
    asked = None if designee_ids is None else set(designee_ids)
    people = snapshot.rows(Designee, id=asked)
    gates, versions, kept = gate_rules(snapshot), required_versions(snapshot, product_id), kept_people(snapshot)
    lines = records(snapshot, gates, kept, None if asked is None else {kept[each] for each in asked}, product_id)
    finder = _Finder(gates, versions, today)
    return {person: finder.results(tuple(lines.get(kept[person], ()))) for (person,) in people}


class _Finder:
    """Finds out once for all of whom the same is on record, and for each gate once for what it looks at."""

    def __init__(self, gates: Sequence[GateRule], versions: tuple[Version, ...], today: date) -> None:
        self._gates, self._versions, self._today = gates, versions, today
        self._whole: dict[tuple[Line, ...], tuple[GateResult, ...]] = {}
        self._parts: dict[tuple[int, tuple[Line, ...]], GateResult] = {}

    def results(self, lines: tuple[Line, ...]) -> tuple[GateResult, ...]:
        if lines not in self._whole:
            by_kind: dict[str, list[Line]] = defaultdict(list)
            for line in lines:
                by_kind[line[0]].append(line)
            self._whole[lines] = tuple(self._result(gate, by_kind) for gate in self._gates)
        return self._whole[lines]

    def _result(self, gate: GateRule, by_kind: dict[str, list[Line]]) -> GateResult:
        part = (gate.id, (*by_kind[LOOKED_AT[gate.kind]], *by_kind["waived"]))
        if part not in self._parts:
            [self._parts[part]] = evaluate([gate], self._versions, facts_of(part[1]), self._today)
        return self._parts[part]
