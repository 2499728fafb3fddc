"""Offices as lists show them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import Designee, Office


@dataclass(frozen=True, slots=True)
class OfficeRow:
    id: int
    code: str
    name: str
    city: str
    state: str
    time_zone: str
    area_of_responsibility: str
    note: str
    valid_until: date | None
    people: int


def offices(session: Session) -> tuple[OfficeRow, ...]:
    """Every office by code, with how many people of the roster it has."""
    counting = select(Designee.office_id, func.count()).where(Designee.merged_into_id.is_(None))
    people = {row[0]: row[1] for row in session.execute(counting.group_by(Designee.office_id))}
    return tuple(
        OfficeRow(
            id=row.id,
            code=row.code,
            name=row.name,
            city=row.city,
            state=row.state,
            time_zone=row.time_zone,
            area_of_responsibility=row.area_of_responsibility,
            note=row.note,
            valid_until=row.valid_until,
            people=people.get(row.id, 0),
        )
        for row in session.scalars(select(Office).order_by(Office.code))
    )
