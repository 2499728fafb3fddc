"""The Taskings page: taskings, the nominations under one, and what could not be read; the board is beside."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, ImportProblem, Nomination, Response, ResponseFile, Tasking
from coordinator.rules.vocabulary import NominationState, Position, ResponseState, TaskingState
from coordinator.views.board import BoardRow, board

__all__ = [
    "BoardRow", "NominationRow", "ProblemRow", "TaskingDetail", "TaskingRow", "board", "import_problems",
    "nominations", "tasking_detail", "taskings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskingRow:
    id: int
    number: str
    subject: str
    product: str
    state: TaskingState
    issued_on: date
    due_at: datetime
    due_zone: str
    nominated: int
    selected: int
    offices_answered: int
    offices: int


@dataclass(frozen=True, slots=True)
class TaskingDetail:
    """Everything a tasking says."""

    id: int
    number: str
    subject: str
    routing: str
    text: str
    attachments: str
    point_of_contact: str
    point_of_contact_email: str
    product: str
    state: TaskingState
    issued_on: date
    due_at: datetime
    due_zone: str


@dataclass(frozen=True, slots=True)
class NominationRow:
    """`reasons` are the words and points that make up the score; they are empty before the ranking."""

    id: int
    designee_id: int
    office_id: int
    name: str
    office: str
    position: Position
    email: str
    state: NominationState
    rank: int | None
    score: float | None
    explanation: str
    manual_score: float | None
    manual_note: str
    trial_use: bool | None
    course_completed: bool | None
    course_completed_on: date | None
    is_late: bool
    is_over_quota: bool
    decision_reason: str
    nominated_at: datetime
    remarks: str
    supervisor_priority: int | None
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    id: int
    office: str
    file: str
    sheet: str
    row: int
    kind: str
    message: str
    cells: str
    blocking: bool
    settled_on: date | None
    settled_how: str


def taskings(session: Session) -> tuple[TaskingRow, ...]:
    """Newest first."""
    nominations = list(session.execute(select(Nomination.tasking_id, Nomination.state)))
    nominated = Counter(t for t, state in nominations if state is not NominationState.WITHDRAWN)
    selected = Counter(t for t, state in nominations if state is NominationState.SELECTED)
    responses = list(session.execute(select(Response.tasking_id, Response.state)))
    answered = Counter(t for t, state in responses if state is not ResponseState.AWAITED)
    asked = Counter(t for t, _ in responses)
    query = select(Tasking).options(joinedload(Tasking.product)).order_by(Tasking.issued_on.desc(), Tasking.id.desc())
    return tuple(
        TaskingRow(
            id=row.id,
            number=row.number,
            subject=row.subject,
            product=row.product.name,
            state=row.state,
            issued_on=row.issued_on,
            due_at=row.due_at,
            due_zone=row.due_zone,
            nominated=nominated[row.id],
            selected=selected[row.id],
            offices_answered=answered[row.id],
            offices=asked[row.id],
        )
        for row in session.scalars(query)
    )


def tasking_detail(session: Session, tasking_id: int) -> TaskingDetail | None:
    row = session.get(Tasking, tasking_id)
    if row is None:
        return None
    return TaskingDetail(
        id=row.id,
        number=row.number,
        subject=row.subject,
        routing=row.routing,
        text=row.text,
        attachments=row.attachments,
        point_of_contact=row.point_of_contact,
        point_of_contact_email=row.point_of_contact_email,
        product=row.product.name,
        state=row.state,
        issued_on=row.issued_on,
        due_at=row.due_at,
        due_zone=row.due_zone,
    )


def nominations(session: Session, tasking_id: int) -> tuple[NominationRow, ...]:
    """Everyone nominated under the tasking: ranked ones in order, then the others by name."""
    query = (
        select(Nomination)
        .options(joinedload(Nomination.designee).joinedload(Designee.office), joinedload(Nomination.office))
        .where(Nomination.tasking_id == tasking_id)
    )
    rows = [_nomination_row(row) for row in session.scalars(query)]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.name.casefold(), row.id)))


def _nomination_row(row: Nomination) -> NominationRow:
    return NominationRow(
        id=row.id,
        designee_id=row.designee_id,
        office_id=row.office_id,
        name=row.designee.display_name,
        office=row.office.code,
        position=row.designee.position,
        email=row.designee.email,
        state=row.state,
        rank=row.rank,
        score=row.score,
        explanation=row.explanation,
        manual_score=row.manual_score,
        manual_note=row.manual_note,
        trial_use=row.trial_use,
        course_completed=row.course_completed,
        course_completed_on=row.course_completed_on,
        is_late=row.is_late,
        is_over_quota=row.is_over_quota,
        decision_reason=row.decision_reason,
        nominated_at=row.nominated_at,
        remarks=row.remarks,
        supervisor_priority=row.supervisor_priority,
        reasons=tuple((str(text), float(points)) for text, points in row.reasons or ()),
    )


def import_problems(session: Session, tasking_id: int, office_id: int | None = None) -> tuple[ProblemRow, ...]:
    """What could not be taken as it stood, with the raw cells, so that nothing is lost."""
    query = (
        select(ImportProblem)
        .join(ResponseFile)
        .join(Response)
        .options(joinedload(ImportProblem.response_file).joinedload(ResponseFile.response).joinedload(Response.office))
        .options(joinedload(ImportProblem.response_file).joinedload(ResponseFile.file))
        .where(Response.tasking_id == tasking_id)
        .order_by(ImportProblem.id)
    )
    if office_id is not None:
        query = query.where(Response.office_id == office_id)
    return tuple(
        ProblemRow(
            id=row.id,
            office=row.response_file.response.office.code,
            file=row.response_file.file.name,
            sheet=row.sheet,
            row=row.row,
            kind=row.kind,
            message=row.message,
            cells=row.cells,
            blocking=row.blocking,
            settled_on=row.settled_on,
            settled_how=row.settled_how,
        )
        for row in session.scalars(query)
    )
