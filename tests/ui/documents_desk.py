"""Shared by the tests of the Documents page: a desk that answers in the user's place, and what is on record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.services.certificates import issue_certificates
from coordinator.services.licenses import issue_licenses
from coordinator.services.workspace import Workspace
from tests import builders
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.pages.documents_page import DocumentsPage
from ui.runner import Runner
from ui.style import Look


@dataclass
class Answers(Messages):
    """Answers in the user's place."""

    file: Path | None = None
    files: list[Path] = field(default_factory=list)
    into: Path | None = None
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return True

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        return self.files

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


@pytest.fixture(name="answers")
def some_answers(tmp_path: Path) -> Answers:
    return Answers(into=tmp_path / "out")


@pytest.fixture(name="desk")
def a_desk(qtbot: QtBot, workspace: Workspace, look: Look, answers: Answers) -> Iterator[Desk]:
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


@pytest.fixture(name="documents")
def some_documents(workspace: Workspace) -> None:
    """Two documents; two of five people have acknowledged."""
    builders.selected(workspace)
    builders.acknowledged(workspace, workspace.read(builders.designee_ids)[:2])


@pytest.fixture(name="papers")
def some_papers(workspace: Workspace) -> None:
    tasking = builders.ready(workspace)
    workspace.change(issue_certificates, 1)
    workspace.change(issue_licenses, tasking)
