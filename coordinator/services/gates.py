"""Verbs on the definitions of gates. What they ask for counts for everyone from the moment it is changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from coordinator.errors import RuleBroken
from coordinator.model import Course, Gate, Waiver
from coordinator.rules.vocabulary import CourseKind, DocumentKind, GateKind
from coordinator.services.first_settings import GATES
from coordinator.store.unit_of_work import UnitOfWork

COURSES = {GateKind.TRAINED: CourseKind.UNIT, GateKind.COURSE_COMPLETED: CourseKind.LMS}
"""The gates that may be about one course, and of which kind it is then."""
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What a gate asks for: of which documents the version in force, or of which course (None: any)."""

    kind: GateKind
    title: str
    document_kind: DocumentKind | None = None
    course_id: int | None = None


def add_gate(uow: UnitOfWork, facts: GateFacts) -> int:
    """A new gate at the end, switched off: whom it would stop is seen before it counts. Returns its id.

    Raises RuleBroken for a title or a condition that another gate has.
    """
    title = _checked(uow, facts, None)
    place = len(_ordered(uow))
    gate = uow.add(
        Gate(
            kind=facts.kind, title=title, document_kind=facts.document_kind, course_id=facts.course_id,
            position=place, is_on=False,
        )
    )  # fmt: skip
    uow.describe(f"Add the gate “{title}”")
    return gate.id


def edit_gate(uow: UnitOfWork, gate_id: int, facts: GateFacts) -> None:
    """Another title, or another condition while no waiver refers to the gate."""
    gate = uow.get(Gate, gate_id)
    title, before = _checked(uow, facts, gate), gate.title
    if _condition(facts) != _condition(_facts(gate)):
        waivers = _waivers(uow, gate_id)
        if waivers:
            raise RuleBroken(
                f"{_count(waivers)} to this gate as it is. Add another gate for the new condition instead."
            )
        gate.kind, gate.document_kind, gate.course_id = _condition(facts)
    gate.title = title
    uow.describe(f"Change the gate “{before}”")


def move_gate(uow: UnitOfWork, gate_id: int, by: int) -> None:
    """Up (negative) or down by so many places; at an end it stays."""
    gate, gates = uow.get(Gate, gate_id), _ordered(uow)
    place = gates.index(gate)
    gates.insert(max(place + by, 0), gates.pop(place))
    _number(gates)
    uow.describe(f"Move the gate “{gate.title}” {'up' if by < 0 else 'down'}")


def switch_gate(uow: UnitOfWork, gate_id: int, is_on: bool) -> None:
    """Raises RuleBroken for the last one that is on: without any, everyone would be ready."""
    gate = uow.get(Gate, gate_id)
    if not is_on:
        _check_not_last(uow, gate)
    gate.is_on = is_on
    uow.describe(f"Switch the gate “{gate.title}” {'on' if is_on else 'off'}")


def remove_gate(uow: UnitOfWork, gate_id: int) -> None:
    """Raises RuleBroken when a waiver refers to it: then it can only be switched off."""
    gate = uow.get(Gate, gate_id)
    waivers = _waivers(uow, gate_id)
    if waivers:
        raise RuleBroken(f"{_count(waivers)} to “{gate.title}”, so it stays on record. Switch it off instead.")
    _check_not_last(uow, gate)
    uow.describe(f"Remove the gate “{gate.title}”")
    uow.delete(gate)
    _number(_ordered(uow))


def restore_gates(uow: UnitOfWork) -> None:
    """The gates of the memo first, on and off as in a new database; all others switched off.

    They get their titles back too, unless another gate has one: titles that change hands could not be taken back.
    """
    left = _ordered(uow)
    taken = {gate.title for gate in left}
    restored = []
    for kind, title, document_kind, is_on in GATES:
        gate = _like(left, GateFacts(kind, title, document_kind))
        if gate is None:
            free = f"{title} (memo)" if title in taken else title
            gate = uow.add(Gate(kind=kind, title=free, document_kind=document_kind, position=len(taken)))
        else:
            left.remove(gate)
            gate.title = gate.title if title in taken else title
        gate.is_on = is_on
        restored.append(gate)
    for gate in left:
        gate.is_on = False
    _number([*restored, *left])
    uow.describe("Restore the gates of the memo")


def _like(gates: Sequence[Gate], facts: GateFacts) -> Gate | None:
    """Of the gates with this condition the one with this title, else the first."""
    same = [gate for gate in gates if _condition(_facts(gate)) == _condition(facts)]
    return next((gate for gate in same if gate.title == facts.title), same[0] if same else None)


# what may stand in a gate


def _checked(uow: UnitOfWork, facts: GateFacts, gate: Gate | None) -> str:
    """The title as it is kept."""
    title = " ".join(facts.title.split())
    if not title:
        raise RuleBroken("A gate needs a title, such as “Rules of behavior acknowledged”.")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(f"The title is too long: it heads a column. Use up to {LONGEST_TITLE} letters.")
    if (facts.kind is GateKind.ACKNOWLEDGED) != (facts.document_kind is not None):
        raise RuleBroken("Choose which documents are to be acknowledged.")
    _check_course(uow, facts)
    for other in _ordered(uow):
        if other is gate:
            continue
        if other.title.casefold() == title.casefold():
            raise RuleBroken(f"There is a gate “{other.title}” already. Give this one another title.")
        if _condition(_facts(other)) == _condition(facts):
            raise RuleBroken(f"“{other.title}” asks for the same already.")
    return title


def _check_course(uow: UnitOfWork, facts: GateFacts) -> None:
    if facts.course_id is None:
        return
    course = uow.get(Course, facts.course_id)
    if COURSES.get(facts.kind) is not course.kind:
        raise RuleBroken(f"“{course.title}” cannot be asked for by this kind of gate.")


def _check_not_last(uow: UnitOfWork, gate: Gate) -> None:
    if gate.is_on and not any(other.is_on for other in _ordered(uow) if other is not gate):
        raise RuleBroken("This is the last gate that is on. Without any, everyone would be ready for a license.")


def _facts(gate: Gate) -> GateFacts:
    return GateFacts(gate.kind, gate.title, gate.document_kind, gate.course_id)


def _condition(facts: GateFacts) -> tuple[GateKind, DocumentKind | None, int | None]:
    return facts.kind, facts.document_kind, facts.course_id


def _waivers(uow: UnitOfWork, gate_id: int) -> int:
    return uow.session.scalar(select(func.count()).select_from(Waiver).where(Waiver.gate_id == gate_id)) or 0


def _count(waivers: int) -> str:
    return "1 waiver refers" if waivers == 1 else f"{waivers} waivers refer"


def _ordered(uow: UnitOfWork) -> list[Gate]:
    return list(uow.all(select(Gate).order_by(Gate.position, Gate.id)))


def _number(gates: Sequence[Gate]) -> None:
    for place, gate in enumerate(gates):
        gate.position = place
