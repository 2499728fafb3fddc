"""The list of waivers: one gate, one person, reason, approver, until when; in force, over, and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, License, Waiver
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import LicenseState


class WaiverState(StrEnum):
    IN_FORCE = "in_force"
    PLANNED = "planned"
    EXTENDED = "extended"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """One waiver. `days_left` is None unless it is in force; one that a longer one took over is extended.

    `license` is the active one of the person, whose license rests on it.
    """

    id: int
    designee_id: int
    name: str
    office: str
    gate_id: int
    gate: str
    is_gate_on: bool
    reason: str
    approver: str
    valid_from: date
    valid_until: date
    state: WaiverState
    days_left: int | None
    withdrawn_on: date | None
    withdrawn_why: str
    license: LicenseState | None

    def ends_within(self, days: int) -> bool:
        return self.days_left is not None and self.days_left <= days


_ORDER = list(WaiverState)


def waivers(session: Session, today: date) -> tuple[WaiverRow, ...]:
    """Every waiver: those in force first, the next to end at the top; then the others, the latest first."""
    query = select(Waiver).options(joinedload(Waiver.designee).joinedload(Designee.office), joinedload(Waiver.gate))
    found = session.scalars(query.order_by(Waiver.id)).all()
    active = {held.designee_id: held.state for held in _active(session, found)}
    lasting = _lasting(found, today)
    rows = [_row(waiver, today, lasting, active) for waiver in found]
    return tuple(sorted(rows, key=_place))


def _active(session: Session, found: Sequence[Waiver]) -> Sequence[License]:
    people = {waiver.designee_id for waiver in found}
    query = select(License).where(License.designee_id.in_(people), License.state.in_(ACTIVE))
    return session.scalars(query.order_by(License.id)).all()


def _lasting(found: Sequence[Waiver], today: date) -> dict[tuple[int, int], int]:
    """Of each person and gate the waiver in force that lasts longest."""
    in_force = [waiver for waiver in found if is_in_force(waiver, today)]
    ordered = sorted(in_force, key=lambda waiver: (waiver.valid_until, waiver.id))
    return {(waiver.designee_id, waiver.gate_id): waiver.id for waiver in ordered}


def is_in_force(waiver: Waiver, today: date) -> bool:
    return waiver.withdrawn_on is None and waiver.valid_from <= today <= waiver.valid_until


def _state(waiver: Waiver, today: date, lasting: dict[tuple[int, int], int]) -> WaiverState:
    if waiver.withdrawn_on is not None:
        return WaiverState.WITHDRAWN
    if waiver.valid_until < today:
        return WaiverState.ENDED
    if waiver.valid_from > today:
        return WaiverState.PLANNED
    is_last = lasting[waiver.designee_id, waiver.gate_id] == waiver.id
    return WaiverState.IN_FORCE if is_last else WaiverState.EXTENDED


def _row(
    waiver: Waiver, today: date, lasting: dict[tuple[int, int], int], active: dict[int, LicenseState]
) -> WaiverRow:
    state = _state(waiver, today, lasting)
    return WaiverRow(
        id=waiver.id,
        designee_id=waiver.designee_id,
        name=waiver.designee.display_name,
        office=waiver.designee.office.code,
        gate_id=waiver.gate_id,
        gate=waiver.gate.title,
        is_gate_on=waiver.gate.is_on,
        reason=waiver.reason,
        approver=waiver.approver,
        valid_from=waiver.valid_from,
        valid_until=waiver.valid_until,
        state=state,
        days_left=(waiver.valid_until - today).days if state is WaiverState.IN_FORCE else None,
        withdrawn_on=waiver.withdrawn_on,
        withdrawn_why=waiver.withdrawn_why,
        license=active.get(waiver.designee_id),
    )


def _place(row: WaiverRow) -> tuple[int, int, str]:
    until = row.valid_until.toordinal()
    return _ORDER.index(row.state), until if row.state is WaiverState.IN_FORCE else -until, row.name.casefold()
