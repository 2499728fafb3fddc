"""The list of ranking rules: weights, order, on and off, and queries."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coordinator.rules.ranking import Rule
from coordinator.rules.vocabulary import RankingCriterion as Criterion
from ui.style import Look
from ui.widgets.rules_editor import RuleRow, RulesEditor

DEFAULTS = (Rule(Criterion.TRIAL_USE, 4), Rule(Criterion.COURSE_COMPLETED, 3), Rule(Criterion.OFFICE_UNDER_QUOTA, 1))


@pytest.fixture
def editor(qtbot: QtBot, look: Look) -> RulesEditor:
    made = RulesEditor()
    qtbot.addWidget(made)
    made.resize(360, 500)
    made.set_rules(DEFAULTS)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(row: RuleRow, name: str) -> None:
    button = next(each for each in row.findChildren(QPushButton) if each.accessibleName().startswith(name))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def offered(editor: RulesEditor) -> list[str]:
    return [action.text() for action in editor.add_button.menu().actions()]


def test_it_gives_back_what_it_was_given(editor: RulesEditor) -> None:
    assert editor.rules == DEFAULTS


def test_a_weight_and_a_box_are_told(qtbot: QtBot, editor: RulesEditor) -> None:
    with qtbot.waitSignal(editor.changed):
        editor.rows[0].weight.setValue(6.5)
    with qtbot.waitSignal(editor.changed):
        QTest.keyClick(editor.rows[1].is_on, Qt.Key.Key_Space)
    assert [(rule.weight, rule.is_on) for rule in editor.rules] == [(6.5, True), (3, False), (1, True)]


def test_rules_move_by_button_and_by_key(qtbot: QtBot, editor: RulesEditor) -> None:
    press(editor.rows[2], "Move up")
    QTest.keyClick(editor.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [rule.criterion for rule in editor.rules] == [
        Criterion.OFFICE_UNDER_QUOTA, Criterion.TRIAL_USE, Criterion.COURSE_COMPLETED,
    ]  # fmt: skip
    press(editor.rows[0], "Move up")  # the first stays the first
    assert editor.rules[0].criterion is Criterion.OFFICE_UNDER_QUOTA


def test_what_was_removed_can_be_added_again(editor: RulesEditor) -> None:
    assert "Used a trial license" not in offered(editor)
    press(editor.rows[0], "Remove")
    assert len(editor.rules) == 2
    next(a for a in editor.add_button.menu().actions() if a.text() == "Used a trial license").trigger()
    assert editor.rules[-1] == Rule(Criterion.TRIAL_USE, 1.0)


def test_a_query_counts_once_it_is_written(qtbot: QtBot, editor: RulesEditor) -> None:
    next(a for a in editor.add_button.menu().actions() if a.text() == "Query").trigger()
    assert editor.rules == DEFAULTS
    row = editor.rows[-1]
    QTest.keyClicks(row.title, "analysts")
    QTest.keyClicks(row.query, "position:analyst")
    with qtbot.waitSignal(editor.changed):
        QTest.keyClick(row.query, Qt.Key.Key_Return)
    assert editor.rules[-1] == Rule(Criterion.QUERY, 1.0, query="position:analyst", title="analysts")
    assert "Query" in offered(editor)


def test_every_control_says_what_it_is(editor: RulesEditor) -> None:
    assert all(each.accessibleName() for row in editor.rows for each in row.findChildren(QPushButton))
    assert editor.rows[0].weight.accessibleName() == "Weight of Used a trial license"
