"""Drafting mails to offices, the list of mails, and who is written to, worked as a person does."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.mail_text import SHIPPED
from coordinator.rules.vocabulary import ContactRole, DraftKind, DraftState
from coordinator.services.drafts import draft_mails, mark_sent
from coordinator.services.offices import set_contact
from coordinator.services.workspace import Workspace
from coordinator.views.drafts import drafts, mail_text
from coordinator.views.offices import contacts, offices
from tests import builders
from tests.conftest import StandingClock
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.contacts_dialog import ContactsDialog
from ui.dialogs.drafts_dialog import DraftsDialog, Then
from ui.dialogs.edit_draft_dialog import EditDraftDialog
from ui.dialogs.office_dialog import OfficeDialog
from ui.messages import Messages
from ui.widgets.drafts_panel import DraftsPanel
from ui.widgets.recipient_list import ADDRESS, ID, NO_ADDRESS, OFFICE, STANDS

THREE_DAYS_AFTER = datetime(2026, 10, 26, 22, 0, tzinfo=UTC)
WITH_ADDRESS = ("DEN", "SEA", "BOS")


class Into(Messages):
    """Answers with a folder and a file."""

    def __init__(self) -> None:
        self.into: Path | None = None

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.into

    def open_file(self, parent: QWidget | None, title: str, pattern: str) -> Path | None:
        return self.into


@dataclass
class Said:
    sentences: list[str] = field(default_factory=list)

    def say(self, sentence: str, can_undo: bool) -> None:
        self.sentences.append(sentence + (" [Undo]" if can_undo else ""))


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def files() -> Into:
    return Into()


@pytest.fixture
def desk(desk: Desk, said: Said, files: Into) -> Desk:
    return replace(desk, say=said.say, messages=files)


@pytest.fixture
def tasking(workspace: Workspace, clock: StandingClock) -> int:
    """Three days after the due time: Denver named five of five, Seattle two of five, nobody else anyone."""
    clock.move_to(THREE_DAYS_AFTER)
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, "DEN")
    builders.nominated(workspace, tasking_id, "SEA", ("Vance, Ida", "Munro, Hal"))
    for code in WITH_ADDRESS:
        contact = (ContactRole.POINT_OF_CONTACT, f"POC {code}", f"{code.lower()}.poc@example.gov")
        workspace.change(set_contact, workspace.read(builders.office_id, code), *contact)
    return tasking_id


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the mail program."""
    paths: list[Path] = []

    def take(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return paths


def ids_of(workspace: Workspace, *codes: str) -> list[int]:
    return [workspace.read(builders.office_id, code) for code in codes]


def dialog_for(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, kind: DraftKind, offices: list[int] | None = None
) -> DraftsDialog:
    dialog = DraftsDialog(desk, window, tasking, kind, offices)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.editor.subject.text()) and bool(dialog.offices.items()))
    return dialog


def item_of(dialog: DraftsDialog, code: str) -> QTreeWidgetItem:
    return next(item for item in dialog.offices.items() if item.text(OFFICE) == code)


def reminder(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace, *codes: str
) -> DraftsDialog:
    return dialog_for(qtbot, desk, window, tasking, DraftKind.REMINDER, ids_of(workspace, *codes))


# the dialog


def test_reminders_are_proposed_to_those_late_or_short(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int
) -> None:
    dialog = dialog_for(qtbot, desk, window, tasking, DraftKind.REMINDER)
    codes = {item.text(OFFICE) for item in dialog.offices.items()}
    assert "DEN" not in codes
    assert len(dialog.offices.checked) == len(codes) == 29
    assert item_of(dialog, "SEA").text(STANDS) == "2 of 5"
    assert item_of(dialog, "BOS").text(STANDS) == "Late by 3 days"
    assert item_of(dialog, "CHI").text(ADDRESS) == NO_ADDRESS
    assert dialog.picker.missing.text() == "27 of these without an address"
    assert dialog.go.text() == "Make 29 drafts"
    dialog.picker.none.click()
    assert not dialog.go.isEnabled()
    dialog.picker.proposed.click()
    assert len(dialog.offices.checked) == 29


def test_another_kind_has_its_own_offices_and_words(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int
) -> None:
    dialog = dialog_for(qtbot, desk, window, tasking, DraftKind.REMINDER)
    dialog.kinds.choose(DraftKind.THANKS.value)
    qtbot.waitUntil(lambda: dialog.editor.subject.text() == SHIPPED[DraftKind.THANKS].subject)
    qtbot.waitUntil(lambda: len(dialog.offices.items()) == 2)
    assert [item.text(STANDS) for item in dialog.offices.items()] == ["5 of 5, on time", "2 of 5, on time"]
    qtbot.waitUntil(dialog.go.isEnabled)
    assert not dialog.preview.attachment.isVisible()


def test_the_preview_follows_the_words_and_the_office(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS")
    dialog.offices.setCurrentItem(item_of(dialog, "SEA"))
    assert dialog.preview.subject.text() == "Reminder: 0312-26, nominations of SAC Seattle"
    assert "2 of 5 nominations" in dialog.preview.body.toPlainText()
    assert dialog.preview.attachment.text() == "0312-26 Nominations SEA.xlsx"
    dialog.editor.body.setPlainText("Please answer, {office}.")
    assert dialog.preview.body.toPlainText() == "Please answer, SAC Seattle."


def test_a_placeholder_that_stands_for_nothing_is_told_at_once(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS")
    assert dialog.go.isEnabled()
    QTest.keyClicks(dialog.editor.body, "{quotta}")
    assert dialog.editor.problem.text() == "{quotta} stands for nothing. Did you mean {quota}?"
    assert dialog.editor.problem.isVisible()
    assert not dialog.go.isEnabled()
    dialog.editor.restore.click()
    assert dialog.editor.text == SHIPPED[DraftKind.REMINDER]
    assert dialog.go.isEnabled()


def test_a_placeholder_is_chosen_from_the_list(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS")
    dialog.editor.body.clear()
    menu = dialog.editor.insert.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.data() == "missing").trigger()
    assert dialog.editor.body.toPlainText() == "{missing}"


def test_mails_are_saved_into_a_folder(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace, files: Into, tmp_path: Path
) -> None:
    files.into = tmp_path / "mails"
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS", "SEA")
    with qtbot.waitSignal(dialog.done_with) as signal:
        dialog.go.click()
    assert signal.args == ["Drafted 2 mails (reminder), saved in mails", True]
    names = sorted(path.name for path in files.into.iterdir())
    assert names == ["0312-26 Reminder BOS.eml", "0312-26 Reminder SEA.eml"]
    message = message_from_bytes((files.into / names[0]).read_bytes(), policy=default)
    assert (message["To"], message["X-Unsent"]) == ("bos.poc@example.gov", "1")


def test_without_a_folder_nothing_is_drafted(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS")
    dialog.go.click()
    assert dialog.isVisible()
    assert workspace.read(drafts) == ()


def test_mails_are_opened_in_the_mail_program(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace, opened: list[Path]
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS")
    dialog.then.setCurrentText(Then.OPEN)
    dialog.keep_text.setChecked(True)
    dialog.editor.subject.setText("Please: {tasking}")
    with qtbot.waitSignal(dialog.done_with):
        dialog.go.click()
    assert [path.name for path in opened] == ["0312-26 Reminder BOS.eml"]
    assert workspace.read(mail_text, DraftKind.REMINDER).subject == "Please: {tasking}"
    assert workspace.read(drafts)[0].subject == "Please: 0312-26"


def test_an_address_is_mended_in_place(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "CHI")
    dialog.offices.setCurrentItem(item_of(dialog, "CHI"))
    dialog.offices.setFocus()
    QTest.keyClick(dialog.offices, Qt.Key.Key_F2)
    editor = dialog.offices.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == ""
    QTest.keyClicks(editor, "chi.poc@example.gov")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: item_of(dialog, "CHI").text(ADDRESS) == "chi.poc@example.gov")
    assert [row.code for row in dialog.offices.checked] == ["CHI"]
    [contact] = workspace.read(contacts, ids_of(workspace, "CHI")[0])
    assert (contact.role, contact.email) == (ContactRole.POINT_OF_CONTACT, "chi.poc@example.gov")


def test_a_wrong_address_is_refused_and_the_cell_says_so_again(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "CHI")
    with qtbot.waitSignal(desk.runner.refused) as signal:
        dialog.offices.address_entered.emit(ids_of(workspace, "CHI")[0], "nobody")
    assert "not an e-mail address" in str(signal.args)
    qtbot.waitUntil(lambda: item_of(dialog, "CHI").text(ADDRESS) == NO_ADDRESS)


def test_the_box_of_an_office_is_worked_with_the_keyboard(
    qtbot: QtBot, desk: Desk, window: QMainWindow, tasking: int, workspace: Workspace
) -> None:
    dialog = reminder(qtbot, desk, window, tasking, workspace, "BOS")
    dialog.offices.setCurrentItem(item_of(dialog, "SEA"))
    QTest.keyClick(dialog.offices, Qt.Key.Key_Space)
    assert {row.code for row in dialog.offices.checked} == {"BOS", "SEA"}
    assert {item.data(OFFICE, ID) for item in dialog.offices.items()} >= set(ids_of(workspace, "BOS", "SEA"))


# the list of mails


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, workspace: Workspace, tasking: int) -> DraftsPanel:
    """Reminders to Boston, Seattle and Chicago, the one to Boston sent."""
    made, _ = workspace.change(draft_mails, tasking, DraftKind.REMINDER, ids_of(workspace, "BOS", "SEA", "CHI"))
    workspace.change(mark_sent, made[:1])
    shown = DraftsPanel(desk)
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.counted) as signal:
        shown.show_tasking(tasking)
    assert signal.args == [2]
    return shown


def choose(qtbot: QtBot, panel: DraftsPanel, *codes: str) -> None:
    panel.grid.select_ids([row.id for row in panel.grid.rows_model.rows if row.about in codes])
    if len(codes) == 1:
        qtbot.waitUntil(lambda: bool(panel.preview.subject.text()))


def shown_in(panel: DraftsPanel) -> list[str]:
    return [row.about for row in panel.grid.rows_model.rows]


def test_mails_to_send_come_first_and_chips_show_the_others(panel: DraftsPanel) -> None:
    assert shown_in(panel) == ["CHI", "SEA"]
    for key, codes in (("no address", ["CHI"]), ("sent", ["BOS"]), ("discarded", [])):
        panel.chips.choose(key)
        assert shown_in(panel) == codes


def test_the_chosen_mail_is_read_beside_the_list(qtbot: QtBot, panel: DraftsPanel) -> None:
    choose(qtbot, panel, "SEA")
    assert panel.preview.to.text() == "To sea.poc@example.gov"
    assert "2 of 5" in panel.preview.body.toPlainText()
    assert panel.preview.attachment.text() == "0312-26 Nominations SEA.xlsx"
    choose(qtbot, panel, "CHI", "SEA")
    assert panel.preview.to.text() == "2 mails"
    assert not panel.edit_action.isEnabled()


def test_mails_are_marked_as_sent_and_discarded(
    qtbot: QtBot, panel: DraftsPanel, workspace: Workspace, tasking: int, said: Said
) -> None:
    choose(qtbot, panel, "SEA")
    with qtbot.waitSignal(panel.desk.runner.changed):
        panel.sent_action.trigger()
    qtbot.waitUntil(lambda: bool(said.sentences))
    panel.show_tasking(tasking)
    qtbot.waitUntil(lambda: shown_in(panel) == ["CHI"])
    choose(qtbot, panel, "CHI")
    panel.discard_action.trigger()
    qtbot.waitUntil(lambda: len(said.sentences) == 2)
    assert said.sentences == ["Marked 1 mail as sent [Undo]", "Discarded 1 mail [Undo]"]
    states = {row.about: row.state for row in workspace.read(drafts, tasking)}
    sent, discarded = DraftState.MARKED_SENT, DraftState.DISCARDED
    assert states == {"BOS": sent, "SEA": sent, "CHI": discarded}


def test_what_was_sent_can_be_opened_but_not_changed(qtbot: QtBot, panel: DraftsPanel) -> None:
    panel.chips.choose("sent")
    choose(qtbot, panel, "BOS")
    can = {action.text(): action.isEnabled() for _, action in panel.verbs}
    assert can == {
        "Open in mail program": True,
        "Mark as sent": False,
        "Save mails as files…": True,
        "Edit mail…": False,
        "Copy text of the mail": True,
        "Open without its file": True,
        "Discard": False,
    }


def test_a_mail_is_opened_saved_and_copied(
    qtbot: QtBot, panel: DraftsPanel, opened: list[Path], files: Into, tmp_path: Path, said: Said
) -> None:
    choose(qtbot, panel, "SEA")
    QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_bytes().startswith(b"X-Unsent: 1\r\n")
    files.into = tmp_path / "out"
    panel.save_action.trigger()
    qtbot.waitUntil(lambda: said.sentences == ["Saved 1 mail in out"])
    assert (files.into / "0312-26 Reminder SEA.eml").read_bytes() == opened[0].read_bytes()
    panel.copy_action.trigger()
    qtbot.waitUntil(lambda: len(said.sentences) == 2)
    assert QGuiApplication.clipboard().text().startswith("To: sea.poc@example.gov\nSubject: Reminder: 0312-26")


def test_a_mail_is_opened_as_a_link_where_files_are_no_drafts(
    qtbot: QtBot, panel: DraftsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    links: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: links.append(url.toString()))
    choose(qtbot, panel, "SEA")
    panel.link_action.trigger()
    qtbot.waitUntil(lambda: bool(links))
    assert links[0].startswith("mailto:sea.poc@example.gov?subject=Reminder")


def test_a_mail_without_an_address_is_given_one(
    qtbot: QtBot, panel: DraftsPanel, workspace: Workspace, tasking: int
) -> None:
    choose(qtbot, panel, "CHI")
    panel.edit_action.trigger()
    qtbot.waitUntil(lambda: panel.dialog is not None)
    dialog = panel.dialog
    assert isinstance(dialog, EditDraftDialog)
    QTest.keyClicks(dialog.recipient, "nobody")
    with qtbot.waitSignal(panel.desk.runner.refused):
        dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.recipient.setText("chi.poc@example.gov")
    with qtbot.waitSignal(dialog.done_with):
        dialog.go.click()
    assert {row.recipient for row in workspace.read(drafts, tasking) if row.about == "CHI"} == {"chi.poc@example.gov"}


def test_an_empty_list_says_what_it_is_for(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    panel = DraftsPanel(desk)
    qtbot.addWidget(panel)
    panel.set_rows(())
    with qtbot.waitSignal(panel.draft_wanted):
        panel.draft_action.trigger()
    assert not any(action.isEnabled() for _, action in panel.verbs)


# who is written to


def test_contacts_of_an_office_are_changed_with_it(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, tasking: int
) -> None:
    denver = next(row for row in workspace.read(offices) if row.code == "DEN")
    dialog = OfficeDialog(desk, window, denver)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(dialog.go.isEnabled)
    role = ContactRole.POINT_OF_CONTACT
    assert dialog.contacts.email[role].text() == "den.poc@example.gov"
    dialog.contacts.email[role].setText("ruth.whitfield@example.gov")
    QTest.keyClicks(dialog.contacts.email[ContactRole.SAC], "den.sac@example.gov")
    with qtbot.waitSignal(dialog.done_with) as signal:
        dialog.go.click()
    assert signal.args == ["Changed SAC Denver", True]
    held = {row.role: row.email for row in workspace.read(contacts, denver.id)}
    assert held == {role: "ruth.whitfield@example.gov", ContactRole.SAC: "den.sac@example.gov"}


def test_a_new_office_is_added_with_its_contact(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    dialog = OfficeDialog(desk, window)
    qtbot.addWidget(dialog)
    dialog.open()
    QTest.keyClicks(dialog.code, "anc")
    QTest.keyClicks(dialog.name, "SAC Anchorage")
    QTest.keyClicks(dialog.contacts.email[ContactRole.SAC], "anc.sac@example.gov")
    with qtbot.waitSignal(dialog.done_with):
        dialog.go.click()
    assert dialog.office_id is not None
    assert [row.email for row in workspace.read(contacts, dialog.office_id)] == ["anc.sac@example.gov"]


def test_pasted_contacts_are_shown_before_they_are_taken(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    dialog = ContactsDialog(desk, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.go.isEnabled()
    dialog.text.setPlainText("DEN, Ruth Whitfield, ruth.whitfield@example.gov\nNowhere, x@example.gov")
    qtbot.waitUntil(dialog.go.isEnabled)
    [item] = [dialog.found.topLevelItem(0)]
    assert item is not None
    assert [item.text(column) for column in range(4)] == [
        "DEN",
        "Point of contact",
        "Ruth Whitfield",
        "ruth.whitfield@example.gov",
    ]
    assert "Row 2: “Nowhere” is the code or name of no office." in dialog.summary.text()
    with qtbot.waitSignal(dialog.done_with) as signal:
        dialog.go.click()
    assert signal.args == ["Changed 1 contact", True]
    assert [row.office_code for row in workspace.read(contacts)] == ["DEN"]


def test_contacts_come_from_a_file(qtbot: QtBot, desk: Desk, window: QMainWindow, files: Into, tmp_path: Path) -> None:
    files.into = tmp_path / "contacts.csv"
    files.into.write_text("Office,E-mail\nDEN,ruth.whitfield@example.gov\n")
    dialog = ContactsDialog(desk, window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.open_file.click()
    qtbot.waitUntil(dialog.go.isEnabled)
    assert dialog.found.topLevelItemCount() == 1


def test_a_screen_reader_finds_a_name_on_everything(
    qtbot: QtBot, desk: Desk, window: QMainWindow, panel: DraftsPanel, tasking: int
) -> None:
    dialog = dialog_for(qtbot, desk, window, tasking, DraftKind.REMINDER)
    assert unnamed(dialog) == []
    assert unnamed(panel) == []
    for other in (OfficeDialog(desk, window), ContactsDialog(desk, window)):
        qtbot.addWidget(other)
        other.show()
        assert unnamed(other) == []
