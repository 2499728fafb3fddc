"""Signing in the window: whose certificate it is before anything is signed, what was signed after, no secret left."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import Area
from coordinator.services.certificates import BatchResult, revoke_certificate
from coordinator.services.workspace import Workspace
from coordinator.views.signatures import signatures
from tests import signing_keys as keys
from tests.issued_papers import issued_papers_in
from tests.ui.documents_desk import Answers, a_desk, settled, some_answers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.sign_dialog import SignDialog
from ui.widgets.signer_fields import CARD

FIRST, SECOND, LETTER = 1, 2, -1


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    return path


@pytest.fixture(name="dialog")
def a_dialog(qtbot: QtBot, window: QMainWindow, desk: Desk, workspace: Workspace) -> SignDialog:
    """Two certificates, of which one was revoked, and a letter."""
    workspace.change(revoke_certificate, SECOND, "Issued to the wrong person")
    made = SignDialog(desk, window, [FIRST, SECOND, LETTER])
    made.open()
    settled(qtbot, desk)
    return made


def _fates(dialog: SignDialog) -> list[str]:
    model = dialog.grid.rows_model
    return [model.index(row, 3).data() for row in range(model.rowCount())]


def _type(qtbot: QtBot, desk: Desk, line: QLineEdit, text: str) -> None:
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(qtbot, desk)


def test_papers_are_signed_with_a_file_whose_certificate_was_shown(
    qtbot: QtBot, desk: Desk, dialog: SignDialog, workspace: Workspace, answers: Answers, tmp_path: Path
) -> None:
    assert dialog.go.text() == "Sign 2 documents"
    assert _fates(dialog) == ["Will be signed", "It was revoked.", "Will be signed"]
    assert not dialog.go.isEnabled()
    assert unnamed(dialog) == []
    answers.file = keys.write_key_file(tmp_path / "office.p12", "P-256")
    fields = dialog.fields
    fields.file.choose.click()
    assert fields.file.path.text() == str(answers.file)

    _type(qtbot, desk, fields.file.secret, "not this")
    assert "does not open “office.p12”" in fields.certificate.state.text()
    assert not dialog.go.isEnabled()
    _type(qtbot, desk, fields.file.secret, keys.PASSPHRASE)
    assert fields.certificate.name.text() == keys.SIGNER
    assert f"Issued by {keys.ISSUER}" in fields.certificate.facts.text()
    assert "P-256" in fields.certificate.facts.text()
    assert fields.certificate.state.text() == "Can sign"
    assert fields.file.secret.echoMode() is QLineEdit.EchoMode.Password

    said: list[str] = []
    touched: list[Area] = []
    dialog.done_with.connect(lambda sentence, _: said.append(sentence))
    desk.runner.changed.connect(touched.append)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert said == ["Signed 2 documents"]
    assert dialog.isHidden()
    assert Area.CERTIFICATES in touched[-1]
    assert {row.paper_id for row in workspace.read(signatures)} == {FIRST, LETTER}
    assert fields.file.secret.text() == ""


def test_a_certificate_that_expired_is_shown_and_cannot_sign(
    qtbot: QtBot, desk: Desk, dialog: SignDialog, tmp_path: Path
) -> None:
    old = keys.certificate(last=keys.FIRST_DAY.replace(month=6))
    fields = dialog.fields
    fields.file.path.setText(str(keys.write_key_file(tmp_path / "old.p12", "P-256", old)))
    _type(qtbot, desk, fields.file.secret, keys.PASSPHRASE)
    assert fields.certificate.name.text() == keys.SIGNER
    assert fields.certificate.state.text() == "It expired on 2021-06-01. Use its successor."
    assert not dialog.go.isEnabled()


@pytest.mark.skipif(bool(keys.why_no_card()), reason=keys.why_no_card())
def test_a_card_is_asked_for_its_pin_and_what_was_not_signed_is_said(
    qtbot: QtBot, desk: Desk, dialog: SignDialog, workspace: Workspace
) -> None:
    token = keys.soft_card("Window", (("P-256", b"\x02", keys.FOR_DOCUMENTS),))
    card = dialog.fields.card
    dialog.fields.ways.button(CARD).click()
    settled(qtbot, desk)
    card.library.setCurrentIndex(card.library.findText("SoftHSM"))
    card.again.click()
    settled(qtbot, desk)
    card.held.setCurrentIndex(card.held.findText(f"{keys.SIGNER} · P-256 · {token.label}"))
    assert dialog.fields.certificate.name.text() == keys.SIGNER
    assert not dialog.go.isEnabled()

    refused: list[str] = []
    desk.runner.refused.connect(refused.append)
    QTest.keyClicks(card.secret, keys.WRONG_PIN)
    dialog.go.click()
    settled(qtbot, desk)
    assert "The PIN is wrong" in refused[0]
    assert (card.secret.text(), dialog.go.isEnabled(), dialog.isVisible()) == ("", False, True)

    made: list[BatchResult] = []
    dialog.made.connect(lambda batch, _: made.append(batch))
    workspace.change(revoke_certificate, FIRST, "Meanwhile")
    QTest.keyClicks(card.secret, keys.PIN)
    dialog.go.click()
    settled(qtbot, desk)
    assert (len(made[0].made), len(made[0].refused)) == (1, 1)
    assert dialog.heading.text() == "Signed 1 document, 1 refused"
    assert _fates(dialog) == ["It was revoked.", "It was revoked.", "Signed"]
    assert (dialog.cancel.text(), dialog.go.isVisible(), card.secret.text()) == ("Close", False, "")
    dialog.cancel.click()
    assert dialog.isHidden()


def test_the_signer_stops_the_batch_between_two_documents(
    qtbot: QtBot, desk: Desk, dialog: SignDialog, workspace: Workspace, tmp_path: Path
) -> None:
    fields = dialog.fields
    fields.file.path.setText(str(keys.write_key_file(tmp_path / "office.p12", "P-256")))
    _type(qtbot, desk, fields.file.secret, keys.PASSPHRASE)
    said: list[str] = []
    dialog.done_with.connect(lambda sentence, _: said.append(sentence))
    desk.runner.progressed.connect(lambda done, _total, _what: dialog.cancel.click() if done == 0 else None)
    dialog.go.click()
    assert dialog.cancel.text() == "Stop"
    assert not fields.isEnabled()
    settled(qtbot, desk)
    assert said[0] in ("Signed 1 of 2 documents, stopped", "Signed 2 documents")
    assert len(workspace.read(signatures)) == int(said[0][7])
