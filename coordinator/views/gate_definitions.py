"""The gates as they are defined, on or off, with how many license holders would not meet each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import Course, Gate, License, Waiver
from coordinator.rules.gates import GateResult, GateRule, evaluate
from coordinator.rules.vocabulary import CourseKind, DocumentKind, GateKind, LicenseState
from coordinator.store.history import Snapshot
from coordinator.views.records import facts_of, kept_people, records, required_versions


@dataclass(frozen=True, slots=True)
class GateDefinitionRow:
    """A gate in its place. Of the `holders` of an issued license `unmet` do not meet it, whether it is on or not.

    `waivers` is how many there ever were: a gate that has any is switched off rather than removed.
    """

    id: int
    kind: GateKind
    title: str
    document_kind: DocumentKind | None
    course_id: int | None
    course: str
    is_on: bool
    waivers: int
    holders: int
    unmet: int


@dataclass(frozen=True, slots=True)
class CourseChoice:
    id: int
    kind: CourseKind
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class GateDefinitions:
    rows: tuple[GateDefinitionRow, ...]
    courses: tuple[CourseChoice, ...]


def gate_definitions(session: Session, today: date) -> GateDefinitions:
    """Every gate in its order, and the courses that one can be about."""
    gates = session.scalars(select(Gate).order_by(Gate.position, Gate.id)).all()
    courses = {row.id: row for row in session.scalars(select(Course).order_by(Course.code))}
    counted = select(Waiver.gate_id, func.count()).group_by(Waiver.gate_id)
    waivers = dict(iter(session.execute(counted)))
    holders, unmet = _unmet(Snapshot(session), [_rule(gate) for gate in gates], today)
    rows = tuple(
        GateDefinitionRow(
            gate.id, gate.kind, gate.title, gate.document_kind, gate.course_id,
            courses[gate.course_id].title if gate.course_id else "", gate.is_on, waivers.get(gate.id, 0), holders,
            unmet[gate.id],
        )
        for gate in gates
    )  # fmt: skip
    choices = tuple(CourseChoice(row.id, row.kind, row.code, row.title) for row in courses.values())
    return GateDefinitions(rows, choices)


def _rule(gate: Gate) -> GateRule:
    return GateRule(gate.id, gate.kind, gate.title, gate.document_kind, gate.course_id)


def _unmet(snapshot: Snapshot, rules: Sequence[GateRule], today: date) -> tuple[int, Counter[int]]:
    """How many hold an issued license, and how many of them do not meet each gate."""
    kept, versions = kept_people(snapshot), required_versions(snapshot)
    holders = {kept[row[1]] for row in snapshot.rows(License, "designee_id", state=(LicenseState.ISSUED,))}
    lines = records(snapshot, rules, kept, holders)
    unmet: Counter[int] = Counter()
    for key, people in Counter(tuple(lines.get(person, ())) for person in holders).items():
        for gate in _missed(evaluate(rules, versions, facts_of(key), today)):
            unmet[gate.gate_id] += people
    return len(holders), unmet


def _missed(results: Sequence[GateResult]) -> list[GateResult]:
    return [result for result in results if not result.holds]
