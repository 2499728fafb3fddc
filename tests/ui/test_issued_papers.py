"""The register of issued papers: shown as issued, saved, revoked, replaced."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import CertificateState
from coordinator.services.workspace import Workspace
from coordinator.views.documents import issued_papers
from tests.ui.documents_desk import Answers, a_desk, settled, shown, some_answers, some_documents, some_papers  # noqa: F401
from ui.desk import Desk
from ui.dialogs.revoke_dialog import RevokeDialog


def test_a_paper_is_shown_as_it_was_issued(qtbot: QtBot, desk: Desk, papers: None) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0001"))
    settled(qtbot, desk)
    assert page.issued.heading.text() == "CEIU-FRS-2026-0001"
    view = page.issued.view
    assert view.is_drawn
    assert view.sheet.image.pixelColor(2, 2) == QColor("white")
    assert (view.page, view.pages, view.place.text()) == (0, 1, "Page 1 of 1")


def test_a_letter_of_two_pages_is_turned_and_enlarged(qtbot: QtBot, desk: Desk, papers: None) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-LTR-2026-0001"))
    settled(qtbot, desk)
    view = page.issued.view
    first, width = view.sheet.image.copy(), view.sheet.width()
    view.forth.click()
    settled(qtbot, desk)
    assert view.place.text() == "Page 2 of 2"
    assert view.sheet.image != first
    assert not view.forth.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    settled(qtbot, desk)
    assert view.sheet.width() == pytest.approx(width * 1.25, abs=3)
    QTest.keyClick(view, Qt.Key.Key_0)
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    settled(qtbot, desk)
    assert (view.page, view.sheet.width()) == (0, width)


def test_a_copy_of_the_paper_in_view_is_saved(qtbot: QtBot, desk: Desk, papers: None, answers: Answers) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0001"))
    settled(qtbot, desk)
    page.issued.view.save.click()
    settled(qtbot, desk)
    assert answers.into is not None
    assert (answers.into / "CEIU-FRS-2026-0001.pdf").read_bytes().startswith(b"%PDF")
    assert answers.said == ["Saved CEIU-FRS-2026-0001.pdf"]


def test_chosen_papers_are_saved_to_a_folder(qtbot: QtBot, desk: Desk, papers: None, answers: Answers) -> None:
    page = shown(qtbot, desk)
    page.open("certificates")
    page.issued.grid.selectAll()
    assert page.issued.heading.text() == "5 papers"
    page.save_action.trigger()
    settled(qtbot, desk)
    assert answers.into is not None
    assert len(list(answers.into.glob("CEIU-FRS-*.pdf"))) == 5
    assert answers.said == ["Saved 5 files to out"]


def test_a_certificate_is_revoked_with_a_reason(
    qtbot: QtBot, desk: Desk, workspace: Workspace, papers: None, answers: Answers
) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0002"))
    settled(qtbot, desk)
    page.revoke_action.trigger()
    dialog = page.dialog
    assert isinstance(dialog, RevokeDialog)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason, "Issued to the wrong person")
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said == ["Revoked certificate CEIU-FRS-2026-0002"]
    assert "Issued to the wrong person" in page.issued.facts.text()
    assert not page.revoke_action.isEnabled()


def test_a_certificate_is_replaced_by_a_new_one_that_is_then_shown(
    qtbot: QtBot, desk: Desk, workspace: Workspace, papers: None, answers: Answers
) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-FRS-2026-0001"))
    settled(qtbot, desk)
    page.supersede_action.trigger()
    settled(qtbot, desk)
    assert answers.asked == ["Replace certificate CEIU-FRS-2026-0001?"]
    assert page.issued.heading.text() == "CEIU-FRS-2026-0006"
    states = {row.number: row.state for row in workspace.read(issued_papers)}
    assert states["CEIU-FRS-2026-0001"] is CertificateState.SUPERSEDED


def test_letters_are_neither_revoked_nor_replaced_here(qtbot: QtBot, desk: Desk, papers: None) -> None:
    page = shown(qtbot, desk)
    page.open(("paper", "CEIU-LTR-2026-0001"))
    settled(qtbot, desk)
    assert page.save_action.isEnabled()
    assert not page.revoke_action.isEnabled()
    assert not page.supersede_action.isEnabled()
