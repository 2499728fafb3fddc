"""Adobe Connect: a table of what its API calls a session, with ISO stamps that tell their offset."""

from datetime import date

from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.report import Reading
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import Rows, of_the_day, visits_of

_LABELS = frozenset({"participant-name", "sco-id", "sco-name", "transcript-id", "date-created", "date-end"})


def recognises(document: Document) -> bool:
    """The names of the API as column headers."""
    return len(document.labels() & _LABELS) >= 2


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits of the training's day: a room is used again and again, and the file may hold all of it."""
    rows = Rows()
    for whole in document.tables:
        table, problems = of_the_day(whole, Field.JOIN, dating, held_on, "uses of the room")
        found = visits_of([table], dating)
        rows.visits += found.visits
        rows.problems += problems + found.problems
    return Reading("adobe_connect", "sessions", tuple(rows.visits), tuple(rows.problems))
