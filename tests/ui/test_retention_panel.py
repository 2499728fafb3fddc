"""Retention in the window: the rules, what is due, and people on hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import RetentionKind
from coordinator.services.workspace import Workspace
from tests import license_unit
from tests.conftest import StandingClock
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.hold_dialog import HoldDialog
from ui.dialogs.retention_rule_dialog import RetentionRuleDialog
from ui.widgets.retention_panel import NOT_DELETED, RetentionPanel


@pytest.fixture
def database(database: Path, empty_database: bytes) -> Path:
    database.write_bytes(license_unit.database_of_unit(empty_database))
    return database


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock) -> RetentionPanel:
    """Three years and a day after a training that seven attended."""
    clock.move_to(datetime(2029, 11, 5, 15, tzinfo=UTC))
    page = QWidget()
    qtbot.addWidget(page)
    made = RetentionPanel(desk, page)
    qtbot.addWidget(made)
    desk.runner.changed.connect(made.reload)
    made.show()
    made.set_active(True)
    made.reload()
    qtbot.waitUntil(lambda: made.due.rows_model.total == 1)
    return made


@pytest.fixture
def settled(qtbot: QtBot, desk: Desk, panel: RetentionPanel) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not desk.runner.is_busy)


def said(panel: RetentionPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel)]


def test_what_is_due_is_listed_and_the_panel_says_that_nothing_is_deleted(panel: RetentionPanel) -> None:
    assert NOT_DELETED in said(panel)
    assert unnamed(panel) == []
    [row] = panel.due.rows_model.rows
    assert (row.what, row.whom) == ("Training 1", "7 people")
    assert not any("delete" in action.text().lower() for action in panel._page.actions())
    panel.open("on_hold")
    assert panel.due.rows_model.rows == ()


def test_a_rule_is_added_switched_off_and_changed(panel: RetentionPanel, settled: Callable[[], None]) -> None:
    panel.add_action.trigger()
    dialog = panel.dialog
    assert isinstance(dialog, RetentionRuleDialog)
    assert not dialog.go.isEnabled()
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.title, "Nominations")
    QTest.keyClicks(dialog.authority, "Unit schedule")
    dialog.covers.setCurrentIndex(dialog.covers.findData(RetentionKind.NOMINATIONS))
    dialog.go.click()
    settled()
    assert panel.due.rows_model.total == 8
    panel.rules.select_ids([panel.rules.rows_model.rows[1].id])
    panel.switch_action.trigger()
    settled()
    assert panel.due.rows_model.total == 1
    assert "Switched off" in panel.rule_words.text()
    panel.edit_action.trigger()
    edit = panel.dialog
    assert isinstance(edit, RetentionRuleDialog)
    edit.is_on.setChecked(True)
    edit.years.setValue(2)
    edit.go.click()
    settled()
    assert panel.due.rows_model.total == 8
    panel.remove_action.trigger()
    settled()
    assert [row.title for row in panel.rules.rows_model.rows] == ["Rosters and attendance"]


def test_the_people_of_a_record_are_put_on_hold_and_it_is_lifted_again(
    panel: RetentionPanel, settled: Callable[[], None]
) -> None:
    panel.due.selectAll()
    panel.hold_chosen_action.trigger()
    dialog = panel.dialog
    assert isinstance(dialog, HoldDialog)
    assert dialog.windowTitle() == "Put 7 people on hold"
    QTest.keyClicks(dialog.reason, "FOIA 114")
    dialog.go.click()
    settled()
    assert panel.holds.rows_model.total == 7
    panel.open("on_hold")
    [row] = panel.due.rows_model.rows
    assert row.held_back == "7 people on hold: FOIA 114"
    panel.holds.selectAll()
    panel.lift_action.trigger()
    settled()
    panel.open("due")
    assert (panel.holds.rows_model.total, len(panel.due.rows_model.rows)) == (0, 1)


def test_one_person_is_found_by_name_and_put_on_hold(
    panel: RetentionPanel, settled: Callable[[], None], qtbot: QtBot
) -> None:
    panel.hold_action.trigger()
    dialog = panel.dialog
    assert isinstance(dialog, HoldDialog)
    assert dialog.chooser is not None
    settled()
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.chooser.line, "okaf")
    dialog.chooser.line.taken.emit()
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason, "Litigation")
    dialog.go.click()
    settled()
    assert [(row.name, row.reason) for row in panel.holds.rows_model.rows] == [("Okafor, Dana R", "Litigation")]
