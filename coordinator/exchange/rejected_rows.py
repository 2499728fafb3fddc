"""The rows of a nomination file that someone has to look at, as a file that goes back to the office.

Each row stands as it came, with what is wrong and how to mend it. Mended, the file is read like any other: the three
columns that were added are known and left alone.
"""

from collections.abc import Iterable, Sequence

from coordinator.exchange.attendance_list import write_csv, write_xlsx
from coordinator.exchange.nomination_columns import SheetColumn
from coordinator.exchange.nomination_problems import REPAIR_SENTENCES, Repair, RowProblem
from coordinator.exchange.nominations import NominationFile, RowKey, SheetRead

WHERE, WRONG, MEND = "Where it stood", "What is wrong", "How to mend"


def rejected_csv(content: NominationFile, problems: Sequence[RowProblem] | None = None) -> bytes:
    """UTF-8 with BOM; nothing in it becomes a formula. `problems` may be those of an import plan."""
    columns, rows = _table(content, content.problems if problems is None else problems)
    return write_csv(columns, rows)


def rejected_xlsx(content: NominationFile, problems: Sequence[RowProblem] | None = None) -> bytes:
    """The same as a workbook."""
    columns, rows = _table(content, content.problems if problems is None else problems)
    notes = ("Correct the cells and return this file. The first column and the last two may stay as they are.",)
    return write_xlsx("Rows to correct", columns, rows, notes)


def _table(content: NominationFile, problems: Sequence[RowProblem]) -> tuple[list[str], list[list[str]]]:
    """One line for each row with something to mend; sheets with other headers add their columns on the right."""
    by_row: dict[RowKey, list[RowProblem]] = {}
    for problem in problems:
        if problem.repair is not Repair.NOTHING:
            by_row.setdefault(problem.key, []).append(problem)
    sheets = {sheet.name: sheet for sheet in content.sheets}
    headers = _headers(sheets[name] for name in dict.fromkeys(name for name, _ in by_row))
    places = {key: at for at, key in enumerate(headers)}
    order = {name: at for at, name in enumerate(sheets)}
    rows = []
    for key in sorted(by_row, key=lambda key: (order[key[0]], key[1])):
        cells = _cells(sheets[key[0]], by_row[key][0].cells, places)
        rows.append([_where(key, len(sheets)), *cells, *_said(by_row[key])])
    return [WHERE, *headers.values(), WRONG, MEND], rows


def _headers(sheets: Iterable[SheetRead]) -> dict[str, str]:
    """The columns of the sheets by their keys; one without a header is called by its letter."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for column in sheet.columns:
            if not column.is_ours:
                found.setdefault(_key(column), column.header or _said_field(column))
    return found


def _key(column: SheetColumn) -> str:
    return column.key or f"column {column.index + 1}"


def _said_field(column: SheetColumn) -> str:
    """A header for a column without one, such that it is read as the same field again."""
    field = column.field.value.replace("_", " ") if column.field else f"column {column.index + 1}"
    return field.replace("email", "e-mail").capitalize()


def _cells(sheet: SheetRead, cells: Sequence[str], places: dict[str, int]) -> list[str]:
    row = [""] * len(places)
    for column in sheet.columns:
        if column.index < len(cells) and not column.is_ours:
            row[places[_key(column)]] = cells[column.index]
    return row


def _where(key: RowKey, sheets: int) -> str:
    return f"row {key[1]}" if sheets == 1 else f"{key[0]}, row {key[1]}"


def _said(problems: Sequence[RowProblem]) -> tuple[str, str]:
    wrong = " ".join(problem.message for problem in problems)
    mend = " ".join(dict.fromkeys(REPAIR_SENTENCES[problem.repair] for problem in problems))
    return wrong, mend
