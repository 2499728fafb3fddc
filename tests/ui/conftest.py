"""Shared by the tests of the window: the look, actions, a runner on a real database, and no dialog that blocks."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from coordinator.services.workspace import Workspace
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.runner import Runner
from ui.style import Look


def _stray(dialog: QDialog) -> int:
    raise AssertionError(f"a modal dialog opened by itself: {dialog.windowTitle()!r}")


@pytest.fixture(autouse=True)
def no_stray_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A modal dialog would hang the suite: what a test expects goes through a Messages of its own."""
    monkeypatch.setattr(QDialog, "exec", _stray)
    monkeypatch.setattr(QMessageBox, "exec", _stray)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    made = Look()
    made.apply(qapp, "light")
    return made


@pytest.fixture
def actions(look: Look) -> Actions:
    return Actions(look)


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QMainWindow:
    """A bare window for actions to belong to."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def runner(qapp: QApplication, workspace: Workspace) -> Iterator[Runner]:
    made = Runner(workspace)
    yield made
    made.close()


def _nowhere(_page: str, _target: object) -> None:
    """Navigation of a desk without a window."""


def _unsaid(_sentence: str, _undoable: bool) -> None:
    """Toasts of a desk without a window."""


@pytest.fixture
def desk(runner: Runner, look: Look, actions: Actions) -> Desk:
    """What a page is given. Its messages would block, and blocking fails the test."""
    return Desk(runner, Messages(), look, actions, _nowhere, _unsaid, "America/New_York")
