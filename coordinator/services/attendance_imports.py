"""Takes a meeting tool's report in: the file and every participant kept as evidence, marks for who is certain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.exchange.attendance_reports import AttendanceReport as ReportContent
from coordinator.exchange.attendance_reports import Participant
from coordinator.exchange.media_types import media_type_of
from coordinator.model import AttendanceInterval, AttendanceReport, Attendee, ReportLayout, TrainingSession
from coordinator.rules.meeting_names import identity_of
from coordinator.rules.vocabulary import TrainingState
from coordinator.services.attendee_matching import AttendeeMatch, Doubt, MatchedBy, Matcher
from coordinator.services.seat_marks import SEATED, held, live_seats, mark_from_reports, still_open
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What a report did. `doubtful` people wait for a decision; `already_taken` means nothing changed.

    `was_replaced`: the file was taken before, and corrected by another since. `lost` people are no longer in a
    corrected file and lost the mark that came from it; the marks of `kept` people stay because a certificate was issued
    for them.
    """

    people: int = 0
    matched: int = 0
    walk_ins: int = 0
    doubtful: int = 0
    unmarked: int = 0
    already_taken: bool = False
    was_replaced: bool = False
    lost: int = 0
    kept: int = 0


def import_attendance(
    uow: UnitOfWork,
    training_id: int,
    file: tuple[str, bytes],
    content: ReportContent,
    time_zone: str = "",
    *,
    replaces: int | None = None,
    layout: Sequence[str] | None = None,
    headers_key: str = "",
) -> ReportResult:
    """Take a meeting tool's report: people matched, minutes from the union of all reports, marks by the minutes rule.

    `time_zone` is the zone of the file's times where the file does not tell; without it the training's. `replaces` is
    the report that this file corrects: what was decided by hand about its people is taken over, and it counts no more.
    `layout` says what the columns mean, and is remembered for files with these headers. Who cannot be matched for
    certain waits for a decision. The same file a second time changes nothing.
    """
    training = uow.get(TrainingSession, training_id)
    _check(uow, training)
    zone = check_zone(time_zone or training.time_zone)
    old = _replaced(uow, training_id, replaces)
    kept = uow.keep_file(file[0], media_type_of(file[0]), file[1])
    known = uow.first(
        select(AttendanceReport).where(AttendanceReport.training_id == training_id, AttendanceReport.file_id == kept.id)
    )
    if known is not None:
        return ReportResult(already_taken=True, was_replaced=known.replaced_by_id is not None)
    report = uow.add(
        AttendanceReport(
            training_id=training_id,
            file_id=kept.id,
            product=content.product,
            generation=content.generation,
            read_at=uow.now,
            time_zone="" if content.time_zone_known else zone,
            layout=list(layout) if layout is not None else None,
        )
    )
    _remember_layout(uow, layout, headers_key)
    attendees = _add_attendees(uow, report, content.participants, ZoneInfo(zone), old)
    held(training)
    return _marked(uow, training, report, attendees, old)


def _check(uow: UnitOfWork, training: TrainingSession) -> None:
    if training.starts_at > uow.now:
        raise RuleBroken(f"{training.title} has not begun yet, so it can have no attendance report.")
    if training.state is TrainingState.CANCELLED:
        raise RuleBroken(f"{training.title} was cancelled, so it can have no attendance report.")
    still_open(training)


def _replaced(uow: UnitOfWork, training_id: int, report_id: int | None) -> AttendanceReport | None:
    if report_id is None:
        return None
    report = uow.get(AttendanceReport, report_id)
    if report.training_id != training_id:
        raise RuleBroken("A file can correct a report of the same training only.")
    if report.replaced_by_id is not None:
        raise RuleBroken("This report was corrected by another file already. Choose that one.")
    return report


def _remember_layout(uow: UnitOfWork, layout: Sequence[str] | None, headers_key: str) -> None:
    if layout is None or not headers_key:
        return
    known = uow.first(select(ReportLayout).where(ReportLayout.headers == headers_key))
    if known is None:
        uow.add(ReportLayout(headers=headers_key, columns=list(layout)))
    elif known.columns != list(layout):
        known.columns = list(layout)


# participants


@dataclass(frozen=True, slots=True)
class _Decision:
    """What was decided by hand about a participant of the file that is corrected."""

    designee_id: int | None
    is_dismissed: bool
    decided_at: datetime | None
    decided_by: str


def _add_attendees(
    uow: UnitOfWork,
    report: AttendanceReport,
    people: Sequence[Participant],
    zone: ZoneInfo,
    old: AttendanceReport | None,
) -> list[dict[str, Any]]:
    """Returns the rows that were added."""
    known = _decided(old, people) if old is not None else {}
    decided = [known.get(_identity(person)) for person in people]
    by_hand = [each.designee_id if each else None for each in decided]
    matches = Matcher(uow.session, report.training_id).match_all(people, by_hand)
    rows = [
        _attendee(report.id, person, match, decision)
        for person, match, decision in zip(people, matches, decided, strict=True)
    ]
    ids = uow.insert_rows(Attendee, rows)
    stays = [
        {"attendee_id": attendee_id, "joined_at": _aware(join, zone), "left_at": _aware(leave, zone)}
        for attendee_id, person in zip(ids, people, strict=True)
        for join, leave in person.intervals
    ]
    uow.insert_rows(AttendanceInterval, stays)
    return rows


def _identity(person: Participant) -> str:
    return identity_of(person.name, person.email or "", person.upn or "")


def _decided(old: AttendanceReport, people: Sequence[Participant]) -> dict[str, _Decision]:
    """By who is the same in both files: of two who cannot be told apart neither is."""
    earlier = [identity_of(each.name, each.email, each.upn) for each in old.attendees]
    now = [_identity(person) for person in people]
    return {
        key: _Decision(each.designee_id, each.is_dismissed, each.decided_at, each.decided_by)
        for key, each in zip(earlier, old.attendees, strict=True)
        if (each.is_dismissed or each.matched_by == MatchedBy.HAND) and earlier.count(key) == now.count(key) == 1
    }


def _attendee(report_id: int, person: Participant, match: AttendeeMatch, decision: _Decision | None) -> dict[str, Any]:
    if decision is not None and decision.is_dismissed:
        match = AttendeeMatch()
    same = (Doubt.SAME_PERSON.value,) if match.doubt is Doubt.SAME_PERSON else ()
    return {
        "report_id": report_id,
        "designee_id": match.designee_id,
        "name": person.name,
        "email": person.email or "",
        "upn": person.upn or "",
        "role": person.role,
        "minutes": person.minutes,
        "flags": " ".join((*person.flags, *same)),
        "matched_by": match.by.value if match.by else "",
        "is_dismissed": decision is not None and decision.is_dismissed,
        "decided_at": decision.decided_at if decision else None,
        "decided_by": decision.decided_by if decision else "",
    }


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


# marks


def _marked(
    uow: UnitOfWork,
    training: TrainingSession,
    report: AttendanceReport,
    attendees: Sequence[Mapping[str, Any]],
    old: AttendanceReport | None,
) -> ReportResult:
    people = {each["designee_id"] for each in attendees} - {None}
    if old is not None:
        people |= {each.designee_id for each in old.attendees if each.designee_id is not None}
        old.replaced_by_id = report.id
    marked = mark_from_reports(uow, training, people)
    uow.describe(f"Import attendance of {training.title}")
    result = ReportResult(
        people=len(attendees),
        matched=sum(each["designee_id"] is not None for each in attendees),
        doubtful=sum(each["designee_id"] is None and not each["is_dismissed"] for each in attendees),
        unmarked=sum(seat.mark is None and seat.state in SEATED for seat in live_seats(uow, training.id)),
    )
    return replace(result, walk_ins=marked.walk_ins, lost=marked.lost, kept=marked.kept)
