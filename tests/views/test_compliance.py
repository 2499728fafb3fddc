"""Compliance as of any day: by the gates of the product, by the last day, and with what was written down later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from coordinator.model import GoverningDocument, Product
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import DocumentKind, LicenseState
from coordinator.services.governing_documents import VersionFacts, register_document
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.compliance import ComplianceRow, compliance, summary
from coordinator.views.gates import standings
from coordinator.views.licenses import licenses
from tests import builders
from tests.conftest import StandingClock

ISSUED = date(2026, 11, 12)


@pytest.fixture
def issued(workspace: Workspace, clock: StandingClock) -> int:
    """The tasking under which three people were issued a license."""
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    tasking = builders.ready(workspace)
    workspace.change(issue_licenses, tasking)
    return tasking


def rows(workspace: Workspace, clock: StandingClock, as_of: date | None = None) -> tuple[ComplianceRow, ...]:
    return workspace.read(compliance, as_of, clock.now())


def test_a_license_past_its_last_day_that_was_not_closed_is_an_exception(
    workspace: Workspace, clock: StandingClock, issued: int
) -> None:
    before = rows(workspace, clock)
    until = before[0].valid_until
    assert until is not None
    assert summary(before).exceptions == 0
    clock.move_to(datetime.combine(until + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=15))
    late = rows(workspace, clock)
    assert all(row.is_exception and "Past its last day" in row.missing for row in late)
    assert summary(late).exceptions == len(late)
    assert summary(rows(workspace, clock, until)).exceptions == 0


def test_a_return_that_was_written_down_later_is_named_on_the_days_between(
    workspace: Workspace, clock: StandingClock, issued: int
) -> None:
    license_id = workspace.read(licenses)[0].id
    clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
    workspace.change(move_licenses, [license_id], LicenseMove.RETURN, "left the unit", date(2026, 11, 16))
    then = {row.id: row for row in rows(workspace, clock, date(2026, 11, 17))}
    assert then[license_id].state is LicenseState.ISSUED
    assert (then[license_id].ended_on, then[license_id].ended_as) == (date(2026, 11, 16), LicenseState.RETURNED)
    assert {row.ended_as for row in then.values() if row.id != license_id} == {None}
    earlier = {row.id: row for row in rows(workspace, clock, date(2026, 11, 15))}
    assert earlier[license_id].ended_on is None
    assert license_id not in {row.id for row in rows(workspace, clock)}


def test_a_waiver_is_counted_and_never_silent(workspace: Workspace, clock: StandingClock, issued: int) -> None:
    version, _ = workspace.change(
        register_document, DocumentKind.PTA, "Second PTA", VersionFacts("version 1", date(2026, 11, 13))
    )
    clock.move_to(datetime(2026, 11, 14, 15, tzinfo=UTC))
    found = rows(workspace, clock)
    assert summary(found).exceptions == len(found)
    gate = next(gate for gate in found[0].gates if not gate.holds)
    workspace.change(waive_gates, [found[0].designee_id], gate.gate_id, "on leave", "A. Chief", date(2026, 12, 31))
    after = summary(rows(workspace, clock))
    assert (after.met, after.waived, after.exceptions) == (1, 1, len(found) - 1)
    assert version


def test_a_document_that_is_required_for_another_product_asks_nothing(
    workspace: Workspace, clock: StandingClock, issued: int
) -> None:
    workspace.change(register_document, DocumentKind.PTA, "Other PTA", VersionFacts("version 1", date(2026, 11, 10)))
    assert summary(rows(workspace, clock)).exceptions > 0
    other, _ = workspace.change(_for_another_product)
    found = rows(workspace, clock)
    assert summary(found).exceptions == 0
    person = found[0].designee_id
    assert workspace.read(standings, ISSUED, [person], None, 1)[person].is_ready
    there = workspace.read(standings, ISSUED, [person], None, other)[person]
    assert {gate.title for gate in there.gates if not gate.holds} == {"Nominated and selected", "PTA acknowledged"}


def _for_another_product(uow: UnitOfWork) -> int:
    product = uow.add(Product(name="Another service"))
    document = uow.first(select(GoverningDocument).where(GoverningDocument.title == "Other PTA"))
    assert document is not None
    document.product_id = product.id
    uow.describe("Require it for another product")
    return product.id
