"""Inviting people to a training in the window, worked as a person does."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from coordinator.exchange.calendar_entry import Method, read_entry
from coordinator.rules.seat_mail_text import SEAT_TEXTS
from coordinator.rules.vocabulary import DraftKind
from coordinator.services.seats import release_seats, seat_designees
from coordinator.services.settings import change_settings
from coordinator.services.trainings import TrainingFacts, edit_training, plan_training
from coordinator.services.workspace import Workspace
from coordinator.views.invitation_mail import seat_text
from coordinator.views.invitations import invitation_rows
from coordinator.views.trainings import TrainingRow, seats, trainings
from tests import builders
from tests.conftest import StandingClock
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.invitations_dialog import InvitationsDialog
from ui.messages import Messages
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.invitation_list import DUE, NAME, STATUS
from ui.widgets.invitation_verbs import InvitationVerbs
from ui.widgets.register import Register
from ui.widgets.training_list import TrainingList

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
START = datetime(2026, 11, 4, 18, 0, tzinfo=UTC)
FACTS = TrainingFacts(
    "Training 1", START, "America/New_York", 90, 4, host="C3", join_link="https://meet.example.gov/j/81"
)


@dataclass
class Into(Messages):
    """Answers with a folder and a file in it."""

    into: Path | None = None

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.into

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.into / suggested if self.into else None


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """Four of the five of Denver have a seat, the fifth waits."""
    path = tmp_path_factory.mktemp("invitations") / "unit.db"
    path.write_bytes(empty_database)
    with Workspace.open(path, actor="J. Coordinator", clock=StandingClock(NOW)) as workspace:
        builders.nominated(workspace, builders.a_tasking(workspace))
        workspace.change(change_settings, {"unit_point_of_contact": "Victoria Hale, v.hale@example.gov"})
        training_id = workspace.change(plan_training, FACTS)[0]
        workspace.change(seat_designees, training_id, workspace.read(builders.designee_ids))
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, prepared: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(prepared)
    return path


@pytest.fixture
def files(tmp_path: Path) -> Into:
    return Into(tmp_path / "out")


@pytest.fixture
def desk(desk: Desk, files: Into) -> Desk:
    return replace(desk, messages=files)


@pytest.fixture
def training(workspace: Workspace, clock: StandingClock) -> TrainingRow:
    clock.move_to(NOW + timedelta(minutes=1))
    [row] = workspace.read(trainings)
    return row


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QMainWindow, training: TrainingRow) -> InvitationsDialog:
    made = InvitationsDialog(desk, window, training)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: bool(made.people.rows) and bool(made.pane.mail.subject.text()))
    return made


def cells(dialog: InvitationsDialog) -> dict[str, tuple[str, str]]:
    """Status and what is due of everyone shown, by surname."""
    shown = [item for item in dialog.people.items() if not item.isHidden()]
    return {item.text(NAME).split(",")[0]: (item.text(STATUS), item.text(DUE)) for item in shown}


def test_what_is_due_is_drafted_saved_and_marked_as_sent(
    qtbot: QtBot, dialog: InvitationsDialog, workspace: Workspace, training: TrainingRow, files: Into
) -> None:
    assert cells(dialog)["Brandvold"] == ("Not invited", "Invitation")
    assert list(cells(dialog).values())[-1] == ("Not invited", "Wait list")
    assert dialog.pane.mail.to.text().startswith("To brandvold")
    assert dialog.pane.mail.subject.text().startswith(
        "Invitation: Training 1, Wednesday, November 4, 2026, 11:00 AM MST"
    )
    assert dialog.pane.entry.text() == (
        "Wednesday, November 4, 2026, 11:00 AM MST (1:00 PM EST)\n"
        "Calendar entry: sequence 0, UID given with the first invitation"
    )
    assert (dialog.go.text(), dialog.sent.isEnabled(), dialog.save.isEnabled()) == ("Draft 5 mails", False, False)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Drafted 5 mails")
    qtbot.waitUntil(lambda: cells(dialog)["Brandvold"] == ("Drafted, not sent", "–"))
    assert not dialog.go.isEnabled()
    assert dialog.sent.text() == "Mark 5 mails as sent"
    dialog.with_entries.setChecked(True)
    dialog.save.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Saved 5 mails in out")
    assert files.into is not None
    assert len(list(files.into.glob("*.eml"))) == 5
    assert len(list(files.into.glob("*.ics"))) == 4
    qtbot.waitUntil(dialog.pane.save_entry.isEnabled)
    dialog.pane.save_entry.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Saved invite.ics")
    assert read_entry((files.into / "invite.ics").read_bytes()).method is Method.REQUEST
    dialog.sent.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Marked 5 mails as sent")
    qtbot.waitUntil(lambda: cells(dialog)["Brandvold"] == ("Invited", "–"))
    assert all(not row.draft_ids for row in workspace.read(invitation_rows, training.id))
    assert unnamed(dialog) == []


def test_what_changed_since_it_was_sent_is_a_filter(
    qtbot: QtBot, dialog: InvitationsDialog, workspace: Workspace, training: TrainingRow
) -> None:
    dialog.go.click()
    qtbot.waitUntil(dialog.sent.isEnabled)
    dialog.sent.click()
    qtbot.waitUntil(lambda: cells(dialog)["Brandvold"][0] == "Invited")
    workspace.change(edit_training, training.id, replace(FACTS, starts_at=START + timedelta(days=1)))
    first = workspace.read(seats, training.id)[0]
    workspace.change(release_seats, [first.id])
    dialog.load()
    qtbot.waitUntil(lambda: ("Cancellation due", "Cancellation") in cells(dialog).values())
    dialog.picker.chips.choose("cancellation")
    [gone] = cells(dialog)
    dialog.picker.chips.choose("changed")
    assert sorted(cells(dialog).values()) == [
        ("Cancellation due", "Cancellation"), *[("Changed since sent", "Update")] * 3
    ]  # fmt: skip
    assert dialog.go.text() == "Draft 4 mails"
    dialog.picker.none.click()
    assert not dialog.go.isEnabled()
    item = next(item for item in dialog.people.items() if item.text(NAME).startswith(gone))
    dialog.people.setCurrentItem(item)
    QTest.keyClick(dialog.people, Qt.Key.Key_Space)
    assert dialog.go.text() == "Draft 1 mail"
    qtbot.waitUntil(lambda: dialog.pane.mail.subject.text().startswith("Cancelled: Training 1, Wednesday"))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Drafted 1 mail")


def test_another_kind_of_mail_goes_to_those_it_makes_sense_for(qtbot: QtBot, dialog: InvitationsDialog) -> None:
    dialog.picker.all.click()
    dialog.picker.kind.setCurrentIndex(dialog.picker.kind.findData(DraftKind.REMINDER))
    assert dialog.go.text() == "Draft 4 mails"
    qtbot.waitUntil(lambda: dialog.pane.mail.subject.text().startswith("Reminder: Training 1"))
    assert dialog.pane.mail.attachment.isHidden()
    dialog.picker.kind.setCurrentIndex(dialog.picker.kind.findData(DraftKind.OFFER))
    assert not dialog.go.isEnabled()


def test_the_wording_is_the_unit_s_own_until_the_shipped_one_is_saved(
    qtbot: QtBot, dialog: InvitationsDialog, workspace: Workspace
) -> None:
    dialog.pane.wording.click()
    editor = dialog.dialog
    assert editor is not None
    qtbot.waitUntil(lambda: editor.editor.text == SEAT_TEXTS[DraftKind.INVITATION])
    editor.editor.body.setPlainText("{whenn}")
    assert not editor.go.isEnabled()
    editor.editor.body.setPlainText("Come at {when_host}.")
    assert unnamed(editor) == []
    with qtbot.waitSignal(editor.done_with):
        editor.go.click()
    qtbot.waitUntil(lambda: dialog.pane.mail.body.toPlainText() == "Come at Wednesday, November 4, 2026, 1:00 PM EST.")
    dialog.edit_wording()
    again = dialog.dialog
    assert again is not None
    qtbot.waitUntil(lambda: bool(again.editor.body.toPlainText()))
    again.editor.restore.click()
    with qtbot.waitSignal(again.done_with):
        again.go.click()
    assert workspace.read(seat_text, DraftKind.INVITATION) == SEAT_TEXTS[DraftKind.INVITATION]


def test_a_mail_is_opened_in_the_mail_program(
    qtbot: QtBot, dialog: InvitationsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(QUrl(url).toLocalFile())))
    assert not dialog.pane.open_mail.isEnabled()
    dialog.go.click()
    qtbot.waitUntil(dialog.pane.open_mail.isEnabled)
    dialog.pane.open_mail.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "Training 1 Invitation Brandvold_ Tom.eml"
    assert opened[0].read_bytes().startswith(b"X-Unsent: 1\r\n")


def test_without_an_address_to_organize_from_the_dialog_says_where_to_set_it(
    qtbot: QtBot, desk: Desk, dialog: InvitationsDialog, workspace: Workspace
) -> None:
    workspace.change(change_settings, {"unit_point_of_contact": ""})
    dialog.picker.kind.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "in Settings, under Point of contact" in dialog.pane.problem.text())
    with qtbot.waitSignal(desk.runner.refused) as signal:
        dialog.go.click()
    assert "in Settings, under Point of contact" in signal.args[0]
    qtbot.waitUntil(dialog.go.isEnabled)


def test_the_verb_opens_the_invitations_of_the_chosen_training(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, training: TrainingRow
) -> None:
    listed, register = TrainingList(desk.look), Register(desk.look)
    for part in (listed, register):
        qtbot.addWidget(part)
    chosen = ChosenTraining(window, desk, listed, register)
    verbs = InvitationVerbs(chosen)
    verbs.follow()
    assert not verbs.invite.isEnabled()
    listed.set_rows([training], NOW)
    verbs.follow()
    assert verbs.invite.isEnabled()
    verbs.invite.trigger()
    dialog = chosen.dialog
    assert isinstance(dialog, InvitationsDialog)
    assert dialog.windowTitle() == "Invitations: Training 1"
    qtbot.waitUntil(lambda: len(dialog.people.rows) == 5)
    dialog.cancel.click()
    assert dialog.isHidden()
