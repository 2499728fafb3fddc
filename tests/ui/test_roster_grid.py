"""The grid of the Roster worked on as a spreadsheet: cells are chosen, typed, pasted, filled and cleared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import LicenseState, NominationState, Position
from coordinator.services.workspace import Workspace
from coordinator.views.offices import OfficeRow
from coordinator.views.roster import DesigneeRow, designees
from tests import builders
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.bulk_edit_dialog import BulkEditDialog
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column, Kind
from ui.style import Look
from ui.widgets.cell_editors import ChoiceBox, DateBox, cell_editor
from ui.widgets.cell_verbs import CellVerbs
from ui.widgets.roster_grid import RosterGrid

TODAY = date(2026, 11, 12)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per", "Haddad, Samir", "Petrosyan, Ani")
Cells = list[tuple[int, str, str]]


def a_row(number: int, name: str) -> DesigneeRow:
    return DesigneeRow(
        id=number,
        name=name,
        office="DEN",
        office_name="SAC Denver",
        position=Position.ANALYST,
        email=f"p{number}@example.gov",
        phone=f"(303) 555-010{number}",
        nomination=NominationState.SELECTED,
        rank=number,
        of=5,
        passed=4,
        gates=4,
        next_action="",
        seat="Training 1",
        seat_state=None,
        license=LicenseState.ISSUED,
        is_late=False,
        is_over_quota=False,
        is_contractor=False,
        note=f"note {number}",
        score=number / 2,
    )


ROWS = tuple(a_row(number, name) for number, name in enumerate(NAMES, start=1))


def office(code: str, name: str, until: date | None = None) -> OfficeRow:
    return OfficeRow(1, code, name, "", "", "UTC", "", "", until, 0)


OFFICES = (office("DEN", "SAC Denver"), office("SEA", "SAC Seattle"), office("BOS", "SAC Boston", date(2026, 1, 1)))


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[RosterGrid]:
    made = RosterGrid(Look())
    qtbot.addWidget(made)
    made.resize(1280, 500)
    made.set_offices(OFFICES, TODAY)
    made.set_rows(ROWS)
    made.show_contacts(True)
    made.show()
    made.activateWindow()
    made.setFocus()
    yield made
    # Keys that a click held down stay down for the next test otherwise.
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton)


@pytest.fixture
def cells(grid: RosterGrid) -> Cells:
    """Every cell that was to be changed, one change after the other."""
    heard: Cells = []
    grid.edited.connect(heard.extend)
    return heard


@pytest.fixture
def said(grid: RosterGrid) -> list[str]:
    heard: list[str] = []
    grid.said.connect(heard.append)
    return heard


def name_of(row: DesigneeRow) -> str:
    return row.name


def number_of(grid: RosterGrid, title: str) -> int:
    return [column.title for column in grid.rows_model.columns].index(title)


def click(grid: RosterGrid, row: int, title: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    index = grid.rows_model.index(row, number_of(grid, title))
    grid.scrollTo(index)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, held, grid.visualRect(index).center())


def press(grid: RosterGrid, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(grid, key, held)


def choose(grid: RosterGrid, first: tuple[int, str], last: tuple[int, str]) -> None:
    click(grid, *first)
    click(grid, *last, SHIFT)


def editor(grid: RosterGrid) -> QWidget:
    found = grid.indexWidget(grid.currentIndex())
    assert found is not None
    return found


def line(grid: RosterGrid) -> QLineEdit:
    found = editor(grid)
    assert isinstance(found, QLineEdit)
    return found


def clipboard(text: str | None = None) -> str:
    if text is not None:
        QGuiApplication.clipboard().setText(text)
    return QGuiApplication.clipboard().text()


# choosing


def test_rows_are_selected_whole_while_cells_are_chosen(grid: RosterGrid) -> None:
    choose(grid, (1, "E-mail"), (3, "Phone"))
    assert [row.id for row in grid.selected_rows()] == [2, 3, 4]
    assert [grid.rows_model.columns[n].title for n in grid.block.columns()] == ["E-mail", "Phone"]


def test_shift_and_the_arrows_extend_the_block_in_both_directions(grid: RosterGrid) -> None:
    click(grid, 1, "Phone")
    press(grid, Qt.Key.Key_Down, SHIFT)
    press(grid, Qt.Key.Key_Left, SHIFT)
    assert (grid.block.rows(), len(grid.block.columns())) == ([1, 2], 2)
    press(grid, Qt.Key.Key_Down, CONTROL | SHIFT)
    assert grid.block.rows() == [1, 2, 3, 4]
    press(grid, Qt.Key.Key_Left, CONTROL | SHIFT)
    assert grid.block.columns()[0] == number_of(grid, "Name")
    press(grid, Qt.Key.Key_Right)
    assert len(grid.block.columns()) == 1
    assert len(grid.block.rows()) == 1


def test_moving_on_without_shift_starts_anew(grid: RosterGrid) -> None:
    choose(grid, (0, "E-mail"), (2, "Phone"))
    press(grid, Qt.Key.Key_Down)
    assert (grid.block.rows(), len(grid.block.columns())) == ([3], 1)


def test_the_block_has_a_line_around_it_where_it_ends(grid: RosterGrid) -> None:
    choose(grid, (1, "E-mail"), (3, "Phone"))
    index, email, phone = grid.rows_model.index, number_of(grid, "E-mail"), number_of(grid, "Phone")
    assert grid.block.edges(index(1, email)) == (True, True, False, False)
    assert grid.block.edges(index(2, email)) == (True, False, False, False)
    assert grid.block.edges(index(3, phone)) == (False, False, True, True)
    assert grid.block.edges(index(0, email)) is None
    assert grid.block.edges(index(2, number_of(grid, "Name"))) is None
    assert not grid.grab().isNull()
    click(grid, 1, "E-mail")
    assert grid.block.edges(index(1, email)) is None


def test_space_takes_the_whole_row_and_select_all_takes_everything(grid: RosterGrid) -> None:
    click(grid, 1, "Phone")
    press(grid, Qt.Key.Key_Space)
    assert grid.block.columns() == grid.arrangement.shown()
    click(grid, 1, "Phone")
    press(grid, Qt.Key.Key_A, CONTROL)
    assert len(grid.selected_rows()) == 5
    assert grid.block.columns() == grid.arrangement.shown()


# copying


def test_chosen_cells_are_copied_without_titles_and_whole_rows_with_them(grid: RosterGrid) -> None:
    choose(grid, (0, "E-mail"), (1, "Phone"))
    press(grid, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "p1@example.gov\t(303) 555-0101\np2@example.gov\t(303) 555-0102\n"
    grid.select_ids([3])
    press(grid, Qt.Key.Key_C, CONTROL)
    assert clipboard().splitlines()[0].startswith("Name\tOffice\tPosition\tRank\tGates")


def test_hidden_columns_are_not_copied_from_within_a_block(grid: RosterGrid) -> None:
    choose(grid, (0, "Field office"), (0, "Phone"))
    grid.arrangement.show_column(number_of(grid, "E-mail"), False)
    grid.copy_cells()
    assert clipboard() == "SAC Denver\t(303) 555-0101\n"


def test_a_block_follows_the_order_of_the_columns_on_the_screen(grid: RosterGrid) -> None:
    grid.arrangement.move(number_of(grid, "Phone"), -1)
    choose(grid, (0, "Phone"), (0, "E-mail"))
    grid.copy_cells()
    assert clipboard() == "(303) 555-0101\tp1@example.gov\n"


# pasting


def test_a_block_of_excel_is_pasted_from_the_first_cell(grid: RosterGrid, cells: Cells, said: list[str]) -> None:
    click(grid, 1, "E-mail")
    clipboard('a@example.gov\t"(303)\r\n555-0111"\r\nb@example.gov\t(303) 555-0112\r\n')
    press(grid, Qt.Key.Key_V, CONTROL)
    assert cells == [
        (2, "email", "a@example.gov"),
        (2, "phone", "(303) 555-0111"),
        (3, "email", "b@example.gov"),
        (3, "phone", "(303) 555-0112"),
    ]
    assert said == []


def test_one_cell_fills_all_that_are_chosen(grid: RosterGrid, cells: Cells) -> None:
    choose(grid, (0, "Office"), (2, "Office"))
    clipboard("SEA\r\n")
    grid.paste()
    assert cells == [(1, "office_id", "SEA"), (2, "office_id", "SEA"), (3, "office_id", "SEA")]


def test_one_line_goes_into_every_row_that_is_selected(grid: RosterGrid, cells: Cells) -> None:
    choose(grid, (0, "Phone"), (1, "Phone"))
    clipboard("(303) 555-0150\tmoved")
    grid.paste()
    assert [(row, field) for row, field, _ in cells] == [(1, "phone"), (1, "note"), (2, "phone"), (2, "note")]


def test_rows_apart_from_each_other_take_as_many_lines(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 0, "Note")
    click(grid, 3, "Note", CONTROL)
    clipboard("first\nsecond\n")
    grid.paste()
    assert cells == [(1, "note", "first"), (4, "note", "second")]


def test_a_block_that_is_too_large_stops_at_the_end_and_says_so(
    grid: RosterGrid, cells: Cells, said: list[str]
) -> None:
    click(grid, 3, "Note")
    clipboard("a\tx\nb\tx\nc\tx\n")
    grid.paste()
    assert cells == [(4, "note", "a"), (5, "note", "b")]
    assert said == ["The list ends before the last 1 row of what was copied. The last 1 column did not fit."]


def test_columns_that_cannot_be_typed_in_are_left(grid: RosterGrid, cells: Cells, said: list[str]) -> None:
    click(grid, 0, "Position")
    clipboard("Special Agent\t99 of 99\n")
    grid.paste()
    assert cells == [(1, "position", "Special Agent")]
    assert said == ["Left as it was, because it cannot be typed in: Rank."]


def test_the_titles_of_copied_rows_are_nobodys_data(grid: RosterGrid, cells: Cells) -> None:
    grid.select_ids([1, 2])
    grid.copy()
    grid.select_ids([1, 2])
    grid.paste()
    assert cells == []
    clipboard(clipboard().replace("Okafor, Dana R", "Okafor-Bell, Dana"))
    grid.paste()
    assert cells == [(1, "name", "Okafor-Bell, Dana")]


def test_a_copied_cell_pasted_where_it_was_changes_nothing(grid: RosterGrid, cells: Cells) -> None:
    grid.set_rows((replace(ROWS[0], note="=1+1"), *ROWS[1:]))
    click(grid, 0, "Note")
    grid.copy_cells()
    assert clipboard() == "'=1+1\n"
    grid.paste()
    assert cells == []
    press(grid, Qt.Key.Key_Down)
    grid.paste()
    assert cells == [(2, "note", "=1+1")]


def test_pasting_follows_sorting_filter_and_order_of_the_screen(grid: RosterGrid, cells: Cells) -> None:
    grid.sortByColumn(number_of(grid, "Name"), Qt.SortOrder.AscendingOrder)
    grid.rows_model.set_filter("a")
    grid.arrangement.move(number_of(grid, "Phone"), -1)
    click(grid, 0, "Phone")
    clipboard("(303) 555-0150\tx@example.gov\n(303) 555-0151\ty@example.gov")
    grid.paste()
    assert cells[:2] == [(4, "phone", "(303) 555-0150"), (4, "email", "x@example.gov")]
    assert [row for row, _, _ in cells[2:]] == [3, 3]


def test_nothing_on_the_clipboard_is_said(grid: RosterGrid, cells: Cells, said: list[str]) -> None:
    click(grid, 0, "Note")
    clipboard("")
    grid.paste()
    assert (cells, said) == ([], ["There is nothing to paste."])


# filling and clearing


def test_fill_down_takes_the_top_cell_of_every_chosen_column(grid: RosterGrid, cells: Cells) -> None:
    choose(grid, (0, "Phone"), (2, "Note"))
    press(grid, Qt.Key.Key_D, CONTROL)
    assert cells == [
        (2, "phone", "(303) 555-0101"),
        (2, "note", "note 1"),
        (3, "phone", "(303) 555-0101"),
        (3, "note", "note 1"),
    ]


def test_fill_down_in_one_cell_takes_from_above(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 2, "Note")
    grid.fill_down()
    assert cells == [(3, "note", "note 2")]
    click(grid, 0, "Note")
    grid.fill_down()
    assert len(cells) == 1


def test_delete_clears_chosen_cells_but_never_whole_rows(grid: RosterGrid, cells: Cells, said: list[str]) -> None:
    choose(grid, (0, "Phone"), (1, "Note"))
    press(grid, Qt.Key.Key_Delete)
    assert cells == [(1, "phone", ""), (1, "note", ""), (2, "phone", ""), (2, "note", "")]
    grid.selectAll()
    press(grid, Qt.Key.Key_Delete)
    assert len(cells) == 4
    assert said == ["Choose cells first: click one, and hold Shift to choose more."]


# typing


def test_typing_replaces_the_cell_and_enter_goes_down(grid: RosterGrid, cells: Cells, qtbot: QtBot) -> None:
    click(grid, 0, "Note")
    press(grid, Qt.Key.Key_N)
    QTest.keyClicks(line(grid), "ew")
    QTest.keyClick(line(grid), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(cells))
    assert cells == [(1, "note", "new")]
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 1)
    assert grid.currentIndex().column() == number_of(grid, "Note")
    assert [row.id for row in grid.selected_rows()] == [2]


def test_tab_goes_on_in_the_next_cell_that_can_be_typed_in(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 0, "Position")
    assert grid.edit_cell()
    QTest.keyClick(editor(grid), Qt.Key.Key_Tab)
    assert grid.rows_model.columns[grid.currentIndex().column()].title == "E-mail"
    line(grid).setText("x@example.gov")
    QTest.keyClick(line(grid), Qt.Key.Key_Tab)
    assert cells == [(1, "email", "x@example.gov")]
    assert line(grid).accessibleName() == "Phone"
    QTest.keyClick(line(grid), Qt.Key.Key_Backtab)
    assert line(grid).accessibleName() == "E-mail"


def test_escape_leaves_the_cell_as_it_was(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 0, "Note")
    grid.edit_cell()
    line(grid).setText("typed in vain")
    QTest.keyClick(line(grid), Qt.Key.Key_Escape)
    assert cells == []
    assert grid.indexWidget(grid.currentIndex()) is None
    press(grid, Qt.Key.Key_Escape)
    assert grid.indexWidget(grid.currentIndex()) is None


def test_a_cell_is_shown_as_it_was_until_new_rows_come(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 0, "Phone")
    grid.edit_cell()
    line(grid).setText("12")
    QTest.keyClick(line(grid), Qt.Key.Key_Tab)
    assert cells == [(1, "phone", "12")]
    assert grid.rows_model.index(0, number_of(grid, "Phone")).data() == "(303) 555-0101"


def test_rows_that_come_while_a_cell_is_typed_in_take_nothing_away(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 1, "Note")
    grid.edit_cell()
    line(grid).setText("half a sen")
    grid.set_rows((a_row(9, "Abbott, Lee"), *ROWS))
    assert line(grid).text() == "half a sen"
    QTest.keyClick(line(grid), Qt.Key.Key_Tab)
    assert cells == [(2, "note", "half a sen")]


def test_typing_in_a_row_that_is_gone_ends(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 1, "Note")
    grid.edit_cell()
    grid.set_rows(ROWS[2:])
    assert grid.state() is not RosterGrid.State.EditingState
    assert cells == []


def test_keys_of_the_block_do_nothing_while_a_cell_is_typed_in(grid: RosterGrid, cells: Cells) -> None:
    choose(grid, (0, "Note"), (2, "Note"))
    grid.edit_cell()
    clipboard("pasted")
    QTest.keyClick(line(grid), Qt.Key.Key_D, CONTROL)
    grid.paste()
    grid.fill_down()
    assert cells == []


# choices


def test_an_office_is_found_by_typing_any_part_of_it(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 0, "Office")
    grid.edit_cell()
    box = editor(grid)
    assert isinstance(box, ChoiceBox)
    assert [box.itemText(n) for n in range(box.count())] == ["", "DEN · SAC Denver", "SEA · SAC Seattle"]
    assert box.currentText() == "DEN · SAC Denver"
    box.setEditText("seat")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert cells == [(1, "office_id", "SEA")]


def test_a_choice_taken_from_the_list_is_saved_at_once(grid: RosterGrid, cells: Cells) -> None:
    click(grid, 2, "Position")
    grid.edit_cell()
    box = editor(grid)
    assert isinstance(box, ChoiceBox)
    place = box.findText("Special Agent")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert cells == [(3, "position", "Special Agent")]
    assert grid.state() is not RosterGrid.State.EditingState


@pytest.mark.parametrize(
    ("typed", "text"),
    [("sea", "SEA"), ("SEA · sac seattle", "SEA"), ("den", "DEN"), ("sac", "sac"), ("XXX", "XXX"), ("", "")],
)
def test_what_is_no_single_choice_is_handed_on_to_be_judged(qtbot: QtBot, typed: str, text: str) -> None:
    box = ChoiceBox((("DEN", "DEN · SAC Denver"), ("SEA", "SEA · SAC Seattle")), "Office")
    qtbot.addWidget(box)
    box.setEditText(typed)
    assert box.text() == text


def test_dates_and_yes_or_no_have_editors_of_their_own(qtbot: QtBot) -> None:
    on = cell_editor(Column("On", name_of, field="on", kind=Kind.DATE))
    qtbot.addWidget(on)
    assert isinstance(on, DateBox)
    for text in ("2026-11-12", ""):
        on.take(text)
        assert on.text() == text
    answer = cell_editor(Column("Used", name_of, field="used", kind=Kind.YES_NO))
    qtbot.addWidget(answer)
    answer.take("no")
    assert isinstance(answer, ChoiceBox)
    assert (answer.currentText(), answer.text()) == ("No", "no")
    assert (on.accessibleName(), answer.accessibleName()) == ("On", "Used")


# columns


def test_contact_columns_are_told_of_and_copied_only_while_they_are_shown(grid: RosterGrid) -> None:
    heard: list[bool] = []
    grid.contacts_shown.connect(heard.append)
    grid.show_contacts(False)
    assert heard[-1] is False
    grid.selectAll()
    grid.copy()
    assert "@" not in clipboard()
    grid.arrangement.show_column(number_of(grid, "Mobile"), True)
    assert heard[-1] is True


def test_the_name_takes_the_room_that_is_left_until_the_user_arranges_the_columns(grid: RosterGrid) -> None:
    assert grid.columnWidth(0) == 260
    grid.arrangement.widen(0, -40)
    grid.resize(1400, 500)
    assert grid.columnWidth(0) == 220
    grid.arrangement.reset()
    grid.resize(1280, 500)
    assert grid.columnWidth(0) == 260


def test_scores_sort_as_numbers_and_missing_ones_go_last(grid: RosterGrid) -> None:
    rows = [replace(row, score=score) for row, score in zip(ROWS, (2.0, None, 10.0, -1.0, 0.0), strict=True)]
    grid.set_rows(rows)
    grid.sortByColumn(number_of(grid, "Score"), Qt.SortOrder.AscendingOrder)
    assert [row.id for row in grid.rows_model.rows] == [4, 5, 1, 3, 2]
    grid.sortByColumn(number_of(grid, "Score"), Qt.SortOrder.DescendingOrder)
    assert [row.id for row in grid.rows_model.rows] == [3, 1, 5, 4, 2]


# with a database


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def saved(desk: Desk, said: list[str]) -> Desk:
    return replace(desk, say=lambda sentence, can_undo: said.append(sentence + (" [Undo]" if can_undo else "")))


def from_database(page: QWidget, workspace: Workspace) -> RosterGrid:
    grid = RosterGrid(Look())
    grid.setParent(page)
    grid.set_rows(workspace.read(designees, TODAY))
    grid.show_contacts(True)
    grid.show()
    return grid


def test_what_is_pasted_is_saved_as_one_step(qtbot: QtBot, desk: Desk, page: QWidget, workspace: Workspace) -> None:
    builders.ready(workspace)
    said: list[str] = []
    shown: list[DialogFrame] = []
    grid = from_database(page, workspace)
    verbs = CellVerbs(page, saved(desk, said), grid, shown.append, grid.update)
    grid.setCurrentIndex(grid.rows_model.index(0, number_of(grid, "Note")))
    grid.block.start()
    clipboard("one\ntwo\n")
    verbs.paste.trigger()
    qtbot.waitUntil(lambda: said == ["Changed 2 cells [Undo]"])
    assert [row.note for row in workspace.read(designees, TODAY)[:2]] == ["one", "two"]
    assert workspace.undo()[0] == "Change the note of 2 people"
    grid.said.emit("A sentence.")
    assert said[-1] == "A sentence."


def test_a_refused_cell_stays_as_it_was(qtbot: QtBot, desk: Desk, page: QWidget, workspace: Workspace) -> None:
    builders.ready(workspace)
    refused: list[str] = []
    reloaded: list[bool] = []
    desk.runner.refused.connect(refused.append)
    grid = from_database(page, workspace)
    CellVerbs(page, desk, grid, lambda dialog: None, lambda: reloaded.append(True))
    before = grid.rows_model.row_at(0).phone
    grid.setCurrentIndex(grid.rows_model.index(0, number_of(grid, "Phone")))
    grid.edit_cell()
    line(grid).setText("12")
    QTest.keyClick(line(grid), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(reloaded))
    assert refused == ["“12” is not a telephone number with its area code."]
    assert workspace.read(designees, TODAY)[0].phone == before
    assert grid.rows_model.index(0, number_of(grid, "Phone")).data() == before


def test_one_field_is_changed_for_everyone_who_is_selected(
    qtbot: QtBot, desk: Desk, page: QWidget, workspace: Workspace
) -> None:
    tasking_id = builders.ready(workspace)
    builders.nominated(workspace, tasking_id, "SEA", ("Nakamura-Bell, Aiko",))
    said: list[str] = []
    shown: list[DialogFrame] = []
    grid = from_database(page, workspace)
    verbs = CellVerbs(page, saved(desk, said), grid, shown.append, grid.update)
    verbs.follow()
    assert not verbs.bulk.isEnabled()
    grid.selectAll()
    verbs.follow()
    verbs.bulk.trigger()
    dialog = shown[0]
    assert isinstance(dialog, BulkEditDialog)
    qtbot.addWidget(dialog)
    fields = [dialog.field.itemText(n) for n in range(dialog.field.count())]
    assert fields[:2] == ["Office", "Position"]
    assert not {"Name", "E-mail"} & set(fields)
    assert dialog.now.text() == "6 people, 2 different values now: DEN (5), SEA (1)."
    dialog.field.setCurrentText("Note")
    assert dialog.now.text() == "6 people, empty for all of them now."
    dialog.editor.take("Moved to the annex")
    dialog.done_with.connect(lambda sentence, _: said.append(sentence))
    dialog.show()
    assert unnamed(dialog) == []
    assert not dialog.grab().isNull()
    dialog.go.click()
    qtbot.waitUntil(lambda: said == ["Changed the note of 6 people"])
    assert {row.note for row in workspace.read(designees, TODAY)} == {"Moved to the annex"}
    assert workspace.undo()[0] == "Change the note of 6 people"


def test_a_refused_bulk_edit_keeps_what_was_typed(
    qtbot: QtBot, desk: Desk, page: QWidget, workspace: Workspace
) -> None:
    builders.ready(workspace)
    refused: list[str] = []
    desk.runner.refused.connect(refused.append)
    grid = from_database(page, workspace)
    dialog = BulkEditDialog(desk, page, grid.rows_model.rows, grid.bulk_columns())
    qtbot.addWidget(dialog)
    dialog.field.setCurrentText("Phone")
    dialog.editor.take("12")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(refused))
    assert "“12” is not a telephone number" in refused[0]
    assert refused[0].endswith("None of the 5 cells was changed.")
    qtbot.waitUntil(dialog.go.isEnabled)
    assert dialog.editor.text() == "12"


def test_the_verbs_of_cells_are_among_the_actions(desk: Desk, page: QWidget) -> None:
    verbs = CellVerbs(page, desk, RosterGrid(Look()), lambda dialog: None, page.update)
    assert {verbs.copy, verbs.paste, verbs.fill_down, verbs.bulk} <= set(desk.actions.of_menu("Page"))
    menu = verbs.columns.menu()
    assert menu is not None
    assert menu.actions()[0].text() == "Name"


def test_the_menu_offers_what_can_be_done_with_cells_and_columns(grid: RosterGrid, cells: Cells) -> None:
    choose(grid, (0, "Note"), (2, "Note"))
    menu = grid.menu()
    verbs = {action.text(): action for action in menu.actions() if action.text()}
    assert list(verbs) == [
        "Copy\tCtrl+C",
        "Copy whole rows",
        "Paste\tCtrl+V",
        "Fill down\tCtrl+D",
        "Clear cells\tDel",
        "This column",
        "Columns",
    ]
    verbs["Fill down\tCtrl+D"].trigger()
    assert cells == [(2, "note", "note 1"), (3, "note", "note 1")]
    grid.clearSelection()
    assert not any(action.isEnabled() for action in grid.menu().actions()[:5])
