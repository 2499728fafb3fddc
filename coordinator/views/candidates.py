"""Who was selected for a license, and what still stands between them and it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, License, Nomination, Tasking
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import HELD
from coordinator.rules.vocabulary import LicenseState, NominationState
from coordinator.views.gates import Standing, standings


@dataclass(frozen=True, slots=True)
class Reservation:
    """A license that is reserved for somebody, and the days on which its agreement is in force."""

    license_id: int
    number: str
    agreement_id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Someone selected: ready for a license, or what is missing. A reservation is not a license yet.

    `given_back` says when the license of this selection was returned or revoked: nobody is offered another one by
    itself for it. A seat that is reserved for them anew says that they are to have one.
    """

    designee_id: int
    name: str
    office: str
    rank: int | None
    gates: tuple[GateResult, ...]
    next_action: str
    holds_license: bool
    office_id: int = 0
    reservation: Reservation | None = None
    given_back: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.next_action and not self.holds_license and not self.given_back

    @property
    def basis(self) -> str:
        return "; ".join(gate.evidence for gate in self.gates)


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
    asked = defaultdict(set)
    for row in nominations:
        asked[row.tasking.product_id].add(row.designee_id)
    standing = {product: standings(session, today, people, product_id=product) for product, people in asked.items()}
    holding = _holding(session)
    return tuple(_candidate(row, standing[row.tasking.product_id][row.designee_id], holding) for row in nominations)


@dataclass(frozen=True, slots=True)
class _Holding:
    """The active licenses by holder and product: those held, and the reservations; by holder and tasking, those over.

    What was over is said in words: "Returned 2026-11-18".
    """

    held: frozenset[tuple[int, int]]
    reserved: dict[tuple[int, int], Reservation]
    given_back: dict[tuple[int, int | None], str]


def _holding(session: Session) -> _Holding:
    columns = (License.designee_id, License.product_id)
    held = session.execute(select(*columns).where(License.state.in_(HELD)))
    query = select(License).options(joinedload(License.agreement)).where(License.state == LicenseState.RESERVED)
    reserved = {(row.designee_id, row.product_id): _reservation(row) for row in session.scalars(query)}
    over = (
        select(License.designee_id, License.tasking_id, License.state, License.ended_on)
        .where(License.state.in_((LicenseState.RETURNED, LicenseState.REVOKED)), License.issued_on.is_not(None))
        .order_by(License.id)
    )
    given_back = {
        (holder, tasking): f"{state.value.capitalize()} {ended_on}"
        for holder, tasking, state, ended_on in session.execute(over)
    }
    return _Holding(frozenset((holder, product) for holder, product in held), reserved, given_back)


def _reservation(row: License) -> Reservation:
    return Reservation(row.id, row.number, row.agreement_id, row.agreement.starts_on, row.agreement.ends_on)


def _candidate(nomination: Nomination, standing: Standing, holding: _Holding) -> CandidateRow:
    key = (nomination.designee_id, nomination.tasking.product_id)
    reservation = holding.reserved.get(key)
    over = holding.given_back.get((nomination.designee_id, nomination.tasking_id), "")
    return CandidateRow(
        designee_id=nomination.designee_id,
        name=nomination.designee.display_name,
        office=nomination.designee.office.code,
        rank=nomination.rank,
        gates=standing.gates,
        next_action=standing.next_action,
        holds_license=key in holding.held,
        office_id=nomination.designee.office_id,
        reservation=reservation,
        given_back="" if reservation else over,
    )
