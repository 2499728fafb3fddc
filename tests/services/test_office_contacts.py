"""Who is written to in an office: set, replaced, removed, and taken over from a list."""

from pathlib import Path

import pytest

from coordinator.errors import FileRefused, RuleBroken
from coordinator.rules.vocabulary import ContactRole
from coordinator.services.offices import (
    ContactEntry,
    add_office,
    change_office,
    contact_lines,
    import_contacts,
    remove_contact,
    set_contact,
)
from coordinator.services.workspace import Workspace
from coordinator.views.offices import contacts, mail_contacts, offices
from tests import builders

POC, SAC, TRAINING = ContactRole.POINT_OF_CONTACT, ContactRole.SAC, ContactRole.TRAINING


@pytest.fixture
def denver(workspace: Workspace) -> int:
    return workspace.read(builders.office_id, "DEN")


def held(workspace: Workspace, office: int) -> dict[ContactRole, tuple[str, str, str]]:
    return {row.role: (row.name, row.email, row.phone) for row in workspace.read(contacts, office)}


def test_a_new_contact_takes_the_place_of_the_one_before(workspace: Workspace, denver: int) -> None:
    workspace.change(set_contact, denver, POC, "Ruth  Whitfield\n", "Ruth.Whitfield@example.gov", "(303) 555-0100")
    workspace.change(set_contact, denver, POC, "Ivo Lund", "ivo.lund@example.gov")
    workspace.change(set_contact, denver, SAC, "SAC", "")
    assert held(workspace, denver) == {POC: ("Ivo Lund", "ivo.lund@example.gov", ""), SAC: ("SAC", "", "")}
    workspace.undo()
    workspace.undo()
    assert held(workspace, denver) == {POC: ("Ruth Whitfield", "ruth.whitfield@example.gov", "(303) 555-0100")}


def test_a_contact_can_be_removed(workspace: Workspace, denver: int) -> None:
    workspace.change(set_contact, denver, POC, "Ivo Lund", "ivo.lund@example.gov")
    workspace.change(remove_contact, denver, POC)
    assert held(workspace, denver) == {}


@pytest.mark.parametrize("email", ["ivo", "ivo@example.gov\r\nBcc: x@example.gov", "a@example.gov, b@example.gov"])
def test_one_sound_address_or_none(workspace: Workspace, denver: int, email: str) -> None:
    with pytest.raises(RuleBroken):
        workspace.change(set_contact, denver, POC, "Ivo Lund", email)
    assert held(workspace, denver) == {}


def test_an_office_changes_with_its_contacts_in_one_step(workspace: Workspace, denver: int) -> None:
    entries = [ContactEntry(POC, "Ivo Lund", "ivo.lund@example.gov"), ContactEntry(SAC), ContactEntry(TRAINING)]
    workspace.change(change_office, denver, "SAC Denver and Plains", "America/Denver", entries)
    assert workspace.history()[0] == "Change SAC Denver and Plains"
    assert list(held(workspace, denver)) == [POC]
    assert next(row for row in workspace.read(offices) if row.id == denver).mail_to == "ivo.lund@example.gov"
    workspace.undo()
    assert held(workspace, denver) == {}


def test_a_new_office_can_have_contacts_at_once(workspace: Workspace) -> None:
    entries = [ContactEntry(SAC, "SAC", "anc.sac@example.gov")]
    office, _ = workspace.change(add_office, "anc", "SAC Anchorage", "America/Anchorage", entries)
    assert workspace.read(mail_contacts)[office].email == "anc.sac@example.gov"


LIST = """Office,Name,E-mail,Role,Phone
DEN,Ruth Whitfield,ruth.whitfield@example.gov,POC,303-555-0100
DEN,"Lund, Ivo",ivo.lund@example.gov,Special Agent in Charge,
sac boston,Hale, Victoria,victoria.hale@example.gov
seattle\tAda Moreno\tada.moreno@example.gov\ttraining
Nowhere,Nobody,nobody@example.gov
CHI,No Address
"""


def test_a_list_is_read_whatever_the_order_of_its_columns(workspace: Workspace, denver: int) -> None:
    found = workspace.read(contact_lines, LIST.replace("\t", ","))
    boston, seattle = (workspace.read(builders.office_id, code) for code in ("BOS", "SEA"))
    assert [(line.office, line.role, line.name, line.email, line.phone) for line in found.lines] == [
        (denver, POC, "Ruth Whitfield", "ruth.whitfield@example.gov", "(303) 555-0100"),
        (denver, SAC, "Lund, Ivo", "ivo.lund@example.gov", ""),
        (boston, POC, "Hale, Victoria", "victoria.hale@example.gov", ""),
        (seattle, TRAINING, "Ada Moreno", "ada.moreno@example.gov", ""),
    ]
    assert found.problems == (
        "Row 6: “Nowhere” is the code or name of no office.",
        "Row 7: there is no e-mail address in “CHI, No Address”.",
    )


def test_a_list_taken_twice_changes_nothing(workspace: Workspace) -> None:
    lines = workspace.read(contact_lines, LIST.replace("\t", ",")).lines
    assert workspace.change(import_contacts, lines)[0] == 4
    assert workspace.change(import_contacts, lines)[0] == 0
    assert workspace.history()[0] == "Import contacts of 3 offices"
    workspace.undo()
    assert workspace.read(contacts) == ()


def test_a_list_comes_from_a_file_too(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("ruth.whitfield@example.gov;Ruth Whitfield;DEN\n", encoding="utf-16")
    [line] = workspace.read(contact_lines, path).lines
    assert (line.name, line.email) == ("Ruth Whitfield", "ruth.whitfield@example.gov")
    with pytest.raises(FileRefused, match="cannot be read"):
        workspace.read(contact_lines, tmp_path / "missing.csv")
    with pytest.raises(FileRefused, match="is empty"):
        workspace.read(contact_lines, " ")
