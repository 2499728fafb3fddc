"""When licenses are to be reviewed again: NIST SP 800-53, PS-6, has it done at least once a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import AccessReview, License, Product
from coordinator.rules.access_review import is_review_due
from coordinator.rules.licensing import ACTIVE
from coordinator.views.access_reviews import access_reviews
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class ProductToReview:
    """A product with active licenses; `open_review` is the title of the review under way, "" for none.

    `since` is when the first of its active licenses was issued: before a first review a year counts from there.
    """

    id: int
    name: str
    licenses: int
    offices: int
    last_began: date | None
    open_review: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """Either a product whose yearly review is due, or an open review past the day its answers were due.

    `count` is how many licenses are active, or how many of the review are not carried out yet.
    """

    product_id: int
    product: str
    count: int
    last_began: date | None = None
    review_id: int | None = None
    title: str = ""
    due_on: date | None = None

    @property
    def is_overdue(self) -> bool:
        return self.review_id is not None


def products_to_review(session: Session) -> tuple[ProductToReview, ...]:
    """Every product with active licenses, by name."""
    began = dict(
        session.execute(
            select(AccessReview.product_id, func.max(AccessReview.frozen_on)).group_by(AccessReview.product_id)
        ).all()
    )
    under_way = {row.product_id: row.title for row in session.scalars(select(AccessReview)) if row.closed_on is None}
    query = select(License).options(joinedload(License.designee)).where(License.state.in_(ACTIVE)).order_by(License.id)
    active: dict[int, list[int]] = defaultdict(list)
    since: dict[int, date] = {}
    for row in session.scalars(query):
        active[row.product_id].append(row.designee.office_id)
        if row.issued_on is not None:
            since[row.product_id] = min(row.issued_on, since.get(row.product_id, row.issued_on))
    products = session.scalars(select(Product).order_by(Product.name)).all()
    return tuple(
        ProductToReview(
            id=product.id,
            name=product.name,
            licenses=len(active[product.id]),
            offices=len(set(active[product.id])),
            last_began=began.get(product.id),
            open_review=under_way.get(product.id, ""),
            since=since.get(product.id),
        )
        for product in products
        if active[product.id]
    )


def review_due(session: Session, today: date) -> tuple[ReviewDue, ...]:
    """Open reviews past the day their answers were due, then the products whose licenses are to be reviewed again."""
    every = unit_settings(session).licenses_review_days
    overdue = [
        ReviewDue(row.product_id, row.product, row.undecided + row.decided, None, row.id, row.title, row.due_on)
        for row in access_reviews(session, today, open_only=True)
        if today > row.due_on
    ]
    due = [
        ReviewDue(product.id, product.name, product.licenses, product.last_began)
        for product in products_to_review(session)
        if not product.open_review and is_review_due(product.last_began or product.since, today, every)
    ]
    return (*overdue, *due)
