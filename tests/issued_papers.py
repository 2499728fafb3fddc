"""A database with five certificates and five letters, issued once a run."""

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
def issued_papers_in(empty: bytes) -> bytes:
    """The bytes of the database; ids 1 to 5 are certificates, -1 to -5 letters in the register."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(empty)
        clock = StandingClock(datetime(2026, 11, 10, 15, 0, tzinfo=UTC))
        with Workspace.open(path, actor="setup", clock=clock) as opened:
            tasking = builders.ready(opened)
            opened.change(issue_certificates, 1)
            opened.change(issue_licenses, tasking)
        return path.read_bytes()
