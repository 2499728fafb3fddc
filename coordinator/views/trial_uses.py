"""Trial licenses on record: who used which service from when until when, and where that is known from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Product, TrialUse


@dataclass(frozen=True, slots=True)
class TrialUseRow:
    id: int
    designee_id: int
    name: str
    office: str
    email: str
    product_id: int
    product: str
    used_from: date | None
    used_until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the roster to choose."""

    id: int
    name: str
    office: str
    email: str


def trial_uses(session: Session) -> tuple[TrialUseRow, ...]:
    """By name, the newest use of each person first."""
    query = (
        select(TrialUse, Designee, Product)
        .join(Designee, Designee.id == TrialUse.designee_id)
        .join(Product, Product.id == TrialUse.product_id)
        .options(joinedload(Designee.office))
    )
    rows = [
        TrialUseRow(
            use.id, person.id, person.display_name, person.office.code, person.email, product.id, product.name,
            use.used_from, use.used_until, use.source,
        )
        for use, person, product in session.execute(query)
    ]  # fmt: skip
    return tuple(sorted(rows, key=_order))


def _order(row: TrialUseRow) -> tuple[object, ...]:
    newest = row.used_until or row.used_from
    return row.name.casefold(), -(newest.toordinal() if newest else 0), row.id


def roster_people(session: Session) -> tuple[PersonRow, ...]:
    """Everyone on the roster by name, departed people too: they may have used a trial license."""
    query = select(Designee).options(joinedload(Designee.office)).where(Designee.merged_into_id.is_(None))
    people = [PersonRow(row.id, row.display_name, row.office.code, row.email) for row in session.scalars(query)]
    return tuple(sorted(people, key=lambda row: (row.name.casefold(), row.id)))
