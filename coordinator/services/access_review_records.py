"""The records of an access review that may still be changed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordinator.errors import RuleBroken
from coordinator.model import AccessReview, AccessReviewLine
from coordinator.store.unit_of_work import UnitOfWork


def open_review(uow: UnitOfWork, review_id: int) -> AccessReview:
    """Raises RuleBroken when it was closed."""
    review = uow.get(AccessReview, review_id)
    if review.closed_on is not None:
        raise RuleBroken(f"“{review.title}” was closed on {review.closed_on}. Nothing in it is changed any more.")
    return review


def open_lines(uow: UnitOfWork, review: AccessReview, line_ids: Sequence[int]) -> list[AccessReviewLine]:
    """Each once, in the order of the ids. Raises RuleBroken when one is of another review, or was carried out."""
    # The whole review at once: thousands of lines one by one, each with its license, would take seconds.
    query = select(AccessReviewLine).options(joinedload(AccessReviewLine.license))
    known = {line.id: line for line in uow.all(query.where(AccessReviewLine.review_id == review.id))}
    if not known.keys() >= set(line_ids):
        raise RuleBroken("Some of these licenses are not in this review. Refresh the page.")
    lines = [known[line_id] for line_id in dict.fromkeys(line_ids)]
    for line in lines:
        if line.carried_out_on is not None:
            raise RuleBroken(
                f"License {line.snapshot['number']} was dealt with on {line.carried_out_on}; that is final."
            )
    return lines
