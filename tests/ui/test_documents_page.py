"""The Documents page with a real database behind it: registering, adding versions, acknowledging, waiving."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.rules.gates import GateResult
from coordinator.services.workspace import Workspace
from coordinator.views.documents import governing_versions
from coordinator.views.gates import standings
from tests import builders
from tests.ui.documents_desk import Answers, a_desk, settled, shown, some_answers, some_documents, some_papers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.acknowledgments_dialog import AcknowledgmentsDialog
from ui.dialogs.document_dialog import DocumentDialog
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.version_dialog import VersionDialog
from ui.dialogs.waiver_dialog import WaiverDialog

TODAY = date(2026, 11, 12)


def test_an_empty_page_says_what_it_is_for_and_has_one_button(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert page.header.subtitle.text() == "0 versions, 0 papers issued"
    assert "before they may hold a license" in page.governing.grid._empty.sentence.text()
    page.governing.grid._empty.button.click()
    assert isinstance(page.dialog, DocumentDialog)


def test_a_document_is_registered_with_its_file(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, tmp_path: Path
) -> None:
    answers.file = tmp_path / "PTA 2026.pdf"
    answers.file.write_bytes(b"%PDF-1.4")
    page = shown(qtbot, desk)
    page.register_button.click()
    dialog = page.dialog
    assert isinstance(dialog, DocumentDialog)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.name, "PTA for FRS")
    QTest.keyClicks(dialog.fields.label, "version 1")
    dialog.fields.expires_on.is_set.setChecked(True)
    dialog.fields.file.choose.click()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    (row,) = workspace.read(governing_versions, TODAY)
    assert (row.title, row.label, row.file_name) == ("PTA for FRS", "version 1", "PTA 2026.pdf")
    assert row.expires_on is not None
    assert answers.said == ["Registered PTA for FRS"]
    assert page.governing.row == row


def test_a_refusal_leaves_the_dialog_and_what_was_typed(qtbot: QtBot, desk: Desk, documents: None) -> None:
    page = shown(qtbot, desk)
    page.open("new")
    dialog = page.dialog
    assert isinstance(dialog, DocumentDialog)
    dialog.name.setText("Memorandum")
    dialog.fields.label.setText("version 9")
    with qtbot.waitSignal(desk.runner.refused) as refusal:
        dialog.submit()
    assert refusal.args == ["There is already a governing document with this title."]
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    assert dialog.name.text() == "Memorandum"


def test_a_version_is_added_to_the_chosen_document(qtbot: QtBot, desk: Desk, documents: None) -> None:
    page = shown(qtbot, desk)
    assert page.governing.row is not None
    page.governing.verbs.version.trigger()
    dialog = page.dialog
    assert isinstance(dialog, VersionDialog)
    dialog.fields.label.setText("version 2")
    dialog.submit()
    settled(qtbot, desk)
    assert (page.governing.row.title, page.governing.row.label) == ("Memorandum", "version 2")
    assert page.dialog is None


def test_acknowledgments_are_recorded_for_chosen_people(
    qtbot: QtBot, desk: Desk, documents: None, answers: Answers
) -> None:
    page = shown(qtbot, desk)
    assert [person.name for person in page.governing.missing] == ["Brandvold, Tom", "Haddad, Samir", "Lindqvist, Per"]
    page.governing.pane.record.click()
    dialog = page.dialog
    assert isinstance(dialog, AcknowledgmentsDialog)
    assert not dialog.go.isEnabled()
    dialog.choose([page.governing.missing[0].id])
    assert dialog.chosen.text() == "1 of 3 people checked"
    dialog.all.click()
    dialog.people.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.submit()
    settled(qtbot, desk)
    assert answers.said == ["Recorded 2 acknowledgments of Memorandum"]
    assert [person.name for person in page.governing.missing] == ["Brandvold, Tom"]
    assert page.governing.row is not None
    assert page.governing.row.acknowledged == 4


def test_the_chip_shows_the_versions_whose_acknowledgments_are_missing(
    qtbot: QtBot, desk: Desk, documents: None
) -> None:
    page = shown(qtbot, desk)
    page.open("missing")
    assert page.governing.chips.key == "missing"
    assert [row.title for row in page.governing.grid.rows_model.rows] == ["Memorandum", "Privacy Threshold Analysis"]


def test_the_search_box_filters_the_tab_that_is_shown(qtbot: QtBot, desk: Desk, documents: None) -> None:
    page = shown(qtbot, desk)
    QTest.keyClicks(page.search, "privacy")
    assert [row.title for row in page.governing.grid.rows_model.rows] == ["Privacy Threshold Analysis"]


def test_the_kept_file_is_shown_in_the_program(qtbot: QtBot, desk: Desk, documents: None) -> None:
    page = shown(qtbot, desk)
    page.governing.verbs.open_file.trigger()
    settled(qtbot, desk)
    viewer = page.dialog
    assert isinstance(viewer, FileViewerDialog)
    assert viewer.facts.text().endswith("the bytes agree with it")
    assert "Memorandum" in viewer.text.toPlainText()
    viewer.accept()


def test_a_waiver_offers_the_gates_that_do_not_hold(
    qtbot: QtBot, desk: Desk, workspace: Workspace, documents: None, answers: Answers
) -> None:
    page = shown(qtbot, desk)
    person = workspace.read(builders.designee_ids)[0]
    gates = workspace.read(standings, TODAY)[person].gates
    dialog = WaiverDialog(desk, page, person, "Okafor, Dana R", gates)
    dialog.done_with.connect(answers.say)
    assert [dialog.gate.itemText(k) for k in range(dialog.gate.count())] == ["Virtual training attended"]
    dialog.reason.setText("On leave until December")
    assert not dialog.go.isEnabled()
    dialog.approver.setText("Unit Chief")
    dialog.submit()
    settled(qtbot, desk)
    after: tuple[GateResult, ...] = workspace.read(standings, TODAY)[person].gates
    assert all(gate.holds for gate in after)
    assert answers.said[0].startswith("Waived “Virtual training attended” for Okafor, Dana R until ")


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: Desk, papers: None) -> None:
    page = shown(qtbot, desk)
    assert unnamed(page) == []
    page.open("issued")
    settled(qtbot, desk)
    assert unnamed(page) == []
    page.open("new")
    assert page.dialog is not None
    assert unnamed(page.dialog) == []
