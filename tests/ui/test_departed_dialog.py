"""Marking people as departed: what follows is shown before it happens, and only what stays ticked is done."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import LicenseState
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.licenses import issue_licenses
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.licenses import licenses
from coordinator.views.roster import designees
from tests.builders import a_training, designee_ids, office_id, ready
from ui.desk import Desk
from ui.dialogs.departed_dialog import NOTHING_OPEN, DepartedDialog
from ui.wording import day

TODAY = date(2026, 11, 12)


def opened(qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, count: int = 1) -> DepartedDialog:
    dialog = DepartedDialog(desk, window, workspace.read(designees, TODAY)[:count])
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.go.isEnabled)
    return dialog


def done(qtbot: QtBot, dialog: DepartedDialog) -> str:
    with qtbot.waitSignal(dialog.done_with) as signal:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    return str(signal.args[0]) + (" [Undo]" if signal.args[1] else "")


@pytest.fixture
def holders(workspace: Workspace) -> None:
    """Five people with a license; the first two are seated in a training to come, the third waits for it."""
    workspace.change(issue_licenses, ready(workspace))
    training = a_training(workspace, "Refresher", capacity=2, start=datetime(2026, 12, 2, 18, 0, tzinfo=UTC))
    workspace.change(seat_designees, training, workspace.read(designee_ids)[:3])


@pytest.mark.usefixtures("holders")
def test_everything_that_follows_is_listed_and_done(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    everyone = workspace.read(designees, TODAY)
    okafor = next(place for place, row in enumerate(everyone) if row.name.startswith("Okafor"))
    dialog = DepartedDialog(desk, window, [everyone[okafor]])
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.go.isEnabled)
    (seat,) = dialog.seats.values()
    assert "Refresher" in seat.text()
    assert "Lindqvist, Per moves up" in seat.text()
    (letter,) = dialog.letters.values()
    assert letter.isChecked()
    said = done(qtbot, dialog)
    follows = "1 seat given up, 1 person moved up, 1 letter drafted"
    assert said == f"Marked Okafor, Dana R as departed on {day(TODAY)}, {follows} [Undo]"


@pytest.mark.usefixtures("holders")
def test_a_license_is_returned_only_when_asked_and_then_for_good(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    dialog = opened(qtbot, desk, window, workspace)
    (box,) = dialog.returns.values()
    assert not box.isChecked()
    assert not dialog.warning.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert dialog.warning.isVisible()
    assert not any(letter.isChecked() for letter in dialog.letters.values())
    said = done(qtbot, dialog)
    assert not said.endswith("[Undo]")
    states = [row.state for row in workspace.read(licenses)]
    assert states.count(LicenseState.RETURNED) == 1


@pytest.mark.usefixtures("holders")
def test_what_is_unticked_is_left_alone(qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace) -> None:
    dialog = opened(qtbot, desk, window, workspace, 5)
    for boxes in (dialog.seats, dialog.letters):
        for box in boxes.values():
            box.setChecked(False)
    assert done(qtbot, dialog) == f"Marked 5 people as departed on {day(TODAY)} [Undo]"


def test_with_nothing_open_it_says_so(qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace) -> None:
    facts = DesigneeFacts("Haddad, Samir", workspace.read(office_id, "DEN"))
    workspace.change(add_designee, facts)
    dialog = opened(qtbot, desk, window, workspace)
    assert NOTHING_OPEN in [label.text() for label in dialog.findChildren(QLabel)]
