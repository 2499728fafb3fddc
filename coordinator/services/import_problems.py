"""Problems that were kept from imports: settle them, open them again, or mend a row so that it becomes a nomination."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.nominations import (
    NO_HEADER,
    Choices,
    NominationEntry,
    NominationField,
    NominationFile,
    ProblemKind,
    RowDecision,
    RowProblem,
    RowRepair,
    SheetChoice,
    read_nominations,
)
from coordinator.exchange.spreadsheets import Sheet, Workbook, read_workbook
from coordinator.model import ImportProblem, Nomination, ResponseFile, Tasking
from coordinator.rules.vocabulary import TaskingState
from coordinator.services.import_decisions import Decisions, RowChoice
from coordinator.services.import_mappings import remembered_mapping
from coordinator.services.import_plan import PlannedRow, RowState, plan_import
from coordinator.services.import_records import source_row
from coordinator.services.nominations import take_planned
from coordinator.services.taskings import mark_over_quota
from coordinator.store.unit_of_work import UnitOfWork

_FIELD_OF_COLUMN = {
    "trial_use": NominationField.TRIAL_USE,
    "course_completed": NominationField.COURSE_COMPLETED,
    "course_completed_on": NominationField.COURSE_COMPLETED,
    "remarks": NominationField.REMARKS,
    "supervisor_priority": NominationField.PRIORITY,
    "is_office_alternate": NominationField.ALTERNATE,
    "office_id": NominationField.OFFICE,
    "position_text": NominationField.POSITION,
    "is_contractor": NominationField.POSITION,
}
_LONGEST_HOW = 200


def settle_problem(uow: UnitOfWork, problem_ids: int | Sequence[int], how: str) -> int:
    """Note how problems were settled, in a few words; returns how many were open."""
    if not how.strip():
        raise RuleBroken("Say in a few words how this was settled, such as “The office was asked”.")
    problems = _problems(uow, problem_ids)
    was_open = [problem for problem in problems if problem.settled_on is None]
    for problem in was_open:
        _settle(uow, problem, how)
    uow.flush()
    uow.describe(f"Settle {_how_many(was_open)}")
    return len(was_open)


def reopen_problem(uow: UnitOfWork, problem_ids: int | Sequence[int]) -> int:
    """Open problems again that were settled too early; returns how many were settled."""
    settled = [problem for problem in _problems(uow, problem_ids) if problem.settled_on is not None]
    for problem in settled:
        problem.settled_on, problem.settled_how = None, ""
    uow.flush()
    uow.describe(f"Reopen {_how_many(settled)}")
    return len(settled)


def take_problem_row(
    uow: UnitOfWork,
    problem_id: int,
    fields: Mapping[NominationField, str],
    person: int | RowChoice | None = None,
) -> int:
    """Read the row of a problem again with these texts in their cells and take it; returns the designee's id.

    A row that is a nomination already is changed in the given fields only. `person` says who is meant where that is in
    doubt. Raises RuleBroken while the row cannot be read.
    """
    problem = uow.get(ImportProblem, problem_id)
    receipt = uow.get(ResponseFile, problem.response_file_id)
    tasking = uow.get(Tasking, receipt.response.tasking_id)
    if tasking.state is TaskingState.CLOSED:
        raise RuleBroken(f"Tasking {tasking.number} is closed. Reopen it to take more nominations.")
    content, entry = _mended(uow, problem, receipt, fields)
    decisions = Decisions(people={entry.key: person} if person is not None else {})
    alone = replace(content, entries=(entry,), problems=())
    planned = plan_import(uow.session, tasking.id, receipt.response.office_id, alone, decisions, receipt.received_at)
    row = _only_given(planned.rows[0], fields)
    if row.state is RowState.LEFT_OUT:
        raise RuleBroken("The row was left out. Settle the problem instead.")
    take_planned(uow, tasking, receipt.file, receipt.received_at, [row])
    _settle_row(uow, problem, entry, [*_of_row(content, entry), *planned.problems])
    mark_over_quota(uow, tasking.id)
    uow.describe(f"Take {entry.name.display} from {receipt.file.name}")
    return _designee(uow, tasking.id, receipt, entry, row)


def _problems(uow: UnitOfWork, ids: int | Sequence[int]) -> list[ImportProblem]:
    wanted = [ids] if isinstance(ids, int) else list(dict.fromkeys(ids))
    if not wanted:
        raise RuleBroken("Choose at least one problem.")
    return [uow.get(ImportProblem, each) for each in wanted]


def _how_many(problems: Sequence[ImportProblem]) -> str:
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"


def _settle(uow: UnitOfWork, problem: ImportProblem, how: str) -> None:
    problem.settled_on, problem.settled_how = uow.today, how.strip()[:_LONGEST_HOW]


# the row again


def _mended(
    uow: UnitOfWork, problem: ImportProblem, receipt: ResponseFile, fields: Mapping[NominationField, str]
) -> tuple[NominationFile, NominationEntry]:
    """The file with the row mended, and its entry. Raises RuleBroken with the sentence of what is still wrong."""
    key = (problem.sheet, problem.row)
    remembered = remembered_mapping(uow.session, receipt.response.office_id)
    repair = RowRepair(fields, RowDecision.TAKE)
    choices = Choices(remembered=remembered, repairs={key: repair}, last_day=receipt.received_at.date())
    content = _read_again(receipt, choices)
    if key not in {entry.key for entry in content.entries} | {each.key for each in content.problems}:
        content = _from_fields_alone(content, problem, fields)
    entry = next((entry for entry in content.entries if entry.key == key), None)
    wrong = [each for each in content.problems if each.key == key and (entry is None or each.field in fields)]
    if entry is None or wrong:
        raise RuleBroken(wrong[0].message if wrong else "The row still names nobody. Give the name.")
    return content, entry


def _read_again(receipt: ResponseFile, choices: Choices) -> NominationFile:
    try:
        return read_nominations(read_workbook(receipt.file.name, receipt.file.content), choices)
    except FileRefused as refusal:
        raise RuleBroken(str(refusal)) from refusal


def _from_fields_alone(
    content: NominationFile, problem: ImportProblem, fields: Mapping[NominationField, str]
) -> NominationFile:
    """Where the row cannot be found again, because the header was chosen by hand: what was given is all there is."""
    blank = ((),) * (problem.row - 1)
    sheet = Sheet(problem.sheet, hidden=False, rows=(*blank, tuple(fields.values())))
    choice = SheetChoice(taken=True, header_row=NO_HEADER, fields=dict(enumerate(fields)))
    source = content.source
    book = Workbook(source.name, source.kind, None, None, (sheet,), source.sha256, ())
    return read_nominations(book, replace(content.choices, sheets={sheet.name: choice}, remembered={}))


def _of_row(content: NominationFile, entry: NominationEntry) -> list[RowProblem]:
    return [problem for problem in content.problems if problem.key == entry.key]


def _only_given(row: PlannedRow, fields: Mapping[NominationField, str]) -> PlannedRow:
    """Of a row that was taken before, only what was given now is changed."""
    if row.nomination_id is None:
        return row
    changes = tuple(
        replace(change, is_taken=_field_of(change.field) in fields or (change.field == "name" and _names(fields)))
        for change in row.changes
    )
    return replace(row, changes=changes)


def _field_of(column: str) -> NominationField | None:
    known = _FIELD_OF_COLUMN.get(column)
    return known or (NominationField(column) if column in set(NominationField) else None)


def _names(fields: Mapping[NominationField, str]) -> bool:
    parts = (NominationField.NAME, NominationField.FIRST_NAME, NominationField.LAST_NAME)
    return any(part in fields for part in parts)


def _settle_row(uow: UnitOfWork, problem: ImportProblem, entry: NominationEntry, still: Sequence[RowProblem]) -> None:
    """Settle the problem, and every other of its row that is gone."""
    of_row = (
        ImportProblem.response_file_id == problem.response_file_id,
        ImportProblem.sheet == problem.sheet,
        ImportProblem.row == problem.row,
    )
    left = {each.kind.value for each in still} - {problem.kind}
    for each in uow.all(select(ImportProblem).where(*of_row)):
        if each.settled_on is None and each.kind not in left and each.kind != ProblemKind.DOUBTFUL:
            _settle(uow, each, f"taken as {entry.name.display}")
    if problem.kind == ProblemKind.DOUBTFUL:
        _settle(uow, problem, f"taken as {entry.name.display}")


def _designee(uow: UnitOfWork, tasking_id: int, receipt: ResponseFile, entry: NominationEntry, row: PlannedRow) -> int:
    if row.designee_id is not None:
        return row.designee_id
    of_row = (
        Nomination.tasking_id == tasking_id,
        Nomination.source_file_id == receipt.file_id,
        Nomination.source_row == source_row(entry),
    )
    made = uow.first(select(Nomination).where(*of_row).order_by(Nomination.id.desc()))
    assert made is not None
    return made.designee_id
