"""Two records that may be of one person, side by side; and the records that stand for one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from coordinator.model import Base, Certificate, Designee, License, Nomination, Product, Seat
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.names import fold
from coordinator.views.people import position_words

TITLES = {
    "name": "Name",
    "office": "Office",
    "position": "Position",
    "email": "E-mail",
    "phone": "Telephone",
    "mobile": "Mobile",
    "duty_station": "Duty station",
    "time_zone": "Time zone",
    "supervisor_name": "Supervisor",
    "supervisor_email": "Supervisor’s e-mail",
    "departed_on": "Departed",
}


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both, as it is shown; "" where nothing is on record. Spelled alike is not different."""

    field: str
    title: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return fold(self.left) != fold(self.right)


@dataclass(frozen=True, slots=True)
class RecordSide:
    """One of the two records and how much hangs on it."""

    id: int
    name: str
    nominations: int
    seats: int
    certificates: int
    licenses: int
    has_active_license: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`keep_id` is the record that is better kept; `obstacle` says why they cannot be merged as they stand."""

    left: RecordSide
    right: RecordSide
    fields: tuple[FieldPair, ...]
    keep_id: int
    obstacle: str


def side_by_side(session: Session, left_id: int, right_id: int) -> SideBySide | None:
    """None when one of them is gone, merged, or both are one."""
    left, right = session.get(Designee, left_id), session.get(Designee, right_id)
    if left is None or right is None or left is right or left.merged_into_id or right.merged_into_id:
        return None
    sides = _side(session, left), _side(session, right)
    texts = _texts(left), _texts(right)
    fields = tuple(FieldPair(key, title, texts[0][key], texts[1][key]) for key, title in TITLES.items())
    return SideBySide(*sides, fields, max(sides, key=_worth_keeping).id, _obstacle(session, left_id, right_id))


def record_ids(session: Session, designee_id: int) -> tuple[int, ...]:
    """The person's own record first, then those merged into it, and into these."""
    found = [designee_id]
    for each in found:
        merged = session.scalars(select(Designee.id).where(Designee.merged_into_id == each).order_by(Designee.id))
        found += [other for other in merged if other not in found]
    return tuple(found)


def kept_id(session: Session, designee_id: int) -> int:
    """Whose record it is now: the person that this one was merged into, or the same."""
    into = session.scalar(select(Designee.merged_into_id).where(Designee.id == designee_id))
    return designee_id if into is None else kept_id(session, into)


def _texts(person: Designee) -> dict[str, str]:
    return {
        "name": person.display_name,
        "office": person.office.name,
        "position": position_words(person.position, person.position_text),
        "email": person.email,
        "phone": person.phone,
        "mobile": person.mobile,
        "duty_station": person.duty_station,
        "time_zone": person.time_zone or "",
        "supervisor_name": person.supervisor_name,
        "supervisor_email": person.supervisor_email,
        "departed_on": person.departed_on.isoformat() if person.departed_on else "",
    }


def _side(session: Session, person: Designee) -> RecordSide:
    ids = record_ids(session, person.id)
    return RecordSide(
        id=person.id,
        name=person.display_name,
        nominations=_count(session, Nomination, ids),
        seats=_count(session, Seat, ids),
        certificates=_count(session, Certificate, ids),
        licenses=_count(session, License, ids),
        has_active_license=_count(session, License, ids, License.state.in_(ACTIVE)) > 0,
    )


def _count(session: Session, entity: type[Base], ids: Sequence[int], *where: ColumnElement[bool]) -> int:
    owner = entity.__table__.c["designee_id"]
    return session.scalar(select(func.count()).select_from(entity).where(owner.in_(ids), *where)) or 0


def _worth_keeping(side: RecordSide) -> tuple[bool, int, int, int, int]:
    """An active license first, then certificates and licenses, then what else there is; of equal ones the older."""
    return side.has_active_license, side.certificates + side.licenses, side.seats, side.nominations, -side.id


def _obstacle(session: Session, left_id: int, right_id: int) -> str:
    query = (
        select(Product.name)
        .join(License, License.product_id == Product.id)
        .where(License.designee_id.in_([left_id, right_id]), License.state.in_(ACTIVE))
        .group_by(Product.id)
        .having(func.count() > 1)
    )
    product = session.scalar(query.limit(1))
    return f"Both hold an active license of {product}. Return one first." if product else ""
