"""Verifying in the window: a file chosen or dropped, a code from a scanner, a picture from the clipboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from coordinator.model import Certificate
from coordinator.services.certificates import revoke_certificate
from coordinator.services.papers import papers_numbered
from coordinator.services.workspace import Workspace
from tests.issued_papers import issued_papers_in
from tests.services.test_verification import scanned
from tests.ui.documents_desk import Answers, a_desk, settled, shown, some_answers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.verify_dialog import VerifyDialog

FIRST, SECOND = "CEIU-FRS-2026-0001", "CEIU-FRS-2026-0002"


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    return path


@pytest.fixture(name="dialog")
def a_dialog(qtbot: QtBot, window: QMainWindow, desk: Desk) -> VerifyDialog:
    made = VerifyDialog(desk, window)
    made.open()
    settled(qtbot, desk)
    return made


def written(workspace: Workspace, folder: Path, number: str) -> Path:
    name, data = workspace.read(papers_numbered, (number,))[0]
    path = folder / name
    path.write_bytes(data)
    return path


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def link(widget: QWidget, number: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if number in each.text())


def test_a_chosen_file_is_genuine_and_leads_to_its_record(
    qtbot: QtBot, desk: Desk, dialog: VerifyDialog, workspace: Workspace, answers: Answers, tmp_path: Path
) -> None:
    assert not dialog.go.isEnabled()
    answers.files = [written(workspace, tmp_path, FIRST)]
    dialog.choose.click()
    settled(qtbot, desk)
    assert dialog.pane.verdict.text() == "Genuine"
    assert f"{FIRST} is in force by the records of today." in words(dialog.pane)
    assert unnamed(dialog) == []
    link(dialog.pane, FIRST).click()
    assert not dialog.isVisible()
    assert answers.asked == ["Documents"]


def test_dropped_files_are_each_said_what_they_are(
    qtbot: QtBot, desk: Desk, dialog: VerifyDialog, workspace: Workspace, tmp_path: Path
) -> None:
    files = [written(workspace, tmp_path, number) for number in (FIRST, SECOND)]
    workspace.change(revoke_certificate, 2, "Issued to the wrong person.")
    other = tmp_path / "memo.docx"
    other.write_bytes(b"PK\x03\x04\x00\x00")
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path)) for path in (*files, other, tmp_path / "gone.pdf")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, given, buttons, keys))
    settled(qtbot, desk)
    said = words(dialog.pane)
    assert dialog.pane.verdict.text() == "Revoked"  # what weighs most
    assert "4 files" in said
    assert f"Genuine, {FIRST}" in said
    assert f"{SECOND} was revoked on November 12, 2026: Issued to the wrong person." in said
    assert "This is no PDF, no picture and no text of a code." in said
    assert "“gone.pdf” cannot be read" in said


def test_a_scanner_types_one_code_after_another(
    qtbot: QtBot, desk: Desk, dialog: VerifyDialog, workspace: Workspace
) -> None:
    codes = workspace.read(lambda session: session.scalars(select(Certificate.record)).all())
    assert dialog.focusWidget() is dialog.code
    for number, code in zip((FIRST, SECOND), codes, strict=False):
        QTest.keyClicks(dialog.code, code)
        QTest.keyClick(dialog.code, Qt.Key.Key_Return)
        settled(qtbot, desk)
        assert dialog.pane.verdict.text() == "Genuine"
        assert number in words(dialog.pane)
    QTest.keyClicks(dialog.code, codes[0][:-1])
    dialog.go.click()
    settled(qtbot, desk)
    assert dialog.pane.verdict.text() == "Altered"
    assert "damaged or incomplete" in words(dialog.pane)


def test_a_picture_from_the_clipboard_is_read(
    qtbot: QtBot, desk: Desk, dialog: VerifyDialog, workspace: Workspace
) -> None:
    data = workspace.read(papers_numbered, (FIRST,))[0][1]
    QApplication.clipboard().setImage(QImage.fromData(scanned(data, 150)))
    dialog.code.paste()
    settled(qtbot, desk)
    assert dialog.pane.verdict.text() == "Genuine"
    assert "Pasted picture" in words(dialog.pane)
    blank = QImage(80, 80, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    QApplication.clipboard().setImage(blank)
    dialog.code.paste()
    settled(qtbot, desk)
    assert dialog.pane.verdict.text() == "No code"


def test_what_takes_long_says_how_far_it_is_and_is_stopped(
    qtbot: QtBot, desk: Desk, dialog: VerifyDialog, workspace: Workspace, tmp_path: Path
) -> None:
    stopped: list[str] = []
    desk.runner.stopped.connect(stopped.append)
    dialog.check_files([written(workspace, tmp_path, FIRST)] * 400)
    qtbot.waitUntil(dialog.progress.isVisible)
    assert "of 400 files" in dialog.said.text()
    assert dialog.cancel.text() == "Stop"
    assert not dialog.choose.isEnabled()
    dialog.cancel.click()
    settled(qtbot, desk)
    assert stopped[0].startswith("Stopped after ")
    assert dialog.isVisible()
    assert not dialog.progress.isVisible()
    assert "The verdict appears here" in words(dialog.pane)
    dialog.cancel.click()
    assert not dialog.isVisible()


def test_the_register_asks_for_it_too(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    page.open("issued")
    settled(qtbot, desk)
    page.issued.verify_button.click()
    assert isinstance(page.dialog, VerifyDialog)
