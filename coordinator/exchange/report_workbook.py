"""A report as a workbook: typed cells in one table that can be filtered and sorted, and its groups counted beside it.

Whatever a text says, it never becomes a formula or a link. The same report gives the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coordinator.rules.plain_text import one_line
from coordinator.rules.redaction import is_mark
from coordinator.rules.report_rows import Cell, ColumnKind, ReportColumn, ReportResult, cell_words

TABLE, GROUPS = "Report", "Groups"
_TEXTS_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LETTER = 1
_LONGEST = 15_000  # characters; Excel holds 32,767 of half their size
_NARROWEST, _WIDEST = 8, 52
_MEASURED = 500  # rows from which the widths are taken
# Any fixed day will do; a real one would make two workbooks of the same report differ.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 – the format keeps no zone


@dataclass(frozen=True, slots=True)
class _Looks:
    header: Format
    text: Format
    number: Format
    day: Format
    total_text: Format
    total_number: Format
    decimal: Format
    mark: Format


def write_report_workbook(title: str, notes: Sequence[str], report: ReportResult) -> bytes:
    """The workbook as .xlsx. A report with groups has them as its first column, and counted on a second sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _TEXTS_ONLY) as book:
        book.set_properties({"title": one_line(title)[:255], "created": _CREATED})
        looks = _looks(book)
        columns = [*([_group_column(report)] if report.by else []), *report.columns]
        rows = [[*([group.title] if report.by else []), *row.cells] for group in report.groups for row in group.rows]
        last = _total_row(report) if report.is_summed else []
        _write_sheet(book, TABLE, (title, *notes), columns, rows, last, looks)
        if report.by and report.groups:
            summed = [column for column in report.columns if column.is_summed]
            counted = [
                [group.title, len(group.rows), *(total for total in group.totals if total is not None)]
                for group in report.groups
            ]
            counts = [
                _group_column(report),
                ReportColumn("", report.many.capitalize(), ColumnKind.NUMBER, True),
                *summed,
            ]
            whole = ["Total", report.total, *(total for total in report.totals if total is not None)]
            _write_sheet(book, GROUPS, (title,), counts, counted, whole, looks)
    return target.getvalue()


def _total_row(report: ReportResult) -> list[Cell]:
    """Named in its first cell, unless that is a sum."""
    cells: list[Cell] = [*([None] if report.by else []), *report.totals]
    return [*(["Total"] if cells[0] is None else cells[:1]), *cells[1:]]


def _group_column(report: ReportResult) -> ReportColumn:
    return ReportColumn("", report.by, ColumnKind.TEXT)


def _looks(book: Workbook) -> _Looks:
    top, bold = {"valign": "top"}, {"bold": True, "top": 1}
    return _Looks(
        header=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "num_format": "@"}),
        # "@" keeps text text even when somebody edits the cell and presses Enter.
        text=book.add_format({**top, "num_format": "@"}),
        number=book.add_format({**top, "num_format": "#,##0"}),
        day=book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
        total_text=book.add_format({**bold, "num_format": "@"}),
        total_number=book.add_format({**bold, "num_format": "#,##0"}),
        decimal=book.add_format({**top, "num_format": "#,##0.0##"}),
        mark=book.add_format({**top, "num_format": "@", "bold": True, "border": 1}),
    )


def _write_sheet(
    book: Workbook,
    name: str,
    heading: Sequence[str],
    columns: Sequence[ReportColumn],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell],
    looks: _Looks,
) -> None:
    """Title and notes, an empty row, a frozen header with a filter, the rows, and the totals outside the filter."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, one_line(heading[0])[:_LONGEST], book.add_format({"bold": True, "font_size": 14}))
    for at, note in enumerate(heading[1:], start=1):
        sheet.write_string(at, 0, one_line(note)[:_LONGEST], looks.text)
    top = len(heading) + 1
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column.title, looks.header)
        sheet.set_column(place, place, _width(column, [row[place] for row in rows[:_MEASURED]]))
    for at, row in enumerate(rows, start=top + 1):
        _write_row(sheet, at, row, looks)
    for place, cell in enumerate(total):
        _write_total(sheet, top + 1 + len(rows), place, cell, looks)
    sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
    sheet.freeze_panes(top + 1, 0)
    _set_up_print(sheet, top)


def _write_row(sheet: Worksheet, at: int, row: Sequence[Cell], looks: _Looks) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(at, place, datetime(cell.year, cell.month, cell.day), looks.day)  # noqa: DTZ001 – a day
        elif isinstance(cell, int | float):
            sheet.write_number(at, place, cell, looks.number if isinstance(cell, int) else looks.decimal)
        elif cell:
            sheet.write_string(at, place, one_line(cell)[:_LONGEST], looks.mark if is_mark(cell) else looks.text)


def _write_total(sheet: Worksheet, at: int, place: int, cell: Cell, looks: _Looks) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(at, place, cell, looks.total_number)
    else:
        sheet.write_string(at, place, cell_words(cell), looks.total_text)


def _width(column: ReportColumn, cells: Sequence[Cell]) -> int:
    """Wide enough for the longest cell and the filter's button, within reason."""
    longest = max((len(cell_words(cell)) for cell in cells), default=0)
    return min(max(longest + 2, len(column.title) + 4, _NARROWEST), _WIDEST)


def _set_up_print(sheet: Worksheet, header_row: int) -> None:
    sheet.set_paper(_LETTER)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&L&A&RPage &P of &N")
