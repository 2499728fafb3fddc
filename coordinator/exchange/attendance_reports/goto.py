"""GoToWebinar, which lists everyone who registered, and GoToMeeting, whose date stands above its clock times."""

from datetime import date

from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.report import Reading
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import visits_of

_WEBINAR = frozenset({"in session duration (minutes)", "interest rating", "join time - leave time (time in session)"})


def recognises(document: Document) -> bool:
    """The columns or the heading of a webinar, or a meeting date above a table."""
    return _is_webinar(document) or Field.MEETING_DAY in document.facts


def _is_webinar(document: Document) -> bool:
    return bool(document.labels() & _WEBINAR) or "webinar name" in document.first_cells()


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits of either product."""
    rows = visits_of(document.tables, dating)
    if _is_webinar(document):
        return Reading("gotowebinar", "attendee report", tuple(rows.visits), tuple(rows.problems))
    return Reading("gotomeeting", "details", tuple(rows.visits), tuple(rows.problems))
