"""Tables of every kind and every kind of bad table (the cases of the threat list, 1 to 25)."""

import contextlib
import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.exchange.spreadsheets import Cell, Workbook, decode_text, read_workbook, text_of

SAMPLES = Path(__file__).parent / "samples"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def workbook(fill: Callable[[Any, Any], object]) -> bytes:
    """The bytes of a workbook with one sheet, filled by `fill(book, sheet)`."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("One"))
    return stream.getvalue()


def archive(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def replaced(data: bytes, member: str, content: bytes) -> bytes:
    """The same archive with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
    return archive(members | {member: content})


def rows(data: bytes, **options: str) -> list[list[str]]:
    read = read_workbook("list", data, **options)
    return [[text_of(cell) for cell in row] for row in read.sheets[0].rows]


def ods(cells: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0"><office:body><office:spreadsheet><table:table table:name="One">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def test_the_sample_workbook_is_read_with_its_hidden_sheet() -> None:
    read = read_workbook("s1.csv", (SAMPLES / "nominations-s1-field-office.xlsx").read_bytes())
    assert (read.kind, read.encoding, read.delimiter) == ("xlsx", None, None)
    assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [
        ("Nominees FY26", False),
        ("Alternates", False),
        ("Lists", True),
    ]
    assert read.sheets[0].rows[9][5] == 7165550108.0
    assert text_of(read.sheets[0].rows[9][5]) == "7165550108"
    assert len(read.sha256) == 64


def test_the_sample_of_another_code_page_is_read_with_its_semicolons() -> None:
    read = read_workbook("s2.xlsx", (SAMPLES / "nominations-s2-field-office-cp1252.csv").read_bytes())
    assert (read.kind, read.encoding, read.delimiter) == ("csv", "cp1252", ";")
    assert text_of(read.sheets[0].rows[4][1]) == "Name (Last, First MI)"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_form_of_unicode(codec: str) -> None:
    text = "Name\tPlace\r\nPeña, Ana\tAlbany\r\n"
    data = text.encode(codec)
    assert decode_text(data)[0] == text
    assert rows(data) == [["Name", "Place"], ["Peña, Ana", "Albany"]]


def test_text_of_an_old_code_page_is_read_and_the_guess_can_be_overruled() -> None:
    assert rows("Peña;1".encode("cp1252")) == [["Peña", "1"]]
    assert rows("Łukasz;1".encode("cp1250"), encoding="cp1250") == [["Łukasz", "1"]]
    for encoding in ("no-such-code", "utf-8"):
        with pytest.raises(FileRefused, match="encoding"):
            read_workbook("list", "Peña;1".encode("cp1252"), encoding=encoding)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("sep=;\na;b", [[], ["a", "b"]]),
        ("\ufeffsep=;\r\na,x;b", [[], ["a,x", "b"]]),
        ('a;"b;c"\nd;e', [["a", "b;c"], ["d", "e"]]),
        ('a,"two\nlines"\nc,d', [["a", "two\nlines"], ["c", "d"]]),
        ("a\nb,c,d\n\n e ,", [["a"], ["b", "c", "d"], [], ["e", ""]]),
        ("Name,E-mail\n", [["Name", "E-mail"]]),
        ("a,x\x00y\nc,d", [["a", "xy"], ["c", "d"]]),
        ('="007",b', [["007", "b"]]),
    ],
)
def test_odd_text_files_are_read(text: str, expected: list[list[str]]) -> None:
    assert rows(text.encode()) == expected


def test_a_quote_that_is_never_closed_costs_one_line_only() -> None:
    read = read_workbook("list", b'a,b\n"c,d\ne,"f,g"\nh,i\n')
    assert read.sheets[0].rows == (("a", "b"), ("c", "d"), ("e", "f,g"), ("h", "i"))
    assert "1 line(s)" in read.notes[0]


def test_a_very_long_field_is_read_whole_and_the_limit_is_never_lowered() -> None:
    long = "x" * 200_000
    assert rows(f"a,{long}".encode()) == [["a", long]]
    assert csv.field_size_limit() >= 200_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\r\n  \x00", "is empty"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "a web page"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 20, "neither a workbook nor text"),
        (b"PK\x03\x04 cut off", "damaged"),
        (OLE + bytes(600), "no workbook"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "damaged"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (archive({"word/document.xml": "x"}), "a Word document"),
        (archive({"xl/workbook.bin": "x"}), "binary workbook"),
        (archive({"../../list.csv": "a,b"}), "ZIP archive"),
        (archive({"xl/workbook.xml": "not xml"}), "damaged"),
        (archive({"content.xml": "", "META-INF/manifest.xml": "<encryption-data/>"}), "password"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as refused:
        read_workbook("list.xlsx", data)
    assert str(refused.value).endswith(".")


def test_a_truncated_workbook_is_refused() -> None:
    data = (SAMPLES / "nominations-s1-field-office.xlsx").read_bytes()
    for end in range(30, len(data), 500):
        with pytest.raises(FileRefused):
            read_workbook("list.xlsx", data[:end])


def test_an_archive_that_swells_is_refused_before_it_is_unpacked() -> None:
    bomb = archive({"xl/workbook.xml": "x", "xl/worksheets/sheet1.xml": b" " * 30_000_000})
    with pytest.raises(FileRefused, match="far more data"):
        read_workbook("list.xlsx", bomb)


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    honest = archive({"xl/workbook.xml": b"x" * 5_000_000})
    size = (5_000_000).to_bytes(4, "little")
    with pytest.raises(FileRefused):
        read_workbook("list.xlsx", honest.replace(size, (5_000).to_bytes(4, "little")))


def test_a_stray_cell_at_the_far_end_is_refused_since_the_reader_would_run_out_of_memory() -> None:
    far = workbook(lambda _, sheet: (sheet.write(0, 0, "a"), sheet.write(1_048_575, 16_383, "b")))
    with pytest.raises(FileRefused, match="stray cells"):
        read_workbook("list.xlsx", far)
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"/>'
    with pytest.raises(FileRefused, match="stray cells"):
        read_workbook(
            "list.ods", ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')
        )


def test_an_old_workbook_is_read_and_one_that_claims_impossible_dimensions_is_refused() -> None:
    data = (SAMPLES / "nominations-s3-old-excel.xls").read_bytes()
    read = read_workbook("list.csv", data)
    assert (read.kind, [sheet.hidden for sheet in read.sheets]) == ("xls", [False, True])
    assert read.sheets[0].rows[1] == ("DOE, JOHN Q", "john.q.doe@example.gov", 7165550108.0)
    at = data.index(b"\x00\x02\x0e\x00") + 4
    with pytest.raises(FileRefused, match="stray cells"):
        read_workbook("list.xls", data[:at] + b"\xff" * 12 + data[at + 12 :])


def test_a_sheet_that_only_claims_to_be_huge_is_read() -> None:
    data = workbook(lambda _, sheet: sheet.write(0, 0, "Name"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    claimed = xml.replace(b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert claimed != xml
    assert rows(replaced(data, "xl/worksheets/sheet1.xml", claimed)) == [["Name"]]


def test_formatted_but_empty_cells_far_away_do_no_harm() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "Name")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert rows(workbook(fill)) == [["Name"]]


def test_reading_stops_after_a_long_gap_and_says_so() -> None:
    read = read_workbook("list.xlsx", workbook(lambda _, sheet: (sheet.write(0, 0, "a"), sheet.write(5_000, 0, "b"))))
    assert read.sheets[0].rows == (("a",),)
    assert "empty rows" in read.notes[0]


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(FileRefused, match="250,000 rows"):
        read_workbook("list.csv", b"a\n" * 250_001)


def test_rows_and_columns_keep_their_places() -> None:
    read = read_workbook("list.xlsx", workbook(lambda _, sheet: sheet.write(3, 2, "x")))
    assert read.sheets[0].rows[3] == (None, None, "x")
    assert len(read.sheets[0].rows) == 4


def test_cells_keep_their_types_and_a_formula_without_a_value_is_empty() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, datetime(2021, 5, 3), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write_formula(0, 1, "=A9", None, "")
        sheet.write_boolean(0, 2, True)
        sheet.write(0, 3, 12.5)
        sheet.write_formula(0, 4, "=1/0", None, "#DIV/0!")
        sheet.write(0, 5, "end")

    assert read_workbook("list", workbook(fill)).sheets[0].rows == ((date(2021, 5, 3), None, True, 12.5, None, "end"),)


def test_dates_of_the_1904_system_are_the_same_days() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, datetime(2021, 5, 3), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    assert read_workbook("list", stream.getvalue()).sheets[0].rows == ((date(2021, 5, 3),),)


def test_macros_are_named_and_not_run() -> None:
    data = replaced(workbook(lambda _, sheet: sheet.write(0, 0, "a")), "xl/vbaProject.bin", b"x")
    assert "macros" in read_workbook("list.xlsm", data).notes[0]


def test_entities_in_a_workbook_are_not_expanded() -> None:
    data = workbook(lambda _, sheet: sheet.write(0, 0, "a"))
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    with contextlib.suppress(FileRefused):
        assert "root" not in str(rows(replaced(data, "xl/sharedStrings.xml", evil)))


def test_an_open_document_sheet_is_read() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    data = ods(f"<table:table-row>{cell.format('Name')}{cell.format('Place')}</table:table-row>")
    assert read_workbook("list", data).kind == "ods"
    assert rows(data) == [["Name", "Place"]]


def test_a_workbook_without_a_filled_cell_is_refused() -> None:
    with pytest.raises(FileRefused, match="no filled cell"):
        read_workbook("list", workbook(lambda _, sheet: None))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (7.0, "7"),
        (12.5, "12.5"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (date(2021, 5, 3), "2021-05-03"),
        (datetime(2021, 5, 3, 13, 5), "2021-05-03 13:05:00"),  # noqa: DTZ001
        (time(13, 5), "13:05:00"),
        ("\u00a0a\u202fb\u200b ", "a b"),
        ("e\u0301", "é"),
        ('="0123"', "0123"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'Neill", "'Neill"),
        ("a\nb", "a\nb"),
    ],
)
def test_a_cell_has_one_text(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


def _read_or_refused(data: bytes) -> Workbook | None:
    with contextlib.suppress(FileRefused):
        return read_workbook("any", data)
    return None


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refused(data)


@settings(deadline=None)
@given(st.sampled_from([b"PK\x03\x04", OLE, b"\xff\xfe", b"sep=;\n", b'"']), st.binary(max_size=300))
def test_random_bytes_behind_a_known_beginning_are_read_or_refused(head: bytes, data: bytes) -> None:
    _read_or_refused(head + data)


@settings(deadline=None)
@given(st.integers(0, 7_000), st.integers(0, 255))
def test_a_workbook_with_one_changed_byte_is_read_or_refused(at: int, value: int) -> None:
    data = bytearray((SAMPLES / "nominations-s1-field-office.xlsx").read_bytes())
    data[at] = value
    _read_or_refused(bytes(data))


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["C"])), min_size=2, max_size=4), min_size=1))
def test_what_was_written_as_csv_is_read_back(table: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c", "d"] * 9, *table])
    read = _read_or_refused(b"sep=;\n" + stream.getvalue().encode("utf-8"))
    assert read is not None
    for row, written in zip(read.sheets[0].rows[2:], table, strict=False):
        assert list(row) == written
