"""Verbs on agreements: the purchased pools."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Agreement, License, Product
from coordinator.rules.licensing import ACTIVE
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    contract_number: str
    seats: int
    starts_on: date
    ends_on: date
    product_id: int | None = None
    alert_days: int = 60
    renews_id: int | None = None


def add_agreement(uow: UnitOfWork, facts: AgreementFacts) -> int:
    """Returns the agreement's id. Without a product it is for the first one on record."""
    if not facts.contract_number.strip():
        raise RuleBroken("An agreement needs its contract number.")
    if facts.seats < 0:
        raise RuleBroken("An agreement cannot have fewer than zero seats.")
    agreement = uow.add(
        Agreement(
            product_id=facts.product_id or _first_product(uow),
            contract_number=facts.contract_number.strip(),
            seats=facts.seats,
            starts_on=facts.starts_on,
            ends_on=facts.ends_on,
            alert_days=facts.alert_days,
            renews_id=facts.renews_id,
        )
    )
    uow.describe(f"Add agreement {agreement.contract_number}")
    return agreement.id


def _first_product(uow: UnitOfWork) -> int:
    product = uow.first(select(Product).order_by(Product.id))
    assert product is not None
    return product.id


def change_seats(uow: UnitOfWork, agreement_id: int, seats: int) -> None:
    """Set the size of the pool. The database refuses fewer seats than active licenses."""
    agreement = uow.get(Agreement, agreement_id)
    agreement.seats = seats
    uow.flush()
    uow.describe(f"Set agreement {agreement.contract_number} to {seats} seats")


def free_seats(uow: UnitOfWork, agreement_id: int) -> int:
    agreement = uow.get(Agreement, agreement_id)
    query = select(License.id).where(License.agreement_id == agreement_id, License.state.in_(ACTIVE))
    return agreement.seats - len(uow.session.scalars(query).all())


def agreement_for(uow: UnitOfWork, product_id: int) -> Agreement:
    """The agreement in force today with the earliest end. Raises RuleBroken when there is none."""
    query = (
        select(Agreement)
        .where(Agreement.product_id == product_id, Agreement.starts_on <= uow.today, Agreement.ends_on >= uow.today)
        .order_by(Agreement.ends_on, Agreement.id)
    )
    agreement = uow.first(query)
    if agreement is None:
        raise RuleBroken("No agreement for this product is in force today. Add one on the Licenses page.")
    return agreement
