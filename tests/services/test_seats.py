"""Seats: never more than there are, and the wait list keeps its order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.seating import seat_in_order
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.seats import move_seats, promote_next, release_seats, seat_designees
from coordinator.services.trainings import TrainingFacts, cancel_training, edit_training
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import seat_events, seats, trainings
from tests import builders

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)


def filled(workspace: Workspace, capacity: int) -> int:
    """A training to come in which all five people of Denver are seated or wait."""
    builders.selected(workspace)
    training_id = builders.a_training(workspace, capacity=capacity, start=START)
    workspace.change(seat_designees, training_id, workspace.read(builders.designee_ids))
    return training_id


def queue(workspace: Workspace, training_id: int) -> list[int]:
    rows = workspace.read(seats, training_id)
    return [row.designee_id for row in rows if row.state is SeatState.WAIT_LISTED]


def taken(workspace: Workspace, training_id: int) -> int:
    return next(row.taken for row in workspace.read(trainings) if row.id == training_id)


def test_capacity_is_never_exceeded_and_the_rest_wait_in_the_order_given(workspace: Workspace) -> None:
    training = filled(workspace, capacity=3)
    people = workspace.read(builders.designee_ids)
    assert taken(workspace, training) == 3
    assert queue(workspace, training) == people[3:]


@given(st.lists(st.integers(1, 30)), st.sets(st.integers(1, 30)), st.integers(-3, 20))
def test_nobody_is_seated_twice_or_beyond_what_is_free(people: list[int], already: set[int], free: int) -> None:
    plan = seat_in_order(people, already=already, free=free)
    new = [*plan.seated, *plan.waiting]
    assert len(plan.seated) <= max(free, 0)
    assert len(new) == len(set(new))
    assert not already & set(new)
    assert not plan.waiting or len(plan.seated) == max(free, 0)


def test_seating_somebody_twice_changes_nothing(workspace: Workspace) -> None:
    training = filled(workspace, capacity=10)
    result, _ = workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    assert (result.seated, result.waiting, result.already) == (0, 0, 5)


def test_nobody_new_is_seated_before_those_who_wait(workspace: Workspace) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    training = builders.a_training(workspace, capacity=2, start=START)
    workspace.change(seat_designees, training, people[:3])
    workspace.change(release_seats, [workspace.read(seats, training)[0].id])
    result, _ = workspace.change(seat_designees, training, [people[3]])
    assert (result.seated, result.waiting) == (0, 1)
    assert queue(workspace, training) == people[2:4]


def test_promotion_follows_the_wait_list_and_stops_at_the_capacity(workspace: Workspace) -> None:
    training = filled(workspace, capacity=3)
    waiting = queue(workspace, training)
    workspace.change(release_seats, [workspace.read(seats, training)[0].id])
    assert workspace.change(promote_next, training)[0] == 1
    assert queue(workspace, training) == waiting[1:]
    assert taken(workspace, training) == 3
    with pytest.raises(RuleBroken, match="Nobody can move up"):
        workspace.change(promote_next, training)


def test_a_marked_seat_is_neither_released_nor_moved(workspace: Workspace) -> None:
    builders.selected(workspace)
    held = builders.attended(workspace)
    other = builders.a_training(workspace, "Training 2", start=START)
    seat = workspace.read(seats, held)[0]
    with pytest.raises(RuleBroken, match="Clear the mark first"):
        workspace.change(release_seats, [seat.id])
    with pytest.raises(RuleBroken, match="Clear the mark first"):
        workspace.change(move_seats, [seat.id], other)
    workspace.change(record_attendance, {seat.id: MarkEntry(None)})
    assert workspace.change(release_seats, [seat.id])[0] == 1


def test_people_are_moved_as_one_step_and_wait_where_it_is_full(workspace: Workspace) -> None:
    training = filled(workspace, capacity=5)
    small = builders.a_training(workspace, "Training 2", capacity=2, start=START)
    rows = workspace.read(seats, training)
    result, _ = workspace.change(move_seats, [row.id for row in rows[:3]], small)
    assert (result.seated, result.waiting) == (2, 1)
    assert workspace.history()[0] == "Move 3 people to Training 2"
    workspace.undo()
    assert {row.designee_id for row in workspace.read(seats, training)} == {row.designee_id for row in rows}
    assert workspace.read(seats, small) == ()


def test_the_capacity_cannot_be_set_below_the_seats_taken(workspace: Workspace) -> None:
    training = filled(workspace, capacity=5)
    facts = TrainingFacts("Training 1", START, "America/New_York", 90, 4)
    with pytest.raises(RuleBroken, match="5 people are seated"):
        workspace.change(edit_training, training, facts)
    workspace.change(edit_training, training, replace(facts, capacity=6))


def test_a_cancelled_training_releases_its_seats_and_says_so_in_their_history(workspace: Workspace) -> None:
    training = filled(workspace, capacity=3)
    seat = workspace.read(seats, training)[0]
    assert workspace.change(cancel_training, training, "host ill")[0] == 5
    assert workspace.read(seats, training) == ()
    assert workspace.read(seat_events, seat.id)[-1].to_state is SeatState.RELEASED
    with pytest.raises(RuleBroken, match="cancelled"):
        workspace.change(seat_designees, training, [seat.designee_id])
    with pytest.raises(RuleBroken, match="cancelled already"):
        workspace.change(cancel_training, training, "again")


def test_a_training_with_marks_is_not_cancelled(workspace: Workspace) -> None:
    builders.selected(workspace)
    held = builders.attended(workspace)
    assert workspace.read(seats, held)[0].mark is Mark.PRESENT
    with pytest.raises(RuleBroken, match="Attendance was recorded"):
        workspace.change(cancel_training, held, "host ill")
