"""One worker: answers come to the main thread, the newest wins, and every kind of trouble goes its own way."""

import threading
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from coordinator.errors import CoordinatorError, FileRefused, RuleBroken, StoreTrouble
from coordinator.rules.vocabulary import Area
from coordinator.services.offices import add_office
from coordinator.views.offices import offices
from ui.runner import Runner

WAIT = 5000


class Receiver(QObject):
    """Keeps what it is told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.failures = 0
        self.threads: set[threading.Thread] = set()

    def hear(self, answer: object) -> None:
        self.heard.append(answer)
        self.threads.add(threading.current_thread())

    def fail(self) -> None:
        self.failures += 1


def echo(_session: object, what: object) -> object:
    return what


def raise_this(error: Exception) -> NoReturn:
    raise error


def idle(runner: Runner) -> Callable[[], bool]:
    def is_idle() -> bool:
        return not runner.is_busy

    return is_idle


def test_a_view_runs_on_the_worker_and_answers_on_the_main_thread(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    runner.call(threading.current_thread).then(receiver.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert receiver.heard[0] is not threading.main_thread()
    assert receiver.threads == {threading.main_thread()}


def test_a_change_is_kept_and_says_what_it_touched(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    with qtbot.waitSignal(runner.changed, timeout=WAIT) as signal:
        runner.change(add_office, "XYZ", "Somewhere", "America/Denver").then(receiver.hear)
    assert signal.args is not None
    assert signal.args[0] & Area.OFFICES
    runner.read(offices).then(receiver.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert "XYZ" in {row.code for row in receiver.heard[1]}


def test_a_change_is_undone_by_name_and_done_again(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    runner.change(add_office, "XYZ", "Somewhere", "America/Denver")
    runner.undo().then(receiver.hear)
    runner.redo().then(receiver.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert receiver.heard == ["Add Somewhere", "Add Somewhere"]


def test_of_several_reads_for_one_receiver_only_the_newest_is_delivered(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    for number in range(5):
        runner.read(echo, number).then(receiver.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert receiver.heard == [4]


def test_two_receivers_do_not_take_each_others_answers(qtbot: QtBot, runner: Runner) -> None:
    one, other = Receiver(), Receiver()
    runner.read(echo, "one").then(one.hear)
    runner.read(echo, "other").then(other.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert (one.heard, other.heard) == (["one"], ["other"])


def test_every_call_is_delivered(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    for number in range(3):
        runner.call(abs, number).then(receiver.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert receiver.heard == [0, 1, 2]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    heard = receiver.heard
    runner.call(abs, -1).then(receiver.hear)
    shiboken6.delete(receiver)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert heard == []


@pytest.mark.parametrize(
    ("error", "signal"),
    [
        (RuleBroken("This session is full."), "refused"),
        (FileRefused("This is not a spreadsheet."), "refused"),
        (StoreTrouble("The disk is full."), "store_trouble"),
    ],
)
def test_a_refusal_travels_back_as_its_sentence(
    qtbot: QtBot, runner: Runner, error: CoordinatorError, signal: str
) -> None:
    receiver = Receiver()
    with qtbot.waitSignal(getattr(runner, signal), timeout=WAIT) as caught:
        runner.call(raise_this, error).then(receiver.hear).otherwise(receiver.fail)
    assert caught.args == [str(error)]
    assert receiver.heard == []
    assert receiver.failures == 1


def test_anything_else_is_a_bug_with_its_traceback(qtbot: QtBot, runner: Runner) -> None:
    with qtbot.waitSignal(runner.crashed, timeout=WAIT) as caught:
        runner.call(raise_this, ZeroDivisionError("by nothing"))
    assert caught.args is not None
    assert "ZeroDivisionError: by nothing" in caught.args[0]
    assert "raise_this" in caught.args[0]


def test_a_refused_change_leaves_nothing_behind(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    with qtbot.waitSignal(runner.refused, timeout=WAIT):
        runner.change(add_office, "", "", "America/Denver").then(receiver.hear)
    assert receiver.heard == []


def test_the_user_stops_work_between_two_items(qtbot: QtBot, runner: Runner) -> None:
    first_done, may_go_on = threading.Event(), threading.Event()

    def count() -> None:
        runner.progress(1, 3, "first")
        first_done.set()
        may_go_on.wait(5)
        runner.progress(2, 3, "second")

    with qtbot.waitSignals([runner.progressed, runner.stopped], timeout=WAIT):
        runner.call(count)
        assert first_done.wait(5)
        runner.cancel()
        may_go_on.set()


def test_a_stop_does_not_reach_the_work_that_comes_after(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    runner.cancel()
    runner.call(runner.progress, 1, 1, "later").then(receiver.hear)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert receiver.heard == [None]


def test_busy_is_said_once_at_each_end(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    runner.busy_changed.connect(receiver.hear)
    for _ in range(3):
        runner.call(abs, 1)
    qtbot.waitUntil(idle(runner), timeout=WAIT)
    assert receiver.heard == [True, False]
