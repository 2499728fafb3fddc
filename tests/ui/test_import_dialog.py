"""Import of nomination files: when it can go on, one step for a batch, Undo, and what is remembered for an office."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.services.import_reading import NominationField, Told
from coordinator.services.nominations import ImportResult
from coordinator.services.taskings import set_quotas
from coordinator.views.taskings import import_problems
from tests import builders
from tests.conftest import StandingClock
from tests.ui.import_desk import (
    ANA,
    BO,
    HEADERS,
    ODD,
    Answers,
    Importing,
    csv,
    names,
    people_rows,
    said,
    xlsx,
)
from tests.ui.import_desk import answers as answers
from tests.ui.import_desk import importing as importing
from tests.ui.test_accessible_names import unnamed
from ui.dialogs.import_dialog import ImportDialog, import_sentence
from ui.dialogs.import_steps_dialog import COLUMNS, PEOPLE


def choose_office(importing: Importing, dialog: ImportDialog, code: str) -> None:
    office = dialog.cards[0].office
    office.setCurrentIndex(office.findText(code, Qt.MatchFlag.MatchStartsWith))
    importing.settle()


# when it can go on


def test_nothing_is_imported_while_a_file_is_read_again(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv([HEADERS, ANA, BO]).encode()))
    assert dialog.go.isEnabled()
    dialog.cards[0].file.leave_out([("DEN.csv", 2)])
    assert not dialog.go.isEnabled()
    assert dialog.hint.text() == "Reading…"
    importing.settle()
    assert dialog.go.isEnabled()
    assert importing.take(dialog).startswith("Imported 1 nomination of SAC Denver")


def test_without_its_office_a_file_has_no_plan_and_cannot_be_imported(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv([HEADERS, ANA]).encode()))
    card = dialog.cards[0]
    assert card.file.plan is not None
    card.office.setCurrentIndex(0)
    importing.settle()
    assert card.file.plan is None
    assert not dialog.go.isEnabled()
    assert dialog.hint.text() == "Choose the office of 1 file to go on."
    steps = importing.look_closer(dialog)
    assert steps.summary.text() == "1 person read; choose the office to see what becomes of them"
    steps.tabs.setCurrentIndex(PEOPLE)
    assert people_rows(steps) == []


def test_when_it_came_decides_who_is_late_and_what_a_date_can_mean(importing: Importing, clock: StandingClock) -> None:
    clock.move_to(datetime(2026, 10, 20, 15, 0, tzinfo=UTC))
    rows = [HEADERS, (*ANA[:4], "9/10/2026")]
    dialog = importing.open(("DEN.csv", csv(rows).encode()))
    assert said(dialog)[1] == "1 new"
    file = dialog.cards[0].file
    assert file.waiting == 1
    dialog.received.setDateTime(dialog.received.dateTime().addDays(-20))
    importing.settle()
    assert file.waiting == 0
    dialog.received.setDateTime(dialog.received.dateTime().addDays(40))
    importing.settle()
    assert said(dialog)[1] == "1 new; late"


def test_a_file_that_was_left_out_is_not_waited_for(importing: Importing) -> None:
    dialog = importing.open(("list.csv", csv([HEADERS, ANA]).encode()), ("SEA.csv", csv([HEADERS, BO]).encode()))
    assert not dialog.go.isEnabled()
    dialog.cards[0].leave_out.click()
    assert dialog.go.isEnabled()
    assert importing.take(dialog) == "Imported 1 nomination of SAC Seattle, late"


# one step, and back


def test_an_import_with_all_that_was_decided_is_one_step_back(importing: Importing, answers: Answers) -> None:
    builders.nominated(importing.workspace, importing.tasking_id, names=["Moss, Ana", "Nim, Bo"])
    den = importing.workspace.read(builders.office_id, "DEN")
    before = importing.nominations()
    rows = [
        HEADERS,
        ("Moss, Ana", "moss0@example.gov", "Analyst", "no", "2026-09-09"),
        ("Nym, Bo", "", "Analyst", "", "2026-09-10"),
        ("Orr, Cy", "cy.orr@", "Analyst", "", ""),
    ]
    dialog = importing.open(("DEN again.csv", csv(rows).encode()), ("SEA.csv", csv([HEADERS, BO]).encode()))
    steps = importing.look_closer(dialog)
    steps.mending.settle.click()
    importing.settle()
    importing.press(steps.people.grid, Qt.Key.Key_1)
    steps.tabs.setCurrentIndex(COLUMNS)
    box = steps.columns.choices["DEN again.csv", 3]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    importing.settle()
    importing.done(steps)
    importing.take(dialog)
    assert answers.said[-1][1]
    assert {row.office for row in importing.nominations()} == {"DEN", "SEA"}
    assert len(importing.nominations()) == 4
    assert importing.workspace.read(import_problems, importing.tasking_id)
    with importing.qtbot.waitSignal(importing.desk.runner.changed):
        importing.desk.runner.undo()
    importing.settle()
    assert importing.nominations() == before
    assert importing.workspace.read(import_problems, importing.tasking_id) == ()
    assert importing.workspace.read(builders.office_id, "DEN") == den
    again = importing.open(("DEN third.csv", csv([HEADERS, ANA]).encode()))
    assert again.cards[0].file.content is not None
    assert again.cards[0].file.content.choices.remembered == {}


def test_the_same_file_again_changes_nothing_and_offers_no_undo(importing: Importing, answers: Answers) -> None:
    data = csv([HEADERS, ANA, BO]).encode()
    importing.take(importing.open(("DEN.csv", data)))
    before = importing.nominations()
    again = importing.open(("DEN.csv", data))
    assert said(again)[1] == "2 same; late"
    assert importing.take(again) == "Nothing changed: the file was imported before"
    assert answers.said[-1][1] is False
    assert importing.nominations() == before


def test_the_columns_chosen_for_an_office_are_those_of_its_next_file(importing: Importing) -> None:
    odd = ("Wer", "Postfach", "Kurs?")
    first = importing.open(("DEN.csv", csv([odd, (ANA[0], ANA[1], "yes")]).encode()))
    steps = importing.look_closer(first)
    steps.sheets.header.setFocus()
    importing.press(steps.sheets.header, Qt.Key.Key_Up)
    steps.tabs.setCurrentIndex(COLUMNS)
    for column, field in ((0, "Name"), (2, "Course completed")):
        box = steps.columns.choices["DEN.csv", column]
        box.setCurrentIndex(box.findText(field))
        box.activated.emit(box.currentIndex())
        importing.settle()
    importing.done(steps)
    choose_office(importing, first, "DEN")
    importing.take(first)
    second = importing.open(("DEN next.csv", csv([odd, (BO[0], BO[1], "no")]).encode()))
    choose_office(importing, second, "DEN")
    steps = importing.look_closer(second)
    steps.tabs.setCurrentIndex(COLUMNS)
    assert steps.columns.choices["DEN next.csv", 2].currentText() == "Course completed"
    assert steps.columns._sure["DEN next.csv", 2][1].text() == "As last time"
    content = second.cards[0].file.content
    assert content is not None
    assert [entry.course_completed for entry in content.entries] == [False]
    told = content.sheets[0].columns[2]
    assert (told.field, told.told_by) == (NominationField.COURSE_COMPLETED, Told.LAST_TIME)
    importing.cancel(steps)
    choose_office(importing, second, "SEA")
    assert names(second.cards[0].file) == []


def test_what_was_imported_counts_new_changed_doubtful_over_quota_and_late(importing: Importing) -> None:
    den = importing.workspace.read(builders.office_id, "DEN")
    importing.workspace.change(set_quotas, importing.tasking_id, {den: 2})
    builders.nominated(importing.workspace, importing.tasking_id, names=["Moss, Ana", "Okafor, Dana R"])
    rows = [
        HEADERS,
        ("Moss, Ana", "moss0@example.gov", "Analyst", "no", ""),
        ("Okafor, Danah", "", "", "", ""),
        ("Orr, Cy", "cy.orr@example.gov", "Analyst", "", ""),
    ]
    dialog = importing.open(("DEN two.csv", csv(rows).encode()))
    assert said(dialog)[1] == "1 new, 1 changed, 1 doubtful; 2 over quota; late"
    assert (
        importing.take(dialog)
        == "Imported 3 nominations of SAC Denver, 2 new, 1 changed, 1 doubtful, 2 over quota, late, 1 problem"
    )


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([ImportResult("DEN", new=5)], "Imported 5 nominations of SAC Denver"),
        ([ImportResult("DEN", new=1, over_quota=1)], "Imported 1 nomination of SAC Denver, 1 over quota"),
        ([ImportResult("DEN", new=1), ImportResult("SEA", changed=2)],
         "Imported 3 nominations of 2 offices, 1 new, 2 changed"),
        ([ImportResult("DEN", same=3)], "Nobody was new in the answer of SAC Denver"),
        ([ImportResult("DEN", new=1, over_quota=2), ImportResult("DEN", new=1, over_quota=3)],
         "Imported 2 nominations of SAC Denver, 3 over quota"),
        ([ImportResult("DEN", already_taken=True), ImportResult("SEA", new=1, doubtful=1, problems=1, is_late=True)],
         "Imported 1 nomination of SEA, 1 doubtful, late, 1 problem, 1 file imported before"),
        ([ImportResult("DEN", already_taken=True)] * 2, "Nothing changed: these files were imported before"),
    ],
)  # fmt: skip
def test_the_sentence_afterwards(results: list[ImportResult], sentence: str) -> None:
    assert import_sentence(results, {"DEN": "SAC Denver"}) == sentence


# every layout


def test_several_sheets_of_one_workbook_are_one_answer(importing: Importing) -> None:
    data = xlsx({"Primary": [HEADERS, ANA], "Alternates": [HEADERS, BO], "Notes": [("Call me back.",)]})
    dialog = importing.open(("DEN.xlsx", data))
    assert names(dialog.cards[0].file) == ["Moss, Ana", "Nim, Bo"]
    assert "Sheet “Notes” was not read: it has no column of names." in said(dialog)
    content = dialog.cards[0].file.content
    assert content is not None
    assert [entry.is_alternate for entry in content.entries] == [False, True]


def test_enter_presses_no_button_that_has_not_the_keyboard(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv(ODD).encode()))
    steps = importing.look_closer(dialog)
    steps.tabs.setFocus()
    before = steps._file.choices
    importing.press(steps.tabs, Qt.Key.Key_Return)
    assert steps.isVisible()
    assert steps._file.choices == before


def nameless(window: QWidget) -> list[str]:
    """The list that drops down from a combo box is reached through the box, which has the name."""
    return [kind for kind in unnamed(window) if kind != "QListView"]


def test_everything_that_takes_the_keyboard_has_a_name(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv(ODD).encode()))
    assert nameless(dialog) == []
    steps = importing.look_closer(dialog)
    for at in range(4):
        steps.tabs.setCurrentIndex(at)
        steps.mending.grid.selectRow(0)
        steps.people.grid.selectRow(0)
        assert nameless(steps) == []
