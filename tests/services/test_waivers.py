"""Waivers: for several people at once, extended by a new one, withdrawn with a reason, and always listed."""

from datetime import date
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import GateKind
from coordinator.services.waivers import extend_waiver, waive_gates, withdraw_waivers
from coordinator.services.workspace import Workspace
from coordinator.views.gates import standings
from coordinator.views.waivers import WaiverRow, WaiverState, waivers
from tests.conftest import StandingClock
from tests.readiness_unit import NOW, TODAY, gate_id

UNTIL = date(2026, 12, 1)


@pytest.fixture
def database(tmp_path: Path, selected_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(selected_database)
    return path


@pytest.fixture
def training(workspace: Workspace) -> int:
    """The gate of the training, which two people of five need not meet until December."""
    gate = workspace.read(gate_id, GateKind.TRAINED)
    assert workspace.change(waive_gates, [1, 2, 1], gate, " On leave ", "R. Chief", UNTIL)[0] == 2
    return gate


def rows(workspace: Workspace, today: date = TODAY) -> tuple[WaiverRow, ...]:
    return workspace.read(waivers, today)


def holds(workspace: Workspace, person: int, gate: int) -> bool:
    return next(each.holds for each in workspace.read(standings, TODAY)[person].gates if each.gate_id == gate)


def test_several_people_get_one_waiver_each_and_one_undo_takes_them_back(workspace: Workspace, training: int) -> None:
    assert {(row.name, row.reason, row.days_left) for row in rows(workspace)} == {
        ("Okafor, Dana R", "On leave", 19),
        ("Reyes, Marisol", "On leave", 19),
    }
    assert workspace.change(waive_gates, [1, 2, 3], training, "Instructor", "R. Chief", UNTIL)[0] == 1
    workspace.undo()
    workspace.undo()
    assert rows(workspace) == ()


@pytest.mark.parametrize(
    ("reason", "approver", "until", "why"),
    [
        (" ", "R. Chief", UNTIL, "needs a reason and an approver"),
        ("On leave", "", UNTIL, "needs a reason and an approver"),
        ("On leave", "R. Chief", date(2026, 11, 11), "cannot end in the past"),
        ("On leave", "R. Chief", date(2026, 11, 30), "waived until 2026-11-30 or longer for them already"),
    ],
)
def test_a_waiver_is_refused_in_words(
    workspace: Workspace, training: int, reason: str, approver: str, until: date, why: str
) -> None:
    with pytest.raises(RuleBroken, match=why):
        workspace.change(waive_gates, [1], training, reason, approver, until)


def test_an_extension_is_a_waiver_of_its_own_and_only_the_longer_one_counts(
    workspace: Workspace, training: int
) -> None:
    (first, _) = rows(workspace)
    with pytest.raises(RuleBroken, match="Choose a later day"):
        workspace.change(extend_waiver, first.id, "On leave", "R. Chief", UNTIL)
    made = workspace.change(extend_waiver, first.id, "Still on leave", "R. Chief", date(2027, 3, 1))[0]
    states = {row.id: row.state for row in rows(workspace)}
    assert (states[first.id], states[made]) == (WaiverState.EXTENDED, WaiverState.IN_FORCE)
    in_force = [row for row in rows(workspace) if row.state is WaiverState.IN_FORCE]
    assert sorted(row.days_left or 0 for row in in_force) == [19, 109]


def test_a_withdrawn_waiver_and_what_it_extended_hold_nothing_open(workspace: Workspace, training: int) -> None:
    (first, second) = rows(workspace)
    made = workspace.change(extend_waiver, first.id, "Still on leave", "R. Chief", date(2027, 3, 1))[0]
    with pytest.raises(RuleBroken, match="Say why"):
        workspace.change(withdraw_waivers, [made], "  ")
    assert workspace.change(withdraw_waivers, [made], "Back from leave")[0] == 2
    assert not holds(workspace, first.designee_id, training)
    assert holds(workspace, second.designee_id, training)
    withdrawn = [row for row in rows(workspace) if row.state is WaiverState.WITHDRAWN]
    assert {(row.withdrawn_on, row.withdrawn_why) for row in withdrawn} == {(TODAY, "Back from leave")}
    with pytest.raises(RuleBroken, match="withdrawn on 2026-11-12 already"):
        workspace.change(withdraw_waivers, [first.id], "Again")
    with pytest.raises(RuleBroken, match="Waive the gate anew"):
        workspace.change(extend_waiver, first.id, "On leave", "R. Chief", date(2027, 5, 1))
    workspace.undo()
    assert holds(workspace, first.designee_id, training)


def test_what_is_over_is_listed_and_cannot_be_withdrawn(
    workspace: Workspace, training: int, clock: StandingClock
) -> None:
    (first, second) = rows(workspace)
    clock.move_to(NOW.replace(month=12, day=15))
    with pytest.raises(RuleBroken, match="ended on 2026-12-01"):
        workspace.change(withdraw_waivers, [first.id], "Back")
    workspace.change(extend_waiver, first.id, "On leave", "R. Chief", date(2027, 1, 31))
    states = [(row.id, row.state) for row in rows(workspace, date(2026, 12, 15))]
    assert states[0][1] is WaiverState.IN_FORCE
    assert set(states[1:]) == {(first.id, WaiverState.ENDED), (second.id, WaiverState.ENDED)}
    assert first.ends_within(30)
    assert not first.ends_within(18)
