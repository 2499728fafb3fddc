"""Nomination files as they come: each made here, byte by byte, with the people and the problems that are in it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

Fill = Callable[[Any, Any], object]


@dataclass(frozen=True)
class OddFile:
    """`people` are name and e-mail as they should be read, `problems` kinds in the order of the rows."""

    what: str
    name: str
    data: bytes
    people: tuple[tuple[str, str | None], ...]
    problems: tuple[str, ...] = ()


DOE, ROE = ("Doe, Jane", "jane@example.gov"), ("Roe, Max", "max@example.gov")
BOTH = (DOE, ROE)
_PLAIN = 'Name,E-mail\n"Doe, Jane",jane@example.gov\n"Roe, Max",max@example.gov\n'
_SEMICOLONS = "Name;E-mail\nDoe, Jane;jane@example.gov\nRoe, Max;max@example.gov\n"


def text_file(
    what: str,
    text: str,
    people: tuple[tuple[str, str | None], ...] = BOTH,
    problems: tuple[str, ...] = (),
    encoding: str = "utf-8",
) -> OddFile:
    return OddFile(what, "list.csv", text.encode(encoding), people, problems)


def book(
    what: str,
    rows: Sequence[Sequence[object]],
    people: tuple[tuple[str, str | None], ...] = BOTH,
    problems: tuple[str, ...] = (),
    touch: Fill | None = None,
) -> OddFile:
    """A workbook with these rows; `touch(book, sheet)` merges, hides or adds."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as made:
        sheet = made.add_worksheet("List")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001
                elif cell is not None:
                    sheet.write(at, column, cell)
        if touch:
            touch(made, sheet)
    return OddFile(what, "list.xlsx", stream.getvalue(), people, problems)


_HEAD = ("Name", "E-mail")
_ROWS = (("Doe, Jane", "jane@example.gov"), ("Roe, Max", "max@example.gov"))


def _second_sheet(hidden: bool) -> Fill:
    def touch(made: Any, _sheet: Any) -> None:
        other = made.add_worksheet("Alternates")
        other.write_row(0, 0, _HEAD)
        other.write_row(1, 0, ("Poe, Ann", "ann@example.gov"))
        if hidden:
            other.hide()

    return touch


def _merge(*areas: tuple[int, int, int, int, str]) -> Fill:
    def touch(made: Any, sheet: Any) -> None:
        for top, left, bottom, right, text in areas:
            sheet.merge_range(top, left, bottom, right, text, made.add_format({}))

    return touch


TEXT_FILES = (
    text_file("plain", _PLAIN),
    text_file("with a byte order mark", _PLAIN, encoding="utf-8-sig"),
    text_file("UTF-16 with a mark", _PLAIN, encoding="utf-16"),
    text_file("UTF-16 without a mark", _PLAIN.replace(",e", ",e"), encoding="utf-16-le"),
    text_file("UTF-16 of the other order", _PLAIN, encoding="utf-16-be"),
    text_file("semicolons", _SEMICOLONS),
    text_file("tabs", _SEMICOLONS.replace(";", "\t")),
    text_file("bars", _SEMICOLONS.replace(";", "|")),
    text_file("a line that tells the separator", "sep=;\n" + _SEMICOLONS),
    text_file("lines that end in CR alone", _PLAIN.replace("\n", "\r")),
    text_file("lines that end in CR LF", _PLAIN.replace("\n", "\r\n")),
    text_file("no line end at the end", _PLAIN.rstrip()),
    text_file("Windows letters", _PLAIN.replace("Max", "Máx"), (DOE, ("Roe, Máx", ROE[1])), encoding="cp1252"),
    text_file("a name over two lines", _PLAIN.replace("Doe, Jane", "Doe,\nJane")),
    text_file("a header over two lines", _PLAIN.replace("E-mail", '"E-mail\n(official)"')),
    text_file("title rows above the header", "SAC DENVER\nPOC: Ann Poe\n,\n" + _PLAIN),
    text_file("the header again on the second page", _PLAIN.replace('"Roe', 'Name,E-mail\n"Roe')),
    text_file("no header", _PLAIN.partition("\n")[2]),
    text_file("first name first", _PLAIN.replace("Doe, Jane", "Jane Doe").replace("Roe, Max", "Max Roe")),
    text_file("all capitals", _PLAIN.replace("Doe, Jane", "DOE, JANE")),
    text_file("first and last name apart", "First,Last,Email\nJane,Doe,jane@example.gov\nMax,Roe,max@example.gov\n"),
    text_file("addresses in brackets", _PLAIN.replace(",jane@example.gov", ",Doe J <JANE@example.gov>")),
    text_file("addresses as links", _PLAIN.replace(",jane@", ",mailto:jane@")),
    text_file("wrapped against Excel", _PLAIN.replace(",jane@example.gov", ',"=""jane@example.gov"""')),
    text_file("guarded against formulas", _PLAIN.replace("E-mail", "E-mail,Note").replace("v\n", "v,'=1+1\n")),
    text_file("spaces that do not break", _PLAIN.replace("Doe, Jane", "\u00a0Doe,\u00a0Jane\u200b")),
    text_file("a total below", _PLAIN + "Total,2\n", problems=("total",)),
    text_file("a vacant place", _PLAIN + "VACANT,\n", problems=("vacant",)),
    text_file("a place to be named", _PLAIN + "TBD,tbd@example.gov\n", problems=("vacant",)),
    text_file("an example above", _PLAIN.replace("mail\n", "mail\nExample: Poe,x@a.gov\n"), problems=("example",)),
    text_file("a note below", _PLAIN + "see the second page,\n", problems=("note",)),
    text_file("a name withheld", _PLAIN + "(b)(6); (b)(7)(C),(b)(6)\n", problems=("withheld",)),
    text_file("an address withheld", _PLAIN.replace("max@example.gov", "(b)(6)"), (DOE, ("Roe, Max", None))),
    text_file("no name in a row", _PLAIN + ",who@example.gov,\n", problems=("note",)),
    text_file("the same person twice", _PLAIN + '"Doe, Jane",JANE@example.gov\n', problems=("duplicate",)),
    text_file("one address for two", _PLAIN.replace("max@", "jane@"), (DOE, ("Roe, Max", DOE[1])), ("shared_email",)),
    text_file("no address at all", _PLAIN.replace("max@example.gov", "max at office"), (DOE, ("Roe, Max", None)),
              ("bad_email",)),
    text_file("a number cut short", "Name,E-mail,Phone\nJane Doe,jane@example.gov,3.04E+09\nMax Roe,max@example.gov,\n",
              problems=("bad_phone",)),
    text_file("two numbers", "Name,E-mail,Phone\nJane Doe,jane@example.gov,303-555-0101/0102\n"
              "Max Roe,max@example.gov,\n", problems=("other_phone",)),
    text_file("dates that read either way", "Name,E-mail,Course\nJane Doe,jane@example.gov,3/4/2026\n"
              "Max Roe,max@example.gov,5/6/2026\n", problems=("ambiguous_date",)),
    text_file("a header called twice", "Name,E-mail,Phone,Phone\nJane Doe,jane@example.gov,303-555-0101,303-555-0102\n"
              "Max Roe,max@example.gov,,\n"),
    text_file("a quote never closed", _PLAIN.replace('"Roe', '"Al Poe,al@example.gov\n"Roe'),
              (DOE, ("Poe, Al", "al@example.gov"), ROE)),
    text_file("a row that ends early", "Name,E-mail,Cell,A\nJane Doe,jane@example.gov\nMax Roe,max@example.gov,,A\n"),
    text_file("a column of numbers in front", "#,Name,Mail\n1,Jane Doe,jane@example.gov\n2,Max Roe,max@example.gov\n"),
)  # fmt: skip

WORKBOOKS = (
    book("a plain workbook", (_HEAD, *_ROWS)),
    book("rows and a column left free", ((), (), (None, *_HEAD), *((None, *row) for row in _ROWS))),
    book("a merged title", ((), (), _HEAD, *_ROWS), touch=_merge((0, 0, 1, 5, "SAC DENVER - NOMINATIONS"))),
    book("a second sheet", (_HEAD, *_ROWS), (*BOTH, ("Poe, Ann", "ann@example.gov")), touch=_second_sheet(False)),
    book("a hidden sheet", (_HEAD, *_ROWS), touch=_second_sheet(True)),
    book("offices merged over their people", ((*_HEAD, "Office"), *_ROWS), touch=_merge((1, 2, 2, 2, "SAC Denver"))),
    book("groups of columns", (
        ("Nominee", None, "Supervisor", None), ("Name", "E-mail", "Name", "E-mail"),
        (*_ROWS[0], "Boss, Al", "al@example.gov"), (*_ROWS[1], "Boss, Al", "al@example.gov"),
    ), touch=_merge((0, 0, 0, 1, "Nominee"), (0, 2, 0, 3, "Supervisor"))),
    book("telephones as numbers", ((*_HEAD, "Phone"), (*_ROWS[0], 3035550101.0), (*_ROWS[1], 13035550102))),
    book("days as days and as numbers", ((*_HEAD, "Course"), (*_ROWS[0], date(2026, 5, 4)), (*_ROWS[1], 46146))),
    book("answers as true and false", ((*_HEAD, "Trial"), (*_ROWS[0], True), (*_ROWS[1], False))),
    book("a blank line between", (_HEAD, _ROWS[0], (), (), _ROWS[1])),
    book("alternates under a heading", (_HEAD, _ROWS[0], ("ALTERNATES",), _ROWS[1])),
    book("totals beside", (_HEAD, *_ROWS, ("Total", 2)), problems=("total",)),
    book("headers in Spanish letters", (("Name", "Émail"), *_ROWS)),
    book("priorities", ((*_HEAD, "Supervisor's priority"), (*_ROWS[0], 1), (*_ROWS[1], "2nd"))),
)  # fmt: skip

ODD_FILES = (*TEXT_FILES, *WORKBOOKS)
