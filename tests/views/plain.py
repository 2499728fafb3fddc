"""The same questions as the views answer them, asked of one person at a time: slow, short and obviously right."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import (
    Acknowledgment,
    Completion,
    Designee,
    DocumentVersion,
    Gate,
    License,
    Nomination,
    Seat,
    Waiver,
)
from coordinator.rules.gates import Attendance, Completed, Exemption, Facts, GateResult, GateRule, Version, evaluate
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.validity import valid_until
from coordinator.rules.vocabulary import CourseKind, GateState, Mark, NominationState, SeatState


def kept(session: Session, person: Designee) -> Designee:
    while person.merged_into_id is not None:
        person = session.get_one(Designee, person.merged_into_id)
    return person


def gates(session: Session, today: date) -> dict[int, tuple[GateResult, ...]]:
    people = session.scalars(select(Designee)).all()
    return {person.id: gates_of(session, kept(session, person), today) for person in people}


def gates_of(session: Session, person: Designee, today: date) -> tuple[GateResult, ...]:
    rules = [
        GateRule(gate.id, gate.kind, gate.title, gate.document_kind)
        for gate in session.scalars(select(Gate).order_by(Gate.position))
        if gate.is_on
    ]
    versions = [
        Version(v.id, v.document_id, v.document.kind, v.document.title, v.label, v.effective_on, v.expires_on,
                v.grace_days)
        for v in session.scalars(select(DocumentVersion).order_by(DocumentVersion.id))
        if v.document.is_required
    ]  # fmt: skip
    return evaluate(rules, tuple(versions), facts(session, person), today)


def family(session: Session, person: Designee) -> list[int]:
    """This person and everyone who was merged into them."""
    return [each.id for each in session.scalars(select(Designee)) if kept(session, each) is person]


def records(session: Session, entity: Any, people: list[int]) -> list[Any]:
    return list(session.scalars(select(entity).where(entity.designee_id.in_(people)).order_by(entity.id)))


def facts(session: Session, person: Designee) -> Facts:
    people = family(session, person)
    nominations = [n for n in records(session, Nomination, people) if n.state is NominationState.SELECTED]
    selected = max(nominations, key=lambda row: (row.decided_on, row.id), default=None)
    acknowledged: dict[int, date] = {}
    for row in records(session, Acknowledgment, people):
        if row.version_id not in acknowledged or row.acknowledged_on < acknowledged[row.version_id]:
            acknowledged[row.version_id] = row.acknowledged_on
    completions = [row for row in records(session, Completion, people) if row.course.kind is CourseKind.LMS]
    return Facts(
        selected_on=selected.decided_on if selected else None,
        nominated_under=selected.tasking.number if selected else "",
        tasking_id=selected.tasking_id if selected else 0,
        acknowledged=acknowledged,
        attended=[attendance(s) for s in records(session, Seat, people) if s.mark is Mark.PRESENT],
        completed=[completed(row) for row in completions],
        departed_on=person.departed_on,
        supervisor_approved_on=selected.supervisor_approved_on if selected else None,
        exemptions=[
            Exemption(w.gate_id, w.reason, w.approver, w.valid_from, w.valid_until, w.id)
            for w in records(session, Waiver, people)
            if w.withdrawn_on is None
        ],
    )


def completed(row: Completion) -> Completed:
    until = row.valid_until or valid_until(row.completed_on, row.course.valid_days)
    return Completed(row.course_id, row.course.title, row.completed_on, until)


def attendance(seat: Seat) -> Attendance:
    training = seat.training
    day = training.starts_at.astimezone(ZoneInfo(training.time_zone)).date()
    until = valid_until(day, training.course.valid_days)
    return Attendance(training.title, day, seat.minutes, until, training.course_id, training.id)


def roster(session: Session, today: date, zone: str) -> list[dict[str, Any]]:
    """The fields of every row that are not simply columns of the person."""
    people = [person for person in session.scalars(select(Designee)) if person.merged_into_id is None]
    people.sort(key=lambda person: (person.display_name.casefold(), person.id))
    return [roster_row(session, person, today, zone) for person in people]


def roster_row(session: Session, person: Designee, today: date, zone: str) -> dict[str, Any]:
    results = gates_of(session, person, today)
    missing = [gate for gate in results if gate.state not in (GateState.PASSED, GateState.WAIVED)]
    kinds = {gate.id: gate.kind for gate in session.scalars(select(Gate))}
    people = family(session, person)
    nomination = last(records(session, Nomination, people))
    seats = [seat for seat in records(session, Seat, people) if seat.state is not SeatState.RELEASED]
    seat = last([seat for seat in seats if seat.mark is not None] or seats)
    licenses = records(session, License, people)
    held = last([each for each in licenses if each.state in ACTIVE] or licenses)
    return {
        "id": person.id,
        "name": person.display_name,
        "office": person.office.code,
        "passed": len(results) - len(missing),
        "gates": len(results),
        "next_action": missing[0].next_action if missing else "",
        "missing": frozenset(kinds[gate.gate_id] for gate in missing),
        "missing_title": missing[0].title if missing else "",
        "stale": frozenset(kinds[gate.gate_id] for gate in missing if gate.state is GateState.STALE),
        "is_stale": any(gate.state is GateState.STALE for gate in missing),
        "nomination": nomination.state if nomination else None,
        "rank": nomination.rank if nomination else None,
        "of": ranked_beside(session, nomination) if nomination else 0,
        "is_late": nomination.is_late if nomination else False,
        "is_over_quota": nomination.is_over_quota if nomination else False,
        "score": nomination.score if nomination else None,
        "manual_score": nomination.manual_score if nomination else None,
        "trial_use": nomination.trial_use if nomination else None,
        "course_completed": nomination.course_completed if nomination else None,
        "tasking": nomination.tasking.number if nomination else "",
        "nominated_on": nomination.nominated_at.astimezone(ZoneInfo(zone)).date() if nomination else None,
        "seat": seat_words(seat) if seat else "",
        "seat_state": seat.state if seat else None,
        "license": held.state if held else None,
        "position": person.position,
        "is_contractor": person.is_contractor,
        "departed_on": person.departed_on,
        "time_zone": person.time_zone,
    }


def ranked_beside(session: Session, nomination: Nomination) -> int:
    rows = session.scalars(select(Nomination).where(Nomination.tasking_id == nomination.tasking_id))
    return sum(row.rank is not None for row in rows)


def seat_words(seat: Seat) -> str:
    waits = f"Wait list {seat.queue_place}, " if seat.state is SeatState.WAIT_LISTED else ""
    return waits + seat.training.title


def last(rows: Iterable[Any]) -> Any:
    return max(rows, key=lambda row: row.id, default=None)
