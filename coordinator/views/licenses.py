"""The Licenses page: agreements with their pools, licenses, and who could be issued one now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Agreement, Designee, Letter, License, LicenseEvent, Nomination, Tasking
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import LicenseState, NominationState
from coordinator.views.gates import standings


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


@dataclass(frozen=True, slots=True)
class LicenseRow:
    id: int
    number: str
    designee_id: int
    name: str
    office: str
    product: str
    contract_number: str
    state: LicenseState
    issued_on: date | None
    valid_until: date | None
    ended_on: date | None
    letter: str
    alert_days: int = 60

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    def is_ending(self, today: date) -> bool:
        """Active, and its last day is near or past."""
        return (
            self.is_active and self.valid_until is not None and self.valid_until <= today + timedelta(self.alert_days)
        )


@dataclass(frozen=True, slots=True)
class LicenseEventRow:
    happened_on: date
    to_state: LicenseState
    reason: str
    basis: str
    actor: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Someone selected: ready for a license, or what is missing."""

    designee_id: int
    name: str
    office: str
    rank: int | None
    gates: tuple[GateResult, ...]
    next_action: str
    holds_license: bool

    @property
    def is_ready(self) -> bool:
        return not self.next_action and not self.holds_license

    @property
    def basis(self) -> str:
        return "; ".join(gate.evidence for gate in self.gates)


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """What issuing under a tasking would do today. Without an agreement in force there is no pool to issue from."""

    tasking_id: int
    number: str
    agreement: AgreementRow | None
    people: tuple[CandidateRow, ...]

    @property
    def free(self) -> int:
        return self.agreement.free if self.agreement else 0

    @property
    def ready(self) -> tuple[CandidateRow, ...]:
        return tuple(person for person in self.people if person.is_ready)


def issue_plan(session: Session, today: date, tasking_id: int) -> IssuePlan:
    """Who would be issued a license under this tasking, and from which pool."""
    tasking = session.get_one(Tasking, tasking_id)
    pools = [pool for pool in agreements(session, tasking.product_id) if pool.starts_on <= today <= pool.ends_on]
    # The same one that the service takes: the earliest to end.
    pool = min(pools, key=lambda row: (row.ends_on, row.id), default=None)
    return IssuePlan(tasking_id, tasking.number, pool, candidates(session, today, tasking_id))


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


def licenses(session: Session) -> tuple[LicenseRow, ...]:
    letters: dict[int, str] = {}
    for letter in session.execute(select(Letter.license_id, Letter.number).order_by(Letter.id)):
        if letter.license_id is not None:
            letters[letter.license_id] = letter.number
    query = (
        select(License)
        .options(
            joinedload(License.designee).joinedload(Designee.office),
            joinedload(License.product),
            joinedload(License.agreement),
        )
        .order_by(License.number)
    )
    return tuple(_license_row(row, letters.get(row.id, "")) for row in session.scalars(query))


def _license_row(row: License, letter: str) -> LicenseRow:
    return LicenseRow(
        id=row.id,
        number=row.number,
        designee_id=row.designee_id,
        name=row.designee.display_name,
        office=row.designee.office.code,
        product=row.product.name,
        contract_number=row.agreement.contract_number,
        state=row.state,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        ended_on=row.ended_on,
        letter=letter,
        alert_days=row.agreement.alert_days,
    )


def license_events(session: Session, license_id: int) -> tuple[LicenseEventRow, ...]:
    query = select(LicenseEvent).where(LicenseEvent.license_id == license_id).order_by(LicenseEvent.id)
    return tuple(
        LicenseEventRow(row.happened_on, row.to_state, row.reason, row.basis, row.actor)
        for row in session.scalars(query)
    )


def candidates(session: Session, today: date, tasking_id: int | None = None) -> tuple[CandidateRow, ...]:
    """Everyone selected (under a tasking, or any), in rank order, with what stands between them and a license."""
    query = (
        select(Nomination)
        .join(Tasking)
        .options(joinedload(Nomination.designee).joinedload(Designee.office), joinedload(Nomination.tasking))
        .where(Nomination.state == NominationState.SELECTED)
        .order_by(Nomination.tasking_id, Nomination.rank, Nomination.id)
    )
    if tasking_id is not None:
        query = query.where(Nomination.tasking_id == tasking_id)
    nominations = session.scalars(query).all()
    standing = standings(session, today, {row.designee_id for row in nominations})
    holders = {
        tuple(pair)
        for pair in session.execute(select(License.designee_id, License.product_id).where(License.state.in_(ACTIVE)))
    }
    return tuple(
        CandidateRow(
            designee_id=row.designee_id,
            name=row.designee.display_name,
            office=row.designee.office.code,
            rank=row.rank,
            gates=standing[row.designee_id].gates,
            next_action=standing[row.designee_id].next_action,
            holds_license=(row.designee_id, row.tasking.product_id) in holders,
        )
        for row in nominations
    )
