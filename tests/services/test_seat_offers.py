"""Offers of a seat: to the next in line, until a moment on their clock, and passed on by decline or silence."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.seating import usual_answer
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance import add_walk_in
from coordinator.services.seat_offers import accept_offer, decline_offer, expire_offers, offer_seats
from coordinator.services.seats import promote_next, release_seats, seat_designees
from coordinator.services.trainings import cancel_training, close_training
from coordinator.services.wait_list import move_in_line, put_back_in_line, reorder_wait_list
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import seat_events, seats, trainings
from coordinator.views.wait_list import WaitList, WaitRow, offers_run_out, wait_list
from tests import builders
from tests.conftest import StandingClock

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, selected_database: bytes) -> Path:
    """Five people of Denver are selected."""
    path = tmp_path / "unit.db"
    path.write_bytes(selected_database)
    return path


def full(workspace: Workspace, capacity: int = 1, start: datetime = START) -> int:
    """A training of which all seats are taken; the rest of the five of Denver wait."""
    training = builders.a_training(workspace, capacity=capacity, start=start)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    return training


def with_room(workspace: Workspace, start: datetime = START) -> int:
    """One seat is free, and four people wait."""
    training = full(workspace, start=start)
    held = next(row for row in workspace.read(seats, training) if row.queue_place is None)
    workspace.change(release_seats, [held.id])
    return training


def the_list(workspace: Workspace, training_id: int) -> WaitList:
    found = workspace.read(wait_list, training_id, workspace.clock.now())
    assert found is not None
    return found


def line(workspace: Workspace, training_id: int) -> list[WaitRow]:
    return [row for row in the_list(workspace, training_id).rows if row.place]


def offered(workspace: Workspace, training_id: int) -> WaitRow:
    return next(row for row in the_list(workspace, training_id).rows if row.state is SeatState.OFFERED)


@pytest.mark.parametrize(
    ("now", "zone", "days", "expected"),
    [
        # A Friday noon: Monday and Tuesday are the two working days.
        (datetime(2026, 11, 6, 18, 0, tzinfo=UTC), "America/Denver", 2, datetime(2026, 11, 11, 0, 0, tzinfo=UTC)),
        # Over Veterans Day.
        (datetime(2026, 11, 10, 18, 0, tzinfo=UTC), "America/New_York", 1, datetime(2026, 11, 12, 22, 0, tzinfo=UTC)),
        # It is Tuesday already in Guam; over the end of daylight time the close of business moves in UTC.
        (datetime(2026, 11, 2, 20, 0, tzinfo=UTC), "Pacific/Guam", 1, datetime(2026, 11, 4, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 30, 18, 0, tzinfo=UTC), "America/New_York", 1, datetime(2026, 11, 2, 22, 0, tzinfo=UTC)),
    ],
)
def test_the_usual_time_to_answer_is_close_of_business_on_a_working_day(
    now: datetime, zone: str, days: int, expected: datetime
) -> None:
    assert usual_answer(now, zone, days, time(17)) == expected


def test_an_offer_goes_to_the_next_in_line_and_takes_the_seat(workspace: Workspace) -> None:
    training = with_room(workspace)
    first = line(workspace, training)[0]
    assert workspace.change(offer_seats, training)[0] == 1
    row = offered(workspace, training)
    assert row.id == first.id
    # Thursday morning; Monday is the second working day, at 17:00 in Denver.
    assert row.reply_by == datetime(2026, 11, 17, 0, 0, tzinfo=UTC)
    assert [each.place for each in line(workspace, training)] == [1, 2, 3]
    for verb in (offer_seats, promote_next):
        with pytest.raises(RuleBroken, match="no free seat"):
            workspace.change(verb, training)


def test_an_accepted_offer_is_a_confirmed_seat_and_is_not_accepted_twice(
    workspace: Workspace, clock: StandingClock
) -> None:
    training = with_room(workspace)
    workspace.change(offer_seats, training)
    row = offered(workspace, training)
    # Late, but the seat was not passed on yet.
    clock.move_to(datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    workspace.change(accept_offer, row.id)
    seat = next(each for each in workspace.read(seats, training) if each.id == row.id)
    assert seat.state is SeatState.CONFIRMED
    assert workspace.read(seat_events, row.id)[-1].reason == "accepted after the time to answer"
    with pytest.raises(RuleBroken, match="has no open offer"):
        workspace.change(accept_offer, row.id)
    assert workspace.change(expire_offers)[0] == 0


def test_a_declined_offer_goes_to_the_next_in_the_same_step(workspace: Workspace) -> None:
    training = with_room(workspace)
    first, second, *_ = line(workspace, training)
    workspace.change(offer_seats, training)
    assert workspace.change(decline_offer, first.id, "in court")[0] == 1
    assert offered(workspace, training).id == second.id
    last = workspace.read(seat_events, first.id)[-1]
    assert (last.to_state, last.reason) == (SeatState.RELEASED, "declined: in court")
    workspace.undo()
    assert offered(workspace, training).id == first.id


def test_silence_is_passed_on_only_when_somebody_says_so(workspace: Workspace, clock: StandingClock) -> None:
    training = with_room(workspace)
    first, second, *_ = line(workspace, training)
    workspace.change(offer_seats, training)
    assert workspace.read(offers_run_out, clock.now()) == ()
    clock.move_to(datetime(2026, 11, 18, 15, 0, tzinfo=UTC))
    assert workspace.read(offers_run_out, clock.now()) == ((training, "Training 1", 1),)
    assert offered(workspace, training).has_run_out
    assert offered(workspace, training).id == first.id
    assert workspace.change(expire_offers)[0] == 1
    assert offered(workspace, training).id == second.id
    assert workspace.read(offers_run_out, clock.now()) == ()
    assert workspace.read(seat_events, first.id)[-1].reason == "no answer until Monday, November 16, 2026, 5:00 PM MST"


def test_an_offer_never_stands_longer_than_an_hour_before_the_start(workspace: Workspace, clock: StandingClock) -> None:
    training = with_room(workspace, datetime(2026, 11, 13, 20, 0, tzinfo=UTC))
    late = datetime(2026, 11, 13, 19, 30, tzinfo=UTC)
    with pytest.raises(RuleBroken, match="must be in by Friday, November 13, 2026, 2:00 PM EST"):
        workspace.change(offer_seats, training, late)
    with pytest.raises(RuleBroken, match="over already"):
        workspace.change(offer_seats, training, datetime(2026, 11, 11, 19, 30, tzinfo=UTC))
    workspace.change(offer_seats, training)
    row = offered(workspace, training)
    assert row.reply_by == datetime(2026, 11, 13, 19, 0, tzinfo=UTC)
    # Too late to ask anybody else: the seat stays free, and the next can only be given it.
    clock.move_to(late)
    assert workspace.change(expire_offers)[0] == 1
    assert the_list(workspace, training).free == 1
    with pytest.raises(RuleBroken, match="too late to wait for an answer"):
        workspace.change(offer_seats, training)
    assert workspace.change(promote_next, training)[0] == 1


def test_as_many_seats_are_offered_as_asked_for(workspace: Workspace) -> None:
    training = full(workspace, capacity=3)
    held = [row.id for row in workspace.read(seats, training) if row.queue_place is None]
    workspace.change(release_seats, held)
    until = START - timedelta(days=3)
    assert workspace.change(offer_seats, training, until, 1)[0] == 1
    assert offered(workspace, training).reply_by == until
    assert workspace.change(offer_seats, training)[0] == 1
    row = workspace.read(trainings)[0]
    assert (row.taken, row.waiting, row.free) == (2, 0, 1)
    workspace.change(cancel_training, training, "host ill")
    with pytest.raises(RuleBroken, match="cancelled"):
        workspace.change(offer_seats, training)


def test_a_move_by_hand_needs_a_reason_and_is_kept_until_it_is_taken_back(workspace: Workspace) -> None:
    training = full(workspace)
    first, second, third, fourth = (row.id for row in line(workspace, training))
    with pytest.raises(RuleBroken, match="Say why"):
        workspace.change(move_in_line, fourth, 1, " ")
    assert workspace.change(move_in_line, fourth, 1, "testifies in January")[0] == 1
    assert workspace.change(reorder_wait_list, training)[0] == 0
    assert [row.id for row in line(workspace, training)] == [fourth, first, second, third]
    assert line(workspace, training)[0].by_hand == "moved by hand to place 1: testifies in January"
    workspace.change(release_seats, [first])
    assert [row.id for row in line(workspace, training)] == [fourth, second, third]
    assert workspace.change(put_back_in_line, fourth)[0] == 3
    assert [row.id for row in line(workspace, training)] == [second, third, fourth]
    held = next(row for row in workspace.read(seats, training) if row.queue_place is None)
    with pytest.raises(RuleBroken, match="is not on the wait list"):
        workspace.change(move_in_line, held.id, 1, "why not")


def test_the_date_of_an_offer_is_a_working_day_wherever_it_is_made() -> None:
    assert usual_answer(datetime(2026, 12, 24, 18, 0, tzinfo=UTC), "UTC", 1, time(17)).date() == date(2026, 12, 28)


def test_an_offer_in_a_training_that_is_closed_is_not_accepted_but_can_be_declined(
    workspace: Workspace, clock: StandingClock
) -> None:
    training = with_room(workspace)
    workspace.change(offer_seats, training)
    seat = offered(workspace, training)
    clock.move_to(START + timedelta(hours=2))
    came = next(row for row in line(workspace, training) if row.place == 1)
    workspace.change(add_walk_in, training, came.designee_id, Mark.PRESENT)
    workspace.change(close_training, training)
    with pytest.raises(RuleBroken, match="is closed"):
        workspace.change(accept_offer, seat.id)
    assert workspace.change(decline_offer, seat.id)[0] == 0
