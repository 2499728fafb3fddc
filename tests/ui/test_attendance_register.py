"""The register by keyboard: notes, the rest, finding, and what a drag takes along."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from coordinator.rules.vocabulary import Mark
from tests.ui.attendance_desk import Bench
from tests.ui.attendance_desk import bench as bench
from tests.ui.attendance_desk import database as database
from tests.ui.attendance_desk import held_database as held_database
from ui.models.dragged_people import SEATS, carried
from ui.widgets.register_columns import LOCAL, NOTE, POSITION


def at_first(bench: Bench) -> None:
    bench.register.setFocus()
    bench.register.select_ids([bench.register.rows_model.row_at(0).id])
    bench.follow()


def test_a_note_is_typed_in_place_and_the_mark_stays(bench: Bench) -> None:
    at_first(bench)
    name = bench.register.rows_model.row_at(0).name.split(",")[0]
    bench.press(bench.register, Qt.Key.Key_P)
    bench.register.select_ids([bench.register.rows_model.row_at(0).id])
    QTest.keyClick(bench.register, Qt.Key.Key_N)
    editor = bench.register.indexWidget(bench.register.currentIndex())
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "left early: papal visit")
    bench.press(editor, Qt.Key.Key_Return)
    assert bench.said() == "Recorded the note"
    row = bench.seats()[name]
    assert (row.mark_note, row.mark) == ("left early: papal visit", Mark.PRESENT)
    QTest.keyClick(bench.register, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert bench.register.state() is bench.register.State.EditingState


def test_the_rest_is_marked_present_in_one_step(bench: Bench) -> None:
    at_first(bench)
    bench.press(bench.register, Qt.Key.Key_A)
    assert bench.marks.rest_present.isEnabled()
    bench.marks.rest_present.trigger()
    bench.settle()
    assert bench.answers.said[-1] == ("Marked 2 people present", True)
    assert sorted(row.mark or "" for row in bench.seats().values()) == [Mark.ABSENT, Mark.PRESENT, Mark.PRESENT]
    assert not bench.marks.rest_absent.isEnabled()


def test_letters_that_are_no_marks_and_the_slash_begin_a_search(bench: Bench) -> None:
    search = QLineEdit(bench.page)
    search.show()
    bench.register.find_in(search)
    at_first(bench)
    bench.press(bench.register, Qt.Key.Key_O)
    assert search.text() == "o"
    assert search.hasFocus()
    search.setText("old")
    at_first(bench)
    bench.press(bench.register, Qt.Key.Key_Slash)
    assert search.selectedText() == "old", "the next letter takes its place"
    assert [row.mark for row in bench.seats().values()] == [None] * 3


def test_a_drag_takes_the_unmarked_people_along(bench: Bench) -> None:
    at_first(bench)
    bench.press(bench.register, Qt.Key.Key_P)
    bench.register.selectAll()
    data = bench.register.dragged()
    assert data is not None
    marked = bench.register.rows_model.row_at(0).id
    assert carried(data, SEATS) == [row.id for row in bench.register.selected_rows() if row.id != marked]
    bench.register.select_ids([marked])
    assert bench.register.dragged() is None


def test_where_it_is_narrow_the_local_time_gives_way_to_the_note_once_the_training_was_held(bench: Bench) -> None:
    bench.page.resize(1000, 640)
    assert bench.register.isColumnHidden(POSITION)
    assert not bench.register.isColumnHidden(NOTE)
    bench.register.set_begun(False)
    assert bench.register.isColumnHidden(NOTE)
    assert not bench.register.isColumnHidden(LOCAL)
