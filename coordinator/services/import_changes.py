"""What a row of a nomination file would change on record: field by field, before and after; and doing it.

A blank cell states nothing, and neither does one that was withheld.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from coordinator.exchange.nominations import NominationEntry
from coordinator.model import Designee, Nomination
from coordinator.rules.names import PersonName, name_key
from coordinator.rules.vocabulary import Position
from coordinator.services.designees import edit_designee
from coordinator.store.unit_of_work import UnitOfWork

Value = str | int | bool | date | None


class Owner(StrEnum):
    """Whose record a change is made to."""

    PERSON = "person"
    NOMINATION = "nomination"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it is on record and as the file has it; `is_taken` says whether it is brought over.

    `office_id` holds ids of offices; a name is written out as on lists.
    """

    owner: Owner
    field: str
    before: Value
    after: Value
    is_taken: bool


# A row of a file says these of a person; what is empty is not said.
CONTACT_FIELDS = (
    "is_contractor", "position", "position_text", "duty_station", "time_zone", "phone", "mobile", "supervisor_name",
    "supervisor_email",
)  # fmt: skip
STATED_FIELDS = (
    "trial_use", "course_completed", "course_completed_on", "remarks", "supervisor_priority", "is_office_alternate",
)  # fmt: skip
_BY_VERB = {"email", "name", "office_id"}


def contact_of(entry: NominationEntry) -> dict[str, Any]:
    """The fields of a person, as the file states them."""
    return {
        "is_contractor": entry.name.is_contractor or entry.position is Position.CONTRACTOR,
        "position": entry.position or Position.OTHER,
        "position_text": entry.position_text,
        "duty_station": entry.duty_station,
        "time_zone": entry.time_zone,
        "phone": entry.phone or "",
        "mobile": entry.mobile or "",
        "supervisor_name": entry.supervisor_name,
        "supervisor_email": entry.supervisor_email or "",
    }


def stated_of(entry: NominationEntry) -> dict[str, Any]:
    """The fields of a nomination, as the file states them."""
    return {
        "trial_use": entry.trial_use,
        "course_completed": entry.course_completed,
        "course_completed_on": entry.course_completed_on,
        "remarks": entry.remarks,
        "supervisor_priority": entry.supervisor_priority,
        "is_office_alternate": entry.is_alternate,
    }


def quick_name_key(name: PersonName) -> str:
    """As `name_key`, which folds; plain English letters need no folding."""
    if name.last.isascii() and name.last.isalnum() and name.first.isascii() and name.first.isalnum():
        return f"{name.last.lower()}, {name.first.lower()}"
    return name_key(name)


def person_row(entry: NominationEntry, office_id: int, email: str | None) -> dict[str, Any]:
    """A new person, for `insert_rows`."""
    name = entry.name
    return {
        "raw_name": name.raw,
        "last_name": name.last,
        "first_name": name.first,
        "middle_name": name.middle,
        "suffix": name.suffix,
        "name_key": quick_name_key(name),
        "office_id": office_id,
        "email_key": email,
        "email": email or "",
        **contact_of(entry),
    }


def person_changes(record: Any, name: str, entry: NominationEntry, office_id: int) -> list[FieldChange]:
    """Against a person on record; `record` has the columns of CONTACT_FIELDS and `office_id`. Without the e-mail.

    Another name or office is shown but only brought over when somebody says so: a nickname, or the file of another
    office, would undo a record.
    """
    changes = _changes(Owner.PERSON, record, contact_of(entry), CONTACT_FIELDS)
    if entry.position not in (None, Position.OTHER):
        # "SA" for "Special Agent" is no change; another position brings its own words along.
        moved = record.position is not entry.position
        changes = [change for change in changes if change.field != "position_text" or moved]
    if entry.name.display != name:
        changes.append(FieldChange(Owner.PERSON, "name", name, entry.name.display, is_taken=False))
    if entry.office_text and record.office_id != office_id:
        changes.append(FieldChange(Owner.PERSON, "office_id", record.office_id, office_id, is_taken=False))
    return changes


def nomination_changes(record: Any, entry: NominationEntry) -> list[FieldChange]:
    """Against the nomination on record; `record` has the columns of STATED_FIELDS."""
    return _changes(Owner.NOMINATION, record, stated_of(entry), STATED_FIELDS)


def _changes(owner: Owner, record: Any, stated: Mapping[str, Any], fields: Sequence[str]) -> list[FieldChange]:
    found = []
    for field in fields:
        after, before = stated[field], getattr(record, field)
        silent = after in (None, "", Position.OTHER) or (after is False and field.startswith("is_"))
        if not silent and before != after:
            found.append(FieldChange(owner, field, before, after, is_taken=True))
    return found


def apply_to_person(uow: UnitOfWork, designee_id: int, entry: NominationEntry, changes: Sequence[FieldChange]) -> None:
    """Bring the taken changes over; an earlier e-mail address or name is kept as a former one."""
    taken = [change for change in changes if change.owner is Owner.PERSON and change.is_taken]
    if not taken:
        return
    person = uow.get(Designee, designee_id)
    for change in taken:
        if change.field in _BY_VERB:
            text = entry.name.raw if change.field == "name" else str(change.after)
            edit_designee(uow, designee_id, change.field, text)
        else:
            setattr(person, change.field, change.after)


def apply_to_nomination(uow: UnitOfWork, nomination_id: int, changes: Sequence[FieldChange]) -> None:
    taken = [change for change in changes if change.owner is Owner.NOMINATION and change.is_taken]
    if taken:
        nomination = uow.get(Nomination, nomination_id)
        for change in taken:
            setattr(nomination, change.field, change.after)


def decided(change: FieldChange, take: Callable[[str], bool | None]) -> FieldChange:
    """The change with the decision of `take(field)`, if there is one."""
    told = take(change.field)
    if told is None or told == change.is_taken:
        return change
    return FieldChange(change.owner, change.field, change.before, change.after, told)
