"""The records of an access review that may still be changed."""

from coordinator.errors import RuleBroken
from coordinator.model import AccessReview, AccessReviewLine
from coordinator.store.unit_of_work import UnitOfWork


def open_review(uow: UnitOfWork, review_id: int) -> AccessReview:
    """Raises RuleBroken when it was closed."""
    review = uow.get(AccessReview, review_id)
    if review.closed_on is not None:
        raise RuleBroken(f"“{review.title}” was closed on {review.closed_on}. Nothing in it is changed any more.")
    return review


def open_line(uow: UnitOfWork, review: AccessReview, line_id: int) -> AccessReviewLine:
    """Raises RuleBroken when it is of another review, or was carried out."""
    line = uow.get(AccessReviewLine, line_id)
    if line.review_id != review.id:
        raise RuleBroken("This license belongs to another review. Refresh the page.")
    if line.carried_out_on is not None:
        raise RuleBroken(f"License {line.snapshot['number']} was dealt with on {line.carried_out_on}; that is final.")
    return line
