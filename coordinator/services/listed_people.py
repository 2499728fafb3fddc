"""Who on the roster the people of a list are: taken where it is certain, asked where it is not, nobody dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.exchange.dated_list import ListedPerson
from coordinator.model import Designee, Office
from coordinator.rules.names import PersonName, parse_name
from coordinator.services.known_people import KnownPeople, Likeness, Sought

SAME_NAME = "same name"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody on the roster whom a row may mean, and why."""

    designee_id: int
    name: str
    office: str
    email: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A row of the list; `designee_id` where it is certain, else `choices`, the likeliest first, of which one is asked.

    `id` is the row's place in the list.
    """

    id: int
    listed: ListedPerson
    designee_id: int | None
    choices: tuple[Choice, ...]

    @property
    def is_certain(self) -> bool:
        return self.designee_id is not None

    @property
    def namesake(self) -> int | None:
        """The one person who has this very name, where the row says no address; strangers may have it too."""
        if self.is_certain or self.listed.email:
            return None
        equal = [choice.designee_id for choice in self.choices if SAME_NAME in choice.reasons]
        return equal[0] if len(equal) == 1 else None


def find_listed(session: Session, people: Sequence[ListedPerson]) -> tuple[FoundPerson, ...]:
    """In the order of the list."""
    known = KnownPeople(session)
    offices = {code.casefold(): office for office, code in session.execute(select(Office.id, Office.code))}
    offices |= {name.casefold(): office for office, name in session.execute(select(Office.id, Office.name))}
    found = [known.find(_sought(person, offices)) for person in people]
    faces = _faces(session, {each.designee_id for row in found for each in row})
    rows = []
    for place, (person, likely) in enumerate(zip(people, found, strict=True)):
        same = [each.designee_id for each in likely if each.likeness is Likeness.SAME]
        choices = tuple(Choice(each.designee_id, *faces[each.designee_id], each.reasons) for each in likely)
        rows.append(FoundPerson(place, person, same[0] if len(same) == 1 else None, choices))
    return tuple(rows)


def _sought(person: ListedPerson, offices: dict[str, int]) -> Sought:
    emails = (person.email,) if person.email else ()
    name = parse_name(person.name) or PersonName(person.name, "", "", "", "", is_contractor=False)
    return Sought(name, offices.get(person.office.casefold()), emails, ())


def _faces(session: Session, people: set[int]) -> dict[int, tuple[str, str, str]]:
    query = select(Designee, Office.code).join(Office).where(Designee.id.in_(people))
    return {row.id: (row.display_name, code, row.email) for row, code in session.execute(query)}
