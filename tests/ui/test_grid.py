"""The grid keeps its place, sorts, filters, copies, and lets the keyboard leave."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.models.rows_model import Column, RowsModel
from ui.style import Look
from ui.widgets.grid import Grid

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    seat: str = ""
    rank: int | None = None


def name_of(row: Person) -> str:
    return row.name


def seat_of(row: Person) -> str:
    return row.seat


def rank_of(row: Person) -> str:
    return "" if row.rank is None else str(row.rank)


def rank_key(row: Person) -> int | None:
    return row.rank


COLUMNS = (
    Column(title="Name", value=name_of, bold=True),
    Column(title="Seat", value=seat_of),
    Column(title="Rank", value=rank_of, sort=rank_key, right=True),
)
PEOPLE = (
    Person(1, "Okafor, Dana", "Training 10", 2),
    Person(2, "O’Dowd, Séan", "Training 2", None),
    Person(3, "Nakamura-Bell, Aiko", "", 1),
    Person(4, "Haddad, Samir", "Training 2", 2),
)


def model() -> RowsModel[Person]:
    made = RowsModel(COLUMNS)
    made.set_rows(PEOPLE)
    return made


def ids(made: RowsModel[Person]) -> list[int]:
    return [row.id for row in made.rows]


@pytest.fixture
def grid(qtbot: QtBot) -> Grid[Person]:
    made: Grid[Person] = Grid(COLUMNS, Look(), "People")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_rows(PEOPLE)
    made.show()
    return made


# the model


def test_numbers_sort_as_numbers_and_blanks_go_last() -> None:
    made = model()
    made.sort(1, UP)
    assert ids(made) == [2, 4, 1, 3]
    made.sort(1, DOWN)
    assert ids(made) == [1, 2, 4, 3]


def test_sorting_is_stable_and_can_be_taken_back() -> None:
    made = model()
    made.sort(2, UP)
    assert ids(made) == [3, 1, 4, 2]
    made.sort(2, DOWN)
    assert ids(made) == [1, 4, 3, 2]
    made.sort(-1)
    assert ids(made) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [1, 2, 3, 4]),
        ("SEAN", [2]),
        ("odowd sean", [2]),
        ("o'dowd", [2]),
        ("nakamura bell", [3]),
        ("nakamura-bell", [3]),
        ("training dana", [1]),
        ("dana haddad", []),
    ],
)
def test_every_word_must_occur(text: str, found: list[int]) -> None:
    made = model()
    made.set_filter(text)
    assert ids(made) == found


def has_rank(row: Person) -> bool:
    return row.rank is not None


def test_filter_predicate_and_sorting_work_together() -> None:
    made = model()
    made.set_predicate(has_rank)
    made.set_filter("a d")
    made.sort(0, UP)
    assert ids(made) == [4, 1]
    made.set_predicate(None)
    made.set_filter("")
    assert ids(made) == [4, 3, 2, 1]


def test_filter_and_sorting_outlive_new_rows() -> None:
    made = model()
    made.sort(0, UP)
    made.set_filter("dana")
    made.set_rows((*PEOPLE, Person(5, "Abbott, Dana")))
    assert ids(made) == [5, 1]


@given(
    st.lists(st.sampled_from(("", "o", "ok", "oka dana", "dana", "training 1", "training", "t d", "zz"))),
    st.sampled_from((-1, 0, 1, 2)),
    st.sampled_from((UP, DOWN)),
)
def test_typing_on_finds_what_asking_at_once_finds(texts: list[str], column: int, order: Qt.SortOrder) -> None:
    made = model()
    made.sort(column, order)
    for text in texts:
        made.set_filter(text)
        fresh = model()
        fresh.sort(column, order)
        fresh.set_filter(text)
        assert ids(made) == ids(fresh)


@given(st.lists(st.tuples(st.sampled_from(("b 2", "b 10", "", "á")), st.sampled_from((None, 1, 2)))), st.booleans())
def test_sort_keys_kept_from_earlier_rows_sort_as_new_ones_do(
    facts: list[tuple[str, int | None]], is_prepared: bool
) -> None:
    made = model()
    rows = [Person(n, "x", seat, rank) for n, (seat, rank) in enumerate(facts)]
    for column in (1, 2):
        made.sort(column, UP)
        made.set_rows(rows)
        if is_prepared:
            made.sort_keys.prepare(made.all_rows)
        made.sort(column, DOWN)
        fresh = RowsModel(COLUMNS)
        fresh.set_rows(rows)
        fresh.sort(column, DOWN)
        assert ids(made) == ids(fresh)


def test_the_model_says_where_a_row_is() -> None:
    made = model()
    made.sort(0, UP)
    assert made.place_of(4) == 0
    made.set_filter("dana")
    assert made.place_of(4) is None
    assert made.total == 4


def test_a_hundred_thousand_rows_are_filtered_by_every_column() -> None:
    made = RowsModel(COLUMNS)
    made.set_rows([Person(n, f"Person {n}, Séan", f"Training {n % 40}", n) for n in range(100_000)])
    made.set_filter("training sean 99999")
    assert made.rowCount() == 1
    made.set_filter("nobody")
    assert made.rowCount() == 0


# the view


def test_selection_current_row_and_scroll_are_kept_by_id(grid: Grid[Person]) -> None:
    grid.select_ids([1, 4])
    grid.set_rows(tuple(reversed(PEOPLE)))
    assert [row.id for row in grid.selected_rows()] == [4, 1]
    current = grid.current_row()
    assert current is not None
    assert current.id == 1


def test_the_keyboard_stays_in_its_column(grid: Grid[Person]) -> None:
    grid.setCurrentIndex(grid.rows_model.index(2, 1))
    grid.set_rows(tuple(reversed(PEOPLE)))
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)


def test_sorting_keeps_the_selection_and_the_widths(grid: Grid[Person]) -> None:
    grid.setColumnWidth(0, 222)
    grid.select_ids([4])
    grid.sortByColumn(0, UP)
    assert [row.id for row in grid.selected_rows()] == [4]
    assert grid.columnWidth(0) == 222


def test_scroll_position_is_kept(grid: Grid[Person]) -> None:
    many = [Person(n, f"Person {n}") for n in range(500)]
    grid.set_rows(many)
    grid.verticalScrollBar().setValue(200)
    grid.set_rows(many[:-1])
    assert grid.verticalScrollBar().value() == 200


def test_refreshing_the_same_rows_is_quiet(grid: Grid[Person], qtbot: QtBot) -> None:
    grid.select_ids([2])
    with qtbot.assertNotEmitted(grid.selected):
        grid.set_rows(PEOPLE)


def test_a_selected_row_that_is_gone_is_told(grid: Grid[Person], qtbot: QtBot) -> None:
    grid.select_ids([2])
    with qtbot.waitSignal(grid.selected):
        grid.set_rows(PEOPLE[2:])
    assert grid.selected_rows() == []


def test_choosing_is_told(grid: Grid[Person], qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.selected):
        grid.selectRow(1)
    with qtbot.waitSignal(grid.selected):
        grid.select_ids([3])


def test_all_of_many_rows_are_selected_at_once(grid: Grid[Person]) -> None:
    grid.set_rows([Person(n, f"Person {n}") for n in range(20_000)])
    grid.selectAll()
    grid.sortByColumn(0, DOWN)
    assert len(grid.selected_rows()) == 20_000


def test_copy_puts_headers_and_rows_on_the_clipboard(grid: Grid[Person], qtbot: QtBot) -> None:
    grid.select_ids([1, 2])
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    expected = "Name\tSeat\tRank\nOkafor, Dana\tTraining 10\t2\nO’Dowd, Séan\tTraining 2\t\n"
    assert QGuiApplication.clipboard().text() == expected


def test_copy_takes_the_columns_as_they_stand(grid: Grid[Person]) -> None:
    grid.horizontalHeader().moveSection(1, 0)
    grid.setColumnHidden(2, True)
    assert grid.as_tsv(PEOPLE[:1]) == "Seat\tName\nTraining 10\tOkafor, Dana\n"


@pytest.mark.parametrize(
    ("text", "copied"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@x", "'@x"), ("-cmd|x", "'-cmd|x"), ("+1 303 555-0100", "+1 303 555-0100")],
)
def test_a_copied_cell_is_never_a_formula(grid: Grid[Person], text: str, copied: str) -> None:
    assert grid.as_tsv([Person(9, f" {text}\n")]).splitlines()[1].split("\t")[0] == copied


def test_tab_leaves_the_grid(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    grid: Grid[Person] = Grid(COLUMNS, Look(), "People")
    grid.set_rows(PEOPLE)
    after = QLineEdit()
    column.addWidget(grid)
    column.addWidget(after)
    window.show()
    window.activateWindow()
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert window.focusWidget() is after


def test_enter_opens_and_double_click_opens(grid: Grid[Person], qtbot: QtBot) -> None:
    grid.select_ids([3])
    with qtbot.waitSignal(grid.opened):
        QTest.keyClick(grid, Qt.Key.Key_Return)
    place = grid.visualRect(grid.rows_model.index(1, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(grid.opened):
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_an_edited_text_is_handed_to_the_column(qtbot: QtBot) -> None:
    edits: list[tuple[int, str]] = []

    def note(row: Person, text: str) -> None:
        edits.append((row.id, text))

    grid: Grid[Person] = Grid((Column(title="Name", value=name_of, edit=note),), Look(), "People")
    qtbot.addWidget(grid)
    grid.set_rows(PEOPLE)
    grid.show()
    grid.setCurrentIndex(grid.rows_model.index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Dowd, Sean")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(edits))
    assert edits == [(2, "Dowd, Sean")]


def test_an_empty_grid_says_so_and_offers_what_to_do(grid: Grid[Person], qtbot: QtBot) -> None:
    action = QAction("Import…", grid)
    grid.set_empty("No one yet.", action)
    empty = grid._empty
    assert empty.isHidden()
    grid.rows_model.set_filter("nobody at all")
    assert not empty.isHidden()
    assert empty.sentence.text() == "Nothing matches the filter."
    assert empty.button.isHidden()
    grid.set_rows(())
    assert empty.sentence.text() == "No one yet."
    with qtbot.waitSignal(action.triggered):
        QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)


def test_the_grid_has_a_name(grid: Grid[Person]) -> None:
    assert grid.accessibleName() == "People"


def test_painting_works_in_every_kind_of_cell(qtbot: QtBot) -> None:
    columns = (
        Column(title="Name", value=name_of, tone=lambda row: ("check", "good") if row.rank else None),
        Column(title="Rank", value=rank_of, dots=lambda row: (row.rank or 0, 4), right=True),
    )
    grid: Grid[Person] = Grid(columns, Look(), "People")
    qtbot.addWidget(grid)
    grid.set_rows(PEOPLE)
    grid.selectRow(0)
    grid.show()
    assert not grid.grab().isNull()
