"""Shared by all tests: headless Qt, a real database file, a clock that stands where the test puts it."""

import gc
import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent

from coordinator.services.workspace import Workspace
from coordinator.store.keys import ENVIRONMENT
from tests.statements import share_statements
from ui.collector import collect_what_is_due

gc.disable()
share_statements()
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")


class StandingClock:
    """Stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        # A microsecond a call, so that entries of one test keep their order in time.
        self.moment += timedelta(microseconds=1)
        return self.moment

    def move_to(self, moment: datetime) -> None:
        self.moment = moment


@pytest.fixture(scope="session", autouse=True)
def keys_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys that tests make are not those of the person who runs them; programs that tests start use them too."""
    os.environ[ENVIRONMENT] = str(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(datetime(2026, 11, 12, 15, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a new database, made once."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    Workspace.create(path, actor="setup", clock=StandingClock(datetime(2026, 10, 1, 12, 0, tzinfo=UTC))).close()
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(empty_database)
    return path


@pytest.fixture
def workspace(database: Path, clock: StandingClock) -> Iterator[Workspace]:
    opened = Workspace.open(database, actor="J. Coordinator", clock=clock)
    yield opened
    opened._changed = False  # a backup of every test's database takes as long as the test, and proves nothing
    opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Windows of a test are gone before the next one: whoever styles the application would style them all again.

    Garbage is collected here, on the thread of the widgets: the threads that speak to the test runner must not do it.
    """
    yield
    application = QCoreApplication.instance()
    if application is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_what_is_due()
