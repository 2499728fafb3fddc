"""Trial licenses with a real database: recorded for one and for a pasted list, edited, removed, found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.services.trial_uses import TrialFacts, record_trial_uses
from coordinator.services.workspace import Workspace
from coordinator.views.trial_uses import trial_uses
from tests import license_unit
from tests.ui.documents_desk import Answers, a_desk, some_answers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from tests.ui.test_agreements_panel import settled
from ui.desk import Desk
from ui.dialogs.memo_fields import qdate
from ui.dialogs.trial_dialog import TrialDialog
from ui.widgets.trial_panel import TrialPanel


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(license_unit.database_of_unit(empty_database))
    return path


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> Iterator[TrialPanel]:
    page = QWidget()
    qtbot.addWidget(page)
    made = TrialPanel(desk, page)
    qtbot.addWidget(made)
    made.show()
    desk.runner.changed.connect(made.reload)
    made.reload()
    settled(qtbot, desk)
    yield made
    settled(qtbot, desk)


def test_people_are_chosen_by_typing_and_by_pasting_and_recorded_at_once(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: TrialPanel, answers: Answers
) -> None:
    panel.add_action.trigger()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, TrialDialog)
    people = dialog.people
    QTest.keyClicks(people.line, "lindq")
    QTest.keyClick(people.line, Qt.Key.Key_Down)
    QTest.keyClick(people.line, Qt.Key.Key_Return)
    QGuiApplication.clipboard().setText("Okafor, Dana R\nUnknown, Ulla\nLindqvist, Per")
    people.paste.click()
    settled(qtbot, desk)
    assert people.words.text() == "2 people chosen; 1 line is nobody’s and left out."
    assert unnamed(dialog) == []
    people.chosen.select_ids([-1])
    people.remove.click()
    assert people.words.text() == "2 people chosen."
    assert dialog.go.text() == "Record for 2 people"
    for field, on in ((dialog.first, date(2026, 6, 1)), (dialog.last, date(2026, 5, 1))):
        field.is_known.setChecked(True)
        field.day.setDate(qdate(on))
    assert not dialog.go.isEnabled()
    dialog.last.day.setDate(qdate(date(2026, 7, 31)))
    dialog.source.setText("Vendor’s list")
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said == ["Recorded the trial use of 2 people"]
    assert [row.name for row in panel.grid.rows_model.rows] == ["Lindqvist, Per", "Okafor, Dana R"]


def test_a_trial_use_is_edited_filtered_shown_on_the_roster_and_removed(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: TrialPanel, answers: Answers
) -> None:
    workspace.change(record_trial_uses, [1, 2], TrialFacts(1))
    panel.reload()
    settled(qtbot, desk)
    panel.open(1)
    panel.edit_action.trigger()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, TrialDialog)
    dialog.first.is_known.setChecked(True)
    dialog.first.day.setDate(qdate(date(2026, 6, 1)))
    dialog.go.click()
    settled(qtbot, desk)
    assert {row.id: row.used_from for row in workspace.read(trial_uses)}[1] == date(2026, 6, 1)
    panel.person_action.trigger()
    assert answers.asked == ["Roster"]
    panel.search.setText("reyes")
    assert [row.name for row in panel.grid.rows_model.rows] == ["Reyes, Marisol"]
    panel.search.clear()
    panel.grid.selectAll()
    panel.remove_action.trigger()
    settled(qtbot, desk)
    assert answers.said[-1] == "Removed 2 trial uses"
    assert workspace.read(trial_uses) == ()
    assert unnamed(panel) == []
    panel.set_active(False)
    assert not panel.add_action.isEnabled()
