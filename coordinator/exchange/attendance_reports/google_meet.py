"""Google Meet: clock times without a date."""

from datetime import date

from coordinator.exchange.attendance_reports.report import Reading
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import visits_of

_LABELS = frozenset({"time joined", "time exited"})


def recognises(document: Document) -> bool:
    """Both of the columns that only Meet calls so."""
    return document.labels() >= _LABELS


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits, on the day that the dating was given."""
    rows = visits_of(document.tables, dating)
    return Reading("google_meet", "participants", tuple(rows.visits), tuple(rows.problems))
