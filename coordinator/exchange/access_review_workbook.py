"""The workbook of an access review that goes to one office: its licenses, and for each whether it is kept or returned.

One sheet: what is asked, then a table in which only the answers and the comments can be typed in. A very hidden key
says whose it is when it comes back. No macro, no link, and whatever a text says, it never becomes a formula. The same
facts give the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coordinator.exchange.access_review_key import KEY_SHEET, ReviewKey, key_rows
from coordinator.rules.moments import long_day
from coordinator.rules.plain_text import one_line
from coordinator.rules.vocabulary import ReviewAnswer

SHEET_NAME = "Licenses"
HEADER_ROW = 9
ANSWERS = {ReviewAnswer.KEEP: "Keep", ReviewAnswer.RETURN: "Return"}
# What stands above each column, and how wide it is in characters.
COLUMNS = (
    ("License", 23.0), ("Name", 25.0), ("Position", 19.0), ("State", 11.0), ("Issued", 12.5), ("Valid until", 12.5),
    ("Last training", 13.0), ("Keep or return *", 15.0), ("Comment", 42.0),
)  # fmt: skip
ANSWER, COMMENT = 7, 8
_UNIT_ROW, _TITLE_ROW, _SUBJECT_ROW, _FACTS_ROW = 1, 2, 3, 4
_VALUE, _ADVICE = 1, 4
_FROZEN_COLUMNS = 2
_LETTER = 1
_LONGEST = 1_000  # characters
_MOST_COMMENT = 500
# Any fixed day will do; a real one would make two workbooks of the same facts differ.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 – the format keeps no zone
_TEXTS_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_INK, _SOFT, _ACCENT, _LINE = "#1B1F27", "#566070", "#1F4AA8", "#C3CBD8"
_LOCKED, _MISSING, _BACK = "#F3F5F9", "#FFE9B8", "#E3E8F2"
_DAY = "[$-409]mmm d, yyyy;@"


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """One license as it was when the review began, and what the office has answered so far."""

    number: str
    name: str
    position: str
    state: str
    issued_on: date | None
    valid_until: date | None
    trained_on: date | None
    answer: ReviewAnswer | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ReviewWorkbook:
    """What the workbook of one office says."""

    unit: str
    title: str
    product: str
    office_code: str
    office_name: str
    frozen_on: date
    due_on: date
    point_of_contact: str
    lines: Sequence[WorkbookLine]

    @property
    def key(self) -> ReviewKey:
        return ReviewKey(self.title, self.frozen_on.isoformat(), self.office_code, unit=self.unit)

    @property
    def name(self) -> str:
        """ "Access review 2026 DEN.xlsx"."""
        return workbook_name(self.title, self.office_code)


def workbook_name(title: str, office_code: str) -> str:
    return f"{one_line(title)} {office_code}.xlsx"


def write_review_workbook(facts: ReviewWorkbook) -> bytes:
    """The workbook for one office, as .xlsx."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _TEXTS_ONLY) as book:
        title = f"{one_line(facts.title)}, {one_line(facts.office_name)}"
        book.set_properties({"title": title[:255], "author": one_line(facts.unit)[:255], "created": _CREATED})
        sheet = book.add_worksheet(SHEET_NAME)
        _write_top(book, sheet, facts)
        _write_header(book, sheet)
        _write_rows(book, sheet, facts.lines)
        _show_open(book, sheet, len(facts.lines))
        _protect(sheet)
        _set_up_print(book, sheet, facts)
        _write_key(book, facts.key)
    return target.getvalue()


# above the table


def _write_top(book: Workbook, sheet: Worksheet, facts: ReviewWorkbook) -> None:
    """Who asks for what, until when, and how to answer. No cells are merged: screen readers lose themselves there."""
    for row, height in enumerate((5, 24, 28, 22, 20, 20, 20, 20, 10, 30)):
        sheet.set_row(row, height)
    bar = book.add_format({"bg_color": _ACCENT})
    for column in range(len(COLUMNS)):
        sheet.write_blank(0, column, None, bar)
    _say(book, sheet, _UNIT_ROW, 0, facts.unit, bold=True, font_color=_ACCENT)
    _say(book, sheet, _TITLE_ROW, 0, facts.title, bold=True, font_size=20)
    _say(
        book, sheet, _SUBJECT_ROW, 0, f"Who still needs a license for {facts.product}?", font_color=_SOFT, font_size=13
    )
    for at, (name, value) in enumerate(_facts(facts), start=_FACTS_ROW):
        _say(book, sheet, at, 0, name, font_color=_SOFT)
        _say(book, sheet, at, _VALUE, value, bold=True)
    for at, line in enumerate(_advice(facts), start=_FACTS_ROW):
        _say(book, sheet, at, _ADVICE, line, font_color=_SOFT)


def _facts(facts: ReviewWorkbook) -> tuple[tuple[str, str], ...]:
    held = f"{len(facts.lines)} {'license' if len(facts.lines) == 1 else 'licenses'} on {long_day(facts.frozen_on)}"
    return (
        ("Office:", f"{facts.office_name} ({facts.office_code})"),
        ("Held:", held),
        ("Due:", long_day(facts.due_on)),
        ("Return to:", facts.point_of_contact or facts.unit),
    )


def _advice(facts: ReviewWorkbook) -> tuple[str, ...]:
    return (
        "Choose Keep or Return in every row. Say more under Comment where it helps: it is read first.",
        "Return it when the person left, moved on, or no longer needs it for the work.",
        f"A license without an answer by {long_day(facts.due_on)} is proposed for suspension.",
        "Save the workbook as it is (.xlsx) and return it by e-mail. Never enter Social Security numbers.",
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
    for at, (title, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADER_ROW, at, title, look)
    sheet.freeze_panes(HEADER_ROW + 1, _FROZEN_COLUMNS)
    # Screen readers take the headers of a table from this name.
    header = xl_range_abs(HEADER_ROW, 0, HEADER_ROW, len(COLUMNS) - 1)
    book.define_name("ColumnTitle", f"={SHEET_NAME}!{header}")


def _write_rows(book: Workbook, sheet: Worksheet, lines: Sequence[WorkbookLine]) -> None:
    known, day = _cell(book, is_open=False), _cell(book, is_open=False, num_format=_DAY)
    answer = _cell(book, is_open=True, bold=True)
    comment = _cell(book, is_open=True, text_wrap=True)
    for at, line in enumerate(lines, start=HEADER_ROW + 1):
        sheet.set_row(at, 24)
        for column, text in enumerate((line.number, line.name, line.position, line.state)):
            sheet.write_string(at, column, one_line(text)[:_LONGEST], known)
        for column, on in enumerate((line.issued_on, line.valid_until, line.trained_on), start=4):
            _write_day(sheet, at, column, on, day)
        sheet.write_string(at, ANSWER, ANSWERS[line.answer] if line.answer else "", answer)
        sheet.write_string(at, COMMENT, one_line(line.comment)[:_LONGEST], comment)
    sheet.set_selection(HEADER_ROW + 1, ANSWER, HEADER_ROW + 1, ANSWER)


def _write_day(sheet: Worksheet, at: int, column: int, on: date | None, look: Format) -> None:
    if on is None:
        sheet.write_blank(at, column, None, look)
    else:
        sheet.write_datetime(at, column, datetime(on.year, on.month, on.day), look)  # noqa: DTZ001 – a day has no zone


def _cell(book: Workbook, *, is_open: bool, **look: object) -> Format:
    # "@" keeps leading zeros, and a comment that begins with "=" a text.
    ground = {} if is_open else {"bg_color": _LOCKED}
    fixed = {"locked": not is_open, "valign": "vcenter", "align": "left", "font_color": _INK, "border": 1}
    return book.add_format({"num_format": "@", **fixed, "border_color": _LINE, **ground, **look})


def _show_open(book: Workbook, sheet: Worksheet, number: int) -> None:
    """The list of answers; a row without one is colored, and one that is returned is grayed."""
    if not number:
        return
    first, last = HEADER_ROW + 1, HEADER_ROW + number
    sheet.data_validation(
        first, ANSWER, last, ANSWER,
        {
            "validate": "list", "source": list(ANSWERS.values()), "error_title": "Keep or return",
            "error_message": "Choose from the list.", "input_title": "Keep or return",
            "input_message": "Keep: still needed for the work. Return: no longer needed.",
        },
    )  # fmt: skip
    sheet.data_validation(
        first, COMMENT, last, COMMENT,
        {
            "validate": "length", "criteria": "<=", "value": _MOST_COMMENT, "error_title": "Too long",
            "error_message": f"At most {_MOST_COMMENT} letters, please.",
        },
    )  # fmt: skip
    cell = xl_rowcol_to_cell(first, ANSWER, col_abs=True)
    missing = book.add_format({"bg_color": _MISSING})
    rule = {"type": "formula", "criteria": f'=TRIM({cell})=""', "format": missing}
    sheet.conditional_format(first, ANSWER, last, ANSWER, rule)
    gone = book.add_format({"bg_color": _BACK, "font_color": _SOFT})
    rule = {"type": "formula", "criteria": f'=LOWER(TRIM({cell}))="return"', "format": gone}
    sheet.conditional_format(first, 0, last, len(COLUMNS) - 1, rule)


# around it


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password. Columns and rows can be made wider."""
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _set_up_print(book: Workbook, sheet: Worksheet, facts: ReviewWorkbook) -> None:
    sheet.set_paper(_LETTER)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, HEADER_ROW + len(facts.lines), len(COLUMNS) - 1)
    # An ampersand begins a code in a footer; a number after one would be read as its size.
    which = one_line(f"{facts.title} · {facts.office_code}")[:100].replace("&", "&&")
    sheet.set_footer(f"&L {which}&RPage &P of &N")


def _write_key(book: Workbook, key: ReviewKey) -> None:
    sheet = book.add_worksheet(KEY_SHEET)
    text = book.add_format({"num_format": "@"})
    for at, (name, value) in enumerate(key_rows(key)):
        sheet.write_string(at, 0, name, text)
        sheet.write_string(at, 1, value, text)
    sheet.protect()
    sheet.very_hidden()
