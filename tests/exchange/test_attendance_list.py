"""The attendance list as CSV and XLSX, read back with other programs' readers."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from coordinator.exchange.attendance_list import write_csv, write_xlsx
from coordinator.exchange.spreadsheets import read_workbook, text_of

COLUMNS = ("No.", "Name", "E-mail", "Minutes")
DANA = (1, "Okafor, Dana R", "dana.okafor@example.gov", 88)
SEAN = (2, "O’Dowd, Séan", "sean.odowd@example.gov", None)
NOTES = ("Facial Recognition Search", "Wednesday, November 4, 2026")
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    '=HYPERLINK("http://x")',
]
HEADER_ROW = len(NOTES) + 2


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_rows(data: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def sheet_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_a_csv_opens_in_excel_with_its_accents() -> None:
    data = write_csv(COLUMNS, [DANA, SEAN])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 3
    assert csv_rows(data)[2] == ["2", "O’Dowd, Séan", "sean.odowd@example.gov", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    [_, row] = csv_rows(write_csv(["Name"], [[text]]))
    assert row == ["'" + text]


def test_a_header_of_a_csv_is_no_formula_either() -> None:
    assert csv_rows(write_csv(["=1"], [])) == [["'=1"]]


@pytest.mark.parametrize("text", ["=1+1", "+1 202 555 0101", "-", "@home", "＝1"])
def test_our_own_reader_takes_the_apostrophe_off_again(text: str) -> None:
    book = read_workbook("list.csv", write_csv(["Name", "Note"], [["Okafor", text]]))
    assert text_of(book.sheets[0].rows[1][1]) == text


def test_numbers_below_zero_stay_numbers() -> None:
    assert csv_rows(write_csv(["Minutes"], [[-5]]))[1] == ["-5"]


def test_quotes_commas_and_line_breaks_survive_a_csv() -> None:
    text = 'called "Bo", left\r\nearly'
    assert csv_rows(write_csv(["Note"], [[text]]))[1] == [text]


def test_an_xlsx_has_the_title_the_notes_and_the_table() -> None:
    rows = sheet_rows(write_xlsx("Training 1", COLUMNS, [DANA, SEAN], NOTES))
    assert [row[0] for row in rows[:3]] == ["Training 1", *NOTES]
    assert rows[HEADER_ROW] == list(COLUMNS)
    assert rows[HEADER_ROW + 1] == [1.0, "Okafor, Dana R", "dana.okafor@example.gov", 88.0]
    assert rows[HEADER_ROW + 2][1:] == ["O’Dowd, Séan", "sean.odowd@example.gov", ""]


@pytest.mark.parametrize("text", [*FORMULAS, "https://example.gov", "mailto:a@example.gov", "0042", "1E5", "TRUE"])
def test_text_in_an_xlsx_stays_text(text: str) -> None:
    data = write_xlsx(text, [text], [[text]], [text])
    xml = sheet_xml(data)
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    cells = [row[0] for row in sheet_rows(data)]
    # XML reads a lone CR as a line break unless it is escaped, and the reader gives the escape as it stands.
    assert [str(cell).replace("_x000D_", "\r") for cell in cells if cell] == [text] * 4


def test_the_header_is_frozen_filtered_and_repeated_on_each_page() -> None:
    data = write_xlsx("Training 1", COLUMNS, [DANA, SEAN], NOTES)
    xml = sheet_xml(data)
    assert f'ySplit="{HEADER_ROW + 1}"' in xml
    assert f'<autoFilter ref="A{HEADER_ROW + 1}:D{HEADER_ROW + 3}"/>' in xml
    assert 'orientation="landscape"' in xml
    assert 'paperSize="1"' in xml
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.read("xl/workbook.xml").decode()
    assert re.search(rf"Print_Titles.*\${HEADER_ROW + 1}:\${HEADER_ROW + 1}<", names)


def test_control_characters_and_lone_surrogates_are_left_out() -> None:
    dirty = "Oka\x00fo\x0br\ud800, Dana\x1f\uffff"
    assert sheet_rows(write_xlsx(dirty, ["Name"], [[dirty]], []))[0] == ["Okafor, Dana"]
    assert csv_rows(write_csv(["Name"], [[dirty]]))[1] == ["Okafor, Dana"]


def test_text_too_long_for_a_cell_is_cut_with_a_visible_mark() -> None:
    for text in ("x" * 40_000, "😀" * 20_000):
        [cell] = sheet_rows(write_xlsx("t", ["Note"], [[text]], []))[3]
        assert str(cell).endswith(" … [cut]")
        assert len(str(cell).encode("utf-16-le")) // 2 <= 32_767
        assert csv_rows(write_csv(["Note"], [[text]]))[1] == [text]


def test_the_longest_text_that_fits_is_not_cut() -> None:
    text = "x" * 32_767
    assert sheet_rows(write_xlsx("t", ["Note"], [[text]], []))[3] == [text]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert write_xlsx("T", COLUMNS, [DANA], NOTES) == write_xlsx("T", COLUMNS, [DANA], NOTES)


def test_an_empty_list_is_a_header_alone() -> None:
    assert sheet_rows(write_xlsx("T", COLUMNS, [], NOTES))[-1] == list(COLUMNS)
    assert write_xlsx("", [], [], [])
    assert csv_rows(write_csv(COLUMNS, [])) == [list(COLUMNS)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=30), st.integers(-9999, 9999)), max_size=4), max_size=4))
def test_any_text_can_be_written(rows: list[list[str | int | None]]) -> None:
    assert b"\r\n" in write_csv(COLUMNS, rows)
    assert sheet_rows(write_xlsx("T", COLUMNS, rows, ["note"]))
