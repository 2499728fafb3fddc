"""Takes a nomination file in: people matched or made, nominations marked late or over quota, problems kept.

One transaction: the whole file or nothing. The same file a second time changes nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.exchange.nominations import NominationEntry, NominationFile
from coordinator.model import (
    Completion,
    Course,
    ImportProblem,
    Nomination,
    Office,
    Response,
    ResponseFile,
    StoredFile,
    Tasking,
)
from coordinator.rules.vocabulary import CourseKind, ResponseState, TaskingState
from coordinator.services.roster_matching import Match, Roster
from coordinator.services.taskings import mark_over_quota, response_of
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it came, when and from whom."""

    name: str
    data: bytes
    received_at: datetime
    received_from: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `already_taken` means that this very file was taken before and nothing changed."""

    office: str
    new: int = 0
    changed: int = 0
    same: int = 0
    problems: int = 0
    over_quota: int = 0
    is_late: bool = False
    already_taken: bool = False


def import_nominations(
    uow: UnitOfWork, tasking_id: int, office_id: int, file: ReceivedFile, content: NominationFile
) -> ImportResult:
    """Take everything that was read in the file; what could not be read is kept as problems, row by row."""
    tasking, office = uow.get(Tasking, tasking_id), uow.get(Office, office_id)
    if tasking.state is TaskingState.CLOSED:
        raise RuleBroken(f"Tasking {tasking.number} is closed. Reopen it to take more nominations.")
    kept = uow.keep_file(file.name, "application/octet-stream", file.data)
    response = response_of(uow, tasking_id, office_id)
    if _taken_before(uow, response, kept):
        return ImportResult(office.code, already_taken=True)
    _note_receipt(response, file)
    intake = _Intake(uow, tasking, office, kept, file.received_at)
    intake.take(content.entries)
    receipt = _note_file(uow, response, kept, file, intake.counts)
    _keep_problems(uow, receipt, content)
    over = mark_over_quota(uow, tasking_id)
    uow.describe(f"Import nominations of {office.name}")
    return ImportResult(
        office=office.code,
        new=intake.counts[Match.NEW],
        changed=intake.counts[Match.CHANGED],
        same=intake.counts[Match.SAME],
        problems=len(content.problems),
        over_quota=over.get(office_id, 0),
        is_late=file.received_at > tasking.due_at,
    )


def _taken_before(uow: UnitOfWork, response: Response, kept: StoredFile) -> bool:
    query = select(ResponseFile).where(ResponseFile.response_id == response.id, ResponseFile.file_id == kept.id)
    return uow.first(query) is not None


def _note_receipt(response: Response, file: ReceivedFile) -> None:
    """The first receipt counts for lateness."""
    if response.state is not ResponseState.RECEIVED or response.received_at is None:
        response.state, response.received_at = ResponseState.RECEIVED, file.received_at
    response.received_from = file.received_from or response.received_from


def _note_file(
    uow: UnitOfWork, response: Response, kept: StoredFile, file: ReceivedFile, counts: Mapping[Match, int]
) -> ResponseFile:
    return uow.add(
        ResponseFile(
            response_id=response.id,
            file_id=kept.id,
            received_at=file.received_at,
            rows_new=counts[Match.NEW],
            rows_changed=counts[Match.CHANGED],
            rows_same=counts[Match.SAME],
        )
    )


def _keep_problems(uow: UnitOfWork, receipt: ResponseFile, content: NominationFile) -> None:
    rows = [
        {
            "response_file_id": receipt.id,
            "sheet": problem.sheet,
            "row": problem.row,
            "kind": problem.kind.value,
            "message": problem.message,
            "cells": " | ".join(problem.cells),
            "blocking": problem.blocking,
        }
        for problem in content.problems
    ]
    uow.insert_rows(ImportProblem, rows)


class _Intake:
    """Takes the entries of one file, people first, then their nominations and completions."""

    def __init__(self, uow: UnitOfWork, tasking: Tasking, office: Office, file: StoredFile, at: datetime) -> None:
        self._uow, self._tasking, self._office, self._file, self._at = uow, tasking, office, file, at
        self._offices = dict(uow.session.execute(select(Office.code, Office.id)).all())
        self.counts: Counter[Match] = Counter()

    def take(self, entries: Sequence[NominationEntry]) -> None:
        roster = Roster(self._uow)
        offices = [self._office_of(entry) for entry in entries]
        people = roster.take(list(zip(entries, offices, strict=True)))
        known = self._known_nominations()
        new: list[tuple[NominationEntry, int, int]] = []
        taken: set[int] = set()
        for entry, office_id, person in zip(entries, offices, people, strict=True):
            if person.designee_id in taken:
                self.counts[Match.SAME] += 1
            elif person.designee_id in known:
                changed = _update(known[person.designee_id], entry)
                self.counts[Match.CHANGED if changed or person.match is Match.CHANGED else Match.SAME] += 1
            else:
                new.append((entry, office_id, person.designee_id))
                self.counts[Match.NEW] += 1
            taken.add(person.designee_id)
        self._insert(new)
        self._note_completions([(entry, person.designee_id) for entry, person in zip(entries, people, strict=True)])

    def _office_of(self, entry: NominationEntry) -> int:
        """The office named in the row when it is one of ours, else the office that sent the file."""
        return self._offices.get(entry.office_text.strip().upper(), self._office.id)

    def _known_nominations(self) -> dict[int, Nomination]:
        query = select(Nomination).where(Nomination.tasking_id == self._tasking.id)
        return {row.designee_id: row for row in self._uow.all(query)}

    def _insert(self, new: Sequence[tuple[NominationEntry, int, int]]) -> None:
        rows = [
            {
                "tasking_id": self._tasking.id,
                "designee_id": designee_id,
                "office_id": office_id,
                "nominated_at": self._at,
                "is_late": self._at > self._tasking.due_at,
                "is_office_alternate": entry.is_alternate,
                "source_file_id": self._file.id,
                "source_row": f"{entry.sheet}, row {entry.row}",
                **_stated(entry),
            }
            for entry, office_id, designee_id in new
        ]
        self._uow.insert_rows(Nomination, rows)

    def _note_completions(self, pairs: Sequence[tuple[NominationEntry, int]]) -> None:
        dated = [(entry.course_completed_on, person) for entry, person in pairs if entry.course_completed_on]
        course = self._uow.first(select(Course).where(Course.kind == CourseKind.LMS).order_by(Course.id))
        if course is None or not dated:
            return
        query = select(Completion.designee_id, Completion.completed_on).where(Completion.course_id == course.id)
        known = {tuple(row) for row in self._uow.session.execute(query)}
        rows = [
            {
                "designee_id": person,
                "course_id": course.id,
                "completed_on": day,
                "source": f"as stated in {self._file.name}",
                "evidence_file_id": self._file.id,
            }
            for day, person in dict.fromkeys(dated)
            if (person, day) not in known
        ]
        self._uow.insert_rows(Completion, rows)


def _stated(entry: NominationEntry) -> dict[str, object]:
    return {
        "trial_use": entry.trial_use,
        "course_completed": entry.course_completed,
        "course_completed_on": entry.course_completed_on,
        "remarks": entry.remarks,
    }


def _update(nomination: Nomination, entry: NominationEntry) -> bool:
    """Bring a known nomination up to what the file states; a blank cell states nothing. Returns whether it changed."""
    changed = False
    for field, value in _stated(entry).items():
        if value not in (None, "") and getattr(nomination, field) != value:
            setattr(nomination, field, value)
            changed = True
    return changed
