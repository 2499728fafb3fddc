"""The dialogs that ask one thing, worked by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from ui.dialogs.crash_dialog import CrashDialog
from ui.dialogs.welcome_dialog import Choice, WelcomeDialog
from ui.style import Look


@pytest.fixture
def welcome(qtbot: QtBot, look: Look) -> WelcomeDialog:
    made = WelcomeDialog()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("choice", list(Choice))
def test_each_tile_is_its_choice(welcome: WelcomeDialog, choice: Choice) -> None:
    QTest.keyClick(welcome.tiles[choice], Qt.Key.Key_Space)
    assert welcome.choice is choice
    assert welcome.result() == QDialog.DialogCode.Accepted


def test_each_tile_has_room_for_its_words(welcome: WelcomeDialog) -> None:
    for tile in welcome.tiles.values():
        for words in tile.findChildren(QLabel):
            assert tile.rect().contains(words.geometry())
            assert words.height() >= words.sizeHint().height()


def test_arrows_walk_the_tiles(welcome: WelcomeDialog) -> None:
    welcome.activateWindow()
    welcome.tiles[Choice.SAMPLE].setFocus()
    QTest.keyClick(welcome.tiles[Choice.SAMPLE], Qt.Key.Key_Down)
    assert welcome.focusWidget() is welcome.tiles[Choice.NEW]


def test_escape_chooses_nothing(welcome: WelcomeDialog) -> None:
    QTest.keyClick(welcome, Qt.Key.Key_Escape)
    assert welcome.choice is None


def test_the_details_of_a_crash_are_plain_text_and_can_be_copied(qtbot: QtBot, look: Look) -> None:
    dialog = CrashDialog("Traceback <b>bold</b>")
    qtbot.addWidget(dialog)
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Traceback <b>bold</b>"
