"""What if: other weights, licenses and seats are tried at once, kept, compared, and signed off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.services.ranking_rules import set_rules
from coordinator.services.scenarios import save_scenario
from coordinator.services.workspace import Workspace
from coordinator.views.ranking import ranking_rules
from coordinator.views.scenarios import scenarios
from coordinator.views.selections import selections
from coordinator.views.taskings import TaskingRow, taskings
from tests import builders
from ui.desk import Desk
from ui.dialogs.sign_off_dialog import SignOffDialog
from ui.dialogs.what_if_dialog import TRIED, WhatIfDialog

LEFT = Qt.MouseButton.LeftButton


def settled(qtbot: QtBot, dialog: WhatIfDialog) -> None:
    QTest.qWait(90)  # longer than the pause after the last change
    qtbot.waitUntil(lambda: not dialog.desk.runner.is_busy)


@pytest.fixture
def tasking(workspace: Workspace) -> TaskingRow:
    """Five people of Denver, of whom every other one used a trial license; three licenses."""
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    builders.an_agreement(workspace, 3)
    return workspace.read(taskings)[0]


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: TaskingRow) -> WhatIfDialog:
    made = WhatIfDialog(desk, window, tasking)
    qtbot.addWidget(made)
    made.open()
    settled(qtbot, made)
    return made


def ranked(dialog: WhatIfDialog) -> list[str]:
    return [row.now.name.split(",")[0] for row in dialog.ranking.rows_model.rows]


def gains(dialog: WhatIfDialog) -> list[str]:
    dialog.chips.choose("gains")
    names = ranked(dialog)
    dialog.chips.choose("all")
    return names


def keep(qtbot: QtBot, dialog: WhatIfDialog, name: str) -> None:
    dialog.name.setText(name)
    QTest.mouseClick(dialog.keep_button, LEFT)
    settled(qtbot, dialog)


def test_it_opens_with_the_tasking_as_it_is(dialog: WhatIfDialog) -> None:
    assert dialog.panel.capacity.value() == 3
    assert ranked(dialog) == ["Haddad", "Lindqvist", "Okafor", "Brandvold", "Reyes"]
    assert dialog.summary.text() == "3 selected, 2 alternates"
    assert not dialog.is_tried


def test_a_weight_is_seen_at_once_with_who_gains_and_who_loses(qtbot: QtBot, dialog: WhatIfDialog) -> None:
    dialog.panel.rules.rows[0].weight.setValue(-4)
    settled(qtbot, dialog)
    assert ranked(dialog)[:2] == ["Brandvold", "Reyes"]
    assert gains(dialog) == ["Brandvold", "Reyes"]
    assert "2 gain and 2 lose" in dialog.summary.text()
    moved = dialog.ranking.rows_model.rows[0]
    assert moved.up == 3


def test_more_licenses_select_more(qtbot: QtBot, dialog: WhatIfDialog) -> None:
    dialog.panel.capacity.setValue(4)
    settled(qtbot, dialog)
    assert gains(dialog) == ["Brandvold"]


def test_seats_of_an_office_bind_it_and_its_reserve_shrinks_with_them(qtbot: QtBot, dialog: WhatIfDialog) -> None:
    seats = dialog.panel.seats.rows_model
    denver = next(place for place, row in enumerate(seats.rows) if row.office == "DEN")
    seats.setData(seats.index(denver, 3), "2")
    settled(qtbot, dialog)
    seats.setData(seats.index(denver, 2), "1")
    settled(qtbot, dialog)
    row = next(row for row in seats.rows if row.office == "DEN")
    assert (row.seats, row.reserved, row.selected) == (1, 1, 1)
    seats.setData(seats.index(denver, 2), "many")
    assert next(row for row in seats.rows if row.office == "DEN").seats == 1


def test_a_query_that_cannot_be_read_is_said_beside_it_and_not_evaluated(qtbot: QtBot, dialog: WhatIfDialog) -> None:
    before = ranked(dialog)
    next(a for a in dialog.panel.rules.add_button.menu().actions() if a.text() == "Query").trigger()
    row = dialog.panel.rules.rows[-1]
    row.query.setText("height:>180")
    row.query.editingFinished.emit()
    settled(qtbot, dialog)
    assert dialog.panel.hint.isVisible()
    assert ranked(dialog) == before


def test_what_is_kept_stands_beside_the_others(qtbot: QtBot, dialog: WhatIfDialog, workspace: Workspace) -> None:
    dialog.panel.rules.rows[0].weight.setValue(-4)
    keep(qtbot, dialog, "Against trial use")
    dialog.panel.capacity.setValue(5)
    settled(qtbot, dialog)
    titles = [column.title for column in dialog.compare.rows_model.columns]
    assert titles == ["Name", "Office", "As it is", TRIED, "Against trial use"]
    row = next(row for row in dialog.compare.rows_model.rows if row.name.startswith("Reyes"))
    assert [change.value for change in row.changes] == ["same", "gains", "gains"]
    assert [kept.name for kept in workspace.read(scenarios, dialog._tasking_id)] == ["Against trial use"]


def test_keeping_under_the_same_name_takes_its_place(qtbot: QtBot, dialog: WhatIfDialog, workspace: Workspace) -> None:
    keep(qtbot, dialog, "A")
    dialog.panel.capacity.setValue(2)
    keep(qtbot, dialog, "A")
    (kept,) = workspace.read(scenarios, dialog._tasking_id)
    assert kept.facts.capacity == 2


def test_a_kept_scenario_is_renamed_adopted_and_deleted(
    qtbot: QtBot, dialog: WhatIfDialog, workspace: Workspace
) -> None:
    dialog.panel.rules.rows[0].weight.setValue(9)
    keep(qtbot, dialog, "A")
    dialog.name.setText("B")
    dialog.rename_action.trigger()
    settled(qtbot, dialog)
    assert dialog.chosen.currentText() == "B"
    dialog.adopt_action.trigger()
    settled(qtbot, dialog)
    assert workspace.read(ranking_rules, dialog._tasking_id).rules[0].weight == 9
    dialog.delete_action.trigger()
    settled(qtbot, dialog)
    assert dialog.chosen.currentText() == "As it is"


def test_only_what_is_kept_is_signed_off_with_a_name(qtbot: QtBot, dialog: WhatIfDialog, workspace: Workspace) -> None:
    dialog.panel.capacity.setValue(2)
    assert not dialog.go.isEnabled()  # even before it was looked up
    settled(qtbot, dialog)
    assert not dialog.go.isEnabled()
    keep(qtbot, dialog, "Two")
    QTest.mouseClick(dialog.go, LEFT)
    last = dialog.dialog
    assert isinstance(last, SignOffDialog)
    last.name.clear()
    assert not last.go.isEnabled()
    last.name.setText("Victoria Hale")
    with qtbot.waitSignal(dialog.done_with) as said:
        QTest.mouseClick(last.go, LEFT)
    assert said.args == ["Signed off: 2 selected", False]
    (decision,) = workspace.read(selections, dialog._tasking_id)
    assert (decision.signed_by, decision.scenario, decision.selected) == ("Victoria Hale", "Two", 2)
    assert decision.record_file_id is not None


def test_it_follows_what_is_changed_elsewhere(qtbot: QtBot, dialog: WhatIfDialog, workspace: Workspace) -> None:
    facts = dialog.panel.facts("From elsewhere")
    dialog.desk.runner.change(save_scenario, dialog._tasking_id, facts)
    settled(qtbot, dialog)
    assert dialog.chosen.findText("From elsewhere") >= 0
    rules = workspace.read(ranking_rules, dialog._tasking_id).rules
    dialog.desk.runner.change(set_rules, dialog._tasking_id, rules[:1])
    settled(qtbot, dialog)
    assert dialog.is_tried  # the panel still shows the rules of before
