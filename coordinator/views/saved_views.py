"""The searches that were kept under a name."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import SavedView


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    id: int
    name: str
    query: str


def saved_views(session: Session, page: str) -> tuple[SavedViewRow, ...]:
    """Those of a page, in the order in which they stand there."""
    query = select(SavedView).where(SavedView.page == page).order_by(SavedView.position, SavedView.id)
    return tuple(SavedViewRow(row.id, row.name, row.query) for row in session.scalars(query))
