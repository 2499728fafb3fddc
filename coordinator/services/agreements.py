"""Verbs on agreements: the purchased pools, their renewals, alerts, and the shares of offices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from coordinator.errors import RuleBroken
from coordinator.model import Agreement, Allotment, License, Office, Product
from coordinator.rules.agreement_alerts import checked_leads
from coordinator.rules.licensing import ACTIVE
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Everything that is entered. `leads` are days before the end on which it is announced; `renews_id` is followed."""

    contract_number: str
    seats: int
    starts_on: date
    ends_on: date
    product_id: int | None = None
    leads: tuple[int, ...] = (60,)
    renews_id: int | None = None


def add_agreement(uow: UnitOfWork, facts: AgreementFacts) -> int:
    """Returns the agreement's id. Without a product it is for the one that it renews, else the first on record."""
    _check(facts)
    agreement = Agreement(product_id=_product_of(uow, facts))
    _check_renewal(uow, agreement, facts)
    _take(agreement, facts)
    uow.add(agreement)
    verb = "Plan renewal" if facts.renews_id else "Add agreement"
    uow.describe(f"{verb} {agreement.contract_number}")
    return agreement.id


def edit_agreement(uow: UnitOfWork, agreement_id: int, facts: AgreementFacts) -> int:
    """Returns how many active licenses lie outside its dates then: they are kept, and marked.

    Raises RuleBroken for fewer seats than are used or allotted, and for another product when licenses are of this one.
    """
    _check(facts)
    agreement = uow.get(Agreement, agreement_id)
    product_id = facts.product_id or agreement.product_id
    if product_id != agreement.product_id and _has_licenses(uow, agreement_id):
        raise RuleBroken("Licenses were issued from this agreement, so its product stays. Add another agreement.")
    agreement.product_id = product_id
    _check_renewal(uow, agreement, facts)
    _take(agreement, facts)
    uow.flush()
    uow.describe(f"Edit agreement {agreement.contract_number}")
    return _outside(uow, agreement)


def _check(facts: AgreementFacts) -> None:
    if not facts.contract_number.strip():
        raise RuleBroken("An agreement needs its contract number.")
    if facts.seats < 0:
        raise RuleBroken("An agreement cannot have fewer than zero seats.")
    if facts.ends_on < facts.starts_on:
        raise RuleBroken("An agreement cannot end before it starts.")


def _take(agreement: Agreement, facts: AgreementFacts) -> None:
    leads = checked_leads(facts.leads)
    agreement.contract_number = facts.contract_number.strip()
    agreement.seats = facts.seats
    agreement.starts_on, agreement.ends_on = facts.starts_on, facts.ends_on
    agreement.alert_days, agreement.alert_again = leads[0], list(leads[1:])
    agreement.renews_id = facts.renews_id


def _product_of(uow: UnitOfWork, facts: AgreementFacts) -> int:
    if facts.product_id is not None:
        return uow.get(Product, facts.product_id).id
    if facts.renews_id is not None:
        return uow.get(Agreement, facts.renews_id).product_id
    product = uow.first(select(Product).order_by(Product.id))
    if product is None:
        raise RuleBroken("There is no product on record. Add the product first.")
    return product.id


def _check_renewal(uow: UnitOfWork, agreement: Agreement, facts: AgreementFacts) -> None:
    """A renewal is of the same product, starts later, and is the only one of the agreement before it."""
    if facts.renews_id is None:
        return
    renewed = uow.get(Agreement, facts.renews_id)
    number = renewed.contract_number
    if renewed.product_id != agreement.product_id:
        raise RuleBroken(f"{number} is for another product, so it cannot be renewed by this agreement.")
    if renewed.id == agreement.id or facts.starts_on <= renewed.starts_on:
        raise RuleBroken(f"A renewal starts after the agreement that it renews: {number} started later.")
    with uow.session.no_autoflush:
        query = select(Agreement).where(Agreement.renews_id == renewed.id)
        other = next((each for each in uow.all(query) if each.id != agreement.id), None)
    if other is not None:
        raise RuleBroken(f"{number} is already renewed by {other.contract_number}. Edit that one.")


def _has_licenses(uow: UnitOfWork, agreement_id: int) -> bool:
    return bool(uow.session.scalar(select(func.count()).where(License.agreement_id == agreement_id)))


def _outside(uow: UnitOfWork, agreement: Agreement) -> int:
    query = select(License).where(License.agreement_id == agreement.id, License.state.in_(ACTIVE))
    return sum(
        (row.issued_on is not None and row.issued_on < agreement.starts_on)
        or (row.valid_until is not None and row.valid_until > agreement.ends_on)
        for row in uow.all(query)
    )


def see_alert(uow: UnitOfWork, agreement_id: int) -> None:
    """Somebody knows that it ends: nothing is said of it any more until its next lead time is reached."""
    agreement = uow.get(Agreement, agreement_id)
    agreement.alert_seen_on = uow.today
    uow.describe(f"Mark the alert of agreement {agreement.contract_number} as seen")


def set_allotments(uow: UnitOfWork, agreement_id: int, shares: Mapping[int, int | None]) -> None:
    """Shares of the pool by office id; None takes the share away, other offices keep theirs.

    Raises RuleBroken when the shares would be more than the seats; then none is set.
    """
    agreement = uow.get(Agreement, agreement_id)
    if any(seats is not None and seats < 0 for seats in shares.values()):
        raise RuleBroken("A share cannot be less than zero seats.")
    known = {row.office_id: row for row in uow.all(select(Allotment).where(Allotment.agreement_id == agreement_id))}
    # What becomes smaller goes first, so that the sum is never too large on the way.
    for office_id in sorted(shares, key=lambda each: _growth(known.get(each), shares[each])):
        _set_share(uow, agreement_id, office_id, known.get(office_id), shares[office_id])
    uow.describe(f"Set the shares of agreement {agreement.contract_number}")


def _growth(row: Allotment | None, seats: int | None) -> int:
    return (seats or 0) - (row.seats if row else 0)


def _set_share(uow: UnitOfWork, agreement_id: int, office_id: int, row: Allotment | None, seats: int | None) -> None:
    if row is None and seats is not None:
        uow.add(Allotment(agreement_id=agreement_id, office_id=uow.get(Office, office_id).id, seats=seats))
    elif row is not None and seats is None:
        uow.delete(row)
    elif row is not None and seats is not None:
        row.seats = seats
        uow.flush()
