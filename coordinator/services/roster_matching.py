"""Finds the person that a row of a file means, or makes a new one: never by guessing.

By e-mail, then former e-mail, then by name within the office when exactly one person there has it and neither e-mail
contradicts. Anything less sure is a new person, to be merged by hand.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from coordinator.exchange.nominations import NominationEntry
from coordinator.model import Designee, FormerEmail
from coordinator.rules.names import name_key
from coordinator.rules.vocabulary import Position
from coordinator.store.unit_of_work import UnitOfWork


class Match(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Person:
    designee_id: int
    match: Match


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    email_key: str | None


class Roster:
    """The people on record, by what identifies them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._by_email: dict[str, int] = {}
        self._by_name: dict[tuple[str, int], list[_Known]] = defaultdict(list)
        columns = (Designee.id, Designee.email_key, Designee.name_key, Designee.office_id)
        for row in uow.session.execute(select(*columns).where(Designee.merged_into_id.is_(None))):
            self._remember(row.id, row.email_key, row.name_key, row.office_id)
        for email_key, designee_id in uow.session.execute(select(FormerEmail.email_key, FormerEmail.designee_id)):
            self._by_email.setdefault(email_key, designee_id)

    def _remember(self, designee_id: int, email_key: str | None, name: str, office_id: int) -> None:
        if email_key:
            self._by_email[email_key] = designee_id
        self._by_name[name, office_id].append(_Known(designee_id, email_key))

    def take(self, entries: Sequence[tuple[NominationEntry, int]]) -> list[Person]:
        """The person of each entry, in order; new ones are inserted, known ones brought up to date."""
        keys = [name_key(entry.name) for entry, _ in entries]
        found = [self._find(entry, key, office_id) for (entry, office_id), key in zip(entries, keys, strict=True)]
        triples = zip(entries, keys, found, strict=True)
        rows = [_row(entry, key, office_id) for (entry, office_id), key, known in triples if known is None]
        new_ids = iter(self._uow.insert_rows(Designee, rows))
        people = []
        for (entry, _), known in zip(entries, found, strict=True):
            if known is None:
                people.append(Person(next(new_ids), Match.NEW))
            else:
                changed = _update(self._uow.get(Designee, known), entry)
                people.append(Person(known, Match.CHANGED if changed else Match.SAME))
        return people

    def _find(self, entry: NominationEntry, key: str, office_id: int) -> int | None:
        for email in filter(None, (entry.email, *entry.other_emails)):
            if email in self._by_email:
                return self._by_email[email]
        namesakes = self._by_name.get((key, office_id), [])
        if len(namesakes) == 1 and not (entry.email and namesakes[0].email_key):
            return namesakes[0].id
        return None


def _row(entry: NominationEntry, key: str, office_id: int) -> dict[str, Any]:
    return {
        "raw_name": entry.name.raw,
        "last_name": entry.name.last,
        "first_name": entry.name.first,
        "middle_name": entry.name.middle,
        "suffix": entry.name.suffix,
        "name_key": key,
        "office_id": office_id,
        "email_key": entry.email,
        "email": entry.email or "",
        **_contact(entry),
    }


def _contact(entry: NominationEntry) -> dict[str, Any]:
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


def _update(designee: Designee, entry: NominationEntry) -> bool:
    """Bring contact data up to what the file states; a blank cell states nothing. Returns whether anything changed."""
    changed = False
    for field, value in _contact(entry).items():
        if value in (None, "", False, Position.OTHER) or getattr(designee, field) == value:
            continue
        setattr(designee, field, value)
        changed = True
    if entry.email and designee.email_key is None:
        designee.email, designee.email_key, changed = entry.email, entry.email, True
    return changed
