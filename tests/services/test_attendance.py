"""Marks by hand and by report: what is certain is taken, what is doubtful is asked, and nothing counts twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import MeetingAlias
from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import (
    MarkEntry,
    StrangerFacts,
    dismiss_attendee,
    import_attendance,
    mark_rest_absent,
    note_stranger,
    record_attendance,
    record_minutes,
    set_attendance_rule,
    tie_attendee,
)
from coordinator.services.seats import seat_designees
from coordinator.services.trainings import cancel_training, close_training, reopen_training
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import doubtful_attendees, seats
from tests import builders
from tests.meeting_reports import OKAFOR, REYES, report, row, seated, take, zoom_line


def aliases(session: Session) -> dict[str, int]:
    return {alias.alias: alias.designee_id for alias in session.scalars(select(MeetingAlias))}


def test_a_report_marks_people_by_the_minutes_rule(workspace: Workspace) -> None:
    training = seated(workspace)
    result = take(
        workspace,
        training,
        zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"),
        zoom_line("Marisol Reyes", REYES, "13:00", "13:40"),
    )
    assert (result.people, result.matched, result.doubtful, result.unmarked) == (2, 2, 0, 3)
    assert (row(workspace, training, "Okafor").mark, row(workspace, training, "Okafor").minutes) == (Mark.PRESENT, 90)
    assert (row(workspace, training, "Reyes").mark, row(workspace, training, "Reyes").minutes) == (Mark.PARTIAL, 40)
    assert row(workspace, training, "Haddad").mark is None


def test_the_same_report_twice_changes_nothing(workspace: Workspace) -> None:
    training = seated(workspace)
    line = zoom_line("Dana Okafor", OKAFOR, "13:00", "14:00")
    take(workspace, training, line)
    before = workspace.read(seats, training)
    assert take(workspace, training, line).already_taken
    assert workspace.read(seats, training) == before


def test_two_reports_are_a_union_and_not_a_sum(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "13:50"))
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:30", "14:10"))
    assert row(workspace, training, "Okafor").minutes == 70


def test_time_before_and_after_the_training_does_not_count(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "12:30", "15:30"))
    assert row(workspace, training, "Okafor").minutes == 90


def test_excused_stays_excused_whatever_a_report_says(workspace: Workspace) -> None:
    training = seated(workspace)
    seat = row(workspace, training, "Okafor")
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.EXCUSED, note="court")})
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    after = row(workspace, training, "Okafor")
    assert (after.mark, after.minutes, after.mark_note) == (Mark.EXCUSED, 90, "court")


def test_a_mark_set_by_hand_is_not_overruled_by_a_later_report(workspace: Workspace) -> None:
    training = seated(workspace)
    seat = row(workspace, training, "Okafor")
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "13:30"))
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT, 30)})
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:30", "13:40"))
    assert (row(workspace, training, "Okafor").mark, row(workspace, training, "Okafor").minutes) == (Mark.PRESENT, 40)


def test_the_rest_marked_absent_gives_way_to_a_later_report(workspace: Workspace) -> None:
    training = seated(workspace)
    assert workspace.change(mark_rest_absent, training)[0] == 5
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT


def test_unknown_minutes_leave_a_person_unmarked(workspace: Workspace) -> None:
    training = seated(workspace)
    data = b"Full Name,Email\nDana Okafor," + OKAFOR.encode()
    known, content = report(zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    person = content.participants[0]
    unknown = type(person)(person.name, None, person.email, None, "", None, None, (), ())
    bare = type(content)("Zoom", "meeting", "", None, None, True, "iso", (unknown,), (), content.sha256)
    workspace.change(import_attendance, training, ("names only.csv", data), bare)
    seat = row(workspace, training, "Okafor")
    assert (seat.mark, seat.minutes) == (None, None)
    assert known != data


def test_a_walk_in_is_recorded_and_takes_no_seat_from_anyone(workspace: Workspace) -> None:
    training = seated(workspace, how_many=4)
    result = take(workspace, training, zoom_line("Samir Haddad", "haddad4@example.gov", "13:00", "14:30"))
    seat = row(workspace, training, "Haddad")
    assert (result.walk_ins, seat.is_walk_in, seat.mark) == (1, True, Mark.PRESENT)


def test_who_cannot_be_matched_for_certain_waits_for_a_decision(workspace: Workspace) -> None:
    training = seated(workspace)
    result = take(workspace, training, zoom_line("Dee O.", "", "13:00", "14:30"))
    assert (result.matched, result.doubtful) == (0, 1)
    assert [person.name for person in workspace.read(doubtful_attendees, training)] == ["Dee O."]


def test_a_tie_marks_the_seat_and_is_remembered_for_the_next_report(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dee O.", "", "13:00", "14:30"))
    okafor = row(workspace, training, "Okafor").designee_id
    doubtful = workspace.read(doubtful_attendees, training)[0]
    workspace.change(tie_attendee, doubtful.id, okafor)
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT
    assert workspace.read(doubtful_attendees, training) == ()
    later = builders.a_training(workspace, "Training 2")
    assert take(workspace, later, zoom_line("Dee O.", "", "13:05", "14:30")).matched == 1


def test_a_redacted_name_is_not_remembered(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("(b)(6); (b)(7)(C)", "", "13:00", "14:30"))
    doubtful = workspace.read(doubtful_attendees, training)[0]
    workspace.change(tie_attendee, doubtful.id, row(workspace, training, "Okafor").designee_id)
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT
    assert workspace.read(aliases) == {}


def test_who_is_not_on_the_roster_is_asked_once(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Training Host", "", "13:00", "14:30"))
    workspace.change(dismiss_attendee, workspace.read(doubtful_attendees, training)[0].id)
    assert workspace.read(doubtful_attendees, training) == ()


def test_marks_before_the_start_are_refused(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = builders.a_training(workspace, start=datetime(2026, 12, 1, 18, 0, tzinfo=UTC))
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    seat = workspace.read(seats, training)[0]
    with pytest.raises(RuleBroken, match="not held before 2026-12-01"):
        workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT)})
    with pytest.raises(RuleBroken, match="not held before"):
        workspace.change(mark_rest_absent, training)
    with pytest.raises(RuleBroken, match="has not begun"):
        take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))


def test_a_cancelled_training_takes_no_report(workspace: Workspace) -> None:
    training = seated(workspace)
    workspace.change(cancel_training, training, "host ill")
    with pytest.raises(RuleBroken, match="was cancelled"):
        take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))


@pytest.mark.parametrize(
    ("minutes", "mark"), [(90, Mark.PRESENT), (72, Mark.PRESENT), (71, Mark.PARTIAL), (None, None)]
)
def test_minutes_typed_by_hand_earn_their_mark(workspace: Workspace, minutes: int | None, mark: Mark | None) -> None:
    training = seated(workspace)
    seat = row(workspace, training, "Okafor")
    workspace.change(record_minutes, seat.id, minutes)
    after = row(workspace, training, "Okafor")
    assert (after.mark, after.minutes) == (mark, minutes)


def test_one_broken_rule_and_nobody_is_marked(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = builders.a_training(workspace, capacity=4)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    rows = workspace.read(seats, training)
    with pytest.raises(RuleBroken, match="has no reserved seat"):
        workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT) for seat in rows})
    assert all(seat.mark is None for seat in workspace.read(seats, training))


def test_a_report_without_minutes_leaves_those_written_down_by_hand(workspace: Workspace) -> None:
    training = seated(workspace)
    workspace.change(record_minutes, row(workspace, training, "Okafor").id, 80)
    _, content = report(zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    bare = replace(content, participants=(replace(content.participants[0], minutes=None, intervals=()),))
    workspace.change(import_attendance, training, ("names only.csv", b"Dana Okafor"), bare)
    after = row(workspace, training, "Okafor")
    assert (after.mark, after.minutes) == (Mark.PRESENT, 80)


def test_who_waits_and_looked_in_before_the_start_is_no_walk_in(workspace: Workspace) -> None:
    training = seated(workspace, how_many=0)
    small = builders.a_training(workspace, "Training 2", capacity=1)
    workspace.change(seat_designees, small, workspace.read(builders.designee_ids))
    line = [each.name for each in workspace.read(seats, small) if each.queue_place]
    for training_id in (training, small):
        result = take(workspace, training_id, zoom_line("Samir Haddad", "haddad4@example.gov", "12:30", "12:50"))
        assert (result.matched, result.walk_ins) == (1, 0)
    assert workspace.read(seats, training) == ()
    assert [each.name for each in workspace.read(seats, small) if each.queue_place] == line


def test_the_attendance_of_a_closed_training_changes_only_after_it_was_reopened(workspace: Workspace) -> None:
    training = seated(workspace, how_many=1)
    seat = row(workspace, training, "Okafor")
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT, 90)})
    workspace.change(close_training, training)
    for change in (
        lambda: workspace.change(record_attendance, {seat.id: MarkEntry(None)}),
        lambda: take(workspace, training, zoom_line("Nobody Known", "", "13:00", "14:30")),
        lambda: workspace.change(note_stranger, training, StrangerFacts("Ann Stray")),
        lambda: workspace.change(set_attendance_rule, training, 90),
    ):
        with pytest.raises(RuleBroken, match=r"Training 1 is closed\. Reopen it"):
            change()
    workspace.change(reopen_training, training)
    workspace.change(record_attendance, {seat.id: MarkEntry(None)})
    with pytest.raises(RuleBroken, match="cannot be negative"):
        workspace.change(record_minutes, seat.id, -1)


def test_a_zone_that_there_is_none_of_is_refused(workspace: Workspace) -> None:
    training = seated(workspace)
    line = zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30")
    with pytest.raises(RuleBroken, match="not a time zone"):
        take(workspace, training, line, time_zone="America/Nowhere")
