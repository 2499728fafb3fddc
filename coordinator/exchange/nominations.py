"""A nomination file in any layout – title rows, several sheets, odd headers – into entries and problems.

Nothing is dropped in silence: a row that does not become an entry becomes a problem with its raw cells. Whatever was
found can be chosen otherwise (`Choices`), and every row can be mended in place (`mend`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coordinator.errors import FileRefused
from coordinator.exchange.nomination_cells import (
    is_example,
    is_nothing,
    is_prose,
    is_total,
    is_vacant,
    may_be_nobody,
    withheld,
)
from coordinator.exchange.nomination_choices import NO_HEADER, Choices, RowDecision, RowKey, RowRepair, SheetChoice
from coordinator.exchange.nomination_columns import (
    ColumnMatch,
    Layout,
    NominationField,
    SheetColumn,
    Told,
    find_layout,
    matches,
)
from coordinator.exchange.nomination_duplicates import without_duplicates
from coordinator.exchange.nomination_hints import likeness, office_hint
from coordinator.exchange.nomination_key import KEY_SHEET, WorkbookKey, read_key
from coordinator.exchange.nomination_problems import ProblemKind, Repair, RowProblem
from coordinator.exchange.nomination_rows import AS_IT_IS, NominationEntry, Row, RowReader
from coordinator.exchange.nomination_values import Complaint
from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of

__all__ = [
    "NO_HEADER", "Choices", "ColumnMatch", "NominationEntry", "NominationField", "NominationFile", "ProblemKind",
    "Repair", "RowDecision", "RowKey", "RowProblem", "RowRepair", "SheetChoice", "SheetColumn", "SheetRead", "Told",
    "WorkbookKey", "looks_like_nominations", "mend", "nobody_named", "read_nominations",
]  # fmt: skip

_ALTERNATES = re.compile(r"\s*(alternates?|alts?|standby|reserves?)\b.*", re.IGNORECASE)
_PRIMARIES = re.compile(r"\s*(primar(y|ies)|nominees?|designees?|selectees?)\b.*", re.IGNORECASE)
_PREVIEW_ROWS = 12
_PREVIEW_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet as a person chooses about it: its first rows as they stand, its header row (0-based), its columns.

    `is_taken` says whether its rows are among the entries and problems, `why_not` in a sentence why they are not.
    """

    name: str
    hidden: bool
    is_taken: bool
    why_not: str
    header_row: int
    row_count: int
    preview: tuple[tuple[str, ...], ...]
    columns: tuple[SheetColumn, ...]


@dataclass(frozen=True, slots=True)
class NominationFile:
    """What a nomination file says. `office_hint` is the words of a title row, or a code in the file name.

    `columns` are those that are read; all of them, and every sheet, are in `sheets`. `key` says tasking and office of
    a workbook that this program wrote. `source` and `choices` are what it was read from: `mend` reads it again.
    """

    columns: tuple[ColumnMatch, ...]
    entries: tuple[NominationEntry, ...]
    problems: tuple[RowProblem, ...]
    office_hint: str
    skipped_sheets: tuple[str, ...]
    sheets: tuple[SheetRead, ...]
    notes: tuple[str, ...]
    key: WorkbookKey | None
    source: Workbook = field(repr=False, compare=False)
    choices: Choices = field(repr=False)

    @property
    def chosen_columns(self) -> dict[str, NominationField | None]:
        """What was chosen about headers, to be remembered: `Choices.remembered` of the next file."""
        return {
            column.key: column.field
            for sheet in self.sheets
            for column in sheet.columns
            if sheet.is_taken and column.told_by in (Told.CHOICE, Told.LAST_TIME) and column.key
        }


def read_nominations(workbook: Workbook, choices: Choices | None = None) -> NominationFile:
    """Read every sheet that is taken: as chosen, else every visible one that names people.

    Without choices FileRefused is raised if no sheet names people; with them the file is there to choose about.
    """
    made = choices or Choices()
    key = read_key(workbook)
    sheets = [sheet for sheet in workbook.sheets if key is None or sheet.name != KEY_SHEET]
    layouts = [_layout(sheet, made, is_ours=key is not None) for sheet in sheets]
    read = [(sheet, layout) for sheet, layout, taken in layouts if layout is not None and taken]
    if not read and choices is None:
        raise FileRefused(nobody_named(workbook.name))
    entries: list[NominationEntry] = []
    problems: list[RowProblem] = []
    notes = list(workbook.notes)
    for sheet, layout in read:
        notes += _read_sheet(sheet, layout, made, entries, problems)
    kept = without_duplicates(entries, problems, lambda entry: _decision(made, entry.key) is RowDecision.TAKE)
    order = {sheet.name: index for index, sheet in enumerate(workbook.sheets)}
    problems.sort(key=lambda problem: (order[problem.sheet], problem.row))
    return NominationFile(
        columns=tuple(column for sheet, layout in read for column in matches(sheet, layout)),
        entries=kept,
        problems=tuple(problems),
        office_hint=office_hint(workbook.name, read),
        skipped_sheets=tuple(_skipped(sheet) for sheet, _, taken in layouts if not taken),
        sheets=tuple(_sheet_read(sheet, layout, taken) for sheet, layout, taken in layouts),
        notes=tuple(notes),
        key=key,
        source=workbook,
        choices=made,
    )


def nobody_named(name: str) -> str:
    """The sentence for a file in which no column of names is found."""
    return (
        f"No sheet of “{name}” has a column of names. "
        "Add a header row with at least “Name” and “E-mail” above the list and try again."
    )


def mend(content: NominationFile, repairs: Mapping[RowKey, RowRepair]) -> NominationFile:
    """The file read again with rows mended: their problems are gone, their people are among the entries."""
    return read_nominations(content.source, content.choices.with_repairs(repairs))


def looks_like_nominations(workbook: Workbook) -> float:
    """From 0 to 1: how surely the file is a list of nominees, judged by its best sheet."""
    layouts = [(sheet, find_layout(sheet)) for sheet in workbook.sheets if not sheet.hidden]
    return max((likeness(sheet, layout) for sheet, layout in layouts if layout), default=0.0)


def _layout(sheet: Sheet, choices: Choices, *, is_ours: bool) -> tuple[Sheet, Layout | None, bool]:
    """The sheet, its columns, and whether it is taken."""
    choice = choices.sheets.get(sheet.name, SheetChoice())
    layout = find_layout(sheet, choice, choices.remembered)
    if layout is not None and is_ours:
        layout = Layout(layout.header_row, tuple(_without_doubt(column) for column in layout.columns))
    names = layout is not None and layout.names_people
    taken = names and not sheet.hidden if choice.taken is None else choice.taken and names
    return sheet, layout, taken


def _without_doubt(column: SheetColumn) -> SheetColumn:
    """A column that this program wrote: its header needs no guess."""
    if column.told_by is not Told.HEADER:
        return column
    return replace(column, confidence=1.0, told_by=Told.WORKBOOK, alternatives=())


def _sheet_read(sheet: Sheet, layout: Layout | None, taken: bool) -> SheetRead:
    preview = tuple(tuple(map(text_of, row[:_PREVIEW_COLUMNS])) for row in sheet.rows[:_PREVIEW_ROWS])
    header_row, columns = (layout.header_row, layout.columns) if layout else (NO_HEADER, ())
    why_not = "" if taken else _skipped(sheet)
    return SheetRead(sheet.name, sheet.hidden, taken, why_not, header_row, len(sheet.rows), preview, columns)


def _skipped(sheet: Sheet) -> str:
    why = "it is hidden" if sheet.hidden else "it has no column of names" if sheet.rows else "it is empty"
    return f"Sheet “{sheet.name}” was not read: {why}."


def _decision(choices: Choices, key: RowKey) -> RowDecision:
    repair = choices.repairs.get(key)
    return repair.decision if repair else RowDecision.READ


def _read_sheet(
    sheet: Sheet, layout: Layout, choices: Choices, entries: list[NominationEntry], problems: list[RowProblem]
) -> list[str]:
    """Adds the people and the problems of one sheet; returns notes about all of it."""
    reader = RowReader(sheet, layout, problems, choices)
    alternates = _ALTERNATES.fullmatch(sheet.name) is not None
    for row in reader.rows():
        filled = [cell for cell in row.cells if cell]
        if not filled or reader.is_header_again(row):
            continue
        heading = _heading(filled)
        if heading is not None and row.repair.decision is not RowDecision.TAKE:
            alternates = heading
        elif problem := _no_person(reader, row, filled):
            kind, message, blocking = problem
            reader.report(row, Complaint(kind, message, NominationField.NAME), blocking=blocking)
        elif entry := reader.entry(row, alternates):
            entries.append(entry)
    return reader.notes


def _heading(filled: list[str]) -> bool | None:
    """Whether a row is a heading over alternates (True) or over the first choice (False)."""
    if len(filled) != 1:
        return None
    return True if _ALTERNATES.fullmatch(filled[0]) else False if _PRIMARIES.fullmatch(filled[0]) else None


def _no_person(reader: RowReader, row: Row, filled: list[str]) -> tuple[ProblemKind, str, bool] | None:
    """Why a row names nobody: kind, sentence, and whether a person may be hidden in it."""
    name = reader.name_text(row)
    if row.repair is AS_IT_IS and len(filled) > 3 and not may_be_nobody(name) and not is_example(filled[0]):
        return None
    if row.repair.decision is RowDecision.LEAVE_OUT:
        return ProblemKind.LEFT_OUT, "This row was left out.", False
    if withheld(name):
        return ProblemKind.WITHHELD, "The name was withheld; ask the office who is meant.", True
    if row.repair.decision is not RowDecision.TAKE and (odd := _not_meant(filled, name)):
        return odd
    if name and not is_nothing(name):
        return None
    if len(filled) <= 1 and not row.repair.fields:
        return ProblemKind.NOTE, f"This is a note, not a person: “{filled[0]}”.", False
    return ProblemKind.NO_NAME, "The row has no name; it was not taken over.", True


def _not_meant(filled: list[str], name: str) -> tuple[ProblemKind, str, bool] | None:
    """A row that was never meant to name a person: a total, an example, a vacant place."""
    if len(filled) <= 3 and is_total(filled[0]):
        return ProblemKind.TOTAL, "This is a total, not a person.", False
    if is_example(filled[0]) or is_example(name):
        return ProblemKind.EXAMPLE, "This is an example row, not a person.", False
    if name and is_vacant(name):
        return ProblemKind.VACANT, "The place is vacant: no name was given.", False
    if len(filled) == 1 and is_prose(filled[0]):
        return ProblemKind.NOTE, f"This is a note, not a person: “{filled[0]}”.", False
    return None
