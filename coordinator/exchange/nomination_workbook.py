"""The workbook that goes to one office and comes back with its nominees.

One sheet: what is asked, then a table in which only the cells for people can be typed in. A very hidden key says whose
it is when it comes back. No macro, no link, and whatever a text says, it never becomes a formula. The same facts give
the same bytes.
"""

import io
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coordinator.exchange.nomination_form import COLUMNS, FormColumn, Takes, check_of
from coordinator.exchange.nomination_key import KEY_SHEET, VERSION, WorkbookKey, key_rows, key_trouble, read_key
from coordinator.rules.moments import on_two_clocks
from coordinator.rules.plain_text import one_line

__all__ = ["KEY_SHEET", "WorkbookFacts", "WorkbookKey", "key_trouble", "read_key", "write_nomination_workbook"]

SHEET_NAME = "Nominations"
SPARE_ROWS = 10
HEADER_ROW = 9
_UNIT_ROW, _TITLE_ROW, _SUBJECT_ROW, _FACTS_ROW = 1, 2, 3, 4
_VALUE, _ADVICE = 1, 8
_FROZEN_COLUMNS = 2
_LAST_COLUMN = len(COLUMNS) - 1
_LETTER = 1
_LONGEST = 1_000  # characters; a subject that is longer is no title any more
# Any fixed day will do; a real one would make two workbooks of the same facts differ.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 – the format keeps no zone
_TEXTS_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_INK, _SOFT, _ACCENT, _LINE = "#1B1F27", "#566070", "#1F4AA8", "#C3CBD8"
_SPARE, _MISSING = "#F1F5FC", "#FFE9B8"
_FORMATS = {Takes.DAY: "[$-409]mmm d, yyyy;@", Takes.PRIORITY: "0"}


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """What the workbook of one office says. `due_at` has a zone; zones are IANA keys."""

    unit: str
    tasking: str
    subject: str
    office_code: str
    office_name: str
    office_zone: str
    quota: int
    due_at: datetime
    due_zone: str
    point_of_contact: str = ""
    point_of_contact_email: str = ""

    @property
    def key(self) -> WorkbookKey:
        return WorkbookKey(self.tasking, self.office_code, VERSION, self.unit)

    @property
    def rows(self) -> int:
        """How many people the table takes: more than the quota, because more are accepted."""
        return self.quota + SPARE_ROWS


def write_nomination_workbook(facts: WorkbookFacts) -> bytes:
    """The workbook for one office, as .xlsx."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _TEXTS_ONLY) as book:
        title = f"Nominations for tasking {one_line(facts.tasking)}, {one_line(facts.office_name)}"
        book.set_properties({"title": title[:255], "author": one_line(facts.unit)[:255], "created": _CREATED})
        sheet = book.add_worksheet(SHEET_NAME)
        _write_top(book, sheet, facts)
        _write_header(book, sheet)
        _write_rows(book, sheet, facts)
        _protect(sheet)
        _set_up_print(book, sheet, facts)
        _write_key(book, facts.key)
    return target.getvalue()


# above the table


def _write_top(book: Workbook, sheet: Worksheet, facts: WorkbookFacts) -> None:
    """Who asks for what, until when, and how to answer. No cells are merged: screen readers lose themselves there."""
    for row, height in enumerate((5, 24, 28, 22, 20, 20, 20, 20, 10, 50)):
        sheet.set_row(row, height)
    bar = book.add_format({"bg_color": _ACCENT})
    for column in range(len(COLUMNS)):
        sheet.write_blank(0, column, None, bar)
    _say(book, sheet, _UNIT_ROW, 0, facts.unit, bold=True, font_color=_ACCENT)
    _say(book, sheet, _TITLE_ROW, 0, f"Nominations for tasking {facts.tasking}", bold=True, font_size=20)
    _say(book, sheet, _SUBJECT_ROW, 0, facts.subject, font_color=_SOFT, font_size=13)
    for at, (name, value) in enumerate(_facts(facts), start=_FACTS_ROW):
        _say(book, sheet, at, 0, name, font_color=_SOFT)
        _say(book, sheet, at, _VALUE, value, bold=True)
    for at, line in enumerate(_advice(facts), start=_FACTS_ROW):
        _say(book, sheet, at, _ADVICE, line, font_color=_SOFT)


def _facts(facts: WorkbookFacts) -> tuple[tuple[str, str], ...]:
    contact = " · ".join(filter(None, (facts.point_of_contact, facts.point_of_contact_email)))
    return (
        ("Office:", f"{facts.office_name} ({facts.office_code})"),
        ("Quota:", f"{facts.quota} {'name' if facts.quota == 1 else 'names'}"),
        ("Due:", on_two_clocks(facts.due_at, facts.office_zone, facts.due_zone)),
        ("Return to:", contact or facts.unit),
    )


def _advice(facts: WorkbookFacts) -> tuple[str, ...]:
    return (
        "One person a row. Only the table can be typed in; columns marked * are needed.",
        "White rows are your quota. The shaded rows take further names and alternates: none is refused.",
        "Never enter Social Security numbers or dates of birth.",
        "Save the workbook as it is (.xlsx) and return it by e-mail.",
    )


def _say(book: Workbook, sheet: Worksheet, row: int, column: int, text: str, **look: object) -> None:
    made = book.add_format({"font_color": _INK, "valign": "vcenter", "num_format": "@", **look})
    sheet.write_string(row, column, one_line(text)[:_LONGEST], made)


# the table


def _write_header(book: Workbook, sheet: Worksheet) -> None:
    look = book.add_format(
        {
            "bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT, "border": 1, "border_color": _ACCENT,
            "text_wrap": True, "valign": "vcenter", "num_format": "@",
        }
    )  # fmt: skip
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(HEADER_ROW, at, column.title, look)
    sheet.freeze_panes(HEADER_ROW + 1, _FROZEN_COLUMNS)
    # Screen readers take the headers of a table from this name.
    header = xl_range_abs(HEADER_ROW, 0, HEADER_ROW, _LAST_COLUMN)
    book.define_name("ColumnTitle", f"={SHEET_NAME}!{header}")


def _write_rows(book: Workbook, sheet: Worksheet, facts: WorkbookFacts) -> None:
    first, last = HEADER_ROW + 1, HEADER_ROW + facts.rows
    looks = [[_cell(book, column, is_spare=spare) for column in COLUMNS] for spare in (False, True)]
    for place in range(facts.rows):
        sheet.set_row(first + place, 24)
        for at, look in enumerate(looks[place >= facts.quota]):
            sheet.write_blank(first + place, at, None, look)
    for at, column in enumerate(COLUMNS):
        sheet.data_validation(first, at, last, at, check_of(column, xl_rowcol_to_cell(first, at)))
    _show_missing(book, sheet, first, last)
    sheet.set_selection(first, 0, first, 0)


def _cell(book: Workbook, column: FormColumn, *, is_spare: bool) -> Format:
    # "@" keeps leading zeros, and an answer that begins with "=" a text.
    look = {"num_format": _FORMATS.get(column.takes, "@"), "locked": False, "valign": "vcenter", "align": "left"}
    fill = {"bg_color": _SPARE} if is_spare else {}
    return book.add_format({**look, **fill, "font_color": _INK, "border": 1, "border_color": _LINE})


def _show_missing(book: Workbook, sheet: Worksheet, first: int, last: int) -> None:
    """A cell that is needed is colored while others of its row are filled."""
    look = book.add_format({"bg_color": _MISSING})
    row = f"$A{first + 1}:${xl_col_to_name(_LAST_COLUMN)}{first + 1}"
    for at, column in enumerate(COLUMNS):
        if column.is_needed:
            cell = xl_rowcol_to_cell(first, at)
            rule = f'=AND(COUNTA({row})>0,TRIM({cell})="")'
            sheet.conditional_format(first, at, last, at, {"type": "formula", "criteria": rule, "format": look})


# around it


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password. Columns and rows can be made wider."""
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _set_up_print(book: Workbook, sheet: Worksheet, facts: WorkbookFacts) -> None:
    sheet.set_paper(_LETTER)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, HEADER_ROW + facts.rows, _LAST_COLUMN)
    # An ampersand begins a code in a footer; a number after one would be read as its size.
    which = one_line(f"{facts.tasking} · {facts.office_code}")[:100].replace("&", "&&")
    sheet.set_footer(f"&L {which}&RPage &P of &N")


def _write_key(book: Workbook, key: WorkbookKey) -> None:
    sheet = book.add_worksheet(KEY_SHEET)
    text = book.add_format({"num_format": "@"})
    for at, (name, value) in enumerate(key_rows(key)):
        sheet.write_string(at, 0, name, text)
        sheet.write_string(at, 1, value, text)
    sheet.protect()
    sheet.very_hidden()
