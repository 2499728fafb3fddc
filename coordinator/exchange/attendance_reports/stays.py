"""Stays: from joining to leaving, within the time of the meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.exchange.attendance_reports.durations import duration_of
from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.report import Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.rules.attendance import Interval, clip


@dataclass(frozen=True, slots=True)
class Meeting:
    """When the meeting began and ended, as the file tells; `slack` is how far its end may be rounded."""

    started: datetime | None = None
    ended: datetime | None = None
    slack: timedelta = timedelta()

    def within(self, stay: Interval) -> tuple[Interval, ...]:
        """What of the stay lies in the meeting; waiting for the host and staying on are no attendance."""
        start = self._alike(self.started, stay) or stay.join
        end = self._alike(self.ended and self.ended + self.slack, stay) or stay.leave
        return clip([stay], start, end) if start <= end else ()

    def _alike(self, moment: datetime | None, stay: Interval) -> datetime | None:
        """The moment, if it can be compared with the stay's."""
        return moment if moment and (moment.tzinfo is None) == (stay.join.tzinfo is None) else None


def meeting_told(document: Document, dating: Dating) -> Meeting:
    """Start and end of the meeting as the file tells them; the end also from start and whole minutes."""
    facts = document.facts
    started, ended = dating.moment(facts.get(Field.STARTED)), dating.moment(facts.get(Field.ENDED))
    lasted = duration_of(facts.get(Field.MEETING_MINUTES))
    if ended is None and started is not None and lasted is not None:
        return Meeting(started, started + lasted, timedelta(minutes=1))
    return Meeting(started, ended) if started is None or ended is None or started <= ended else Meeting()


def stay_of(visit: Visit, ended: datetime | None) -> Interval | None:
    """From joining to leaving, to the stated duration after joining, or to the end of the meeting.

    None where an end is missing, or where the leaving comes before the joining.
    """
    if visit.join is None:
        return None
    leave = visit.leave
    if leave is None:
        leave = ended if visit.stated is None else visit.join + visit.stated
    if leave is None or (leave.tzinfo is None) != (visit.join.tzinfo is None) or leave < visit.join:
        return None
    return Interval(visit.join, leave)
