"""Zoom: participants of a meeting, with or without the meeting above or beside them, and webinars."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from coordinator.exchange.attendance_reports.fields import MEETING_FIELDS, Field
from coordinator.exchange.attendance_reports.headers import is_original_name
from coordinator.exchange.attendance_reports.report import Reading, Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.table import Row, Table, only_rows
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import Rows, name_in, of_the_day, section_role, visits_of


def recognises(document: Document) -> bool:
    """A name column that promises the original name in brackets."""
    return any(map(is_original_name, document.labels()))


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits of a meeting or webinar."""
    rows, generation = Rows(), _generation(document)
    for table in document.tables:
        if generation == "wide":
            table, problems = of_the_day(table, Field.STARTED, dating, held_on, "meetings")
            rows.problems += problems + _several_meetings(table)
        if generation == "webinar":
            table = _with_names(table)
        found = visits_of([table], dating, originals=True)
        rows.problems += found.problems
        rows.visits += _with_role(found.visits, section_role(table))
    return Reading("zoom", generation, tuple(rows.visits), tuple(rows.problems))


def _generation(document: Document) -> str:
    tables = document.tables
    if any(table.has(Field.ATTENDED) for table in tables):
        return "webinar"
    if any(MEETING_FIELDS & table.columns.keys() for table in tables):
        return "wide"
    if not any(table.has(Field.JOIN) for table in tables):
        return "unique users"
    return "meeting with heading" if Field.STARTED in document.facts else "meeting"


def _several_meetings(table: Table) -> list[str]:
    meetings = {table.text(row, Field.MEETING_ID) for row in table.rows} - {""}
    return [f"The file holds {len(meetings)} meetings; all of them were read."] if len(meetings) > 1 else []


def _with_role(visits: Iterable[Visit], role: str) -> list[Visit]:
    return [replace(visit, role=visit.role or role) for visit in visits]


def _with_names(table: Table) -> Table:
    """Rejoins of a webinar leave the cells of the registration blank: they belong to the row above."""
    rows: list[Row] = []
    for row in table.rows:
        is_rejoin = bool(rows) and not _is_named(table, row) and bool(table.text(row, Field.JOIN))
        rows.append(_filled_from(rows[-1], row) if is_rejoin else row)
    return only_rows(table, rows)


def _is_named(table: Table, row: Row) -> bool:
    return bool(name_in(table, row) or table.text(row, Field.EMAIL))


def _filled_from(above: Row, row: Row) -> Row:
    return tuple(above[at] if cell is None and at < len(above) else cell for at, cell in enumerate(row))
