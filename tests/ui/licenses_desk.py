"""Shared by the tests of the Licenses page: a unit that is ready for licenses, and a desk that answers for the user."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from coordinator.services.workspace import Workspace
from tests import license_unit
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.pages.licenses_page import LicensesPage
from ui.runner import Runner
from ui.style import Look


@dataclass
class Answers(Messages):
    """Says yes when there is a folder to save into; what was said, asked and refused is kept."""

    into: Path | None = None
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    gone: list[tuple[str, object]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return self.into is not None

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        self.refused.append(sentence)

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.into

    def go(self, page: str, target: object) -> None:
        self.gone.append((page, target))

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))


@pytest.fixture(name="unit")
def a_unit(database: Path, empty_database: bytes) -> None:
    """Seven who are ready, and a pool of four seats."""
    database.write_bytes(license_unit.database_of_unit(empty_database))


@pytest.fixture(name="answers")
def some_answers() -> Answers:
    return Answers()


@pytest.fixture(name="desk")
def a_desk(qtbot: QtBot, workspace: Workspace, look: Look, answers: Answers) -> Iterator[Desk]:
    runner = Runner(workspace)
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    runner.refused.connect(answers.refused.append)
    made = Desk(runner, answers, look, Actions(look), answers.go, answers.say, "America/New_York")
    yield made
    settle(qtbot, made)
    runner.close()
    assert crashes == []


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Answers ask further questions: until nothing is under way."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not desk.runner.is_busy)
        qtbot.wait(1)


def shown(qtbot: QtBot, desk: Desk) -> LicensesPage:
    page = LicensesPage(desk)
    qtbot.addWidget(page)
    page.resize(1072, 650)
    page.show()
    settle(qtbot, desk)
    return page


def words(widget: QWidget) -> list[str]:
    """Everything that is written on the parts that are shown."""
    found = (child for child in widget.findChildren(QWidget) if not child.isHidden())
    return [str(child.property("text")) for child in found if child.property("text")]


def top(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found = (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
    return [item for item in found if item is not None]


def uncheck(item: QTreeWidgetItem) -> None:
    item.setCheckState(0, Qt.CheckState.Unchecked)
