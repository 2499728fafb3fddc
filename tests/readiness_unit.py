"""Five selected people of Denver who stand differently, and two of Atlanta who are only nominated.

1 Okafor meets every gate; 2 Reyes does and holds a license; 3 Lindqvist does by a waiver of the training until
December 1; 4 Brandvold holds a license without acknowledgments; 5 Haddad lacks documents and training.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Gate, License
from coordinator.rules.vocabulary import GateKind, LicenseState
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from tests import builders
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 15, tzinfo=UTC)
OKAFOR, REYES, LINDQVIST, BRANDVOLD, HADDAD = range(1, 6)
TRAINING = "Virtual training attended"


def build(path: Path, empty: bytes) -> Workspace:
    """A new file at `path` that starts from the bytes of an empty database."""
    path.write_bytes(empty)
    workspace = Workspace.open(path, actor="J. Coordinator", clock=StandingClock(NOW))
    tasking = builders.selected(workspace)
    builders.nominated(workspace, tasking, "ATL", ("Whitfield, Grace", "Castellanos, Luis"))
    builders.acknowledged(workspace, (OKAFOR, REYES, LINDQVIST))
    builders.attended(workspace, (OKAFOR, REYES, BRANDVOLD))
    agreement = builders.an_agreement(workspace)
    workspace.change(_issue, agreement)
    gate = workspace.read(gate_id, GateKind.TRAINED)
    workspace.change(waive_gates, [LINDQVIST], gate, "On leave", "R. Chief", date(2026, 12, 1))
    return workspace


def gate_id(session: Session, kind: GateKind) -> int:
    return session.scalars(select(Gate.id).where(Gate.kind == kind).order_by(Gate.position)).first() or 0


def _issue(uow: UnitOfWork, agreement: int) -> None:
    rows = [
        {
            "number": f"LIC-{person}",
            "agreement_id": agreement,
            "product_id": 1,
            "designee_id": person,
            "state": LicenseState.ISSUED,
            "issued_on": date(2026, 11, 2),
        }
        for person in (REYES, BRANDVOLD)
    ]
    uow.insert_rows(License, rows)
    uow.describe("Issue licenses")
