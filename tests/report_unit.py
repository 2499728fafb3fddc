"""A unit to report on: four of the seven who are ready hold a license."""

import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from coordinator.services.licenses import issue_licenses
from coordinator.services.workspace import Workspace
from tests import license_unit
from tests.conftest import StandingClock


@cache
def database_of_holders(empty: bytes) -> bytes:
    """The bytes of its database; the licenses were issued on November 12."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(license_unit.database_of_unit(empty))
        clock = StandingClock(datetime(2026, 11, 12, 14, 0, tzinfo=UTC))
        with Workspace.open(path, actor="setup", clock=clock) as workspace:
            workspace.change(issue_licenses, license_unit.TASKING)
        return path.read_bytes()
