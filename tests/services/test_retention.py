"""Retention: rules, holds, and what is due for disposal by them. Nothing is ever deleted."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.model import License
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.retention import Disposal
from coordinator.rules.vocabulary import RetentionKind
from coordinator.services import retention as verbs
from coordinator.services.departures import DepartureChoices, depart
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses
from coordinator.services.retention import (
    RetentionFacts,
    add_retention_rule,
    edit_retention_rule,
    lift_hold,
    remove_retention_rule,
    set_hold,
    switch_retention_rule,
)
from coordinator.services.taskings import close_tasking
from coordinator.services.workspace import Workspace
from coordinator.views.retention import DisposalRow, due_for_disposal, people_on_hold, retention_rules
from tests import builders, license_unit

TRAINED = date(2026, 11, 4)
LATER = date(2029, 11, 12)


@pytest.fixture
def database(database: Path, empty_database: bytes) -> Path:
    """Seven who attended a training on November 4, 2026, and hold no license."""
    database.write_bytes(license_unit.database_of_unit(empty_database))
    return database


def due(workspace: Workspace, today: date = LATER) -> list[DisposalRow]:
    return list(workspace.read(due_for_disposal, today))


def cover(workspace: Workspace, kind: RetentionKind, years: int = 3) -> int:
    return workspace.change(add_retention_rule, RetentionFacts(f"All {kind.value}", kind, "Unit schedule", years))[0]


def states(workspace: Workspace, kind: RetentionKind, today: date = LATER) -> Counter[Disposal]:
    return Counter(row.state for row in due(workspace, today) if row.kind is kind)


def test_a_roster_is_due_three_years_after_the_training_by_the_rule_that_comes_with_the_program(
    workspace: Workspace,
) -> None:
    assert due(workspace, date(2029, 11, 3)) == []
    [row] = due(workspace, date(2029, 11, 4))
    assert (row.what, row.whom, row.counts_from, row.due_since) == (
        "Training 1",
        "7 people",
        TRAINED,
        date(2029, 11, 4),
    )
    assert (row.authority, row.years, row.state) == ("NARA GRS 2.6 item 010", 3, Disposal.DUE)
    assert (row.page, row.target, len(row.people)) == ("Trainings", 1, 7)


def test_a_training_on_which_an_active_license_rests_is_still_needed(workspace: Workspace) -> None:
    workspace.change(issue_licenses, license_unit.TASKING)
    [row] = due(workspace)
    assert (row.state, row.held_back) == (Disposal.NEEDED, "4 of its people hold an active license")


def test_a_hold_keeps_every_record_of_a_person_until_it_is_lifted(workspace: Workspace) -> None:
    cover(workspace, RetentionKind.NOMINATIONS)
    cover(workspace, RetentionKind.PEOPLE)
    first, second = workspace.read(builders.designee_ids)[:2]
    assert workspace.change(set_hold, [first, second], "  FOIA request\n2026-114 ")[0] == 2
    assert [row.reason for row in workspace.read(people_on_hold)] == ["FOIA request 2026-114"] * 2
    held = [row for row in due(workspace) if row.state is Disposal.ON_HOLD]
    assert {row.kind for row in held} == {RetentionKind.TRAININGS, RetentionKind.NOMINATIONS, RetentionKind.PEOPLE}
    assert all("FOIA request 2026-114" in row.held_back for row in held)
    assert workspace.change(lift_hold, [first, second])[0] == 2
    assert states(workspace, RetentionKind.TRAININGS) == {Disposal.DUE: 1}
    workspace.undo()
    assert states(workspace, RetentionKind.TRAININGS) == {Disposal.ON_HOLD: 1}


def test_nominations_count_from_the_decision_and_wait_for_an_open_tasking(workspace: Workspace) -> None:
    cover(workspace, RetentionKind.NOMINATIONS)
    assert states(workspace, RetentionKind.NOMINATIONS, date(2029, 11, 1)) == {}
    assert states(workspace, RetentionKind.NOMINATIONS) == {Disposal.DUE: 7}
    other = builders.a_tasking(workspace, "0400-26")
    builders.nominated(workspace, other, "DEN", ("Okafor, Dana R",))
    assert states(workspace, RetentionKind.NOMINATIONS) == {Disposal.DUE: 7, Disposal.NEEDED: 1}
    [row] = [row for row in due(workspace) if row.state is Disposal.NEEDED]
    assert (row.what, row.held_back) == ("Nomination under 0400-26", "Tasking 0400-26 is open")
    workspace.change(close_tasking, other)
    assert states(workspace, RetentionKind.NOMINATIONS) == {Disposal.DUE: 8}


def test_licenses_count_from_their_end_and_an_active_one_is_never_due(workspace: Workspace) -> None:
    cover(workspace, RetentionKind.LICENSES)
    workspace.change(issue_licenses, license_unit.TASKING)
    assert states(workspace, RetentionKind.LICENSES, date(2060, 1, 1)) == {}
    [first, *_] = license_unit.rows(workspace, License)
    workspace.change(move_licenses, [first.id], LicenseMove.RETURN, "not needed")
    assert states(workspace, RetentionKind.LICENSES, date(2029, 11, 11)) == {}
    assert states(workspace, RetentionKind.LICENSES, date(2029, 11, 12)) == {Disposal.DUE: 1}


def test_people_count_from_their_departure_or_their_last_record(workspace: Workspace) -> None:
    cover(workspace, RetentionKind.PEOPLE)
    [person, *_] = workspace.read(builders.designee_ids)
    workspace.change(depart, [person], date(2026, 11, 10), DepartureChoices())
    rows = {row.people[0]: row.counts_from for row in due(workspace, date(2029, 11, 20))}
    assert rows[person] == date(2026, 11, 10)
    assert {on for each, on in rows.items() if each != person} == {TRAINED}


def test_rules_are_added_changed_switched_off_and_removed_and_each_can_be_undone(workspace: Workspace) -> None:
    rule = cover(workspace, RetentionKind.TRAININGS, 6)
    assert due(workspace) == []  # the longer rule counts
    facts = RetentionFacts("Rosters of the pilot", RetentionKind.TRAININGS, "Unit schedule", 2)
    workspace.change(edit_retention_rule, rule, facts)
    assert len(due(workspace)) == 1
    for each in workspace.read(retention_rules):
        workspace.change(switch_retention_rule, each.id, False)
    assert due(workspace) == []
    workspace.undo()
    assert len(due(workspace)) == 1
    workspace.change(remove_retention_rule, rule)
    workspace.undo()
    assert "Rosters of the pilot" in [row.title for row in workspace.read(retention_rules)]


def test_a_rule_that_cannot_be_is_refused_in_a_sentence(workspace: Workspace) -> None:
    for facts, sentence in (
        (RetentionFacts(" ", RetentionKind.PEOPLE, "Schedule", 3), "needs a title"),
        (RetentionFacts("People", RetentionKind.PEOPLE, "", 3), "needs an authority"),
        (RetentionFacts("People", RetentionKind.PEOPLE, "Schedule", 0), "1 to 100 years"),
        (RetentionFacts("ROSTERS and attendance", RetentionKind.PEOPLE, "Schedule", 3), "already"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            workspace.change(add_retention_rule, facts)


def test_a_hold_needs_a_reason_and_somebody(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"):
        workspace.change(set_hold, [1], " ")
    with pytest.raises(RuleBroken, match="Nobody is chosen"):
        workspace.change(set_hold, [], "FOIA")


def test_there_is_no_verb_that_disposes_of_a_record() -> None:
    made_here = {
        name
        for name, verb in vars(verbs).items()
        if callable(verb) and getattr(verb, "__module__", "") == verbs.__name__
    }
    public = {name for name in made_here if name.islower() and not name.startswith("_")}
    assert public == {
        "add_retention_rule", "edit_retention_rule", "switch_retention_rule", "remove_retention_rule", "set_hold",
        "lift_hold",
    }  # fmt: skip
