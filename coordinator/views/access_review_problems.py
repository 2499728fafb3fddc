"""Rows of returned workbooks that nobody has settled yet, read anew from the files that were kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.exchange.access_review_reader import read_returned
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import AccessReviewFile, AccessReviewLine
from coordinator.views.access_review_answers import ReviewInHand, RowProblem, Trouble, plan_of


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A row of a file that was taken, and that nobody has settled yet."""

    id: int
    file: str
    file_id: int
    office: str
    received_on: date
    problem: RowProblem


def open_problems(session: Session, review_id: int) -> tuple[OpenProblem, ...]:
    """The rows of the kept files that nobody has settled yet, read from the files themselves."""
    hand = ReviewInHand(session, review_id)
    query = (
        select(AccessReviewFile)
        .options(joinedload(AccessReviewFile.file), joinedload(AccessReviewFile.office))
        .where(AccessReviewFile.review_id == review_id)
        .order_by(AccessReviewFile.id)
    )
    files = session.scalars(query).all()
    newest = {row.office_id: row.id for row in files}
    lines = {line.id: line for line in hand.lines}
    found = []
    for row in files:
        plan = plan_of(hand, read_returned(read_workbook(row.file.name, row.file.content)))
        is_last = newest[row.office_id] == row.id
        found += [(row, problem) for problem in plan.problems if _is_open(problem, lines, is_last=is_last)]
    return tuple(
        OpenProblem(place, row.file.name, row.file_id, row.office.code, row.received_on, problem)
        for place, (row, problem) in enumerate(found, start=1)
    )


def _is_open(problem: RowProblem, lines: dict[int, AccessReviewLine], *, is_last: bool) -> bool:
    """What is about a license is settled by its answer or decision; anything else by a later file of the office."""
    line = lines.get(problem.line_id or 0)
    if line is None or problem.trouble is Trouble.TOO_LATE:
        return is_last
    return line.answer is None and line.decision is None
