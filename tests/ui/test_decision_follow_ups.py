"""After a decision: alternates are moved up when they were proposed, and the letters are issued."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import NominationState
from coordinator.services.selection import decide_selection, note_score, override, withdraw_nomination
from coordinator.services.workspace import Workspace
from coordinator.views.selection_letters import selection_letters
from coordinator.views.taskings import TaskingRow, nominations, taskings
from tests import builders
from tests.services.test_redacted_files import counted_in, everything_in, marks_in
from ui.desk import Desk
from ui.dialogs.checklist_dialog import NAME, ChecklistDialog
from ui.dialogs.promotions_dialog import NOBODY as NOBODY_MOVES
from ui.dialogs.promotions_dialog import PromotionsDialog
from ui.dialogs.selection_letters_dialog import SelectionLettersDialog
from ui.widgets.selection_verbs import SelectionVerbs

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tasking(workspace: Workspace) -> TaskingRow:
    """Five stand, three are selected."""
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    workspace.change(decide_selection, tasking_id, 3)
    return workspace.read(taskings)[0]


def shown(qtbot: QtBot, dialog: ChecklistDialog) -> list[list[str]]:
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.what.text() != "Looking…")
    return [[item.text(place) for place in range(item.columnCount())] for item in dialog.items]


def done(qtbot: QtBot, dialog: ChecklistDialog) -> list[object]:
    with qtbot.waitSignal(dialog.done_with) as said:
        QTest.mouseClick(dialog.go, LEFT)
    return list(said.args or [])


def test_nobody_moves_up_while_no_seat_is_free(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: TaskingRow
) -> None:
    dialog = PromotionsDialog(desk, window, tasking)
    assert shown(qtbot, dialog) == []
    assert dialog.what.text() == NOBODY_MOVES
    assert not dialog.go.isEnabled()


def test_a_withdrawal_proposes_the_next_alternate(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, tasking: TaskingRow
) -> None:
    rows = workspace.read(nominations, tasking.id)
    first = next(row for row in rows if row.rank == 1)
    workspace.change(withdraw_nomination, first.id, "Moved to another unit")
    dialog = PromotionsDialog(desk, window, tasking)
    ((name, office, place, why),) = shown(qtbot, dialog)
    assert (office, place) == ("DEN", "1")
    assert f"{first.name} (DEN) withdrew" in why
    assert done(qtbot, dialog) == ["Moved up 1 alternate", True]
    now = {row.name: row.state for row in workspace.read(nominations, tasking.id)}
    assert now[name] is NominationState.SELECTED


def test_what_is_unchecked_is_not_done_and_check_all_turns_both_ways(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, tasking: TaskingRow
) -> None:
    dialog = SelectionLettersDialog(desk, window, tasking)
    lines = shown(qtbot, dialog)
    assert [line[2] for line in lines] == ["Selected"] * 3 + ["Alternate 1 of 2", "Alternate 2 of 2"]
    QTest.mouseClick(dialog.look, LEFT)
    assert dialog.preview is not None
    view = dialog.preview.view
    qtbot.waitUntil(lambda: view.pages > 0)
    dialog.preview.accept()
    QTest.mouseClick(dialog.check_all, LEFT)
    assert not dialog.go.isEnabled()
    QTest.mouseClick(dialog.check_all, LEFT)
    dialog.items[4].setCheckState(NAME, Qt.CheckState.Unchecked)
    assert dialog.go.text() == "Issue letters (4)"
    with qtbot.waitSignal(dialog.issued) as issued:
        QTest.mouseClick(dialog.go, LEFT)
    batch = (issued.args or [None])[0]
    assert len(batch.made) == 4
    left = [row.name for row in workspace.read(selection_letters, tasking.id) if not row.issued_as]
    assert left == [lines[4][0]]


def test_who_has_the_letter_cannot_be_checked_again(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: TaskingRow
) -> None:
    first = SelectionLettersDialog(desk, window, tasking)
    shown(qtbot, first)
    assert done(qtbot, first) == ["Issued 5 letters", False]
    second = SelectionLettersDialog(desk, window, tasking)
    lines = shown(qtbot, second)
    assert all(line[3].startswith("Issued as ") for line in lines)
    assert second.ids == []


def test_the_record_is_opened_without_the_names_and_counts_every_exemption(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person stands in several sections: the ranked list, the decisions by hand, the alternates, the own scores."""
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    first, second, third, *_ = workspace.read(nominations, tasking_id)
    workspace.change(note_score, first.id, 2.0, "Spoke to Vasquez about it")
    workspace.change(override, [second.id], NominationState.NOT_SELECTED, "Asked for by Vasquez")
    workspace.change(withdraw_nomination, third.id, "Vasquez took over")
    workspace.change(decide_selection, tasking_id, 2)
    tasking = workspace.read(taskings)[0]
    opened: list[Path] = []
    monkeypatch.setattr(SelectionVerbs, "open_outside", lambda _verbs, path: opened.append(path))
    verbs = SelectionVerbs(window, desk, lambda: tasking, lambda _dialog: None)
    verbs.load()
    qtbot.waitUntil(lambda: not desk.runner.is_busy)
    verbs.redacted.trigger()
    qtbot.waitUntil(lambda: bool(opened))
    data = opened[0].read_bytes()
    assert opened[0].name == f"Selection record 0312-26 redacted {desk.today().isoformat()}.pdf"
    assert not [name for name in ("Vasquez", "Okafor", "Haddad", "J. Coordinator") if name in everything_in(data)]
    assert counted_in(data) == marks_in(data) > 10
