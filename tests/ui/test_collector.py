"""Garbage with widgets in it is collected on the window's thread, whatever the worker allocates."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from coordinator.services.workspace import Workspace
from ui.collector import EVERY
from ui.runner import Runner


class Circle(QObject):
    """Keeps itself alive until somebody collects."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.end = weakref.finalize(self, _note, seen)


def _note(seen: list[str]) -> None:
    seen.append(threading.current_thread().name)


def _allocate(_session: object) -> list[list[int]]:
    return [[number] for number in range(20_000)]


def test_a_worker_that_allocates_much_destroys_no_widget(qtbot: QtBot, workspace: Workspace) -> None:
    gc.enable()
    runner = Runner(workspace)
    seen: list[str] = []
    done: list[list[list[int]]] = []
    Circle(seen)
    runner.read(_allocate).then(done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen), timeout=EVERY * 4)
    assert seen == [threading.main_thread().name]
    runner.close()
    assert gc.isenabled()
    gc.disable()
