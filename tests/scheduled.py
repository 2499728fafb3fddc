"""A week of trainings with people of many time zones, made through the services: Nov 9 to 15, 2026, Wednesday off."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from coordinator.model import Designee, Unavailability
from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.seats import seat_designees
from coordinator.services.selection import decide_selection, rank_nominations
from coordinator.services.trainings import TrainingFacts, cancel_training, plan_training
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.trainings import seats
from tests import builders
from tests.conftest import StandingClock

NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)

OFFICES = {"NYC": 9, "CHI": 6, "DEN": 7, "ELP": 3, "PHX": 4, "LAX": 8, "SEA": 4, "HNL": 3, "SJU": 2}
SURNAMES = (
    *("Abara", "Brandvold", "Castellano", "Delacroix", "Eriksen", "Fontaine", "Greywolf", "Haddad", "Ibarra"),
    *("Jankowski", "Kowalczyk", "Lindqvist", "Mbeki", "Nakamura", "Okafor", "Petrosyan", "Quispe", "Reyes"),
    *("Szabo", "Tuiasosopo", "Ueda", "Vanterpool", "Whitehorse", "Xiong", "Yilmaz", "Zielinski"),
)


def people_of_many_zones(workspace: Workspace) -> list[int]:
    """Selected people of nine offices, three of Honolulu on Guam; one is away all week, one begins at six."""
    tasking = builders.a_tasking(workspace)
    place = 0
    for code, many in OFFICES.items():
        names = [f"{SURNAMES[n % 26]}{'x' * (n // 26)}, Alex" for n in range(place, place + many)]
        builders.nominated(workspace, tasking, code, names)
        place += many
    workspace.change(rank_nominations, tasking)
    workspace.change(decide_selection, tasking, place)
    people = workspace.read(builders.designee_ids)
    workspace.change(_own_clocks, people)
    return people


def _own_clocks(uow: UnitOfWork, people: Sequence[int]) -> None:
    """What no service sets yet is set on the records."""
    first = uow.get(Designee, people[0])
    first.duty_start, first.duty_end = 6 * 60, 14 * 60 + 30
    for person in people[-5:-2]:
        uow.get(Designee, person).time_zone = "Pacific/Guam"
    start = datetime(2026, 11, 9, 5, 0, tzinfo=UTC)
    uow.add(Unavailability(designee_id=people[1], starts_at=start, ends_at=start + timedelta(days=7), note="Leave"))
    uow.describe("Set duty hours")


def a_week(workspace: Workspace) -> dict[str, int]:
    """The ids of the trainings by title; the clock of the tests stands on Thursday at 10:00 in New York."""
    people = people_of_many_zones(workspace)
    ids = {
        "Training 1": _planned(workspace, "Training 1", (9, 18, 0), 90, 12),
        "Training 2": _planned(workspace, "Training 2", (10, 15, 0), 60, 10),
        "Training 3": _planned(workspace, "Training 3", (12, 18, 0), 90, 8),
        "Training 4": _planned(workspace, "Training 4", (12, 18, 30), 120, 25, minimum=5),
        "Training 5": _planned(workspace, "Training 5", (13, 16, 0), 60, 20, minimum=4),
        "Short call": _planned(workspace, "Short call", (13, 20, 0), 30, 10),
        "Training 6": _planned(workspace, "Training 6", (17, 19, 0), 90, 18),
    }
    workspace.change(seat_designees, ids["Training 1"], people[:8])
    rows = workspace.read(seats, ids["Training 1"])
    workspace.change(record_attendance, {row.id: MarkEntry(Mark.PRESENT, 88) for row in rows[:5]})
    workspace.change(cancel_training, ids["Training 2"], "The host is ill")
    workspace.change(seat_designees, ids["Training 3"], people[8:19])
    workspace.change(seat_designees, ids["Training 4"], people[19:37])
    workspace.change(seat_designees, ids["Training 5"], people[37:39])
    return ids


@cache
def week_database(empty: bytes) -> bytes:
    """The bytes of a database with that week in it, made once from those of an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "week.db"
        path.write_bytes(empty)
        with Workspace.open(path, actor="J. Coordinator", clock=StandingClock(NOW)) as workspace:
            a_week(workspace)
        return path.read_bytes()


def _planned(
    workspace: Workspace, title: str, at: tuple[int, int, int], minutes: int, capacity: int, minimum: int = 0
) -> int:
    """`at` is day of November, hour and minute in UTC."""
    start = datetime(2026, 11, *at, tzinfo=UTC)
    facts = TrainingFacts(title, start, "America/New_York", minutes, capacity, minimum, "C3", "V. Hale")
    return workspace.change(plan_training, facts)[0]
