"""When people can attend: absences in their own zone, duty hours, and what is said when they are seated anyway."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.seating import absence
from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.availability import (
    set_duty_hours,
    state_absences,
    state_unavailability,
    withdraw_unavailability,
)
from coordinator.services.overbooking import set_overbooking
from coordinator.services.seats import release_seats, seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.availability import availabilities, availability, seat_warnings
from coordinator.views.overbooking import NO_HISTORY, suggest_overbooking
from coordinator.views.trainings import seat_events, seats, trainings
from tests import builders

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, selected_database: bytes) -> Path:
    """Five people of Denver are selected."""
    path = tmp_path / "unit.db"
    path.write_bytes(selected_database)
    return path


@pytest.mark.parametrize(
    ("days", "times", "expected"),
    [
        # Whole days around the end of daylight time: 25 hours of Sunday, then a standard one.
        ((date(2026, 11, 1), date(2026, 11, 1)), (None, None), ("2026-11-01T06:00", "2026-11-02T07:00")),
        ((date(2026, 3, 8), date(2026, 3, 8)), (None, None), ("2026-03-08T07:00", "2026-03-09T06:00")),
        # 1:30 comes twice, and the longer absence is meant; 2:30 is skipped in March.
        ((date(2026, 11, 1), date(2026, 11, 1)), (time(1, 30), time(1, 30)), None),
        ((date(2026, 11, 1), date(2026, 11, 1)), (time(0, 0), time(1, 30)), ("2026-11-01T06:00", "2026-11-01T08:30")),
        ((date(2026, 3, 8), date(2026, 3, 8)), (time(2, 30), time(9, 0)), ("2026-03-08T08:30", "2026-03-08T15:00")),
        ((date(2026, 11, 5), date(2026, 11, 3)), (None, None), None),
        ((date(2026, 11, 5), date(9999, 12, 31)), (None, None), None),
    ],
)
def test_an_absence_is_said_in_days_of_the_persons_own_zone(
    days: tuple[date, date], times: tuple[time | None, time | None], expected: tuple[str, str] | None
) -> None:
    if expected is None:
        with pytest.raises(RuleBroken, match="Check the"):
            absence(*days, "America/Denver", *times)
        return
    found = absence(*days, "America/Denver", *times)
    assert tuple(moment.strftime("%Y-%m-%dT%H:%M") for moment in found) == expected


def test_who_said_they_are_away_is_seated_with_a_warning_in_their_history(workspace: Workspace) -> None:
    person, other, *_ = workspace.read(builders.designee_ids)
    training = builders.a_training(workspace, capacity=4, start=START)
    absent, _ = workspace.change(
        state_unavailability, person, date(2026, 12, 2), date(2026, 12, 4), None, time(12), " jury  duty "
    )
    found = workspace.read(availability, person)
    assert found is not None
    assert [(row.ends_at.isoformat(), row.note) for row in found.absences] == [
        ("2026-12-04T12:00:00-07:00", "jury duty")
    ]
    said = "Said they are away until Friday, December 4, 2026, 12:00 PM MST (jury duty)"
    result, _ = workspace.change(seat_designees, training, [person, other])
    assert result.away == (f"{found.name}: {said}",)
    assert workspace.read(seat_warnings, training) == {person: said}
    seat = next(row for row in workspace.read(seats, training) if row.designee_id == person)
    assert workspace.read(seat_events, seat.id)[0].reason == said
    workspace.change(withdraw_unavailability, absent)
    assert workspace.read(seat_warnings, training) == {}
    assert workspace.history()[0] == f"Withdraw an absence of {found.name}"


def test_duty_hours_are_set_for_several_and_given_back_to_the_unit(workspace: Workspace) -> None:
    people = workspace.read(builders.designee_ids)[:2]
    assert workspace.change(set_duty_hours, people, 6 * 60, 14 * 60)[0] == 2
    rows = workspace.read(availabilities, people)
    assert [(row.duty_start, row.duty_end, row.has_own_hours) for row in rows] == [(360, 840, True)] * 2
    for start, end in ((14 * 60, 6 * 60), (None, 60), (0, 1441)):
        with pytest.raises(RuleBroken, match="Duty hours"):
            workspace.change(set_duty_hours, people, start, end)
    workspace.change(set_duty_hours, people, None, None)
    assert [(row.duty_start, row.has_own_hours) for row in workspace.read(availabilities, people)] == [(480, False)] * 2
    assert workspace.change(state_absences, people, date(2026, 12, 24), date(2026, 12, 24))[0] == 2
    assert workspace.history()[0] == "Note that 2 people are away from Thursday, December 24, 2026"


def test_overbooking_is_suggested_from_the_marks_of_an_office_and_not_without_any(workspace: Workspace) -> None:
    people = workspace.read(builders.designee_ids)
    coming = builders.a_training(workspace, "Training 2", capacity=3, start=START)
    workspace.change(seat_designees, coming, people)
    nothing = workspace.read(suggest_overbooking, coming)
    assert nothing is not None
    assert (nothing.words, nothing.steps, nothing.suggested) == (NO_HISTORY, (), 0)
    held = builders.a_training(workspace)
    workspace.change(seat_designees, held, people)
    marks = (Mark.ABSENT, Mark.ABSENT, Mark.EXCUSED, Mark.PARTIAL, Mark.PRESENT)
    rows = workspace.read(seats, held)
    workspace.change(record_attendance, {row.id: MarkEntry(mark) for row, mark in zip(rows, marks, strict=True)})
    found = workspace.read(suggest_overbooking, coming)
    assert found is not None
    assert [(row.office, row.marked, row.absent, row.people) for row in found.by_office] == [("DEN", 4, 2, 5)]
    assert found.by_office[0].chance == pytest.approx(0.5)
    assert [round(step.risk, 4) for step in found.steps[:3]] == [0.0, 0.0625, 0.1875]
    assert found.suggested == 1
    assert found.expected_no_shows == pytest.approx(1.5)
    assert "With 1 extra seat the risk that more people come than there are seats is 6 %." in found.words
    assert workspace.change(set_overbooking, coming, found.suggested)[0] == 1
    row = next(each for each in workspace.read(trainings) if each.id == coming)
    assert (row.overbook, row.free, row.waiting) == (1, 1, 2)
    with pytest.raises(RuleBroken, match="less than nobody"):
        workspace.change(set_overbooking, coming, -1)
    with pytest.raises(RuleBroken, match="was held already"):
        workspace.change(set_overbooking, held, 1)
    workspace.change(release_seats, [each.id for each in workspace.read(seats, coming) if each.queue_place])
    workspace.change(seat_designees, coming, people[:4])
    assert workspace.change(set_overbooking, coming, 1)[0] == 0
    with pytest.raises(RuleBroken, match="4 people are seated"):
        workspace.change(set_overbooking, coming, 0)
