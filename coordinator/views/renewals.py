"""What renewing licenses under an agreement would do, before anything is done; the service does just that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Agreement, Designee, License
from coordinator.rules.allotted_seats import AllottedPool, Verdict, give_seats, why_no_seat
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE, last_day
from coordinator.rules.vocabulary import LicenseState
from coordinator.views.gates import Standing, standings
from coordinator.views.issue_plans import why_not_printed
from coordinator.views.pools import AgreementRow, agreements, in_force, pool_of
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """One license: renewed, or not and `why_not`. `seat` is what the pool has, `valid_until` its old last day."""

    license_id: int
    number: str
    designee_id: int
    name: str
    office: str
    state: LicenseState
    valid_until: date | None
    gates: tuple[GateResult, ...]
    why_not: str = ""
    office_id: int = 0
    seat: Verdict = Verdict.SEAT

    @property
    def is_over_share(self) -> bool:
        """As was asked for; else the share would have been the reason why not."""
        return self.seat is Verdict.OVER_SHARE

    @property
    def basis(self) -> str:
        return "; ".join(gate.evidence for gate in self.gates)


@dataclass(frozen=True, slots=True)
class RenewalPlan:
    """Who would be carried over into the agreement, until which day. `obstacle` says why not today, for anybody."""

    agreement: AgreementRow
    until: date
    pool: AllottedPool
    lines: tuple[RenewalLine, ...]
    obstacle: str = ""

    @property
    def served(self) -> tuple[RenewalLine, ...]:
        return tuple(line for line in self.lines if not line.why_not)

    @property
    def left_out(self) -> tuple[RenewalLine, ...]:
        return tuple(line for line in self.lines if line.why_not)

    @property
    def free(self) -> int:
        """Seats of the agreement that are free before anybody is carried over."""
        return self.pool.free


def agreement_to_renew_under(session: Session, today: date, license_id: int) -> int | None:
    """The agreement in force that renews the license's own, else the latest to end; None without one."""
    row = session.get_one(License, license_id)
    found = in_force(session, today, row.product_id)
    best = max(found, key=lambda each: (each.renews_id == row.agreement_id, each.ends_on, each.id), default=None)
    return best.id if best else None


def renewal_plan(
    session: Session,
    today: date,
    agreement_id: int,
    license_ids: Collection[int] | None = None,
    over_allotment: bool = False,
) -> RenewalPlan:
    """Which of these licenses would be renewed under the agreement today, the oldest first.

    Without `license_ids` it is those of the agreement that it renews (when it renews none: of every other agreement
    for the product), and its own that are near their last day.
    """
    agreement = session.get_one(Agreement, agreement_id)
    until = last_day(today, unit_settings(session).license_valid_days, agreement.ends_on)
    rows = _asked_for(session, today, agreement, license_ids)
    holders = {row.designee_id for row in rows}
    standing = standings(session, today, holders, product_id=agreement.product_id)
    obstacles = {row.id: _why_not(row, agreement, until, standing[row.designee_id]) for row in rows}
    pool = pool_of(session, agreement)
    verdicts = _seats([row for row in rows if not obstacles[row.id]], agreement, pool, over_allotment)
    lines = (
        _line(row, standing[row.designee_id], obstacles[row.id], verdicts.get(row.id, Verdict.SEAT), pool)
        for row in rows
    )
    agreement_row = next(row for row in agreements(session, agreement.product_id) if row.id == agreement_id)
    return RenewalPlan(agreement_row, until, pool, tuple(lines), _obstacle(agreement, today))


def _obstacle(agreement: Agreement, today: date) -> str:
    if agreement.starts_on <= today <= agreement.ends_on:
        return ""
    return f"Agreement {agreement.contract_number} is in force from {agreement.starts_on} to {agreement.ends_on}."


def _asked_for(
    session: Session, today: date, agreement: Agreement, license_ids: Collection[int] | None
) -> Sequence[License]:
    query = select(License).options(joinedload(License.designee).joinedload(Designee.office)).order_by(License.id)
    if license_ids is not None:
        return session.scalars(query.where(License.id.in_(license_ids))).all()
    before = (
        License.agreement_id == agreement.renews_id if agreement.renews_id else License.agreement_id != agreement.id
    )
    ending = and_(
        License.agreement_id == agreement.id,
        License.valid_until <= today + timedelta(days=agreement.alert_days),
    )
    of_product = (License.product_id == agreement.product_id, License.state.in_(ACTIVE))
    return session.scalars(query.where(*of_product, or_(before, ending))).all()


def _seats(
    rows: Sequence[License], agreement: Agreement, pool: AllottedPool, over_allotment: bool
) -> dict[int, Verdict]:
    """A license that is under the agreement already keeps its seat; the others need one, in order."""
    coming = [row for row in rows if row.agreement_id != agreement.id]
    verdicts = give_seats(pool, [row.designee.office_id for row in coming], over_share=over_allotment)
    return {row.id: verdict for row, verdict in zip(coming, verdicts, strict=True)}


def _why_not(row: License, agreement: Agreement, until: date, standing: Standing) -> str:
    if row.product_id != agreement.product_id:
        return "the agreement is for another product"
    if row.state is not LicenseState.ISSUED:
        return f"the license is {row.state.value}; only one that is issued is renewed"
    if row.valid_until is None or row.valid_until >= until:
        return f"the license is valid until {row.valid_until} already" if row.valid_until else "the license has no end"
    return standing.next_action or why_not_printed(row.designee)


def _line(row: License, standing: Standing, obstacle: str, seat: Verdict, pool: AllottedPool) -> RenewalLine:
    person = row.designee
    return RenewalLine(
        license_id=row.id,
        number=row.number,
        designee_id=person.id,
        name=person.display_name,
        office=person.office.code,
        state=row.state,
        valid_until=row.valid_until,
        gates=standing.gates,
        why_not=obstacle or why_no_seat(pool, person.office_id, person.office.code, seat),
        office_id=person.office_id,
        seat=seat,
    )
