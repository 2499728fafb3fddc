"""Marks by hand, and the rule by which minutes earn marks. The other verbs on attendance are found here too."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Seat, TrainingSession
from coordinator.rules.attendance import AttendanceRule, mark_for
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance_imports import ReportResult, import_attendance
from coordinator.services.attendee_decisions import (
    AttendeeDecision,
    add_to_roster,
    dismiss_attendee,
    reopen_attendee,
    settle_attendees,
    tie_attendee,
)
from coordinator.services.seat_marks import (
    SEATED,
    begun,
    certified,
    check_certificate,
    held,
    live_seats,
    mark_from_reports,
    still_open,
)
from coordinator.services.walk_ins import StrangerFacts, add_walk_in, note_stranger
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.attendance_review import rule_of

__all__ = [
    "AttendeeDecision",
    "MarkEntry",
    "ReportResult",
    "RuleChange",
    "StrangerFacts",
    "add_to_roster",
    "add_walk_in",
    "dismiss_attendee",
    "import_attendance",
    "mark_rest",
    "mark_rest_absent",
    "note_stranger",
    "record_attendance",
    "record_minutes",
    "record_note",
    "reopen_attendee",
    "set_attendance_rule",
    "settle_attendees",
    "tie_attendee",
]


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark by hand; None clears it. Minutes may be unknown."""

    mark: Mark | None
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How many marks a new rule changed, and how many it did not because a certificate was issued for them."""

    changed: int
    kept: int = 0


def record_attendance(uow: UnitOfWork, marks: Mapping[int, MarkEntry]) -> None:
    """Mark the given seats, by seat id. One broken rule and none of them is marked.

    Raises RuleBroken before the start, without a reserved seat, for a closed training, and where a certificate from
    this training would lose the attendance behind it.
    """
    seats = [uow.get(Seat, seat_id) for seat_id in marks]
    numbers = {training_id: certified(uow, training_id) for training_id in {seat.training_id for seat in seats}}
    for seat in seats:
        entry = marks[seat.id]
        if entry.minutes is not None and entry.minutes < 0:
            raise RuleBroken("Minutes cannot be negative.")
        _check_markable(uow, seat)
        check_certificate(seat, entry.mark, numbers[seat.training_id].get(seat.designee_id))
        seat.mark, seat.minutes, seat.mark_note = entry.mark, entry.minutes, entry.note
        seat.marked_at = uow.now if entry.mark else None
        seat.report_id = None  # by hand from now on: a later report does not overrule it
        held(seat.training)
    who = seats[0].designee.display_name if len(seats) == 1 else f"{len(seats)} people"
    uow.describe(f"Mark attendance of {who}")


def record_minutes(uow: UnitOfWork, seat_id: int, minutes: int | None) -> None:
    """Minutes by hand; they earn the mark that the minutes rule gives them, unless the seat is excused."""
    seat = uow.get(Seat, seat_id)
    mark = mark_for(minutes, seat.training.duration_minutes, rule_of(uow.session, seat.training))
    is_excused = seat.mark is Mark.EXCUSED
    record_attendance(uow, {seat_id: MarkEntry(seat.mark if is_excused else mark, minutes, seat.mark_note)})


def record_note(uow: UnitOfWork, seat_id: int, note: str) -> None:
    """What there is to say about somebody's attendance; the mark, and where it came from, stays."""
    seat = uow.get(Seat, seat_id)
    if seat.state is SeatState.RELEASED:
        raise RuleBroken(f"{seat.designee.display_name} has no seat in {seat.training.title} any more.")
    seat.mark_note = note.strip()
    uow.describe(f"Note on the attendance of {seat.designee.display_name}")


def _check_markable(uow: UnitOfWork, seat: Seat) -> None:
    begun(uow, seat.training)
    if seat.state not in SEATED:
        raise RuleBroken(f"{seat.designee.display_name} has no reserved seat in {seat.training.title}.")


def mark_rest(uow: UnitOfWork, training_id: int, mark: Mark) -> int:
    """Mark every seat without a mark as present or absent; returns how many."""
    if mark not in (Mark.PRESENT, Mark.ABSENT):
        raise RuleBroken("The rest can be marked present or absent. Mark others one by one.")
    training = uow.get(TrainingSession, training_id)
    rest = [seat for seat in live_seats(uow, training_id) if seat.state in SEATED and seat.mark is None]
    numbers = certified(uow, training_id)
    for seat in rest:
        _check_markable(uow, seat)
        check_certificate(seat, mark, numbers.get(seat.designee_id))
        seat.mark, seat.marked_at, seat.report_id = mark, uow.now, None
        if mark is Mark.ABSENT:
            seat.minutes = 0
        held(training)
    uow.describe(f"Mark the rest of {training.title} {mark.value}")
    return len(rest)


def mark_rest_absent(uow: UnitOfWork, training_id: int) -> int:
    """Mark every seat without a mark as absent; returns how many."""
    return mark_rest(uow, training_id, Mark.ABSENT)


def set_attendance_rule(
    uow: UnitOfWork,
    training_id: int,
    present_percent: int | None = None,
    present_minutes: int | None = None,
    partial_minutes: int | None = None,
) -> RuleChange:
    """Give a training a rule of its own; all None is the unit's. Marks that came from a report are earned anew.

    Raises RuleBroken for a rule that cannot be, and for both a percentage and minutes.
    """
    check_rule(present_percent, present_minutes, partial_minutes)
    training = uow.get(TrainingSession, training_id)
    still_open(training)
    training.present_percent, training.present_minutes = present_percent, present_minutes
    training.partial_minutes = partial_minutes
    rule = rule_of(uow.session, training)
    if rule.present_minutes is not None and rule.present_minutes > training.duration_minutes:
        raise RuleBroken(f"{training.title} lasts {training.duration_minutes} minutes; nobody can attend longer.")
    query = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.report_id.is_not(None))
    marked = mark_from_reports(uow, training, set(uow.session.scalars(query)))
    uow.describe(f"Change the attendance rule of {training.title}")
    return RuleChange(marked.changed, marked.kept)


def check_rule(percent: int | None, minutes: int | None, partial: int | None) -> None:
    """Raises RuleBroken for a rule that cannot be; zero is a mistake, not the absence of a rule."""
    if percent is not None and minutes is not None:
        raise RuleBroken("Present is decided by a percentage or by minutes, not by both.")
    if minutes is not None and minutes < 1:
        raise RuleBroken("At least one minute must be attended for the mark present.")
    AttendanceRule(80 if percent is None else percent, 1 if partial is None else partial, minutes)
