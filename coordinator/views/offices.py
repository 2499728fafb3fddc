"""Offices as lists show them, and who is to be written to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Office, OfficeContact
from coordinator.rules.vocabulary import ContactRole

# Who gets the mails to an office: the first of these that has an address.
WRITTEN_TO = (ContactRole.POINT_OF_CONTACT, ContactRole.SAC)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """`mail_to` is the address that mails to the office go to, "" for none."""

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
    mail_to: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    id: int
    office_id: int
    office_code: str
    role: ContactRole
    name: str
    email: str
    phone: str
    since: date | None


def offices(session: Session) -> tuple[OfficeRow, ...]:
    """Every office by code, with how many people of the roster it has."""
    counting = select(Designee.office_id, func.count()).where(Designee.merged_into_id.is_(None))
    people = {row[0]: row[1] for row in session.execute(counting.group_by(Designee.office_id))}
    written_to = mail_contacts(session)
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
            mail_to=written_to[row.id].email if row.id in written_to else "",
        )
        for row in session.scalars(select(Office).order_by(Office.code))
    )


def contacts(session: Session, office_id: int | None = None) -> tuple[ContactRow, ...]:
    """The contacts of today, of one office or of all, by office and role."""
    query = select(OfficeContact).options(joinedload(OfficeContact.office)).where(OfficeContact.valid_until.is_(None))
    if office_id is not None:
        query = query.where(OfficeContact.office_id == office_id)
    order = list(ContactRole)
    rows = [
        ContactRow(
            row.id, row.office_id, row.office.code, row.role, row.name, row.email, row.phone, since=row.valid_from
        )
        for row in session.scalars(query)
    ]
    return tuple(sorted(rows, key=lambda row: (row.office_code, order.index(row.role), row.id)))


def mail_contacts(session: Session) -> dict[int, ContactRow]:
    """By office id, the contact that mails go to: the point of contact, else the SAC. Offices without are left out."""
    found: dict[int, ContactRow] = {}
    with_address = [row for row in contacts(session) if row.email]
    for role in reversed(WRITTEN_TO):
        found |= {row.office_id: row for row in with_address if row.role is role}
    return found
