"""Moves are proposed with their reason in words, and never made by themselves."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.designees import mark_departed
from coordinator.services.governing_documents import VersionFacts, add_version
from coordinator.services.license_moves import LicenseOrder, carry_out_moves, move_licenses
from coordinator.services.licenses import reserve_licenses
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.license_proposals import license_proposals
from tests.conftest import StandingClock
from tests.license_unit import TASKING, database_of_unit, issued, states

PTA, PTA_GATE = 1, 2


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    return path


def proposed(workspace: Workspace, day: date) -> list[tuple[int, LicenseMove, str, date | None]]:
    rows = workspace.read(license_proposals, day)
    return [(row.license_id, row.move, row.reason, row.since) for row in rows]


def test_a_stale_gate_proposes_a_suspension_after_its_grace_and_not_before(
    workspace: Workspace, clock: StandingClock
) -> None:
    issued(workspace, [1, 2])
    workspace.change(add_version, PTA, VersionFacts("version 2", date(2026, 11, 15), grace_days=10))
    workspace.change(waive_gates, [2], PTA_GATE, "On leave", "A. Chief", date(2026, 12, 31))
    assert proposed(workspace, date(2026, 11, 25)) == []
    ((license_id, move, reason, since),) = proposed(workspace, date(2026, 11, 26))
    assert (license_id, move, since) == (1, LicenseMove.SUSPEND, date(2026, 11, 26))
    assert reason.startswith("PTA acknowledged: Privacy Threshold Analysis")
    assert "stale since" in reason
    assert states(workspace) == [LicenseState.ISSUED] * 2


def test_whoever_departed_returns_what_they_hold_and_what_is_reserved_for_them(workspace: Workspace) -> None:
    issued(workspace, [1, 2])
    workspace.change(move_licenses, [2], LicenseMove.SUSPEND, "Inquiry")
    workspace.change(reserve_licenses, TASKING, [5, 6])
    workspace.change(mark_departed, [1, 2, 5], date(2026, 11, 12))
    left = "Departed 2026-11-12"
    assert sorted(proposed(workspace, date(2026, 11, 12))) == [
        (each, LicenseMove.RETURN, left, date(2026, 11, 12)) for each in (1, 2, 3)
    ]
    orders = [
        LicenseOrder(row.license_id, row.move, row.reason)
        for row in workspace.read(license_proposals, date(2026, 11, 12))
    ]
    batch, _ = workspace.change(carry_out_moves, orders, "Carry out the proposals")
    assert (len(batch.made), batch.refused) == (3, ())
    assert proposed(workspace, date(2026, 11, 12)) == []


def test_time_alone_proposes_an_end(workspace: Workspace, clock: StandingClock) -> None:
    issued(workspace, [1, 2])
    workspace.change(reserve_licenses, TASKING, [5])
    clock.move_to(datetime(2027, 6, 1, 15, tzinfo=UTC))
    workspace.change(move_licenses, [2], LicenseMove.SUSPEND, "Inquiry")
    assert proposed(workspace, date(2027, 8, 30)) == []
    assert proposed(workspace, date(2027, 8, 31)) == [
        (2, LicenseMove.REVOKE, "Suspended since 2027-06-01, for more than 90 days", date(2027, 6, 1))
    ]
    assert proposed(workspace, date(2027, 10, 1))[0][1] is LicenseMove.REVOKE
    over = date(2027, 10, 2)
    assert sorted(proposed(workspace, over)) == [
        (1, LicenseMove.EXPIRE, "Its last day was 2027-10-01", over),
        (2, LicenseMove.EXPIRE, "Its last day was 2027-10-01", over),
        (3, LicenseMove.RETURN, "Reserved under agreement 70CMSD26P00000001, which ended on 2027-10-01", over),
    ]
