"""Verbs on attendance: marks by hand, and the report of the meeting tool with every decision kept as evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.exchange.attendance_reports import AttendanceReport as ReportContent
from coordinator.exchange.attendance_reports import Participant
from coordinator.model import (
    AttendanceInterval,
    AttendanceReport,
    Attendee,
    Designee,
    MeetingAlias,
    Seat,
    SeatEvent,
    TrainingSession,
)
from coordinator.rules.attendance import AttendanceRule, Interval, clip, mark_for, minutes_of
from coordinator.rules.names import fold
from coordinator.rules.vocabulary import Mark, SeatState, TrainingState
from coordinator.services.attendee_matching import MatchedBy, Matcher
from coordinator.services.seats import move_state
from coordinator.services.trainings import ends_at
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import unit_settings

SEATED = (SeatState.RESERVED, SeatState.CONFIRMED)
NOT_REMEMBERED = frozenset({"equal_name", "withheld", "dial_in"})


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark by hand; None clears it. Minutes may be unknown."""

    mark: Mark | None
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What a report did. `doubtful` people wait for a decision; `already_taken` means nothing changed."""

    people: int = 0
    matched: int = 0
    walk_ins: int = 0
    doubtful: int = 0
    unmarked: int = 0
    already_taken: bool = False


def record_attendance(uow: UnitOfWork, marks: Mapping[int, MarkEntry]) -> None:
    """Mark the given seats, by seat id. One broken rule and none of them is marked."""
    seats = [uow.get(Seat, seat_id) for seat_id in marks]
    for seat in seats:
        entry = marks[seat.id]
        _check_markable(uow, seat)
        seat.mark, seat.minutes, seat.mark_note = entry.mark, entry.minutes, entry.note
        seat.marked_at = uow.now if entry.mark else None
        seat.report_id = None  # by hand from now on: a later report does not overrule it
        _held(seat.training)
    who = seats[0].designee.display_name if len(seats) == 1 else f"{len(seats)} people"
    uow.describe(f"Mark attendance of {who}")


def record_minutes(uow: UnitOfWork, seat_id: int, minutes: int | None) -> None:
    """Minutes by hand; they earn the mark that the minutes rule gives them, unless the seat is excused."""
    if minutes is not None and minutes < 0:
        raise RuleBroken("Minutes cannot be negative.")
    seat = uow.get(Seat, seat_id)
    mark = mark_for(minutes, seat.training.duration_minutes, _rule(uow))
    record_attendance(uow, {seat_id: MarkEntry(seat.mark if _is_excused(seat) else mark, minutes, seat.mark_note)})


def _is_excused(seat: Seat) -> bool:
    return seat.mark is Mark.EXCUSED


def _rule(uow: UnitOfWork) -> AttendanceRule:
    settings = unit_settings(uow.session)
    return AttendanceRule(settings.attendance_present_percent, settings.attendance_partial_minutes)


def _check_markable(uow: UnitOfWork, seat: Seat) -> None:
    if seat.training.starts_at > uow.now:
        start = seat.training.starts_at.astimezone(ZoneInfo(seat.training.time_zone))
        raise RuleBroken(f"{seat.training.title} is not held before {start.date().isoformat()}.")
    if seat.state not in SEATED:
        raise RuleBroken(f"{seat.designee.display_name} has no reserved seat in {seat.training.title}.")


def _held(training: TrainingSession) -> None:
    if training.state in (TrainingState.PLANNED, TrainingState.OPEN):
        training.state = TrainingState.HELD


def mark_rest_absent(uow: UnitOfWork, training_id: int) -> int:
    """Mark every seat without a mark as absent; returns how many."""
    training = uow.get(TrainingSession, training_id)
    rest = [seat for seat in _seats(uow, training_id) if seat.state in SEATED and seat.mark is None]
    for seat in rest:
        _check_markable(uow, seat)
        seat.mark, seat.minutes, seat.marked_at = Mark.ABSENT, 0, uow.now
    uow.describe(f"Mark the rest of {training.title} absent")
    return len(rest)


def _seats(uow: UnitOfWork, training_id: int) -> Sequence[Seat]:
    return uow.all(select(Seat).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED))


def import_attendance(
    uow: UnitOfWork, training_id: int, file: tuple[str, bytes], content: ReportContent, time_zone: str = ""
) -> ReportResult:
    """Take a meeting tool's report: people matched, minutes from the union of all reports, marks by the minutes rule.

    `time_zone` is the zone of the file's times where the file does not tell; without it the training's. Who cannot
    be matched for certain waits for a decision. The same file a second time changes nothing.
    """
    training = uow.get(TrainingSession, training_id)
    if training.starts_at > uow.now:
        raise RuleBroken(f"{training.title} has not begun yet, so it can have no attendance report.")
    if training.state is TrainingState.CANCELLED:
        raise RuleBroken(f"{training.title} was cancelled, so it can have no attendance report.")
    kept = uow.keep_file(file[0], "text/csv", file[1])
    query = select(AttendanceReport).where(
        AttendanceReport.training_id == training_id, AttendanceReport.file_id == kept.id
    )
    if uow.first(query):
        return ReportResult(already_taken=True)
    report = uow.add(
        AttendanceReport(
            training_id=training_id,
            file_id=kept.id,
            product=content.product,
            generation=content.generation,
            read_at=uow.now,
        )
    )
    zone = ZoneInfo(time_zone or training.time_zone)
    matcher = Matcher(uow, training_id)
    attendees = [_add_attendee(uow, report, person, matcher, zone) for person in content.participants]
    _held(training)
    walk_ins = _apply(uow, training, report, {a.designee_id for a in attendees if a.designee_id})
    uow.describe(f"Import attendance of {training.title}")
    return ReportResult(
        people=len(attendees),
        matched=sum(a.designee_id is not None for a in attendees),
        walk_ins=walk_ins,
        doubtful=sum(a.designee_id is None for a in attendees),
        unmarked=sum(s.mark is None and s.state in SEATED for s in _seats(uow, training_id)),
    )


def _add_attendee(
    uow: UnitOfWork, report: AttendanceReport, person: Participant, matcher: Matcher, zone: ZoneInfo
) -> Attendee:
    match = matcher.match(person)
    attendee = uow.add(
        Attendee(
            report_id=report.id,
            designee_id=match.designee_id if match else None,
            name=person.name,
            email=person.email or "",
            upn=person.upn or "",
            role=person.role,
            minutes=person.minutes,
            flags=" ".join(person.flags),
            matched_by=match.by.value if match else "",
        )
    )
    rows = [
        {"attendee_id": attendee.id, "joined_at": _aware(join, zone), "left_at": _aware(leave, zone)}
        for join, leave in person.intervals
    ]
    uow.insert_rows(AttendanceInterval, rows)
    return attendee


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _apply(uow: UnitOfWork, training: TrainingSession, report: AttendanceReport, people: set[int]) -> int:
    """Mark the seats of these people by the minutes of all reports together; returns how many had no seat."""
    rule = _rule(uow)
    seats = {seat.designee_id: seat for seat in _seats(uow, training.id)}
    walk_ins = 0
    for person in sorted(people):
        seat = seats.get(person)
        if seat is None or seat.state not in SEATED:
            seat = _walk_in(uow, training, person, seat)
            walk_ins += 1
        minutes = _minutes(uow, training, person)
        if not _settled_by_hand(seat):
            seat.mark = mark_for(minutes, training.duration_minutes, rule)
            seat.marked_at = uow.now if seat.mark else None
            seat.report_id = report.id
        seat.minutes = minutes
    uow.flush()
    return walk_ins


def _settled_by_hand(seat: Seat) -> bool:
    """Excused stays excused, and who was marked as there by hand stays so; "the rest absent" gives way to a report."""
    return _is_excused(seat) or (seat.mark in (Mark.PRESENT, Mark.PARTIAL) and seat.report_id is None)


def _walk_in(uow: UnitOfWork, training: TrainingSession, designee_id: int, seat: Seat | None) -> Seat:
    """Someone present without a reserved seat: recorded, and not counted against the capacity."""
    if seat is None:
        seat = uow.add(
            Seat(
                training_id=training.id,
                designee_id=designee_id,
                state=SeatState.RESERVED,
                is_walk_in=True,
                queue_place=None,
            )
        )
        uow.add(SeatEvent(seat_id=seat.id, at=uow.now, to_state=SeatState.RESERVED, reason="walk-in"))
        return seat
    seat.is_walk_in = True
    move_state(uow, seat, SeatState.RESERVED, "came from the wait list as a walk-in")
    return seat


def _minutes(uow: UnitOfWork, training: TrainingSession, designee_id: int) -> int | None:
    """Minutes within the training, from the union of all intervals of all its reports; else what a file states."""
    query = (
        select(Attendee)
        .join(AttendanceReport, AttendanceReport.id == Attendee.report_id)
        .where(AttendanceReport.training_id == training.id, Attendee.designee_id == designee_id)
    )
    attendees = uow.all(query)
    rows = uow.all(
        select(AttendanceInterval).where(AttendanceInterval.attendee_id.in_([attendee.id for attendee in attendees]))
    )
    if rows:
        stays = [Interval(row.joined_at, row.left_at) for row in rows]
        return minutes_of(clip(stays, training.starts_at, ends_at(training)))
    stated = [attendee.minutes for attendee in attendees if attendee.minutes is not None]
    return min(max(stated), training.duration_minutes) if stated else None


def tie_attendee(uow: UnitOfWork, attendee_id: int, designee_id: int) -> None:
    """Settle who a participant is; the name is remembered for every later report."""
    attendee, designee = uow.get(Attendee, attendee_id), uow.get(Designee, designee_id)
    attendee.designee_id, attendee.matched_by, attendee.is_dismissed = designee_id, MatchedBy.HAND.value, False
    # A redacted name, a telephone, or a name that two people have says nothing about the next report.
    key = "" if NOT_REMEMBERED & set(attendee.flags.split()) else fold(attendee.name)
    if key and uow.first(select(MeetingAlias).where(MeetingAlias.alias_key == key)) is None:
        uow.add(MeetingAlias(designee_id=designee_id, alias=attendee.name, alias_key=key))
    uow.flush()
    assert attendee.report_id is not None
    report = uow.get(AttendanceReport, attendee.report_id)
    _apply(uow, uow.get(TrainingSession, report.training_id), report, {designee_id})
    uow.describe(f"Tie “{attendee.name}” to {designee.display_name}")


def dismiss_attendee(uow: UnitOfWork, attendee_id: int) -> None:
    """Settle that a participant is nobody on the roster, such as the host; the row stays on record."""
    attendee = uow.get(Attendee, attendee_id)
    attendee.is_dismissed = True
    uow.describe(f"Dismiss “{attendee.name}”")
