"""Certificates, licenses and letters: numbered, frozen, and never beyond the rules."""

import hashlib
import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Certificate, Designee, License
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import CertificateState, LicenseState
from coordinator.services.agreements import AgreementFacts, edit_agreement
from coordinator.services.certificates import issue_certificates, revoke_certificate, supersede_certificate
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses, reserve_licenses
from coordinator.services.papers import letters_of_licenses, papers_numbered, stored_file
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.candidates import candidates
from coordinator.views.licenses import licenses
from tests import builders
from tests.conftest import StandingClock
from tests.documents.reading import all_text


def rename(uow: UnitOfWork, designee_id: int, last_name: str) -> None:
    uow.get(Designee, designee_id).last_name = last_name
    uow.describe("Rename")


def test_everyone_present_gets_one_certificate(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)
    batch, _ = workspace.change(issue_certificates, training_id)
    assert batch.made == tuple(f"CEIU-FRS-2026-{n:04}" for n in range(1, 6))
    with pytest.raises(RuleBroken, match="No certificates are due"):
        workspace.change(issue_certificates, training_id)


def test_an_absent_designee_gets_no_certificate(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.a_training(workspace)
    with pytest.raises(RuleBroken, match="No certificates are due"):
        workspace.change(issue_certificates, training_id)


def test_a_later_name_changes_no_issued_certificate(workspace: Workspace) -> None:
    builders.selected(workspace)
    batch, _ = workspace.change(issue_certificates, builders.attended(workspace))
    before = workspace.read(papers_numbered, batch.made)
    for person in workspace.read(builders.designee_ids):
        workspace.change(rename, person, "Otherwise")
    assert workspace.read(papers_numbered, batch.made) == before
    assert "Brandvold" in all_text(before[0][1])


def test_a_name_that_cannot_be_printed_is_refused_without_a_gap_in_the_numbers(workspace: Workspace) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    workspace.change(rename, people[2], "李小龍")
    batch, _ = workspace.change(issue_certificates, builders.attended(workspace))
    assert len(batch.made) == 4
    assert batch.made[-1] == "CEIU-FRS-2026-0004"
    assert "李" in batch.refused[0]


def test_a_cancelled_batch_keeps_what_was_made(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)

    def stop_after_two(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled("stopped")

    batch, _ = workspace.change(issue_certificates, training_id, stop_after_two)
    assert (len(batch.made), batch.stopped, batch.of) == (2, True, 5)
    rest, _ = workspace.change(issue_certificates, training_id)
    assert rest.made[0] == "CEIU-FRS-2026-0003"


def test_a_certificate_is_revoked_with_a_reason_and_stays(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)
    workspace.change(issue_certificates, training_id)
    with pytest.raises(RuleBroken, match="reason"):
        workspace.change(revoke_certificate, 1, "")
    workspace.change(revoke_certificate, 1, "Wrong person")
    with pytest.raises(RuleBroken, match="already"):
        workspace.change(revoke_certificate, 1, "Again")
    new, _ = workspace.change(issue_certificates, training_id)
    assert new.made == ("CEIU-FRS-2026-0006",)


def test_a_superseding_certificate_names_the_old_one(workspace: Workspace) -> None:
    builders.selected(workspace)
    workspace.change(issue_certificates, builders.attended(workspace))
    number, _ = workspace.change(supersede_certificate, 2)
    ((_, data),) = workspace.read(papers_numbered, (number,))
    assert "CEIU-FRS-2026-0002" in all_text(data)
    states = workspace.read(lambda s: [c.state for c in s.scalars(select(Certificate).order_by(Certificate.id))])
    assert states.count(CertificateState.SUPERSEDED) == 1


@pytest.mark.parametrize("table", ["certificate", "letter"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET facts = '{{}}'", "UPDATE {} SET number = 'X'", "DELETE FROM {}"])
def test_the_file_itself_refuses_to_change_what_was_issued(workspace: Workspace, table: str, statement: str) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_certificates, 1)
    workspace.change(issue_licenses, tasking_id)
    connection = sqlite3.connect(workspace.path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(statement.format(table))
    connection.close()


def test_stored_bytes_are_checked_when_they_are_read(workspace: Workspace) -> None:
    builders.selected(workspace)
    batch, _ = workspace.change(issue_certificates, builders.attended(workspace))
    row = workspace.read(lambda s: s.scalars(select(Certificate).where(Certificate.number == batch.made[0])).one())
    _, data = workspace.read(stored_file, row.file_id)
    assert hashlib.sha256(data).hexdigest() == row.sha256


def test_those_who_are_ready_get_a_license_and_a_letter(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    batch, _ = workspace.change(issue_licenses, tasking_id)
    letters = workspace.read(letters_of_licenses, batch.made)
    assert len(letters) == 5
    text = all_text(letters[0][1])
    assert "MEMORANDUM FOR" in text
    assert batch.made[0] in text


def test_the_pool_is_never_overdrawn(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace, seats_bought=3)
    batch, _ = workspace.change(issue_licenses, tasking_id)
    assert len(batch.made) == 3
    assert sum("no free seat" in sentence for sentence in batch.refused) == 2
    best = [row.designee_id for row in workspace.read(candidates, workspace.clock.now().date()) if row.holds_license]
    assert len(best) == 3
    start = date(2026, 10, 1)
    fewer = AgreementFacts("70CMSD26P00000001", 2, start, start + timedelta(days=365))
    with pytest.raises(RuleBroken, match="More licenses are active"):
        workspace.change(edit_agreement, 1, fewer)


def test_the_database_refuses_an_overdrawn_pool_too(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace, seats_bought=1)
    workspace.change(issue_licenses, tasking_id)

    def overdraw(uow: UnitOfWork) -> None:
        uow.add(
            License(
                number="X-1",
                agreement_id=1,
                product_id=1,
                designee_id=5,
                state=LicenseState.ISSUED,
                issued_on=uow.today,
            )
        )
        uow.describe("Overdraw")

    with pytest.raises(RuleBroken, match="no free seat"):
        workspace.change(overdraw)


def test_the_database_refuses_a_second_active_license(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_licenses, tasking_id)

    def again(uow: UnitOfWork) -> None:
        today = uow.today
        uow.add(
            License(
                number="X-2", agreement_id=1, product_id=1, designee_id=1, state=LicenseState.ISSUED, issued_on=today
            )
        )
        uow.describe("Again")

    with pytest.raises(RuleBroken, match="already holds an active license"):
        workspace.change(again)


def test_who_misses_a_gate_gets_none(workspace: Workspace) -> None:
    tasking_id = builders.selected(workspace)
    builders.acknowledged(workspace, people=[1, 2])
    builders.attended(workspace)
    builders.an_agreement(workspace)
    batch, _ = workspace.change(issue_licenses, tasking_id)
    assert len(batch.made) == 2
    assert all("Acknowledge" in sentence for sentence in batch.refused)


def test_a_closed_license_is_never_revived_but_issued_anew(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_licenses, tasking_id)
    workspace.change(move_licenses, [1], LicenseMove.RETURN, "No longer needed")
    with pytest.raises(RuleBroken, match="cannot be moved"):
        workspace.change(move_licenses, [1], LicenseMove.REINSTATE, "Needed again")
    [person] = [row for row in workspace.read(candidates, workspace.clock.now().date()) if not row.holds_license]
    assert (person.is_ready, person.given_back) == (False, f"Returned {workspace.clock.now().date()}")
    with pytest.raises(RuleBroken, match="reserve a seat first"):
        workspace.change(issue_licenses, tasking_id)
    workspace.change(reserve_licenses, tasking_id, [person.designee_id])
    batch, _ = workspace.change(issue_licenses, tasking_id)
    assert len(batch.made) == 1
    rows = [row for row in workspace.read(licenses) if row.state is LicenseState.RETURNED]
    assert [row.id for row in rows] == [1]


def test_one_illegal_move_stops_the_batch(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    workspace.change(issue_licenses, tasking_id)
    workspace.change(move_licenses, [1], LicenseMove.SUSPEND, "Inquiry")
    with pytest.raises(RuleBroken, match="is suspended"):
        workspace.change(move_licenses, [1, 2], LicenseMove.SUSPEND, "Inquiry")
    assert [row.state for row in workspace.read(licenses)][:2] == [LicenseState.SUSPENDED, LicenseState.ISSUED]


def test_numbers_begin_anew_each_year(workspace: Workspace, clock: StandingClock) -> None:
    builders.selected(workspace)
    workspace.change(issue_certificates, builders.attended(workspace))
    clock.move_to(datetime(2027, 1, 15, tzinfo=UTC))
    number, _ = workspace.change(supersede_certificate, 1)
    assert number == "CEIU-FRS-2027-0001"
