"""Writes lists as CSV and XLSX. What came from outside goes out as text: never a formula, a link or a control code."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

Value = str | int | None

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
CELL_LIMIT = 32_767
CUT = " … (cut)"


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """UTF-8 with BOM and CRLF, as Excel opens it. Cells that a spreadsheet would run begin with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_guarded(column) for column in columns])
    writer.writerows([[_guarded(value) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _guarded(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    clean = _CONTROL.sub("", value)
    return f"'{clean}" if clean.startswith(_FORMULA_STARTS) else clean


def write_xlsx(title: str, columns: Sequence[str], rows: Sequence[Sequence[Value]], notes: Sequence[str] = ()) -> bytes:
    """A workbook that can be printed as it is; the same rows give the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("List")
    sheet.write_string(0, 0, _cell(title), book.add_format({"bold": True, "font_size": 14}))
    for place, note in enumerate(notes, start=1):
        sheet.write_string(place, 0, _cell(note))
    top = len(notes) + 2
    _write_table(book, sheet, top, columns, rows)
    _set_up_print(sheet, top, len(columns))
    book.close()
    return buffer.getvalue()


def _write_table(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    top: int,
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
) -> None:
    header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF0F4"})
    for column, name in enumerate(columns):
        sheet.write_string(top, column, _cell(name), header)
        widest = max([len(name), *(len(str(row[column] or "")) for row in rows)])
        sheet.set_column(column, column, min(widest + 2, 48))
    for line, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, _cell(value))
    sheet.autofilter(top, 0, top + max(len(rows), 1), len(columns) - 1)


def _set_up_print(sheet: xlsxwriter.worksheet.Worksheet, top: int, columns: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&L&F&RPage &P of &N")


def _cell(text: str) -> str:
    clean = _CONTROL.sub("", text)
    return clean if len(clean) <= CELL_LIMIT else clean[: CELL_LIMIT - len(CUT)] + CUT
