"""What-ifs: they show what would be decided, change nothing, and can be kept, adopted and signed off."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import AuditEntry, Nomination, Quota, Selection
from coordinator.rules.ranking import Rule
from coordinator.rules.scenario import Places, ScenarioFacts
from coordinator.rules.vocabulary import NominationState, RankingCriterion
from coordinator.services.ranking_rules import set_rules
from coordinator.services.scenarios import (
    adopt_scenario,
    delete_scenario,
    rename_scenario,
    save_scenario,
    sign_off_scenario,
)
from coordinator.services.selection import decide_selection, override, rank_nominations
from coordinator.services.workspace import Workspace
from coordinator.views.ranking import present_quotas, ranking_rules
from coordinator.views.scenario_comparison import Change, compare_scenarios
from coordinator.views.scenarios import baseline, evaluate_scenario, scenarios
from coordinator.views.selections import selections
from coordinator.views.taskings import nominations
from tests import builders

TODAY = date(2026, 11, 12)
SELECTED, ALTERNATE = NominationState.SELECTED, NominationState.ALTERNATE


@pytest.fixture
def tasking_id(workspace: Workspace) -> int:
    """Ranked: Brandvold of Seattle, Lindqvist and Okafor of Denver, Haddad of Seattle, Reyes of Denver."""
    tasking = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking, "DEN", ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per"))
    builders.nominated(workspace, tasking, "SEA", ("Brandvold, Tom", "Haddad, Samir"))
    workspace.change(rank_nominations, tasking)
    return tasking


def what_if(workspace: Workspace, tasking_id: int, name: str = "Three", **facts: Any) -> ScenarioFacts:
    return replace(workspace.read(baseline, tasking_id, TODAY, 3), name=name, **facts)


def for_seattle(workspace: Workspace, tasking_id: int) -> ScenarioFacts:
    """Both of Seattle have a reserved seat."""
    facts = what_if(workspace, tasking_id, "Seattle first")
    return replace(facts, quotas={**facts.quotas, workspace.read(builders.office_id, "SEA"): Places(3, 2)})


def test_the_baseline_is_the_tasking_as_it_is(workspace: Workspace, tasking_id: int) -> None:
    facts = workspace.read(baseline, tasking_id, TODAY)
    assert facts.capacity == sum(places.seats for places in facts.quotas.values()) == 150
    assert facts.rules == workspace.read(ranking_rules, None).rules
    builders.an_agreement(workspace, 7)
    assert workspace.read(baseline, tasking_id, TODAY).capacity == 7


def test_a_scenario_says_everything_of_everyone_without_saving(workspace: Workspace, tasking_id: int) -> None:
    entries = workspace.read(lambda s: len(s.scalars(select(AuditEntry.id)).all()))
    result = workspace.read(evaluate_scenario, tasking_id, for_seattle(workspace, tasking_id), TODAY)
    assert [(row.name.partition(",")[0], row.rank, row.state, row.alternate_place) for row in result.rows] == [
        ("Brandvold", 1, SELECTED, None),
        ("Lindqvist", 2, SELECTED, None),
        ("Okafor", 3, ALTERNATE, 1),
        ("Haddad", 4, SELECTED, None),
        ("Reyes", 5, ALTERNATE, 2),
    ]
    assert result.rows[3].why == "takes a seat reserved for the office"
    assert result.rows[0].explanation.startswith("1st of 5: used trial license (+4)")
    assert (result.selected, result.alternates, result.not_selected, result.unused) == (3, 2, 0, 0)
    seattle = next(office for office in result.offices if office.office == "SEA")
    assert (seattle.seats, seattle.reserved, seattle.standing, seattle.selected, seattle.alternates) == (3, 2, 2, 2, 0)
    assert workspace.read(lambda s: len(s.scalars(select(AuditEntry.id)).all())) == entries


def test_a_scenario_foretells_what_the_decision_then_does(workspace: Workspace, tasking_id: int) -> None:
    haddad = next(row.id for row in workspace.read(nominations, tasking_id) if row.name.startswith("Haddad"))
    workspace.change(override, [haddad], SELECTED, "Runs the pilot")
    told = workspace.read(evaluate_scenario, tasking_id, what_if(workspace, tasking_id), TODAY)
    workspace.change(decide_selection, tasking_id, 3)
    done = [
        (row.id, row.rank, row.score, row.state, row.decision_reason) for row in workspace.read(nominations, tasking_id)
    ]
    assert [(row.id, row.rank, row.score, row.state, row.why) for row in told.rows] == done
    assert next(row for row in told.rows if row.id == haddad).by_hand is True


def test_scenarios_stand_side_by_side_with_who_gains_and_who_loses(workspace: Workspace, tasking_id: int) -> None:
    first = workspace.read(baseline, tasking_id, TODAY, 3)
    reyes = what_if(workspace, tasking_id, "Reyes first", rules=(Rule(RankingCriterion.QUERY, 1, query="name:reyes"),))
    found = workspace.read(compare_scenarios, tasking_id, [first, for_seattle(workspace, tasking_id), reyes], TODAY)
    changes = {row.name.partition(",")[0]: row.changes for row in found.rows if row.differs}
    assert changes == {
        "Lindqvist": (Change.SAME, Change.SAME, Change.LOSES),
        "Okafor": (Change.SAME, Change.LOSES, Change.LOSES),
        "Haddad": (Change.SAME, Change.GAINS, Change.GAINS),
        "Reyes": (Change.SAME, Change.SAME, Change.GAINS),
    }
    assert found.gains == (0, 1, 2)
    assert found.losses == (0, 1, 2)
    seattle = next(office for office in found.offices if office.office == "SEA")
    assert seattle.selected == (1, 2, 2)


def test_a_scenario_is_kept_changed_renamed_and_deleted(workspace: Workspace, tasking_id: int) -> None:
    facts = for_seattle(workspace, tasking_id)
    kept, _ = workspace.change(save_scenario, tasking_id, replace(facts, note="If Denver agrees"))
    (row,) = workspace.read(scenarios, tasking_id)
    assert (row.id, row.name, row.facts, row.made_by) == (
        kept,
        "Seattle first",
        replace(facts, note="If Denver agrees"),
        "J. Coordinator",
    )
    assert workspace.change(save_scenario, tasking_id, replace(facts, capacity=4), kept)[0] == kept
    workspace.change(rename_scenario, kept, "  Seattle   and four ")
    (row,) = workspace.read(scenarios, tasking_id)
    assert (row.name, row.facts.capacity) == ("Seattle and four", 4)
    assert workspace.read(evaluate_scenario, tasking_id, kept, TODAY).selected == 4
    workspace.change(delete_scenario, kept)
    assert workspace.read(scenarios, tasking_id) == ()
    with pytest.raises(RuleBroken, match="no longer there"):
        workspace.read(evaluate_scenario, tasking_id, kept, TODAY)
    assert workspace.undo()[0] == "Delete the scenario “Seattle and four”"
    assert [row.id for row in workspace.read(scenarios, tasking_id)] == [kept]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "Taken"}, "called “Taken” already"),
        ({"capacity": 0}, "at least one"),
        ({"rules": ()}, "at least one rule"),
        ({"quotas": {1: Places(-1)}}, "less than zero"),
        ({"quotas": {1: Places(2, 3)}}, "more reserved seats"),
    ],
)
def test_a_scenario_that_cannot_be_is_not_kept(
    workspace: Workspace, tasking_id: int, facts: dict[str, Any], sentence: str
) -> None:
    workspace.change(save_scenario, tasking_id, what_if(workspace, tasking_id, "Taken"))
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(save_scenario, tasking_id, replace(what_if(workspace, tasking_id), **facts))
    assert [row.name for row in workspace.read(scenarios, tasking_id)] == ["Taken"]


def test_an_adopted_scenario_is_the_tasking_s_own_in_one_step(workspace: Workspace, tasking_id: int) -> None:
    before = workspace.read(present_quotas, tasking_id), workspace.read(ranking_rules, tasking_id)
    facts = for_seattle(workspace, tasking_id)
    facts = replace(facts, rules=(Rule(RankingCriterion.QUERY, 2, query="name:haddad", title="Knows it"),))
    kept, _ = workspace.change(save_scenario, tasking_id, facts)
    workspace.change(adopt_scenario, kept)
    assert workspace.read(present_quotas, tasking_id) == facts.quotas
    assert workspace.read(ranking_rules, tasking_id).rules == facts.rules
    assert workspace.read(nominations, tasking_id)[0].explanation == "1st of 5: Knows it (+2)"
    assert workspace.undo()[0] == "Adopt the scenario “Seattle first”"
    assert (workspace.read(present_quotas, tasking_id), workspace.read(ranking_rules, tasking_id)) == before


def test_adopting_marks_who_is_over_the_new_quota(workspace: Workspace, tasking_id: int) -> None:
    denver = workspace.read(builders.office_id, "DEN")
    facts = what_if(workspace, tasking_id, quotas={denver: Places(1)})
    kept, _ = workspace.change(save_scenario, tasking_id, facts)
    workspace.change(adopt_scenario, kept)
    over = select(Nomination.is_over_quota).where(Nomination.office_id == denver)
    assert sum(workspace.read(lambda s: s.scalars(over).all())) == 2
    assert workspace.read(lambda s: s.scalars(select(Quota.seats).where(Quota.office_id != denver)).all()) == [5] * 29


def test_a_signed_off_scenario_is_the_decision(workspace: Workspace, tasking_id: int) -> None:
    kept, _ = workspace.change(save_scenario, tasking_id, for_seattle(workspace, tasking_id))
    with pytest.raises(RuleBroken, match="Write the name"):
        workspace.change(sign_off_scenario, kept, " ")
    assert workspace.change(sign_off_scenario, kept, "M. Vance")[0] == 3
    (row,) = workspace.read(selections, tasking_id)
    assert (row.scenario, row.signed_by, row.capacity, row.selected) == ("Seattle first", "M. Vance", 3, 3)
    assert workspace.history() == (None, None)
    frozen = workspace.read(lambda s: s.scalars(select(Selection.snapshot)).one())
    assert next(line for line in frozen["quotas"] if line["office"] == "SEA")["reserved"] == 2


def test_a_kept_scenario_does_not_follow_later_rules(workspace: Workspace, tasking_id: int) -> None:
    facts = what_if(workspace, tasking_id)
    kept, _ = workspace.change(save_scenario, tasking_id, facts)
    workspace.change(set_rules, tasking_id, [Rule(RankingCriterion.TRIAL_USE, 1)])
    assert workspace.read(evaluate_scenario, tasking_id, kept, TODAY).facts.rules == facts.rules
