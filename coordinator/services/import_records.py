"""What is on record and a nomination file is held against: people, their addresses, nominations, quotas."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.nominations import NominationEntry
from coordinator.model import Designee, FormerEmail, Nomination, Quota, StoredFile
from coordinator.rules.names import PersonName
from coordinator.rules.vocabulary import NominationState, Position
from coordinator.services.import_changes import quick_name_key
from coordinator.services.known_people import Found, KnownPeople, Likeness, Sought

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)
_AT_ONCE = 500  # a statement takes a limited number of parameters
_MOST_BY_ID = 5_000  # beyond that many people the whole roster is read at once


class PersonRecord(NamedTuple):
    """A person on record, as far as a file can change it."""

    id: int
    office_id: int
    raw_name: str
    first_name: str
    middle_name: str
    last_name: str
    suffix: str
    is_contractor: bool
    position: Position
    position_text: str
    duty_station: str
    time_zone: str | None
    phone: str
    mobile: str
    supervisor_name: str
    supervisor_email: str
    email: str
    email_key: str | None
    merged_into_id: int | None

    @property
    def display_name(self) -> str:
        return PersonName(
            self.raw_name, self.first_name, self.middle_name, self.last_name, self.suffix, self.is_contractor
        ).display


class NominationRecord(NamedTuple):
    """A nomination of this tasking, as far as a file can change it."""

    id: int
    designee_id: int
    office_id: int
    state: NominationState
    nominated_at: datetime
    is_office_alternate: bool
    trial_use: bool | None
    course_completed: bool | None
    course_completed_on: date | None
    remarks: str
    supervisor_priority: int | None


_PERSON = [getattr(Designee, name) for name in PersonRecord._fields]
_NOMINATION = [getattr(Nomination, name) for name in NominationRecord._fields]


class Records:
    """`people` are those loaded so far, by id; `nominations` those of the tasking, by designee."""

    def __init__(self, session: Session, tasking_id: int, sha256: str) -> None:
        self._session = session
        self.people: dict[int, PersonRecord] = {}
        of_tasking = Nomination.tasking_id == tasking_id
        rows = [NominationRecord._make(row) for row in session.execute(select(*_NOMINATION).where(of_tasking))]
        self.nominations = {row.designee_id: row for row in rows}
        self._standing = [row for row in rows if row.state is not NominationState.WITHDRAWN]
        self.standing = Counter(row.office_id for row in self._standing)
        quotas = select(Quota.office_id, Quota.seats).where(Quota.tasking_id == tasking_id)
        self.quotas: dict[int, int] = {row.office_id: row.seats for row in session.execute(quotas)}
        self._holders = self._read_holders()
        former = select(FormerEmail.email_key, FormerEmail.designee_id)
        self._former = {(email, person) for email, person in session.execute(former)}
        taken = select(Nomination.source_row, Nomination.designee_id).join(
            StoredFile, StoredFile.id == Nomination.source_file_id
        )
        this_file = session.execute(taken.where(of_tasking, StoredFile.sha256 == sha256))
        self._taken_from: dict[str, int] = {row.source_row: row.designee_id for row in this_file}

    def _read_holders(self) -> dict[str, tuple[int, str]]:
        """Person and folded name by address."""
        query = select(Designee.email_key, Designee.id, Designee.name_key)
        live = query.where(Designee.merged_into_id.is_(None), Designee.email_key.is_not(None))
        return {row.email_key or "": (row.id, row.name_key) for row in self._session.execute(live)}

    @cached_property
    def _known(self) -> KnownPeople:
        """Made only when somebody is sought who is not plainly the holder of an address."""
        return KnownPeople(self._session)

    @cached_property
    def _is_empty(self) -> bool:
        return self._session.execute(select(Designee.id).limit(1)).first() is None

    def find(self, entry: NominationEntry, office_id: int) -> tuple[Found, ...]:
        """Who on record the row may mean, the likeliest first."""
        if self._is_empty:
            return ()
        holder = self._holders.get(entry.email or "")
        if holder is not None and holder[1] == quick_name_key(entry.name):
            return (Found(holder[0], Likeness.SAME, 1.0, ("same e-mail", "same name")),)
        emails = tuple(filter(None, (entry.email, *entry.other_emails)))
        phones = tuple(filter(None, (entry.phone, entry.mobile)))
        return self._known.find(Sought(entry.name, office_id, emails, phones))

    def load_people(self, ids: Iterable[int]) -> None:
        wanted = sorted(set(ids) | set(self._taken_from.values()))
        query = select(*_PERSON)
        if len(wanted) > _MOST_BY_ID:
            self._keep(self._session.execute(query))
        else:
            for first in range(0, len(wanted), _AT_ONCE):
                some = wanted[first : first + _AT_ONCE]
                self._keep(self._session.execute(query.where(Designee.id.in_(some))))

    def _keep(self, rows: Iterable[Sequence[object]]) -> None:
        for row in rows:
            record = PersonRecord._make(row)
            self.people[record.id] = record

    def current(self, designee_id: int) -> int:
        """The person, or whom they were merged into. Raises RuleBroken when there is none."""
        record = self.people.get(designee_id)
        if record is None:
            self.load_people([designee_id])
            record = self.people.get(designee_id)
        if record is None:
            raise RuleBroken("A person who was chosen for a row is no longer there. Choose again.")
        return record.id if record.merged_into_id is None else self.current(record.merged_into_id)

    def taken_from(self, entry: NominationEntry) -> int | None:
        """Who was made of this very row of this very file before."""
        found = self._taken_from.get(source_row(entry))
        return None if found is None else self.current(found)

    def holder_of(self, email: str) -> int | None:
        holder = self._holders.get(email)
        return holder[0] if holder else None

    def is_former(self, email: str, person: int) -> bool:
        return (email, person) in self._former

    def nomination_id(self, person: int) -> int | None:
        known = self.nominations.get(person)
        return known.id if known else None

    def over_quota(self, rows: Sequence[tuple[int, bool, bool]], received_at: datetime | None) -> list[bool]:
        """Which rows (office, alternate, adds a nomination) stand beyond the quota: as `mark_over_quota` marks them."""
        at = received_at or _END_OF_TIME
        queue: list[tuple[bool, datetime, int, int]] = [
            (row.is_office_alternate, row.nominated_at, -1, row.office_id) for row in self._standing
        ]
        queue += [(alternate, at, place, office) for place, (office, alternate, adds) in enumerate(rows) if adds]
        queue.sort(key=lambda each: each[:3])
        standing: Counter[int] = Counter()
        over = [False] * len(rows)
        for _, _, place, office in queue:
            standing[office] += 1
            if place >= 0 and standing[office] > self.quotas.get(office, 0):
                over[place] = True
        return over


def source_row(entry: NominationEntry) -> str:
    """Where a nomination came from, as it is kept with it."""
    return f"{entry.sheet}, row {entry.row}"
