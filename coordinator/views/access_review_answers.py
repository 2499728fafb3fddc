"""What a returned workbook would change in an access review, row by row, before anything is recorded."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.access_review_key import ReviewKey, kept_text
from coordinator.exchange.access_review_reader import ReturnedRow, ReturnedWorkbook, read_returned
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import AccessReview, AccessReviewFile, AccessReviewLine, License, StoredFile
from coordinator.rules.names import fold, name_keys
from coordinator.rules.review_answers import read_answer
from coordinator.rules.vocabulary import ReviewAnswer

_NOT_IN_A_NUMBER = re.compile(r"[^A-Z0-9]+")


class Trouble(StrEnum):
    """Why a row was not taken."""

    UNKNOWN = "unknown"
    WRONG_NAME = "wrong_name"
    NOT_UNDERSTOOD = "not_understood"
    OTHER_OFFICE = "other_office"
    TWICE = "twice"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file as it came."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was not taken, as it stands, and why. `line_id` is the license of the review that it is about."""

    row: ReturnedRow
    trouble: Trouble
    sentence: str
    line_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What a row says of a license of the review, and what was on record before."""

    line_id: int
    number: str
    name: str
    answer: ReviewAnswer | None
    comment: str
    was: ReviewAnswer | None
    was_comment: str

    @property
    def is_change(self) -> bool:
        """Whether it takes the place of something that had been said."""
        return bool(self.was or self.was_comment)


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file: of which office it is, by which sign, and what it says. A file with a `refusal` cannot be taken.

    `answers` are those that are new or changed, `same` how many say what is on record, `blank` how many rows have no
    answer. `taken_on` is set when these very bytes were taken before.
    """

    name: str
    refusal: str = ""
    office_id: int | None = None
    office: str = ""
    by_key: bool = False
    answers: tuple[NewAnswer, ...] = ()
    same: int = 0
    blank: int = 0
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    taken_on: date | None = None

    @property
    def is_usable(self) -> bool:
        return not self.refusal and self.taken_on is None


class ReviewInHand:
    """The licenses of a review by number and by name, to hold returned rows against."""

    def __init__(self, session: Session, review_id: int) -> None:
        review = session.get(AccessReview, review_id)
        if review is None:
            raise RuleBroken("This access review is no longer there. Refresh the page.")
        self.review = review
        query = (
            select(AccessReviewLine)
            .options(
                joinedload(AccessReviewLine.license).joinedload(License.designee),
                joinedload(AccessReviewLine.office),
            )
            .where(AccessReviewLine.review_id == review_id)
            .order_by(AccessReviewLine.id)
        )
        self.lines = session.scalars(query).all()
        self._by_number = {_folded(line.snapshot["number"]): line for line in self.lines}
        self.offices = {line.office_id: line.office.code for line in self.lines}
        taken = select(StoredFile.sha256, AccessReviewFile.received_on).join(AccessReviewFile.file)
        self.taken = dict(session.execute(taken.where(AccessReviewFile.review_id == review_id)).all())

    def of_number(self, text: str) -> AccessReviewLine | None:
        return self._by_number.get(_folded(text))

    def of_name(self, text: str, office_id: int | None = None) -> AccessReviewLine | None:
        """The one license of somebody called that (in the office); None when there are more."""
        lines = [line for line in self.lines if office_id in (None, line.office_id)]
        found = [line for line in lines if text and is_called(line, text)]
        return found[0] if len(found) == 1 else None


def plan_files(session: Session, review_id: int, files: Sequence[ReturnedFile]) -> tuple[FilePlan, ...]:
    """What each file would change, or why it cannot be taken; the same file twice is said of the second."""
    hand = ReviewInHand(session, review_id)
    plans = []
    for file in files:
        try:
            returned = read_returned(read_workbook(file.name, file.data))
            plans.append(plan_of(hand, returned))
            hand.taken.setdefault(returned.sha256, date.min)
        except FileRefused as refusal:
            plans.append(FilePlan(file.name, refusal=str(refusal)))
    return tuple(plans)


def plan_of(hand: ReviewInHand, returned: ReturnedWorkbook) -> FilePlan:
    """The rows of one file held against the licenses of the review."""
    plan = FilePlan(returned.name, notes=_notes(returned), taken_on=hand.taken.get(returned.sha256))
    if returned.key is not None and not _is_of(hand.review, returned.key):
        told = f"“{returned.name}” was made for “{returned.key.review}”. Open that review to take it in."
        return replace(plan, refusal=told)
    office_id, by_key = _office_of(hand, returned)
    if office_id is None:
        told = f"“{returned.name}” names no license of this review. Check that it is the right file."
        return replace(plan, refusal=told)
    plan = replace(plan, office_id=office_id, office=hand.offices[office_id], by_key=by_key)
    return _with_rows(plan, hand, returned.rows, office_id)


def _notes(returned: ReturnedWorkbook) -> tuple[str, ...]:
    if not returned.is_key_altered:
        return returned.notes
    altered = "The hidden key was altered, so the office is told by the licenses in it."
    return (*returned.notes, altered)


def _is_of(review: AccessReview, key: ReviewKey) -> bool:
    return (key.review, key.frozen) == (kept_text(review.title), review.frozen_on.isoformat())


def _office_of(hand: ReviewInHand, returned: ReturnedWorkbook) -> tuple[int | None, bool]:
    """By the key; without one, the office that most of the rows are of. And whether it was by the key."""
    if returned.key is not None:
        found = next((each for each, code in hand.offices.items() if code == returned.key.office), None)
        if found is not None:
            return found, True
    lines = [hand.of_number(row.license) or hand.of_name(row.name) for row in returned.rows]
    counted = Counter(line.office_id for line in lines if line is not None)
    return (counted.most_common(1)[0][0], False) if counted else (None, False)


def _with_rows(plan: FilePlan, hand: ReviewInHand, rows: Sequence[ReturnedRow], office_id: int) -> FilePlan:
    problems: list[RowProblem] = []
    said: dict[int, list[tuple[ReturnedRow, AccessReviewLine]]] = defaultdict(list)
    for row in rows:
        line = hand.of_number(row.license) if row.license else hand.of_name(row.name, office_id)
        problem = _problem_of(hand, row, line, office_id)
        if problem is not None:
            problems.append(problem)
        elif line is not None:
            said[line.id].append((row, line))
    answers: list[NewAnswer] = []
    blank = same = 0
    for found in said.values():
        row, line = found[-1]
        if len({(read_answer(each.answer), each.comment) for each, _ in found}) > 1:
            problems += [_twice(each, line) for each, _ in found]
        elif not row.answer and not row.comment:
            blank += 1
        elif (answer := _answer(row, line)) is None:
            same += 1
        else:
            answers.append(answer)
            blank += not row.answer
    problems.sort(key=lambda problem: (problem.row.sheet, problem.row.row))
    return replace(plan, answers=tuple(answers), same=same, blank=blank, problems=tuple(problems))


def _problem_of(
    hand: ReviewInHand, row: ReturnedRow, line: AccessReviewLine | None, office_id: int
) -> RowProblem | None:
    """Why the row cannot be taken; None when it can."""
    if line is None:
        return _unknown(hand, row)
    number, name = line.snapshot["number"], line.snapshot["name"]
    if row.name and name_keys(row.name) and not is_called(line, row.name):
        told = f"{number} belongs to {name}, not to “{row.name}”. Nothing was taken from this row."
        return RowProblem(row, Trouble.WRONG_NAME, told, line.id)
    if line.office_id != office_id:
        told = f"{number} is a license of {line.office.code}, not of {hand.offices[office_id]}."
        return RowProblem(row, Trouble.OTHER_OFFICE, told, line.id)
    answer = read_answer(row.answer)
    if row.answer and answer is None:
        told = f"“{row.answer}” is neither keep nor return. Ask the office, or answer by hand."
        return RowProblem(row, Trouble.NOT_UNDERSTOOD, told, line.id)
    if line.carried_out_on is not None and answer is not line.answer and answer is not None:
        told = f"The review was carried out for {number} on {line.carried_out_on}; this answer came after that."
        return RowProblem(row, Trouble.TOO_LATE, told, line.id)
    return None


def _unknown(hand: ReviewInHand, row: ReturnedRow) -> RowProblem:
    known = hand.of_name(row.name)
    holds = f" {known.snapshot['name']} holds {known.snapshot['number']}." if known else ""
    if row.license:
        told = f"License “{row.license}” is not in this review.{holds}"
    else:
        told = f"There is no license number, and “{row.name}” is not one holder of this office.{holds}"
    return RowProblem(row, Trouble.UNKNOWN, told, known.id if known else None)


def _twice(row: ReturnedRow, line: AccessReviewLine) -> RowProblem:
    told = f"{line.snapshot['number']} stands in this file more than once, with different answers."
    return RowProblem(row, Trouble.TWICE, told, line.id)


def _answer(row: ReturnedRow, line: AccessReviewLine) -> NewAnswer | None:
    """What changes; None when the row says what is on record. A comment that an earlier file brought can be erased."""
    answer = read_answer(row.answer) or line.answer
    comment = row.comment or ("" if row.answer and line.file_id is not None else line.comment)
    if (answer, comment) == (line.answer, line.comment) or line.carried_out_on is not None:
        return None
    frozen = line.snapshot
    return NewAnswer(line.id, frozen["number"], frozen["name"], answer, comment, line.answer, line.comment)


def is_called(line: AccessReviewLine, text: str) -> bool:
    """Whether somebody so called is the holder, by the name of then or of now, in either order."""
    holder = line.license.designee.display_name
    return any(
        fold(text) == fold(name) or name_keys(text) & name_keys(name) for name in (line.snapshot["name"], holder)
    )


def _folded(number: str) -> str:
    return _NOT_IN_A_NUMBER.sub("", unicodedata.normalize("NFKC", number).upper())
