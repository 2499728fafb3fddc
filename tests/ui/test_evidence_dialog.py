"""The dialog of evidence files: what is chosen is made with progress, shown, and saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.evidence import SubjectKind
from coordinator.services.evidence import EvidenceSubject
from coordinator.services.evidence_check import check_archive
from tests import evidence_unit as unit
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.evidence_dialog import HELP, NO_ORIGINALS, EvidenceDialog
from ui.messages import Messages
from ui.pages.licenses_page import LicensesPage
from ui.pages.roster_page import RosterPage
from ui.pages.trainings_page import TrainingsPage
from ui.widgets.page import Page

PERSON = EvidenceSubject(SubjectKind.PERSON, unit.PERSON)


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(unit.database_of_evidence(empty_database))
    return path


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QMainWindow) -> EvidenceDialog:
    made = EvidenceDialog(desk, window, PERSON, "Okafor, Dana R")
    qtbot.addWidget(made)
    made.open()
    return made


def idle(qtbot: QtBot, dialog: EvidenceDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.desk.runner.is_busy)


def test_what_is_chosen_is_made_shown_and_saved(
    qtbot: QtBot, dialog: EvidenceDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.form_box.setFocus()
    QTest.keyClick(dialog.form_box, Qt.Key.Key_Down)
    dialog.redacted.click()
    assert dialog.help.text() == NO_ORIGINALS
    dialog.redacted.click()
    assert dialog.help.text() == HELP[dialog.form]
    steps: list[str] = []
    dialog.desk.runner.progressed.connect(lambda _done, _total, what: steps.append(what))
    dialog.go.click()
    assert (dialog.cancel.text(), dialog.choices.isEnabled(), dialog.go.isEnabled()) == ("Stop", False, False)
    qtbot.waitUntil(lambda: dialog.made is not None and dialog.view.pages > 3)
    assert steps[0] == "Following the audit trail"
    assert dialog.said.text().startswith("Evidence Okafor Dana R 2026-11-12.zip · ")
    assert dialog.go.text() == "Save as…"

    target = tmp_path / "evidence.zip"
    asked: list[str] = []

    def answer(_self: Messages, _parent: QWidget | None, _title: str, suggested: str, _pattern: str) -> Path:
        asked.append(suggested)
        return target

    monkeypatch.setattr(Messages, "save_file", answer)
    with qtbot.waitSignal(dialog.done_with) as done:
        dialog.go.click()
    assert done.args == ["Saved evidence.zip", False]
    assert asked == ["Evidence Okafor Dana R 2026-11-12.zip"]
    assert check_archive(target.read_bytes()).faults == ()


def test_the_work_can_be_stopped_and_begun_again(qtbot: QtBot, dialog: EvidenceDialog) -> None:
    runner = dialog.desk.runner
    # On the worker itself, at the first step: a click may come when the work has begun, or when it is done.
    runner.progressed.connect(runner.cancel, Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignal(runner.stopped):
        dialog.go.click()
        dialog.cancel.click()
    assert dialog.isVisible()
    assert (dialog.made, dialog.cancel.text(), dialog.go.isEnabled()) == (None, "Cancel", True)


@pytest.mark.parametrize(
    ("page_type", "title"),
    [(RosterPage, "Okafor, Dana R"), (LicensesPage, "Okafor, Dana R"), (TrainingsPage, "Training 1")],
)
def test_the_pages_of_a_person_a_license_and_a_training_lead_to_it(
    qtbot: QtBot, desk: Desk, page_type: type[Page], title: str
) -> None:
    page = page_type(desk)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    page.open(1)

    def offered() -> QAction:
        """As the palette finds it."""
        [action] = [each for each in desk.actions.usable() if each.text() == "Evidence file…"]
        return action

    qtbot.waitUntil(lambda: not desk.runner.is_busy)
    offered().trigger()
    [dialog] = page.findChildren(EvidenceDialog)
    assert dialog.windowTitle() == f"Evidence file: {title}"
    assert unnamed(dialog) == []
    dialog.reject()


def test_a_day_of_the_past_is_asked_for_and_redacted_where_it_is_checked(dialog: EvidenceDialog) -> None:
    assert (dialog.request.as_of, dialog.request.is_redacted) == (None, False)
    dialog.until.setDate(dialog.until.date().addDays(-3))
    dialog.redacted.click()
    assert (str(dialog.request.as_of), dialog.request.is_redacted) == ("2026-11-09", True)
