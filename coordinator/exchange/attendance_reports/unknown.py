"""Any other table with names and times: tools that are not known, and lists kept by hand."""

from datetime import date

from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.report import Reading
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import visits_of


def recognises(document: Document) -> bool:
    """Always: it is asked last."""
    return True


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """Stays from all tables that have them, since a union cannot count twice; else one table of minutes."""
    timed = [table for table in document.tables if table.has(Field.JOIN)]
    rows = visits_of(timed or document.tables[:1], dating)
    return Reading("unknown", "table", tuple(rows.visits), tuple(rows.problems))
