"""The board of a tasking: every office that was asked, what it answered, and what was last written to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import ImportProblem, Nomination, OutgoingDraft, Quota, Response, ResponseFile, Tasking
from coordinator.rules.deadlines import lateness
from coordinator.rules.vocabulary import DraftKind, DraftState, NominationState, ResponseState


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One office's answer: "3 of 5, on time". `late_by` is how long after the due time the first file came.

    `overdue_by` is how long an answer is missing since the due time. `reserved` of the quota are the office's own
    whatever others rank; `given_back` are not in the quota any more, `taken_up` from others are.
    """

    id: int
    office_code: str
    office_name: str
    time_zone: str
    quota: int
    nominated: int
    over_quota: int
    state: ResponseState
    received_at: datetime | None
    received_from: str
    late_by: timedelta | None
    problems: int
    reserved: int = 0
    given_back: int = 0
    taken_up: int = 0
    overdue_by: timedelta | None = None
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    note: str = ""

    @property
    def is_awaited(self) -> bool:
        """An office without a quota is not waited for."""
        return self.state is ResponseState.AWAITED and self.quota > 0

    @property
    def is_late(self) -> bool:
        """It came late, or has not come though it is due."""
        return self.late_by is not None or self.overdue_by is not None

    @property
    def short(self) -> int:
        """How many fewer than its quota an office named that answered."""
        return max(self.quota - self.nominated, 0) if self.state is ResponseState.RECEIVED else 0


def board(session: Session, tasking_id: int, now: datetime | None = None) -> tuple[BoardRow, ...]:
    """Every office that was asked, by code; `id` is the office's. Without `now` nobody is overdue."""
    tasking = session.get(Tasking, tasking_id)
    if tasking is None:
        return ()
    quotas = {q.office_id: q for q in session.scalars(select(Quota).where(Quota.tasking_id == tasking_id))}
    nominated, over = _nominated(session, tasking_id)
    problems, mails = _open_problems(session), _last_mails(session, tasking_id)
    query = select(Response).options(joinedload(Response.office)).where(Response.tasking_id == tasking_id)
    board_rows = [
        BoardRow(
            id=row.office_id,
            office_code=row.office.code,
            office_name=row.office.name,
            time_zone=row.office.time_zone,
            quota=quota.seats if (quota := quotas.get(row.office_id)) else 0,
            nominated=nominated[row.office_id],
            over_quota=over[row.office_id],
            state=row.state,
            received_at=row.received_at,
            received_from=row.received_from,
            late_by=_late_by(tasking, row),
            problems=problems[row.id],
            reserved=quota.reserved if quota else 0,
            given_back=quota.given_back if quota else 0,
            taken_up=quota.taken_up if quota else 0,
            overdue_by=_overdue_by(tasking, row, quota, now),
            asked_at=mails.get((row.office_id, DraftKind.SOLICITATION)),
            reminded_at=mails.get((row.office_id, DraftKind.REMINDER)),
            note=row.note,
        )
        for row in session.scalars(query)
    ]
    return tuple(sorted(board_rows, key=lambda row: row.office_code))


def _nominated(session: Session, tasking_id: int) -> tuple[Counter[int], Counter[int]]:
    """How many each office named, and how many of them beyond its quota."""
    query = select(Nomination.office_id, Nomination.is_over_quota).where(
        Nomination.tasking_id == tasking_id, Nomination.state != NominationState.WITHDRAWN
    )
    rows = session.execute(query).all()
    return Counter(office for office, _ in rows), Counter(office for office, is_over in rows if is_over)


def _open_problems(session: Session) -> Counter[int]:
    """By response."""
    query = (
        select(ResponseFile.response_id)
        .join(ImportProblem, ImportProblem.response_file_id == ResponseFile.id)
        .where(ImportProblem.settled_on.is_(None))
    )
    return Counter(session.scalars(query))


def _last_mails(session: Session, tasking_id: int) -> Mapping[tuple[int, DraftKind], datetime]:
    """When the newest mail of each kind was sent to each office."""
    query = (
        select(OutgoingDraft.office_id, OutgoingDraft.kind, OutgoingDraft.sent_at)
        .where(OutgoingDraft.tasking_id == tasking_id, OutgoingDraft.state == DraftState.MARKED_SENT)
        .order_by(OutgoingDraft.sent_at)
    )
    return {(row.office_id, row.kind): row.sent_at for row in session.execute(query) if row.office_id and row.sent_at}


def _late_by(tasking: Tasking, response: Response) -> timedelta | None:
    if response.state is not ResponseState.RECEIVED or response.received_at is None:
        return None
    return lateness(tasking.due_at, response.received_at)


def _overdue_by(tasking: Tasking, response: Response, quota: Quota | None, now: datetime | None) -> timedelta | None:
    """An office without a quota need not answer."""
    if now is None or response.state is not ResponseState.AWAITED or not (quota and quota.seats):
        return None
    return lateness(tasking.due_at, now)
