"""Rules that are edited, the decision with its record, and who moves up when a seat becomes free."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Nomination, Quota, RankingRule, Selection
from coordinator.rules.ranking import Rule
from coordinator.rules.vocabulary import NominationState, RankingCriterion
from coordinator.services.designees import mark_departed
from coordinator.services.papers import stored_file
from coordinator.services.ranking_rules import save_as_default, set_rules, use_default_rules
from coordinator.services.selection import (
    accept_promotions,
    decide_selection,
    note_score,
    override,
    rank_nominations,
    withdraw_nomination,
)
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.ranking import ranking_rules
from coordinator.views.selections import promotions, selections
from coordinator.views.taskings import nominations
from tests import builders
from tests.conftest import StandingClock
from tests.documents.reading import all_text

TRIAL = Rule(RankingCriterion.TRIAL_USE, 4)
COURSE = Rule(RankingCriterion.COURSE_COMPLETED, 3)
DENVER, SEATTLE = ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per"), ("Brandvold, Tom", "Haddad, Samir")
TODAY = date(2026, 11, 12)


def quota(uow: UnitOfWork, tasking_id: int, code: str, seats: int, reserved: int = 0) -> None:
    office = builders.office_id(uow.session, code)
    row = uow.first(select(Quota).where(Quota.tasking_id == tasking_id, Quota.office_id == office))
    assert row
    row.seats, row.reserved = seats, reserved
    uow.describe("Set a quota")


def two_offices(workspace: Workspace) -> int:
    """Ranked: Brandvold of Seattle, Lindqvist and Okafor of Denver, Haddad of Seattle, Reyes of Denver."""
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, "DEN", DENVER)
    builders.nominated(workspace, tasking_id, "SEA", SEATTLE)
    workspace.change(rank_nominations, tasking_id)
    return tasking_id


def names(workspace: Workspace, tasking_id: int, state: NominationState | None = None) -> list[str]:
    rows = workspace.read(nominations, tasking_id)
    return [row.name.partition(",")[0] for row in rows if state is None or row.state is state]


def of(workspace: Workspace, tasking_id: int, name: str) -> int:
    return next(row.id for row in workspace.read(nominations, tasking_id) if row.name.startswith(name))


def person(workspace: Workspace, last_name: str) -> int:
    return workspace.read(lambda s: s.scalars(select(Designee.id).where(Designee.last_name == last_name)).one())


def snapshot(workspace: Workspace) -> dict[str, Any]:
    found: dict[str, Any] = workspace.read(lambda s: s.scalars(select(Selection)).all()[-1].snapshot)
    return found


def stored_reasons(session: Session) -> Sequence[list[Any] | None]:
    return session.scalars(select(Nomination.reasons).order_by(Nomination.rank)).all()


def test_a_rank_keeps_its_reasons_with_their_points_for_the_bar(workspace: Workspace) -> None:
    two_offices(workspace)
    best = workspace.read(stored_reasons)[0]
    assert best == [["used trial license", 4.0], ["course completed 1 Sep 2026", 3.0], ["office under quota", 1.0]]


def test_a_changed_weight_ranks_again_at_once_and_says_who_moved_and_why(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    before = names(workspace, tasking_id)
    seattle = Rule(RankingCriterion.QUERY, 9, query="office:SEA", title="Seattle first")
    moved, _ = workspace.change(set_rules, tasking_id, [TRIAL, COURSE, seattle])
    assert before == ["Brandvold", "Lindqvist", "Okafor", "Haddad", "Reyes"]
    assert names(workspace, tasking_id) == ["Brandvold", "Haddad", "Lindqvist", "Okafor", "Reyes"]
    assert [(each.rank_before, each.rank_after) for each in moved] == [(4, 2), (2, 3), (3, 4)]
    assert moved[0].why == "Seattle first now +9, office under quota no longer counts (was +1)"
    assert moved[1].why == "office under quota no longer counts (was +1)"


def test_rules_are_set_as_a_whole_and_undone_as_a_whole(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    defaults = workspace.read(ranking_rules, None).rules
    ranks = [(row.name, row.rank, row.explanation) for row in workspace.read(nominations, tasking_id)]
    workspace.change(set_rules, tasking_id, [COURSE, Rule(RankingCriterion.TRIAL_USE, 1, is_on=False)])
    own = workspace.read(ranking_rules, tasking_id)
    assert (own.is_own, own.rules) == (True, (COURSE, Rule(RankingCriterion.TRIAL_USE, 1, is_on=False)))
    assert workspace.undo()[0] == "Set the ranking rules of tasking 0312-26"
    again = workspace.read(ranking_rules, tasking_id)
    assert (again.is_own, again.rules) == (False, defaults)
    assert [(row.name, row.rank, row.explanation) for row in workspace.read(nominations, tasking_id)] == ranks


def test_own_rules_are_dropped_for_the_defaults_or_become_them(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(set_rules, tasking_id, [COURSE])
    workspace.change(save_as_default, tasking_id)
    assert workspace.read(ranking_rules, None).rules == (COURSE,)
    workspace.change(set_rules, tasking_id, [TRIAL])
    moved, _ = workspace.change(use_default_rules, tasking_id)
    assert workspace.read(ranking_rules, tasking_id).is_own is False
    assert moved
    assert "no longer counts (was +4)" in moved[-1].why


def test_open_taskings_that_follow_the_defaults_are_ranked_again_with_them(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(set_rules, None, [Rule(RankingCriterion.QUERY, 2, query="name:haddad", title="knows the tool")])
    first = workspace.read(nominations, tasking_id)[0]
    assert first.explanation == "1st of 5: knows the tool (+2)"


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ([], "at least one rule"),
        ([TRIAL, COURSE, Rule(RankingCriterion.TRIAL_USE, 1)], "twice"),
        ([Rule(RankingCriterion.TRIAL_USE, float("nan"))], "between -1000 and 1000"),
        ([Rule(RankingCriterion.TRIAL_USE, 1001)], "between -1000 and 1000"),
        ([Rule(RankingCriterion.QUERY, 1)], "needs the query"),
        ([Rule(RankingCriterion.QUERY, 1, query="ofice:DEN")], "ofice"),
        ([Rule(RankingCriterion.QUERY, 1, query="office:DEN score:>5")], "which the rules make"),
        ([Rule(RankingCriterion.QUERY, 1, query="office:DEN", title="x" * 81)], "80 characters"),
    ],
)
def test_rules_that_cannot_be_are_refused_and_change_nothing(
    workspace: Workspace, rules: list[Rule], sentence: str
) -> None:
    tasking_id = two_offices(workspace)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(set_rules, tasking_id, rules)
    assert workspace.read(ranking_rules, tasking_id).is_own is False


def test_a_changed_rule_stays_the_same_row_in_the_trail(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(set_rules, tasking_id, [TRIAL, COURSE])
    rows = select(RankingRule.id, RankingRule.criterion).where(RankingRule.tasking_id == tasking_id)
    before = workspace.read(lambda s: dict(s.execute(rows).all()))
    workspace.change(set_rules, tasking_id, [COURSE, Rule(RankingCriterion.TRIAL_USE, 6)])
    assert workspace.read(lambda s: dict(s.execute(rows).all())) == before


def test_who_withdrew_or_departed_loses_the_rank(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Okafor"), "Transferred")
    workspace.change(mark_departed, [person(workspace, "Reyes")], TODAY)
    assert workspace.change(rank_nominations, tasking_id)[0] == 3
    rows = {row.name.partition(",")[0]: row for row in workspace.read(nominations, tasking_id)}
    assert [rows[name].rank for name in ("Brandvold", "Lindqvist", "Haddad", "Okafor", "Reyes")] == [
        1,
        2,
        3,
        None,
        None,
    ]
    assert rows["Okafor"].explanation == ""


def test_a_reserve_goes_to_its_office_whatever_others_rank(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(quota, tasking_id, "SEA", 2, 2)
    workspace.change(decide_selection, tasking_id, 3)
    assert names(workspace, tasking_id, NominationState.SELECTED) == ["Lindqvist", "Brandvold", "Haddad"]
    rows = {row.name.partition(",")[0]: row.decision_reason for row in workspace.read(nominations, tasking_id)}
    assert rows["Haddad"] == "takes a seat reserved for the office"
    assert rows["Okafor"] == "all 3 licenses of the pool are spoken for by higher ranks and reserved seats"


def test_people_selected_by_hand_count_against_the_licenses(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(override, [of(workspace, tasking_id, "Haddad")], NominationState.SELECTED, "Runs the pilot")
    assert workspace.change(decide_selection, tasking_id, 2)[0] == 2
    assert names(workspace, tasking_id, NominationState.SELECTED) == ["Brandvold", "Haddad"]


def test_a_second_decision_fills_up_and_leaves_who_was_selected(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(override, [of(workspace, tasking_id, "Reyes")], NominationState.ALTERNATE, "Asked for it")
    workspace.change(decide_selection, tasking_id, 2)
    assert names(workspace, tasking_id, NominationState.SELECTED) == ["Brandvold", "Lindqvist"]
    assert workspace.change(decide_selection, tasking_id, 5)[0] == 4
    assert names(workspace, tasking_id, NominationState.ALTERNATE) == ["Reyes"]
    assert [row.capacity for row in workspace.read(selections, tasking_id)] == [5, 2]


def test_the_snapshot_holds_everything_the_decision_rests_on(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(quota, tasking_id, "SEA", 2, 1)
    haddad = of(workspace, tasking_id, "Haddad")
    workspace.change(note_score, haddad, 9.5, "Speaks Tagalog")
    workspace.change(override, [haddad], NominationState.NOT_SELECTED, "Leaves in December")
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Lindqvist"), "Transferred")
    workspace.change(decide_selection, tasking_id, 2, signed_by="M. Vance", scenario="Small pool")
    frozen = snapshot(workspace)
    assert (frozen["signed_by"], frozen["decided_by"], frozen["scenario"]) == (
        "M. Vance",
        "J. Coordinator",
        "Small pool",
    )
    assert [rule["criterion"] for rule in frozen["rules"] if rule["is_on"]] == [
        "trial_use",
        "course_completed",
        "office_under_quota",
    ]
    seattle = next(line for line in frozen["quotas"] if line["office"] == "SEA")
    assert (seattle["seats"], seattle["reserved"], seattle["standing"], seattle["selected"]) == (2, 1, 2, 1)
    last = next(line for line in frozen["nominations"] if line["name"].startswith("Haddad"))
    assert (last["manual_score"], last["manual_note"], last["by_hand"]) == (9.5, "Speaks Tagalog", True)
    assert (last["state"], last["reason"]) == ("not_selected", "Leaves in December")
    assert frozen["nominations"][0]["reasons"][0] == ["used trial license", 4.0]
    assert frozen["alternates"] == [of(workspace, tasking_id, "Reyes")]
    assert [(line["name"], line["reason"]) for line in frozen["gone"]] == [("Lindqvist, Per", "Transferred")]
    canonical = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (row,) = workspace.read(selections, tasking_id)
    assert row.sha256 == hashlib.sha256(canonical.encode()).hexdigest()
    assert (row.signed_by, row.ranked, row.selected, row.alternates) == ("M. Vance", 4, 2, 1)


def test_the_record_is_kept_as_a_pdf_with_its_hash(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(decide_selection, tasking_id, 2, signed_by="M. Vance")
    (row,) = workspace.read(selections, tasking_id)
    assert row.record_file_id is not None
    name, pdf = workspace.read(stored_file, row.record_file_id)
    text = all_text(pdf)
    assert name == "Selection record 0312-26 2026-11-12.pdf"
    assert row.sha256 in text
    assert "M. Vance (recorded by J. Coordinator)" in text
    assert "Okafor, Dana R" in text


def rename(uow: UnitOfWork, designee_id: int, last_name: str) -> None:
    uow.get(Designee, designee_id).last_name = last_name
    uow.describe("Rename")


def test_a_name_that_no_typeface_has_does_not_stop_a_decision(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(rename, person(workspace, "Brandvold"), "李")
    workspace.change(decide_selection, tasking_id, 2)
    (row,) = workspace.read(selections, tasking_id)
    assert row.record_file_id is not None
    assert "[U+674E], Tom" in all_text(workspace.read(stored_file, row.record_file_id)[1])
    assert snapshot(workspace)["nominations"][0]["name"] == "李, Tom"


def test_a_withdrawal_promotes_nobody_by_itself(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(decide_selection, tasking_id, 3)
    assert workspace.read(promotions, tasking_id) == ()
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Brandvold"), "Transferred")
    assert names(workspace, tasking_id, NominationState.SELECTED) == ["Lindqvist", "Okafor"]
    (proposed,) = workspace.read(promotions, tasking_id)
    assert (proposed.name, proposed.place, proposed.free_seat_of) == ("Haddad, Samir", 1, "Brandvold, Tom")
    assert proposed.why == "1st alternate; Brandvold, Tom (SEA) withdrew"


def test_an_accepted_alternate_is_selected_with_the_reason_and_it_can_be_undone(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(decide_selection, tasking_id, 3)
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Brandvold"), "Transferred")
    haddad = of(workspace, tasking_id, "Haddad")
    workspace.change(accept_promotions, [haddad])
    row = next(row for row in workspace.read(nominations, tasking_id) if row.id == haddad)
    assert row.state is NominationState.SELECTED
    assert row.decision_reason == "moved up from the alternates: 1st alternate; Brandvold, Tom (SEA) withdrew"
    assert workspace.read(promotions, tasking_id) == ()
    assert workspace.undo()[0] == "Move up Haddad, Samir"
    assert [each.nomination_id for each in workspace.read(promotions, tasking_id)] == [haddad]


def test_a_second_free_seat_is_told_apart_from_the_one_that_was_taken_up(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(decide_selection, tasking_id, 3)
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Okafor"), "Transferred")
    workspace.change(accept_promotions, [of(workspace, tasking_id, "Haddad")])
    workspace.change(mark_departed, [person(workspace, "Lindqvist")], TODAY)
    (proposed,) = workspace.read(promotions, tasking_id)
    assert (proposed.name, proposed.free_seat_of) == ("Reyes, Marisol", "Lindqvist, Per")
    assert proposed.why.endswith("Lindqvist, Per (DEN) departed")


def test_alternates_move_up_in_the_order_of_the_decision_whatever_the_rules_became(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(decide_selection, tasking_id, 3)
    workspace.change(set_rules, tasking_id, [Rule(RankingCriterion.QUERY, 9, query="name:reyes")])
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Brandvold"), "Transferred")
    assert [each.name for each in workspace.read(promotions, tasking_id)] == ["Haddad, Samir"]


def test_an_alternate_without_quota_or_gone_does_not_move_up(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(quota, tasking_id, "DEN", 2)
    workspace.change(decide_selection, tasking_id, 3)
    assert names(workspace, tasking_id, NominationState.ALTERNATE) == ["Haddad", "Reyes"]
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Brandvold"), "Transferred")
    assert [each.name for each in workspace.read(promotions, tasking_id)] == ["Haddad, Samir"]
    workspace.change(mark_departed, [person(workspace, "Haddad")], TODAY)
    assert workspace.read(promotions, tasking_id) == ()


def test_whoever_is_not_proposed_cannot_be_moved_up(workspace: Workspace) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(decide_selection, tasking_id, 3)
    with pytest.raises(RuleBroken, match="no free seat"):
        workspace.change(accept_promotions, [of(workspace, tasking_id, "Reyes")])
    with pytest.raises(RuleBroken, match="Choose who"):
        workspace.change(accept_promotions, [])


def test_waiting_counts_from_the_day_of_the_nomination(workspace: Workspace, clock: StandingClock) -> None:
    tasking_id = two_offices(workspace)
    workspace.change(set_rules, tasking_id, [Rule(RankingCriterion.DAYS_SINCE_NOMINATION, 3)])
    assert workspace.read(nominations, tasking_id)[0].explanation == "1st of 5: waiting 23 days (+2.3)"
    clock.move_to(datetime(2026, 11, 20, 3, 0, tzinfo=UTC))  # still the 19th in the unit's zone
    workspace.change(rank_nominations, tasking_id)
    assert workspace.read(nominations, tasking_id)[0].explanation == "1st of 5: waiting 30 days (+3)"
