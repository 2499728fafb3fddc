"""The keys in the window: rows, the three files for those who check documents, and the end of a key."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.key_list import read_keys
from coordinator.rules.revocation_list import read_list
from coordinator.services.signing_keys import retire_key
from coordinator.services.workspace import Workspace
from coordinator.views.signing_keys import KeyState, known_keys
from tests.issued_papers import issued_papers_in
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.retire_key_dialog import RetireKeyDialog
from ui.messages import Messages
from ui.pages.settings_page import SettingsPage
from ui.runner import Runner
from ui.style import Look
from ui.widgets.keys_card import KEYS, LIST, NO_KEY, PAGE, KeysCard
from ui.wording import day

Settled = Callable[[], None]
MADE, TODAY = day(date(2026, 11, 10)), day(date(2026, 11, 12))


class Saving(Messages):
    """Saves under the name that is suggested, unless `into` is None, and keeps what was said."""

    def __init__(self, folder: Path) -> None:
        self.into: Path | None = folder
        self.said: list[str] = []

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.into / suggested if self.into else None

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))


@pytest.fixture
def saving(tmp_path: Path) -> Saving:
    return Saving(tmp_path / "saved")


@pytest.fixture
def desk(runner: Runner, look: Look, actions: Actions, saving: Saving) -> Desk:
    return Desk(runner, saving, look, actions, lambda *_: None, saving.say, "America/New_York")


@pytest.fixture
def settled(qtbot: QtBot, runner: Runner) -> Settled:
    return lambda: qtbot.waitUntil(lambda: not runner.is_busy)


@pytest.fixture
def issued(database: Path, empty_database: bytes) -> None:
    database.write_bytes(issued_papers_in(empty_database))


@pytest.fixture
def card(qtbot: QtBot, desk: Desk, runner: Runner, settled: Settled) -> KeysCard:
    made = KeysCard(desk)
    qtbot.addWidget(made)
    runner.changed.connect(made.reload)
    made.show()
    made.reload()
    settled()
    return made


def texts(card: KeysCard) -> list[tuple[str, str]]:
    return [(line.state.text(), line.note.text()) for line in card.lines]


def is_in_palette(desk: Desk, text: str) -> bool:
    return text in [action.text() for action in desk.actions.usable()]


def test_without_a_key_the_card_says_where_the_first_one_comes_from(card: KeysCard, desk: Desk) -> None:
    assert card.lines == []
    assert card.empty.isVisibleTo(card)
    assert card.empty.text() == NO_KEY
    for text, verb in card.verbs.items():
        assert (verb.isEnabled(), verb.toolTip(), verb.accessibleDescription()) == (False, NO_KEY, NO_KEY)
        assert not is_in_palette(desk, text)


def test_three_files_are_written_for_those_who_check(
    issued: None, card: KeysCard, desk: Desk, workspace: Workspace, settled: Settled, saving: Saving, tmp_path: Path
) -> None:
    assert unnamed(card) == []
    assert not card.empty.isVisibleTo(card)
    card.verbs[PAGE].setFocus()
    QTest.keyClick(card.verbs[PAGE], Qt.Key.Key_Space)
    card.verbs[LIST].click()
    next(action for action in desk.actions.usable() if action.text() == KEYS).trigger()
    settled()
    files = {path.name: path.read_bytes() for path in (tmp_path / "saved").iterdir()}
    assert set(files) == {"checking-page.html", "revocation-list.jsonl", "public-keys.json"}
    known = workspace.read(known_keys)
    assert read_keys(files["public-keys.json"]).keys[0].public_key == known.keys[0].public_key
    assert read_list(files["revocation-list.jsonl"]).key_id == known.keys[0].id
    assert known.keys[0].public_key.encode() in files["checking-page.html"]
    assert sorted(saving.said) == [f"Saved {name}" for name in sorted(files)]
    saving.into = None
    for verb in card.verbs.values():
        verb.click()
    settled()
    assert len(saving.said) == 3


def test_a_key_is_retired_for_a_reason_and_the_next_one_is_shown_above(
    issued: None, card: KeysCard, settled: Settled, saving: Saving
) -> None:
    [line] = card.lines
    old = line.row.key_id
    assert line.key_id.text() == old
    assert texts(card) == [("In use", f"Made {MADE} · signed 5 certificates and 5 letters")]
    line.retire.click()
    dialog = card.dialog
    assert isinstance(dialog, RetireKeyDialog)
    assert unnamed(dialog) == []
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason, "The laptop was lost.")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    settled()
    assert saving.said == [f"Retired the key {old}"]
    assert card.dialog is None
    assert texts(card) == [("Retired", f"Made {MADE} · retired {TODAY} · signed 5 certificates and 5 letters")]
    assert not card.lines[0].retire.isVisibleTo(card)
    card.verbs[LIST].click()
    settled()
    assert texts(card)[0] == ("In use", f"Made {TODAY} · signed no document")
    assert [line.row.state for line in card.lines] == [KeyState.IN_USE, KeyState.RETIRED]


def test_a_key_that_was_retired_meanwhile_is_refused_and_the_reason_stays(
    issued: None, card: KeysCard, runner: Runner, settled: Settled, saving: Saving, qtbot: QtBot
) -> None:
    [line] = card.lines
    card.ask_to_retire(line.row)
    dialog = card.dialog
    assert isinstance(dialog, RetireKeyDialog)
    runner.change(retire_key, line.row.id, "Seen by others.")
    settled()
    dialog.reason.setText("Lost.")
    with qtbot.waitSignal(runner.refused):
        dialog.submit()
    settled()
    assert (dialog.isVisible(), dialog.go.isEnabled(), dialog.reason.text()) == (True, True, "Lost.")
    assert saving.said == []
    dialog.reject()


def test_the_settings_have_the_keys_and_go_to_them(issued: None, desk: Desk, qtbot: QtBot, settled: Settled) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1072, 656)
    page.show()
    settled()
    page.open("keys")
    qtbot.waitUntil(lambda: not page.keys.verbs[KEYS].visibleRegion().isEmpty())
    assert len(page.keys.lines) == 1
    assert is_in_palette(desk, PAGE)
