"""Shared by the tests of the windows of attendance: a training of last week on a real database, without its page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import SeatRow, TrainingDetail, seats, training_detail, trainings
from tests import builders
from tests.conftest import StandingClock
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.runner import Runner
from ui.style import Look
from ui.widgets.attendance_verbs import AttendanceVerbs
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.mark_verbs import MarkVerbs
from ui.widgets.register import Register
from ui.widgets.report_verbs import ReportVerbs
from ui.widgets.training_list import TrainingList

SEATED = ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per")


@dataclass
class Answers(Messages):
    """Answers in the user's place."""

    is_yes: bool = True
    asked: list[str] = field(default_factory=list)
    said: list[tuple[str, bool]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    path: Path | None = None

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return self.is_yes

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        return self.files

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.path

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append((sentence, can_undo))

    def go(self, page: str, target: object) -> None:
        raise AssertionError(f"the attendance went to {page}")


class Bench:
    """The parts of the Trainings page that attendance is about, filled anew after every change."""

    def __init__(self, qtbot: QtBot, desk: Desk, answers: Answers, folder: Path) -> None:
        self.qtbot, self.desk, self.answers, self.folder = qtbot, desk, answers, folder
        self.page = QWidget()
        self.list, self.register = TrainingList(desk.look), Register(desk.look)
        row = QHBoxLayout(self.page)
        row.addWidget(self.list)
        row.addWidget(self.register, 1)
        self.chosen = ChosenTraining(self.page, desk, self.list, self.register)
        self.reports, self.marks = ReportVerbs(self.chosen), MarkVerbs(self.chosen, self.register)
        self.verbs = AttendanceVerbs(self.chosen)
        self.page.resize(1080, 640)
        qtbot.addWidget(self.page)
        self.page.show()
        desk.runner.changed.connect(self._on_changed)
        self._on_changed(None)
        self.settle()

    def _on_changed(self, _areas: object) -> None:
        workspace = self.desk.runner.workspace
        self.list.set_rows(workspace.read(trainings), self.desk.now())
        assert self.chosen.training is not None
        detail: TrainingDetail = workspace.read(training_detail, self.chosen.training.id, self.desk.today())
        self.chosen.seats = detail.seats
        self.register.set_rows(detail.seats)
        self.follow()

    def follow(self) -> None:
        for verbs in (self.reports, self.marks, self.verbs):
            verbs.follow()

    @property
    def training_id(self) -> int:
        assert self.chosen.training is not None
        return self.chosen.training.id

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self._is_idle)
            self.qtbot.wait(1)

    def _is_idle(self) -> bool:
        return not self.desk.runner.is_busy

    def press(self, widget: QWidget, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(widget, key)
        self.settle()

    def drop(self, *files: tuple[str, str]) -> None:
        """Reports as if they were dropped on the page; each is a name and the text."""
        paths = [self.folder / name for name, _ in files]
        for path, (_, text) in zip(paths, files, strict=True):
            path.write_text(text, encoding="utf-8")
        assert self.reports.take(paths)
        self.settle()

    def seats(self) -> dict[str, SeatRow]:
        """By last name."""
        rows = self.desk.runner.workspace.read(seats, self.training_id)
        return {row.name.split(",")[0]: row for row in rows}

    def said(self) -> str:
        return self.answers.said[-1][0]


@pytest.fixture(scope="session")
def held_database(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """Five people of Denver, three of them seated in a training of last week."""
    path = tmp_path_factory.mktemp("held") / "held.db"
    path.write_bytes(empty_database)
    workspace = Workspace.open(path, actor="setup", clock=StandingClock(datetime(2026, 11, 11, tzinfo=UTC)))
    builders.selected(workspace)
    training = builders.a_training(workspace)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids)[: len(SEATED)])
    workspace.close()
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, held_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(held_database)
    return path


@pytest.fixture
def bench(qtbot: QtBot, workspace: Workspace, look: Look, tmp_path: Path) -> Iterator[Bench]:
    answers, runner = Answers(), Runner(workspace)
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    runner.refused.connect(answers.refusals.append)
    desk = Desk(runner, answers, look, Actions(look), answers.go, answers.say, "America/New_York")
    made = Bench(qtbot, desk, answers, tmp_path)
    yield made
    made.settle()
    runner.close()
    assert crashes == []
