"""Planning trainings: states, what raises the sequence of invitations, copies, series, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import Mark, TrainingState
from coordinator.services.attendance import MarkEntry, StrangerFacts, dismiss_attendee, note_stranger, record_attendance
from coordinator.services.availability import set_duty_hours
from coordinator.services.designees import edit_designee
from coordinator.services.seats import seat_designees
from coordinator.services.training_series import plan_series
from coordinator.services.trainings import (
    TrainingFacts,
    cancel_training,
    close_training,
    edit_training,
    open_training,
    plan_training,
    reopen_training,
    reschedule_training,
)
from coordinator.services.workspace import Workspace
from coordinator.views.attendance_review import attendance_rule
from coordinator.views.training_warnings import TrainingWarning, WarningKind, training_warnings, warnings_of_facts
from coordinator.views.trainings import TrainingRow, doubtful_attendees, seats, trainings
from tests import builders

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
FACTS = TrainingFacts("Training 5", START, "America/New_York", 90, 10, host="C3", instructors="Victoria Hale")
HELD = replace(FACTS, starts_at=datetime(2026, 11, 4, 18, 0, tzinfo=UTC))


def plan(workspace: Workspace, facts: TrainingFacts = FACTS) -> int:
    return workspace.change(plan_training, facts)[0]


def row(workspace: Workspace, training_id: int) -> TrainingRow:
    return next(each for each in workspace.read(trainings) if each.id == training_id)


def test_a_training_is_planned_opened_held_closed_and_reopened(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = plan(workspace, HELD)
    assert row(workspace, training).state is TrainingState.PLANNED
    workspace.change(open_training, training)
    assert row(workspace, training).state is TrainingState.OPEN
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids)[:2])
    first, second = workspace.read(seats, training)
    workspace.change(record_attendance, {first.id: MarkEntry(Mark.PRESENT)})
    assert row(workspace, training).state is TrainingState.HELD
    workspace.change(note_stranger, training, StrangerFacts("Ann Stray", mark=Mark.PRESENT))
    with pytest.raises(RuleBroken, match="1 seat is without a mark and 1 participant is doubtful"):
        workspace.change(close_training, training)
    workspace.change(record_attendance, {second.id: MarkEntry(Mark.ABSENT)})
    workspace.change(dismiss_attendee, workspace.read(doubtful_attendees)[0].id)
    workspace.change(close_training, training)
    with pytest.raises(RuleBroken, match="is closed; it can no longer be changed"):
        workspace.change(edit_training, training, HELD)
    workspace.change(reopen_training, training)
    assert row(workspace, training).state is TrainingState.HELD


@pytest.mark.parametrize(
    ("change", "rises"),
    [
        ({"starts_at": START + timedelta(hours=1)}, True),
        ({"time_zone": "America/Denver"}, True),
        ({"duration_minutes": 60}, True),
        ({"title": "Training 6"}, True),
        ({"host": "Forensics"}, True),
        ({"instructors": "T. Lindqvist"}, True),
        ({"join_link": "https://example.gov/c3"}, True),
        ({"dial_in": "555-0100, code 42"}, True),
        ({"capacity": 12, "minimum": 2, "overbook": 1}, False),
        ({"present_minutes": 60}, False),
        ({"registration_until": START - timedelta(days=1)}, False),
    ],
)
def test_the_sequence_rises_with_what_an_invitation_says(
    workspace: Workspace, change: dict[str, object], rises: bool
) -> None:
    training = plan(workspace)
    workspace.change(edit_training, training, replace(FACTS, **change))  # type: ignore[arg-type]
    shown = row(workspace, training)
    assert shown.ics_sequence == int(rises)
    assert all(getattr(shown, name) == value for name, value in change.items())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"capacity": 0}, "room for at least one"),
        ({"minimum": 11}, "cannot exceed"),
        ({"registration_until": START + timedelta(minutes=1)}, "after the training starts"),
        ({"join_link": "javascript:alert(1)"}, "must begin with https"),
        ({"join_link": "https://example.gov/a b"}, "no spaces"),
        ({"join_link": "https:///c3"}, "name a site"),
        ({"join_link": "https://[c3"}, "name a site"),
        ({"join_link": "https://example.gov/\x07"}, "must begin with https"),
        ({"duration_minutes": 1441}, "a day at most"),
        ({"overbook": -1}, "below zero"),
        ({"present_percent": 80, "present_minutes": 60}, "not by both"),
        ({"present_minutes": 91}, "nobody can attend longer"),
        ({"present_minutes": 5, "partial_minutes": 10}, "fewer minutes than partial"),
        ({"starts_at": datetime(9999, 12, 31, 23, 30, tzinfo=UTC)}, "at the latest"),
        ({"present_percent": 0}, "between 1 and 100"),
        ({"time_zone": "Mars/Base"}, "not a time zone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_planned(
    workspace: Workspace, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(plan_training, replace(FACTS, **change))  # type: ignore[arg-type]
    assert workspace.read(trainings) == ()


def test_two_trainings_cannot_have_one_title(workspace: Workspace) -> None:
    plan(workspace)
    with pytest.raises(RuleBroken, match="There is a Training 5 already"):
        plan(workspace)


def test_a_move_keeps_seats_and_the_distance_of_the_deadline(workspace: Workspace) -> None:
    builders.selected(workspace)
    training = plan(workspace, replace(FACTS, registration_until=START - timedelta(days=2)))
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    workspace.change(reschedule_training, training, START + timedelta(days=7))
    moved = row(workspace, training)
    assert (moved.starts_at, moved.taken, moved.ics_sequence) == (START + timedelta(days=7), 5, 1)
    assert moved.registration_until == START + timedelta(days=5)
    workspace.change(cancel_training, training, "snow")
    with pytest.raises(RuleBroken, match="can no longer be changed"):
        workspace.change(reschedule_training, training, START)


def test_a_deadline_stays_where_it_is_on_the_clock_of_the_host(workspace: Workspace) -> None:
    """5:00 PM two days ahead, whether the clocks change between or not."""
    summer = datetime(2026, 10, 28, 17, 0, tzinfo=UTC)  # 1:00 PM EDT
    facts = replace(FACTS, starts_at=summer, registration_until=datetime(2026, 10, 26, 21, 0, tzinfo=UTC))
    winter, until = datetime(2026, 11, 4, 18, 0, tzinfo=UTC), datetime(2026, 11, 2, 22, 0, tzinfo=UTC)
    (training,), _ = workspace.change(plan_series, facts, [winter], ["Series"])
    assert row(workspace, training).registration_until == until
    workspace.change(reschedule_training, training, summer)
    assert row(workspace, training).registration_until == facts.registration_until


def test_a_series_is_one_step(workspace: Workspace) -> None:
    starts = [START + timedelta(weeks=n) for n in range(3)]
    facts = replace(FACTS, registration_until=START - timedelta(days=1))
    ids, _ = workspace.change(plan_series, facts, starts, ["A", "B", "C"])
    assert [row(workspace, each).registration_until for each in ids] == [each - timedelta(days=1) for each in starts]
    assert workspace.undo()[0] == "Plan 3 trainings, A to C"
    assert workspace.read(trainings) == ()
    with pytest.raises(RuleBroken, match="title of its own"):
        workspace.change(plan_series, facts, starts, ["A", "A", "B"])


def test_a_new_rule_marks_those_of_the_report_anew(workspace: Workspace) -> None:
    training = plan(workspace)
    workspace.change(edit_training, training, replace(FACTS, present_minutes=60, partial_minutes=10))
    rule = workspace.read(attendance_rule, training)
    assert rule is not None
    assert (rule.present_minutes, rule.partial_minutes, rule.is_own) == (60, 10, True)


def test_what_speaks_against_a_time_is_said_with_names(workspace: Workspace) -> None:
    builders.selected(workspace)
    plan(workspace)
    holiday = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)  # 22:00 on November 25 in New York, 20:00 in Denver
    late = plan(workspace, replace(FACTS, title="Late", starts_at=holiday, minimum=8))
    workspace.change(seat_designees, late, workspace.read(builders.designee_ids))
    found = {each.kind: each for each in workspace.read(training_warnings, late)}
    assert set(found) == {WarningKind.MINIMUM, WarningKind.HOURS}
    assert "5 people are outside their duty hours" in found[WarningKind.HOURS].text
    assert "(DEN)" in found[WarningKind.HOURS].text
    assert len(found[WarningKind.HOURS].people) == 5
    twice = replace(FACTS, title="Twin", starts_at=START + timedelta(minutes=30), instructors="T. Bell; victoria hale")
    (warning,) = workspace.read(warnings_of_facts, twice)
    assert warning.text == "C3 and victoria hale are in Training 5 at that time."
    thanks = replace(FACTS, starts_at=datetime(2026, 11, 26, 18, 0, tzinfo=UTC), host="", instructors="")
    assert [each.text for each in workspace.read(warnings_of_facts, thanks)] == [
        "That day is Thanksgiving Day (federal holiday)."
    ]
    second = replace(thanks, starts_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
    assert [each.text for each in workspace.read(warnings_of_facts, second)] == [
        "That day is a Sunday.",
        "The clocks go back over 1:30 AM; it comes twice. The second one is meant, EST (UTC-05).",
    ]


def test_a_time_that_is_being_chosen_is_held_against_all_who_are_in_it(workspace: Workspace) -> None:
    """Seats they have elsewhere, and the date where they are: Friday evening in Washington is Saturday on Guam."""
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    workspace.change(set_duty_hours, people[:1], 17 * 60, 22 * 60)
    workspace.change(edit_designee, people[1], "time_zone", "Pacific/Guam")
    facts = replace(FACTS, title="Training 6", host="", starts_at=START + timedelta(days=1),
                    registration_until=START - timedelta(days=25))  # fmt: skip
    moving, other = plan(workspace, replace(facts, instructors="")), plan(workspace)
    workspace.change(seat_designees, moving, people)
    workspace.change(seat_designees, other, people[:3])

    def said(starts_at: datetime) -> dict[WarningKind, TrainingWarning]:
        now = START - timedelta(days=20)
        chosen = replace(facts, instructors="", starts_at=starts_at)
        return {each.kind: each for each in workspace.read(warnings_of_facts, chosen, moving, now)}

    assert WarningKind.TWICE not in said(facts.starts_at)
    twice = said(START + timedelta(minutes=60))
    assert set(twice[WarningKind.TWICE].people) == set(people[:3])
    assert twice[WarningKind.TWICE].text.endswith("and 1 more have another seat at that time.")
    assert twice[WarningKind.REGISTRATION].text == "Registration is over."
    friday = said(datetime(2026, 12, 4, 18, 0, tzinfo=UTC))
    assert friday[WarningKind.DAY_OFF].people == (people[1],)
    assert friday[WarningKind.DAY_OFF].text.startswith("1 person has a day off then, for example")
    assert friday[WarningKind.DAY_OFF].text.endswith("Sat, Dec 5, 4:00 AM.")
    assert friday[WarningKind.HOURS].people == (people[0],)
    thanks = said(datetime(2026, 11, 26, 18, 0, tzinfo=UTC))
    assert WarningKind.HOURS in thanks  # Friday, 4:00 AM on Guam
    assert thanks[WarningKind.HOURS].people == (people[1],)
    assert thanks[WarningKind.DAY_OFF].text == "That day is Thanksgiving Day (federal holiday)."


def test_what_a_mistaken_mark_made_held_can_still_be_moved_and_a_report_cannot_be_cancelled_away(
    workspace: Workspace,
) -> None:
    builders.selected(workspace)
    training = plan(workspace, HELD)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids)[:1])
    [seat] = workspace.read(seats, training)
    for mark in (Mark.PRESENT, None):
        workspace.change(record_attendance, {seat.id: MarkEntry(mark)})
    assert row(workspace, training).state is TrainingState.HELD
    workspace.change(reschedule_training, training, START)
    assert row(workspace, training).state is TrainingState.OPEN
    other = plan(workspace, replace(HELD, title="Training 6"))
    workspace.change(note_stranger, other, StrangerFacts("Ann Stray", mark=Mark.PRESENT))
    with pytest.raises(RuleBroken, match="wait for a decision"):
        workspace.change(cancel_training, other, "snow")
    workspace.change(dismiss_attendee, workspace.read(doubtful_attendees)[0].id)
    workspace.change(cancel_training, other, "snow")
