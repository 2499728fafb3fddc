"""The steps of an import, by keyboard and mouse, on files as offices send them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from coordinator.services.import_plan import RowState
from coordinator.services.import_reading import NominationField, Repair, Told
from tests import builders
from tests.ui.import_desk import (
    HEADERS,
    Answers,
    Importing,
    csv,
    names,
    people_rows,
    problem_rows,
    type_into,
    xlsx,
)
from tests.ui.import_desk import answers as answers
from tests.ui.import_desk import importing as importing
from ui.dialogs.import_steps_dialog import COLUMNS, PEOPLE, PROBLEMS, SHEETS, ImportStepsDialog
from ui.widgets.import_words import LEFT_OUT

F = NominationField
ANA = ("Moss, Ana", "ana.moss@example.gov", "Special Agent", "yes", "2026-09-01")
BO = ("Nim, Bo", "bo.nim@example.gov", "Analyst", "no", "2026-09-02")
CY = ("Orr, Cy", "cy.orr@example.gov", "Analyst", "no", "")


def titled(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [("SAC Denver nominees",), (), HEADERS, *rows]


def read_as(steps: ImportStepsDialog, column: int, sheet: str = "DEN.csv") -> str:
    return steps.columns.choices[sheet, column].currentText()


def choose(importing: Importing, steps: ImportStepsDialog, column: int, text: str, sheet: str = "DEN.csv") -> None:
    """With the keyboard, as in any combo box."""
    box = steps.columns.choices[sheet, column]
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())
    importing.settle()


def ticks(steps: ImportStepsDialog) -> list[bool]:
    sheets = steps.sheets.sheets
    return [sheets.item(at).checkState() is Qt.CheckState.Checked for at in range(sheets.count())]


# sheets


def test_a_ticked_hidden_sheet_is_taken_with_the_space_bar_and_the_summary_counts_its_people(
    importing: Importing,
) -> None:
    data = xlsx({"Nominees": titled(ANA), "More": [HEADERS, BO, CY]}, hidden=["More"])
    steps = importing.steps("DEN.xlsx", data)
    steps.tabs.setCurrentIndex(SHEETS)
    assert ticks(steps) == [True, False]
    assert steps.summary.text().startswith("1 new")
    steps.sheets.sheets.setFocus()
    QTest.keyClick(steps.sheets.sheets, Qt.Key.Key_Down)
    assert "it is hidden" in steps.sheets.notes.text()
    importing.press(steps.sheets.sheets, Qt.Key.Key_Space)
    assert ticks(steps) == [True, True]
    assert steps.summary.text().startswith("3 new")
    assert steps.sheets.sheets.hasFocus()
    assert steps.sheets.sheets.currentRow() == 1
    importing.press(steps.sheets.sheets, Qt.Key.Key_Space)
    assert steps.summary.text().startswith("1 new")


def test_the_header_row_is_chosen_by_double_click_or_number_and_found_again(importing: Importing) -> None:
    rows = [HEADERS, ANA, ("Name", "E-mail", "Remarks", "Trial", "PALMS"), BO, CY]
    steps = importing.steps("DEN.csv", csv(rows).encode())
    steps.tabs.setCurrentIndex(SHEETS)
    preview = steps.sheets.preview
    assert steps.sheets.header.value() == 1
    place = preview.visualRect(steps.sheets.rows.index(2, 0)).center()
    QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=place)
    importing.settle()
    assert steps.sheets.header.value() == 3
    assert names(steps._file) == ["Nim, Bo", "Orr, Cy"]
    steps.sheets.header.setFocus()
    importing.press(steps.sheets.header, Qt.Key.Key_Down)
    assert steps.sheets.header.value() == 2
    assert steps.sheets.header.hasFocus()
    steps.sheets.as_found.click()
    importing.settle()
    assert steps.sheets.header.value() == 1
    assert names(steps._file)[0] == "Moss, Ana"
    assert not steps.sheets.as_found.isEnabled()


def test_a_list_without_headers_is_read_once_its_columns_are_chosen(importing: Importing) -> None:
    rows = [("K. Quist-Ray", "A1", "room 4"), ("Theo Bly", "B2", "room 5")]
    dialog = importing.open(("DEN.csv", csv(rows).encode()))
    assert "has a column of names" in dialog.cards[0].lines[0].sentence
    assert not dialog.go.isEnabled()
    steps = importing.look_closer(dialog)
    assert steps.tabs.currentIndex() == SHEETS
    steps.sheets.sheets.setFocus()
    importing.press(steps.sheets.sheets, Qt.Key.Key_Space)
    assert steps.sheets.header.text() == "No header row"
    steps.tabs.setCurrentIndex(COLUMNS)
    choose(importing, steps, 0, "Name")
    assert names(steps._file) == ["Quist-Ray, K", "Bly, Theo"]
    importing.done(steps)
    dialog.cards[0].office.setCurrentIndex(dialog.cards[0].office.findText("DEN", Qt.MatchFlag.MatchStartsWith))
    importing.settle()
    assert importing.take(dialog).startswith("Imported 2 nominations of SAC Denver")


def test_a_refused_encoding_is_said_in_the_dialog_and_the_reading_before_stays(
    importing: Importing, answers: Answers
) -> None:
    steps = importing.steps("DEN.csv", csv([HEADERS, ("Núñez, Zoë", *ANA[1:])]).encode("cp1252"))
    steps.tabs.setCurrentIndex(SHEETS)
    assert steps.sheets.encoding.currentText() == "As found: cp1252"
    encoding = steps.sheets.encoding
    encoding.setCurrentIndex(encoding.findData("utf-8"))
    encoding.activated.emit(encoding.currentIndex())
    importing.settle()
    assert "is not text in the encoding “utf-8”" in steps.sheets.refusal.text()
    assert not steps.sheets.refusal.isHidden()
    assert answers.refusals == []
    assert encoding.currentText() == "As found: cp1252"
    assert names(steps._file) == ["Núñez, Zoë"]
    encoding.setCurrentIndex(encoding.findData("mac-roman"))
    encoding.activated.emit(encoding.currentIndex())
    importing.settle()
    assert steps.sheets.refusal.isHidden()
    assert names(steps._file) != ["Núñez, Zoë"]
    importing.cancel(steps)
    assert names(steps._file) == ["Núñez, Zoë"]


@pytest.mark.parametrize(
    ("encoding", "separator", "ending"),
    [("cp1252", ";", "\r\n"), ("utf-16", "\t", "\n"), ("utf-8-sig", ",", "\r"), ("utf-16-le", ";", "\r\n")],
)
def test_odd_text_files_are_read_without_a_question(
    importing: Importing, encoding: str, separator: str, ending: str
) -> None:
    rows = [HEADERS, ("Núñez, Zoë", *ANA[1:]), BO]
    dialog = importing.open(("DEN.csv", csv(rows, separator, ending).encode(encoding)))
    assert names(dialog.cards[0].file) == ["Núñez, Zoë", "Nim, Bo"]
    assert dialog.cards[0].lines[1].sentence.startswith("2 new")
    assert dialog.cards[0].look_closer.property("kind") == ""


def test_the_preview_shows_what_each_column_is_read_as_and_is_as_wide_as_its_cells(importing: Importing) -> None:
    long = "x" * 500
    headers = ("Name", "E-mail", "Note", *(f"Extra {at}" for at in range(97)))
    steps = importing.steps("DEN.csv", csv([headers, ("Moss, Ana", "ana@example.gov", long)]).encode())
    steps.tabs.setCurrentIndex(SHEETS)
    preview = steps.sheets.preview
    assert steps.sheets.rows.columnCount() == 100
    assert steps.sheets.rows.headerData(1, Qt.Orientation.Horizontal) == "E-mail"
    assert preview.columnWidth(2) == 220
    assert preview.columnWidth(0) < 220
    assert preview.horizontalScrollBar().maximum() > 0
    assert steps.sheets.rows.data(steps.sheets.rows.index(1, 2), Qt.ItemDataRole.ToolTipRole) == long


# columns


def test_a_column_is_read_as_chosen_and_another_gives_way(importing: Importing) -> None:
    rows = [("Name", "Contact", "Contact", "Room"), ("Moss, Ana", "ana@example.gov", "303-555-0101", "4")]
    steps = importing.steps("DEN.csv", csv(rows).encode())
    steps.tabs.setCurrentIndex(COLUMNS)
    assert steps.columns.choices["DEN.csv", 2].accessibleName() == "Read “Contact (2)” as"
    assert read_as(steps, 3) == "Remarks"
    box = steps.columns.choices["DEN.csv", 3]
    box.setFocus()
    choose(importing, steps, 3, "Duty station")
    assert steps.columns.choices["DEN.csv", 3] is box
    assert box.hasFocus()
    assert steps._file.content is not None
    assert steps._file.content.entries[0].duty_station == "4"
    choose(importing, steps, 3, LEFT_OUT)
    assert steps._file.content.entries[0].remarks == ""
    column = steps._file.content.sheets[0].columns[3]
    assert (column.told_by, column.left_out) == (Told.CHOICE, True)


def test_scrolling_over_the_columns_chooses_nothing(importing: Importing) -> None:
    steps = importing.steps("DEN.csv", csv([HEADERS, ANA]).encode())
    steps.tabs.setCurrentIndex(COLUMNS)
    steps.tabs.setFocus()
    box = steps.columns.choices["DEN.csv", 0]
    here = QPointF(box.rect().center())
    wheel = QWheelEvent(
        here, box.mapToGlobal(here), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    importing.settle()
    assert box.currentText() == "Name"
    assert steps._file.choices.sheets == {}


def test_a_hundred_columns_can_all_be_chosen_and_the_sure_ones_say_why(importing: Importing) -> None:
    headers = ("Name", "E-mail", *(f"Extra {at}" for at in range(98)))
    steps = importing.steps("DEN.csv", csv([headers, ("Moss, Ana", "ana@example.gov", "1", "2")]).encode())
    steps.tabs.setCurrentIndex(COLUMNS)
    importing.qtbot.waitUntil(lambda: len(steps.columns.choices) == 100)
    choose(importing, steps, 3, "Supervisor’s priority")
    assert steps._file.content is not None
    assert steps._file.content.entries[0].supervisor_priority == 2
    assert len(steps.columns.choices) == 100


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
    if steps._file.plan is not None and steps._file.plan.count(RowState.DOUBTFUL):
        steps.tabs.setCurrentIndex(PEOPLE)
        steps.people.show_doubtful()
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


# people


@pytest.fixture
def doubtful(importing: Importing) -> ImportStepsDialog:
    """Two rows of which either may be somebody on record, and one that is new."""
    builders.nominated(importing.workspace, importing.tasking_id, names=["Okafor, Dana R", "Lindqvist, Per"])
    rows = [
        ("Name", "E-mail", "Phone", "Position", "Course completed"),
        ("Okafor, Danah", "", "", "SA", "2026-09-20"),
        ("Lindquist, Per", "", "", "SA", ""),
        ("Moss, Ana", "ana.moss@example.gov", "303-555-0142", "SA", ""),
    ]
    steps = importing.steps("DEN more.csv", csv(rows).encode())
    steps.mending.settle.click()
    importing.settle()
    return steps


def test_who_is_meant_is_chosen_with_one_key_a_person_and_the_next_doubtful_one_follows(
    importing: Importing, doubtful: ImportStepsDialog
) -> None:
    steps = doubtful
    assert steps.tabs.currentIndex() == PEOPLE
    assert steps.people.grid.hasFocus()
    assert [line.row.entry.name.last for line in people_rows(steps)] == ["Okafor", "Lindquist"]
    assert "2 doubtful" in steps.summary.text()
    importing.press(steps.people.grid, Qt.Key.Key_1)
    assert [line.row.entry.name.last for line in steps.people.grid.selected_rows()] == ["Lindquist"]
    assert "1 doubtful" in steps.summary.text()
    importing.press(steps.people.grid, Qt.Key.Key_N)
    assert "doubtful" not in steps.summary.text()
    assert steps.people.chips.key == "all"
    assert [line.row.state for line in people_rows(steps)] == [RowState.CHANGED, RowState.NEW, RowState.NEW]
    steps.people.grid.selectRow(1)
    importing.press(steps.people.grid, Qt.Key.Key_X)
    assert people_rows(steps)[1].row.state is RowState.LEFT_OUT
    assert "1 left out" in steps.summary.text()


def test_a_click_on_a_candidate_stays_with_the_person_and_offers_what_would_change(
    importing: Importing, doubtful: ImportStepsDialog
) -> None:
    pane = doubtful.people.pane
    assert pane.takes == {}
    pane.choices[0].setFocus()
    pane.choices[0].click()
    importing.settle()
    doubtful.people.chips.choose("all")
    doubtful.people.grid.selectRow(0)
    assert pane.choices[0].isChecked()
    assert list(pane.takes) == ["Name", "Course completed"]
    assert [box.isChecked() for box in pane.takes.values()] == [False, True]


def test_an_unticked_field_stays_as_it_is_on_record(importing: Importing) -> None:
    builders.nominated(importing.workspace, importing.tasking_id, names=["Moss, Ana"])
    rows = [HEADERS, ("Moss, Ana", "moss0@example.gov", "GS-13 <b>Analyst</b>", "no", "2026-09-20")]
    steps = importing.steps("DEN new.csv", csv(rows).encode())
    steps.tabs.setCurrentIndex(PEOPLE)
    steps.people.grid.selectRow(0)
    importing.press(steps.people.grid, Qt.Key.Key_Return)
    pane = steps.people.pane
    assert list(pane.takes) == ["Position", "Used trial license", "Course completed"]
    assert pane.takes["Position"].hasFocus()
    assert people_rows(steps)[0].what == "Position, Used trial license, Course completed"
    importing.press(pane.takes["Position"], Qt.Key.Key_Space)
    assert pane.takes["Position"].hasFocus()
    assert not pane.takes["Position"].isChecked()
    assert people_rows(steps)[0].what == "Used trial license, Course completed"
    assert {key[2] for key in steps._file.decisions.take} == {"position", "position_text"}
    importing.done(steps)


def test_x_leaves_several_rows_out_and_each_can_be_taken_again(importing: Importing) -> None:
    steps = importing.steps("DEN.csv", csv([HEADERS, ANA, BO, CY]).encode())
    assert steps.tabs.currentIndex() == PEOPLE
    steps.people.grid.setFocus()
    steps.people.grid.selectAll()
    importing.press(steps.people.grid, Qt.Key.Key_X)
    assert steps.summary.text() == "3 left out; late"
    steps.people.grid.selectRow(1)
    leave = steps.people.pane.leave_out
    assert leave is not None
    assert leave.text() == "Take this row"
    leave.setFocus()
    importing.press(leave, Qt.Key.Key_Space)
    assert steps.summary.text().startswith("1 new, 2 left out")
    assert [line.id for line in steps.people.grid.selected_rows()] == [people_rows(steps)[1].id]
    again = steps.people.pane.leave_out
    assert again is not None
    assert again.hasFocus()


def test_the_chosen_row_stays_chosen_when_another_one_goes(importing: Importing) -> None:
    steps = importing.steps("DEN.csv", csv([HEADERS, ANA, BO, CY]).encode())
    steps.people.grid.selectRow(2)
    steps._file.leave_out([("DEN.csv", 2)])
    importing.settle()
    assert [line.row.entry.name.last for line in steps.people.grid.selected_rows()] == ["Orr"]


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
