"""Attendance reports of meeting tools, read into one form. There is one reader a product."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from coordinator.errors import FileRefused, LayoutNeeded
from coordinator.exchange.attendance_reports import (
    adobe_connect,
    google_meet,
    goto,
    teams,
    unknown,
    webex,
    zoom,
)
from coordinator.exchange.attendance_reports.doubts import doubts_of, fitting, zone_is_known
from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.layout import (
    LAYOUT_FIELDS,
    ReportColumn,
    ReportTable,
    document_as_told,
    document_by_shape,
    report_table,
)
from coordinator.exchange.attendance_reports.people import participants_of, without_dates
from coordinator.exchange.attendance_reports.report import AttendanceReport, Participant, Reading
from coordinator.exchange.attendance_reports.stamps import DateOrder, Dating, dating_of
from coordinator.exchange.attendance_reports.stays import meeting_told
from coordinator.exchange.attendance_reports.tables import Document, document_of
from coordinator.exchange.spreadsheets import Workbook, text_of

__all__ = [
    "LAYOUT_FIELDS",
    "AttendanceReport",
    "DateOrder",
    "Field",
    "Participant",
    "ReportColumn",
    "ReportTable",
    "looks_like_attendance",
    "read_report",
    "report_table",
]


class _Reader(Protocol):
    def recognises(self, document: Document) -> bool: ...
    def read(self, document: Document, dating: Dating, held_on: date | None) -> Reading: ...


_PRODUCTS: tuple[_Reader, ...] = (zoom, adobe_connect, webex, google_meet, goto, teams)


def read_report(
    workbook: Workbook,
    *,
    held_on: date | None = None,
    layout: Sequence[Field | None] | None = None,
    date_order: DateOrder | None = None,
) -> AttendanceReport:
    """Everyone whom the report names. `held_on` is the training's date, in the time zone of the training.

    It decides how dates such as 4/5/21 are read and gives clock times their day. `layout` says what the columns
    of `report_table` hold, by their place; `date_order` is the answer to the question how dates are written.
    Raises LayoutNeeded if there are rows but none of people and times, FileRefused if there is no table at all.
    """
    document = _document(workbook, layout)
    if not any(table.rows for table in document.tables):
        refusal = FileRefused if report_table(workbook) is None else LayoutNeeded
        raise refusal(
            f"“{workbook.name}” has no table of people with times or minutes, so it is no attendance report."
            " Nothing was read. Save the report of the meeting tool anew, or mark the attendance by hand."
        )
    dating = _dating(document, held_on, date_order)
    reading = _reader(document).read(document, dating, held_on)
    told = meeting_told(document, dating)
    meeting, problems = fitting(told, reading.visits)
    people = participants_of(reading.visits, meeting)
    return AttendanceReport(
        product=reading.product,
        generation=reading.generation,
        title=text_of(document.facts.get(Field.TITLE)),
        started=told.started if dating.certain else None,
        ended=told.ended if dating.certain else None,
        time_zone_known=zone_is_known(reading.visits),
        date_order=dating.order,
        participants=people if dating.certain else tuple(map(without_dates, people)),
        problems=(
            *workbook.notes,
            *document.problems,
            *reading.problems,
            *problems,
            *doubts_of(reading.visits, dating, held_on),
        ),
        sha256=workbook.sha256,
    )


def looks_like_attendance(workbook: Workbook) -> float:
    """How sure it is that the file is an attendance report: 0 is none, 1 is one of a known product."""
    document = document_of(workbook)
    tables = [table for table in document.tables if table.rows]
    if not tables:
        return _likeness_by_shape(workbook)
    if any(reader.recognises(document) for reader in _PRODUCTS):
        return 1.0
    return 0.8 if any(table.has(Field.JOIN, Field.LEAVE) for table in tables) else 0.4


def _likeness_by_shape(workbook: Workbook) -> float:
    tables = [table for table in document_by_shape(workbook).tables if table.rows]
    if any(table.has(Field.JOIN, Field.LEAVE) for table in tables):
        return 0.7
    return 0.35 if tables else 0.0


def _reader(document: Document) -> _Reader:
    return next((reader for reader in _PRODUCTS if reader.recognises(document)), unknown)


def _document(workbook: Workbook, layout: Sequence[Field | None] | None) -> Document:
    """By the layout; else by the names of the columns; else, where those tell no times, by the cells."""
    if layout is not None:
        return document_as_told(workbook, layout)
    document = document_of(workbook)
    if any(table.has_times() and table.rows for table in document.tables):
        return document
    by_shape = document_by_shape(workbook)
    return by_shape if any(table.rows for table in by_shape.tables) else document


def _dating(document: Document, held_on: date | None, date_order: DateOrder | None) -> Dating:
    dating = dating_of(document.cells(), document.cells_of_meeting(), held_on, date_order)
    told = dating.day_in(document.facts.get(Field.MEETING_DAY))
    if told is None:
        return dating
    return replace(dating, day=told, certain=dating.order != "ambiguous")
