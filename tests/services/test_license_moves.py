"""Licenses move on with a reason, an event and a letter each; what is closed stays closed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Letter, License
from coordinator.rules.licensing import ACTIVE, CLOSED, LicenseMove
from coordinator.rules.vocabulary import LetterKind, LicenseState
from coordinator.services.designees import mark_departed
from coordinator.services.license_moves import LicenseOrder, carry_out_moves, move_licenses
from coordinator.services.licenses import reserve_licenses
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.licenses import license_events, licenses
from tests.conftest import StandingClock
from tests.license_unit import TASKING, database_of_unit, events, issued, rows, states

SUSPEND, REINSTATE, RETURN = LicenseMove.SUSPEND, LicenseMove.REINSTATE, LicenseMove.RETURN
REVOKE, EXPIRE = LicenseMove.REVOKE, LicenseMove.EXPIRE


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    return path


def test_every_move_leaves_its_event_with_reason_actor_and_letter(workspace: Workspace, clock: StandingClock) -> None:
    first, second, third = issued(workspace, [1, 2, 5])
    workspace.change(move_licenses, [first], SUSPEND, " Inquiry ")
    workspace.change(move_licenses, [first], REINSTATE, "Cleared")
    workspace.change(move_licenses, [first], REVOKE, "Misuse")
    workspace.change(move_licenses, [second], RETURN, "Other duties")
    clock.move_to(datetime(2027, 11, 1, 15, tzinfo=UTC))
    workspace.change(move_licenses, [third], EXPIRE, "Its last day is past")
    history = workspace.read(license_events, first)
    assert [(row.to_state, row.reason, row.letter_kind) for row in history] == [
        (LicenseState.ISSUED, "all gates passed", LetterKind.LICENSE_ISSUANCE),
        (LicenseState.SUSPENDED, "Inquiry", LetterKind.SUSPENSION),
        (LicenseState.ISSUED, "Cleared", LetterKind.REINSTATEMENT),
        (LicenseState.REVOKED, "Misuse", LetterKind.REVOCATION),
    ]
    assert {row.actor for row in history} == {"J. Coordinator"}
    assert all("acknowledged 2026-10-28" in row.basis for row in history)
    assert [workspace.read(license_events, each)[-1].letter_kind for each in (second, third)] == [
        LetterKind.RETURN,
        LetterKind.EXPIRATION,
    ]
    assert [row.followed_by for row in workspace.read(licenses)] == [""] * 3


def test_a_return_may_have_happened_on_an_earlier_day_and_nothing_else(
    workspace: Workspace, clock: StandingClock
) -> None:
    first, second = issued(workspace, [1, 2])
    clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
    workspace.change(move_licenses, [second], SUSPEND, "Inquiry")
    clock.move_to(datetime(2026, 11, 25, 15, tzinfo=UTC))
    for who, day, sentence in (
        (first, date(2026, 11, 26), "on a day to come"),
        (first, date(2026, 11, 11), "was last moved on 2026-11-12"),
        (second, date(2026, 11, 19), "was last moved on 2026-11-20"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            workspace.change(move_licenses, [who], RETURN, "Handed in", day)
    with pytest.raises(RuleBroken, match="every other move happens today"):
        workspace.change(move_licenses, [first], REVOKE, "Misuse", date(2026, 11, 20))
    workspace.change(move_licenses, [first, second], RETURN, "Handed in", date(2026, 11, 21))
    assert [row.ended_on for row in rows(workspace, License)] == [date(2026, 11, 21)] * 2
    assert events(workspace, first)[-1].happened_on == date(2026, 11, 21)
    letter = rows(workspace, Letter)[-1]
    assert (letter.issued_on, letter.facts["effective_on"]) == (date(2026, 11, 25), "2026-11-21")


def test_a_license_expires_after_its_last_day_and_not_on_it(workspace: Workspace, clock: StandingClock) -> None:
    issued(workspace, [1])
    (row,) = rows(workspace, License)
    assert row.valid_until is not None
    clock.move_to(datetime(row.valid_until.year, row.valid_until.month, row.valid_until.day, 15, tzinfo=UTC))
    with pytest.raises(RuleBroken, match="is valid until 2027-10-01; return or revoke it instead"):
        workspace.change(move_licenses, [row.id], EXPIRE, "Over")
    workspace.change(move_licenses, [row.id], SUSPEND, "Inquiry")
    clock.move_to(datetime(2027, 10, 2, 15, tzinfo=UTC))
    with pytest.raises(RuleBroken, match="was valid until 2027-10-01; let it expire"):
        workspace.change(move_licenses, [row.id], REINSTATE, "Cleared")
    workspace.change(move_licenses, [row.id], EXPIRE, "Over")
    assert states(workspace) == [LicenseState.EXPIRED]


def test_a_move_needs_a_license_and_a_reason_and_reinstating_every_gate(
    workspace: Workspace, clock: StandingClock
) -> None:
    issued(workspace, [1])
    with pytest.raises(RuleBroken, match="for a reason"):
        workspace.change(move_licenses, [1], SUSPEND, "  ")
    with pytest.raises(RuleBroken, match="Choose the licenses"):
        workspace.change(move_licenses, [], SUSPEND, "Inquiry")
    assert states(workspace) == [LicenseState.ISSUED]
    workspace.change(move_licenses, [1], SUSPEND, "Inquiry")
    workspace.change(mark_departed, [1], clock.now().date())
    with pytest.raises(RuleBroken, match="License CEIU-LIC-2026-0001 cannot be reinstated yet: Return the license"):
        workspace.change(move_licenses, [1], REINSTATE, "Cleared")


def test_different_moves_are_one_step_each_for_its_own_reason(workspace: Workspace) -> None:
    issued(workspace, [1, 2])
    workspace.change(reserve_licenses, TASKING, [5])
    orders = [
        LicenseOrder(1, SUSPEND, "Training lapsed"),
        LicenseOrder(2, RETURN, "Left the unit"),
        LicenseOrder(3, RETURN, "Idle"),
        LicenseOrder(1, SUSPEND, "Once more"),
        LicenseOrder(2, REVOKE, "Too late"),
    ]
    before = len(rows(workspace, Letter))
    batch, _ = workspace.change(carry_out_moves, orders, "Carry out the proposals")
    assert states(workspace) == [LicenseState.SUSPENDED, LicenseState.RETURNED, LicenseState.RETURNED]
    assert batch.made == tuple(f"CEIU-LIC-2026-000{number}" for number in (1, 2, 3))
    assert [sentence.split(": ", 1)[1] for sentence in batch.refused] == [
        "License CEIU-LIC-2026-0001 is suspended; it cannot be moved by “suspend”.",
        "License CEIU-LIC-2026-0002 is returned; it cannot be moved by “revoke”.",
    ]
    assert [letter.kind for letter in rows(workspace, Letter)][before:] == [LetterKind.SUSPENSION, LetterKind.RETURN]
    assert [events(workspace, each)[-1].reason for each in (1, 2, 3)] == ["Training lapsed", "Left the unit", "Idle"]
    with pytest.raises(RuleBroken, match="“Carry out the proposals” cannot be undone"):
        workspace.undo()
    with pytest.raises(RuleBroken, match=r"None of these moves can be made now. Reyes, Marisol: .* is returned"):
        workspace.change(carry_out_moves, orders[1:2], "Carry out the proposals")


def test_a_cancel_between_moves_keeps_what_was_made(workspace: Workspace) -> None:
    licenses_held = issued(workspace, [1, 2, 5])

    def stop_after_two(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled("stopped")

    orders = [LicenseOrder(each, SUSPEND, "Inquiry") for each in licenses_held]
    batch, _ = workspace.change(carry_out_moves, orders, "Suspend for an inquiry", stop_after_two)
    assert (len(batch.made), batch.stopped, batch.of) == (2, True, 3)
    assert states(workspace) == [LicenseState.SUSPENDED] * 2 + [LicenseState.ISSUED]


def test_a_letter_that_cannot_be_printed_stops_its_move_alone(workspace: Workspace) -> None:
    issued(workspace, [1, 2])
    orders = [LicenseOrder(1, SUSPEND, "李小龍"), LicenseOrder(2, SUSPEND, "Inquiry")]
    batch, _ = workspace.change(carry_out_moves, orders, "Suspend for an inquiry")
    assert states(workspace) == [LicenseState.ISSUED, LicenseState.SUSPENDED]
    assert "cannot print" in batch.refused[0]
    assert [letter.number for letter in rows(workspace, Letter)][-1] == "CEIU-LTR-2026-0003"


def test_the_file_itself_revives_no_closed_license(workspace: Workspace) -> None:
    issued(workspace, [1])
    workspace.change(move_licenses, [1], RETURN, "Other duties")

    def revive(uow: UnitOfWork, state: LicenseState) -> None:
        row = uow.get(License, 1)
        row.state, row.ended_on = state, None
        uow.flush()

    for state in ACTIVE:
        with pytest.raises(RuleBroken, match="never revived"):
            workspace.change(revive, state)


def test_the_file_itself_knows_the_legal_moves(workspace: Workspace) -> None:
    issued(workspace, [1])
    workspace.change(reserve_licenses, TASKING, [2])

    def move(uow: UnitOfWork, license_id: int, state: LicenseState) -> None:
        row = uow.get(License, license_id)
        row.state, row.ended_on = state, uow.today if state in CLOSED else None
        uow.flush()

    for license_id, state in ((1, LicenseState.RESERVED), (2, LicenseState.SUSPENDED), (2, LicenseState.REVOKED)):
        with pytest.raises(RuleBroken, match="cannot be moved that way"):
            workspace.change(move, license_id, state)
