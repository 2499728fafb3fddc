"""The calendar of trainings, whose clocks a slot would fall on, and when a host is busy."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.views.schedule import busy_times, people_needing_seats, schedule
from coordinator.views.trainings import trainings
from tests import scheduled
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)
EAST = "America/New_York"


Week = tuple[Workspace, dict[str, int]]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Week]:
    """Read only, shared by the tests of this file; with the ids of the trainings."""
    path = tmp_path_factory.mktemp("week") / "unit.db"
    path.write_bytes(scheduled.week_database(empty_database))
    with Workspace.open(path, actor="J. Coordinator", clock=StandingClock(scheduled.NOW)) as workspace:
        yield workspace, {row.title: row.id for row in workspace.read(trainings)}


def test_a_week_has_its_holiday_and_its_trainings_in_order(week: Week) -> None:
    found = week[0].read(schedule, date(2026, 11, 9), date(2026, 11, 15), EAST)
    assert {day.day.day: day.holiday for day in found.days if day.holiday} == {11: "Veterans Day"}
    assert len(found.days) == 7
    assert [row.title for row in found.trainings] == [
        *("Training 1", "Training 2", "Training 3", "Training 4", "Training 5", "Short call"),
    ]
    full = found.trainings[2]
    assert (full.taken, full.capacity, full.waiting) == (8, 8, 3)
    assert found.working_hours == (480, 1020)


def test_the_days_are_those_of_the_zone(week: Week) -> None:
    """Friday 3:00 PM in New York is Saturday on Guam."""
    found = week[0].read(schedule, date(2026, 11, 14), date(2026, 11, 14), "Pacific/Guam")
    assert [row.title for row in found.trainings] == ["Training 5", "Short call"]
    assert [row.title for row in week[0].read(schedule, date(2026, 11, 14), date(2026, 11, 14), EAST).trainings] == []


def test_whoever_is_selected_and_neither_seated_nor_trained_needs_a_seat(week: Week) -> None:
    workspace, ids = week
    needing = workspace.read(people_needing_seats, TODAY)
    by_zone = Counter(person.zone for person in needing)
    # Five of eight were present at the first training; the other three are not marked yet.
    assert by_zone == {"Pacific/Guam": 3, "America/Los_Angeles": 2, "America/Puerto_Rico": 2}
    seated = workspace.read(people_needing_seats, TODAY, ids["Training 4"])
    assert (len(seated), {person.office for person in seated}) == (18, {"DEN", "ELP", "PHX", "LAX"})
    assert [person.name for person in seated] == sorted(person.name for person in seated)


def test_own_duty_hours_and_absences_stand_before_those_of_the_unit(week: Week) -> None:
    workspace, ids = week
    people = {person.name: person for person in workspace.read(people_needing_seats, TODAY, ids["Training 1"])}
    early, leaving, usual = (people[name] for name in ("Abara, Alex", "Brandvold, Alex", "Castellano, Alex"))
    assert (early.duty_start, early.duty_end) == (360, 870)
    assert (usual.duty_start, usual.duty_end, usual.away) == (480, 1020, ())
    assert [(start.day, end.day) for start, end in leaving.away] == [(9, 16)]


def test_a_person_hosts_one_thing_at_a_time(week: Week) -> None:
    workspace, ids = week
    assert len(workspace.read(busy_times, "v. hale")) == 6  # all but the cancelled one
    assert len(workspace.read(busy_times, "M. Ortiz, V. Hale", ids["Training 3"])) == 5
    assert workspace.read(busy_times, "M. Ortiz") == workspace.read(busy_times, "") == ()


def test_the_hours_of_the_unit_are_those_of_the_settings(workspace: Workspace) -> None:
    workspace.change(change_settings, {"seating_duty_start": "06:30"})
    assert workspace.read(schedule, TODAY, TODAY, EAST).working_hours == (390, 1020)
