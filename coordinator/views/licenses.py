"""Every license, and every move that one made."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Letter, License, LicenseEvent, Tasking
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import LetterKind, LicenseState


@dataclass(frozen=True, slots=True)
class LicenseRow:
    """One license. `follows` is the number of the license that it renews or took over, `followed_by` of its successor.

    `letter` is the newest letter; `since` is the day of the last move.
    """

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
    agreement_id: int = 0
    product_id: int = 0
    office_id: int = 0
    tasking: str = ""
    since: date | None = None
    reserved_on: date | None = None
    follows: str = ""
    followed_by: str = ""

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
    """One move: on which day it happened, when it was recorded, and its letter with the id of the file."""

    happened_on: date
    to_state: LicenseState
    reason: str
    basis: str
    actor: str
    at: datetime | None = None
    letter: str = ""
    letter_kind: LetterKind | None = None
    letter_file_id: int | None = None


def licenses(session: Session) -> tuple[LicenseRow, ...]:
    letters = dict(session.execute(select(Letter.license_id, Letter.number).order_by(Letter.id)).all())
    moved = select(LicenseEvent.license_id, LicenseEvent.happened_on, LicenseEvent.to_state).order_by(LicenseEvent.id)
    events = session.execute(moved).all()
    since = {license_id: on for license_id, on, _ in events}
    reserved = {license_id: on for license_id, on, state in events if state is LicenseState.RESERVED}
    query = (
        select(License)
        .options(
            joinedload(License.designee).joinedload(Designee.office),
            joinedload(License.product),
            joinedload(License.agreement),
        )
        .order_by(License.number)
    )
    found = session.scalars(query).all()
    numbers = {row.id: row.number for row in found}
    successors = {row.follows_id: row.number for row in found if row.follows_id}
    taskings = dict(session.execute(select(Tasking.id, Tasking.number)).all())
    return tuple(
        replace(
            _license_row(row, letters.get(row.id, "")),
            tasking=taskings.get(row.tasking_id or 0, ""),
            since=since.get(row.id),
            reserved_on=reserved.get(row.id),
            follows=numbers.get(row.follows_id or 0, ""),
            followed_by=successors.get(row.id, ""),
        )
        for row in found
    )


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
        agreement_id=row.agreement_id,
        product_id=row.product_id,
        office_id=row.designee.office_id,
    )


def license_events(session: Session, license_id: int) -> tuple[LicenseEventRow, ...]:
    query = (
        select(LicenseEvent, Letter)
        .outerjoin(Letter, Letter.id == LicenseEvent.letter_id)
        .where(LicenseEvent.license_id == license_id)
        .order_by(LicenseEvent.id)
    )
    return tuple(
        LicenseEventRow(
            happened_on=row.happened_on,
            to_state=row.to_state,
            reason=row.reason,
            basis=row.basis,
            actor=row.actor,
            at=row.at,
            letter=letter.number if letter else "",
            letter_kind=letter.kind if letter else None,
            letter_file_id=letter.file_id if letter else None,
        )
        for row, letter in session.execute(query)
    )
