"""Takes the transcript list of an LMS in: who completed which course when, matched to the roster."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.dated_list import DatedList, ListedPerson, read_dated_list
from coordinator.exchange.media_types import media_type_of
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Course
from coordinator.services.courses import CompletionFacts, CompletionsTaken, record_completions
from coordinator.services.listed_people import FoundPerson, find_listed
from coordinator.store.unit_of_work import UnitOfWork

# "Not started", "In progress", "Failed", "Withdrawn": a row that says so is no completion whatever its date.
_UNFINISHED = re.compile(r"\b(not|in[- ]?progress|fail\w*|incomplete|withdr\w+|enrolled|registered|started|no)\b", re.I)
_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A list that was read, as it came."""

    name: str
    data: bytes
    content: DatedList


@dataclass(frozen=True, slots=True)
class TranscriptPreview:
    """What would be taken: `found` are completions with the course of each row (None: which one is to be said).

    `unfinished` and `undated` rows are no completions; `problems` are rows that could not be read.
    """

    file: str
    found: tuple[FoundPerson, ...]
    courses: Mapping[int, int | None]
    unfinished: tuple[ListedPerson, ...]
    undated: tuple[ListedPerson, ...]
    problems: tuple[str, ...]
    doubtful_dates: tuple[str, ...]


def read_transcript(name: str, data: bytes, last_day: date) -> TranscriptFile:
    """Raises FileRefused when it is no table or names nobody."""
    return TranscriptFile(name, data, read_dated_list(read_workbook(name, data), last_day))


def preview_transcript(session: Session, file: TranscriptFile) -> TranscriptPreview:
    """Who the rows mean and which course each is of, before anything is recorded."""
    people = file.content.people
    unfinished = tuple(person for person in people if _UNFINISHED.search(person.status))
    finished = [person for person in people if not _UNFINISHED.search(person.status)]
    undated = tuple(person for person in finished if person.day is None)
    found = find_listed(session, [person for person in finished if person.day is not None])
    known = session.scalars(select(Course).order_by(Course.id)).all()
    return TranscriptPreview(
        file=file.name,
        found=found,
        courses={row.id: course_of(row.listed, known) for row in found},
        unfinished=unfinished,
        undated=undated,
        problems=file.content.problems,
        doubtful_dates=file.content.doubtful_dates,
    )


def course_of(person: ListedPerson, known: Sequence[Course]) -> int | None:
    """The course that a row names by code or title; None when it names none, or one that is not on record."""
    said = {_key(text) for text in (person.code, person.course) if text}
    for course in known:
        if said & {_key(course.code), _key(course.title), _key(f"{course.code} {course.title}")}:
            return course.id
    return None


def _key(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


def take_transcript(
    uow: UnitOfWork, file: TranscriptFile, people: Mapping[int, int], courses: Mapping[int, int]
) -> CompletionsTaken:
    """Record the completions of the rows in `people` (row of the preview → designee), each of its course, as one step.

    The file is kept as evidence. Rows that are in no `people` are left out. Raises RuleBroken for a row without course.
    """
    preview = preview_transcript(uow.session, file)
    by_course: dict[int, list[CompletionFacts]] = defaultdict(list)
    for row in preview.found:
        if row.id in people:
            if row.id not in courses:
                raise RuleBroken(
                    f"Row {row.listed.row}: say which course {row.listed.name or row.listed.email} completed."
                )
            assert row.listed.day is not None
            by_course[courses[row.id]].append(CompletionFacts(people[row.id], row.listed.day, row.listed.until))
    if not by_course:
        raise RuleBroken("No row of this list is to be taken.")
    kept = (file.name, media_type_of(file.name), file.data)
    taken = [
        record_completions(uow, course, entries, f"as listed in {file.name}", kept)
        for course, entries in sorted(by_course.items())
    ]
    new, changed, same = (sum(counts) for counts in zip(*((t.new, t.changed, t.same) for t in taken), strict=True))
    uow.describe(f"Take {file.name} in: {new} new completions")
    return CompletionsTaken(new, changed, same)
