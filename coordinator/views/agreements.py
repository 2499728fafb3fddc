"""Agreements in full: seats used, reserved and free today and on any later day, alerts, renewals, shares of offices."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Agreement, Allotment, License, Office, Product
from coordinator.rules.agreement_alerts import Alert, current_alert, next_alert_on
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import LicenseState
from coordinator.views.pools import pool_of


class AgreementState(StrEnum):
    PLANNED = "planned"
    IN_FORCE = "in_force"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SeatsOn:
    """The pool on a day. `ended` are licenses active today whose last day is before it."""

    on: date
    seats: int
    used: int
    reserved: int
    ended: int
    is_in_force: bool

    @property
    def free(self) -> int:
        """Nothing is free in a pool that is not in force."""
        return self.seats - self.used - self.reserved if self.is_in_force else 0


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One agreement as of `today`, with the seats of the day that was asked for.

    `outside` are active licenses that begin before it or last beyond it, `ends` how many active ones end on which day.
    """

    id: int
    product_id: int
    product: str
    vendor: str
    contract_number: str
    seats: int
    starts_on: date
    ends_on: date
    leads: tuple[int, ...]
    alert: Alert | None
    alert_seen_on: date | None
    next_alert_on: date | None
    state: AgreementState
    on: SeatsOn
    active: int
    outside: int
    allotted: int
    ends: tuple[tuple[date, int], ...]
    renews_id: int | None = None
    renews: str = ""
    renewed_by_id: int | None = None
    renewed_by: str = ""

    @property
    def is_alert_due(self) -> bool:
        return self.alert is not None and not self.alert.is_seen


@dataclass(frozen=True, slots=True)
class DueAlert:
    """The end of an agreement that nobody has seen announced yet."""

    agreement_id: int
    contract_number: str
    product: str
    lead: int
    days_left: int
    ends_on: date
    seats: int
    active: int
    renewed_by: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    id: int
    name: str
    vendor: str


@dataclass(frozen=True, slots=True)
class AllotmentRow:
    """One office in a pool; `id` is the office's. Without a `share` it takes of what is not allotted."""

    id: int
    code: str
    name: str
    share: int | None
    used: int

    @property
    def left(self) -> int | None:
        """Below zero where more is used than the share; None without one."""
        return None if self.share is None else self.share - self.used


class _Held(NamedTuple):
    """An active license."""

    state: LicenseState
    issued_on: date | None
    valid_until: date | None


def pools(session: Session, today: date) -> tuple[PoolRow, ...]:
    """Every agreement with its seats today."""
    return pools_on(session, today, today)


def pools_on(session: Session, today: date, on: date) -> tuple[PoolRow, ...]:
    """Every agreement with its seats on a day, today or later; those in force first, then planned, then ended."""
    held: dict[int, list[_Held]] = defaultdict(list)
    columns = (License.agreement_id, License.state, License.issued_on, License.valid_until)
    for agreement_id, state, issued_on, until in session.execute(select(*columns).where(License.state.in_(ACTIVE))):
        held[agreement_id].append(_Held(state, issued_on, until))
    allotted: Counter[int] = Counter()
    for agreement_id, seats in session.execute(select(Allotment.agreement_id, Allotment.seats)):
        allotted[agreement_id] += seats
    found = session.scalars(select(Agreement).options(joinedload(Agreement.product))).all()
    numbers = {row.id: row.contract_number for row in found}
    followers = {row.renews_id: row for row in found if row.renews_id is not None}
    rows = [
        _pool_row(row, held[row.id], allotted[row.id], numbers, followers.get(row.id), today, max(on, today))
        for row in found
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: PoolRow) -> tuple[object, ...]:
    """The next to end first; what has ended last, the newest of it first."""
    days = row.ends_on.toordinal()
    if row.state is AgreementState.ENDED:
        return 2, -days, row.id
    return row.state is AgreementState.PLANNED, days, row.id


def _pool_row(
    row: Agreement,
    held: Sequence[_Held],
    allotted: int,
    numbers: Mapping[int, str],
    follower: Agreement | None,
    today: date,
    on: date,
) -> PoolRow:
    alert = current_alert(row.starts_on, row.ends_on, row.alerts, row.alert_seen_on, today)
    return PoolRow(
        id=row.id,
        product_id=row.product_id,
        product=row.product.name,
        vendor=row.product.vendor,
        contract_number=row.contract_number,
        seats=row.seats,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        leads=row.alerts,
        alert=alert,
        alert_seen_on=row.alert_seen_on,
        next_alert_on=next_alert_on(row.ends_on, row.alerts, today) if row.starts_on <= today else None,
        state=_state(row, alert, today),
        on=_seats_on(row, held, today, on),
        active=len(held),
        outside=sum(_is_outside(row, each) for each in held),
        allotted=allotted,
        ends=_ends(row, held),
        renews_id=row.renews_id,
        renews=numbers[row.renews_id] if row.renews_id is not None else "",
        renewed_by_id=follower.id if follower else None,
        renewed_by=follower.contract_number if follower else "",
    )


def _state(row: Agreement, alert: Alert | None, today: date) -> AgreementState:
    if today < row.starts_on:
        return AgreementState.PLANNED
    if today > row.ends_on:
        return AgreementState.ENDED
    return AgreementState.ENDING if alert else AgreementState.IN_FORCE


def _seats_on(row: Agreement, held: Sequence[_Held], today: date, on: date) -> SeatsOn:
    """Today every active license takes its seat, also one past its last day: somebody has to end it first."""
    staying = [each for each in held if on == today or each.valid_until is None or each.valid_until >= on]
    reserved = sum(each.state is LicenseState.RESERVED for each in staying)
    return SeatsOn(
        on=on,
        seats=row.seats,
        used=len(staying) - reserved,
        reserved=reserved,
        ended=len(held) - len(staying),
        is_in_force=row.starts_on <= on <= row.ends_on,
    )


def _is_outside(row: Agreement, held: _Held) -> bool:
    starts, ends = held.issued_on or row.starts_on, held.valid_until or row.ends_on
    return starts < row.starts_on or ends > row.ends_on


def _ends(row: Agreement, held: Sequence[_Held]) -> tuple[tuple[date, int], ...]:
    """The last days of what is active, the earliest first; what has none ends with its pool."""
    return tuple(sorted(Counter(each.valid_until or row.ends_on for each in held).items()))


def due_alerts(session: Session, today: date) -> tuple[DueAlert, ...]:
    """The lead times that were reached and nobody has seen yet, the nearest end first."""
    return tuple(
        DueAlert(
            row.id, row.contract_number, row.product, row.alert.lead, row.alert.days_left, row.ends_on, row.seats,
            row.active, row.renewed_by,
        )
        for row in pools(session, today)
        if row.alert is not None and not row.alert.is_seen
    )  # fmt: skip


def products(session: Session) -> tuple[ProductRow, ...]:
    """By their names."""
    rows = [ProductRow(row.id, row.name, row.vendor) for row in session.scalars(select(Product))]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def license_spans(session: Session, agreement_id: int) -> tuple[tuple[date | None, date | None], ...]:
    """First and last day of each active license of an agreement, as far as they are set."""
    query = select(License.issued_on, License.valid_until).where(
        License.agreement_id == agreement_id, License.state.in_(ACTIVE)
    )
    return tuple((first, last) for first, last in session.execute(query))


def allotments(session: Session, agreement_id: int) -> tuple[AllotmentRow, ...]:
    """Every office that can have a share, or uses seats, by its code."""
    pool = pool_of(session, session.get_one(Agreement, agreement_id))
    offices = session.scalars(select(Office).order_by(Office.code))
    return tuple(
        AllotmentRow(row.id, row.code, row.name, pool.shares.get(row.id), pool.used.get(row.id, 0))
        for row in offices
        if row.valid_until is None or row.id in pool.shares or row.id in pool.used
    )
