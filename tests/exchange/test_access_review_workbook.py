"""The workbook of an access review: what it says, that it is safe, and that it comes back from wherever it was."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from coordinator.errors import FileRefused
from coordinator.exchange.access_review_key import KEY_SHEET, ReviewKey, read_key
from coordinator.exchange.access_review_reader import ReturnedWorkbook, read_returned
from coordinator.exchange.access_review_workbook import (
    HEADER_ROW,
    ReviewWorkbook,
    WorkbookLine,
    write_review_workbook,
)
from coordinator.exchange.spreadsheets import read_workbook, text_of
from coordinator.rules.vocabulary import ReviewAnswer

SAVED_BY_LIBREOFFICE = Path(__file__).parent / "samples" / "access-review-saved-by-libreoffice.xlsx"
DOE = WorkbookLine(
    "LIC-1", "Doe, Jane", "Special Agent", "Issued", date(2026, 1, 5), date(2027, 1, 4), date(2025, 12, 1)
)
ROE = WorkbookLine(
    "LIC-2", "Roe, Max", "Analyst", "Suspended", date(2026, 2, 5), None, None, ReviewAnswer.KEEP, "On leave"
)
FACTS = ReviewWorkbook(
    "Cyber Crimes Center · VIP", "Access review 2026", "Face service", "DEN", "SAC Denver", date(2026, 11, 12),
    date(2026, 11, 30), "J. Coordinator, (202) 555-0101", (DOE, ROE),
)  # fmt: skip
ROWS = (("LIC-1", "Doe, Jane", "kept", "still here"), ("LIC-2", "Roe, Max", "return", ""))


def returned(data: bytes, name: str = "returned.xlsx") -> ReturnedWorkbook:
    return read_returned(read_workbook(name, data))


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def plain(rows: tuple[tuple[str, ...], ...], touch: Callable[[Any, Any], object] | None = None) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet 1")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if touch:
            touch(book, sheet)
    return stream.getvalue()


def test_it_says_what_is_asked_and_only_answers_can_be_typed() -> None:
    data = write_review_workbook(FACTS)
    assert data == write_review_workbook(FACTS)
    book = read_workbook("one.xlsx", data)
    cells = [[text_of(cell) for cell in row] for row in book.sheets[0].rows]
    words = " ".join(text for row in cells for text in row)
    for said in (
        "SAC Denver (DEN)",
        "Monday, November 30, 2026",
        "J. Coordinator",
        "proposed for suspension",
        "Keep or Return",
    ):
        assert said in words
    assert cells[HEADER_ROW + 1][:7] == [
        "LIC-1",
        "Doe, Jane",
        "Special Agent",
        "Issued",
        "2026-01-05",
        "2027-01-04",
        "2025-12-01",
    ]
    assert cells[HEADER_ROW + 2][7:] == ["Keep", "On leave"]
    parts = members(data)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<sheetProtection" in sheet
    assert '<formula1>"Keep,Return"</formula1>' in sheet
    assert 'state="veryHidden"' in parts["xl/workbook.xml"]
    assert parts["xl/styles.xml"].count('locked="0"') == 2
    assert "Keep or return *" in cells[HEADER_ROW]


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "@x", '=HYPERLINK("http://example.gov")', "https://example.gov", "<b>&"]
)
def test_no_text_becomes_a_formula_a_link_or_markup(text: str) -> None:
    lines = (replace(DOE, name=text, position=text, comment=text),)
    data = write_review_workbook(replace(FACTS, office_name=text, product=text, point_of_contact=text, lines=lines))
    parts = members(data)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in "".join(parts).lower()
    rows = read_workbook("one.xlsx", data).sheets[0].rows
    assert text in [cell for row in rows for cell in row]


def test_the_key_tells_the_review_and_the_office_unless_it_was_altered() -> None:
    data = write_review_workbook(FACTS)
    assert read_key(read_workbook("one.xlsx", data)) == ReviewKey(
        "Access review 2026", "2026-11-12", "DEN", 1, "Cyber Crimes Center · VIP"
    )

    def forge(book: Any, _sheet: Any) -> None:
        book.add_worksheet(KEY_SHEET).write_row(0, 0, ("format", "access review workbook"))

    found = returned(plain((("License", "Name", "Keep or return", "Comment"), *ROWS), forge))
    assert found.key is None
    assert found.is_key_altered
    assert not returned(plain((("License", "Name", "Answer", "Comment"), *ROWS))).is_key_altered


def test_a_workbook_that_libreoffice_saved_comes_back_with_its_key_and_answers() -> None:
    found = returned(SAVED_BY_LIBREOFFICE.read_bytes())
    assert found.key is not None
    assert (found.key.review, found.key.office) == ("Access review 2026", "DEN")
    assert [(row.license, row.name, row.answer, row.comment) for row in found.rows] == [
        ("LIC-1", "Doe, Jane", "", ""), ("LIC-2", "Roe, Max", "Keep", "On leave"),
    ]  # fmt: skip


_SHAPES = {
    "columns moved": (("Comment", "Keep or return *", "Position", "Name", "License"),
                      ("still here", "kept", "SA", "Doe, Jane", "LIC-1"), ("", "return", "IA", "Roe, Max", "LIC-2")),
    "title rows above": (("SAC DENVER",), ("Please return by Friday: keep the format", ""), (),
                         ("License number", "Holder", "Keep/return", "Remarks"), *ROWS),
    "names in two columns": (("License #", "Last name", "First name", "Decision", "Notes"),
                             ("LIC-1", "Doe", "Jane", "kept", "still here"), ("LIC-2", "Roe", "Max", "return", "")),
    "rows below and between": (("License", "Name", "Answer", "Comment"), ROWS[0], (), ROWS[1], (),
                               ("Total", "", "", "2"), ("Prepared by A. Poe",)),
    "the header again": (("License", "Name", "Answer", "Comment"), ROWS[0], ("License", "Name", "Answer", "Comment"),
                         ROWS[1]),
    "other dates and a state": (("License state", "License", "License holder", "Response", "Reason", "Issued"),
                                ("Issued", "LIC-1", "Doe, Jane", "kept", "still here", "1/5/2026"),
                                ("Issued", "LIC-2", "Roe, Max", "return", "", "1/5/2026")),
}  # fmt: skip


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("kind", ["xlsx", "csv", "semicolons"])
def test_rows_are_found_in_any_shape(shape: str, kind: str) -> None:
    rows = _SHAPES[shape]
    if kind == "xlsx":
        data = plain(rows)
    else:
        between = "," if kind == "csv" else ";"
        data = "\r\n".join(between.join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")
    found = returned(data, f"list.{kind}")
    assert found.key is None
    assert [(row.license, row.name, row.answer, row.comment) for row in found.rows] == list(ROWS)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 \n1 0 obj", "is a PDF"),
        (b"MIME-Version: 1.0\nSubject: kept", "is a web page"),
        (bytes(range(256)) * 40, "neither a workbook nor text"),
        (b"PK\x03\x04" + b"\0" * 60, "damaged|not a workbook|cannot be read"),
        (b"Name,E-mail\nDoe,doe@example.gov\n", "no table with a column for the license"),
        (b"License,Name\nLIC-1,Doe\n", "no table with a column for the license"),
        (plain((("Keep", "Return"), ("x", ""))), "no table with a column for the license"),
        (plain(()), "has no filled cell"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_refused_in_a_sentence(data: bytes, told: str) -> None:
    with pytest.raises(FileRefused, match=told):
        returned(data)
