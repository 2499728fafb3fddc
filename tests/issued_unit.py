"""A unit in which five people were certified and licensed, made once: five certificates, and five letters."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coordinator.services.certificates import issue_certificates
from coordinator.services.licenses import issue_licenses
from coordinator.services.workspace import Workspace
from tests import builders
from tests.conftest import StandingClock


@cache
def issued_unit(empty_database: bytes) -> bytes:
    """The bytes of its database."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(empty_database)
        clock = StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC))
        with Workspace.open(path, actor="J. Coordinator", clock=clock) as workspace:
            tasking_id = builders.ready(workspace)
            workspace.change(issue_certificates, 1)
            workspace.change(issue_licenses, tasking_id)
        return path.read_bytes()
