"""A corrected file takes the place of the one before; decisions are taken over, certificates keep their marks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import AttendanceReport, ReportLayout
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance import (
    MarkEntry,
    dismiss_attendee,
    mark_rest,
    record_attendance,
    record_minutes,
    reopen_attendee,
    set_attendance_rule,
    tie_attendee,
)
from coordinator.services.certificates import issue_certificates, revoke_certificate
from coordinator.services.seats import seat_designees
from coordinator.services.settings import change_settings
from coordinator.services.trainings import TrainingFacts, edit_training
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import doubtful_attendees, seats
from tests import builders
from tests.meeting_reports import HELD, OKAFOR, REYES, on_roster, row, seated, take, zoom_line

LINDQVIST = "lindqvist2@example.gov"
HADDAD = "haddad4@example.gov"


def reports(session: Session) -> list[AttendanceReport]:
    return list(session.scalars(select(AttendanceReport).order_by(AttendanceReport.id)))


def layouts(session: Session) -> dict[str, list[str]]:
    return {each.headers: each.columns for each in session.scalars(select(ReportLayout))}


def last_report(workspace: Workspace) -> int:
    return workspace.read(reports)[-1].id


def marks(workspace: Workspace, training: int) -> dict[str, tuple[Mark | None, int | None]]:
    return {seat.name.split(",")[0]: (seat.mark, seat.minutes) for seat in workspace.read(seats, training)}


def test_a_corrected_file_takes_the_place_of_the_one_before(workspace: Workspace) -> None:
    training = seated(workspace, 4)
    lines = [
        zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"),
        zoom_line("Marisol Reyes", REYES, "13:00", "14:30"),
        zoom_line("Per Lindqvist", LINDQVIST, "13:00", "14:30"),
        zoom_line("Samir Haddad", HADDAD, "13:00", "14:30"),
    ]
    take(workspace, training, *lines)
    seat = row(workspace, training, "Lindqvist")
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT, 90, "was seen")})
    before = workspace.read(seats, training)
    shorter = zoom_line("Dana Okafor", OKAFOR, "13:00", "13:20")
    result = take(workspace, training, shorter, replaces=last_report(workspace))
    assert (result.people, result.lost, result.kept) == (1, 2, 0)
    assert marks(workspace, training) == {
        "Okafor": (Mark.PARTIAL, 20),
        "Reyes": (None, None),
        "Lindqvist": (Mark.PRESENT, 90),  # by hand
        "Brandvold": (None, None),
    }  # Haddad, a walk-in of the first file alone, has no seat any more
    old, new = workspace.read(reports)
    assert (old.replaced_by_id, new.replaced_by_id) == (new.id, None)
    again = take(workspace, training, *lines)
    assert (again.already_taken, again.was_replaced) == (True, True)
    with pytest.raises(RuleBroken, match="corrected by another file already"):
        take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "13:30"), replaces=old.id)
    workspace.undo()
    assert workspace.read(seats, training) == before


def test_who_came_from_the_wait_list_goes_back_on_it(workspace: Workspace) -> None:
    on_roster(workspace)
    training = builders.a_training(workspace, capacity=4)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    take(workspace, training, zoom_line("Samir Haddad", HADDAD, "13:00", "14:30"))
    assert row(workspace, training, "Haddad").is_walk_in
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"), replaces=last_report(workspace))
    back = row(workspace, training, "Haddad")
    assert (back.state, back.queue_place, back.is_walk_in, back.mark) == (SeatState.WAIT_LISTED, 1, False, None)


def test_decisions_by_hand_are_taken_over_by_the_corrected_file(workspace: Workspace) -> None:
    training = seated(workspace)
    names = ("Big O", "Training Host", "Somebody Else")
    lines = [zoom_line(name, "", "13:00", "14:30") for name in names]
    take(workspace, training, *lines)
    open_ = {each.name: each.id for each in workspace.read(doubtful_attendees, training)}
    workspace.change(tie_attendee, open_["Big O"], row(workspace, training, "Okafor").designee_id)
    workspace.change(dismiss_attendee, open_["Training Host"])
    corrected = [zoom_line(name, "", "13:00", "13:30") for name in names]
    result = take(workspace, training, *corrected, replaces=last_report(workspace))
    assert (result.matched, result.doubtful, result.lost) == (1, 1, 0)
    assert marks(workspace, training)["Okafor"] == (Mark.PARTIAL, 30)
    assert [each.name for each in workspace.read(doubtful_attendees, training)] == ["Somebody Else"]
    with pytest.raises(RuleBroken, match="corrected by another"):
        workspace.change(tie_attendee, open_["Somebody Else"], row(workspace, training, "Reyes").designee_id)


def test_what_the_columns_mean_is_remembered_by_their_headers(workspace: Workspace) -> None:
    training = seated(workspace)
    line = zoom_line("Dana Okafor", OKAFOR, "13:00", "14:00")
    take(workspace, training, line, layout=["name", ""], headers_key="wer|wann")
    line = zoom_line("Dana Okafor", OKAFOR, "14:00", "14:30")
    take(workspace, training, line, layout=["name", "join"], headers_key="wer|wann")
    assert workspace.read(layouts) == {"wer|wann": ["name", "join"]}
    assert [each.layout for each in workspace.read(reports)] == [["name", ""], ["name", "join"]]


def test_the_zone_in_which_the_times_were_read_is_kept(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "11:00", "12:00"), time_zone="America/Denver")
    assert marks(workspace, training)["Okafor"] == (Mark.PARTIAL, 60)
    assert [each.time_zone for each in workspace.read(reports)] == ["America/Denver"]


# certificates


def certified(workspace: Workspace) -> int:
    """Okafor was present by a report and holds the first certificate."""
    training = seated(workspace)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    workspace.change(issue_certificates, training)
    return training


def test_a_certificate_keeps_the_mark_behind_it(workspace: Workspace) -> None:
    training = certified(workspace)
    seat = row(workspace, training, "Okafor")
    for entry in (MarkEntry(Mark.ABSENT), MarkEntry(None)):
        with pytest.raises(RuleBroken, match=r"holds certificate \S+ from this training. Revoke or supersede it"):
            workspace.change(record_attendance, {seat.id: entry})
    with pytest.raises(RuleBroken, match="holds certificate"):
        workspace.change(record_minutes, seat.id, 10)
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT, 85, "left early")})
    workspace.change(revoke_certificate, 1, "by mistake")
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.ABSENT)})
    assert row(workspace, training, "Okafor").mark is Mark.ABSENT


def test_a_report_or_a_rule_does_not_take_the_mark_behind_a_certificate(workspace: Workspace) -> None:
    training = certified(workspace)
    shorter = zoom_line("Dana Okafor", OKAFOR, "13:00", "13:20")
    assert take(workspace, training, shorter, replaces=last_report(workspace)).kept == 1
    assert marks(workspace, training)["Okafor"] == (Mark.PRESENT, 20)
    gone = zoom_line("Marisol Reyes", REYES, "13:00", "13:20")
    result = take(workspace, training, gone, replaces=last_report(workspace))
    assert (result.kept, result.lost) == (1, 0)
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT
    change = workspace.change(set_attendance_rule, training, present_minutes=20)[0]
    assert (change.changed, row(workspace, training, "Reyes").mark) == (1, Mark.PRESENT)


def test_a_decision_behind_a_certificate_is_not_taken_back(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Big O", "", "13:00", "14:30"))
    doubtful = workspace.read(doubtful_attendees, training)[0]
    workspace.change(tie_attendee, doubtful.id, row(workspace, training, "Okafor").designee_id)
    workspace.change(issue_certificates, training)
    with pytest.raises(RuleBroken, match="Revoke or supersede it first"):
        workspace.change(reopen_attendee, doubtful.id)


# the rule


def test_a_training_has_a_rule_of_its_own(workspace: Workspace) -> None:
    training = seated(workspace)
    take(
        workspace,
        training,
        zoom_line("Dana Okafor", OKAFOR, "13:00", "13:45"),
        zoom_line("Marisol Reyes", REYES, "13:00", "13:10"),
        zoom_line("Per Lindqvist", LINDQVIST, "13:00", "13:50"),
    )
    workspace.change(record_attendance, {row(workspace, training, "Lindqvist").id: MarkEntry(Mark.EXCUSED)})
    change = workspace.change(set_attendance_rule, training, present_minutes=45, partial_minutes=20)[0]
    found = {name: mark for name, (mark, _) in marks(workspace, training).items()}
    assert change.changed == 2
    assert (found["Okafor"], found["Reyes"], found["Lindqvist"]) == (Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED)
    workspace.change(record_minutes, row(workspace, training, "Brandvold").id, 44)
    assert row(workspace, training, "Brandvold").mark is Mark.PARTIAL
    assert workspace.change(set_attendance_rule, training)[0].changed == 2
    assert marks(workspace, training)["Brandvold"] == (Mark.PARTIAL, 44)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"present_percent": 50, "present_minutes": 30}, "not by both"),
        ({"present_percent": 0}, "between 1 and 100"),
        ({"present_minutes": 91}, "lasts 90 minutes"),
        ({"present_minutes": 10, "partial_minutes": 20}, "fewer minutes than partial"),
        ({"partial_minutes": 0}, "At least one minute"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(workspace: Workspace, rule: dict[str, int], sentence: str) -> None:
    training = builders.a_training(workspace)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(set_attendance_rule, training, **rule)


def test_the_rest_can_be_marked_present(workspace: Workspace) -> None:
    training = seated(workspace)
    workspace.change(record_attendance, {row(workspace, training, "Okafor").id: MarkEntry(Mark.EXCUSED)})
    assert workspace.change(mark_rest, training, Mark.PRESENT)[0] == 4
    assert marks(workspace, training)["Reyes"] == (Mark.PRESENT, None)
    assert row(workspace, training, "Okafor").mark is Mark.EXCUSED
    with pytest.raises(RuleBroken, match="present or absent"):
        workspace.change(mark_rest, training, Mark.EXCUSED)


def test_marks_from_a_report_follow_a_start_that_is_corrected(workspace: Workspace) -> None:
    training = seated(workspace)
    facts = TrainingFacts("Training 1", HELD - timedelta(hours=2), "America/New_York", 90, 10)
    workspace.change(edit_training, training, facts)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    assert (row(workspace, training, "Okafor").mark, row(workspace, training, "Okafor").minutes) == (Mark.ABSENT, 0)
    workspace.change(edit_training, training, replace(facts, starts_at=HELD))
    assert (row(workspace, training, "Okafor").mark, row(workspace, training, "Okafor").minutes) == (Mark.PRESENT, 90)
    workspace.change(edit_training, training, replace(facts, starts_at=HELD, duration_minutes=180))
    assert row(workspace, training, "Okafor").mark is Mark.PARTIAL
    with pytest.raises(RuleBroken, match="was held, so it cannot be moved"):
        workspace.change(edit_training, training, replace(facts, starts_at=HELD + timedelta(days=30)))


def test_a_unit_that_asks_for_more_minutes_does_not_break_the_rule_of_a_training(workspace: Workspace) -> None:
    training = seated(workspace)
    workspace.change(set_attendance_rule, training, None, 5)
    workspace.change(change_settings, {"attendance_partial_minutes": 10})
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "13:06"))
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT
    workspace.change(set_attendance_rule, training)
    assert row(workspace, training, "Okafor").mark is Mark.ABSENT
