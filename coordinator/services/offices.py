"""Verbs on offices and their contacts."""

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Office, OfficeContact
from coordinator.rules.vocabulary import ContactRole
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork

EDITABLE = {"name", "city", "state", "time_zone", "area_of_responsibility", "note"}


def add_office(uow: UnitOfWork, code: str, name: str, time_zone: str) -> int:
    code = code.strip().upper()
    if not code or not name.strip():
        raise RuleBroken("An office needs a code and a name.")
    office = uow.add(Office(code=code, name=name.strip(), time_zone=check_zone(time_zone), valid_from=uow.today))
    uow.describe(f"Add {office.name}")
    return office.id


def edit_office(uow: UnitOfWork, office_id: int, field: str, value: str) -> None:
    """Set one field. The code stays: files and numbers of the past name it."""
    if field not in EDITABLE:
        raise RuleBroken("This field of an office cannot be changed.")
    office = uow.get(Office, office_id)
    if field == "time_zone":
        check_zone(value)
    if field == "name" and not value.strip():
        raise RuleBroken("An office needs a name.")
    setattr(office, field, value.strip())
    uow.describe(f"Change {office.name}")


def close_office(uow: UnitOfWork, office_id: int) -> None:
    """End the office's validity today; what is on record about it stays."""
    office = uow.get(Office, office_id)
    office.valid_until = uow.today
    uow.describe(f"Close {office.name}")


def set_contact(uow: UnitOfWork, office_id: int, role: ContactRole, name: str, email: str, phone: str = "") -> None:
    """The office's contact in this role, replacing the one before, who is kept with an end date."""
    office = uow.get(Office, office_id)
    query = select(OfficeContact).where(
        OfficeContact.office_id == office_id, OfficeContact.role == role, OfficeContact.valid_until.is_(None)
    )
    for earlier in uow.all(query):
        earlier.valid_until = uow.today
    uow.add(OfficeContact(office=office, role=role, name=name, email=email, phone=phone, valid_from=uow.today))
    uow.describe(f"Set a contact of {office.name}")
