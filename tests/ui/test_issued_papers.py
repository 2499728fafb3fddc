"""The register of issued papers: shown as issued, filtered, followed from one to the next, superseded, revoked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coordinator.rules.signing import KeyFile
from coordinator.rules.vocabulary import CertificateState, DraftState
from coordinator.services.certificates import revoke_certificate
from coordinator.services.letter_changes import revoke_letter
from coordinator.services.signatures import sign_documents
from coordinator.services.workspace import Workspace
from coordinator.views.issued_papers import issued_papers
from coordinator.views.paper_mails import paper_drafts
from tests import builders, signing_keys
from tests.issued_papers import issued_papers_in
from tests.ui.documents_desk import Answers, a_desk, settled, shown, some_answers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.issue_certificates_dialog import IssueCertificatesDialog
from ui.dialogs.paper_mails_dialog import PaperMailsDialog
from ui.dialogs.paper_output_dialog import Output, PaperOutputDialog
from ui.dialogs.print_dialog import PrintDialog
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.dialogs.supersede_dialog import SupersedeDialog


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    """Five certificates and five letters of licenses."""
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    return path


def test_a_paper_is_shown_as_it_was_issued_and_opened_in_the_viewer(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0001"))
    settled(qtbot, desk)
    pane = page.issued.pane
    assert pane.heading.text() == "CEIU-FRS-2026-0001"
    qtbot.waitUntil(lambda: pane.view.is_drawn)
    assert (pane.view.page, pane.view.pages, pane.view.bar.of.text()) == (0, 1, "of 1")
    QTest.keyClick(page.issued.grid, Qt.Key.Key_Return)
    settled(qtbot, desk)
    viewer = page.issued.dialog
    assert isinstance(viewer, FileViewerDialog)
    qtbot.waitUntil(lambda: viewer.pdf.is_drawn)
    assert "the bytes agree with it" in viewer.facts.text()
    assert unnamed(viewer) == []
    viewer.accept()


def test_chips_count_what_each_of_them_would_show(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    workspace.change(revoke_letter, 2, "Sent to the wrong office")
    page = shown(qtbot, desk)
    page.open("revoked")
    settled(qtbot, desk)
    panel = page.issued
    assert [row.number for row in panel.grid.rows_model.rows] == ["CEIU-LTR-2026-0002"]
    names = {chip.accessibleName() for chip in panel.kinds.findChildren(QPushButton)}
    assert names == {"All, 1", "Certificates, 0", "Letters, 1"}
    page.open("certificates")
    assert panel.grid.rows_model.rowCount() == 0
    page.open("any")
    page.open("valid")
    assert panel.grid.rows_model.rowCount() == 5
    page.search.setText("okafor")
    assert [row.name for row in panel.grid.rows_model.rows] == ["Okafor, Dana R"]
    panel.this_year.setChecked(True)
    assert panel.grid.rows_model.rowCount() == 1


def test_a_letter_of_two_pages_is_turned_and_enlarged(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-LTR-2026-0001"))
    settled(qtbot, desk)
    view = page.issued.pane.view
    scale = view.paper.scale
    view.bar.forth.click()
    settled(qtbot, desk)
    assert (view.page, view.bar.number.text(), view.bar.of.text()) == (1, "2", "of 2")
    assert not view.bar.forth.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: view.is_drawn)
    assert view.paper.scale == pytest.approx(scale * 1.25)
    QTest.keyClick(view, Qt.Key.Key_0)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    assert view.paper.scale == pytest.approx(scale)


def test_a_copy_is_saved_and_many_go_into_a_folder_by_name(qtbot: QtBot, desk: Desk, answers: Answers) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0001"))
    settled(qtbot, desk)
    assert answers.into is not None
    page.issued.verbs.save.trigger()
    settled(qtbot, desk)
    assert (answers.into / "CEIU-FRS-2026-0001.pdf").read_bytes().startswith(b"%PDF")
    page.open("certificates")
    page.issued.grid.selectAll()
    assert page.issued.pane.heading.text() == "5 papers"
    page.issued.verbs.save.trigger()
    settled(qtbot, desk)
    dialog = page.issued.dialog
    assert isinstance(dialog, PaperOutputDialog)
    assert unnamed(dialog) == []
    dialog.with_names.setChecked(True)
    dialog.papers.check({dialog.papers.checked[0].id, dialog.papers.checked[1].id})
    dialog.go.click()
    settled(qtbot, desk)
    assert sorted(each.name for each in answers.into.glob("* *.pdf")) == [
        "CEIU-FRS-2026-0004 Okafor_ Dana R.pdf",
        "CEIU-FRS-2026-0005 Reyes_ Marisol.pdf",
    ]
    assert answers.said == ["Saved CEIU-FRS-2026-0001.pdf", "Saved 2 files in out"]


def test_papers_are_printed_after_a_look_or_drafted_as_mails_and_marked_sent(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    page = shown(qtbot, desk)
    page.open("issued")
    settled(qtbot, desk)
    page.issued.grid.selectAll()
    page.issued.verbs.print.trigger()
    settled(qtbot, desk)
    dialog = page.issued.dialog
    assert isinstance(dialog, PaperOutputDialog)
    dialog.go.click()
    settled(qtbot, desk)
    assert isinstance(dialog.next, PrintDialog)
    assert dialog.next.view.pages == 15
    dialog.next.reject()
    dialog.ways[Output.MAIL].setChecked(True)
    dialog.papers.check({row.id for row in dialog.papers.rows.values() if row.name.startswith("Okafor")})
    dialog.go.click()
    settled(qtbot, desk)
    mails = dialog.next
    assert isinstance(mails, PaperMailsDialog)
    assert unnamed(mails) == []
    assert mails.go.text() == "Make 2 drafts"
    assert "CEIU-LTR-2026-" in mails.preview.body.toPlainText()
    mails.editor.subject.setText("Your letter {nmber}")
    assert not mails.go.isEnabled()
    mails.editor.subject.setText("Your letter {number}")
    mails.go.click()
    settled(qtbot, desk)
    drafted = workspace.read(paper_drafts)
    assert {row.subject.split()[0] for row in drafted} == {"Certificate", "Your"}
    assert answers.into is not None
    assert len(list(answers.into.glob("*.eml"))) == 2
    page.open("mails")
    page.issued.mails.grid.selectAll()
    page.issued.mails.sent_action.trigger()
    settled(qtbot, desk)
    assert {row.state for row in workspace.read(paper_drafts)} == {DraftState.MARKED_SENT}
    page.open(("paper", "CEIU-FRS-2026-0004"))
    settled(qtbot, desk)
    page.issued.verbs.mail.trigger()
    settled(qtbot, desk)
    again = page.issued.dialog
    assert isinstance(again, PaperMailsDialog)
    assert not again.go.isEnabled()
    again.reject()


def test_the_signed_copy_is_opened_beside_the_paper_as_it_was_issued(
    qtbot: QtBot, desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    signer = KeyFile(signing_keys.write_key_file(tmp_path / "office.p12", "P-256"), signing_keys.PASSPHRASE)
    sign_documents(workspace, [1], signer)
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0002"))
    assert not page.issued.verbs.open_signed.isEnabled()
    page.open(("paper", "CEIU-FRS-2026-0001"))
    settled(qtbot, desk)
    assert page.issued.pane.standing.text().endswith(", signed")
    page.issued.verbs.open_signed.trigger()
    settled(qtbot, desk)
    viewer = page.issued.dialog
    assert isinstance(viewer, FileViewerDialog)
    assert viewer.facts.text().startswith("CEIU-FRS-2026-0001-signed.pdf · SHA-256 ")
    assert "the bytes agree with it" in viewer.facts.text()
    viewer.accept()


def test_all_certificates_that_are_due_are_issued_from_the_register(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    page = shown(qtbot, desk)
    page.open("certificates")
    assert not page.issued.verbs.issue.isEnabled()
    builders.attended(workspace, title="Training 2")
    workspace.change(revoke_certificate, 2, "Name misspelled")
    page.refresh()
    settled(qtbot, desk)
    assert page.issued.issue_button.text() == "Issue 5 certificates…"
    page.issued.issue_button.click()
    settled(qtbot, desk)
    issuing = page.issued.dialog
    assert isinstance(issuing, IssueCertificatesDialog)
    assert unnamed(issuing) == []
    assert issuing.said.text() == "5 of 6 chosen"
    issuing.all.click()
    assert issuing.go.text() == "Issue 6 certificates"
    issuing.none.click()
    assert not issuing.go.isEnabled()
    first = issuing.people.topLevelItem(0)
    assert first is not None
    assert (first.text(3), first.toolTip(3)) == ("Was revoked", "CEIU-FRS-2026-0002 was revoked")
    first.setCheckState(0, Qt.CheckState.Checked)
    issuing.go.click()
    settled(qtbot, desk)
    output = page.issued.dialog
    assert isinstance(output, PaperOutputDialog)
    assert [row.number for row in output.papers.checked] == ["CEIU-FRS-2026-0006"]
    output.reject()
    assert answers.said == ["Issued 1 certificate"]
    assert page.issued.issue_button.text() == "Issue 5 certificates…"


@pytest.mark.parametrize("number", ["CEIU-FRS-2026-0002", "CEIU-LTR-2026-0002"])
def test_a_paper_is_revoked_with_a_reason(qtbot: QtBot, desk: Desk, answers: Answers, number: str) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", number))
    settled(qtbot, desk)
    page.issued.verbs.revoke.trigger()
    dialog = page.issued.dialog
    assert isinstance(dialog, RevokeDialog)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason, "Issued to the wrong person")
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said[0].endswith(number)
    assert "Issued to the wrong person" in page.issued.pane.standing.text()
    assert not page.issued.verbs.revoke.isEnabled()
    assert not page.issued.verbs.mail.isEnabled()


@pytest.mark.parametrize(
    ("old", "new"), [("CEIU-FRS-2026-0001", "CEIU-FRS-2026-0006"), ("CEIU-LTR-2026-0001", "CEIU-LTR-2026-0006")]
)
def test_a_paper_is_superseded_after_a_look_at_the_new_one_which_leads_back(
    qtbot: QtBot, desk: Desk, workspace: Workspace, old: str, new: str
) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", old))
    settled(qtbot, desk)
    page.issued.verbs.supersede.trigger()
    settled(qtbot, desk)
    dialog = page.issued.dialog
    assert isinstance(dialog, SupersedeDialog)
    assert dialog.view.file is not None
    assert dialog.view.file[0] == f"Instead of {old}.pdf"
    dialog.switch.choose("old")
    assert dialog.view.file[0] == f"{old}.pdf"
    settled(qtbot, desk)
    dialog.go.click()
    settled(qtbot, desk)
    assert page.issued.pane.heading.text() == new
    states = {row.number: row.state for row in workspace.read(issued_papers)}
    assert states[old] is CertificateState.SUPERSEDED
    [back] = [made for made in page.issued.pane.history.findChildren(QPushButton) if made.text() == f"Show {old}"]
    back.click()
    settled(qtbot, desk)
    assert page.issued.pane.standing.text() == f"Superseded by {new}"
    assert not page.issued.verbs.supersede.isEnabled()
