"""Pools of seats as they stand now: which agreement is in force, who uses its seats, and the shares of offices."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Agreement, Allotment, Designee, License
from coordinator.rules.allotted_seats import AllottedPool
from coordinator.rules.licensing import ACTIVE

NONE_IN_FORCE = "No agreement for this product is in force today. Add one on the Licenses page."


@dataclass(frozen=True, slots=True)
class AgreementRow:
    id: int
    product: str
    vendor: str
    contract_number: str
    seats: int
    active: int
    starts_on: date
    ends_on: date
    alert_days: int = 60

    @property
    def free(self) -> int:
        return self.seats - self.active

    def is_ending(self, today: date) -> bool:
        """In force, and within its warning time."""
        return self.starts_on <= today <= self.ends_on <= today + timedelta(days=self.alert_days)


def agreements(session: Session, product_id: int | None = None) -> tuple[AgreementRow, ...]:
    rows = session.execute(select(License.agreement_id).where(License.state.in_(ACTIVE))).scalars()
    active = Counter(rows)
    query = select(Agreement).options(joinedload(Agreement.product)).order_by(Agreement.ends_on.desc(), Agreement.id)
    if product_id is not None:
        query = query.where(Agreement.product_id == product_id)
    return tuple(
        AgreementRow(
            id=row.id,
            product=row.product.name,
            vendor=row.product.vendor,
            contract_number=row.contract_number,
            seats=row.seats,
            active=active[row.id],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            alert_days=row.alert_days,
        )
        for row in session.scalars(query)
    )


def in_force(session: Session, today: date, product_id: int) -> list[Agreement]:
    """The agreements of a product that are in force, the earliest to end first."""
    query = (
        select(Agreement)
        .where(Agreement.product_id == product_id, Agreement.starts_on <= today, Agreement.ends_on >= today)
        .order_by(Agreement.ends_on, Agreement.id)
    )
    return list(session.scalars(query))


def pool_to_use(session: Session, today: date, product_id: int) -> tuple[Agreement, AllottedPool] | None:
    """The pool from which a seat is taken today: of those in force the earliest to end that has one free.

    When none has a free seat it is the earliest to end; None when no agreement is in force.
    """
    pools = [(each, pool_of(session, each)) for each in in_force(session, today, product_id)]
    return next((pool for pool in pools if pool[1].free > 0), pools[0] if pools else None)


def pool_of(session: Session, agreement: Agreement) -> AllottedPool:
    """Its seats in use and its shares, by the office in which each holder is today."""
    used = (
        select(Designee.office_id, func.count())
        .join(License, License.designee_id == Designee.id)
        .where(License.agreement_id == agreement.id, License.state.in_(ACTIVE))
        .group_by(Designee.office_id)
    )
    shares = select(Allotment.office_id, Allotment.seats).where(Allotment.agreement_id == agreement.id)
    return AllottedPool(agreement.seats, dict(session.execute(shares).all()), dict(session.execute(used).all()))
