"""The readiness board: a row for each person, a column for each gate that is on."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from coordinator.model import Designee, License, Nomination, Office, Product, Tasking
from coordinator.rules.gates import GateResult, GateRule, next_action
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import DocumentKind, GateKind, GateState, LicenseState, NominationState
from coordinator.store.collector import collection_held_back
from coordinator.store.history import Snapshot
from coordinator.views.gates import gate_results
from coordinator.views.people import NAME, list_name
from coordinator.views.records import Kept, gate_rules, kept_people
from coordinator.views.roster import frozen_row
from coordinator.views.settings import unit_settings

_SAID_BY_THE_MARK = ("acknowledged", "attended", "completed", "employee")
_WORDS = {
    GateKind.SELECTED: "selected",
    GateKind.TRAINED: "training",
    GateKind.COURSE_COMPLETED: "course",
    GateKind.ACTIVE: "active",
    GateKind.SUPERVISOR_APPROVED: "supervisor",
}
_DOCUMENTS = {DocumentKind.RULES_OF_BEHAVIOR: "rules"}


class Scope(StrEnum):
    """Of whom the board is: those selected or holding a license, all nominated, everyone on the roster."""

    CONCERNED = "concerned"
    NOMINATED = "nominated"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class GateColumn:
    """A gate that is on. `short` heads its column; `word` names it in a search: "pta"."""

    id: int
    kind: GateKind
    title: str
    short: str
    word: str
    document_kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row shows of its gates, found out once for everyone who stands alike.

    `ends_on` is the first day after which one that holds does not hold any more; `missing` are ids of gates.
    """

    gates: tuple[GateResult, ...]
    missing: frozenset[int]
    next_action: str
    is_stale: bool
    is_in_grace: bool
    is_waived: bool
    is_expiring: bool
    ends_on: date | None

    @property
    def is_met(self) -> bool:
        return not self.missing


@frozen_row
class ReadinessRow:
    """One person. `license` is the active one; `is_concerned`: selected, or holding a license."""

    id: int
    name: str
    office: str
    office_name: str
    tasking: str
    license: LicenseState | None
    license_number: str
    is_concerned: bool
    standing: Standing
    tasking_id: int | None = None

    @property
    def gates(self) -> tuple[GateResult, ...]:
        return self.standing.gates

    @property
    def is_met(self) -> bool:
        return not self.standing.missing

    @property
    def is_ready(self) -> bool:
        """Meets every gate and has no license yet."""
        return not self.standing.missing and self.license is None

    @property
    def is_exception(self) -> bool:
        """Whether the license may be used though a gate is not met."""
        return self.license is LicenseState.ISSUED and bool(self.standing.missing)

    def gate(self, gate_id: int) -> GateResult | None:
        return next((each for each in self.standing.gates if each.gate_id == gate_id), None)


@dataclass(frozen=True, slots=True)
class ProductChoice:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole board; `expiring_days` is how soon an end is announced."""

    gates: tuple[GateColumn, ...]
    rows: tuple[ReadinessRow, ...]
    products: tuple[ProductChoice, ...]
    expiring_days: int


@collection_held_back()
def readiness(
    session: Session, today: date, product_id: int | None = None, scope: Scope = Scope.CONCERNED
) -> Readiness:
    """Everyone in scope by name, for a license of this product or (without one) of any."""
    snapshot = Snapshot(session)
    kept, days = kept_people(snapshot), unit_settings(session).gates_expiring_days
    rules = gate_rules(snapshot)
    numbers = _taskings(snapshot, product_id)
    licenses, nominations = _licenses(snapshot, kept, product_id), _nominations(snapshot, kept, numbers)
    concerned = _concerned(snapshot, licenses, nominations)
    asked = None if scope is Scope.EVERYONE else concerned
    if scope is Scope.NOMINATED:
        asked = concerned | set(nominations)
    results = gate_results(snapshot, today, asked, product_id)
    standing = _standings(results, today, days)
    offices = {row[0]: row for row in snapshot.rows(Office, "code", "name")}
    rows = []
    for person_id, *name, office_id in snapshot.rows(Designee, *NAME, "office_id", id=asked):
        if person_id in kept:
            continue
        _, code, office_name = offices[office_id]
        state, number = licenses.get(person_id, (None, ""))
        _, tasking_id = nominations.get(person_id, (False, None))
        rows.append(
            ReadinessRow(
                person_id, list_name(*name), code, office_name, numbers.get(tasking_id, ""), state, number,
                person_id in concerned, standing[id(results[person_id])], tasking_id,
            )
        )  # fmt: skip
    rows.sort(key=lambda row: row.name.casefold())
    products = tuple(ProductChoice(*row) for row in snapshot.rows(Product, "name"))
    return Readiness(gate_columns(rules), tuple(rows), products, days)


# who

_License = tuple[LicenseState, str]
_Nomination = tuple[bool, int | None]


def _licenses(snapshot: Snapshot, kept: Kept, product_id: int | None) -> dict[int, _License]:
    """State and number of each person's active license; of two, the issued one."""
    products = None if product_id is None else (product_id,)
    found = snapshot.rows(License, "designee_id", "state", "number", product_id=products, state=set(ACTIVE))
    by_use = sorted(found, key=lambda row: row[2] == LicenseState.ISSUED)
    return {kept[person]: (LicenseState(state), number) for _, person, state, number in by_use}


def _taskings(snapshot: Snapshot, product_id: int | None) -> dict[int | None, str]:
    """The numbers of those for the product, or (without one) of all."""
    return dict(snapshot.rows(Tasking, "number", product_id=None if product_id is None else (product_id,)))


def _nominations(snapshot: Snapshot, kept: Kept, taskings: Collection[int | None]) -> dict[int, _Nomination]:
    """Of each nominated person: whether selected under any of the taskings, and the latest one."""
    found: dict[int, _Nomination] = {}
    for _, person, tasking, state in snapshot.rows(Nomination, "designee_id", "tasking_id", "state"):
        if tasking in taskings:
            was = found.get(kept[person], (False, None))[0]
            found[kept[person]] = (was or state == NominationState.SELECTED, tasking)
    return found


def _concerned(snapshot: Snapshot, licenses: Collection[int], nominations: dict[int, _Nomination]) -> frozenset[int]:
    """Who left and holds nothing is nobody's concern any more."""
    departed = {row[0] for row in snapshot.rows(Designee, given="departed_on")}
    selected = (person for person, (is_selected, _) in nominations.items() if is_selected and person not in departed)
    return frozenset((*licenses, *selected))


# how they stand


def _standings(results: dict[int, tuple[GateResult, ...]], today: date, days: int) -> dict[int, Standing]:
    """By the identity of the results: equal ones are one and the same tuple."""
    return {key: _standing(each, today, days) for key, each in {id(each): each for each in results.values()}.items()}


def _standing(gates: tuple[GateResult, ...], today: date, days: int) -> Standing:
    ends = [gate.until for gate in gates if gate.holds and gate.until is not None]
    in_grace = [gate for gate in gates if gate.is_in_grace]
    return Standing(
        gates=gates,
        missing=frozenset(gate.gate_id for gate in gates if not gate.holds),
        next_action=next_action(gates) or next((gate.next_action for gate in in_grace), ""),
        is_stale=any(gate.state is GateState.STALE for gate in gates),
        is_in_grace=bool(in_grace),
        is_waived=any(gate.state is GateState.WAIVED for gate in gates),
        is_expiring=any(gate.ends_within(today, days) for gate in gates),
        ends_on=min(ends, default=None),
    )


# the columns


def gate_columns(rules: Sequence[GateRule]) -> tuple[GateColumn, ...]:
    """With a short title and a word of its own for each."""
    taken: Counter[str] = Counter()
    columns = []
    for rule in rules:
        word = _word(rule)
        taken[word] += 1
        word = word if taken[word] == 1 else f"{word}{taken[word]}"
        columns.append(GateColumn(rule.id, rule.kind, rule.title, short(rule.title), word, rule.document_kind))
    return tuple(columns)


def short(title: str) -> str:
    """ "PTA acknowledged" is "PTA", "Nominated and selected" is "Selected": the mark in the cell says the rest."""
    last = title.rpartition(" and ")[2]
    words = last.split()
    kept = words[:-1] if len(words) > 1 and words[-1] in _SAID_BY_THE_MARK else words
    said = " ".join(kept)
    return said[:1].upper() + said[1:]


def _word(rule: GateRule) -> str:
    if rule.document_kind is not None:
        return _DOCUMENTS.get(rule.document_kind, rule.document_kind.value)
    return _WORDS[rule.kind]
