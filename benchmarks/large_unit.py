"""A unit with 100,000 people on its roster after some years: 5,000 hold a license, 600 are newly nominated."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from coordinator.model import Designee, License, Nomination, Seat
from coordinator.rules.vocabulary import LicenseState, Mark, NominationState, Position, SeatState
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from tests import builders
from tests.conftest import StandingClock

PEOPLE, HOLDERS, NOMINATED, TRAININGS = 100_000, 5_000, 600, 50
TODAY = date(2026, 11, 12)
BEFORE_THE_REST_CAME = date(2026, 11, 5)
POSITIONS = tuple(Position)


def build(path: Path) -> Workspace:
    """The holders with everything that a license needs; then, a week later, the other people and new nominations."""
    clock = StandingClock(datetime(2026, 11, 1, 15, tzinfo=UTC))
    workspace = Workspace.create(path, actor="benchmark", clock=clock)
    first, second = builders.a_tasking(workspace, "0311-26"), builders.a_tasking(workspace, "0312-26")
    workspace.change(add_people, 0, HOLDERS)
    workspace.change(nominate, first, range(1, HOLDERS + 1), NominationState.SELECTED)
    builders.acknowledged(workspace)
    capacity = HOLDERS // TRAININGS
    for place in range(TRAININGS):
        start = datetime(2026, 10, 1, 18, tzinfo=UTC) + timedelta(hours=place)
        training = builders.a_training(workspace, f"Training {place + 1}", capacity, start)
        workspace.change(attend, training, range(place * capacity + 1, (place + 1) * capacity + 1))
    agreement = builders.an_agreement(workspace, HOLDERS)
    workspace.change(issue, agreement, range(1, HOLDERS + 1))
    clock.move_to(datetime(2026, 11, 10, 15, tzinfo=UTC))
    workspace.change(add_people, HOLDERS, PEOPLE)
    workspace.change(nominate, second, range(PEOPLE - NOMINATED, PEOPLE), NominationState.PENDING)
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    return workspace


def add_people(uow: UnitOfWork, first: int, after: int) -> None:
    uow.insert_rows(Designee, people(first, after))
    uow.describe("Add people")


def people(first: int, after: int) -> list[dict[str, Any]]:
    return [_person(number) for number in range(first, after)]


def _person(number: int) -> dict[str, Any]:
    last, email = f"Person{number:06}", f"person{number:06}@example.gov"
    return {
        "raw_name": f"{last}, Alex Q", "last_name": last, "first_name": "Alex", "middle_name": "Q",
        "name_key": f"alex {last.lower()}", "is_contractor": number % 40 == 0, "position": POSITIONS[number % 5],
        "office_id": number % 25 + 1, "duty_station": "Field office", "email": email, "email_key": email,
        "phone": f"+1202555{number % 100:04}", "supervisor_name": "Lee, Robin", "supervisor_email": "lee@example.gov",
        "departed_on": date(2026, 6, 1) if number % 200 == 0 else None,
    }  # fmt: skip


def nominate(uow: UnitOfWork, tasking: int, designees: range, state: NominationState) -> None:
    decided = date(2026, 10, 20) if state is NominationState.SELECTED else None
    rows = [
        {
            "tasking_id": tasking, "designee_id": person, "office_id": 1, "nominated_at": uow.now, "state": state,
            "decided_on": decided, "supervisor_approved_on": date(2026, 9, person % 28 + 1), "rank": place,
        }
        for place, person in enumerate(designees, start=1)
    ]  # fmt: skip
    uow.insert_rows(Nomination, rows)
    uow.describe("Nominate")


def attend(uow: UnitOfWork, training: int, designees: range) -> None:
    rows = [
        {
            "training_id": training, "designee_id": person, "state": SeatState.CONFIRMED, "mark": Mark.PRESENT,
            "minutes": 60 + person % 31,
        }
        for person in designees
    ]  # fmt: skip
    uow.insert_rows(Seat, rows)
    uow.describe("Record who attended")


def issue(uow: UnitOfWork, agreement: int, designees: range) -> None:
    rows = [
        {
            "number": f"CEIU-LIC-2026-{person:05}", "agreement_id": agreement, "product_id": 1, "designee_id": person,
            "state": LicenseState.ISSUED, "issued_on": date(2026, 11, 1),
        }
        for person in designees
    ]  # fmt: skip
    uow.insert_rows(License, rows)
    uow.describe("Issue licenses")
