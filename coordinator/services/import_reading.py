"""A nomination file read again as somebody decides about it, step by step, before anything is taken in."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.nomination_choices import NO_HEADER, Choices, RowDecision, RowKey, RowRepair, SheetChoice
from coordinator.exchange.nomination_columns import NominationField, SheetColumn, Told, is_row_number
from coordinator.exchange.nomination_problems import REPAIR_SENTENCES, ProblemKind, Repair, RowProblem
from coordinator.exchange.nomination_workbook import key_trouble
from coordinator.exchange.nominations import NominationEntry, NominationFile, SheetRead, read_nominations
from coordinator.exchange.rejected_rows import rejected_csv, rejected_xlsx
from coordinator.exchange.spreadsheets import read_workbook, text_of
from coordinator.model import Tasking
from coordinator.services.import_decisions import Decisions
from coordinator.services.import_mappings import remembered_mapping
from coordinator.services.import_plan import ImportPlan, plan_import

__all__ = [
    "NO_HEADER", "REPAIR_SENTENCES", "Arrival", "Choices", "Decided", "NominationEntry", "NominationField",
    "NominationFile", "ProblemKind", "Reading", "Repair", "RowDecision", "RowKey", "RowProblem", "RowRepair",
    "SheetChoice", "SheetColumn", "SheetRead", "Told", "first_rows", "is_passed_over", "read_file", "rejected_csv",
    "rejected_xlsx",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """All that somebody decided about a file so far. `encoding` None: as found."""

    choices: Choices = field(default_factory=Choices)
    people: Decisions = field(default_factory=Decisions)
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a file answers, and when it came. `last_day` is the day of receipt: no date in it can lie behind."""

    tasking_id: int
    office_id: int | None
    received_at: datetime
    last_day: date


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file reads, and what importing it would do once its office is known.

    `refusal` says in a sentence why it could not be read so, or not be held against the records; `key_trouble` what
    should be known about the key of a workbook of our own. `encoding` is the one that was asked for.
    """

    content: NominationFile | None
    plan: ImportPlan | None = None
    key_trouble: str = ""
    refusal: str = ""
    encoding: str | None = None


def read_file(
    session: Session, name: str, data: bytes, decided: Decided, arrival: Arrival, last: Reading | None = None
) -> Reading:
    """The file as decided, with the columns as the office's files had them last time, against the records as they are.

    What `last` has read already is not read again.
    """
    remembered = remembered_mapping(session, arrival.office_id) if arrival.office_id is not None else {}
    choices = replace(decided.choices, remembered=remembered, last_day=arrival.last_day)
    try:
        content = _content(name, data, choices, decided.encoding, last)
    except FileRefused as refusal:
        return Reading(None, refusal=str(refusal), encoding=decided.encoding)
    tasking = session.get(Tasking, arrival.tasking_id)
    trouble = key_trouble(content.source, tasking.number) if tasking else ""
    read = Reading(content, key_trouble=trouble, encoding=decided.encoding)
    if arrival.office_id is None:
        return read
    try:
        plan = plan_import(session, arrival.tasking_id, arrival.office_id, content, decided.people, arrival.received_at)
    except RuleBroken as refusal:
        return replace(read, refusal=str(refusal))
    return replace(read, plan=plan)


def _content(name: str, data: bytes, choices: Choices, encoding: str | None, last: Reading | None) -> NominationFile:
    known = last.content if last is not None and last.encoding == encoding else None
    if known is not None and known.choices == choices:
        return known
    return read_nominations(known.source if known else read_workbook(name, data, encoding=encoding), choices)


def first_rows(content: NominationFile, sheet: str, rows: int, columns: int) -> tuple[tuple[str, ...], ...]:
    """The texts of a sheet's first rows as they stand, no wider than `columns`."""
    found = next((each for each in content.source.sheets if each.name == sheet), None)
    return tuple(tuple(map(text_of, row[:columns])) for row in found.rows[:rows]) if found else ()


def is_passed_over(column: SheetColumn) -> bool:
    """Whether a column without a field is not even a remark: row numbers, and what this program added itself."""
    return column.field is None and (column.left_out or column.is_ours or is_row_number(column.header))
