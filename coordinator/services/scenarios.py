"""Verbs on what-ifs: keep one, rename it, delete it, make it the tasking's own, sign it off."""

from dataclasses import asdict, replace

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Quota, Scenario, Tasking
from coordinator.rules.scenario import ScenarioFacts
from coordinator.services.ranking_rules import checked_rules, put_rules
from coordinator.services.selection import decide_selection, rank_again
from coordinator.services.taskings import mark_over_quota
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.scenarios import stored_facts


def save_scenario(uow: UnitOfWork, tasking_id: int, facts: ScenarioFacts, scenario_id: int | None = None) -> int:
    """Keep the what-if, or put it in the place of the kept one with this id; returns the id.

    Raises RuleBroken without a name or with one that another scenario of the tasking has, and for rules, quotas or a
    capacity that cannot be.
    """
    ready = _checked(uow, facts)
    name = _free_name(uow, tasking_id, facts.name, scenario_id)
    row = uow.get(Scenario, scenario_id) if scenario_id else None
    if row is None:
        row = Scenario(tasking_id=uow.get(Tasking, tasking_id).id, made_at=uow.now, made_by=uow.actor)
    row.name, row.capacity, row.note = name, ready.capacity, ready.note.strip()
    row.rules = [{**asdict(rule), "criterion": rule.criterion.value} for rule in ready.rules]
    row.quotas = {str(office_id): list(places) for office_id, places in sorted(ready.quotas.items())}
    uow.add(row)
    uow.describe(f"Keep the scenario “{name}”")
    return row.id


def _checked(uow: UnitOfWork, facts: ScenarioFacts) -> ScenarioFacts:
    if facts.capacity < 1:
        raise RuleBroken("The number of licenses to give out must be at least one.")
    for places in facts.quotas.values():
        if places.seats < 0 or places.reserved < 0:
            raise RuleBroken("A quota cannot be less than zero.")
        if places.reserved > places.seats:
            raise RuleBroken("An office cannot have more reserved seats than its quota. Raise the quota first.")
    return replace(facts, rules=checked_rules(uow, facts.rules))


def _free_name(uow: UnitOfWork, tasking_id: int, name: str, scenario_id: int | None) -> str:
    ready = " ".join(name.split())
    if not ready:
        raise RuleBroken("A scenario needs a name.")
    known = uow.first(select(Scenario).where(Scenario.tasking_id == tasking_id, Scenario.name == ready))
    if known and known.id != scenario_id:
        raise RuleBroken(f"There is a scenario called “{ready}” already. Choose another name.")
    return ready


def rename_scenario(uow: UnitOfWork, scenario_id: int, name: str) -> None:
    """Raises RuleBroken without a name or with one that another scenario of the tasking has."""
    row = uow.get(Scenario, scenario_id)
    row.name = _free_name(uow, row.tasking_id, name, scenario_id)
    uow.describe(f"Rename the scenario “{row.name}”")


def delete_scenario(uow: UnitOfWork, scenario_id: int) -> None:
    row = uow.get(Scenario, scenario_id)
    uow.describe(f"Delete the scenario “{row.name}”")
    uow.delete(row)


def adopt_scenario(uow: UnitOfWork, scenario_id: int) -> None:
    """Make the rules and quotas of the scenario the tasking's own, and rank again. Its capacity is for the decision."""
    row = uow.get(Scenario, scenario_id)
    facts = _checked(uow, stored_facts(row))
    put_rules(uow, row.tasking_id, facts.rules)
    _put_quotas(uow, row.tasking_id, facts)
    rank_again(uow, row.tasking_id)
    uow.describe(f"Adopt the scenario “{row.name}”")


def _put_quotas(uow: UnitOfWork, tasking_id: int, facts: ScenarioFacts) -> None:
    """Offices that the scenario does not name keep theirs."""
    rows = {row.office_id: row for row in uow.all(select(Quota).where(Quota.tasking_id == tasking_id))}
    for office_id, places in facts.quotas.items():
        row = rows.get(office_id) or Quota(tasking_id=tasking_id, office_id=office_id)
        row.seats, row.reserved = places
        uow.session.add(row)
    uow.flush()
    mark_over_quota(uow, tasking_id)


def sign_off_scenario(uow: UnitOfWork, scenario_id: int, signed_by: str) -> int:
    """Adopt the scenario and decide the selection by it, in one step that cannot be undone; returns how many are
    selected. Raises RuleBroken when nobody answers for it, or nobody stands.
    """
    if not signed_by.strip():
        raise RuleBroken("A selection is signed off by someone. Write the name.")
    row = uow.get(Scenario, scenario_id)
    adopt_scenario(uow, scenario_id)
    return decide_selection(uow, row.tasking_id, row.capacity, signed_by=signed_by, scenario=row.name)
