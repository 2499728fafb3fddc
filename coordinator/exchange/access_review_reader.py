"""A workbook of an access review that came back, whatever has become of it: saved by another program, its columns
moved, rows added, or sent as CSV.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from coordinator.errors import FileRefused
from coordinator.exchange.access_review_key import ReviewKey, has_key, read_key
from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of
from coordinator.rules.names import fold
from coordinator.rules.plain_text import one_line

_HEADER_WITHIN = 60  # rows
_LONGEST = 1_000  # characters of a comment; what is longer stays in the file that is kept
_WORD = re.compile(r"[a-z]+")


class _Field(Enum):
    LICENSE = auto()
    NAME = auto()
    LAST = auto()
    FIRST = auto()
    ANSWER = auto()
    COMMENT = auto()


# In this order: "Reason for the return" is a comment, "License holder" a name.
_SAYS = (
    (_Field.COMMENT, {"comment", "comments", "remark", "remarks", "note", "notes", "reason", "reasons", "explanation"}),
    (_Field.ANSWER, {"keep", "return", "retain", "answer", "answers", "decision", "response", "action", "disposition"}),
    (_Field.LAST, {"last", "surname"}),
    (_Field.FIRST, {"first", "given"}),
    (_Field.NAME, {"name", "names", "holder", "person", "designee", "employee", "user"}),
    (_Field.LICENSE, {"license", "licence", "lic", "number"}),
)
_NOT_OURS = {"supervisor", "supervisors", "office", "state", "training", "issued", "valid", "until", "date", "position"}
_COUNTED = re.compile(r"\d")

_NO_TABLE = (
    "“{}” has no table with a column for the license and one for the answer. Send back the workbook of the review, or "
    "a list with the headers License, Name, Keep or return, Comment."
)


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row below the header, as it stands. `row` counts from 1 as the spreadsheet shows it."""

    sheet: str
    row: int
    license: str
    name: str
    answer: str
    comment: str


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """`key` is None without one; `is_key_altered` when there is one that cannot be trusted."""

    name: str
    sha256: str
    key: ReviewKey | None
    is_key_altered: bool
    rows: tuple[ReturnedRow, ...]
    notes: tuple[str, ...]


def read_returned(workbook: Workbook) -> ReturnedWorkbook:
    """Every row that names a license or a person. Raises FileRefused when there is no such table."""
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden and not sheet.name.startswith("_")]
    tables = [table for sheet in visible if (table := _header_of(sheet)) is not None]
    if not tables:
        raise FileRefused(_NO_TABLE.format(workbook.name))
    key = read_key(workbook)
    rows = tuple(row for sheet, at, columns in tables for row in _rows(sheet, at, columns))
    return ReturnedWorkbook(
        workbook.name, workbook.sha256, key, key is None and has_key(workbook), rows, workbook.notes
    )


_Table = tuple[Sheet, int, Mapping[_Field, int]]


def _header_of(sheet: Sheet) -> _Table | None:
    """The place of the first row that has what a table of answers needs, and its columns."""
    for at, cells in enumerate(sheet.rows[:_HEADER_WITHIN]):
        columns: dict[_Field, int] = {}
        for column, cell in enumerate(cells):
            field = _field_of(text_of(cell))
            if field is not None:
                columns.setdefault(field, column)
        if _Field.ANSWER in columns and columns.keys() & {_Field.LICENSE, _Field.NAME, _Field.LAST}:
            return sheet, at, columns
    return None


def _field_of(header: str) -> _Field | None:
    """Sentences are no headers."""
    words = set(_WORD.findall(fold(header)))
    if not words or len(words) > 6 or words & _NOT_OURS:
        return None
    return next((field for field, says in _SAYS if words & says), None)


def _rows(sheet: Sheet, header: int, columns: Mapping[_Field, int]) -> Iterator[ReturnedRow]:
    for at, cells in enumerate(sheet.rows[header + 1 :], start=header + 2):
        texts = {field: _text(cells, column) for field, column in columns.items()}
        row = ReturnedRow(
            sheet=sheet.name,
            row=at,
            license=texts.get(_Field.LICENSE, ""),
            name=_name(texts),
            answer=texts.get(_Field.ANSWER, ""),
            comment=texts.get(_Field.COMMENT, "")[:_LONGEST],
        )
        if _says_something(row) and not _is_header(cells, columns):
            yield row


def _text(cells: Sequence[object], column: int) -> str:
    return one_line(text_of(cells[column])) if column < len(cells) else ""  # type: ignore[arg-type]  # cells of a sheet


def _name(texts: Mapping[_Field, str]) -> str:
    """In one column, or the surname and the first name in two."""
    apart = ", ".join(filter(None, (texts.get(_Field.LAST, ""), texts.get(_Field.FIRST, ""))))
    return texts.get(_Field.NAME, "") or apart


def _says_something(row: ReturnedRow) -> bool:
    """A line below the table ("Total", "Prepared by") has neither a number, a name nor an answer."""
    return bool(row.name or row.answer or (row.license and _COUNTED.search(row.license)))


def _is_header(cells: Sequence[object], columns: Mapping[_Field, int]) -> bool:
    """The header comes again on the next page of some lists."""
    return all(_field_of(_text(cells, column)) is field for field, column in columns.items())
