"""What an import would do is told before, and the import does exactly that."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.nominations import Choices, NominationField, NominationFile, SheetChoice, read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Completion, Designee, FormerEmail, Nomination
from coordinator.services.designees import DesigneeFacts, add_designee, edit_designee
from coordinator.services.import_changes import Owner
from coordinator.services.import_decisions import Decisions, RowChoice
from coordinator.services.import_mappings import forget_mapping, remember_mapping, remembered_mapping
from coordinator.services.import_plan import ImportPlan, PlannedRow, RowState, plan_import
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.taskings import set_quotas
from coordinator.services.workspace import Workspace
from coordinator.views.taskings import board, import_problems, nominations
from tests import builders

AT = datetime(2026, 10, 20, 15, tzinfo=UTC)
HEAD = "Name,E-mail,Phone,Position,Supervisor's priority\n"
JANE = '"Okafor, Jane",jane@example.gov,303-555-0101,Special Agent,1\n'
SHEET = "list.csv"


def content_of(text: str) -> NominationFile:
    return read_nominations(read_workbook(SHEET, text.encode()))


def office(workspace: Workspace, code: str = "DEN") -> int:
    return workspace.read(builders.office_id, code)


def plan(workspace: Workspace, tasking_id: int, text: str, decisions: Decisions | None = None) -> ImportPlan:
    return workspace.read(plan_import, tasking_id, office(workspace), content_of(text), decisions, AT)


def take(workspace: Workspace, tasking_id: int, text: str, decisions: Decisions | None = None) -> ImportResult:
    file = ReceivedFile(SHEET, text.encode(), AT)
    return workspace.change(import_nominations, tasking_id, office(workspace), file, content_of(text), decisions)[0]


def only(planned: ImportPlan) -> PlannedRow:
    (row,) = planned.rows
    return row


def person(workspace: Workspace, name: str, email: str = "", code: str = "DEN", phone: str = "") -> int:
    facts = DesigneeFacts(name, office(workspace, code), email=email, phone=phone)
    return workspace.change(add_designee, facts)[0]


def people(session: Session) -> list[tuple[str, str, str]]:
    columns = (Designee.last_name, Designee.email, Designee.phone)
    rows = session.execute(select(*columns).order_by(Designee.id))
    return [(last_name, email, phone) for last_name, email, phone in rows]


@pytest.fixture
def tasking_id(workspace: Workspace) -> int:
    return builders.a_tasking(workspace)


def test_everybody_is_new_in_an_empty_database(workspace: Workspace, tasking_id: int) -> None:
    planned = plan(workspace, tasking_id, HEAD + JANE)
    assert (only(planned).state, only(planned).is_new_person, planned.is_late) == (RowState.NEW, True, False)
    take(workspace, tasking_id, HEAD + JANE)
    (row,) = workspace.read(lambda session: list(session.scalars(select(Nomination))))
    assert row.supervisor_priority == 1


def test_a_plan_changes_nothing(workspace: Workspace, tasking_id: int) -> None:
    before = workspace.verify()
    plan(workspace, tasking_id, HEAD + JANE)
    assert workspace.verify() == before
    assert workspace.read(people) == []


def test_a_corrected_file_changes_field_by_field_what_it_corrects(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id, HEAD + JANE)
    corrected = HEAD + JANE.replace("0101", "0199").replace(",1\n", ",2\n")
    row = only(plan(workspace, tasking_id, corrected))
    assert row.state is RowState.CHANGED
    assert [(change.owner, change.field, change.before, change.after) for change in row.changes] == [
        (Owner.PERSON, "phone", "(303) 555-0101", "(303) 555-0199"),
        (Owner.NOMINATION, "supervisor_priority", 1, 2),
    ]
    assert take(workspace, tasking_id, corrected).changed == 1
    assert workspace.read(people) == [("Okafor", "jane@example.gov", "(303) 555-0199")]
    assert plan(workspace, tasking_id, corrected).changes_nothing


def test_a_changed_field_can_be_kept_as_it_is_on_record(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id, HEAD + JANE)
    corrected = HEAD + JANE.replace("0101", "0199")
    keep = Decisions(take={(SHEET, 2, "phone"): False})
    row = only(plan(workspace, tasking_id, corrected, keep))
    assert (row.state, row.changes[0].is_taken) == (RowState.SAME, False)
    take(workspace, tasking_id, corrected, keep)
    assert workspace.read(people)[0][2] == "(303) 555-0101"


def test_a_blank_or_withheld_cell_takes_nothing_away(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id, HEAD + JANE)
    assert plan(workspace, tasking_id, HEAD + '"Okafor, Jane",jane@example.gov,(b)(6),,\n').changes_nothing


def test_a_new_address_keeps_the_old_one_as_a_former_one(workspace: Workspace, tasking_id: int) -> None:
    person(workspace, "Okafor, Jane", phone="(303) 555-0101")
    designee = workspace.read(builders.designee_ids)[0]
    workspace.change(edit_designee, designee, "email", "old@example.gov")
    text = 'Name,E-mail\n"Okafor, Jane",jane@example.gov\n'
    told = Decisions(people={(SHEET, 2): designee})
    (change,) = only(plan(workspace, tasking_id, text, told)).changes
    assert (change.field, change.before, change.after) == ("email", "old@example.gov", "jane@example.gov")
    take(workspace, tasking_id, text, told)
    former = workspace.read(lambda session: list(session.scalars(select(FormerEmail.email_key))))
    assert former == ["old@example.gov"]
    old_file = 'Name,E-mail,Box\n"Okafor, Jane",old@example.gov,\n'
    assert not [each for each in only(plan(workspace, tasking_id, old_file, told)).changes if each.field == "email"]


def test_another_name_is_shown_and_taken_only_when_told(workspace: Workspace, tasking_id: int) -> None:
    take(workspace, tasking_id, HEAD + JANE)
    text = HEAD + JANE.replace("Okafor, Jane", "Okafor, Jane Q")
    (change,) = only(plan(workspace, tasking_id, text)).changes
    assert (change.field, change.after, change.is_taken) == ("name", "Okafor, Jane Q", False)
    take(workspace, tasking_id, text, Decisions(take={(SHEET, 2, "name"): True}))
    (row,) = workspace.read(nominations, tasking_id)
    assert row.name == "Okafor, Jane Q"


# doubtful


def two_namesakes(workspace: Workspace) -> list[int]:
    return [
        person(workspace, "Okafor, Jane", "jane.a@example.gov"),
        person(workspace, "Okafor, Jane", "jane.b@example.gov"),
    ]


def test_who_may_be_two_people_is_doubtful_with_reasons(workspace: Workspace, tasking_id: int) -> None:
    known = two_namesakes(workspace)
    row = only(plan(workspace, tasking_id, 'Name\n"Okafor, Jane"\n'))
    assert row.state is RowState.DOUBTFUL
    assert sorted(each.designee_id for each in row.candidates) == sorted(known)
    assert all(each.reasons and 0 < each.score <= 1 and each.office == "DEN" for each in row.candidates)


def test_an_undecided_doubtful_row_is_a_new_person_and_a_problem(workspace: Workspace, tasking_id: int) -> None:
    two_namesakes(workspace)
    result = take(workspace, tasking_id, 'Name\n"Okafor, Jane"\n')
    assert (result.new, result.doubtful, result.problems) == (1, 1, 1)
    assert len(workspace.read(people)) == 3
    (problem,) = workspace.read(import_problems, tasking_id)
    assert problem.kind == "doubtful"
    assert problem.message.startswith("Okafor, Jane may be Okafor, Jane (DEN) or Okafor, Jane (DEN)")


def test_the_same_doubtful_file_twice_makes_no_third_person(workspace: Workspace, tasking_id: int) -> None:
    two_namesakes(workspace)
    take(workspace, tasking_id, 'Name\n"Okafor, Jane"\n')
    assert take(workspace, tasking_id, 'Name\n"Okafor, Jane"\n').already_taken
    assert len(workspace.read(people)) == 3


@pytest.mark.parametrize("choice", [0, RowChoice.NEW_PERSON, RowChoice.LEAVE_OUT])
def test_a_doubtful_row_is_taken_as_it_was_decided(
    workspace: Workspace, tasking_id: int, choice: int | RowChoice
) -> None:
    known = two_namesakes(workspace)
    told = known[0] if not isinstance(choice, RowChoice) else choice
    take(workspace, tasking_id, 'Name\n"Okafor, Jane"\n', Decisions(people={(SHEET, 2): told}))
    nominated = [row.designee_id for row in workspace.read(nominations, tasking_id)]
    problems = [row.kind for row in workspace.read(import_problems, tasking_id)]
    if told == known[0]:
        assert (nominated, problems) == ([known[0]], [])
    elif told is RowChoice.NEW_PERSON:
        assert (len(nominated), problems) == (1, [])
        assert nominated[0] not in known
    else:
        assert (nominated, problems) == ([], ["left_out"])


def test_two_rows_of_one_person_make_one_nomination(workspace: Workspace, tasking_id: int) -> None:
    known = person(workspace, "Okafor, Jane", "jane@example.gov")
    text = 'Name,E-mail\n"Okafor, Jane",jane@example.gov\n"Okafor, J",\n'
    planned = plan(workspace, tasking_id, text, Decisions(people={(SHEET, 3): known}))
    assert planned.rows[1].same_as == (SHEET, 2)
    assert planned.problems[-1].other_row == (SHEET, 2)
    take(workspace, tasking_id, text, Decisions(people={(SHEET, 3): known}))
    assert len(workspace.read(nominations, tasking_id)) == 1


def test_two_who_share_an_address_are_both_taken_and_the_first_has_it(workspace: Workspace, tasking_id: int) -> None:
    text = 'Name,E-mail\n"Doe, Jane",desk@example.gov\n"Roe, Max",desk@example.gov\n'
    assert take(workspace, tasking_id, text).new == 2
    assert [(name, email) for name, email, _ in workspace.read(people)] == [("Doe", "desk@example.gov"), ("Roe", "")]


def test_a_person_merged_meanwhile_is_the_person_kept(workspace: Workspace, tasking_id: int) -> None:
    with pytest.raises(RuleBroken, match="no longer there"):
        plan(workspace, tasking_id, 'Name\n"Okafor, Jane"\n', Decisions(people={(SHEET, 2): 999}))


# offices, quotas, receipts


def test_a_row_that_names_its_office_is_that_office_s(workspace: Workspace, tasking_id: int) -> None:
    text = "Name,Office\nJane Okafor,SAC Boston\nMax Roe,BUF\nAnn Poe,\nAl Loe,Basement\n"
    planned = plan(workspace, tasking_id, text)
    assert [(each.code, each.new) for each in planned.offices] == [("BOS", 1), ("BUF", 1), ("DEN", 2)]
    assert planned.problems[-1].message == "“Basement” is no office on record; 1 row was taken for SAC Denver."
    take(workspace, tasking_id, text)
    states = {row.office_code: (row.nominated, row.state.value) for row in workspace.read(board, tasking_id)}
    assert (states["BOS"], states["DEN"], states["SEA"]) == ((1, "received"), (2, "received"), (0, "awaited"))


def test_what_an_office_is_called_can_be_decided(workspace: Workspace, tasking_id: int) -> None:
    told = Decisions(offices={"Basement": office(workspace, "SEA")})
    planned = plan(workspace, tasking_id, "Name,Office\nAl Loe,Basement\n", told)
    assert [(each.code, each.new) for each in planned.offices] == [("DEN", 0), ("SEA", 1)]
    assert planned.problems == ()


def test_who_will_stand_over_quota_is_foreseen_as_it_comes(workspace: Workspace, tasking_id: int) -> None:
    workspace.change(set_quotas, tasking_id, {office(workspace): 2})
    take(workspace, tasking_id, 'Name\n"Okafor, Jane"\n')
    text = "Name,Alternate\nAnn Poe,yes\nMax Roe,\nAl Loe,\n"
    planned = plan(workspace, tasking_id, text)
    (den,) = planned.offices
    assert (den.quota, den.standing, den.over) == (2, 4, 2)
    foreseen = {row.entry.name.last: row.is_over_quota for row in planned.rows}
    assert foreseen == {"Poe": True, "Roe": False, "Loe": True}
    take(workspace, tasking_id, text)
    found = {row.name.partition(",")[0]: row.is_over_quota for row in workspace.read(nominations, tasking_id)}
    assert found == {**foreseen, "Okafor": False}


def test_the_state_of_a_nomination_is_not_touched_by_a_file(workspace: Workspace) -> None:
    tasking_id = builders.selected(workspace)
    before = [(row.id, row.state) for row in workspace.read(nominations, tasking_id)]
    data = builders.nomination_csv().replace(b"Special Agent", b"Analyst").decode()
    assert plan(workspace, tasking_id, data).count(RowState.CHANGED) == 5
    take(workspace, tasking_id, data)
    assert [(row.id, row.state) for row in workspace.read(nominations, tasking_id)] == before


def test_an_import_is_rolled_back_in_one_step(workspace: Workspace, tasking_id: int) -> None:
    person(workspace, "Okafor, Jane", "jane@example.gov")
    before = workspace.read(people)
    text = HEAD + JANE + '"Roe, Max",max@example.gov,,,\n"(b)(6)",,,,\n'
    file = ReceivedFile(SHEET, text.encode(), AT)
    choices = Choices(sheets={SHEET: SheetChoice(fields={2: NominationField.MOBILE})})
    content = read_nominations(read_workbook(SHEET, text.encode()), choices)
    workspace.change(import_nominations, tasking_id, office(workspace), file, content)
    assert workspace.history()[0] == "Import nominations of SAC Denver"
    assert workspace.read(remembered_mapping, office(workspace)) == {"phone": NominationField.MOBILE}
    workspace.undo()
    assert workspace.read(people) == before
    assert workspace.read(nominations, tasking_id) == ()
    assert workspace.read(import_problems, tasking_id) == ()
    assert workspace.read(remembered_mapping, office(workspace)) == {}


def test_a_stated_completion_is_recorded_once(workspace: Workspace, tasking_id: int) -> None:
    text = 'Name,E-mail,Course completed\n"Okafor, Jane",jane@example.gov,2026-09-01\n'
    take(workspace, tasking_id, text)
    take(workspace, tasking_id, text + "\n")
    assert len(workspace.read(lambda session: list(session.scalars(select(Completion.id))))) == 1


# remembered columns


def test_columns_are_remembered_by_office_and_forgotten(workspace: Workspace) -> None:
    den, sea = office(workspace), office(workspace, "SEA")
    columns = {"unit": NominationField.DUTY_STATION, "box": None}
    assert workspace.change(remember_mapping, den, columns)[0] == 2
    assert workspace.read(remembered_mapping, den) == columns
    assert workspace.read(remembered_mapping, sea) == {}
    assert workspace.change(remember_mapping, den, {"unit": NominationField.OFFICE, "box": None})[0] == 1
    assert workspace.read(remembered_mapping, den)["unit"] is NominationField.OFFICE
    assert workspace.change(forget_mapping, den)[0] == 2
    assert workspace.read(remembered_mapping, den) == {}
