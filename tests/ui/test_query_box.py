"""The search box: what it offers, that the keyboard stays in it, and how it points out a mistake."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.views.roster_query import Completion, completions, hint
from tests.ui.test_accessible_names import unnamed
from tests.views.test_roster_query import ROWS
from ui.style import Look
from ui.widgets.query_box import QueryBox

Key = Qt.Key


def complete(text: str, cursor: int) -> Sequence[Completion]:
    return completions(text, cursor, ROWS)


@pytest.fixture
def box(qtbot: QtBot, look: Look) -> Iterator[QueryBox]:
    """In a window with another field below it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 480)
    made = QueryBox("Filter", complete, hint)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    column.addStretch()
    window.show()
    qtbot.waitExposed(window)
    made.setFocus()
    yield made
    window.close()


def labels(box: QueryBox) -> list[str]:
    return [box.offers.item(row).text() for row in range(box.offers.count())] if box.offers.isVisible() else []


def press(box: QueryBox, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(box, key)


def test_what_was_begun_is_offered_below_the_box(box: QueryBox) -> None:
    QTest.keyClicks(box, "office:s")
    assert labels(box) == ["SAN", "SJU"]
    assert box.offers.y() >= box.mapTo(box.window(), QPoint(0, box.height())).y()
    assert box.hasFocus()


def test_nothing_is_offered_for_a_blank_until_it_is_asked_for(box: QueryBox) -> None:
    QTest.keyClicks(box, "is:late ")
    assert labels(box) == []
    press(box, Key.Key_Down)
    assert labels(box)[:2] == ["office:", "is:"]


def test_what_is_there_already_is_not_offered(box: QueryBox) -> None:
    QTest.keyClicks(box, "is:contractor")
    assert labels(box) == []


def test_tab_takes_the_first_and_values_follow_a_field(box: QueryBox) -> None:
    QTest.keyClicks(box, "offi")
    press(box, Key.Key_Tab)
    assert box.text() == "office:"
    assert labels(box) == ["DEN", "NYC", "SAN", "SJU"]
    press(box, Key.Key_Down, Key.Key_Down, Key.Key_Tab)
    assert box.text() == "office:NYC "
    assert labels(box) == []
    assert box.hasFocus()


def test_enter_takes_what_was_chosen_and_else_stays_what_it_was(qtbot: QtBot, box: QueryBox) -> None:
    QTest.keyClicks(box, "is:wait")
    with qtbot.waitSignal(box.returnPressed):
        press(box, Key.Key_Return)
    assert (box.text(), labels(box)) == ("is:wait", [])
    press(box, Key.Key_Down, Key.Key_Up)
    with qtbot.assertNotEmitted(box.returnPressed):
        press(box, Key.Key_Return)
    assert box.text() == "is:waitlisted "


def test_down_and_up_go_round(box: QueryBox) -> None:
    QTest.keyClicks(box, "is:wait")
    chosen = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_PageDown, Key.Key_PageUp):
        press(box, key)
        assert box.offers.chosen is not None
        chosen.append(box.offers.chosen.label)
    assert chosen == ["waiting", "waitlisted", "waiting", "waitlisted", "waitlisted", "waiting"]


def test_escape_closes_first_and_empties_then(box: QueryBox) -> None:
    QTest.keyClicks(box, "is:wait")
    press(box, Key.Key_Escape)
    assert (box.text(), labels(box)) == ("is:wait", [])
    press(box, Key.Key_Escape)
    assert box.text() == ""


def test_a_click_takes_and_leaves_the_keyboard_in_the_box(box: QueryBox) -> None:
    QTest.keyClicks(box, "office:s")
    place = box.offers.visualItemRect(box.offers.item(0)).center()
    QTest.mouseClick(box.offers.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert box.text() == "office:SAN "
    assert box.hasFocus()


def test_a_term_in_the_middle_is_completed_where_it_stands(box: QueryBox) -> None:
    box.setText("is:untr -ctr")
    box.setCursorPosition(7)
    box.suggest()
    press(box, Key.Key_Tab)
    assert box.text() == "is:untrained -ctr"
    box.undo()
    assert box.text() == "is:untr -ctr"


def test_leaving_the_box_closes_the_offers(box: QueryBox) -> None:
    QTest.keyClicks(box, "office:s")
    other = box.window().findChildren(QLineEdit)[-1]
    other.setFocus()
    assert not box.offers.isVisible()


def test_tab_moves_on_when_nothing_is_offered(box: QueryBox) -> None:
    QTest.keyClicks(box, "okafor")
    press(box, Key.Key_Tab)
    assert not box.hasFocus()


def test_a_mistake_is_told_after_a_pause_and_taken_back_at_once(qtbot: QtBot, box: QueryBox) -> None:
    with qtbot.waitSignal(box.hinted) as told:
        QTest.keyClicks(box, "offce:D")
    assert told.args == ["There is no field “offce”. Did you mean office?"]
    assert box.accessibleDescription() == "There is no field “offce”. Did you mean office?"
    with qtbot.waitSignal(box.hinted, timeout=100) as told:
        box.clear()
    assert told.args == [""]


def test_the_offers_have_a_name_and_say_what_they_mean(box: QueryBox) -> None:
    QTest.keyClicks(box, "office:den")
    item = box.offers.item(0)
    assert box.offers.accessibleName() == "Suggestions"
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "DEN, SAC Denver, 1"
    assert not box.grab().isNull()
    assert not box.offers.grab().isNull()


def test_everything_about_the_box_has_a_name(box: QueryBox) -> None:
    box.window().findChildren(QLineEdit)[-1].setAccessibleName("Other")
    QTest.keyClicks(box, "office:")
    assert unnamed(box.window()) == []
