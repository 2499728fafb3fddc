"""Answers of the offices in an access review: from the workbooks they send back, or entered by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.access_review_reader import read_returned
from coordinator.exchange.media_types import media_type_of
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import AccessReview, AccessReviewFile, AccessReviewLine
from coordinator.rules.access_review import is_late
from coordinator.rules.plain_text import one_line
from coordinator.rules.vocabulary import ReviewAnswer
from coordinator.services.access_review_records import open_lines, open_review
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.access_review_answers import FilePlan, NewAnswer, ReturnedFile, ReviewInHand, plan_of

_LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class TakenAnswers:
    """What came of some files. `changed` took the place of an earlier answer, `withdrawn` are decisions that rested on
    one; `problems` are rows to look at, `left_out` the files that were taken before."""

    offices: tuple[str, ...]
    new: int
    changed: int
    late: int
    problems: int
    withdrawn: int
    left_out: tuple[str, ...]
    stopped: bool = False


def take_answers(
    uow: UnitOfWork,
    review_id: int,
    files: Sequence[ReturnedFile],
    received_on: date | None = None,
    progress: Progress = silent,
) -> TakenAnswers:
    """Take the answers of these files as one step; each file is kept. Late answers are taken and known as late.

    A file that was taken before is left out; of two files of an office the later one counts. Raises FileRefused for one
    that cannot be read, and RuleBroken for one of another review: then nothing is taken.
    """
    review = open_review(uow, review_id)
    on = received_on or uow.today
    if not review.frozen_on <= on <= uow.today:
        raise RuleBroken("The answers came between the day that the review began and today. Check the day.")
    taken: list[tuple[FilePlan, int]] = []
    left_out: list[str] = []
    stopped = False
    hand = ReviewInHand(uow.session, review_id)
    for done, file in enumerate(files):
        try:
            progress(done, len(files), file.name)
        except Cancelled:
            stopped = True
            break
        returned = read_returned(read_workbook(file.name, file.data))
        plan = plan_of(hand, returned)
        if plan.refusal:
            raise RuleBroken(plan.refusal)
        if plan.taken_on is None:
            taken.append((plan, _take(uow, review, file, plan, on)))
            hand.taken[returned.sha256] = on
        else:
            left_out.append(file.name)
    offices = tuple(dict.fromkeys(plan.office for plan, _ in taken))
    uow.describe(f"Take the answers of {_named(offices)} for “{review.title}”")
    answers = [answer for plan, _ in taken for answer in plan.answers]
    return TakenAnswers(
        offices=offices,
        new=sum(not answer.is_change for answer in answers),
        changed=sum(answer.is_change for answer in answers),
        late=len(answers) if is_late(on, review.due_on) else 0,
        problems=sum(len(plan.problems) for plan, _ in taken),
        withdrawn=sum(withdrawn for _, withdrawn in taken),
        left_out=tuple(left_out),
        stopped=stopped,
    )


def _named(offices: Sequence[str]) -> str:
    return ", ".join(offices) if len(offices) <= 3 else f"{len(offices)} offices"


def _take(uow: UnitOfWork, review: AccessReview, file: ReturnedFile, plan: FilePlan, on: date) -> int:
    """How many decisions were withdrawn by it."""
    assert plan.office_id is not None
    kept = uow.keep_file(file.name, media_type_of(file.name), file.data)
    withdrawn = 0
    for answer in plan.answers:
        line = uow.get(AccessReviewLine, answer.line_id)
        withdrawn += _say(line, answer, on)
        line.file_id = kept.id
    uow.add(
        AccessReviewFile(
            review_id=review.id,
            office_id=plan.office_id,
            file_id=kept.id,
            received_on=on,
            answered=len(plan.answers) + plan.same,
        )
    )
    return withdrawn


def _say(line: AccessReviewLine, answer: NewAnswer, on: date) -> bool:
    """Put the answer down; whether a decision that rested on another one was withdrawn."""
    if answer.answer is not line.answer:
        line.answered_on = on if answer.answer else None
    line.answer, line.comment = answer.answer, answer.comment
    return _withdraw(line)


def _withdraw(line: AccessReviewLine) -> bool:
    """A decision that was not carried out is made anew when what it rests on is another."""
    had_one = line.decision is not None
    line.decision, line.reason = None, ""
    return had_one


# by hand


def answer_lines(uow: UnitOfWork, review_id: int, line_ids: Sequence[int], answer: ReviewAnswer | None) -> int:
    """Enter the answer that an office gave in another way, or take it back with None; returns how many changed."""
    review = open_review(uow, review_id)
    lines = open_lines(uow, review, line_ids)
    changed = [line for line in lines if line.answer is not answer]
    for line in changed:
        line.answer, line.answered_on = answer, uow.today if answer else None
        _withdraw(line)
    what = changed[0].snapshot["number"] if len(changed) == 1 else f"{len(changed)} licenses"
    verb = {ReviewAnswer.KEEP: "Answer keep for", ReviewAnswer.RETURN: "Answer return for"}
    uow.describe(f"{verb[answer] if answer else 'Take the answer back for'} {what}")
    return len(changed)


def comment_line(uow: UnitOfWork, review_id: int, line_id: int, comment: str) -> None:
    """Put down what the office said about a license in another way."""
    review = open_review(uow, review_id)
    [line] = open_lines(uow, review, [line_id])
    line.comment = one_line(comment)[:_LONGEST_COMMENT]
    uow.describe(f"Comment on {line.snapshot['number']}")
