"""Courses of the LMS and of the unit, and who completed them: by a list that came in, or by having attended."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Completion, Course, Designee, Gate, Seat, TrainingSession
from coordinator.rules.validity import valid_until
from coordinator.rules.vocabulary import CourseKind, Mark
from coordinator.views.settings import unit_settings


class CompletionState(StrEnum):
    """How a completion stands today. `REPEATED` is one that a later completion took the place of."""

    COUNTS = "counts"
    EXPIRING = "expiring"
    LAPSED = "lapsed"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One completion. What attendance says has negative ids, so that an id means one row."""

    id: int
    course_id: int
    designee_id: int
    name: str
    office: str
    email: str
    completed_on: date
    valid_until: date | None
    state: CompletionState
    source: str
    file_id: int | None
    training_id: int | None

    @property
    def is_by_attendance(self) -> bool:
        return self.id < 0

    def days_left(self, today: date) -> int | None:
        """Until it lapses; None when it does not, or did."""
        if self.valid_until is None or self.valid_until < today:
            return None
        return (self.valid_until - today).days


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course. `counts`, `expiring` and `lapsed` are people by their latest completion; `gates` ask for it."""

    id: int
    kind: CourseKind
    code: str
    title: str
    duty_hours: str
    delivery: str
    valid_days: int | None
    counts: int
    expiring: int
    lapsed: int
    gates: tuple[str, ...]


def courses(session: Session, today: date) -> tuple[CourseRow, ...]:
    """The unit's own first, each with how many people completed it."""
    gates = session.execute(select(Gate.course_id, Gate.title).where(Gate.course_id.is_not(None), Gate.is_on)).all()
    rows = []
    for course in session.scalars(select(Course).order_by(Course.kind.desc(), Course.title, Course.id)):
        states = [row.state for row in completions(session, course.id, today)]
        rows.append(
            CourseRow(
                id=course.id,
                kind=course.kind,
                code=course.code,
                title=course.title,
                duty_hours=course.duty_hours,
                delivery=course.delivery,
                valid_days=course.valid_days,
                counts=states.count(CompletionState.COUNTS) + states.count(CompletionState.EXPIRING),
                expiring=states.count(CompletionState.EXPIRING),
                lapsed=states.count(CompletionState.LAPSED),
                gates=tuple(title for course_id, title in gates if course_id == course.id),
            )
        )
    return tuple(rows)


def completions(session: Session, course_id: int, today: date) -> tuple[CompletionRow, ...]:
    """Everyone who completed the course, by name, the latest completion first."""
    course = session.get(Course, course_id)
    if course is None:
        return ()
    ahead = unit_settings(session).gates_expiring_days
    attended = list(_attended(session, course))
    by_seat = {(row.designee_id, row.completed_on) for row in attended}
    listed = [row for row in _listed(session, course) if (row.designee_id, row.completed_on) not in by_seat]
    rows = _with_states([*attended, *listed], today, ahead)
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.designee_id, -row.completed_on.toordinal())))


def _listed(session: Session, course: Course) -> Iterable[CompletionRow]:
    person = joinedload(Completion.designee).joinedload(Designee.office)
    query = select(Completion).options(person).where(Completion.course_id == course.id)
    for row in session.scalars(query):
        until = row.valid_until or valid_until(row.completed_on, course.valid_days)
        yield _row(row.id, course, row.designee, row.completed_on, until, row.source, row.evidence_file_id)


def _attended(session: Session, course: Course) -> Iterable[CompletionRow]:
    """By being present, which counts for the unit's own courses whether or not a certificate was issued."""
    query = (
        select(Seat)
        .join(TrainingSession)
        .options(joinedload(Seat.designee).joinedload(Designee.office), joinedload(Seat.training))
        .where(TrainingSession.course_id == course.id, Seat.mark == Mark.PRESENT)
    )
    for seat in session.scalars(query):
        training = seat.training
        on = training.starts_at.astimezone(ZoneInfo(training.time_zone)).date()
        until = valid_until(on, course.valid_days)
        yield _row(-seat.id, course, seat.designee, on, until, f"attended {training.title}", None, training.id)


def _row(
    row_id: int,
    course: Course,
    person: Designee,
    on: date,
    until: date | None,
    source: str,
    file_id: int | None,
    training_id: int | None = None,
) -> CompletionRow:
    return CompletionRow(
        id=row_id,
        course_id=course.id,
        designee_id=person.id,
        name=person.display_name,
        office=person.office.code,
        email=person.email,
        completed_on=on,
        valid_until=until,
        state=CompletionState.COUNTS,
        source=source,
        file_id=file_id,
        training_id=training_id,
    )


def _with_states(rows: Iterable[CompletionRow], today: date, ahead: int) -> list[CompletionRow]:
    """Of each person the completion that lasts longest counts; the others were repeated."""
    by_person: dict[int, list[CompletionRow]] = defaultdict(list)
    for row in rows:
        by_person[row.designee_id].append(row)
    found = []
    for of_one in by_person.values():
        last = max(of_one, key=lambda row: (row.valid_until or date.max, row.completed_on, row.id))
        found += [
            replace(row, state=_state(row, today, ahead) if row is last else CompletionState.REPEATED) for row in of_one
        ]
    return found


def _state(row: CompletionRow, today: date, ahead: int) -> CompletionState:
    if row.valid_until is None:
        return CompletionState.COUNTS
    left = (row.valid_until - today).days
    if left < 0:
        return CompletionState.LAPSED
    return CompletionState.EXPIRING if left <= ahead else CompletionState.COUNTS
