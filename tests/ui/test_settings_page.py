"""The Settings page with a real database behind it: each change is committed as it is made."""

from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import ContactRole
from coordinator.services.compliance_papers import compliance_report
from coordinator.services.workspace import Workspace
from coordinator.views.offices import offices
from coordinator.views.ranking import ranking_rules
from coordinator.views.settings import UnitSettings, unit_settings
from tests.documents.reading import read
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.contacts_dialog import ContactsDialog
from ui.dialogs.office_dialog import OfficeDialog
from ui.messages import Messages
from ui.pages.settings_page import SettingsPage
from ui.runner import Runner
from ui.style import DARK, Look
from ui.widgets.setting_fields import ChoiceSetting, NumberSetting, TextSetting, TimeSetting, ZoneSetting


class Heard(Messages):
    def __init__(self) -> None:
        self.said: list[str] = []

    def go(self, page: str, target: object) -> None:
        raise AssertionError(page)

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, look: Look, heard: Heard) -> Iterator[Desk]:
    runner = Runner(workspace)
    yield Desk(runner, heard, look, Actions(look), heard.go, heard.say, "America/New_York")
    runner.close()


@pytest.fixture
def remembered(tmp_path: Path) -> Iterator[None]:
    """Settings of the user go to a folder of the test."""
    before = QSettings.defaultFormat()
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    QApplication.setOrganizationName("Tests")
    QApplication.setApplicationName("Tests")
    yield
    QSettings.setDefaultFormat(before)
    QApplication.setOrganizationName("")


def is_idle(desk: Desk) -> bool:
    return not desk.runner.is_busy


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(partial(is_idle, desk))


def shown(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settled(qtbot, desk)
    return page


def text_field(page: SettingsPage, name: str) -> TextSetting:
    field = page.fields[name]
    assert isinstance(field, TextSetting)
    return field


def type_into(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_every_setting_has_a_field_with_its_value(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert text_field(page, "unit_name").text() == "Cyber Crimes Center"
    zone, close, percent = (page.fields[n] for n in ("unit_time_zone", "unit_close_of_business", "license_valid_days"))
    assert isinstance(zone, ZoneSetting)
    assert isinstance(close, TimeSetting)
    assert isinstance(percent, NumberSetting)
    assert (zone.zone, close.time(), percent.value()) == ("America/New_York", QTime(17, 0), 365)
    assert set(page.fields) == {field.name for field in fields(UnitSettings)}


def test_leaving_a_field_commits_it_and_undo_brings_it_back(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    page = shown(qtbot, desk)
    type_into(qtbot, text_field(page, "unit_name"), "Forensics Center")
    settled(qtbot, desk)
    assert workspace.read(unit_settings).unit_name == "Forensics Center"
    desk.runner.undo()
    settled(qtbot, desk)
    assert text_field(page, "unit_name").text() == "Cyber Crimes Center"
    assert heard.said == []


def test_leaving_a_field_as_it_was_commits_nothing(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    QTest.keyClick(text_field(page, "unit_name"), Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert workspace.verify().entries == 1


def test_the_lists_and_records_of_the_unit_come_on_the_paper_it_uses(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    page = shown(qtbot, desk)
    box = page.fields["unit_paper"]
    assert isinstance(box, ChoiceSetting)
    assert box.currentText() == "US Letter"
    QTest.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    settled(qtbot, desk)
    _, data = workspace.read(compliance_report, None, workspace.clock.now())
    assert [round(edge) for edge in read(data)[0].size] == [842, 595]


def test_a_number_a_time_and_a_zone_are_committed(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    percent, close, zone = (
        page.fields[name] for name in ("attendance_present_percent", "unit_close_of_business", "unit_time_zone")
    )
    assert isinstance(percent, NumberSetting)
    assert isinstance(close, TimeSetting)
    assert isinstance(zone, ZoneSetting)
    percent.setValue(75)
    QTest.keyClick(percent, Qt.Key.Key_Return)
    close.setTime(QTime(16, 30))
    QTest.keyClick(close, Qt.Key.Key_Return)
    zone.setCurrentText("America/Denver")
    zone.activated.emit(2)
    settled(qtbot, desk)
    now = workspace.read(unit_settings)
    assert (now.attendance_present_percent, now.unit_close_of_business) == (75, "16:30")
    assert now.unit_time_zone == "America/Denver"


def test_the_example_of_a_number_follows_the_typing(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    example = page.examples["certificate_scheme"]
    assert example.text() == "Such as CEIU-FRS-2026-0042"
    text_field(page, "certificate_scheme").setText("VIP-{year}.{number}")
    assert example.text() == "Such as VIP-2026.0042"
    text_field(page, "certificate_scheme").setText("VIP")
    assert example.text().startswith("A number scheme needs {year} and {number}")


def test_a_refused_value_is_told_and_taken_back(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    with qtbot.waitSignal(desk.runner.refused) as refusal:
        type_into(qtbot, text_field(page, "license_scheme"), "LIC-{number}")
    settled(qtbot, desk)
    assert str(refusal.args[0] if refusal.args else "").startswith("A number scheme needs")
    assert text_field(page, "license_scheme").text() == "CEIU-LIC-{year}-{number}"
    assert workspace.verify().entries == 1


def test_a_gate_is_switched_with_its_box(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    line = next(line for line in page.gates.lines if line.row.title == "LMS course completed")
    line.box.click()
    settled(qtbot, desk)
    assert next(line for line in page.gates.lines if line.row.title == "LMS course completed").row.is_on


def test_a_ranking_rule_is_weighed_and_switched_off(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    first = page.rules.editor.rows[0]
    first.weight.setValue(2.5)
    QTest.keyClick(first.weight, Qt.Key.Key_Return)
    settled(qtbot, desk)
    page.rules.editor.rows[0].is_on.click()
    settled(qtbot, desk)
    now = workspace.read(ranking_rules).rules[0]
    assert (now.weight, now.is_on) == (2.5, False)


def test_leaving_a_weight_as_it_is_changes_nothing(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    entries = workspace.verify().entries
    QTest.keyClick(page.rules.editor.rows[0].weight, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert workspace.verify().entries == entries


def test_a_query_that_cannot_be_read_is_refused_and_taken_back(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    editor = page.rules.editor
    before = workspace.read(ranking_rules).rules
    next(action for action in editor.add_button.menu().actions() if action.text() == "Query").trigger()
    editor.rows[-1].query.setText("height:>180")
    with qtbot.waitSignal(desk.runner.refused):
        editor.rows[-1].query.editingFinished.emit()
    settled(qtbot, desk)
    assert editor.rules == before


def test_an_office_is_edited_in_its_grid(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    page = shown(qtbot, desk)
    model = page.office_card.grid.rows_model
    first = model.row_at(0)
    assert model.setData(model.index(0, 1), "SAC Renamed")
    settled(qtbot, desk)
    assert next(row for row in workspace.read(offices) if row.id == first.id).name == "SAC Renamed"
    with qtbot.waitSignal(desk.runner.refused):
        model.setData(model.index(0, 3), "Nowhere")
    assert model.row_at(0).time_zone == first.time_zone


def test_an_office_is_added_and_closed(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    page = shown(qtbot, desk)
    page.office_card.add.click()
    dialog = page.dialog
    assert isinstance(dialog, OfficeDialog)
    QTest.keyClicks(dialog.code, "xyz")
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.name, "SAC Springfield")
    dialog.submit()
    settled(qtbot, desk)
    added = next(row for row in workspace.read(offices) if row.code == "XYZ")
    page.office_card.grid.select_ids([added.id])
    page.office_card.close_office.click()
    settled(qtbot, desk)
    assert heard.said == ["Added SAC Springfield", "Closed the office"]
    assert not page.office_card.close_office.isEnabled()


def test_an_office_gets_its_contact_and_a_list_of_contacts_is_taken(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    page = shown(qtbot, desk)
    denver = next(row for row in workspace.read(offices) if row.code == "DEN")
    page.office_card.grid.select_ids([denver.id])
    page.office_card.edit_office.click()
    dialog = page.dialog
    assert isinstance(dialog, OfficeDialog)
    settled(qtbot, desk)
    dialog.contacts.email[ContactRole.POINT_OF_CONTACT].setText("poc.den@example.gov")
    dialog.contacts.name[ContactRole.POINT_OF_CONTACT].setText("Ruth Whitfield")
    dialog.submit()
    settled(qtbot, desk)
    page.office_card.contacts.click()
    paste = page.dialog
    assert isinstance(paste, ContactsDialog)
    paste.text.setPlainText("SEA, Omar Haddad, omar.haddad@example.gov, POC")
    qtbot.waitUntil(paste.go.isEnabled)
    paste.submit()
    settled(qtbot, desk)
    to = {row.code: row.mail_to for row in workspace.read(offices)}
    assert "poc.den@example.gov" in to["DEN"]
    assert "omar.haddad@example.gov" in to["SEA"]


def test_a_backup_is_made_and_listed(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    page = shown(qtbot, desk)
    assert page.backups.grid.rows_model.total == 0
    page.backups.make.click()
    settled(qtbot, desk)
    (row,) = page.backups.grid.rows_model.rows
    assert row.sequence == 1
    assert heard.said == ["Backed up the database"]


def test_the_look_is_applied_at_once_and_remembered(qtbot: QtBot, desk: Desk, remembered: None) -> None:
    page = shown(qtbot, desk)
    page.appearance.choices["dark"].click()
    assert desk.look.theme is DARK
    assert QSettings().value("look/theme") == "dark"
    page.appearance.choices["light"].click()
    assert QSettings().value("look/theme") == "light"


def test_the_wheel_passes_over_fields_without_changing_them(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    for name in ("license_valid_days", "unit_time_zone", "unit_close_of_business"):
        field = page.fields[name]
        field.clearFocus()
        turn = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, turn)
        assert not turn.isAccepted()


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert unnamed(page) == []
    page.add_office()
    assert page.dialog is not None
    assert unnamed(page.dialog) == []
