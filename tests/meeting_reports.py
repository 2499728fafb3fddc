"""Reports of meeting tools for tests, written as Zoom writes them and taken through the service."""

from datetime import UTC, datetime, timedelta
from typing import Any

from coordinator.exchange.attendance_reports import AttendanceReport, read_report
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.services.attendance import ReportResult, import_attendance
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import SeatRow, seats
from tests import builders
from tests.made_once import made_once

OKAFOR = "okafor0@example.gov"
REYES = "reyes1@example.gov"
HELD = datetime(2026, 11, 4, 18, 0, tzinfo=UTC)
HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"


def zoom_line(name: str, email: str, join: str, leave: str) -> str:
    """One stay, in the host's local time on the day of the training."""
    start, end = (datetime.strptime(clock, "%H:%M") for clock in (join, leave))  # noqa: DTZ007 - only a difference
    minutes = (end - start) // timedelta(minutes=1)
    return f'"{name}",{email},11/04/2026 {start:%I:%M:%S %p},11/04/2026 {end:%I:%M:%S %p},{minutes},No'


def report(*lines: str) -> tuple[bytes, AttendanceReport]:
    data = "\n".join((HEAD, *lines)).encode()
    return data, read_report(read_workbook("report.csv", data), held_on=HELD.date())


def take(workspace: Workspace, training_id: int, *lines: str, **more: Any) -> ReportResult:
    """`more` as of `import_attendance`."""
    data, content = report(*lines)
    return workspace.change(import_attendance, training_id, ("report.csv", data), content, **more)[0]


def on_roster(workspace: Workspace) -> None:
    """The five people of `builders`, of Denver."""
    office = workspace.read(builders.office_id, "DEN")
    for place, name in enumerate(builders.PEOPLE):
        email = f"{name.partition(',')[0].lower()}{place}@example.gov"
        workspace.change(add_designee, DesigneeFacts(name, office, email=email))


@made_once
def seated(workspace: Workspace, how_many: int = 5) -> int:
    """A training of 90 minutes that was held, with the first people of the roster seated."""
    on_roster(workspace)
    training_id = builders.a_training(workspace)
    workspace.change(seat_designees, training_id, workspace.read(builders.designee_ids)[:how_many])
    return training_id


def row(workspace: Workspace, training_id: int, name: str) -> SeatRow:
    return next(seat for seat in workspace.read(seats, training_id) if seat.name.startswith(name))
