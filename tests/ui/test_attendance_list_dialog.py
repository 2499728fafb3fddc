"""The dialog of attendance lists: scope, columns in order, redaction, and the preview that follows."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.redaction import PERSON
from coordinator.services.attendance_lists import ListColumn, ListFormat, ListRequest
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import trainings
from tests import builders
from ui.desk import Desk
from ui.dialogs.attendance_list_dialog import AttendanceListDialog


@pytest.fixture(autouse=True)
def remembered(tmp_path: Path) -> Iterator[None]:
    before = QSettings.defaultFormat()
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    yield
    QSettings.setDefaultFormat(before)


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace) -> AttendanceListDialog:
    builders.selected(workspace)
    builders.attended(workspace)
    return opened(qtbot, desk, window, workspace)


def opened(qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace) -> AttendanceListDialog:
    made = AttendanceListDialog(desk, window, workspace.read(trainings)[0])
    qtbot.addWidget(made)
    made.open()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, dialog: AttendanceListDialog) -> None:
    qtbot.waitUntil(partial(_is_idle, dialog.desk))


def _is_idle(desk: Desk) -> bool:
    return not desk.runner.is_busy


def shown(dialog: AttendanceListDialog, row: int, column: int) -> object:
    return dialog.shown.data(dialog.shown.index(row, column))


def test_the_preview_follows_columns_and_redaction(qtbot: QtBot, dialog: AttendanceListDialog) -> None:
    assert dialog.outcome.text() == "5 people on the list"
    assert shown(dialog, 0, 1) == "Brandvold, Tom"
    dialog.columns.list.setFocus()
    dialog.columns.list.setCurrentRow(1)
    QTest.keyClick(dialog.columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.redacted.click()
    settle(qtbot, dialog)
    assert dialog.columns.keys[:2] == ["name", "number"]
    assert shown(dialog, 0, 0) == PERSON
    names: list[str] = []
    dialog.wanted.connect(lambda _, name: names.append(name))
    dialog.go.click()
    settle(qtbot, dialog)
    assert names == ["Training 1 - attendance redacted.pdf"]


def test_what_was_asked_for_is_handed_on_and_remembered(
    qtbot: QtBot, dialog: AttendanceListDialog, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    wanted: list[tuple[ListRequest, str]] = []
    dialog.wanted.connect(lambda request, name: wanted.append((request, name)))
    dialog.choose(ListFormat.CSV)
    QTest.keyClick(dialog.columns.list, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    dialog.go.click()
    ((request, name),) = wanted
    assert name == "Training 1 - attendance.csv"
    assert request.columns[0] is ListColumn.NAME
    again = opened(qtbot, desk, window, workspace)
    again.choose(ListFormat.CSV)
    settle(qtbot, again)
    assert again.columns.keys == [column.value for column in request.columns]


def test_a_sign_in_sheet_of_a_period_cannot_be_saved(qtbot: QtBot, dialog: AttendanceListDialog) -> None:
    dialog.choose(ListFormat.SIGN_IN)
    dialog.scope_box.setCurrentIndex(1)
    settle(qtbot, dialog)
    assert dialog.first.isVisible()
    assert not dialog.go.isEnabled()
    assert dialog.outcome.text() == "A sign-in sheet is of one training."
