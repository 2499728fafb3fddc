"""Verbs on waivers: dated exceptions to one gate for one person each, with reason and approver."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Gate, Waiver
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.waivers import is_in_force


def waive_gates(
    uow: UnitOfWork, designee_ids: Sequence[int], gate_id: int, reason: str, approver: str, valid_until: date
) -> int:
    """The same exception for several people, a waiver for each; returns how many were made.

    Nobody gets a second one that ends no later than what they have. Raises RuleBroken without reason or approver, for
    an end in the past, and when there is nobody left to make one for.
    """
    gate = uow.get(Gate, gate_id)
    _check(uow, reason, approver, valid_until)
    covered = {each.designee_id for each in _in_force(uow, gate_id) if each.valid_until >= valid_until}
    people = [uow.get(Designee, each) for each in dict.fromkeys(designee_ids) if each not in covered]
    if not people:
        raise RuleBroken(f"“{gate.title}” is waived until {valid_until.isoformat()} or longer for them already.")
    for person in people:
        uow.add(_waiver(uow, person.id, gate_id, (reason, approver, valid_until)))
    uow.describe(f"Waive “{gate.title}” for {_who(people)}")
    return len(people)


def extend_waiver(uow: UnitOfWork, waiver_id: int, reason: str, approver: str, valid_until: date) -> int:
    """A new waiver of the same gate for the same person from today on; the one before stays on record.

    Returns the id of the new one. Raises RuleBroken for one that was withdrawn, and unless it lasts longer.
    """
    before = uow.get(Waiver, waiver_id)
    _check(uow, reason, approver, valid_until)
    if before.withdrawn_on is not None:
        raise RuleBroken("This waiver was withdrawn. Waive the gate anew instead.")
    if valid_until <= before.valid_until:
        raise RuleBroken(f"The waiver ends on {before.valid_until.isoformat()}. Choose a later day to extend it.")
    made = uow.add(_waiver(uow, before.designee_id, before.gate_id, (reason, approver, valid_until)))
    uow.describe(f"Extend the waiver of “{before.gate.title}” for {before.designee.display_name}")
    return made.id


def withdraw_waivers(uow: UnitOfWork, waiver_ids: Sequence[int], why: str) -> int:
    """End these waivers today, and whatever else is in force for the same gate and person; returns how many ended.

    They stay on record with the reason. Raises RuleBroken without one, and for a waiver that is over.
    """
    if not why.strip():
        raise RuleBroken("Say why the waiver is withdrawn.")
    waivers = [uow.get(Waiver, each) for each in dict.fromkeys(waiver_ids)]
    for waiver in waivers:
        _check_not_over(uow, waiver)
    ended = {each.id: each for waiver in waivers for each in (waiver, *_beside(uow, waiver))}
    for each in ended.values():
        each.withdrawn_on, each.withdrawn_why = uow.today, why.strip()
    uow.describe(f"Withdraw {_what(waivers)}")
    return len(ended)


def _check(uow: UnitOfWork, reason: str, approver: str, valid_until: date) -> None:
    if not reason.strip() or not approver.strip():
        raise RuleBroken("A waiver needs a reason and an approver.")
    if valid_until < uow.today:
        raise RuleBroken("A waiver cannot end in the past.")


def _check_not_over(uow: UnitOfWork, waiver: Waiver) -> None:
    if waiver.withdrawn_on is not None:
        raise RuleBroken(f"This waiver was withdrawn on {waiver.withdrawn_on.isoformat()} already.")
    if waiver.valid_until < uow.today:
        raise RuleBroken(f"This waiver ended on {waiver.valid_until.isoformat()}: there is nothing to withdraw.")


def _waiver(uow: UnitOfWork, designee_id: int, gate_id: int, facts: tuple[str, str, date]) -> Waiver:
    reason, approver, valid_until = facts
    return Waiver(
        designee_id=designee_id,
        gate_id=gate_id,
        reason=reason.strip(),
        approver=approver.strip(),
        valid_from=uow.today,
        valid_until=valid_until,
    )


def _in_force(uow: UnitOfWork, gate_id: int) -> list[Waiver]:
    found = uow.all(select(Waiver).where(Waiver.gate_id == gate_id))
    return [waiver for waiver in found if is_in_force(waiver, uow.today)]


def _beside(uow: UnitOfWork, waiver: Waiver) -> list[Waiver]:
    """The others that would hold the gate open all the same."""
    same = [each for each in _in_force(uow, waiver.gate_id) if each.designee_id == waiver.designee_id]
    return [each for each in same if each.id != waiver.id]


def _who(people: Sequence[Designee]) -> str:
    return people[0].display_name if len(people) == 1 else f"{len(people)} people"


def _what(waivers: Sequence[Waiver]) -> str:
    if len(waivers) == 1:
        return f"the waiver of “{waivers[0].gate.title}” for {waivers[0].designee.display_name}"
    return f"{len(waivers)} waivers"
