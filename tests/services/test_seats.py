"""Seats: never more than there are, and the wait list keeps its order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.seating import seat_in_order
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.merging import merge_designees
from coordinator.services.seats import (
    ReleaseResult,
    confirm_seats,
    move_seats,
    pin_seats,
    promote_next,
    release_seats,
    seat_designees,
)
from coordinator.services.trainings import TrainingFacts, cancel_training, edit_training
from coordinator.services.workspace import Workspace
from coordinator.views.taskings import nominations
from coordinator.views.trainings import seat_events, seats, trainings
from coordinator.views.wait_list import seat_history, wait_list
from tests import builders

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, selected_database: bytes) -> Path:
    """Five people of Denver are selected."""
    path = tmp_path / "unit.db"
    path.write_bytes(selected_database)
    return path


def filled(workspace: Workspace, capacity: int) -> int:
    """A training to come in which all five people of Denver are seated or wait."""
    training_id = builders.a_training(workspace, capacity=capacity, start=START)
    workspace.change(seat_designees, training_id, workspace.read(builders.designee_ids))
    return training_id


def queue(workspace: Workspace, training_id: int) -> list[int]:
    rows = workspace.read(seats, training_id)
    return [row.designee_id for row in rows if row.state is SeatState.WAIT_LISTED]


def taken(workspace: Workspace, training_id: int) -> int:
    return next(row.taken for row in workspace.read(trainings) if row.id == training_id)


def ranks(workspace: Workspace) -> dict[int, int | None]:
    return {row.designee_id: row.rank for row in workspace.read(nominations, 1)}


def by_rank(workspace: Workspace, people: list[int]) -> list[int]:
    rank_of = ranks(workspace)
    return sorted(people, key=lambda person: rank_of[person] or 0)


def test_capacity_is_never_exceeded_and_the_rest_wait_by_their_rank(workspace: Workspace) -> None:
    training = filled(workspace, capacity=2)
    people = workspace.read(builders.designee_ids)
    assert taken(workspace, training) == 2
    assert queue(workspace, training) == by_rank(workspace, people[2:])
    found = workspace.read(wait_list, training, NOW)
    assert found is not None
    assert [row.why for row in found.rows] == [
        f"Rank {ranks(workspace)[person]} under 0312-26" for person in queue(workspace, training)
    ]
    assert [row.place for row in found.rows] == [1, 2, 3]


def test_who_joins_with_a_better_rank_comes_before_those_behind_and_that_is_said(workspace: Workspace) -> None:
    best, *rest = by_rank(workspace, workspace.read(builders.designee_ids))
    training = builders.a_training(workspace, capacity=1, start=START)
    workspace.change(seat_designees, training, [rest[0], rest[2], rest[1]])
    assert queue(workspace, training) == [rest[1], rest[2]]
    result, _ = workspace.change(seat_designees, training, [best])
    assert (result.seated, result.waiting, result.passed) == (0, 1, 2)
    assert queue(workspace, training) == [best, rest[1], rest[2]]


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
    people = workspace.read(builders.designee_ids)
    training = builders.a_training(workspace, capacity=2, start=START)
    workspace.change(seat_designees, training, people[:3])
    workspace.change(release_seats, [workspace.read(seats, training)[0].id])
    result, _ = workspace.change(seat_designees, training, [people[3]])
    assert (result.seated, result.waiting) == (0, 1)
    assert queue(workspace, training) == by_rank(workspace, people[2:4])


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
    held = builders.attended(workspace)
    other = builders.a_training(workspace, "Training 2", start=START)
    seat = workspace.read(seats, held)[0]
    with pytest.raises(RuleBroken, match="Clear the mark first"):
        workspace.change(release_seats, [seat.id])
    with pytest.raises(RuleBroken, match="Clear the mark first"):
        workspace.change(move_seats, [seat.id], other)
    workspace.change(record_attendance, {seat.id: MarkEntry(None)})
    assert workspace.change(release_seats, [seat.id])[0].released == 1


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
    held = builders.attended(workspace)
    assert workspace.read(seats, held)[0].mark is Mark.PRESENT
    with pytest.raises(RuleBroken, match="Attendance was recorded"):
        workspace.change(cancel_training, held, "host ill")


def test_releasing_a_seat_says_how_many_wait_and_moves_nobody_up(workspace: Workspace) -> None:
    training = filled(workspace, capacity=3)
    seat = workspace.read(seats, training)[0]
    assert workspace.change(release_seats, [seat.id])[0] == ReleaseResult(1, 1, 2)
    assert len(queue(workspace, training)) == 2
    with pytest.raises(RuleBroken, match="has no seat in Training 1 any more"):
        workspace.change(release_seats, [seat.id])


def test_the_places_close_up_when_somebody_leaves_the_wait_list(workspace: Workspace) -> None:
    training = filled(workspace, capacity=2)
    first = next(row for row in workspace.read(seats, training) if row.queue_place == 1)
    workspace.change(release_seats, [first.id])
    assert [row.queue_place for row in workspace.read(seats, training)] == [None, None, 1, 2]


def test_reserved_seats_are_confirmed_and_waiting_people_are_not(workspace: Workspace) -> None:
    training = filled(workspace, capacity=2)
    held = [row.id for row in workspace.read(seats, training) if row.queue_place is None]
    waiting = next(row for row in workspace.read(seats, training) if row.queue_place == 1)
    assert workspace.change(confirm_seats, held)[0] == 2
    assert workspace.change(confirm_seats, held)[0] == 0
    assert workspace.read(seat_events, held[0])[-1].to_state is SeatState.CONFIRMED
    with pytest.raises(RuleBroken, match="has no reserved seat"):
        workspace.change(confirm_seats, [waiting.id])
    with pytest.raises(RuleBroken, match="could be pinned"):
        workspace.change(pin_seats, [waiting.id], True)


def test_a_pinned_seat_is_not_moved_before_it_is_unpinned(workspace: Workspace) -> None:
    training = filled(workspace, capacity=5)
    other = builders.a_training(workspace, "Training 2", start=START)
    seat = workspace.read(seats, training)[0]
    assert workspace.change(pin_seats, [seat.id], True)[0] == 1
    with pytest.raises(RuleBroken, match="is pinned"):
        workspace.change(move_seats, [seat.id], other)
    workspace.change(pin_seats, [seat.id], False)
    assert workspace.change(move_seats, [seat.id], other)[0].seated == 1


def test_a_move_keeps_one_history_over_both_trainings(workspace: Workspace) -> None:
    training = filled(workspace, capacity=5)
    second = builders.a_training(workspace, "Training 2", start=START + timedelta(days=1))
    third = builders.a_training(workspace, "Training 3", start=START + timedelta(days=2))
    seat = workspace.read(seats, training)[0]
    workspace.change(seat_designees, third, [seat.designee_id])
    workspace.change(move_seats, [seat.id], second)
    steps = workspace.read(seat_history, seat.id)
    assert [(step.training, step.to_state, step.reason) for step in steps] == [
        ("Training 1", SeatState.RESERVED, ""),
        ("Training 1", SeatState.RELEASED, "moved to Training 2"),
        ("Training 2", SeatState.RESERVED, "moved from Training 1"),
    ]
    assert workspace.read(seat_history, steps[-1].seat_id) == steps
    with pytest.raises(RuleBroken, match="already in Training 3"):
        workspace.change(move_seats, [steps[-1].seat_id], third)


def test_two_trainings_at_one_time_are_marked_and_not_refused(workspace: Workspace) -> None:
    training = filled(workspace, capacity=5)
    other = builders.a_training(workspace, "Training 2", start=START + timedelta(minutes=60))
    after = builders.a_training(workspace, "Training 3", start=START + timedelta(minutes=90))
    person = workspace.read(seats, training)[0]
    result, _ = workspace.change(seat_designees, other, [person.designee_id])
    assert result.seated == 1
    assert result.overlaps == (f"{person.name}: Also in Training 1 at that time",)
    seat = workspace.read(seats, other)[0]
    assert workspace.read(seat_events, seat.id)[0].reason == "Also in Training 1 at that time"
    workspace.change(release_seats, [seat.id])
    assert workspace.change(seat_designees, after, [person.designee_id])[0].overlaps == ()


def test_people_of_several_trainings_are_moved_in_the_order_given_and_nobody_twice(workspace: Workspace) -> None:
    first = filled(workspace, capacity=5)
    people = workspace.read(builders.designee_ids)
    second = builders.a_training(workspace, "Training 2", start=START + timedelta(days=1))
    target = builders.a_training(workspace, "Training 3", capacity=2, start=START + timedelta(days=2))
    workspace.change(seat_designees, second, people[:1])
    of = {row.designee_id: row.id for row in workspace.read(seats, first)}
    elsewhere = workspace.read(seats, second)[0].id
    with pytest.raises(RuleBroken, match="already in Training 3"):
        workspace.change(move_seats, [of[people[0]], elsewhere], target)
    result, _ = workspace.change(move_seats, [of[people[3]], elsewhere, of[people[1]]], target)
    assert (result.seated, result.waiting) == (2, 1)
    assert queue(workspace, target) == [people[1]]
    assert {row.designee_id for row in workspace.read(seats, first)} == {people[0], people[2], people[4]}


def test_a_record_that_was_merged_gets_no_seat_that_nobody_would_see(workspace: Workspace) -> None:
    keep, other, *_ = workspace.read(builders.designee_ids)
    workspace.change(merge_designees, keep, other, [])
    training = builders.a_training(workspace, start=START)
    with pytest.raises(RuleBroken, match="was merged into another"):
        workspace.change(seat_designees, training, [keep, other])
    assert taken(workspace, training) == 0
