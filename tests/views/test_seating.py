"""Who needs a seat, in rank order, and what speaks against the time."""

from datetime import UTC, date, datetime

from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.seats import release_seats, seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.seating import SeatNeed, people_to_seat
from coordinator.views.trainings import seats, training_detail
from tests import builders

TODAY = date(2026, 11, 12)
START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)


def needs(workspace: Workspace, training_id: int) -> tuple[SeatNeed, ...]:
    return workspace.read(people_to_seat, training_id, TODAY)


def test_the_selected_need_a_seat_in_rank_order_with_the_start_on_their_clock(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = builders.a_training(workspace, start=START)
    rows = needs(workspace, training)
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5]
    assert {row.local_start.strftime("%H:%M %Z") for row in rows} == {"11:00 MST"}
    assert not any(row.note for row in rows)


def test_nobody_who_is_not_selected_is_offered_a_seat(workspace: Workspace) -> None:
    builders.nominated(workspace, builders.a_tasking(workspace))
    assert needs(workspace, builders.a_training(workspace, start=START)) == ()


def test_a_live_seat_anywhere_settles_it_and_a_released_one_does_not(workspace: Workspace) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    training = builders.a_training(workspace, start=START)
    other = builders.a_training(workspace, "Training 2", start=START)
    workspace.change(seat_designees, training, people[:2])
    assert {row.id for row in needs(workspace, other)} == set(people[2:])
    workspace.change(release_seats, [row.id for row in workspace.read(seats, training)])
    assert {row.id for row in needs(workspace, other)} == set(people)


def test_the_trained_need_no_seat_and_the_absent_need_one_again(workspace: Workspace) -> None:
    builders.selected(workspace)
    held = builders.attended(workspace)
    absent = workspace.read(seats, held)[0]
    workspace.change(record_attendance, {absent.id: MarkEntry(Mark.ABSENT, 0)})
    again = builders.a_training(workspace, "Training 2", start=START)
    assert [(row.id, row.note) for row in needs(workspace, again)] == [(absent.designee_id, "Absent at Training 1")]
    assert needs(workspace, held) == ()


def test_a_start_outside_working_hours_is_noted(workspace: Workspace) -> None:
    builders.selected(workspace)
    early = builders.a_training(workspace, start=datetime(2026, 12, 2, 13, 0, tzinfo=UTC))
    assert {row.note for row in needs(workspace, early)} == {"Outside duty hours"}


def test_a_training_that_is_gone_needs_nobody(workspace: Workspace) -> None:
    assert needs(workspace, 99) == ()


def test_attendance_makes_people_eligible_once_their_other_gates_are_passed(workspace: Workspace) -> None:
    builders.selected(workspace)
    held = builders.attended(workspace)
    assert workspace.read(training_detail, held, TODAY).eligible == 0
    builders.acknowledged(workspace)
    assert workspace.read(training_detail, held, TODAY).eligible == 5
