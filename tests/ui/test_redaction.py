"""Redaction in the window: the card with its rules, and the roster that is exported without what they withhold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.redaction import PERSON, PersonalField
from coordinator.services.report_files import FileForm
from coordinator.services.workspace import Workspace
from coordinator.views.redaction import redaction_rules
from tests import report_unit
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.print_dialog import PrintDialog
from ui.messages import Messages
from ui.pages.roster_page import RosterPage
from ui.runner import Runner
from ui.style import Look
from ui.widgets.redaction_card import RedactionCard

EMAIL, NAME = PersonalField.EMAIL, PersonalField.NAME


class Saving(Messages):
    """Saves under the name that is suggested, and keeps what was said."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.said: list[str] = []

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self._folder / suggested

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))


@pytest.fixture
def database(database: Path, empty_database: bytes) -> Path:
    database.write_bytes(report_unit.database_of_holders(empty_database))
    return database


@pytest.fixture
def saving(tmp_path: Path) -> Saving:
    return Saving(tmp_path / "saved")


@pytest.fixture
def desk(runner: Runner, look: Look, actions: Actions, saving: Saving) -> Desk:
    return Desk(runner, saving, look, actions, lambda *_: None, saving.say, "America/New_York")


@pytest.fixture
def settled(qtbot: QtBot, runner: Runner) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not runner.is_busy)


def test_rules_are_switched_worded_refused_and_restored(
    qtbot: QtBot, desk: Desk, runner: Runner, workspace: Workspace, settled: Callable[[], None], saving: Saving
) -> None:
    card = RedactionCard(desk)
    qtbot.addWidget(card)
    runner.changed.connect(card.reload)
    card.show()
    card.reload()
    settled()
    assert list(card.lines) == list(PersonalField)
    assert unnamed(card) == []
    assert not card.restore.isEnabled()
    untouched = card.lines[NAME]
    card.lines[EMAIL].box.setFocus()
    QTest.keyClick(card.lines[EMAIL].box, Qt.Key.Key_Space)
    settled()
    line = card.lines[EMAIL]
    assert (line.box.isChecked(), line.note.text().endswith("Changed.")) == (False, True)
    assert line.box.hasFocus()
    assert card.lines[NAME] is untouched
    line.exemption.setText("(b)(3);(b)(6)")
    QTest.keyClick(line.exemption, Qt.Key.Key_Return)
    settled()
    kept = {row.personal: row for row in workspace.read(redaction_rules)}
    assert (kept[EMAIL].exemption, kept[EMAIL].is_on) == ("(b)(3); (b)(6)", False)
    with qtbot.waitSignal(runner.refused):
        card.lines[EMAIL].exemption.setText("names")
        QTest.keyClick(card.lines[EMAIL].exemption, Qt.Key.Key_Return)
    settled()
    assert card.lines[EMAIL].exemption.text() == "(b)(3); (b)(6)"
    card.restore.click()
    settled()
    assert not any(row.is_changed for row in workspace.read(redaction_rules))
    assert saving.said == ["Restored the shipped rules of redaction [Undo]"]


def test_the_roster_is_exported_and_printed_as_it_is_shown_and_redacted_where_asked(
    qtbot: QtBot, desk: Desk, settled: Callable[[], None], saving: Saving, tmp_path: Path
) -> None:
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.grid.rows_model.total == 7)
    page.search.setText("office:SEA")
    output = page.output
    output.save_actions[FileForm.CSV].trigger()
    output.redacted_action.trigger()
    output.save_actions[FileForm.CSV].trigger()
    qtbot.waitUntil(lambda: len(saving.said) == 2)
    today = desk.today().isoformat()
    files = {path.name: path.read_text("utf-8-sig").splitlines() for path in (tmp_path / "saved").iterdir()}
    assert set(files) == {f"Roster {today}.csv", f"Roster redacted {today}.csv"}
    header, first, *_ = files[f"Roster {today}.csv"]
    assert header == "Name,Office,Position,Rank,Gates met,Training,License"
    assert first.startswith('"Haddad, Samir",SEA,Special Agent,')
    redacted = files[f"Roster redacted {today}.csv"]
    assert [line.split(",")[0] for line in redacted[1:4]] == [PERSON] * 3
    assert "Redacted: 3 entries withheld" in redacted[4]
    output.print_action.trigger()
    qtbot.waitUntil(lambda: isinstance(page.dialog, PrintDialog))
    settled()
    assert page.dialog is not None
    assert page.dialog.windowTitle() == f"Print “Roster redacted {today}”"
    page.search.setText("office:XYZ")
    assert not output.button.isEnabled()
