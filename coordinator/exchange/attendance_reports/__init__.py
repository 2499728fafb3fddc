"""Attendance reports of meeting tools, read into one form. There is one reader a product."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol

from coordinator.errors import FileRefused
from coordinator.exchange.attendance_reports import (
    adobe_connect,
    google_meet,
    goto,
    teams,
    unknown,
    webex,
    zoom,
)
from coordinator.exchange.attendance_reports.headers import Field
from coordinator.exchange.attendance_reports.people import participants_of, without_dates
from coordinator.exchange.attendance_reports.report import AttendanceReport, Participant, Reading, Visit
from coordinator.exchange.attendance_reports.stamps import Dating, dating_of, duration_of
from coordinator.exchange.attendance_reports.tables import Document, document_of
from coordinator.exchange.spreadsheets import Workbook, text_of

__all__ = ["AttendanceReport", "Participant", "looks_like_attendance", "read_report"]


class _Reader(Protocol):
    def recognises(self, document: Document) -> bool: ...
    def read(self, document: Document, dating: Dating, held_on: date | None) -> Reading: ...


_PRODUCTS: tuple[_Reader, ...] = (zoom, adobe_connect, webex, google_meet, goto, teams)


def read_report(workbook: Workbook, *, held_on: date | None = None) -> AttendanceReport:
    """Everyone whom the report names. `held_on` is the training's date, in the time zone of the training.

    It decides how dates such as 4/5/21 are read and gives clock times their day. Raises FileRefused with a
    sentence if there is no table of people and times.
    """
    document = document_of(workbook)
    if not any(table.rows for table in document.tables):
        raise FileRefused(
            f"“{workbook.name}” has no table of people with times or minutes, so it is no attendance report."
            " Nothing was read. Save the report of the meeting tool anew, or mark the attendance by hand."
        )
    dating = _dating(document, held_on)
    reading = _reader(document).read(document, dating, held_on)
    started, ended = _span(document, dating)
    people = participants_of(reading.visits, ended)
    return AttendanceReport(
        product=reading.product,
        generation=reading.generation,
        title=text_of(document.facts.get(Field.TITLE)),
        started=started if dating.certain else None,
        ended=ended if dating.certain else None,
        time_zone_known=_zone_known(reading.visits),
        date_order=dating.order,
        participants=people if dating.certain else tuple(map(without_dates, people)),
        problems=(*document.problems, *reading.problems, *_doubts(reading.visits, dating, held_on)),
        sha256=workbook.sha256,
    )


def looks_like_attendance(workbook: Workbook) -> float:
    """How sure it is that the file is an attendance report: 0 is none, 1 is one of a known product."""
    document = document_of(workbook)
    tables = [table for table in document.tables if table.rows]
    if not tables:
        return 0.0
    if any(reader.recognises(document) for reader in _PRODUCTS):
        return 1.0
    return 0.8 if any(table.has(Field.JOIN, Field.LEAVE) for table in tables) else 0.4


def _reader(document: Document) -> _Reader:
    return next((reader for reader in _PRODUCTS if reader.recognises(document)), unknown)


def _dating(document: Document, held_on: date | None) -> Dating:
    dating = dating_of(document.cells(), document.cells_of_meeting(), held_on)
    told = dating.day_in(document.facts.get(Field.MEETING_DAY))
    if told is None:
        return dating
    return replace(dating, day=told, certain=dating.order != "ambiguous")


def _span(document: Document, dating: Dating) -> tuple[datetime | None, datetime | None]:
    """Start and end of the meeting as the file tells them; the end also from start and duration."""
    facts = document.facts
    started, ended = dating.moment(facts.get(Field.STARTED)), dating.moment(facts.get(Field.ENDED))
    lasted = duration_of(facts.get(Field.MEETING_MINUTES))
    if ended is None and started is not None and lasted is not None:
        ended = started + lasted
    return started, ended


def _zone_known(visits: Iterable[Visit]) -> bool:
    moments = [moment for visit in visits for moment in (visit.join, visit.leave) if moment]
    return bool(moments) and all(moment.tzinfo is not None for moment in moments)


def _doubts(visits: Iterable[Visit], dating: Dating, held_on: date | None) -> list[str]:
    if dating.order == "ambiguous":
        why = "the training’s date does not decide it" if held_on else "only the training’s date can decide it"
        return [f"The dates can be read month first or day first; {why}. Only minutes were read."]
    if not dating.certain:
        return ["The times have no date. Only minutes were read; they get their date from the training."]
    days = {visit.join.date() for visit in visits if visit.join}
    if held_on is None or not days or any(abs(day - held_on) <= timedelta(days=1) for day in days):
        return []
    return [f"The report is of {min(days).isoformat()}, but the training is on {held_on.isoformat()}."]
