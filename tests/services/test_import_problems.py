"""Problems kept from an import: settled, opened again, mended into nominations."""

from datetime import UTC, date, datetime

import pytest

from coordinator.errors import RuleBroken
from coordinator.exchange.nominations import (
    NO_HEADER,
    Choices,
    NominationField,
    RowRepair,
    SheetChoice,
    mend,
    read_nominations,
)
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.services.designees import DesigneeFacts, add_designee, edit_designee
from coordinator.services.import_decisions import RowChoice
from coordinator.services.import_problems import reopen_problem, settle_problem, take_problem_row
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.taskings import close_tasking
from coordinator.services.workspace import Workspace
from coordinator.views.roster import designees
from coordinator.views.taskings import ProblemRow, import_problems, nominations
from tests import builders

F = NominationField
AT = datetime(2026, 10, 20, 15, tzinfo=UTC)
SHEET = "list.csv"
TEXT = (
    "Name,E-mail,Phone,Course\n"
    "Jane Okafor,jane at office,555,3/4/2026\n"
    "(b)(6),ann@example.gov,303-555-0102,yes\n"
    ",who@example.gov,303-555-0103,\n"
    "Total: 3,,,\n"
)


@pytest.fixture
def tasking_id(workspace: Workspace) -> int:
    return builders.a_tasking(workspace)


def take(workspace: Workspace, tasking_id: int, text: str = TEXT, choices: Choices | None = None) -> ImportResult:
    file = ReceivedFile(SHEET, text.encode(), AT)
    content = read_nominations(read_workbook(SHEET, file.data), choices)
    office = workspace.read(builders.office_id, "DEN")
    return workspace.change(import_nominations, tasking_id, office, file, content)[0]


def problem(workspace: Workspace, tasking_id: int, kind: str) -> ProblemRow:
    return next(row for row in workspace.read(import_problems, tasking_id) if row.kind == kind)


def open_kinds(workspace: Workspace, tasking_id: int) -> list[str]:
    return [row.kind for row in workspace.read(import_problems, tasking_id) if row.settled_on is None]


def names(workspace: Workspace, tasking_id: int) -> list[str]:
    return [row.name for row in workspace.read(nominations, tasking_id)]


def test_problems_are_settled_with_a_word_and_opened_again(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    ids = [row.id for row in workspace.read(import_problems, tasking_id)]
    assert len(ids) == 6
    assert workspace.change(settle_problem, ids, "The office was asked")[0] == 6
    assert open_kinds(workspace, tasking_id) == []
    assert workspace.history()[0] == "Settle 6 problems"
    assert workspace.change(reopen_problem, ids[0])[0] == 1
    assert len(open_kinds(workspace, tasking_id)) == 1
    workspace.undo()
    workspace.undo()
    assert len(open_kinds(workspace, tasking_id)) == 6


def test_a_problem_is_not_settled_without_a_word(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    with pytest.raises(RuleBroken, match="few words"):
        workspace.change(settle_problem, problem(workspace, tasking_id, "total").id, "  ")
    with pytest.raises(RuleBroken, match="at least one"):
        workspace.change(settle_problem, [], "Asked")


def test_a_withheld_name_that_was_asked_for_becomes_a_nomination(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    withheld = problem(workspace, tasking_id, "withheld")
    designee = workspace.change(take_problem_row, withheld.id, {F.NAME: "Poe, Ann"})[0]
    row = next(each for each in workspace.read(nominations, tasking_id) if each.designee_id == designee)
    assert (row.name, row.email, row.course_completed) == ("Poe, Ann", "ann@example.gov", True)
    assert "withheld" not in open_kinds(workspace, tasking_id)
    assert workspace.history()[0] == "Take Poe, Ann from list.csv"
    workspace.undo()
    assert "withheld" in open_kinds(workspace, tasking_id)
    assert names(workspace, tasking_id) == ["Okafor, Jane"]


def test_a_cell_mended_afterwards_changes_that_field_alone(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    (row,) = workspace.read(nominations, tasking_id)
    workspace.change(edit_designee, row.designee_id, "phone", "303-555-0177")
    workspace.change(take_problem_row, problem(workspace, tasking_id, "bad_email").id, {F.EMAIL: "jane@example.gov"})
    (person,) = workspace.read(designees, date(2026, 11, 1))
    assert (person.email, person.phone) == ("jane@example.gov", "(303) 555-0177")
    assert sorted(open_kinds(workspace, tasking_id)) == [
        "ambiguous_date", "bad_phone", "no_name", "total", "withheld",
    ]  # fmt: skip


def test_a_row_that_is_still_wrong_says_what_is(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    with pytest.raises(RuleBroken, match="no e-mail address"):
        workspace.change(take_problem_row, problem(workspace, tasking_id, "bad_email").id, {F.EMAIL: "jane"})
    with pytest.raises(RuleBroken, match="no name"):
        workspace.change(take_problem_row, problem(workspace, tasking_id, "no_name").id, {F.EMAIL: "a@example.gov"})
    assert names(workspace, tasking_id) == ["Okafor, Jane"]


def test_a_row_is_taken_for_the_person_who_is_meant(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    facts = DesigneeFacts("Poe, Anna", workspace.read(builders.office_id, "DEN"))
    known = workspace.change(add_designee, facts)[0]
    withheld = problem(workspace, tasking_id, "withheld")
    assert workspace.change(take_problem_row, withheld.id, {F.NAME: "Poe, Ann"}, known)[0] == known
    empty = problem(workspace, tasking_id, "no_name")
    with pytest.raises(RuleBroken, match="Settle the problem"):
        workspace.change(take_problem_row, empty.id, {F.NAME: "Roe, Max"}, RowChoice.LEAVE_OUT)


def test_a_row_of_a_file_whose_header_was_chosen_is_made_from_what_is_given(
    workspace: Workspace, tasking_id: int
) -> None:
    text = "Jane Okafor,a\n(b)(6),b\n"
    choice = SheetChoice(header_row=NO_HEADER, fields={0: F.NAME})
    take(workspace, tasking_id, text, Choices(sheets={SHEET: choice}))
    withheld = problem(workspace, tasking_id, "withheld")
    workspace.change(take_problem_row, withheld.id, {F.NAME: "Poe, Ann", F.EMAIL: "ann@example.gov"})
    assert sorted(names(workspace, tasking_id)) == ["Okafor, Jane", "Poe, Ann"]


def test_a_closed_tasking_takes_no_row(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    workspace.change(close_tasking, tasking_id)
    with pytest.raises(RuleBroken, match="closed"):
        workspace.change(take_problem_row, problem(workspace, tasking_id, "withheld").id, {F.NAME: "Poe, Ann"})


def test_the_same_file_mended_in_place_settles_what_it_mends(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id)
    file = ReceivedFile(SHEET, TEXT.encode(), AT)
    content = mend(
        read_nominations(read_workbook(SHEET, file.data)),
        {(SHEET, 2): RowRepair({F.EMAIL: "jane@example.gov"}), (SHEET, 3): RowRepair({F.NAME: "Poe, Ann"})},
    )
    office = workspace.read(builders.office_id, "DEN")
    result = workspace.change(import_nominations, tasking_id, office, file, content)[0]
    assert (result.new, result.changed, result.already_taken) == (1, 1, False)
    assert sorted(open_kinds(workspace, tasking_id)) == ["ambiguous_date", "bad_phone", "no_name", "total"]
    assert workspace.change(import_nominations, tasking_id, office, file, content)[0].already_taken
