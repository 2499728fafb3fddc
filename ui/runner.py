"""Work off the UI thread: one worker, typed, with progress, cancel between items, and the newest answer winning.

    self._runner.read(designees, today).then(self._show)
    self._runner.change(rank_nominations, tasking_id).then(self._on_ranked)

Results arrive on the UI thread at bound methods of widgets; a widget that is gone by then is left alone. What services
refuse comes out as signals, and a bug as `crashed`.
"""

import logging
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from coordinator.errors import Cancelled, CoordinatorError, StoreTrouble
from coordinator.rules.vocabulary import Area
from coordinator.services.workspace import Workspace
from ui.collector import WindowCollector

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


class Job(Generic[R]):
    """Work under way. `then` says who gets the result, `otherwise` who is told that there is none."""

    def __init__(self, work: Callable[[], tuple[R, Area]], *, newest_wins: bool) -> None:
        self.work = work
        self.newest_wins = newest_wins
        self.result: R | None = None
        self.areas = Area.nothing()
        self.error: BaseException | None = None
        self.details = ""
        self._receivers: list[Callable[[R], None]] = []
        self._on_failure: list[Callable[[], None]] = []
        self.keys: list[tuple[int, str]] = []
        self._register: Callable[[tuple[int, str], Job[Any]], None] | None = None

    def bind(self, register: Callable[[tuple[int, str], "Job[Any]"], None]) -> None:
        self._register = register

    def then(self, receiver: Callable[[R], None]) -> "Job[R]":
        self._receivers.append(receiver)
        if self.newest_wins and self._register:
            key = (id(getattr(receiver, "__self__", receiver)), getattr(receiver, "__name__", ""))
            self.keys.append(key)
            self._register(key, self)
        return self

    def otherwise(self, receiver: Callable[[], None]) -> "Job[R]":
        self._on_failure.append(receiver)
        return self

    def deliver(self) -> None:
        for receiver in self._receivers:
            if _alive(receiver):
                receiver(self.result)  # type: ignore[arg-type]

    def deliver_failure(self) -> None:
        for receiver in self._on_failure:
            if _alive(receiver):
                receiver()

    def release(self) -> None:
        """Let go of the receivers here: the worker may be the last to let go of the job, and a widget with it."""
        self._receivers.clear()
        self._on_failure.clear()


def _alive(receiver: Callable[..., None]) -> bool:
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Runner(QObject):
    """Runs services and views of a workspace on its one worker thread."""

    changed = Signal(object)
    refused = Signal(str)
    store_trouble = Signal(str)
    stopped = Signal(str)
    crashed = Signal(str)
    busy_changed = Signal(bool)
    progressed = Signal(int, int, str)
    _finished = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._cancel = threading.Event()
        self._newest: dict[tuple[int, str], Job[Any]] = {}
        self._waiting = 0
        self._is_closed = False
        self._collector = WindowCollector(self)
        self._collector.start()
        self._finished.connect(self._on_finished)

    def read(self, view: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> Job[R]:
        """Run a view. Of several answers for the same receiver only the newest is delivered."""
        workspace = self.workspace
        return self._start(lambda: (workspace.read(view, *args, **kwargs), Area.nothing()), newest_wins=True)

    def change(self, service: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> Job[R]:
        """Run a service; `changed` says afterwards what was touched."""
        workspace = self.workspace
        return self._start(lambda: workspace.change(service, *args, **kwargs))

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Job[R]:
        """Run anything slow that needs no database, such as reading a file."""
        return self._start(lambda: (function(*args, **kwargs), Area.nothing()))

    def undo(self) -> Job[str]:
        return self._start(self.workspace.undo)

    def redo(self) -> Job[str]:
        return self._start(self.workspace.redo)

    def cancel(self) -> None:
        """Ask the work under way to stop after the item it is at."""
        self._cancel.set()

    def progress(self, done: int, total: int, what: str) -> None:
        """Given to services as their progress; called on the worker. Raises Cancelled when the user stopped."""
        if self._cancel.is_set():
            raise Cancelled(f"Stopped after {done} of {total}.")
        self.progressed.emit(done, total, what)

    @property
    def is_busy(self) -> bool:
        return self._waiting > 0

    def close(self) -> None:
        """Let the work under way end, then stop the worker. What is asked for later is not done."""
        self._is_closed = True
        self._pool.shutdown(wait=True)
        self._collector.stop()

    def _start(self, work: Callable[[], tuple[R, Area]], *, newest_wins: bool = False) -> Job[R]:
        job = Job(work, newest_wins=newest_wins)
        job.bind(self._newest.__setitem__)
        if self._is_closed:
            return job
        self._waiting += 1
        if self._waiting == 1:
            self.busy_changed.emit(True)
        self._pool.submit(self._run, job)
        return job

    def _run(self, job: Job[Any]) -> None:
        # Stopping one job leaves those behind it alone.
        self._cancel.clear()
        try:
            job.result, job.areas = job.work()
        except BaseException as error:
            job.error, job.details = error, traceback.format_exc()
        self._finished.emit(job)

    def _on_finished(self, job: Job[Any]) -> None:
        self._waiting -= 1
        try:
            self._answer(job)
        finally:
            for key in job.keys:
                if self._newest.get(key) is job:
                    del self._newest[key]
            job.release()
            if self._waiting == 0:
                self.busy_changed.emit(False)

    def _answer(self, job: Job[Any]) -> None:
        if job.error is not None:
            job.deliver_failure()
            self._tell(job.error, job.details)
            return
        if job.areas:
            self.changed.emit(job.areas)
        if all(self._newest.get(key) is job for key in job.keys):
            job.deliver()

    def _tell(self, error: BaseException, details: str) -> None:
        if isinstance(error, Cancelled):
            self.stopped.emit(str(error))
        elif isinstance(error, StoreTrouble):
            self.store_trouble.emit(str(error))
        elif isinstance(error, CoordinatorError):
            self.refused.emit(str(error))
        else:
            log.error("a bug on the worker: %s", type(error).__name__)
            self.crashed.emit(details)
