"""Everyone's gates on a day: read now, or as the records stood at an earlier moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from coordinator.model import Designee
from coordinator.rules.gates import GateResult, all_hold, evaluate, next_action
from coordinator.store.history import Snapshot
from coordinator.views.records import Line, facts_of, gate_rules, kept_people, records, required_versions


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
    known: dict[tuple[Line, ...], tuple[GateResult, ...]] = {}
    results = {}
    for (person,) in people:
        key = tuple(lines.get(kept[person], ()))
        if key not in known:
            known[key] = evaluate(gates, versions, facts_of(key), today)
        results[person] = known[key]
    return results
