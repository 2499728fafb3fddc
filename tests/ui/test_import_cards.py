"""What is said of a file before it is imported: its people, its columns, its problems, its key."""

from PySide6.QtCore import Qt

from coordinator.services.import_reading import Told
from coordinator.services.nomination_workbooks import nomination_workbook
from tests import builders
from tests.ui.import_desk import (
    ANA,
    HEADERS,
    ODD,
    Importing,
    csv,
    filled_in,
    package_of,
    parts_of,
    said,
)
from tests.ui.import_desk import answers as answers
from tests.ui.import_desk import importing as importing
from ui.dialogs.import_steps_dialog import COLUMNS, PEOPLE
from ui.widgets.import_findings import MOST_PROBLEMS


def workbook_of_denver(importing: Importing) -> bytes:
    office = importing.workspace.read(builders.office_id, "DEN")
    name, data = importing.workspace.read(nomination_workbook, importing.tasking_id, office)
    assert name.endswith("DEN.xlsx")
    person = ("Moss", "Ana", "", "", "Special Agent", "ana.moss@example.gov")
    return filled_in(data, [person])


def test_a_card_names_six_kinds_of_problems_and_counts_the_others(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv(ODD).encode()))
    lines = dialog.cards[0].lines
    problems = lines[3:]
    assert len(problems) == MOST_PROBLEMS + 1
    assert [line.tone[1] for line in problems[:2]] == ["caution", "caution"]
    assert {line.sentence for line in problems[:2]} == {"1 name withheld", "1 row without a name"}
    assert problems[0].note == "Row 3: The name was withheld; ask the office who is meant."
    assert problems[-1].sentence.startswith("and ")
    assert problems[-1].sentence.endswith("more kinds; look closer")


def test_look_closer_stands_out_while_something_waits_for_a_decision(importing: Importing) -> None:
    unsure = [("Name", "Contact"), ("Moss, Ana", "ana@example.gov"), ("Nim, Bo", "bo@example.gov")]
    dialog = importing.open(
        ("DEN.csv", csv([HEADERS, ANA]).encode()),
        ("SEA.csv", csv(ODD).encode()),
        ("ATL.csv", csv(unsure).encode()),
    )
    kinds = [card.look_closer.property("kind") for card in dialog.cards]
    assert kinds == ["", "primary", "primary"]
    assert "1 column is in doubt" in said(dialog, 2)


def test_doubtful_people_wait_for_a_look(importing: Importing) -> None:
    builders.nominated(importing.workspace, importing.tasking_id, names=["Okafor, Dana R"])
    rows = [("Name", "E-mail", "Phone"), ("Okafor, Danah", "", "")]
    dialog = importing.open(("DEN list.csv", csv(rows).encode()))
    assert "1 person who may be on record already" in said(dialog)
    assert dialog.cards[0].look_closer.property("kind") == "primary"
    steps = importing.look_closer(dialog)
    steps.tabs.setCurrentIndex(PEOPLE)
    steps.people.grid.selectRow(0)
    importing.press(steps.people.grid, Qt.Key.Key_N)
    importing.done(steps)
    assert dialog.cards[0].look_closer.property("kind") == ""
    assert dialog.cards[0].isAncestorOf(dialog.cards[0].look_closer)


def test_a_workbook_of_our_own_says_so_and_asks_for_no_look(importing: Importing) -> None:
    dialog = importing.open(("returned.xlsx", workbook_of_denver(importing)))
    card = dialog.cards[0]
    assert card.office.currentText().startswith("DEN")
    assert said(dialog)[:3] == [
        "1 person read · office told by its own key",
        "1 new; late",
        "The workbook that was sent out for this came back.",
    ]
    assert card.look_closer.property("kind") == ""
    steps = importing.look_closer(dialog)
    steps.tabs.setCurrentIndex(COLUMNS)
    told = {column.told_by for sheet in steps._file.content.sheets for column in sheet.columns}  # type: ignore[union-attr]
    assert told == {Told.WORKBOOK}
    importing.cancel(steps)
    assert importing.take(dialog) == "Imported 1 nomination of SAC Denver, late"


def test_a_workbook_of_another_tasking_says_whose_it_is_until_that_one_is_chosen(importing: Importing) -> None:
    data = workbook_of_denver(importing)
    importing.tasking_id = builders.a_tasking(importing.workspace, "0313-26")
    dialog = importing.open(("returned.xlsx", data))
    told = "“returned.xlsx” was made for tasking 0312-26, not for 0313-26."
    assert any(sentence.startswith(told) for sentence in said(dialog))
    assert dialog.go.isEnabled()
    dialog.tasking.setCurrentIndex(dialog.tasking.findText("0312-26", Qt.MatchFlag.MatchStartsWith))
    importing.settle()
    assert "The workbook that was sent out for this came back." in said(dialog)


def test_a_workbook_whose_key_was_altered_says_so_and_waits_for_the_office(importing: Importing) -> None:
    parts = parts_of(workbook_of_denver(importing))
    strings = parts["xl/sharedStrings.xml"]
    assert strings.count(b"<t>DEN</t>") == 1
    altered = package_of({**parts, "xl/sharedStrings.xml": strings.replace(b"<t>DEN</t>", b"<t>SEA</t>")})
    dialog = importing.open(("returned.xlsx", altered))
    assert any("was altered" in sentence for sentence in said(dialog))
    assert "The workbook that was sent out for this came back." not in said(dialog)


def test_a_card_is_not_made_anew_when_nothing_else_is_to_be_said(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv([HEADERS, ANA]).encode()))
    before = list(dialog.cards[0]._shown)
    dialog.cards[0].file.read_again()
    importing.settle()
    assert dialog.cards[0]._shown == before
