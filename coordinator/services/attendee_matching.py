"""Finds the designee that a participant of a meeting is: only where it is certain.

By e-mail, former e-mail or decoded sign-in name; by a remembered meeting name; by a full name that exactly one person
of the training, or else of the whole roster, has. Similar names are a matter for a person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from coordinator.exchange.attendance_reports import Participant
from coordinator.model import Designee, FormerEmail, MeetingAlias, Seat
from coordinator.rules.contacts import normalize_email, upn_to_email
from coordinator.rules.names import fold, name_keys
from coordinator.rules.vocabulary import SeatState
from coordinator.store.unit_of_work import UnitOfWork


class MatchedBy(StrEnum):
    EMAIL = "email"
    ALIAS = "alias"
    NAME = "name"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class AttendeeMatch:
    designee_id: int
    by: MatchedBy


class Matcher:
    """The people on record, by every address and name that means exactly one of them."""

    def __init__(self, uow: UnitOfWork, training_id: int) -> None:
        self._emails: dict[str, int] = {}
        self._names: dict[str, set[int]] = defaultdict(set)
        columns = (Designee.id, Designee.email_key, Designee.name_key)
        for row in uow.session.execute(select(*columns).where(Designee.merged_into_id.is_(None))):
            self._names[row.name_key].add(row.id)
            if row.email_key:
                self._emails[row.email_key] = row.id
        former = (
            select(FormerEmail.email_key, FormerEmail.designee_id)
            .join(Designee, Designee.id == FormerEmail.designee_id)
            .where(Designee.merged_into_id.is_(None))
        )
        for email_key, designee_id in uow.session.execute(former):
            self._emails.setdefault(email_key, designee_id)
        aliases = uow.session.execute(select(MeetingAlias.alias_key, MeetingAlias.designee_id))
        self._aliases = dict(aliases.all())
        seated = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
        self._seated = set(uow.session.scalars(seated))

    def match(self, person: Participant) -> AttendeeMatch | None:
        """The one designee this participant is; None where that is not certain."""
        for email in self._addresses(person):
            if email in self._emails:
                return AttendeeMatch(self._emails[email], MatchedBy.EMAIL)
        for name in filter(None, (person.name, person.original_name)):
            if fold(name) in self._aliases:
                return AttendeeMatch(self._aliases[fold(name)], MatchedBy.ALIAS)
        if "equal_name" in person.flags or "withheld" in person.flags:
            return None
        return self._by_name(person)

    def _addresses(self, person: Participant) -> Iterable[str]:
        for text in filter(None, (person.email, person.upn)):
            yield from filter(None, (normalize_email(text), upn_to_email(text)))

    def _by_name(self, person: Participant) -> AttendeeMatch | None:
        """A name counts when one person has it; an address that contradicts the record leaves it open."""
        keys = {key for name in filter(None, (person.name, person.original_name)) for key in name_keys(name)}
        people = {person_id for key in keys for person_id in self._names.get(key, ())}
        seated = people & self._seated
        certain = seated if len(seated) == 1 and len(people) == 1 else people
        if len(certain) != 1 or (person.email and not self._is_foreign(person)):
            return None
        return AttendeeMatch(certain.pop(), MatchedBy.NAME)

    def _is_foreign(self, person: Participant) -> bool:
        """Whether the participant signed in as a guest, whose address says nothing about the roster's."""
        return "guest" in person.flags
