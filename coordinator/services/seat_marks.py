"""What the reports of a training say about its seats: minutes from all of them together, marks by the rule."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import (
    AttendanceInterval,
    AttendanceReport,
    Attendee,
    Certificate,
    Seat,
    SeatEvent,
    TrainingSession,
)
from coordinator.rules.attendance import Interval, clip, mark_for, minutes_of
from coordinator.rules.vocabulary import CertificateState, Mark, SeatState, TrainingState
from coordinator.services.seats import move_state
from coordinator.services.wait_list import reorder_wait_list
from coordinator.store.history import Snapshot
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.attendance_review import rule_of
from coordinator.views.records import kept_people

SEATED = (SeatState.RESERVED, SeatState.CONFIRMED)
FROM_WAIT_LIST = "came from the wait list as a walk-in"
AT_ONCE = 500


@dataclass(slots=True)
class Marked:
    """What became of people: new walk-ins, marks lost with the report they came from, marks that a certificate kept."""

    walk_ins: int = 0
    lost: int = 0
    changed: int = 0
    kept: int = 0
    certificate: str = ""


def begun(uow: UnitOfWork, training: TrainingSession) -> None:
    """Raises RuleBroken before the start, and for a training that was cancelled or closed."""
    still_open(training)
    if training.starts_at > uow.now:
        start = training.starts_at.astimezone(ZoneInfo(training.time_zone))
        raise RuleBroken(f"{training.title} is not held before {start.date().isoformat()}.")


def still_open(training: TrainingSession) -> None:
    """Raises RuleBroken for a training whose attendance does not change: it was cancelled, or closed."""
    if training.state is TrainingState.CANCELLED:
        raise RuleBroken(f"{training.title} was cancelled, so nobody attended it.")
    if training.state is TrainingState.CLOSED:
        raise RuleBroken(f"{training.title} is closed. Reopen it before its attendance is changed.")


def held(training: TrainingSession) -> None:
    if training.state in (TrainingState.PLANNED, TrainingState.OPEN):
        training.state = TrainingState.HELD


def live_seats(uow: UnitOfWork, training_id: int) -> Sequence[Seat]:
    return uow.all(select(Seat).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED))


def certified(uow: UnitOfWork, training_id: int) -> dict[int, str]:
    """The numbers of the valid certificates from this training, by person."""
    kept = kept_people(Snapshot(uow.session))
    query = select(Certificate.designee_id, Certificate.number).where(
        Certificate.training_id == training_id, Certificate.state == CertificateState.ISSUED
    )
    return {kept[person]: number for person, number in uow.session.execute(query)}


def check_certificate(seat: Seat, mark: Mark | None, number: str | None) -> None:
    """Who holds a certificate was present: the mark changes only after the certificate."""
    if number is not None and mark is not Mark.PRESENT and seat.mark is not mark:
        raise RuleBroken(
            f"{seat.designee.display_name} holds certificate {number} from this training. "
            "Revoke or supersede it before the mark is changed."
        )


def mark_from_reports(uow: UnitOfWork, training: TrainingSession, people: Collection[int]) -> Marked:
    """Bring the seats of these people to what the reports that count say.

    Who is in none (any more) loses the mark that came from one. Excused and marks by hand stay; so does the mark of who
    holds a certificate.
    """
    uow.flush()
    marked = Marked()
    seats = {seat.designee_id: seat for seat in live_seats(uow, training.id)}
    numbers = certified(uow, training.id)
    attended, rule = _attended(uow, training, people), rule_of(uow.session, training)
    for person in sorted(people):
        seat, there = seats.get(person), attended.get(person)
        if there is not None and not _is_outsider(seat, there):
            seat = _seat_of(uow, training.id, person, seat, marked)
            if there.minutes is not None or not _is_settled_by_hand(seat):
                seat.minutes = there.minutes
            mark = mark_for(there.minutes, training.duration_minutes, rule)
            _mark(uow, seat, mark, there.report_id, numbers.get(person), marked)
        elif seat is not None and seat.report_id is not None:
            _lose(uow, seat, numbers.get(person), marked)
    uow.flush()
    return marked


@dataclass(frozen=True, slots=True)
class _Attended:
    """The minutes of all reports together, None for unknown, and the last of the reports."""

    minutes: int | None
    report_id: int


def _is_outsider(seat: Seat | None, there: _Attended) -> bool:
    """Somebody without a seat who was there only before or after: no walk-in, and the place on the wait list stays."""
    has_seat = seat is not None and seat.state in SEATED and not (seat.is_walk_in and seat.report_id is not None)
    return there.minutes == 0 and not has_seat


def _seat_of(uow: UnitOfWork, training_id: int, person: int, seat: Seat | None, marked: Marked) -> Seat:
    if seat is not None and seat.state in SEATED:
        return seat
    marked.walk_ins += 1
    return seat_walk_in(uow, training_id, person, seat)


def _mark(uow: UnitOfWork, seat: Seat, mark: Mark | None, report_id: int, number: str | None, marked: Marked) -> None:
    if _is_settled_by_hand(seat):
        return
    if number is not None and mark is not Mark.PRESENT and seat.mark is not mark:
        marked.kept, marked.certificate = marked.kept + 1, number
        return
    marked.changed += seat.mark is not mark
    seat.mark, seat.marked_at, seat.report_id = mark, uow.now if mark else None, report_id


def _lose(uow: UnitOfWork, seat: Seat, number: str | None, marked: Marked) -> None:
    if number is not None:
        marked.kept, marked.certificate = marked.kept + 1, number
        return
    marked.lost += seat.mark is not None
    marked.changed += seat.mark is not None
    seat.mark = seat.marked_at = seat.minutes = seat.report_id = None
    if seat.is_walk_in:
        release_walk_in(uow, seat)


def release_walk_in(uow: UnitOfWork, seat: Seat) -> None:
    """A walk-in of whom nothing tells any more goes back where they came from."""
    uow.flush()
    last = uow.first(select(SeatEvent).where(SeatEvent.seat_id == seat.id).order_by(SeatEvent.id.desc()))
    waited = last is not None and last.reason == FROM_WAIT_LIST
    # At once with the state: for a moment the seat would count against the capacity.
    seat.is_walk_in = False
    move_state(uow, seat, SeatState.WAIT_LISTED if waited else SeatState.RELEASED, "no longer a walk-in")
    if waited:
        reorder_wait_list(uow, seat.training_id)


def _is_settled_by_hand(seat: Seat) -> bool:
    """Excused stays excused, and who was marked as there by hand stays so; "the rest absent" gives way to a report."""
    return seat.mark is Mark.EXCUSED or (seat.mark in (Mark.PRESENT, Mark.PARTIAL) and seat.report_id is None)


def seat_walk_in(uow: UnitOfWork, training_id: int, designee_id: int, seat: Seat | None) -> Seat:
    """Someone present without a reserved seat: recorded, and not counted against the capacity."""
    if seat is None:
        seat = uow.add(
            Seat(
                training_id=training_id,
                designee_id=designee_id,
                state=SeatState.RESERVED,
                is_walk_in=True,
                queue_place=None,
            )
        )
        uow.add(SeatEvent(seat_id=seat.id, at=uow.now, to_state=SeatState.RESERVED, reason="walk-in"))
        return seat
    seat.is_walk_in = True
    waited = seat.state is SeatState.WAIT_LISTED
    move_state(uow, seat, SeatState.RESERVED, FROM_WAIT_LIST if waited else "came without having confirmed")
    if waited:
        reorder_wait_list(uow, training_id)
    return seat


def _attended(uow: UnitOfWork, training: TrainingSession, people: Collection[int]) -> dict[int, _Attended]:
    """Minutes within the training: the union of all intervals of all reports that count, or what a file states."""
    attendees = _attendees(uow, training.id, people)
    stays = _stays(uow, [each.id for each in attendees])
    found: dict[int, list[Attendee]] = defaultdict(list)
    for attendee in attendees:
        assert attendee.designee_id is not None
        found[attendee.designee_id].append(attendee)
    return {person: _together(training, rows, stays) for person, rows in found.items()}


def _together(training: TrainingSession, rows: Sequence[Attendee], stays: dict[int, list[Interval]]) -> _Attended:
    intervals = [stay for row in rows for stay in stays.get(row.id, ())]
    known = [minutes_of(clip(intervals, training.starts_at, training.ends_at))] if intervals else []
    # Only minutes are known of these, and not when: they may lie within the intervals.
    known += [row.minutes for row in rows if row.id not in stays and row.minutes is not None]
    minutes = min(max(known), training.duration_minutes) if known else None
    return _Attended(minutes, max(row.report_id or 0 for row in rows))


def _attendees(uow: UnitOfWork, training_id: int, people: Collection[int]) -> list[Attendee]:
    query = (
        select(Attendee)
        .join(AttendanceReport, AttendanceReport.id == Attendee.report_id)
        .where(
            AttendanceReport.training_id == training_id,
            AttendanceReport.replaced_by_id.is_(None),
            Attendee.designee_id.is_not(None),
        )
    )
    return [each for each in uow.all(query) if each.designee_id in people]


def _stays(uow: UnitOfWork, attendee_ids: Sequence[int]) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = defaultdict(list)
    for start in range(0, len(attendee_ids), AT_ONCE):
        some = AttendanceInterval.attendee_id.in_(attendee_ids[start : start + AT_ONCE])
        for row in uow.all(select(AttendanceInterval).where(some)):
            found[row.attendee_id].append(Interval(row.joined_at, row.left_at))
    return dict(found)
