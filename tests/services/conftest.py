"""Shared by the tests of services: a database in which five people of Denver are selected, made once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.services.workspace import Workspace
from tests import builders
from tests.conftest import StandingClock


@pytest.fixture(scope="session")
def selected_database(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """Its bytes; tests that start from it take a copy as their `database`."""
    path: Path = tmp_path_factory.mktemp("selected") / "unit.db"
    path.write_bytes(empty_database)
    opened = Workspace.open(path, actor="setup", clock=StandingClock(datetime(2026, 11, 2, 15, 0, tzinfo=UTC)))
    builders.selected(opened)
    opened.close()
    return path.read_bytes()
