"""Takes a nomination file in, exactly as it was planned: people, nominations, completions, problems, receipts.

One transaction: the whole file or nothing. What is on record already is left as it is, so that the same file a second
time changes nothing and a corrected file changes what it corrects.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.exchange.media_types import media_type_of
from coordinator.exchange.nominations import NominationFile, RowProblem
from coordinator.model import (
    Completion,
    Course,
    Designee,
    ImportProblem,
    Nomination,
    Office,
    Response,
    ResponseFile,
    StoredFile,
    Tasking,
)
from coordinator.rules.vocabulary import CourseKind, ResponseState, TaskingState
from coordinator.services.import_changes import apply_to_nomination, apply_to_person, person_row, stated_of
from coordinator.services.import_decisions import Decisions
from coordinator.services.import_mappings import note_mapping
from coordinator.services.import_plan import ImportPlan, PlannedRow, RowState, plan_import
from coordinator.services.import_records import source_row
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
    """What an import did. `already_taken` means that this very file was taken before and nothing changed.

    `doubtful` rows were taken as new people; they are among `new` and among the problems.
    """

    office: str
    new: int = 0
    changed: int = 0
    same: int = 0
    problems: int = 0
    over_quota: int = 0
    is_late: bool = False
    already_taken: bool = False
    doubtful: int = 0
    left_out: int = 0


def import_nominations(
    uow: UnitOfWork,
    tasking_id: int,
    office_id: int,
    file: ReceivedFile,
    content: NominationFile,
    decisions: Decisions | None = None,
) -> ImportResult:
    """Take everything that was read in the file, as decided; what could not be read is kept as problems, row by row.

    What was chosen about columns is remembered for the office in the same step.
    """
    tasking, office = uow.get(Tasking, tasking_id), uow.get(Office, office_id)
    if tasking.state is TaskingState.CLOSED:
        raise RuleBroken(f"Tasking {tasking.number} is closed. Reopen it to take more nominations.")
    plan = plan_import(uow.session, tasking_id, office_id, content, decisions, file.received_at)
    kept = uow.keep_file(file.name, media_type_of(file.name), file.data)
    response = response_of(uow, tasking_id, office_id)
    receipt = _receipt(uow, response, kept)
    if receipt is not None and plan.changes_nothing:
        return ImportResult(office.code, already_taken=True)
    take_planned(uow, tasking, kept, file.received_at, plan.rows)
    receipt = _note_receipts(uow, response, kept, file, plan)
    _keep_problems(uow, receipt, plan.problems)
    note_mapping(uow, office_id, content.chosen_columns)
    over = mark_over_quota(uow, tasking_id)
    uow.describe(f"Import nominations of {office.name}")
    return ImportResult(
        office=office.code,
        new=plan.count(RowState.NEW) + plan.count(RowState.DOUBTFUL),
        changed=plan.count(RowState.CHANGED),
        same=plan.count(RowState.SAME),
        problems=len(plan.problems),
        over_quota=over.get(office_id, 0),
        is_late=plan.is_late,
        doubtful=plan.count(RowState.DOUBTFUL),
        left_out=plan.count(RowState.LEFT_OUT),
    )


# the answers of the offices


def _receipt(uow: UnitOfWork, response: Response, kept: StoredFile) -> ResponseFile | None:
    query = select(ResponseFile).where(ResponseFile.response_id == response.id, ResponseFile.file_id == kept.id)
    return uow.first(query)


def _note_receipts(
    uow: UnitOfWork, response: Response, kept: StoredFile, file: ReceivedFile, plan: ImportPlan
) -> ResponseFile:
    """The office that sent the file has answered, and so has every other that is named in it. Returns the sender's."""
    sender = _note_receipt(uow, response, kept, file, plan)
    for counts in plan.offices:
        if counts.office_id != response.office_id and counts.new + counts.changed + counts.doubtful:
            _note_receipt(uow, response_of(uow, response.tasking_id, counts.office_id), kept, file, plan)
    return sender


def _note_receipt(
    uow: UnitOfWork, response: Response, kept: StoredFile, file: ReceivedFile, plan: ImportPlan
) -> ResponseFile:
    """The first receipt counts for lateness."""
    if response.state is not ResponseState.RECEIVED or response.received_at is None:
        response.state, response.received_at = ResponseState.RECEIVED, file.received_at
    response.received_from = file.received_from or response.received_from
    known = _receipt(uow, response, kept)
    if known is not None:
        return known
    counts = Counter(row.state for row in plan.rows if row.office_id == response.office_id)
    return uow.add(
        ResponseFile(
            response_id=response.id,
            file_id=kept.id,
            received_at=file.received_at,
            rows_new=counts[RowState.NEW] + counts[RowState.DOUBTFUL],
            rows_changed=counts[RowState.CHANGED],
            rows_same=counts[RowState.SAME],
        )
    )


def _keep_problems(uow: UnitOfWork, receipt: ResponseFile, problems: Sequence[RowProblem]) -> None:
    """Those of this file that are not kept yet. Of one taken before, those that are mended now are settled."""
    found = {(problem.sheet, problem.row, problem.kind.value): problem for problem in problems}
    kept = uow.all(select(ImportProblem).where(ImportProblem.response_file_id == receipt.id))
    for row in kept:
        if row.settled_on is None and (row.sheet, row.row, row.kind) not in found:
            row.settled_on, row.settled_how = uow.today, "mended when the file was imported again"
    known = {(row.sheet, row.row, row.kind) for row in kept}
    new = [problem for problem in problems if (problem.sheet, problem.row, problem.kind.value) not in known]
    uow.insert_rows(ImportProblem, [_problem_row(receipt.id, problem) for problem in new])


def _problem_row(receipt_id: int, problem: RowProblem) -> dict[str, Any]:
    return {
        "response_file_id": receipt_id,
        "sheet": problem.sheet,
        "row": problem.row,
        "kind": problem.kind.value,
        "message": problem.message,
        "cells": " | ".join(problem.cells),
        "blocking": problem.blocking,
    }


# the people


def take_planned(uow: UnitOfWork, tasking: Tasking, file: StoredFile, at: datetime, rows: Sequence[PlannedRow]) -> None:
    """New people, changed people, their nominations and the completions that the rows state."""
    taken = [row for row in rows if row.state is not RowState.LEFT_OUT and row.same_as is None]
    people = _take_people(uow, taken)
    for row, designee_id in zip(taken, people, strict=True):
        if row.changes:
            apply_to_person(uow, designee_id, row.entry, row.changes)
        if row.changes and row.nomination_id is not None:
            apply_to_nomination(uow, row.nomination_id, row.changes)
    is_late = at > tasking.due_at
    uow.insert_rows(
        Nomination,
        [
            {
                "tasking_id": tasking.id,
                "designee_id": designee_id,
                "office_id": row.office_id,
                "nominated_at": at,
                "is_late": is_late,
                "is_over_quota": row.is_over_quota,
                "source_file_id": file.id,
                "source_row": source_row(row.entry),
                **stated_of(row.entry),
            }
            for row, designee_id in zip(taken, people, strict=True)
            if row.nomination_id is None
        ],
    )
    _note_completions(uow, file, taken, people)


def _take_people(uow: UnitOfWork, rows: Sequence[PlannedRow]) -> list[int]:
    """The person of each row; new ones are inserted."""
    new = [person_row(row.entry, row.office_id, row.email) for row in rows if row.designee_id is None]
    ids = iter(uow.insert_rows(Designee, new))
    return [next(ids) if row.designee_id is None else row.designee_id for row in rows]


def _note_completions(uow: UnitOfWork, file: StoredFile, rows: Sequence[PlannedRow], people: Sequence[int]) -> None:
    dated = [(person, day) for row, person in zip(rows, people, strict=True) if (day := _completed_on(row)) is not None]
    course = uow.first(select(Course).where(Course.kind == CourseKind.LMS).order_by(Course.id))
    if course is None or not dated:
        return
    query = select(Completion.designee_id, Completion.completed_on).where(Completion.course_id == course.id)
    known = {tuple(row) for row in uow.session.execute(query)}
    source = f"as stated in {file.name}"
    uow.insert_rows(
        Completion,
        [
            {
                "designee_id": person,
                "course_id": course.id,
                "completed_on": day,
                "source": source,
                "evidence_file_id": file.id,
            }
            for person, day in dict.fromkeys(dated)
            if (person, day) not in known
        ],
    )


def _completed_on(row: PlannedRow) -> Any:
    """The day of completion that the row states, unless it was decided to keep what is on record."""
    kept = any(change.field == "course_completed_on" and not change.is_taken for change in row.changes)
    return None if kept else row.entry.course_completed_on
