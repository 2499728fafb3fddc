"""What the start page is told: one line for each thing that waits, and none for what does not."""

from datetime import UTC, date, datetime, timedelta

from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.seat_offers import offer_seats
from coordinator.services.seats import release_seats, seat_designees
from coordinator.services.selection import decide_selection, rank_nominations, withdraw_nomination
from coordinator.services.workspace import Workspace
from coordinator.views.taskings import nominations
from coordinator.views.today import TodayView, Todo, TodoLine, today_view
from coordinator.views.trainings import seats
from tests import builders

NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)


def view(workspace: Workspace, now: datetime = NOW) -> TodayView:
    return workspace.read(today_view, now, now.date())


def line(shown: TodayView, todo: Todo) -> TodoLine:
    return next(each for each in shown.lines if each.todo is todo)


def todos(shown: TodayView) -> set[Todo]:
    return {each.todo for each in shown.lines}


def test_a_new_database_has_nothing_to_do_and_says_that_it_is_empty(workspace: Workspace) -> None:
    shown = view(workspace)
    assert shown.is_empty
    assert shown.lines == ()


def test_offices_that_did_not_answer_are_late_after_the_due_time_and_awaited_before(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    late = line(view(workspace), Todo.LATE_OFFICES)
    assert (late.of, late.count, late.total) == (tasking_id, 29, 30)
    before = view(workspace, datetime(2026, 10, 20, 12, 0, tzinfo=UTC))
    assert line(before, Todo.AWAITED_OFFICES).count == 29
    assert Todo.LATE_OFFICES not in todos(before)


def test_nominations_wait_until_they_are_decided(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    assert line(view(workspace), Todo.PENDING).count == 5
    assert not view(workspace).is_empty
    workspace.change(rank_nominations, tasking_id)
    workspace.change(decide_selection, tasking_id, 10)
    assert Todo.PENDING not in todos(view(workspace))


def test_records_that_are_old_enough_are_due_for_disposal(workspace: Workspace) -> None:
    builders.ready(workspace)
    assert Todo.DISPOSAL not in todos(view(workspace))
    later = line(view(workspace, datetime(2029, 12, 1, tzinfo=UTC)), Todo.DISPOSAL)
    assert (later.count, later.on, later.names) == (1, date(2029, 11, 4), ("Training 1",))


def test_selected_people_wait_for_their_acknowledgments_and_then_no_longer(workspace: Workspace) -> None:
    builders.selected(workspace)
    waiting = line(view(workspace), Todo.ACKNOWLEDGMENTS)
    assert waiting.count == 5
    assert len(waiting.names) == 3
    builders.acknowledged(workspace)
    assert Todo.ACKNOWLEDGMENTS not in todos(view(workspace))


def test_people_who_meet_every_gate_are_ready_for_a_license_and_their_certificates_are_due(
    workspace: Workspace,
) -> None:
    builders.ready(workspace)
    shown = view(workspace)
    assert line(shown, Todo.READY).count == 5
    assert (line(shown, Todo.CERTIFICATES).count, line(shown, Todo.CERTIFICATES).title) == (5, "Training 1")


def test_a_training_of_the_next_seven_days_is_shown_and_a_later_one_is_not(workspace: Workspace) -> None:
    near = builders.a_training(workspace, "Near", start=datetime(2026, 11, 18, 18, 0, tzinfo=UTC))
    builders.a_training(workspace, "Far", start=datetime(2026, 11, 25, 18, 0, tzinfo=UTC))
    trainings = [each for each in view(workspace).lines if each.todo is Todo.TRAINING]
    assert [each.of for each in trainings] == [near]


def test_an_agreement_is_shown_within_its_alert_days(workspace: Workspace) -> None:
    builders.an_agreement(workspace)
    assert Todo.AGREEMENT_ENDS not in todos(view(workspace))
    close = view(workspace, datetime(2027, 9, 1, 12, 0, tzinfo=UTC))
    assert line(close, Todo.AGREEMENT_ENDS).on == date(2027, 10, 1)


def test_a_free_seat_with_an_alternate_for_it_is_told(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    workspace.change(decide_selection, tasking_id, 3)
    first = next(row for row in workspace.read(nominations, tasking_id) if row.rank == 1)
    assert Todo.ALTERNATES not in todos(view(workspace))
    workspace.change(withdraw_nomination, first.id, "Moved away")
    told = line(view(workspace), Todo.ALTERNATES)
    assert (told.count, told.of) == (1, tasking_id)


def test_offers_that_nobody_answered_wait_for_a_click_and_seats_for_their_invitations(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = builders.a_training(workspace, "Training 7", 2, datetime(2026, 12, 2, 18, 0, tzinfo=UTC))
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    invite = line(view(workspace), Todo.INVITATIONS)
    assert (invite.of, invite.title, invite.count, invite.total) == (training, "Training 7", 2, 0)
    seated = [row.id for row in workspace.read(seats, training) if row.queue_place is None]
    workspace.change(release_seats, seated[:1])
    workspace.change(offer_seats, training, NOW + timedelta(days=2))
    assert Todo.OFFERS not in todos(view(workspace))
    late = line(view(workspace, NOW + timedelta(days=3)), Todo.OFFERS)
    assert (late.of, late.title, late.count) == (training, "Training 7", 1)


def test_attendance_is_asked_for_until_the_last_seat_is_marked(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = builders.attended(workspace)
    assert Todo.UNMARKED not in todos(view(workspace))
    first, second, *_ = workspace.read(seats, training)
    workspace.change(record_attendance, {first.id: MarkEntry(None), second.id: MarkEntry(None)})
    assert (line(view(workspace), Todo.UNMARKED).of, line(view(workspace), Todo.UNMARKED).count) == (training, 2)
