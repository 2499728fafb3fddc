"""Acknowledgments in a grid, by list, by mail and at a training, with a real database behind the window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.workspace import Workspace
from coordinator.views.acknowledgment_grid import CellState, acceptance_grid, acknowledgment_details
from coordinator.views.acknowledgment_mails import acknowledgment_drafts
from tests import builders
from tests.ui.documents_desk import Answers, a_desk, settled, shown, some_answers, some_documents  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.acknowledge_cells_dialog import AcknowledgeCellsDialog
from ui.dialogs.acknowledgment_list_dialog import AcknowledgmentListDialog
from ui.dialogs.acknowledgment_mails_dialog import AcknowledgmentMailsDialog
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.present_acknowledged_dialog import PresentAcknowledgedDialog
from ui.dialogs.remove_acknowledgments_dialog import RemoveAcknowledgmentsDialog
from ui.pages.trainings_page import TrainingsPage
from ui.widgets.acceptance_board import FIRST
from ui.widgets.acknowledgments_panel import AcknowledgmentsPanel

TODAY, BEFORE = date(2026, 11, 12), date(2026, 10, 28)


@pytest.fixture(name="panel")
def a_panel(qtbot: QtBot, desk: Desk, documents: None) -> AcknowledgmentsPanel:
    page = shown(qtbot, desk)
    page.open("acknowledgments")
    settled(qtbot, desk)
    return page.acknowledgments


def go_to(panel: AcknowledgmentsPanel, name: str, column: int = FIRST) -> None:
    [place] = [at for at, row in enumerate(panel.board.rows_model.rows) if row.name == name]
    panel.board.setFocus()
    panel.board.setCurrentIndex(panel.board.rows_model.index(place, column))


def states(workspace: Workspace) -> dict[str, list[CellState]]:
    return {row.name: [cell.state for cell in row.cells] for row in workspace.read(acceptance_grid, TODAY).people}


def test_space_records_one_and_goes_down_and_delete_asks_before_it_takes_back(
    qtbot: QtBot, desk: Desk, panel: AcknowledgmentsPanel, workspace: Workspace, answers: Answers
) -> None:
    assert unnamed(panel) == []
    panel.chips.choose("missing")
    assert [row.name for row in panel.board.rows_model.rows] == ["Brandvold, Tom", "Haddad, Samir", "Lindqvist, Per"]
    panel.chips.choose("all")
    go_to(panel, "Brandvold, Tom")
    panel.bar.method.setCurrentIndex(1)
    QTest.keyClick(panel.board, Qt.Key.Key_Space)
    settled(qtbot, desk)
    assert answers.said == ["Recorded 1 acknowledgment"]
    assert states(workspace)["Brandvold, Tom"] == [CellState.ACCEPTED, CellState.MISSING]
    assert panel.board.selected_rows()[0].name == "Haddad, Samir"
    go_to(panel, "Brandvold, Tom")
    QTest.keyClick(panel.board, Qt.Key.Key_Space)
    settled(qtbot, desk)
    assert answers.said[-1] == "There is nothing to record here: it is acknowledged, or not asked."
    QTest.keyClick(panel.board, Qt.Key.Key_Delete)
    dialog = panel.verbs.dialog
    assert isinstance(dialog, RemoveAcknowledgmentsDialog)
    assert not dialog.go.isEnabled()
    dialog.reason.setText("signed by another Brandvold")
    assert dialog.go.isEnabled()
    dialog.submit()
    settled(qtbot, desk)
    assert states(workspace)["Brandvold, Tom"] == [CellState.MISSING, CellState.MISSING]


def test_on_behalf_needs_its_evidence_which_is_shown_inside_afterwards(
    qtbot: QtBot, desk: Desk, panel: AcknowledgmentsPanel, workspace: Workspace, answers: Answers, tmp_path: Path
) -> None:
    answers.file = tmp_path / "signed form.pdf"
    answers.file.write_bytes(b"%PDF-1.4 not really")
    go_to(panel, "Haddad, Samir")
    assert not panel.verbs.show_file.isEnabled()
    panel.bar.method.setCurrentIndex(panel.bar.method.findText("On behalf"))
    QTest.keyClick(panel.board, Qt.Key.Key_Space)
    dialog = panel.verbs.dialog
    assert isinstance(dialog, AcknowledgeCellsDialog)
    assert not dialog.go.isEnabled()
    dialog.fields.note.setText("asked by the supervisor")
    dialog.fields.evidence.choose.click()
    assert dialog.go.isEnabled()
    dialog.submit()
    settled(qtbot, desk)
    [row] = [each for each in workspace.read(acceptance_grid, TODAY).people if each.name == "Haddad, Samir"]
    [detail] = workspace.read(acknowledgment_details, [row.cells[0].acknowledgment_id or 0])
    assert (detail.method, detail.file_name) == (AcknowledgmentMethod.ON_BEHALF, "signed form.pdf")
    go_to(panel, "Haddad, Samir")
    settled(qtbot, desk)
    panel.verbs.show_file.trigger()
    settled(qtbot, desk)
    assert isinstance(panel.verbs.dialog, FileViewerDialog)
    panel.verbs.dialog.reject()


def test_a_pasted_list_is_matched_and_nobody_is_dropped_in_silence(
    qtbot: QtBot, desk: Desk, panel: AcknowledgmentsPanel, workspace: Workspace, answers: Answers
) -> None:
    panel.verbs.take_list.trigger()
    dialog = panel.verbs.dialog
    assert isinstance(dialog, AcknowledgmentListDialog)
    assert not dialog.go.isEnabled()
    dialog.text.setPlainText("Haddad, Samir 2026-11-03\nLindqvist, Per\nSomebody, Else")
    dialog.submit()
    settled(qtbot, desk)
    assert dialog.said.text() == "0 people in 3 rows. 3 rows wait for an answer."
    dialog.equal.click()
    assert not dialog.go.isEnabled()
    dialog.rest.click()
    assert dialog.said.text() == "2 people in 3 rows."
    chosen = dialog.version.currentText()
    dialog.submit()
    settled(qtbot, desk)
    assert answers.said == [f"Recorded 2 acknowledgments of {chosen}"]
    grid = workspace.read(acceptance_grid, TODAY)
    place = [f"{each.title}, {each.label}" for each in grid.versions].index(chosen)
    assert {row.name: row.cells[place].on for row in grid.people if row.cells[place].state is CellState.ACCEPTED} == {
        "Okafor, Dana R": BEFORE, "Reyes, Marisol": BEFORE, "Haddad, Samir": date(2026, 11, 3), "Lindqvist, Per": TODAY
    }  # fmt: skip


def test_who_has_not_acknowledged_is_asked_by_mail(
    qtbot: QtBot, desk: Desk, panel: AcknowledgmentsPanel, workspace: Workspace
) -> None:
    go_to(panel, "Haddad, Samir")
    panel.verbs.ask.trigger()
    settled(qtbot, desk)
    dialog = panel.verbs.dialog
    assert isinstance(dialog, AcknowledgmentMailsDialog)
    settled(qtbot, desk)
    assert [row.name for row in dialog.people.checked] == ["Brandvold, Tom", "Haddad, Samir", "Lindqvist, Per"]
    dialog.submit()
    settled(qtbot, desk)
    assert len(workspace.read(acknowledgment_drafts)) == 3


def test_all_present_at_a_training_acknowledged_there(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace, [])
    builders.attended(workspace, workspace.read(builders.designee_ids)[:3])
    page = TrainingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    settled(qtbot, desk)
    page.acknowledgments.present.trigger()
    settled(qtbot, desk)
    dialog = page.chosen.dialog
    assert isinstance(dialog, PresentAcknowledgedDialog)
    assert len(dialog.ids) == 2
    dialog.submit()
    settled(qtbot, desk)
    assert answers.said == ["Recorded 6 acknowledgments at Training 1"]
    assert sum(each == [CellState.ACCEPTED] * 2 for each in states(workspace).values()) == 3
