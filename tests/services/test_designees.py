"""People added, corrected and departed: what they were called before is kept, and every change can be undone."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, FormerEmail, FormerName
from coordinator.rules.vocabulary import Position
from coordinator.services.designees import (
    DesigneeFacts,
    add_designee,
    change_designee,
    edit_cells,
    edit_designee,
    mark_departed,
)
from coordinator.services.offices import close_office
from coordinator.services.workspace import Workspace
from coordinator.views.roster import designee_detail, designees
from tests import builders
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)


def added(workspace: Workspace, name: str = "OKAFOR, DANA R", email: str = "Dana.Okafor@Example.GOV") -> int:
    office = workspace.read(builders.office_id, "DEN")
    facts = DesigneeFacts(name, office, Position.SPECIAL_AGENT, email, "303.555.0101")
    return workspace.change(add_designee, facts)[0]


def person(workspace: Workspace, designee_id: int) -> Designee:
    found = workspace.read(lambda session: session.scalars(select(Designee).where(Designee.id == designee_id)).one())
    assert isinstance(found, Designee)
    return found


def test_a_person_is_added_with_the_name_taken_apart_and_contact_data_in_one_form(workspace: Workspace) -> None:
    row = person(workspace, added(workspace))
    assert (row.first_name, row.middle_name, row.last_name) == ("Dana", "R", "Okafor")
    assert (row.email, row.email_key) == ("dana.okafor@example.gov", "dana.okafor@example.gov")
    assert row.phone == "(303) 555-0101"
    assert row.raw_name == "OKAFOR, DANA R"


@pytest.mark.parametrize("name", ["", "   ", "(b)(6); (b)(7)(C)", "12345"])
def test_without_a_name_nobody_is_added(workspace: Workspace, name: str) -> None:
    with pytest.raises(RuleBroken, match="needs a name"):
        added(workspace, name)
    assert workspace.read(designees, TODAY) == ()


def test_an_address_on_record_for_somebody_else_is_refused_by_name(workspace: Workspace) -> None:
    added(workspace)
    with pytest.raises(RuleBroken, match="Okafor, Dana R"):
        added(workspace, "Reyes, Marisol", "dana.okafor@example.gov")


def test_the_earlier_address_is_kept_and_files_still_find_the_person_by_it(workspace: Workspace) -> None:
    designee_id = added(workspace, "Okafor, Dana R", "okafor0@example.gov")
    workspace.change(edit_designee, designee_id, "email", "dana@example.gov")
    former = workspace.read(lambda session: list(session.scalars(select(FormerEmail.email_key))))
    assert former == ["okafor0@example.gov"]
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, names=("Okafor, Dana R",))
    assert [row.id for row in workspace.read(designees, TODAY)] == [designee_id]


def test_an_address_taken_up_again_is_not_kept_twice(workspace: Workspace) -> None:
    designee_id = added(workspace)
    for address in ("a@example.gov", "dana.okafor@example.gov", "a@example.gov"):
        workspace.change(edit_designee, designee_id, "email", address)
    former = workspace.read(lambda session: sorted(session.scalars(select(FormerEmail.email_key))))
    assert former == ["a@example.gov", "dana.okafor@example.gov"]


def test_the_earlier_name_is_kept(workspace: Workspace) -> None:
    designee_id = added(workspace)
    workspace.change(edit_designee, designee_id, "name", "Okafor-Reyes, Dana R")
    assert person(workspace, designee_id).last_name == "Okafor-Reyes"
    assert workspace.read(lambda session: list(session.scalars(select(FormerName.raw_name)))) == ["OKAFOR, DANA R"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "not an address", "not an e-mail address"),
        ("phone", "12", "not a telephone number"),
        ("time_zone", "Mars/Olympus", "not a time zone"),
        ("office_id", "XXX", "no office with the code XXX"),
        ("id", "7", "cannot be changed"),
    ],
)
def test_what_cannot_be_right_is_refused_in_a_sentence(
    workspace: Workspace, field: str, value: str, sentence: str
) -> None:
    designee_id = added(workspace)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(edit_designee, designee_id, field, value)


def test_many_are_edited_in_one_step_that_is_undone_in_one(workspace: Workspace) -> None:
    ids = [added(workspace), added(workspace, "Reyes, Marisol", "")]
    workspace.change(edit_designee, ids, "office_id", "sea")
    assert {row.office for row in workspace.read(designees, TODAY)} == {"SEA"}
    assert workspace.undo()[0] == "Change the office of 2 people"
    assert {row.office for row in workspace.read(designees, TODAY)} == {"DEN"}
    with pytest.raises(RuleBroken, match="one by one"):
        workspace.change(edit_designee, ids, "name", "Same, Name")


def three(workspace: Workspace) -> list[int]:
    names = ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per")
    return [added(workspace, name, f"{name.split(',')[0].lower()}@example.gov") for name in names]


def test_many_cells_are_one_step_with_a_name_that_counts_them(workspace: Workspace) -> None:
    dana, marisol, per = three(workspace)
    cells = [(dana, "phone", "303 555 0199"), (dana, "note", " Deputy "), (marisol, "office_id", "sea")]
    cells.append((per, "position", "Task Force Officer"))
    assert workspace.change(edit_cells, cells)[0] == 4
    assert (person(workspace, dana).phone, person(workspace, dana).note) == ("(303) 555-0199", "Deputy")
    assert person(workspace, marisol).office_id == workspace.read(builders.office_id, "SEA")
    assert person(workspace, per).position is Position.TASK_FORCE_OFFICER
    assert workspace.undo()[0] == "Change 4 cells of 3 people"
    assert (person(workspace, dana).phone, person(workspace, dana).note) == ("(303) 555-0101", "")
    assert person(workspace, per).position is Position.SPECIAL_AGENT


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ([(0, "email", "d@example.gov")], "Change the e-mail of Okafor, Dana R"),
        ([(0, "note", "a"), (0, "mobile", "")], "Change 2 cells of Okafor, Dana R"),
        ([(0, "office_id", "SEA"), (1, "office_id", "SEA")], "Change the office of 2 people"),
        ([(0, "note", "a"), (0, "note", "b")], "Change the note of Okafor, Dana R"),
    ],
)
def test_the_step_is_called_by_what_it_changes(
    workspace: Workspace, cells: list[tuple[int, str, str]], name: str
) -> None:
    ids = three(workspace)
    workspace.change(edit_cells, [(ids[place], field, text) for place, field, text in cells])
    assert workspace.undo()[0] == name


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("phone", "12", "Phone of Reyes, Marisol: “12” is not a telephone number"),
        ("email", "nobody", "E-mail of Reyes, Marisol: “nobody” is not an e-mail address"),
        ("name", "", "Name of Reyes, Marisol: A person needs a name"),
        ("office_id", "XXX", "Office of Reyes, Marisol: There is no office with the code “XXX”"),
        ("office_id", "1", "There is no office with the code “1”"),
        ("supervisor_email", "x@", "Supervisor’s e-mail of Reyes, Marisol: "),
        ("supervisor_name", "(b)(6)", "Supervisor of Reyes, Marisol: This was withheld"),
        ("rank", "1", "cannot be changed"),
    ],
)
def test_one_bad_cell_refuses_all_by_person_and_field(
    workspace: Workspace, field: str, text: str, sentence: str
) -> None:
    dana, marisol, _ = three(workspace)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(edit_cells, [(dana, "note", "changed"), (marisol, field, text)])
    assert person(workspace, dana).note == ""


def test_one_address_is_not_given_to_two_people_of_one_paste(workspace: Workspace) -> None:
    dana, marisol, per = three(workspace)
    same = [(dana, "email", "team@example.gov"), (marisol, "email", "TEAM@example.gov")]
    with pytest.raises(RuleBroken, match="given to Reyes, Marisol: it is that of Okafor, Dana R"):
        workspace.change(edit_cells, same)
    shifted = [(dana, "email", "reyes@example.gov"), (marisol, "email", "lindqvist@example.gov"), (per, "email", "")]
    with pytest.raises(RuleBroken, match="given to Okafor, Dana R: it is that of Reyes, Marisol"):
        workspace.change(edit_cells, shifted)
    assert person(workspace, per).email == "lindqvist@example.gov"


def test_an_address_of_someone_outside_the_paste_is_refused_by_name(workspace: Workspace) -> None:
    dana, _, per = three(workspace)
    with pytest.raises(RuleBroken, match=r"E-mail of Okafor, Dana R: reyes@.* is on record for Reyes"):
        workspace.change(edit_cells, [(dana, "email", "reyes@example.gov"), (per, "note", "x")])


def test_everyone_can_be_filled_at_once(workspace: Workspace) -> None:
    ids = [added(workspace, f"Person{n}, A", "") for n in range(1, 12)]
    assert workspace.change(edit_cells, [(each, "duty_station", "Annex") for each in ids])[0] == 11
    assert workspace.undo()[0] == "Change the duty station of 11 people"
    with pytest.raises(RuleBroken, match="no longer there"):
        workspace.change(edit_cells, [(99_999, "note", "x")])
    with pytest.raises(RuleBroken, match="at least one"):
        workspace.change(edit_cells, [])


def test_a_person_of_a_closed_office_can_be_corrected_but_nobody_new_comes(
    workspace: Workspace, clock: StandingClock
) -> None:
    designee_id = added(workspace)
    office = workspace.read(builders.office_id, "DEN")
    workspace.change(close_office, office)
    clock.move_to(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    facts = DesigneeFacts("Okafor, Dana R", office, Position.ANALYST, "dana@example.gov")
    workspace.change(change_designee, designee_id, facts)
    assert person(workspace, designee_id).position is Position.ANALYST
    with pytest.raises(RuleBroken, match="was closed"):
        added(workspace, "Reyes, Marisol", "")


def test_saving_without_a_change_writes_nothing(workspace: Workspace) -> None:
    designee_id = added(workspace)
    detail = workspace.read(designee_detail, designee_id, TODAY)
    assert detail is not None
    facts = DesigneeFacts(detail.name, detail.office_id, detail.position, detail.email, detail.phone)
    _, touched = workspace.change(change_designee, designee_id, facts)
    assert not touched
    assert workspace.read(lambda session: list(session.scalars(select(FormerName.id)))) == []


def test_who_departed_can_be_marked_as_back(workspace: Workspace) -> None:
    designee_id = added(workspace)
    workspace.change(mark_departed, [designee_id], date(2026, 11, 1))
    assert workspace.read(designees, TODAY)[0].departed_on == date(2026, 11, 1)
    workspace.change(mark_departed, [designee_id], None)
    assert workspace.read(designees, TODAY)[0].departed_on is None
    with pytest.raises(RuleBroken, match="future"):
        workspace.change(mark_departed, [designee_id], date(2027, 1, 1))
