"""Agreements: what is entered and edited, renewals, alerts, and the shares of offices."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.agreement_alerts import Alert
from coordinator.services.agreements import (
    AgreementFacts,
    add_agreement,
    edit_agreement,
    see_alert,
    set_allotments,
)
from coordinator.services.licenses import reserve_licenses
from coordinator.services.products import add_product, edit_product
from coordinator.services.workspace import Workspace
from coordinator.views.agreements import (
    AgreementState,
    PoolRow,
    allotments,
    due_alerts,
    license_spans,
    pools,
    pools_on,
    products,
)
from tests import license_unit
from tests.builders import designee_ids
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)
POOL = license_unit.POOL


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    """Of a unit with people who are ready."""
    path = tmp_path / "unit.db"
    path.write_bytes(license_unit.database_of_unit(empty_database))
    return path


def pool(workspace: Workspace, agreement_id: int = POOL, on: date = TODAY, today: date = TODAY) -> PoolRow:
    return next(row for row in workspace.read(pools_on, today, on) if row.id == agreement_id)


def facts_of(row: PoolRow) -> AgreementFacts:
    return AgreementFacts(
        row.contract_number, row.seats, row.starts_on, row.ends_on, row.product_id, row.leads, row.renews_id
    )


def shares(workspace: Workspace) -> dict[str, int | None]:
    return {row.code: row.share for row in workspace.read(allotments, POOL) if row.share is not None}


def test_every_fact_of_an_agreement_is_edited_and_undone(workspace: Workspace) -> None:
    product, _ = workspace.change(add_product, "Voice  Match", "Example Vendor")
    edited = AgreementFacts("HSI-2", 9, date(2026, 9, 1), date(2027, 8, 31), product, (30, 90))
    assert workspace.change(edit_agreement, POOL, edited)[0] == 0
    row = pool(workspace)
    assert facts_of(row) == replace(edited, leads=(90, 30))
    assert (row.product, row.vendor) == ("Voice Match", "Example Vendor")
    assert workspace.undo()[0] == "Edit agreement HSI-2"
    assert pool(workspace).contract_number == "70CMSD26P00000001"


def test_an_agreement_is_never_smaller_than_what_is_used_and_keeps_its_product(workspace: Workspace) -> None:
    license_unit.issued(workspace, workspace.read(designee_ids)[:3])
    row = pool(workspace)
    with pytest.raises(RuleBroken, match="More licenses are active than the new number of seats"):
        workspace.change(edit_agreement, POOL, replace(facts_of(row), seats=2))
    other, _ = workspace.change(add_product, "Voice Match")
    with pytest.raises(RuleBroken, match="so its product stays"):
        workspace.change(edit_agreement, POOL, replace(facts_of(row), product_id=other))
    assert pool(workspace) == row


def test_licenses_outside_new_dates_are_kept_and_marked(workspace: Workspace) -> None:
    license_unit.issued(workspace, workspace.read(designee_ids)[:2])
    assert workspace.read(license_spans, POOL) == ((date(2026, 11, 12), date(2027, 10, 1)),) * 2
    shorter = replace(facts_of(pool(workspace)), ends_on=date(2027, 6, 30))
    assert workspace.change(edit_agreement, POOL, shorter)[0] == 2
    assert (pool(workspace).outside, pool(workspace).active) == (2, 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"contract_number": " "}, "needs its contract number"),
        ({"seats": -1}, "fewer than zero"),
        ({"ends_on": date(2026, 1, 1)}, "cannot end before it starts"),
        ({"leads": ()}, "at least one lead time"),
        ({"contract_number": "70CMSD26P00000001"}, "already an agreement with this contract number"),
        ({"renews_id": POOL, "starts_on": date(2026, 10, 1)}, "starts after the agreement that it renews"),
        ({"renews_id": POOL, "product_id": 2, "starts_on": date(2027, 10, 2)}, "is for another product"),
    ],
)
def test_a_wrong_agreement_is_refused_in_words(workspace: Workspace, change: dict[str, object], said: str) -> None:
    workspace.change(add_product, "Voice Match")
    facts = AgreementFacts("HSI-2", 5, date(2027, 1, 1), date(2027, 12, 31))
    with pytest.raises(RuleBroken, match=said):
        workspace.change(add_agreement, replace(facts, **change))  # type: ignore[arg-type]  # a table of fields


def test_a_renewal_is_a_planned_record_and_the_only_one(workspace: Workspace) -> None:
    facts = AgreementFacts("HSI-27", 4, date(2027, 10, 2), date(2028, 10, 1), renews_id=POOL)
    renewal, _ = workspace.change(add_agreement, facts)
    assert workspace.history()[0] == "Plan renewal HSI-27"
    row, old = pool(workspace, renewal), pool(workspace)
    assert (row.state, row.renews, row.next_alert_on) == (AgreementState.PLANNED, old.contract_number, None)
    assert (old.renewed_by_id, old.renewed_by, old.product_id) == (renewal, "HSI-27", row.product_id)
    with pytest.raises(RuleBroken, match="already renewed by HSI-27"):
        workspace.change(add_agreement, replace(facts, contract_number="HSI-28"))
    assert [each.id for each in workspace.read(pools, date(2028, 1, 1))] == [renewal, POOL]
    assert pool(workspace, today=date(2028, 1, 1), on=date(2028, 1, 1)).state is AgreementState.ENDED


def test_an_alert_is_seen_and_comes_back_at_the_next_lead_time(workspace: Workspace, clock: StandingClock) -> None:
    workspace.change(edit_agreement, POOL, replace(facts_of(pool(workspace)), leads=(90, 60)))
    assert workspace.read(due_alerts, date(2027, 7, 2)) == ()
    clock.move_to(datetime(2027, 7, 10, 15, 0, tzinfo=UTC))
    (due,) = workspace.read(due_alerts, date(2027, 7, 10))
    assert (due.agreement_id, due.lead, due.days_left, due.seats, due.renewed_by) == (POOL, 90, 83, 4, "")
    workspace.change(see_alert, POOL)
    assert workspace.read(due_alerts, date(2027, 8, 1)) == ()
    row = pool(workspace, today=date(2027, 8, 1), on=date(2027, 8, 1))
    assert (row.alert, row.state, row.next_alert_on) == (
        Alert(90, 61, is_seen=True), AgreementState.ENDING, date(2027, 8, 2),
    )  # fmt: skip
    assert [due.lead for due in workspace.read(due_alerts, date(2027, 8, 2))] == [60]


def test_seats_are_counted_apart_today_and_on_any_later_day(workspace: Workspace) -> None:
    people = workspace.read(designee_ids)
    license_unit.issued(workspace, people[:2])
    workspace.change(reserve_licenses, license_unit.TASKING, people[2:3])
    now = pool(workspace).on
    assert (now.seats, now.used, now.reserved, now.free, now.ended) == (4, 2, 1, 1, 0)
    workspace.change(edit_agreement, POOL, replace(facts_of(pool(workspace)), ends_on=date(2027, 12, 31)))
    later = pool(workspace, on=date(2027, 10, 2)).on
    assert (later.used, later.reserved, later.free, later.ended) == (0, 1, 3, 2)
    after = pool(workspace, on=date(2028, 1, 1)).on
    assert (after.is_in_force, after.free) == (False, 0)


def test_shares_never_exceed_the_pool_and_move_between_offices_at_once(workspace: Workspace) -> None:
    den, sea = license_unit.office(workspace, "DEN"), license_unit.office(workspace, "SEA")
    workspace.change(set_allotments, POOL, {den: 3, sea: 1})
    workspace.change(set_allotments, POOL, {sea: 4, den: 0})
    assert shares(workspace) == {"DEN": 0, "SEA": 4}
    with pytest.raises(RuleBroken, match="more than the seats of the agreement"):
        workspace.change(set_allotments, POOL, {den: 1})
    with pytest.raises(RuleBroken, match="less than zero"):
        workspace.change(set_allotments, POOL, {den: -1})
    with pytest.raises(RuleBroken, match="shares of the offices would be more"):
        workspace.change(edit_agreement, POOL, replace(facts_of(pool(workspace)), seats=3))
    assert pool(workspace).allotted == 4
    workspace.change(set_allotments, POOL, {den: None, sea: 2})
    assert shares(workspace) == {"SEA": 2}
    license_unit.issued(workspace, workspace.read(designee_ids)[:2])
    row = next(row for row in workspace.read(allotments, POOL) if row.code == "DEN")
    assert (row.used, row.left) == (2, None)


def test_a_product_has_a_name_of_its_own(workspace: Workspace) -> None:
    made, _ = workspace.change(add_product, " Voice   Match ", " Example Vendor ")
    with pytest.raises(RuleBroken, match="already a product named “Voice Match”"):
        workspace.change(add_product, "voice match")
    with pytest.raises(RuleBroken, match="needs a name"):
        workspace.change(edit_product, made, " ", "")
    workspace.change(edit_product, made, "Voice match", "")
    assert [(row.name, row.vendor) for row in workspace.read(products)][-1] == ("Voice match", "")
