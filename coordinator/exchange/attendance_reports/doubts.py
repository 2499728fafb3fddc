"""What a report leaves in doubt, in sentences."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from coordinator.exchange.attendance_reports.report import Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.stays import Meeting, stay_of
from coordinator.rules.attendance import Interval


def fitting(told: Meeting, visits: Iterable[Visit]) -> tuple[Meeting, list[str]]:
    """The meeting to clip to, and what that does: a start in another zone than the stays would cut them all."""
    stays = [stay for visit in visits if visit.leave and (stay := stay_of(visit, None))]
    outside = sum(not told.within(stay) for stay in stays)
    if outside * 2 > len(stays):
        return Meeting(), ["The start and end of the meeting do not fit the times of its people; they were not used."]
    cut = sum(stay.length - _length(told.within(stay)) >= timedelta(minutes=1) for stay in stays)
    sentence = f"{cut} stay(s) began before the meeting or ended after it; only the time within it was counted."
    return told, [sentence] if cut else []


def _length(stays: Iterable[Interval]) -> timedelta:
    return sum((stay.length for stay in stays), timedelta())


def zone_is_known(visits: Iterable[Visit]) -> bool:
    moments = [moment for visit in visits for moment in (visit.join, visit.leave) if moment]
    return bool(moments) and all(moment.tzinfo is not None for moment in moments)


def doubts_of(visits: Sequence[Visit], dating: Dating, held_on: date | None) -> list[str]:
    """Sentences about times that cannot be right, cannot be read for certain, or are of another day."""
    return _turned_back(visits) + (_of_another_day(visits, held_on) if dating.certain else [_undated(dating, held_on)])


def _turned_back(visits: Iterable[Visit]) -> list[str]:
    turned = sum(bool(visit.join and visit.leave and stay_of(visit, None) is None) for visit in visits)
    return [f"{turned} stay(s) end before they begin, so their times were not used."] if turned else []


def _undated(dating: Dating, held_on: date | None) -> str:
    if dating.order != "ambiguous":
        return "The times have no date. Only minutes were read; they get their date from the training."
    why = "the training’s date does not decide it" if held_on else "only the training’s date can decide it"
    return f"The dates can be read month first or day first; {why}. Only minutes were read."


def _of_another_day(visits: Iterable[Visit], held_on: date | None) -> list[str]:
    days = {visit.join.date() for visit in visits if visit.join}
    if held_on is None or not days or any(abs(day - held_on) <= timedelta(days=1) for day in days):
        return []
    return [f"The report is of {min(days).isoformat()}, but the training is on {held_on.isoformat()}."]
