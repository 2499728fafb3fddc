"""Verbs on retention rules, and on the hold that keeps a person's records. There is none that deletes a record."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, RetentionRule
from coordinator.rules.vocabulary import RetentionKind
from coordinator.store.unit_of_work import UnitOfWork

MOST_YEARS = 100
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class RetentionFacts:
    """What a rule says; `title` is what the records are called, `authority` who allows their disposal."""

    title: str
    covers: RetentionKind
    authority: str
    years: int
    is_on: bool = True


def add_retention_rule(uow: UnitOfWork, facts: RetentionFacts) -> int:
    """Raises RuleBroken for a rule without title or authority, of a year number that cannot be, or of a known title."""
    rule = RetentionRule()
    _fill(uow, rule, facts)
    uow.describe(f"Add the retention rule “{rule.record_kind}”")
    return uow.add(rule).id


def edit_retention_rule(uow: UnitOfWork, rule_id: int, facts: RetentionFacts) -> None:
    """Raises as above."""
    rule = uow.get(RetentionRule, rule_id)
    uow.describe(f"Change the retention rule “{rule.record_kind}”")
    _fill(uow, rule, facts)


def switch_retention_rule(uow: UnitOfWork, rule_id: int, is_on: bool) -> None:
    """A rule that is off stays with its years, and nothing is listed by it."""
    rule = uow.get(RetentionRule, rule_id)
    rule.is_on = is_on
    uow.describe(f"Switch {'on' if is_on else 'off'} the retention rule “{rule.record_kind}”")


def remove_retention_rule(uow: UnitOfWork, rule_id: int) -> None:
    rule = uow.get(RetentionRule, rule_id)
    uow.describe(f"Remove the retention rule “{rule.record_kind}”")
    uow.delete(rule)


def _fill(uow: UnitOfWork, rule: RetentionRule, facts: RetentionFacts) -> None:
    title, authority = " ".join(facts.title.split()), " ".join(facts.authority.split())
    if not title:
        raise RuleBroken("A retention rule needs a title: what the records are called.")
    if not authority:
        raise RuleBroken("A retention rule needs an authority, such as NARA GRS 2.6 item 010.")
    if max(len(title), len(authority)) > LONGEST_TEXT:
        raise RuleBroken(f"Title and authority have at most {LONGEST_TEXT} letters each.")
    if not 1 <= facts.years <= MOST_YEARS:
        raise RuleBroken(f"Records are kept for 1 to {MOST_YEARS} years.")
    others = uow.all(select(RetentionRule).where(RetentionRule.id != (rule.id or 0)))
    if any(other.record_kind.casefold() == title.casefold() for other in others):
        raise RuleBroken(f"There is a retention rule “{title}” already. Change that one, or choose another title.")
    rule.record_kind, rule.authority = title, authority
    rule.covers, rule.years, rule.is_on = facts.covers, facts.years, facts.is_on


# holds


def set_hold(uow: UnitOfWork, designee_ids: Collection[int], reason: str) -> int:
    """Keep the records of these people whatever their age; one on hold already gets this reason. Returns how many.

    Raises RuleBroken without a reason, and when nobody is named.
    """
    why = " ".join(reason.split())
    if not why:
        raise RuleBroken("A hold needs a reason, such as the number of the request or case.")
    if len(why) > LONGEST_TEXT:
        raise RuleBroken(f"The reason of a hold has at most {LONGEST_TEXT} letters.")
    people = _people(uow, designee_ids)
    for person in people:
        person.retention_hold, person.hold_reason = True, why
    uow.describe(f"Put {_said(people)} on hold")
    return len(people)


def lift_hold(uow: UnitOfWork, designee_ids: Collection[int]) -> int:
    """Let the rules count again for these people. Returns how many were on hold."""
    people = [person for person in _people(uow, designee_ids) if person.retention_hold]
    for person in people:
        person.retention_hold, person.hold_reason = False, ""
    if people:
        uow.describe(f"Lift the hold on {_said(people)}")
    return len(people)


def _people(uow: UnitOfWork, designee_ids: Collection[int]) -> list[Designee]:
    if not designee_ids:
        raise RuleBroken("Nobody is chosen. Choose at least one person.")
    return [uow.get(Designee, designee_id) for designee_id in sorted(set(designee_ids))]


def _said(people: list[Designee]) -> str:
    return people[0].display_name if len(people) == 1 else f"{len(people):,} people"
