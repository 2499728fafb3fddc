"""The command palette finds actions and what providers offer, by a few letters and without a mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.licenses import issue_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.finder import found_records
from tests import builders
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.palette_dialog import PaletteDialog
from ui.dialogs.shortcuts_dialog import ShortcutsDialog
from ui.models.fuzzy import score


class Deeds:
    """What was done."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def import_file(self) -> None:
        self.done.append("import")

    def issue(self) -> None:
        self.done.append("issue")

    def go(self, page: str, target: object) -> None:
        self.done.append(f"{page} {target}")


@pytest.fixture
def deeds(actions: Actions, window: QMainWindow) -> Deeds:
    made = Deeds()
    actions.add(window, "File", "&Import…", made.import_file, "Ctrl+I")
    actions.add(window, "Page", "Issue licenses", made.issue)
    return made


@pytest.fixture
def palette(qtbot: QtBot, desk: Desk, window: QMainWindow, deeds: Deeds) -> PaletteDialog:
    made = PaletteDialog(replace(desk, go=deeds.go), window)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(palette: PaletteDialog) -> list[str]:
    return [str(palette.hits.index(row, 0).data()) for row in range(palette.hits.rowCount())]


def test_it_opens_with_every_usable_action_and_nobody(palette: PaletteDialog) -> None:
    assert shown(palette) == ["Import", "Issue licenses"]


def test_the_shortcut_stands_beside_its_action(palette: PaletteDialog) -> None:
    hit = palette.hits.hit(0)
    assert hit is not None
    assert hit.keys == "Ctrl+I"


def test_an_action_that_is_disabled_is_not_offered(
    actions: Actions, window: QMainWindow, desk: Desk, deeds: Deeds
) -> None:
    actions.of_menu("File")[0].setEnabled(False)
    assert shown(PaletteDialog(desk, window)) == ["Issue licenses"]


def test_scattered_letters_find_an_action(palette: PaletteDialog) -> None:
    palette.search("isl")
    assert shown(palette)[0] == "Issue licenses"


@pytest.mark.parametrize(
    ("typed", "found", "leads_to"),
    [
        ("odowd sean", "O’Dowd, Séan P · SEA", "Roster 1"),
        ("denver", "SAC Denver · DEN", "Roster office:DEN"),
        ("0312", "0312-26 · License distribution", "Taskings 1"),
        ("refresher", "Refresher", "Trainings 1"),
        ("lic-2026", "CEIU-LIC-2026-0001 · issued", "Licenses 1"),
    ],
)
def test_records_are_found_and_gone_to(
    qtbot: QtBot, palette: PaletteDialog, deeds: Deeds, workspace: Workspace, typed: str, found: str, leads_to: str
) -> None:
    builders.a_training(workspace, "Refresher")
    workspace.change(add_designee, DesigneeFacts("O’Dowd, Séan P.", workspace.read(builders.office_id, "SEA")))
    workspace.change(issue_licenses, builders.ready(workspace))
    QTest.keyClicks(palette.box, typed)
    qtbot.waitUntil(lambda: found in shown(palette))
    while shown(palette)[palette.list.currentIndex().row()] != found:
        QTest.keyClick(palette.box, Qt.Key.Key_Down)
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: deeds.done == [leads_to])


def test_what_fits_nothing_says_so(qtbot: QtBot, palette: PaletteDialog) -> None:
    QTest.keyClicks(palette.box, "qqqq")
    qtbot.waitUntil(palette.nothing.isVisible)
    assert shown(palette) == []


def test_a_sign_of_the_query_language_is_a_plain_letter(workspace: Workspace) -> None:
    assert workspace.read(found_records, "100%_") == ()


def test_the_keyboard_alone_chooses_and_does(qtbot: QtBot, palette: PaletteDialog, deeds: Deeds) -> None:
    QTest.keyClick(palette.box, Qt.Key.Key_Down)
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert not palette.isVisible()
    qtbot.waitUntil(lambda: deeds.done == ["issue"])


def test_escape_does_nothing_but_close(palette: PaletteDialog, deeds: Deeds) -> None:
    QTest.keyClick(palette.box, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert deeds.done == []


def test_the_shortcut_sheet_lists_what_the_actions_say(qtbot: QtBot, actions: Actions, deeds: Deeds) -> None:
    sheet = ShortcutsDialog(actions)
    qtbot.addWidget(sheet)
    assert sheet.lines == [("Import", "Ctrl+I")]


@pytest.mark.parametrize(("typed", "text"), [("", "Anything"), ("tr", "Training 2"), ("seat", "Propose seats")])
def test_fitting_text_has_a_score(typed: str, text: str) -> None:
    assert score(typed, text) is not None


def test_a_missing_letter_has_none() -> None:
    assert score("xyz", "Training 2") is None


def test_the_start_of_a_word_beats_its_middle_and_a_run_beats_scattered_letters() -> None:
    assert (score("train", "Training 2") or 0) > (score("train", "Untrained people") or 0)
    assert (score("ice", "Licenses") or 0) > (score("ice", "Issue certificates") or 0)
