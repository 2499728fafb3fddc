"""A unit under an access review: Denver holds three licenses, Seattle two; the answers are due on November 30.

Okafor, Reyes and Lindqvist are of Denver, Haddad and Ito of Seattle; Ito has only a reservation.
"""

import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from coordinator.model import Designee
from coordinator.rules.vocabulary import ContactRole
from coordinator.services.access_reviews import ReviewStart, start_review
from coordinator.services.agreements import AgreementFacts, add_agreement
from coordinator.services.licenses import reserve_licenses
from coordinator.services.offices import set_contact
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_lines import ReviewLine, review_lines
from tests import license_unit
from tests.conftest import StandingClock

BEGAN, DUE = date(2026, 11, 12), date(2026, 11, 30)
AFTER = datetime(2026, 12, 2, 15, tzinfo=UTC)
TITLE = "Access review 2026"
REVIEW = 1


@cache
def database_of_review(empty: bytes) -> bytes:
    """The bytes of its database; the review began on November 12."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(database_of_holders(empty))
        clock = StandingClock(datetime(2026, 11, 12, 14, tzinfo=UTC))
        with Workspace.open(path, actor="setup", clock=clock) as workspace:
            workspace.change(start_review, ReviewStart(1, TITLE, DUE))
        return path.read_bytes()


@cache
def database_of_holders(empty: bytes) -> bytes:
    """The same unit before the review."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(license_unit.database_of_unit(empty))
        clock = StandingClock(datetime(2026, 11, 6, 15, tzinfo=UTC))
        with Workspace.open(path, actor="setup", clock=clock) as workspace:
            facts = AgreementFacts("70CMSD26P00000009", 20, date(2026, 10, 1), date(2027, 9, 30))
            workspace.change(add_agreement, facts)
            people = people_by_name(workspace)
            license_unit.issued(workspace, [people[name] for name in ("Okafor", "Reyes", "Lindqvist", "Haddad")])
            workspace.change(reserve_licenses, license_unit.TASKING, [people["Ito"]])
            role = ContactRole.POINT_OF_CONTACT
            workspace.change(set_contact, license_unit.office(workspace, "DEN"), role, "P. Point", "den@example.gov")
        return path.read_bytes()


def people_by_name(workspace: Workspace) -> dict[str, int]:
    return {row.last_name: row.id for row in license_unit.rows(workspace, Designee)}


def lines(workspace: Workspace, today: date = BEGAN) -> dict[str, ReviewLine]:
    """The licenses of the review by the surname of the holder."""
    return {line.name.split(",")[0]: line for line in workspace.read(review_lines, today, REVIEW)}
