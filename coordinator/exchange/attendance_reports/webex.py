"""Webex: one row for every device and join, so that the rows of one person overlap."""

from datetime import date

from coordinator.exchange.attendance_reports.report import Reading
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import visits_of

_LABELS = frozenset({"attendance duration", "connection type"})


def recognises(document: Document) -> bool:
    """The column for the attendance duration or for the connection."""
    return bool(document.labels() & _LABELS)


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits as they stand; the zone of the stamps is not in the file."""
    rows = visits_of(document.tables, dating)
    generation = "display name" if "display name" in document.labels() else "name"
    return Reading("webex", generation, tuple(rows.visits), tuple(rows.problems))
