"""What the user did to the columns is there again after a restart; what does not fit is let be."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kept_layout import KeptColumn, KeptLayouts, Layout
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.column_menu import StayingMenu
from ui.widgets.grid import Grid, keep_layouts

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True, slots=True)
class Thing:
    id: int
    name: str


def name_of(row: Thing) -> str:
    return row.name


COLUMNS = (
    Column(title="Name", value=name_of, width=150),
    Column(title="Office", value=name_of, width=80),
    Column(title="Phone", value=name_of, width=110, private=True),
    Column(title="Mobile", value=name_of, width=120, private=True, hidden=True),
    Column(title="Score", value=name_of, width=70, hidden=True),
    Column(title="Note", value=name_of, width=90),
)
TITLES = [column.title for column in COLUMNS]
THINGS = tuple(Thing(n, name) for n, name in enumerate(("b", "c", "a")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "layout.ini"


def settings(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


def shown(qtbot: QtBot, path: Path | None = None, columns: tuple[Column[Thing], ...] = COLUMNS) -> Grid[Thing]:
    """As after a start of the program."""
    grid: Grid[Thing] = Grid(columns, Look(), "Things")
    qtbot.addWidget(grid)
    grid.resize(900, 400)
    grid.set_rows(THINGS)
    if path is not None:
        grid.keep_layout(KeptLayouts(settings(path)))
    grid.show()
    return grid


def titles(grid: Grid[Thing]) -> list[str]:
    return [COLUMNS[number].title for number in grid.arrangement.shown()]


def tick(grid: Grid[Thing], title: str) -> None:
    """In the menu behind a Columns button."""
    menu = grid.columns_menu()
    next(action for action in menu.actions() if action.text() == title).trigger()


def choose(grid: Grid[Thing], title: str, words: str) -> None:
    """In the menu of a column's header."""
    menu = grid.arrangement.menu_of(TITLES.index(title))
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_columns_are_hidden_shown_moved_and_widened_without_a_mouse(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    assert titles(grid) == ["Name", "Office", "Note"]
    tick(grid, "Score")
    tick(grid, "Office")
    assert titles(grid) == ["Name", "Score", "Note"]
    choose(grid, "Note", "Move left")
    assert titles(grid) == ["Name", "Note", "Score"]
    choose(grid, "Name", "Wider")
    assert grid.columnWidth(0) == 174
    choose(grid, "Name", "Narrower")
    choose(grid, "Name", "Sort descending")
    assert [row.name for row in grid.rows_model.rows] == ["c", "b", "a"]
    choose(grid, "Score", "Hide Score")
    assert titles(grid) == ["Name", "Note"]


def test_one_column_always_stays(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    for title in ("Name", "Office", "Note"):
        grid.arrangement.show_column(TITLES.index(title), False)
    assert titles(grid) == ["Note"]
    menu = grid.columns_menu()
    last = next(action for action in menu.actions() if action.text() == "Note")
    assert not last.isEnabled()


def test_the_arrangement_is_there_again_after_a_restart(qtbot: QtBot, path: Path) -> None:
    grid = shown(qtbot, path)
    tick(grid, "Score")
    tick(grid, "Office")
    choose(grid, "Score", "Move left")
    choose(grid, "Name", "Wider")
    grid.sortByColumn(0, DOWN)
    again = shown(qtbot, path)
    assert titles(again) == ["Score", "Name", "Note"]
    assert again.columnWidth(0) == 174
    assert [row.name for row in again.rows_model.rows] == ["c", "b", "a"]
    assert again.horizontalHeader().sortIndicatorOrder() is DOWN


def test_a_width_drawn_with_the_mouse_is_kept(qtbot: QtBot, path: Path) -> None:
    grid = shown(qtbot, path)
    header = grid.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) - 1, header.height() // 2)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(header.viewport(), edge + QPoint(20, 0))
    QTest.mouseMove(header.viewport(), edge + QPoint(45, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(45, 0))
    assert grid.arrangement.is_own
    assert grid.columnWidth(0) > 150
    assert shown(qtbot, path).columnWidth(0) == grid.columnWidth(0)


def test_what_the_program_arranges_by_itself_is_not_kept(qtbot: QtBot, path: Path) -> None:
    grid = shown(qtbot, path)
    grid.setColumnWidth(0, 333)
    grid.setColumnHidden(1, True)
    assert not grid.arrangement.is_own
    again = shown(qtbot, path)
    assert again.columnWidth(0) == 150
    assert titles(again) == ["Name", "Office", "Note"]


def test_reset_brings_back_what_the_program_has(qtbot: QtBot, path: Path) -> None:
    grid = shown(qtbot, path)
    tick(grid, "Score")
    choose(grid, "Name", "Wider")
    choose(grid, "Note", "Move left")
    grid.sortByColumn(0, UP)
    tick(grid, "Reset columns")
    for each in (grid, shown(qtbot, path)):
        assert titles(each) == ["Name", "Office", "Note"]
        assert each.columnWidth(0) == 150
        assert [row.name for row in each.rows_model.rows] == ["b", "c", "a"]
        assert not each.arrangement.is_own


def test_contact_columns_are_hidden_at_each_start_and_come_back_as_they_were_chosen(qtbot: QtBot, path: Path) -> None:
    grid = shown(qtbot, path)
    grid.arrangement.show_private(True)
    assert titles(grid) == ["Name", "Office", "Phone", "Note"]
    tick(grid, "Mobile")
    tick(grid, "Phone")
    again = shown(qtbot, path)
    assert titles(again) == ["Name", "Office", "Note"]
    again.arrangement.show_private(True)
    assert titles(again) == ["Name", "Office", "Mobile", "Note"]


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "null",
        '{"columns": [], "sorted_by": "", "is_descending": false}',
        '{"columns": [["Name", 100]], "sorted_by": "", "is_descending": false}',
        "[" * 100_000,
    ],
)
def test_a_damaged_layout_is_ignored(qtbot: QtBot, path: Path, damage: str) -> None:
    settings(path).setValue("grids/Things", damage)
    assert titles(shown(qtbot, path)) == ["Name", "Office", "Note"]


def _stored(**changes: Any) -> str:
    columns = [[title, 100, False] for title in TITLES]
    return json.dumps({"columns": columns, "sorted_by": "", "is_descending": False} | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": [[title, 100, False] for title in TITLES[:-1]]},
        {"columns": [[title, 100, False] for title in (*TITLES, "Fax")]},
        {"columns": [[title, 100, False] for title in (*TITLES[:-1], "Name")]},
        {"columns": [[title, 100, True] for title in TITLES]},
        {"columns": [[title, 100_000, False] for title in TITLES]},
        {"columns": [[title, "wide", False] for title in TITLES]},
        {"sorted_by": "Fax"},
    ],
)
def test_a_layout_of_other_columns_is_ignored(path: Path, changes: dict[str, Any]) -> None:
    kept = KeptLayouts(settings(path))
    settings(path).setValue("grids/Things", _stored())
    assert kept.layout("Things", TITLES) is not None
    settings(path).setValue("grids/Things", _stored(**changes))
    assert kept.layout("Things", TITLES) is None


def test_columns_are_known_by_their_titles_not_by_their_numbers(qtbot: QtBot, path: Path) -> None:
    grid = shown(qtbot, path)
    choose(grid, "Office", "Wider")
    turned = tuple(reversed(COLUMNS))
    again = shown(qtbot, path, turned)
    assert again.columnWidth([column.title for column in turned].index("Office")) == 104


def test_grids_do_not_take_each_others_layout(path: Path) -> None:
    kept = KeptLayouts(settings(path))
    layout = Layout((KeptColumn("Name", 99),), "Name", True)
    kept.keep("One/Two", layout)
    assert kept.layout("One/Two", ["Name"]) == layout
    assert kept.layout("One", ["Name"]) is None
    kept.forget("One/Two")
    assert kept.layout("One/Two", ["Name"]) is None


def test_every_grid_of_a_window_is_remembered(qtbot: QtBot, path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid: Grid[Thing] = Grid(COLUMNS, Look(), "Things")
    grid.setParent(window)
    keep_layouts(window, KeptLayouts(settings(path)))
    tick(grid, "Score")
    assert "Score" in titles(shown(qtbot, path))


def test_the_menu_of_columns_stays_open_while_boxes_are_ticked(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    menu = grid.columns_menu()
    assert isinstance(menu, StayingMenu)
    menu.popup(QPoint(0, 0))
    score = next(action for action in menu.actions() if action.text() == "Score")
    menu.setActiveAction(score)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert "Score" in titles(grid)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(score).center())
    assert menu.isVisible()
    assert "Score" not in titles(grid)
    menu.close()


def test_the_keyboard_leaves_a_column_that_is_hidden(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.setCurrentIndex(grid.rows_model.index(1, 1))
    tick(grid, "Office")
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)
    assert grid.as_tsv(THINGS[:1]).splitlines()[0] == "Name\tNote"
