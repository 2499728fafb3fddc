"""Verbs on offices and their contacts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.contact_list import ContactLine, ContactList, read_contact_text, read_contacts
from coordinator.exchange.mail_drafts import checked_addresses
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Office, OfficeContact
from coordinator.rules.plain_text import one_line
from coordinator.rules.vocabulary import ContactRole
from coordinator.services.papers import bytes_of
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork

__all__ = [
    "ContactEntry", "ContactLine", "ContactList", "add_office", "change_office", "close_office", "contact_lines",
    "edit_office", "import_contacts", "remove_contact", "set_contact",
]  # fmt: skip

EDITABLE = {"name", "city", "state", "time_zone", "area_of_responsibility", "note"}


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A contact as it is typed; without name and address there is nobody in the role."""

    role: ContactRole
    name: str = ""
    email: str = ""
    phone: str = ""


def add_office(uow: UnitOfWork, code: str, name: str, time_zone: str, contacts: Sequence[ContactEntry] = ()) -> int:
    code = code.strip().upper()
    if not code or not name.strip():
        raise RuleBroken("An office needs a code and a name.")
    office = uow.add(Office(code=code, name=name.strip(), time_zone=check_zone(time_zone), valid_from=uow.today))
    _set_all(uow, office, contacts)
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


def change_office(uow: UnitOfWork, office_id: int, name: str, time_zone: str, contacts: Sequence[ContactEntry]) -> None:
    """Name, time zone and the contacts of the given roles, in one step."""
    edit_office(uow, office_id, "name", name)
    edit_office(uow, office_id, "time_zone", time_zone)
    _set_all(uow, uow.get(Office, office_id), contacts)


def close_office(uow: UnitOfWork, office_id: int) -> None:
    """End the office's validity today; what is on record about it stays."""
    office = uow.get(Office, office_id)
    office.valid_until = uow.today
    uow.describe(f"Close {office.name}")


def set_contact(uow: UnitOfWork, office_id: int, role: ContactRole, name: str, email: str, phone: str = "") -> None:
    """The office's contact in this role, replacing the one before, who is kept with an end date."""
    office = uow.get(Office, office_id)
    _set(uow, office, ContactEntry(role, name, email, phone))
    uow.describe(f"Set a contact of {office.name}")


def remove_contact(uow: UnitOfWork, office_id: int, role: ContactRole) -> None:
    """Nobody is the contact in this role from today; who was is kept with an end date."""
    office = uow.get(Office, office_id)
    _set(uow, office, ContactEntry(role))
    uow.describe(f"Remove a contact of {office.name}")


def import_contacts(uow: UnitOfWork, lines: Sequence[ContactLine]) -> int:
    """Take over a list of contacts; returns how many are new or changed. Contacts not listed stay."""
    changed = sum(
        _set(uow, uow.get(Office, line.office), ContactEntry(line.role, line.name, line.email, line.phone))
        for line in lines
    )
    uow.describe(f"Import contacts of {len({line.office for line in lines})} offices")
    return changed


def contact_lines(session: Session, source: Path | str) -> ContactList:
    """The contacts in a file, or in pasted text. Raises FileRefused in a sentence."""
    known = _known_offices(session)
    if isinstance(source, str):
        return read_contact_text(source, known)
    return read_contacts(read_workbook(source.name, bytes_of(source)), known)


def _known_offices(session: Session) -> Mapping[str, int]:
    """Offices by code and by name, also without “SAC” and without what stands in brackets; a code counts first."""
    rows = session.execute(select(Office.id, Office.code, Office.name).order_by(Office.id)).all()
    names = {spelling: office_id for office_id, _, name in rows for spelling in _spellings(name.casefold())}
    return {**names, **{code.casefold(): office_id for office_id, code, _ in rows}}


def _spellings(name: str) -> set[str]:
    bare = name.partition("(")[0].strip()
    return {spelling for each in (name, bare) for spelling in (each, each.removeprefix("sac ").strip()) if spelling}


def _set_all(uow: UnitOfWork, office: Office, entries: Sequence[ContactEntry]) -> None:
    for entry in entries:
        _set(uow, office, entry)


def _set(uow: UnitOfWork, office: Office, typed: ContactEntry) -> bool:
    """Whether anything is different now."""
    entry = _checked(office, typed)
    query = select(OfficeContact).where(
        OfficeContact.office_id == office.id, OfficeContact.role == entry.role, OfficeContact.valid_until.is_(None)
    )
    earlier = uow.all(query)
    if any((row.name, row.email, row.phone) == (entry.name, entry.email, entry.phone) for row in earlier):
        return False
    for row in earlier:
        row.valid_until = uow.today
    if entry.name or entry.email:
        made = OfficeContact(
            office=office,
            role=entry.role,
            name=entry.name,
            email=entry.email,
            phone=entry.phone,
            valid_from=uow.today,
        )
        uow.add(made)
    return bool(earlier or entry.name or entry.email)


def _checked(office: Office, entry: ContactEntry) -> ContactEntry:
    addresses = checked_addresses(entry.email)
    if len(addresses) > 1:
        raise RuleBroken(f"A contact of {office.name} has one e-mail address. Enter the others as other contacts.")
    email = addresses[0] if addresses else ""
    return ContactEntry(entry.role, one_line(entry.name), email, one_line(entry.phone))
