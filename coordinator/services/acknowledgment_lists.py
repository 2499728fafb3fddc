"""Takes a list of who accepted a version in: names or addresses, pasted or a file, matched to the roster."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.dated_list import DatedList, ListedPerson, read_dated_list
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Acknowledgment, DocumentVersion
from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.governing_documents import record_acknowledgments
from coordinator.services.listed_people import FoundPerson, find_listed
from coordinator.store.unit_of_work import UnitOfWork

PASTED = "Pasted list.txt"


@dataclass(frozen=True, slots=True)
class AcknowledgmentList:
    """A list that was read, as it came."""

    name: str
    data: bytes
    content: DatedList


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What would be recorded: `found` are the rows that can be, `known` of these people have accepted already.

    `misdated` rows are dated before the version was in force, or in the future; `problems` are rows that could not be
    read.
    """

    found: tuple[FoundPerson, ...]
    known: frozenset[int]
    misdated: tuple[ListedPerson, ...]
    problems: tuple[str, ...]
    doubtful_dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListTaken:
    """How many acknowledgments were new, and of how many people one was on record."""

    new: int
    same: int


def read_acknowledgment_list(name: str, data: bytes, last_day: date) -> AcknowledgmentList:
    """Raises FileRefused when it is no table or names nobody."""
    return AcknowledgmentList(name, data, read_dated_list(read_workbook(name, data), last_day))


def pasted_list(text: str, last_day: date) -> AcknowledgmentList:
    """What was pasted. Raises FileRefused when it names nobody."""
    return read_acknowledgment_list(PASTED, text.encode(), last_day)


def preview_list(session: Session, file: AcknowledgmentList, version_id: int, today: date) -> ListPreview:
    """Whom the rows mean, before anything is recorded."""
    version = session.get(DocumentVersion, version_id)
    if version is None:
        raise RuleBroken("This version is not on record. Refresh the page.")
    fitting: list[ListedPerson] = []
    misdated: list[ListedPerson] = []
    for row in file.content.people:
        is_fitting = row.day is None or version.effective_on <= row.day <= today
        (fitting if is_fitting else misdated).append(row)
    query = select(Acknowledgment.designee_id).where(Acknowledgment.version_id == version_id)
    return ListPreview(
        found=find_listed(session, fitting),
        known=frozenset(session.scalars(query)),
        misdated=tuple(misdated),
        problems=file.content.problems,
        doubtful_dates=file.content.doubtful_dates,
    )


def take_list(
    uow: UnitOfWork,
    file: AcknowledgmentList,
    version_id: int,
    people: Mapping[int, int],
    on: date,
    method: AcknowledgmentMethod,
    note: str = "",
) -> ListTaken:
    """Record the rows in `people` (row of the preview → designee) as one step, those without a date with the day `on`.

    The list is kept as the evidence of each. Of several rows of one person the first day counts. Rows that are in no
    `people` are left out. Raises RuleBroken as `record_acknowledgments` does; then none is recorded.
    """
    days: dict[int, date] = {}
    for row in preview_list(uow.session, file, version_id, uow.today).found:
        if row.id in people:
            person, day = people[row.id], row.listed.day or on
            days[person] = min(day, days.get(person, day))
    if not days:
        raise RuleBroken("No row of this list is to be taken.")
    by_day: dict[date, list[int]] = defaultdict(list)
    for person, day in days.items():
        by_day[day].append(person)
    evidence = (file.name, file.data)
    said = note.strip() or f"as listed in {file.name}"
    new = sum(
        record_acknowledgments(uow, by_day[day], version_id, day, method, said, evidence) for day in sorted(by_day)
    )
    version = uow.get(DocumentVersion, version_id)
    uow.describe(f"Take {file.name} in: {new} acknowledged {version.document.title}, {version.label}")
    return ListTaken(new, len(days) - new)
