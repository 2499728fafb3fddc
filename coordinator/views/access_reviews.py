"""Access reviews: how far each is, and office by office."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.exchange.access_review_workbook import workbook_name
from coordinator.model import (
    AccessReview,
    AccessReviewFile,
    AccessReviewLine,
    Office,
    OutgoingDraft,
    StoredFile,
)
from coordinator.rules.access_review import is_late
from coordinator.rules.vocabulary import DraftKind, DraftState, ReviewAnswer
from coordinator.views.access_review_lines import has_moved_on
from coordinator.views.offices import mail_contacts


class ReviewState(StrEnum):
    """How a review stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    DECIDING = "deciding"
    DONE = "done"
    CLOSED = "closed"


class OfficeAnswer(StrEnum):
    """How an office stands with its answer."""

    OVERDUE = "overdue"
    AWAITED = "awaited"
    PARTLY = "partly"
    LATE = "late"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review. Licenses that moved on since it began need no answer and no decision."""

    id: int
    title: str
    product_id: int
    product: str
    frozen_on: date
    due_on: date
    closed_on: date | None
    note: str
    licenses: int
    answered: int
    moved_on: int
    undecided: int
    decided: int
    carried_out: int
    offices: int
    offices_answered: int
    offices_late: int
    state: ReviewState


@dataclass(frozen=True, slots=True)
class ReviewOffice:
    """One office under a review. `asked_on` is when the workbook was drafted to it, `sent_on` when that mail was sent,
    `reminded_on` when a later one was; `address` is "" where no contact has one."""

    id: int
    code: str
    name: str
    licenses: int
    answered: int
    kept: int
    returned: int
    comments: int
    moved_on: int
    answer: OfficeAnswer
    answered_on: date | None
    asked_at: datetime | None
    sent_at: datetime | None
    reminded_at: datetime | None
    files: int
    contact: str
    address: str

    @property
    def missing(self) -> int:
        return self.licenses - self.answered - self.moved_on

    @property
    def is_complete(self) -> bool:
        return self.missing == 0


_Lines = Sequence[AccessReviewLine]


def access_reviews(session: Session, today: date, *, open_only: bool = False) -> tuple[ReviewRow, ...]:
    """Every review: the open ones first, then the newest."""
    query = select(AccessReview).options(joinedload(AccessReview.product)).order_by(AccessReview.id.desc())
    if open_only:
        query = query.where(AccessReview.closed_on.is_(None))
    reviews = session.scalars(query).all()
    lines = _lines(session, [review.id for review in reviews])
    rows = [_row(review, lines[review.id], today) for review in reviews]
    return tuple(sorted(rows, key=lambda row: row.closed_on is not None))


def _lines(session: Session, review_ids: Iterable[int]) -> dict[int, list[AccessReviewLine]]:
    found: dict[int, list[AccessReviewLine]] = defaultdict(list)
    query = (
        select(AccessReviewLine)
        .options(joinedload(AccessReviewLine.license))
        .where(AccessReviewLine.review_id.in_(review_ids))
        .order_by(AccessReviewLine.id)
    )
    for line in session.scalars(query):
        found[line.review_id].append(line)
    return found


def _row(review: AccessReview, lines: _Lines, today: date) -> ReviewRow:
    by_office = _by_office(lines)
    answers = [_answer_of(mine, review.due_on, today) for mine in by_office.values()]
    open_ = [line for line in lines if line.carried_out_on is None and not has_moved_on(line)]
    undecided = sum(line.decision is None for line in open_)
    answered = [answer in (OfficeAnswer.LATE, OfficeAnswer.ON_TIME) for answer in answers]
    return ReviewRow(
        id=review.id,
        title=review.title,
        product_id=review.product_id,
        product=review.product.name,
        frozen_on=review.frozen_on,
        due_on=review.due_on,
        closed_on=review.closed_on,
        note=review.note,
        licenses=len(lines),
        answered=sum(line.answer is not None for line in lines),
        moved_on=sum(map(has_moved_on, lines)),
        undecided=undecided,
        decided=len(open_) - undecided,
        carried_out=sum(line.carried_out_on is not None for line in lines),
        offices=len(by_office),
        offices_answered=sum(answered),
        offices_late=sum(answer is OfficeAnswer.LATE for answer in answers),
        state=_state(review, len(open_), all(answered), today),
    )


def _state(review: AccessReview, open_lines: int, is_answered: bool, today: date) -> ReviewState:
    if review.closed_on is not None:
        return ReviewState.CLOSED
    if not open_lines:
        return ReviewState.DONE
    if is_answered:
        return ReviewState.DECIDING
    return ReviewState.OVERDUE if today > review.due_on else ReviewState.OPEN


def _by_office(lines: _Lines) -> dict[int, list[AccessReviewLine]]:
    found: dict[int, list[AccessReviewLine]] = defaultdict(list)
    for line in lines:
        found[line.office_id].append(line)
    return found


def _answer_of(lines: _Lines, due_on: date, today: date) -> OfficeAnswer:
    """Of an office with these lines. It has answered when nothing is missing; late when one answer was."""
    missing = [line for line in lines if line.answer is None and not has_moved_on(line)]
    if missing:
        if today > due_on:
            return OfficeAnswer.OVERDUE
        return OfficeAnswer.PARTLY if len(missing) < len(lines) else OfficeAnswer.AWAITED
    return OfficeAnswer.LATE if any(is_late(line.answered_on, due_on) for line in lines) else OfficeAnswer.ON_TIME


# the offices of one


def review_offices(session: Session, today: date, review_id: int) -> tuple[ReviewOffice, ...]:
    """Every office with a license under the review, by code."""
    review = session.get(AccessReview, review_id)
    if review is None:
        return ()
    by_office = _by_office(_lines(session, [review_id])[review_id])
    offices = session.scalars(select(Office).where(Office.id.in_(by_office)).order_by(Office.code)).all()
    mails, contacts = _mails(session, review, offices), mail_contacts(session)
    counting = select(AccessReviewFile.office_id, func.count()).where(AccessReviewFile.review_id == review_id)
    files = dict(session.execute(counting.group_by(AccessReviewFile.office_id)).all())
    return tuple(
        _office(
            office,
            by_office[office.id],
            _answer_of(by_office[office.id], review.due_on, today),
            mails.get(office.id, ()),
            files=files.get(office.id, 0),
            contact=contacts[office.id].name if office.id in contacts else "",
            address=contacts[office.id].email if office.id in contacts else "",
        )
        for office in offices
    )


def _office(
    office: Office,
    lines: _Lines,
    answer: OfficeAnswer,
    mails: Sequence[OutgoingDraft],
    *,
    files: int,
    contact: str,
    address: str,
) -> ReviewOffice:
    sent = [mail.sent_at for mail in mails if mail.sent_at is not None]
    days = [line.answered_on for line in lines if line.answered_on is not None]
    return ReviewOffice(
        id=office.id,
        code=office.code,
        name=office.name,
        licenses=len(lines),
        answered=sum(line.answer is not None for line in lines),
        kept=sum(line.answer is ReviewAnswer.KEEP for line in lines),
        returned=sum(line.answer is ReviewAnswer.RETURN for line in lines),
        comments=sum(bool(line.comment) for line in lines),
        moved_on=sum(has_moved_on(line) and line.answer is None for line in lines),
        answer=answer,
        answered_on=max(days, default=None),
        asked_at=mails[0].made_at if mails else None,
        sent_at=sent[0] if sent else None,
        reminded_at=sent[-1] if len(sent) > 1 else None,
        files=files,
        contact=contact,
        address=address,
    )


def _mails(session: Session, review: AccessReview, offices: Sequence[Office]) -> dict[int, list[OutgoingDraft]]:
    """By office, the mails that carry its workbook of this review, in order; discarded ones do not count."""
    names = {workbook_name(review.title, office.code): office.id for office in offices}
    query = (
        select(OutgoingDraft, StoredFile.name)
        .join(StoredFile, StoredFile.id == OutgoingDraft.file_id)
        .where(OutgoingDraft.kind == DraftKind.ACCESS_REVIEW, OutgoingDraft.state != DraftState.DISCARDED)
        .where(OutgoingDraft.office_id.in_([office.id for office in offices]))
        .order_by(OutgoingDraft.id)
    )
    found: dict[int, list[OutgoingDraft]] = defaultdict(list)
    for mail, name in session.execute(query):
        if names.get(name) == mail.office_id and mail.office_id is not None:
            found[mail.office_id].append(mail)
    return found
