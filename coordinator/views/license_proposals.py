"""Licenses whose state should change: the holder misses a gate, or the last day is past. Nothing happens by itself."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, License, LicenseEvent
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE, LicenseMove, is_past
from coordinator.rules.vocabulary import GateKind, LicenseState
from coordinator.views.gates import standings

SUSPENDED_FOR_LONG = 90
"""Days after which a suspended license is proposed for revocation."""

Proposal = tuple[LicenseMove, str, date | None]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One license and the move that is suggested, why, and since when that has been so, as far as it is known."""

    license_id: int
    number: str
    designee_id: int
    name: str
    office: str
    product: str
    state: LicenseState
    move: LicenseMove
    reason: str
    since: date | None


def license_proposals(session: Session, today: date) -> tuple[ProposalRow, ...]:
    """What should be looked at today, the longest standing first. Each can be carried out as it is, or be left."""
    query = (
        select(License)
        .options(
            joinedload(License.designee).joinedload(Designee.office),
            joinedload(License.product),
            joinedload(License.agreement),
        )
        .where(License.state.in_(ACTIVE))
        .order_by(License.id)
    )
    rows = session.scalars(query).all()
    gates = _gates(session, today, rows)
    suspended = _suspended_since(session)
    found = (_row(row, _proposal(row, gates[row.id], suspended.get(row.id), today)) for row in rows)
    return tuple(sorted(filter(None, found), key=lambda row: (row.since or date.max, row.name.casefold(), row.number)))


def _gates(session: Session, today: date, rows: Sequence[License]) -> dict[int, tuple[GateResult, ...]]:
    """Of each license the gates of its holder, for its product."""
    holders = defaultdict(set)
    for row in rows:
        holders[row.product_id].add(row.designee_id)
    standing = {product: standings(session, today, people, product_id=product) for product, people in holders.items()}
    return {row.id: standing[row.product_id][row.designee_id].gates for row in rows}


def _suspended_since(session: Session) -> dict[int, date]:
    """The day of the last suspension of each license that is suspended."""
    query = (
        select(License.id, LicenseEvent.happened_on)
        .join(LicenseEvent, LicenseEvent.license_id == License.id)
        .where(License.state == LicenseState.SUSPENDED, LicenseEvent.to_state == LicenseState.SUSPENDED)
        .order_by(LicenseEvent.id)
    )
    return dict(session.execute(query).all())


def _proposal(row: License, gates: Sequence[GateResult], suspended: date | None, today: date) -> Proposal | None:
    departed = next((gate for gate in gates if gate.kind is GateKind.ACTIVE and not gate.holds), None)
    if departed is not None:
        return LicenseMove.RETURN, departed.evidence, _since(departed)
    if row.state is LicenseState.RESERVED:
        return _of_reservation(row, today)
    if row.valid_until is not None and is_past(row.valid_until, today):
        return LicenseMove.EXPIRE, f"Its last day was {row.valid_until}", row.valid_until + timedelta(days=1)
    if row.state is LicenseState.SUSPENDED:
        return _of_suspended(suspended, today)
    return _of_gates([gate for gate in gates if not gate.holds])


def _of_reservation(row: License, today: date) -> Proposal | None:
    ended = row.agreement.ends_on
    if not is_past(ended, today):
        return None
    reason = f"Reserved under agreement {row.agreement.contract_number}, which ended on {ended}"
    return LicenseMove.RETURN, reason, ended + timedelta(days=1)


def _of_suspended(since: date | None, today: date) -> Proposal | None:
    if since is None or (today - since).days <= SUSPENDED_FOR_LONG:
        return None
    return LicenseMove.REVOKE, f"Suspended since {since}, for more than {SUSPENDED_FOR_LONG} days", since


def _of_gates(missed: Sequence[GateResult]) -> Proposal | None:
    """The gates are named with their evidence; it has been so since the first of them did not hold any more."""
    if not missed:
        return None
    days = [day for day in map(_since, missed) if day is not None]
    reason = "; ".join(f"{gate.title}: {gate.evidence}" for gate in missed)
    return LicenseMove.SUSPEND, reason, min(days, default=None)


def _since(gate: GateResult) -> date | None:
    """The first day on which the gate did not hold any more."""
    return gate.until + timedelta(days=1) if gate.until else None


def _row(row: License, proposal: Proposal | None) -> ProposalRow | None:
    if proposal is None:
        return None
    move, reason, since = proposal
    return ProposalRow(
        license_id=row.id,
        number=row.number,
        designee_id=row.designee_id,
        name=row.designee.display_name,
        office=row.designee.office.code,
        product=row.product.name,
        state=row.state,
        move=move,
        reason=reason,
        since=since,
    )
