"""The attendance list as a file for other programs: CSV and XLSX.

Whatever a cell says is data: it never becomes a formula, a link or markup in the program that opens it.
The same list gives the same bytes, so that a file can be compared with the one that was sent.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coordinator.rules.redaction import is_mark

Cell = str | int | None

_MOST_CHARACTERS = 32_767  # of one cell in Excel, counted in UTF-16 units
_CUT_MARK = " … [cut]"
_SHEET_NAME = "List"
_NARROWEST, _WIDEST = 6, 48
_LETTER = 1
# Any fixed day will do; a real one would make two exports of the same list differ.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 – the format keeps no zone
# What XML 1.0 and spreadsheets cannot hold; TAB and line ends may stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with BOM, commas, CRLF, as Excel opens it by a double click.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; our own reader takes it off again.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[_guarded(cell) for cell in row] for row in (columns, *rows)])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Sequence[str] = ()) -> bytes:
    """One sheet: title, notes, an empty row, a frozen header with a filter, the rows. Prints on Letter, landscape.

    Text is stored as text, numbers as numbers. A cell beyond what Excel holds ends with a visible mark.
    """
    target = io.BytesIO()
    # Without the options XlsxWriter turns "=1" into a formula and "https:…" into a link.
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        book.set_properties({"title": _fitting(title), "created": _CREATED})
        sheet = book.add_worksheet(_SHEET_NAME)
        header_row = _write_heading(book, sheet, title, notes)
        _write_table(book, sheet, header_row, columns, rows)
        _set_up_print(sheet, header_row)
    return target.getvalue()


def _write_heading(book: Workbook, sheet: Worksheet, title: str, notes: Sequence[str]) -> int:
    """Title and notes; returns the row of the header, after one empty row."""
    plain = book.add_format({"num_format": "@"})
    sheet.write_string(0, 0, _fitting(title), book.add_format({"bold": True, "font_size": 14, "num_format": "@"}))
    for at, note in enumerate(notes, start=1):
        sheet.write_string(at, 0, _fitting(note), plain)
    return len(notes) + 2


def _write_table(
    book: Workbook, sheet: Worksheet, header_row: int, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    # "@" keeps text text even when somebody edits the cell and presses Enter.
    plain = book.add_format({"valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top", "num_format": "0"})
    mark = book.add_format({"valign": "top", "num_format": "@", "bold": True, "border": 1})
    for at, row in enumerate((columns, *rows)):
        _write_row(sheet, header_row + at, row, (plain if at else bold, mark, number))
    for column in range(len(columns)):
        sheet.set_column(column, column, _width([columns, *rows], column))
    if columns:
        sheet.autofilter(header_row, 0, header_row + len(rows), len(columns) - 1)
    sheet.freeze_panes(header_row + 1, 0)


def _write_row(sheet: Worksheet, at: int, row: Sequence[Cell], looks: tuple[Format, Format, Format]) -> None:
    """In the looks of a text, of an exemption that stands where a text was, and of a number."""
    text, mark, number = looks
    for column, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(at, column, cell, number)
        elif cell:
            sheet.write_string(at, column, _fitting(cell), mark if is_mark(cell) else text)


def _width(rows: Sequence[Sequence[Cell]], column: int) -> int:
    """Wide enough for the longest cell and the filter's button, within reason."""
    longest = max((len(str(row[column])) for row in rows if column < len(row) and row[column] is not None), default=0)
    return min(max(longest + 3, _NARROWEST), _WIDEST)


def _set_up_print(sheet: Worksheet, header_row: int) -> None:
    sheet.set_paper(_LETTER)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&RPage &P of &N")


def _guarded(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = _printable(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _fitting(text: str) -> str:
    """The text as a cell of Excel can hold it; what does not fit is cut, and says so."""
    plain = _printable(text)
    if _units(plain) <= _MOST_CHARACTERS:
        return plain
    room = _MOST_CHARACTERS - _units(_CUT_MARK)
    return plain.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + _CUT_MARK


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
