"""The Documents page with a real database behind it: registering, acknowledging, showing, saving, revoking."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import CertificateState
from coordinator.services.certificates import issue_certificates
from coordinator.services.licenses import issue_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.documents import governing_versions, issued_papers
from coordinator.views.gates import standings
from tests import builders
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.acknowledgments_dialog import AcknowledgmentsDialog
from ui.dialogs.document_dialog import DocumentDialog
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.dialogs.version_dialog import VersionDialog
from ui.dialogs.waiver_dialog import WaiverDialog
from ui.messages import Messages
from ui.pages.documents_page import ISSUED, DocumentsPage
from ui.runner import Runner
from ui.style import Look

TODAY = date(2026, 11, 12)


@dataclass
class Answers(Messages):
    """Answers in the user's place."""

    file: Path | None = None
    into: Path | None = None
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return True

    def open_file(self, parent: QWidget | None, title: str, pattern: str) -> Path | None:
        return self.file

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.into / suggested if self.into else None

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.into

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence)

    def go(self, page: str, target: object) -> None:
        self.asked.append(page)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(into=tmp_path / "out")


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, look: Look, answers: Answers) -> Iterator[Desk]:
    runner = Runner(workspace)
    yield Desk(runner, answers, look, Actions(look), answers.go, answers.say, "America/New_York")
    runner.close()


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Everything asked of the worker, and what that asked for, is there."""

    def is_idle() -> bool:
        return not desk.runner.is_busy

    qtbot.waitUntil(is_idle)


def shown(qtbot: QtBot, desk: Desk) -> DocumentsPage:
    page = DocumentsPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settled(qtbot, desk)
    return page


@pytest.fixture
def documents(workspace: Workspace) -> None:
    """Two documents; two of five people have acknowledged."""
    builders.selected(workspace)
    builders.acknowledged(workspace, workspace.read(builders.designee_ids)[:2])


@pytest.fixture
def papers(workspace: Workspace) -> None:
    tasking = builders.ready(workspace)
    workspace.change(issue_certificates, 1)
    workspace.change(issue_licenses, tasking)


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
    qtbot.keyClicks(dialog.name, "PTA for FRS")
    qtbot.keyClicks(dialog.fields.label, "version 1")
    dialog.fields.expires_on.is_set.setChecked(True)
    dialog.fields.file.choose.click()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
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
    page.version_action.trigger()
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
    page.governing.record.click()
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
    qtbot.keyClicks(page.search, "privacy")
    assert [row.title for row in page.governing.grid.rows_model.rows] == ["Privacy Threshold Analysis"]


class Opener(QObject):
    """Stands in for the program that opens files."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


def test_the_kept_file_is_handed_to_its_program(qtbot: QtBot, desk: Desk, documents: None) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")
    try:
        page = shown(qtbot, desk)
        page.open_action.trigger()
        settled(qtbot, desk)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [path.read_bytes() for path in opener.opened] == [b"Memorandum"]


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
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    settled(qtbot, desk)
    assert view.sheet.width() == pytest.approx(width * 1.25, abs=3)
    qtbot.keyClick(view, Qt.Key.Key_0)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
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
    qtbot.keyClicks(dialog.reason, "Issued to the wrong person")
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
    page.tabs.setCurrentIndex(ISSUED)
    settled(qtbot, desk)
    assert unnamed(page) == []
    page.register()
    assert page.dialog is not None
    assert unnamed(page.dialog) == []
