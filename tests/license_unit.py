"""A unit whose people are ready for licenses: four of Denver, three of Seattle, and a pool of four seats."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Base, License, LicenseEvent
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.agreements import AgreementFacts, add_agreement
from coordinator.services.licenses import issue_licenses
from coordinator.services.selection import decide_selection, rank_nominations
from coordinator.services.workspace import Workspace
from tests import builders
from tests.conftest import StandingClock
from tests.made_once import made_once

EntityT = TypeVar("EntityT", bound=Base)
DENVER = ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per", "Brandvold, Tom")
SEATTLE = ("Haddad, Samir", "Ito, Kenji", "Novak, Petra")
SEATS = 4
TASKING = 1
POOL = 1


@cache
def database_of_unit(empty: bytes) -> bytes:
    """The bytes of its database, made from an empty one on November 2."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(empty)
        clock = StandingClock(datetime(2026, 11, 2, 15, 0, tzinfo=UTC))
        with Workspace.open(path, actor="setup", clock=clock) as workspace:
            _prepare(workspace)
            clock.move_to(datetime(2026, 11, 5, 15, 0, tzinfo=UTC))
            builders.attended(workspace)
        return path.read_bytes()


def _prepare(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, "DEN", DENVER)
    builders.nominated(workspace, tasking_id, "SEA", SEATTLE)
    workspace.change(rank_nominations, tasking_id)
    workspace.change(decide_selection, tasking_id, 10)
    builders.acknowledged(workspace)
    builders.an_agreement(workspace, SEATS)


def office(workspace: Workspace, code: str) -> int:
    return workspace.read(builders.office_id, code)


def another_pool(workspace: Workspace, seats: int = SEATS, renews_id: int | None = POOL) -> int:
    """An agreement that renews the first, in force from November 1 for two years."""
    facts = AgreementFacts("70CMSD27P00000002", seats, date(2026, 11, 1), date(2028, 10, 31), renews_id=renews_id)
    return workspace.change(add_agreement, facts)[0]


@made_once
def issued(workspace: Workspace, people: Sequence[int]) -> list[int]:
    """Licenses issued to these people, one after the other; their ids."""
    numbers = [workspace.change(issue_licenses, TASKING, [person])[0].made[0] for person in people]
    by_number = {row.number: row.id for row in rows(workspace, License)}
    return [by_number[number] for number in numbers]


def rows(workspace: Workspace, entity: type[EntityT]) -> list[EntityT]:
    def read(session: Session) -> list[EntityT]:
        return list(session.scalars(select(entity).order_by(entity.__table__.c["id"])))

    return workspace.read(read)


def states(workspace: Workspace) -> list[LicenseState]:
    return [row.state for row in rows(workspace, License)]


def events(workspace: Workspace, license_id: int) -> list[LicenseEvent]:
    return [row for row in rows(workspace, LicenseEvent) if row.license_id == license_id]
