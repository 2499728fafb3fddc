"""Licenses are reserved and issued as the dry run says: in rank order, within the pool and the shares of offices."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Agreement, Designee, Letter, License, LicenseEvent
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LetterKind, LicenseState
from coordinator.services.agreements import set_allotments
from coordinator.services.designees import mark_departed
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses, reserve_licenses
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.candidates import candidates
from coordinator.views.issue_plans import issue_plan
from coordinator.views.licenses import license_events, licenses
from coordinator.views.pools import pool_of
from tests import builders
from tests.conftest import StandingClock
from tests.license_unit import (
    POOL,
    SEATS,
    TASKING,
    another_pool,
    database_of_unit,
    events,
    office,
    rows,
    states,
)

TODAY = date(2026, 11, 12)


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    return path


def in_rank_order(workspace: Workspace) -> list[int]:
    return [row.designee_id for row in workspace.read(candidates, workspace.clock.now().date(), TASKING)]


def end_pool(uow: UnitOfWork, agreement_id: int) -> None:
    uow.get(Agreement, agreement_id).ends_on = uow.today.replace(day=uow.today.day - 1)
    uow.describe("End the agreement")


def rename(uow: UnitOfWork, designee_id: int, last_name: str) -> None:
    uow.get(Designee, designee_id).last_name = last_name
    uow.describe("Rename")


def test_the_dry_run_says_who_is_served_and_who_is_not_and_the_service_does_just_that(
    workspace: Workspace, clock: StandingClock
) -> None:
    people = in_rank_order(workspace)
    plan = workspace.read(issue_plan, clock.now().date(), TASKING)
    assert [line.person.designee_id for line in plan.served] == people[:SEATS]
    assert {line.why_not for line in plan.left_out} == {"the pool has no free seat"}
    assert states(workspace) == []
    batch, _ = workspace.change(issue_licenses, TASKING)
    assert [row.designee_id for row in rows(workspace, License)] == people[:SEATS]
    assert batch.refused == tuple(f"{line.person.name}: {line.why_not}" for line in plan.left_out)
    assert [letter.kind for letter in rows(workspace, Letter)] == [LetterKind.LICENSE_ISSUANCE] * SEATS


def test_a_share_is_gone_over_only_when_asked_for_and_that_is_said(workspace: Workspace) -> None:
    workspace.change(set_allotments, POOL, {office(workspace, "DEN"): 2})
    of_denver = workspace.read(builders.designee_ids)[:4]
    batch, _ = workspace.change(issue_licenses, TASKING, of_denver)
    assert [len(batch.made), len(batch.refused)] == [2, 2]
    assert all("the share of DEN, 2 of the pool, is used up" in each for each in batch.refused)
    waiting = [row.designee_id for row in workspace.read(candidates, TODAY) if row.is_ready and row.office == "DEN"]
    batch, _ = workspace.change(issue_licenses, TASKING, waiting[:1], over_allotment=True)
    assert len(batch.made) == 1
    assert events(workspace, 3)[-1].reason == "all gates passed; over the share of DEN, as asked for"
    with pytest.raises(RuleBroken, match="the share of DEN"):
        workspace.change(reserve_licenses, TASKING, waiting[1:])


def test_a_reservation_takes_a_seat_and_a_number_and_can_be_undone(workspace: Workspace, clock: StandingClock) -> None:
    people = in_rank_order(workspace)
    assert workspace.change(reserve_licenses, TASKING, people[-2:])[0] == 2
    (first, second) = rows(workspace, License)
    assert [first.number, second.number] == ["CEIU-LIC-2026-0001", "CEIU-LIC-2026-0002"]
    assert (first.state, first.issued_on, rows(workspace, Letter)) == (LicenseState.RESERVED, None, [])
    assert workspace.read(licenses)[0].reserved_on == clock.now().date()
    assert len(workspace.read(issue_plan, clock.now().date(), TASKING).served) == SEATS
    workspace.undo()
    assert states(workspace) == []
    workspace.redo()
    assert states(workspace) == [LicenseState.RESERVED] * 2


def test_issuing_to_somebody_with_a_reservation_moves_that_record(workspace: Workspace) -> None:
    people = in_rank_order(workspace)
    workspace.change(reserve_licenses, TASKING, people[-1:])
    workspace.change(issue_licenses, TASKING)
    found = {row.designee_id: row for row in rows(workspace, License)}
    assert len(found) == SEATS
    kept = found[people[-1]]
    assert (kept.number, kept.state) == ("CEIU-LIC-2026-0001", LicenseState.ISSUED)
    assert kept.valid_until is not None
    history = workspace.read(license_events, kept.id)
    assert [row.to_state for row in history] == [LicenseState.RESERVED, LicenseState.ISSUED]
    assert [row.letter_kind for row in history] == [None, LetterKind.LICENSE_ISSUANCE]
    assert history[1].letter_file_id is not None


def test_a_reservation_given_back_closes_without_a_letter_and_for_good(workspace: Workspace) -> None:
    people = in_rank_order(workspace)
    workspace.change(reserve_licenses, TASKING, people[:1])
    workspace.change(move_licenses, [1], LicenseMove.RETURN, "Not needed")
    assert (states(workspace), rows(workspace, Letter)) == ([LicenseState.RETURNED], [])
    with pytest.raises(RuleBroken, match="cannot be undone"):
        workspace.undo()
    workspace.change(reserve_licenses, TASKING, people[:1])
    assert states(workspace) == [LicenseState.RETURNED, LicenseState.RESERVED]


def test_one_who_cannot_have_a_seat_and_none_is_reserved(workspace: Workspace) -> None:
    workspace.change(issue_licenses, TASKING, [1])
    workspace.change(reserve_licenses, TASKING, [2])
    workspace.change(mark_departed, [3], TODAY)
    for asked, sentence in (
        ([4, 1], "already holds an active license"),
        ([4, 2], "holds reservation CEIU-LIC-2026-0002 already"),
        ([4, 3], "Departed 2026-11-12"),
        ([4, 5, 6], "the pool has no free seat"),
        ([4, 999], "were not selected under this tasking"),
        ([], "There is nobody to reserve a license for"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            workspace.change(reserve_licenses, TASKING, asked)
    assert states(workspace) == [LicenseState.ISSUED, LicenseState.RESERVED]


def test_a_reservation_under_an_agreement_that_ended_is_not_issued(workspace: Workspace) -> None:
    people = in_rank_order(workspace)
    workspace.change(reserve_licenses, TASKING, people[:1])
    workspace.change(end_pool, POOL)
    with pytest.raises(RuleBroken, match="No agreement for this product is in force"):
        workspace.change(issue_licenses, TASKING, people[:1])
    another_pool(workspace)
    with pytest.raises(RuleBroken, match="the agreement of reservation CEIU-LIC-2026-0001 is not in force"):
        workspace.change(issue_licenses, TASKING, people[:1])


def test_seats_are_taken_from_the_first_pool_to_end_that_has_one(workspace: Workspace) -> None:
    new_pool = another_pool(workspace, 2)
    workspace.change(issue_licenses, TASKING)
    assert {row.agreement_id for row in rows(workspace, License)} == {POOL}
    batch, _ = workspace.change(issue_licenses, TASKING)
    assert len(batch.made) == 2
    assert [row.agreement_id for row in rows(workspace, License)][-2:] == [new_pool, new_pool]


def test_the_dry_run_knows_whose_letter_cannot_be_printed(workspace: Workspace, clock: StandingClock) -> None:
    people = in_rank_order(workspace)
    workspace.change(rename, people[1], "李小龍")
    plan = workspace.read(issue_plan, clock.now().date(), TASKING)
    assert [line.person.designee_id for line in plan.served] == [people[0], *people[2:5]]
    batch, _ = workspace.change(issue_licenses, TASKING)
    assert batch.made == tuple(f"CEIU-LIC-2026-{number:04}" for number in range(1, SEATS + 1))
    assert "李" in batch.refused[0]


def test_a_cancelled_batch_keeps_what_was_made(workspace: Workspace) -> None:
    def stop_after_two(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled("stopped")

    batch, _ = workspace.change(issue_licenses, TASKING, None, stop_after_two)
    assert (len(batch.made), batch.stopped, batch.of) == (2, True, SEATS)
    assert states(workspace) == [LicenseState.ISSUED] * 2
    rest, _ = workspace.change(issue_licenses, TASKING)
    assert rest.made == ("CEIU-LIC-2026-0003", "CEIU-LIC-2026-0004")


class TriedOut(Exception):
    """Nothing of the trial is kept."""


def try_out(uow: UnitOfWork, reserved: list[int], asked: list[int] | None, over: bool) -> None:
    """Reserve, plan, issue, and compare."""
    if reserved:
        reserve_licenses(uow, TASKING, reserved, over_allotment=True)
    plan = issue_plan(uow.session, uow.today, TASKING, asked, over)
    told = [(line.person.designee_id, line.is_over_share) for line in plan.served]
    try:
        batch = issue_licenses(uow, TASKING, asked, over_allotment=over)
    except RuleBroken:
        assert not plan.served
        raise
    found = uow.all(select(License).where(License.state == LicenseState.ISSUED))
    by_number = {row.number: row for row in found}
    reasons = {event.license_id: event.reason for event in uow.all(select(LicenseEvent))}
    done = [by_number[number] for number in batch.made]
    assert [(row.designee_id, "over the share" in reasons[row.id]) for row in done] == told
    assert batch.refused == tuple(f"{line.person.name}: {line.why_not}" for line in plan.left_out)
    assert len(found) <= SEATS
    after = pool_of(uow.session, uow.get(Agreement, POOL))
    assert over or all(after.left(each) >= min(plan.pool.left(each), 0) for each in after.used)
    raise TriedOut


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Workspace]:
    """One database for every trial: six of seven are ready, Denver has a share of two, Seattle none."""
    path = tmp_path_factory.mktemp("licenses") / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    opened = Workspace.open(path, actor="J. Coordinator", clock=StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC)))
    opened.change(set_allotments, POOL, {office(opened, "DEN"): 2})
    opened.change(mark_departed, [2], TODAY)
    yield opened
    opened.close()


some = st.lists(st.sampled_from((1, 3, 4, 5, 6, 7)), max_size=SEATS, unique=True)


@settings(max_examples=3)
@given(some, st.none() | st.lists(st.integers(1, 7), min_size=1, unique=True), st.booleans())
def test_the_service_does_what_the_dry_run_said(
    unit: Workspace, reserved: list[int], asked: list[int] | None, over: bool
) -> None:
    with pytest.raises((TriedOut, RuleBroken)):
        unit.change(try_out, reserved, asked, over)
