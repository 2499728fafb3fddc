"""The last step of an import: who is meant, and what is taken of whom, by keys and by mouse."""

import pytest
from PySide6.QtCore import Qt

from coordinator.services.import_plan import RowState
from tests import builders
from tests.ui.import_desk import (
    ANA,
    BO,
    CY,
    HEADERS,
    Importing,
    csv,
    people_rows,
)
from tests.ui.import_desk import answers as answers
from tests.ui.import_desk import importing as importing
from ui.dialogs.import_steps_dialog import PEOPLE, ImportStepsDialog


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
