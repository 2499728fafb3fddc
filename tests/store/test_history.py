"""As of a moment: the rows as they stood then."""

from datetime import UTC, date, datetime

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.compliance import compliance
from coordinator.views.licenses import licenses
from tests import builders
from tests.conftest import StandingClock


def test_compliance_as_of_a_day_is_what_was_true_on_it(workspace: Workspace, clock: StandingClock) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_licenses, tasking_id)
    held = [row.id for row in workspace.read(licenses)]
    clock.move_to(datetime(2026, 11, 16, 15, tzinfo=UTC))
    workspace.change(move_licenses, held[:2], LicenseMove.SUSPEND, "left the unit")
    clock.move_to(datetime(2026, 11, 18, 15, tzinfo=UTC))
    workspace.change(move_licenses, held[:1], LicenseMove.REVOKE, "left the agency")

    def states(day: date) -> list[LicenseState]:
        return sorted(row.state for row in workspace.read(compliance, day, clock.now()))

    issued, suspended = LicenseState.ISSUED, LicenseState.SUSPENDED
    assert states(date(2026, 11, 11)) == []
    assert states(date(2026, 11, 12)) == [issued] * 5
    assert states(date(2026, 11, 16)) == [issued] * 3 + [suspended] * 2
    assert states(date(2026, 11, 17)) == [issued] * 3 + [suspended] * 2
    assert states(date(2026, 11, 18)) == [issued] * 3 + [suspended]


def test_a_license_issued_after_the_day_does_not_count(workspace: Workspace, clock: StandingClock) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_licenses, tasking_id)
    assert workspace.read(compliance, date(2026, 11, 4), clock.now()) == ()


def test_nobody_holds_a_license_without_every_gate(workspace: Workspace, clock: StandingClock) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_licenses, tasking_id)
    rows = workspace.read(compliance, None, clock.now())
    assert len(rows) == 5
    assert not any(row.is_exception for row in rows)
    assert all("acknowledged 2026-10-28" in row.basis for row in rows)
