"""The attendance list of a training as CSV, XLSX or PDF, and the sign-in sheet."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.documents.attendance_list import (
    AttendanceListFacts,
    AttendanceRow,
    render_attendance_list,
    render_sign_in_sheet,
)
from coordinator.errors import RuleBroken
from coordinator.exchange.attendance_list import write_csv, write_xlsx
from coordinator.rules.vocabulary import SeatState
from coordinator.views.people import position_words
from coordinator.views.settings import unit_settings
from coordinator.views.trainings import SeatRow, TrainingRow, seats, trainings

COLUMNS = (
    "No.",
    "Name",
    "Office",
    "Position",
    "E-mail",
    "Mark",
    "Minutes",
    "Local start",
    "Walk-in",
    "Note",
    "Certificate",
)
ROW_STAMP = "%Y-%m-%d %H:%M %Z"


class ListFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    SIGN_IN = "sign-in"


def attendance_list(session: Session, training_id: int, form: ListFormat, now: datetime) -> bytes:
    """The bytes of the list; a sign-in sheet has signature lines, and empty ones for walk-ins."""
    training = next((row for row in trainings(session) if row.id == training_id), None)
    if training is None:
        raise RuleBroken(f"There is no training {training_id}. `list trainings` shows them all.")
    people = [row for row in seats(session, training_id) if row.state is not SeatState.WAIT_LISTED]
    match form:
        case ListFormat.CSV:
            return write_csv(COLUMNS, _cells(people))
        case ListFormat.XLSX:
            return write_xlsx(training.title, COLUMNS, _cells(people), _notes(training))
        case ListFormat.PDF:
            return render_attendance_list(_facts(session, training, people, now))
        case ListFormat.SIGN_IN:
            return render_sign_in_sheet(_facts(session, training, people, now))


def file_name(training: TrainingRow, form: ListFormat) -> str:
    """A safe name for the list's file."""
    what = "sign-in sheet" if form is ListFormat.SIGN_IN else "attendance"
    ending = "pdf" if form is ListFormat.SIGN_IN else form.value
    safe = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in training.title).strip()
    return f"{safe or 'Training'} - {what}.{ending}"


def _cells(people: Sequence[SeatRow]) -> list[list[str | int | None]]:
    return [
        [
            place,
            row.name,
            row.office,
            position_words(row.position),
            row.email,
            row.mark.value if row.mark else "",
            row.minutes,
            row.local_start.strftime(ROW_STAMP),
            "yes" if row.is_walk_in else "",
            row.mark_note,
            row.certificate,
        ]
        for place, row in enumerate(people, start=1)
    ]


def _notes(training: TrainingRow) -> list[str]:
    return [training.course, _when(training), f"Host: {training.host}", f"Instructors: {training.instructors}"]


def _when(training: TrainingRow) -> str:
    start = training.local_start
    return f"{start:%A, %B} {start.day}, {start.year}, {_clock(start)}, {training.duration_minutes} minutes"


def _clock(moment: datetime) -> str:
    """ "1:00 PM EST", kept on one line."""
    return moment.strftime("%I:%M\N{NO-BREAK SPACE}%p\N{NO-BREAK SPACE}%Z").lstrip("0")


def _facts(session: Session, training: TrainingRow, people: Sequence[SeatRow], now: datetime) -> AttendanceListFacts:
    settings = unit_settings(session)
    return AttendanceListFacts(
        training_title=training.course,
        number=training.title,
        when=_when(training),
        host=training.host,
        instructors=training.instructors,
        capacity=training.capacity,
        unit_line_1=settings.unit_name,
        unit_line_2=settings.unit_section,
        printed_at=now.astimezone(ZoneInfo(training.time_zone)),
        rows=tuple(_row(place, row) for place, row in enumerate(people, start=1)),
    )


def _row(place: int, row: SeatRow) -> AttendanceRow:
    return AttendanceRow(
        no=place,
        name=row.name,
        office=row.office_name,
        position=position_words(row.position),
        mark=row.mark,
        minutes=row.minutes,
        note="walk-in" if row.is_walk_in else row.mark_note,
        local_time=_clock(row.local_start),
    )
