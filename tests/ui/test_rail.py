"""The rail: pages with their counts, and saved views below the page that they belong to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.style import Look
from ui.widgets.rail import Rail


@pytest.fixture
def rail(qtbot: QtBot, look: Look) -> Rail:
    made = Rail(look, "C3 Coordinator", "Unit")
    qtbot.addWidget(made)
    for name in ("Today", "Roster", "Trainings"):
        made.add_page(name, "users")
    made.show()
    return made


def test_saved_views_stand_below_their_page_with_live_counts(qtbot: QtBot, rail: Rail) -> None:
    rail.set_views("Roster", [("view:1", "Denver, untrained", 4), ("view:2", "Late", 0)])
    QTest.qWait(1)
    first, second = rail.views.values()
    assert rail.buttons["Roster"].y() < first.y() < second.y() < rail.buttons["Trainings"].y()
    assert first.accessibleName() == "Denver, untrained, 4"
    rail.set_views("Roster", [("view:1", "Denver, untrained", 5), ("view:2", "Late", 0)])
    assert rail.views["view:1"] is first
    assert first.count.text() == "5"


def test_a_view_is_chosen_with_the_mouse_and_says_its_key(qtbot: QtBot, rail: Rail) -> None:
    rail.set_views("Roster", [("view:7", "Late", 2)])
    with qtbot.waitSignal(rail.view_chosen) as chosen:
        QTest.mouseClick(rail.views["view:7"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["view:7"]


def test_views_that_are_gone_leave_the_rail(rail: Rail) -> None:
    rail.set_views("Roster", [("view:7", "Late", 2)])
    rail.set_views("Roster", [])
    assert rail.views == {}
