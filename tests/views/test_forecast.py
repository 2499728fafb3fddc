"""The forecast read from the records: licenses that end, renewals, and those who were selected and wait."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Nomination
from coordinator.rules.licensing import LicenseMove
from coordinator.services.agreements import AgreementFacts, add_agreement
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses
from coordinator.services.products import add_product
from coordinator.services.selection import decide_selection, rank_nominations, withdraw_nomination
from coordinator.services.taskings import set_quotas
from coordinator.services.workspace import Workspace
from coordinator.views.forecast import SeatForecast, seat_forecast
from tests import builders, license_unit
from tests.builders import designee_ids
from tests.conftest import StandingClock

FRS = 1
BOSTON = ("Adams", "Baker", "Clark", "Davis", "Evans", "Frank", "Ghosh", "Hills", "Irwin", "Jones")
TODAY = date(2026, 12, 12)


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(license_unit.database_of_unit(empty_database))
    return path


def looked(workspace: Workspace, today: date = TODAY) -> SeatForecast:
    return workspace.read(seat_forecast, today, FRS)


def at(found: SeatForecast, on: date) -> tuple[int, int, int]:
    point = [point for point in found.points if point.on <= on][-1]
    return point.seats, point.used, point.carried


def nominations_of(session: Session, tasking_id: int) -> list[int]:
    return list(session.scalars(select(Nomination.id).where(Nomination.tasking_id == tasking_id)))


def test_past_and_future_come_from_the_records_and_too_little_history_is_said(
    workspace: Workspace, clock: StandingClock
) -> None:
    people = workspace.read(designee_ids)
    first, _, _ = license_unit.issued(workspace, people[:3])
    clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
    workspace.change(move_licenses, [first], LicenseMove.REVOKE, "Misuse")
    facts = AgreementFacts("HSI-27", 6, date(2027, 10, 2), date(2028, 10, 1), renews_id=license_unit.POOL)
    workspace.change(add_agreement, facts)
    found = looked(workspace)
    assert [at(found, day) for day in (date(2026, 9, 30), date(2026, 11, 19), date(2026, 11, 20), TODAY)] == [
        (0, 0, 0), (4, 3, 0), (4, 2, 0), (4, 2, 0),
    ]  # fmt: skip
    assert [at(found, day) for day in (date(2027, 10, 1), date(2027, 10, 2))] == [(4, 2, 0), (6, 0, 2)]
    assert not found.is_estimated
    assert "4 selected people hold no license yet; if all of them get one, that is 2 seats more" in found.words[1]
    assert found.basis.startswith("Too little history for an estimate: so far 3 people")
    assert [pool.renewed_by for pool in found.pools] == [2, None]


def test_those_who_wait_are_expected_at_the_pace_so_far(workspace: Workspace, clock: StandingClock) -> None:
    license_unit.issued(workspace, workspace.read(designee_ids)[:2])
    second = builders.a_tasking(workspace, "0313-26")
    builders.nominated(workspace, second, "BOS", [f"{name}, Ann" for name in BOSTON])
    workspace.change(set_quotas, second, {license_unit.office(workspace, "BOS"): len(BOSTON)})
    workspace.change(rank_nominations, second)
    workspace.change(decide_selection, second, 20)
    clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
    for nomination_id in workspace.read(nominations_of, second)[:8]:
        workspace.change(withdraw_nomination, nomination_id, "Moved")
    found = looked(workspace)
    assert found.is_estimated
    assert found.basis.startswith(
        "Judged by 17 people selected so far: 2 got a license, half of them within 10 days, 8 left, 7 still wait. "
        "0 of 7 marked seats were no-shows"
    )
    coming = [point.coming for point in found.points if point.on > TODAY and point.seats]
    assert coming == sorted(coming)
    assert 0 < coming[0] < coming[-1] <= 7 * 2 / 10


def test_whoever_held_a_license_before_waits_for_none_and_other_products_do_not_count(workspace: Workspace) -> None:
    other, _ = workspace.change(add_product, "Voice Match")
    workspace.change(issue_licenses, license_unit.TASKING, workspace.read(designee_ids)[:1])
    assert workspace.read(seat_forecast, TODAY, other).words == ("No agreement is in force, and none is planned.",)
    assert "6 selected people hold no license yet" in " ".join(looked(workspace).words)
