"""The first steps of an import: which sheets, which header row, which encoding, and what each column is read as."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator.services.import_reading import Told
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
    xlsx,
)
from tests.ui.import_desk import answers as answers
from tests.ui.import_desk import importing as importing
from ui.dialogs.import_steps_dialog import COLUMNS, SHEETS, ImportStepsDialog
from ui.widgets.import_words import LEFT_OUT


def titled(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [("SAC Denver nominees",), (), HEADERS, *rows]


def read_as(steps: ImportStepsDialog, column: int, sheet: str = "DEN.csv") -> str:
    return steps.columns.choices[sheet, column].currentText()


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
