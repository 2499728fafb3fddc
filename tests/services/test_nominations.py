"""From nomination files to a selection."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.rules.vocabulary import NominationState, ResponseState
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.selection import decide_selection, note_score, override, rank_nominations, withdraw_nomination
from coordinator.services.taskings import close_tasking, decline, set_quotas
from coordinator.services.workspace import Workspace
from coordinator.views.roster import designees
from coordinator.views.taskings import board, import_problems, nominations
from tests import builders

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
ON_TIME = datetime(2026, 10, 20, 15, tzinfo=UTC)
LATE = datetime(2026, 10, 25, 15, tzinfo=UTC)


def take(
    workspace: Workspace, tasking_id: int, name: str, data: bytes, at: datetime = ON_TIME, code: str = "DEN"
) -> ImportResult:
    content = read_nominations(read_workbook(name, data))
    file = ReceivedFile(name, data, at)
    office = workspace.read(builders.office_id, code)
    return workspace.change(import_nominations, tasking_id, office, file, content)[0]


def test_the_same_file_twice_changes_nothing(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    before = workspace.verify()
    assert builders.nominated(workspace, tasking_id).already_taken
    assert workspace.verify() == before


def test_the_same_people_in_another_file_stay_the_same_people(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    result = take(workspace, tasking_id, "again.csv", builders.nomination_csv() + b"\n")
    assert (result.new, result.changed, result.same) == (0, 0, 5)


def test_a_changed_cell_changes_that_person_only(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    data = builders.nomination_csv().replace(b"Special Agent,no,2026-09-02", b"Analyst,yes,2026-09-02")
    result = take(workspace, tasking_id, "changed.csv", data)
    assert (result.new, result.changed, result.same) == (0, 1, 4)
    changed = next(row for row in workspace.read(nominations, tasking_id) if row.name.startswith("Reyes"))
    assert (changed.position.value, changed.trial_use) == ("analyst", True)


def test_late_input_is_taken_and_marked(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    result = take(workspace, tasking_id, "late.csv", builders.nomination_csv(), at=LATE)
    assert result.is_late
    assert all(row.is_late for row in workspace.read(nominations, tasking_id))
    den = next(row for row in workspace.read(board, tasking_id) if row.office_code == "DEN")
    assert den.late_by is not None
    assert den.late_by.days == 1


def test_over_quota_input_is_taken_and_marked(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    names = [f"Person{n}, Alex" for n in range(8)]
    result = builders.nominated(workspace, tasking_id, names=names)
    assert (result.new, result.over_quota) == (8, 3)
    workspace.change(set_quotas, tasking_id, {workspace.read(builders.office_id, "DEN"): 8})


def test_rows_that_cannot_be_read_are_kept_with_their_cells(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    for name, code in (("nominations-s1-field-office.xlsx", "BUF"), ("nominations-s2-field-office-cp1252.csv", "BOS")):
        take(workspace, tasking_id, name, (SAMPLES / name).read_bytes(), code=code)
    problems = workspace.read(import_problems, tasking_id)
    assert len(problems) >= 6
    assert any("VACANT" in row.cells for row in problems)
    assert all(row.message.endswith((".", "”")) for row in problems)


def test_a_person_found_by_email_keeps_the_record_of_another_office(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, "DEN")
    take(workspace, tasking_id, "sea.csv", builders.nomination_csv() + b"\n\n", code="SEA")
    assert len(workspace.read(designees, workspace.clock.now().date())) == 5


def test_two_people_of_one_name_without_email_are_never_merged_by_guess(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    take(workspace, tasking_id, "den.csv", b'Name,E-mail\n"Doe, Jane",jane1@example.gov\n')
    take(workspace, tasking_id, "den2.csv", b'Name,E-mail\n"Doe, Jane",jane2@example.gov\n')
    assert len(workspace.read(designees, workspace.clock.now().date())) == 2


def test_a_closed_tasking_takes_no_more(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    workspace.change(close_tasking, tasking_id)
    with pytest.raises(RuleBroken, match="closed"):
        builders.nominated(workspace, tasking_id)


def test_an_office_that_named_people_cannot_have_declined(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    with pytest.raises(RuleBroken, match="already named"):
        workspace.change(decline, tasking_id, workspace.read(builders.office_id, "DEN"), ON_TIME)
    workspace.change(decline, tasking_id, workspace.read(builders.office_id, "SEA"), ON_TIME)
    states = {row.office_code: row.state for row in workspace.read(board, tasking_id)}
    assert (states["DEN"], states["SEA"], states["ATL"]) == (
        ResponseState.RECEIVED,
        ResponseState.DECLINED,
        ResponseState.AWAITED,
    )


def test_the_memo_s_priority_decides(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    assert workspace.change(rank_nominations, tasking_id)[0] == 5
    rows = workspace.read(nominations, tasking_id)
    assert [row.trial_use for row in rows] == [True, True, True, False, False]
    assert rows[0].explanation.startswith("1st of 5: used trial license (+4), course completed")


def test_a_decision_is_frozen_with_its_explanations(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    assert workspace.change(decide_selection, tasking_id, 3)[0] == 3
    states = [row.state for row in workspace.read(nominations, tasking_id)]
    assert states == [NominationState.SELECTED] * 3 + [NominationState.ALTERNATE] * 2
    assert workspace.history() == (None, None)


def test_a_decision_by_hand_needs_a_reason_and_stands(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    workspace.change(rank_nominations, tasking_id)
    last = workspace.read(nominations, tasking_id)[-1]
    with pytest.raises(RuleBroken, match="reason"):
        workspace.change(override, [last.id], NominationState.SELECTED, " ")
    workspace.change(override, [last.id], NominationState.NOT_SELECTED, "Leaves in December")
    workspace.change(decide_selection, tasking_id, 10)
    after = {row.id: row for row in workspace.read(nominations, tasking_id)}
    assert (after[last.id].state, after[last.id].decision_reason) == (
        NominationState.NOT_SELECTED,
        "Leaves in December",
    )


def test_the_coordinator_s_own_score_stays_apart_from_the_rules(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    workspace.change(rank_nominations, tasking_id)
    row = workspace.read(nominations, tasking_id)[0]
    workspace.change(note_score, row.id, 9.5, "Speaks Tagalog")
    again = workspace.read(nominations, tasking_id)[0]
    assert (again.score, again.manual_score, again.manual_note) == (row.score, 9.5, "Speaks Tagalog")


def test_who_withdrew_is_not_ranked(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    row = workspace.read(nominations, tasking_id)[0]
    workspace.change(withdraw_nomination, row.id, "Transferred")
    assert workspace.change(rank_nominations, tasking_id)[0] == 4
