"""A license goes on as a new record: transferred, or renewed as the plan says."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Letter, License
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LetterKind, LicenseState
from coordinator.services.agreements import set_allotments
from coordinator.services.designees import mark_departed
from coordinator.services.license_moves import move_licenses
from coordinator.services.license_successors import renew_licenses, transfer_license
from coordinator.services.licenses import reserve_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.licenses import license_events, licenses
from coordinator.views.renewals import agreement_to_renew_under, renewal_plan
from tests.conftest import StandingClock
from tests.license_unit import POOL, TASKING, another_pool, database_of_unit, events, issued, office, rows, states

SUSPEND, EXPIRED = LicenseMove.SUSPEND, LicenseState.EXPIRED
TODAY = date(2026, 11, 12)


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    return path


def test_a_transfer_is_a_return_and_a_new_record_until_the_same_day(workspace: Workspace, clock: StandingClock) -> None:
    issued(workspace, [1, 2, 3, 5])
    clock.move_to(datetime(2026, 12, 1, 15, tzinfo=UTC))
    number, _ = workspace.change(transfer_license, 1, 6, "Moved to other duties")
    old, new = rows(workspace, License)[0], rows(workspace, License)[-1]
    assert (old.state, old.ended_on) == (LicenseState.RETURNED, date(2026, 12, 1))
    assert (new.number, new.designee_id, new.follows_id, new.tasking_id) == (number, 6, old.id, TASKING)
    assert (new.agreement_id, new.valid_until, new.issued_on) == (POOL, old.valid_until, date(2026, 12, 1))
    assert [letter.kind for letter in rows(workspace, Letter)][-2:] == [LetterKind.RETURN, LetterKind.LICENSE_ISSUANCE]
    given, taken = workspace.read(license_events, old.id)[-1], workspace.read(license_events, new.id)[-1]
    assert (given.reason, given.letter_kind) == (f"Moved to other duties; transferred as {number}", LetterKind.RETURN)
    assert taken.reason == "transferred from CEIU-LIC-2026-0001: Moved to other duties"
    by_number = {row.number: row for row in workspace.read(licenses)}
    assert (by_number[old.number].followed_by, by_number[number].follows) == (number, old.number)
    assert number not in rows(workspace, Letter)[-2].facts["reason"]


def test_who_cannot_take_a_license_over_is_refused_before_anything_is_done(
    workspace: Workspace, clock: StandingClock
) -> None:
    issued(workspace, [1, 5])
    workspace.change(reserve_licenses, TASKING, [6])
    workspace.change(mark_departed, [7], TODAY)
    workspace.change(set_allotments, POOL, {office(workspace, "SEA"): 2})
    for license_id, to, sentence in (
        (1, 5, "has license CEIU-LIC-2026-0002 of this product already, which is issued"),
        (1, 1, "has license CEIU-LIC-2026-0001"),
        (1, 6, "has license CEIU-LIC-2026-0003 of this product already, which is reserved"),
        (1, 7, "cannot take the license over yet: Return the license"),
        (3, 2, "only one that is held can be transferred"),
        (5, 2, "is no longer there"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            workspace.change(transfer_license, license_id, to, "Other duties")
    with pytest.raises(RuleBroken, match="for a reason"):
        workspace.change(transfer_license, 1, 2, " ")
    clock.move_to(datetime(2027, 12, 1, 15, tzinfo=UTC))
    with pytest.raises(RuleBroken, match="past its last day"):
        workspace.change(transfer_license, 1, 2, "Other duties")
    assert states(workspace) == [LicenseState.ISSUED, LicenseState.ISSUED, LicenseState.RESERVED]
    assert len(rows(workspace, Letter)) == 2


def test_a_transfer_between_offices_minds_their_shares(workspace: Workspace) -> None:
    issued(workspace, [1, 5])
    workspace.change(set_allotments, POOL, {office(workspace, "SEA"): 1})
    with pytest.raises(RuleBroken, match="Ito, Kenji cannot take the license over: the share of SEA, 1 of the pool"):
        workspace.change(transfer_license, 1, 6, "Other duties")
    workspace.change(transfer_license, 2, 6, "Within the office")
    assert workspace.change(transfer_license, 1, 7, "As agreed", over_allotment=True)[0] == "CEIU-LIC-2026-0004"
    assert events(workspace, 4)[-1].reason.endswith(": As agreed; over the share of SEA, as asked for")


def test_a_renewal_is_a_new_record_with_one_letter(workspace: Workspace, clock: StandingClock) -> None:
    (held,) = issued(workspace, [1])
    new_pool = another_pool(workspace)
    clock.move_to(datetime(2027, 9, 1, 15, tzinfo=UTC))
    assert workspace.read(agreement_to_renew_under, date(2027, 9, 1), held) == new_pool
    batch, _ = workspace.change(renew_licenses, [held])
    assert batch.made == ("CEIU-LIC-2027-0001",)
    old, new = rows(workspace, License)
    assert (old.state, new.state, new.follows_id, new.agreement_id) == (EXPIRED, LicenseState.ISSUED, held, new_pool)
    assert (new.issued_on, new.valid_until) == (date(2027, 9, 1), date(2028, 8, 31))
    assert [letter.kind for letter in rows(workspace, Letter)] == [LetterKind.LICENSE_ISSUANCE, LetterKind.RENEWAL]
    ended, opened = events(workspace, old.id)[-1], events(workspace, new.id)[-1]
    assert (ended.reason, opened.reason) == (f"renewed as {new.number}", f"renewal of {old.number}")
    assert ended.letter_id == opened.letter_id == rows(workspace, Letter)[-1].id


def test_the_plan_of_a_renewal_says_who_stays_and_why_the_others_do_not(
    workspace: Workspace, clock: StandingClock
) -> None:
    issued(workspace, [1, 2, 5])
    workspace.change(reserve_licenses, TASKING, [3])
    new_pool = another_pool(workspace, 1)
    workspace.change(move_licenses, [2], SUSPEND, "Inquiry")
    plan = workspace.read(renewal_plan, TODAY, new_pool)
    assert [line.why_not for line in plan.lines] == [
        "",
        "the license is suspended; only one that is issued is renewed",
        "the pool has no free seat",
        "the license is reserved; only one that is issued is renewed",
    ]
    assert (plan.free, plan.until, plan.obstacle) == (1, date(2027, 11, 12), "")


def test_renewing_does_what_its_plan_says(workspace: Workspace, clock: StandingClock) -> None:
    issued(workspace, [1, 2, 3, 5])
    new_pool = another_pool(workspace, 3)
    workspace.change(set_allotments, new_pool, {office(workspace, "DEN"): 1})
    clock.move_to(datetime(2027, 9, 1, 15, tzinfo=UTC))
    workspace.change(mark_departed, [1], date(2027, 9, 1))
    plan = workspace.read(renewal_plan, date(2027, 9, 1), new_pool)
    batch, _ = workspace.change(renew_licenses, [1, 2, 3, 4], new_pool)
    renewed = [row for row in rows(workspace, License) if row.agreement_id == new_pool]
    assert [row.follows_id for row in renewed] == [line.license_id for line in plan.served] == [2, 4]
    assert batch.refused == tuple(f"{line.name}: {line.why_not}" for line in plan.left_out)
    assert [line.why_not for line in plan.left_out] == [
        "Return the license",
        "the share of DEN, 1 of the pool, is used up",
    ]
    batch, _ = workspace.change(renew_licenses, [3], new_pool, over_allotment=True)
    assert events(workspace, rows(workspace, License)[-1].id)[-1].reason.endswith("over the share of DEN, as asked for")
    with pytest.raises(RuleBroken, match="the license is expired"):
        workspace.change(renew_licenses, [3], new_pool)


def test_within_one_agreement_the_seat_is_kept(workspace: Workspace, clock: StandingClock) -> None:
    issued(workspace, [1, 2, 3, 5])
    long_pool = another_pool(workspace)
    workspace.change(renew_licenses, [1, 2, 3, 4], long_pool)
    assert states(workspace) == [EXPIRED] * 4 + [LicenseState.ISSUED] * 4
    with pytest.raises(RuleBroken, match="is valid until 2027-11-12 already"):
        workspace.change(renew_licenses, [5], long_pool)
    clock.move_to(datetime(2027, 11, 1, 15, tzinfo=UTC))
    batch, _ = workspace.change(renew_licenses, [5, 6, 7, 8])
    assert len(batch.made) == 4
    assert states(workspace)[4:] == [EXPIRED] * 4 + [LicenseState.ISSUED] * 4


def test_an_agreement_that_is_not_in_force_renews_nothing_yet(workspace: Workspace, clock: StandingClock) -> None:
    issued(workspace, [1])
    clock.move_to(datetime(2027, 11, 1, 15, tzinfo=UTC))
    plan = workspace.read(renewal_plan, date(2027, 11, 1), POOL, [1])
    assert plan.obstacle == "Agreement 70CMSD26P00000001 is in force from 2026-10-01 to 2027-10-01."
    with pytest.raises(RuleBroken, match="is in force from 2026-10-01"):
        workspace.change(renew_licenses, [1], POOL)
    with pytest.raises(RuleBroken, match="No agreement for this product is in force"):
        workspace.change(renew_licenses, [1])
    with pytest.raises(RuleBroken, match="Choose the licenses"):
        workspace.change(renew_licenses, [])


def test_a_cancelled_renewal_keeps_what_was_made(workspace: Workspace) -> None:
    held = issued(workspace, [1, 2, 5])
    pool = another_pool(workspace)

    def stop_after_one(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled("stopped")

    batch, _ = workspace.change(renew_licenses, held, pool, stop_after_one)
    assert (batch.made, batch.stopped, batch.of) == (("CEIU-LIC-2026-0004",), True, 3)
    assert states(workspace) == [EXPIRED, LicenseState.ISSUED, LicenseState.ISSUED, LicenseState.ISSUED]
