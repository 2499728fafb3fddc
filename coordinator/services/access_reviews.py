"""The yearly access review: who holds what is frozen, decided license by license, carried out as one step, and closed.

NIST SP 800-53, PS-6: access agreements, and who holds access under them, are reviewed at least once a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordinator.errors import RuleBroken
from coordinator.model import AccessReview, AccessReviewLine, License, Product
from coordinator.rules.access_review import is_possible, move_of
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.plain_text import one_line
from coordinator.rules.vocabulary import ReviewDecision
from coordinator.services.access_review_records import open_lines, open_review
from coordinator.services.certificates import BatchResult
from coordinator.services.compliance_papers import gates_in_words
from coordinator.services.license_moves import LicenseOrder, carry_out_moves
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.access_review_lines import has_moved_on, last_trainings, review_lines
from coordinator.views.gates import standings
from coordinator.views.people import position_words

_LONGEST_TITLE = 80
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ReviewStart:
    """What a review is called, which product it is about, and by when the offices answer."""

    product_id: int
    title: str
    due_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is to be done with one license of the review, and why."""

    line_id: int
    decision: ReviewDecision
    reason: str


# starting


def start_review(uow: UnitOfWork, start: ReviewStart) -> int:
    """Freeze every active license of the product as it stands today; returns the review's id.

    Raises RuleBroken without a title of its own, without licenses, or while another review of the product is open.
    """
    product, title = uow.get(Product, start.product_id), one_line(start.title)[:_LONGEST_TITLE]
    _check_start(uow, start, title)
    licenses = uow.all(
        select(License)
        .options(joinedload(License.designee))
        .where(License.product_id == product.id, License.state.in_(ACTIVE))
        .order_by(License.id)
    )
    if not licenses:
        raise RuleBroken(f"Nobody holds a license for {product.name} today. There is nothing to review.")
    review = uow.add(
        AccessReview(
            title=title,
            product_id=product.id,
            frozen_on=uow.today,
            due_on=start.due_on,
            note=start.note.strip(),
        )
    )
    uow.insert_rows(AccessReviewLine, _frozen(uow, review, licenses))
    uow.describe(f"Start “{title}”")
    return review.id


def _check_start(uow: UnitOfWork, start: ReviewStart, title: str) -> None:
    if not title:
        raise RuleBroken("Give the review a title, such as “Access review 2026”.")
    if start.due_on < uow.today:
        raise RuleBroken("The answers cannot be due before today. Choose a later day.")
    for review in uow.all(select(AccessReview)):
        if review.title.casefold() == title.casefold():
            raise RuleBroken(f"There is a review called “{review.title}” already. Choose another title.")
        if review.product_id == start.product_id and review.closed_on is None:
            raise RuleBroken(f"“{review.title}” of this product is still open. Close it first.")


def _frozen(uow: UnitOfWork, review: AccessReview, licenses: Sequence[License]) -> list[dict[str, Any]]:
    people = {license_.designee_id for license_ in licenses}
    standing = standings(uow.session, uow.today, people, product_id=review.product_id)
    trained, last = last_trainings(uow.session, people), _last_answers(uow, review.product_id)
    return [
        {
            "review_id": review.id,
            "license_id": license_.id,
            "designee_id": license_.designee_id,
            "office_id": license_.designee.office_id,
            "snapshot": {
                **_facts(license_),
                "basis": gates_in_words(standing[license_.designee_id].gates),
                "trained_on": _iso(trained.get(license_.designee_id)),
                "last_answer": last.get(license_.designee_id, ""),
            },
        }
        for license_ in licenses
    ]


def _facts(license_: License) -> dict[str, Any]:
    """What the office is shown of the license, and by what it is known again."""
    person = license_.designee
    return {
        "number": license_.number,
        "state": license_.state.value,
        "name": person.display_name,
        "office": person.office.code,
        "email": person.email,
        "position": position_words(person.position, person.position_text),
        "issued_on": _iso(license_.issued_on),
        "valid_until": _iso(license_.valid_until),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _last_answers(uow: UnitOfWork, product_id: int) -> dict[int, str]:
    """By holder, what the office said in the review before: "keep on 2025-11-14 (Access review 2025)"."""
    query = (
        select(AccessReviewLine)
        .join(AccessReview)
        .options(joinedload(AccessReviewLine.review), joinedload(AccessReviewLine.license))
        .where(AccessReview.product_id == product_id, AccessReviewLine.answer.is_not(None))
        .order_by(AccessReviewLine.id)
    )
    return {
        line.license.designee_id: f"{line.answer} on {line.answered_on} ({line.review.title})"
        for line in uow.all(query)
    }


def discard_review(uow: UnitOfWork, review_id: int) -> None:
    """Take back a review that was started by mistake: nothing was answered, taken or carried out yet."""
    review = uow.get(AccessReview, review_id)
    if review.files or any(line.answer or line.comment or line.carried_out_on for line in review.lines):
        raise RuleBroken(f"“{review.title}” has answers by now. Close it instead; it stays on record.")
    for line in list(review.lines):
        uow.delete(line)
    uow.delete(review)
    uow.describe(f"Discard “{review.title}”")


# deciding


def accept_proposals(uow: UnitOfWork, review_id: int, line_ids: Sequence[int]) -> int:
    """Decide each of these as it is proposed today; returns how many. Those without a proposal are left as they are."""
    wanted = set(line_ids)
    decisions = [
        LineDecision(line.id, line.proposal.decision, line.proposal.reason)
        for line in review_lines(uow.session, uow.today, review_id)
        if line.id in wanted and line.can_accept and line.proposal and line.proposal.decision
    ]
    if not decisions:
        raise RuleBroken("None of these licenses has a proposal to accept. Decide them one by one.")
    return decide_lines(uow, review_id, decisions)


def decide_lines(uow: UnitOfWork, review_id: int, decisions: Sequence[LineDecision]) -> int:
    """Decide these licenses, all or none; it can be changed until it is carried out. Returns how many.

    A license that is not kept needs a reason, which stands in its letter.
    """
    review = open_review(uow, review_id)
    by_line = {decided.line_id: decided for decided in decisions}
    lines = open_lines(uow, review, list(by_line))
    if not lines:
        raise RuleBroken("Choose the licenses first.")
    for line in lines:
        decided = by_line[line.id]
        _check_decision(line, decided)
        line.decision, line.reason = decided.decision, one_line(decided.reason)[:_LONGEST_REASON]
    what = lines[0].snapshot["number"] if len(lines) == 1 else f"{len(lines)} licenses"
    uow.describe(f"Decide {what} of “{review.title}”")
    return len(lines)


def _check_decision(line: AccessReviewLine, decided: LineDecision) -> None:
    number = line.snapshot["number"]
    if has_moved_on(line):
        raise RuleBroken(f"License {number} is {line.license.state.value} by now. It needs no decision here.")
    if not is_possible(line.license.state, decided.decision):
        raise RuleBroken(
            f"License {number} is only {line.license.state.value}: it can be kept or returned, nothing else."
        )
    if decided.decision is not ReviewDecision.KEEP and not decided.reason.strip():
        raise RuleBroken(f"Write down why license {number} is not kept. It stands in the letter.")


def undecide_lines(uow: UnitOfWork, review_id: int, line_ids: Sequence[int]) -> int:
    """Take decisions back that were not carried out; returns how many."""
    review = open_review(uow, review_id)
    lines = [line for line in open_lines(uow, review, line_ids) if line.decision is not None]
    for line in lines:
        line.decision, line.reason = None, ""
    uow.describe(f"Take {len(lines)} {'decision' if len(lines) == 1 else 'decisions'} of “{review.title}” back")
    return len(lines)


# carrying out


def carry_out_review(uow: UnitOfWork, review_id: int, progress: Progress = silent) -> BatchResult:
    """Carry every decision out as one step, each move with its letter; it cannot be undone once there is a letter.

    A license that moved on since the review began is skipped and named; so is one whose letter cannot be printed.
    `made` has the numbers of the licenses that were moved, `of` counts every decision. Stopped, the rest waits.
    """
    review = open_review(uow, review_id)
    lines = uow.all(
        select(AccessReviewLine)
        .options(joinedload(AccessReviewLine.license))
        .where(AccessReviewLine.review_id == review_id, AccessReviewLine.decision.is_not(None))
        .order_by(AccessReviewLine.id)
    )
    decided = [line for line in lines if line.carried_out_on is None]
    ready = [line for line in decided if not has_moved_on(line) and _can_be_carried_out(line)]
    ids = {line.id for line in ready}
    skipped = [_skipped(line) for line in decided if line.id not in ids]
    if not ready:
        raise RuleBroken(skipped[0] if skipped else "Nothing is decided yet. Decide some licenses first.")
    orders = _orders(ready)
    label = f"Carry out “{review.title}” for {len(ready)} {'license' if len(ready) == 1 else 'licenses'}"
    moved = carry_out_moves(uow, list(orders.values()), label, progress) if orders else BatchResult()
    numbers = set(moved.made)
    done = [line for line in ready if line.id not in orders or line.license.number in numbers]
    for line in done:
        line.carried_out_on = uow.today
    uow.describe(label, undoable=not orders)
    return BatchResult(moved.made, (*moved.refused, *skipped), moved.stopped, len(decided))


def _orders(lines: Sequence[AccessReviewLine]) -> Mapping[int, LicenseOrder]:
    """By line; a license that stays as it is needs none."""
    found = {}
    for line in lines:
        move = move_of(line.license.state, line.decision) if line.decision else None
        if move is not None:
            found[line.id] = LicenseOrder(line.license_id, move, line.reason)
    return found


def _can_be_carried_out(line: AccessReviewLine) -> bool:
    return line.decision is not None and is_possible(line.license.state, line.decision)


def _skipped(line: AccessReviewLine) -> str:
    then, now = line.snapshot["state"], line.license.state.value
    return (
        f"{line.snapshot['name']}: License {line.snapshot['number']} was {then} when the review began and is {now} by "
        "now; it was left as it is."
    )


def close_review(uow: UnitOfWork, review_id: int, note: str = "") -> None:
    """Close the review; it stays on record. What is not carried out is left as it is, and the note says why.

    Raises RuleBroken while licenses are open and there is no note.
    """
    review = open_review(uow, review_id)
    left = sum(line.carried_out_on is None and not has_moved_on(line) for line in review.lines)
    if left and not note.strip():
        raise RuleBroken(
            f"{left} {'license is' if left == 1 else 'licenses are'} not dealt with. Decide and carry out, or say in "
            "a note why the review is closed without."
        )
    review.closed_on = uow.today
    review.note = "\n".join(filter(None, (review.note, note.strip())))
    uow.describe(f"Close “{review.title}”")
