"""Steps of an import: problems mended in place, looks that end with Done or Cancel, rows to correct."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from coordinator.services.import_reading import Repair
from tests import builders
from tests.ui.import_desk import (
    ANA,
    BO,
    CY,
    HEADERS,
    Answers,
    Importing,
    choose,
    csv,
    names,
    people_rows,
    problem_rows,
    type_into,
)
from tests.ui.import_desk import answers as answers
from tests.ui.import_desk import importing as importing
from ui.dialogs.import_steps_dialog import COLUMNS, PEOPLE, PROBLEMS, SHEETS, ImportStepsDialog
from ui.widgets.import_words import LEFT_OUT

# problems


def bad_emails(importing: Importing) -> ImportStepsDialog:
    rows = [HEADERS, (ANA[0], "ana.moss@", *ANA[2:4], "soon"), (BO[0], "bo at work", *BO[2:]), (CY[0], "cy@", *CY[2:])]
    steps = importing.steps("DEN.csv", csv(rows).encode())
    assert steps.tabs.currentIndex() == PROBLEMS
    steps.mending.grid.selectRow(0)
    return steps


@pytest.mark.parametrize("begin", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_rows_are_mended_in_place_one_after_the_other_and_then_the_next_group_follows(
    importing: Importing, begin: Qt.Key
) -> None:
    steps = bad_emails(importing)
    assert [line.cell for line in problem_rows(steps)] == ["ana.moss@", "bo at work", "cy@"]
    for left, email in ((2, "ana.moss@example.gov"), (1, "bo.nim@example.gov")):
        type_into(importing, steps, email, begin)
        assert steps.mending.repair is Repair.GIVE_EMAIL
        assert len(problem_rows(steps)) == left
        assert steps.mending.grid.hasFocus()
        assert [line.where for line in steps.mending.grid.selected_rows()] == [f"Row {5 - left}"]
    type_into(importing, steps, "cy.orr@example.gov", begin)
    assert steps.mending.repair is Repair.GIVE_DATE
    assert [line.cell for line in steps.mending.grid.selected_rows()] == ["soon"]
    type_into(importing, steps, "2026-09-03", begin)
    assert steps._file.waiting == 0
    assert steps.tabs.tabText(PROBLEMS) == "&3  Problems"
    assert not steps.save_button.isEnabled()
    assert steps._file.content is not None
    assert [entry.email for entry in steps._file.content.entries] == [ANA[1], BO[1], CY[1]]


def test_a_middle_row_that_was_mended_is_followed_by_the_next_one(importing: Importing) -> None:
    steps = bad_emails(importing)
    steps.mending.grid.selectRow(1)
    type_into(importing, steps, "bo.nim@example.gov")
    assert [line.where for line in steps.mending.grid.selected_rows()] == ["Row 4"]


def test_what_was_typed_wrong_is_still_there_to_be_typed_again(importing: Importing) -> None:
    steps = bad_emails(importing)
    type_into(importing, steps, "ana.moss@example")
    assert [line.cell for line in steps.mending.grid.selected_rows()] == ["ana.moss@example"]
    assert "“ana.moss@example” is no e-mail address" in steps.mending.detail.text()
    steps.mending.forget.click()
    importing.settle()
    assert problem_rows(steps)[0].cell == "ana.moss@"
    assert not steps.mending.forget.isEnabled()


def test_enter_and_escape_in_a_cell_do_not_end_the_look(importing: Importing) -> None:
    steps = bad_emails(importing)
    grid = steps.mending.grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    editor = steps.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "nothing")
    importing.press(editor, Qt.Key.Key_Escape)
    assert steps.isVisible()
    steps.tabs.setFocus()
    importing.press(steps.tabs, Qt.Key.Key_Return)
    assert steps.isVisible()
    assert problem_rows(steps)[0].cell == "ana.moss@"


def test_rows_left_out_are_counted_and_can_be_taken_again(importing: Importing) -> None:
    steps = bad_emails(importing)
    steps.mending.grid.selectAll()
    importing.press(steps.mending.leave_out, Qt.Key.Key_Space)
    assert steps.summary.text() == "nobody; late"
    assert steps.mending.repair is Repair.NOTHING
    steps.mending.grid.selectRow(1)
    steps.mending.take.click()
    importing.settle()
    assert steps.summary.text() == "1 new; late"
    assert names(steps._file) == ["Nim, Bo"]


def test_a_row_given_twice_is_a_person_of_its_own_when_somebody_says_so(importing: Importing) -> None:
    rows = [HEADERS, ANA, (ANA[0], ANA[1], "Analyst", "no", "")]
    steps = importing.steps("DEN.csv", csv(rows).encode())
    assert steps.mending.repair is Repair.SAME_AS_ROW
    steps.mending.grid.selectRow(0)
    assert steps.mending.take.text() == "They are people of their own"
    importing.press(steps.mending.take, Qt.Key.Key_Space)
    assert steps.summary.text().startswith("2 new")


def test_two_rows_of_one_person_on_record_are_two_people_when_somebody_says_so(importing: Importing) -> None:
    builders.nominated(importing.workspace, importing.tasking_id, names=["Moss, Ana"])
    rows = [HEADERS, ("Moss, Ana", "moss0@example.gov", "", "", ""), ("Ana Moss", "", "Analyst", "", "")]
    steps = importing.steps("DEN list.csv", csv(rows).encode())
    steps.mending.settle.click()
    importing.press(steps.people.grid, Qt.Key.Key_1)
    steps.tabs.setCurrentIndex(PROBLEMS)
    assert steps.mending.repair is Repair.SAME_AS_ROW
    steps.mending.grid.selectRow(0)
    steps.mending.take.click()
    importing.settle()
    assert steps._file.plan is not None
    assert steps._file.plan.rows[1].is_new_person


def test_day_or_month_first_is_asked_once_for_a_column(importing: Importing) -> None:
    rows = [HEADERS, (*ANA[:4], "3/4/2026"), (*BO[:4], "5/6/2026")]
    steps = importing.steps("DEN.csv", csv(rows).encode())
    assert steps.mending.repair is Repair.CHOOSE_DATE_ORDER
    assert len(problem_rows(steps)) == 1
    assert steps._file.content is not None
    assert [str(entry.course_completed_on) for entry in steps._file.content.entries] == ["2026-03-04", "2026-05-06"]
    importing.press(steps.mending.day_first, Qt.Key.Key_Space)
    assert [str(entry.course_completed_on) for entry in steps._file.content.entries] == ["2026-04-03", "2026-06-05"]
    assert steps._file.waiting == 0


def test_the_office_of_an_unknown_text_is_chosen_for_all_its_rows(importing: Importing) -> None:
    rows = [("Name", "E-mail", "Office"), (*ANA[:2], "Mile High"), (*BO[:2], "Mile High"), (*CY[:2], "SEA")]
    dialog = importing.open(("list.csv", csv(rows).encode()))
    office = dialog.cards[0].office
    office.setCurrentIndex(office.findText("ATL", Qt.MatchFlag.MatchStartsWith))
    importing.settle()
    steps = importing.look_closer(dialog)
    assert steps.mending.repair is Repair.CHOOSE_OFFICE
    steps.mending.grid.selectRow(0)
    steps.mending.office.setCurrentIndex(steps.mending.office.findText("DEN", Qt.MatchFlag.MatchStartsWith))
    importing.press(steps.mending.use_office, Qt.Key.Key_Space)
    steps.tabs.setCurrentIndex(PEOPLE)
    assert [line.office for line in people_rows(steps)] == ["DEN", "DEN", "SEA"]
    assert steps._file.waiting == 0


# cancel, done, rows to correct


def test_cancel_takes_back_what_was_decided_here_and_nothing_else(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv([HEADERS, ANA, BO, CY]).encode()))
    steps = importing.look_closer(dialog)
    steps.people.grid.selectRow(0)
    importing.press(steps.people.grid, Qt.Key.Key_X)
    importing.done(steps)
    assert "2 new, 1 left out" in dialog.cards[0].lines[1].sentence
    steps = importing.look_closer(dialog)
    steps.tabs.setCurrentIndex(COLUMNS)
    choose(importing, steps, 2, LEFT_OUT)
    steps.tabs.setCurrentIndex(PEOPLE)
    steps.people.grid.selectAll()
    importing.press(steps.people.grid, Qt.Key.Key_X)
    assert "3 left out" in dialog.cards[0].lines[1].sentence
    importing.press(steps, Qt.Key.Key_Escape)
    assert not isValid(steps)
    assert "2 new, 1 left out" in dialog.cards[0].lines[1].sentence
    assert dialog.cards[0].file.choices.sheets == {}
    assert importing.take(dialog) == "Imported 2 nominations of SAC Denver, late, 1 problem"
    assert [row.name for row in importing.nominations()] == ["Nim, Bo", "Orr, Cy"]


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.csv", "rows"])
def test_the_rows_to_correct_come_back_corrected_and_are_taken(
    importing: Importing, answers: Answers, tmp_path: Path, name: str
) -> None:
    rows = [HEADERS, ANA, (BO[0], "bo at work", *BO[2:]), ("", CY[1], *CY[2:])]
    dialog = importing.open(("DEN.csv", csv(rows).encode()))
    steps = importing.look_closer(dialog)
    answers.path = tmp_path / "out" / name
    steps.save_button.click()
    importing.settle()
    written = answers.path if answers.path.suffix else answers.path.with_suffix(".xlsx")
    assert answers.said == [(f"Saved {written.name}", False)]
    assert steps.summary.text() == f"Saved {written.name}."
    importing.done(steps)
    importing.take(dialog)
    assert [row.name for row in importing.nominations()] == ["Moss, Ana", "Nim, Bo"]
    again = importing.open((f"DEN {written.name}", written.read_bytes()))
    steps = importing.look_closer(again)
    for email in ("Orr, Cy", "bo.nim@example.gov"):
        assert steps.mending.repair in (Repair.GIVE_NAME, Repair.GIVE_EMAIL)
        steps.mending.grid.selectRow(0)
        type_into(importing, steps, email)
    importing.done(steps)
    importing.take(again)
    assert [(row.name, row.email) for row in importing.nominations()] == [
        ("Moss, Ana", ANA[1]),
        ("Nim, Bo", BO[1]),
        ("Orr, Cy", CY[1]),
    ]


def test_a_file_of_which_nothing_was_decided_reads_the_same_after_a_look(importing: Importing) -> None:
    dialog = importing.open(("DEN.csv", csv([HEADERS, ANA]).encode()))
    before = dialog.cards[0].file.content
    steps = importing.look_closer(dialog)
    for at in (SHEETS, COLUMNS, PROBLEMS, PEOPLE):
        steps.tabs.setCurrentIndex(at)
    importing.cancel(steps)
    assert dialog.cards[0].file.content is before
