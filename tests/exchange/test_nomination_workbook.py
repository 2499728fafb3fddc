"""The nomination workbook: written, filled in by an office, saved by another program, and read when it comes back."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.exchange.nomination_form import COLUMNS, POSITIONS, YES_NO, ZONES, Takes
from coordinator.exchange.nomination_key import KEY_SHEET, VERSION
from coordinator.exchange.nomination_workbook import (
    HEADER_ROW,
    SPARE_ROWS,
    WorkbookFacts,
    WorkbookKey,
    key_trouble,
    read_key,
    write_nomination_workbook,
)
from coordinator.exchange.nominations import NominationField, read_nominations
from coordinator.exchange.spreadsheets import Sheet, Workbook, read_workbook, text_of
from coordinator.rules.vocabulary import Position

DENVER = WorkbookFacts(
    unit="Cyber Crimes Center",
    tasking="0447-21",
    subject="Designation of Special Agents and Analysts",
    office_code="DEN",
    office_name="SAC Denver",
    office_zone="America/Denver",
    quota=5,
    due_at=datetime(2021, 5, 7, 21, 0, tzinfo=UTC),
    due_zone="America/New_York",
    point_of_contact="Victoria Hale",
    point_of_contact_email="victoria.hale@example.gov",
)
SAVED_BY_LIBREOFFICE = Path(__file__).parent / "samples" / "nomination-workbook-saved-by-libreoffice.xlsx"
HOSTILE = '=HYPERLINK("http://x","y")'


def read(facts: WorkbookFacts) -> Workbook:
    return read_workbook("DEN.xlsx", write_nomination_workbook(facts))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def sheet_xml(facts: WorkbookFacts = DENVER) -> str:
    return part(write_nomination_workbook(facts), "xl/worksheets/sheet1.xml")


def with_key(workbook: Workbook, **changed: str) -> Workbook:
    """The workbook with rows of its key typed over."""
    key = next(sheet for sheet in workbook.sheets if sheet.name == KEY_SHEET)
    rows = tuple((row[0], changed.get(text_of(row[0]), row[1])) for row in key.rows)
    return replace(workbook, sheets=(workbook.sheets[0], replace(key, rows=rows)))


def test_the_key_says_whose_the_workbook_is() -> None:
    assert read_key(read(DENVER)) == WorkbookKey("0447-21", "DEN", VERSION, "Cyber Crimes Center")
    assert key_trouble(read(DENVER), "0447-21") == ""


def test_the_key_is_on_a_very_hidden_sheet() -> None:
    data = write_nomination_workbook(DENVER)
    assert re.search(r'name="_coordinator"[^>]*state="veryHidden"', part(data, "xl/workbook.xml"))
    assert [(sheet.name, sheet.hidden) for sheet in read(DENVER).sheets] == [("Nominations", False), (KEY_SHEET, True)]


@pytest.mark.parametrize("word", ["format", "version", "tasking", "office", "unit", "check"])
def test_an_altered_key_is_no_key_and_is_told(word: str) -> None:
    altered = with_key(read(DENVER), **{word: "SEA"})
    assert read_key(altered) is None
    assert "was altered" in key_trouble(altered, "0447-21")


def test_a_workbook_of_another_tasking_is_told_and_still_read() -> None:
    book = read(DENVER)
    assert read_key(book) is not None
    assert "was made for tasking 0447-21, not for 0312-26" in key_trouble(book, "0312-26")


def test_any_other_file_has_no_key_and_no_trouble() -> None:
    other = read_workbook("list.csv", b"Name,E-mail\nOkafor,dana@example.gov\n")
    assert read_key(other) is None
    assert key_trouble(other, "0447-21") == ""


def test_a_key_sheet_with_nothing_in_it_is_an_altered_key() -> None:
    book = replace(read(DENVER), sheets=(Sheet(KEY_SHEET, True, ()),))
    assert read_key(book) is None
    assert "was altered" in key_trouble(book, "0447-21")


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=60), st.integers(0, 40))
def test_whatever_its_texts_are_it_can_be_written_and_its_key_is_sound(
    tasking: str, office: str, unit: str, quota: int
) -> None:
    facts = replace(DENVER, tasking=tasking, office_code=office, unit=unit, subject=unit, quota=quota)
    book = read(facts)
    assert read_key(book) is not None
    assert key_trouble(book, tasking) == ""


def test_the_same_facts_give_the_same_bytes() -> None:
    assert write_nomination_workbook(DENVER) == write_nomination_workbook(DENVER)


def test_the_top_says_who_asks_for_what_until_when() -> None:
    said = {text_of(cell) for row in read(DENVER).sheets[0].rows[:HEADER_ROW] for cell in row}
    assert {
        "Cyber Crimes Center",
        "Nominations for tasking 0447-21",
        "Designation of Special Agents and Analysts",
        "SAC Denver (DEN)",
        "5 names",
        "Friday, May 7, 2021, 3:00 PM MDT (5:00 PM EDT)",
        "Victoria Hale · victoria.hale@example.gov",
    } <= said


def test_guam_is_told_its_own_day() -> None:
    guam = replace(DENVER, office_code="GUM", office_name="Guam", office_zone="Pacific/Guam")
    said = {text_of(cell) for row in read(guam).sheets[0].rows for cell in row}
    assert "Saturday, May 8, 2021, 7:00 AM ChST (Friday, May 7, 2021, 5:00 PM EDT)" in said


def test_every_column_is_recognised_by_its_header_alone() -> None:
    book = read(DENVER)
    [sheet] = [
        sheet for sheet in read_nominations(filled(book, [("Okafor", "Dana")])).sheets if sheet.name == "Nominations"
    ]
    assert sheet.header_row == HEADER_ROW
    assert all(column.field is not None and column.confidence == 1.0 for column in sheet.columns)
    fields = {column.field for column in sheet.columns}
    assert fields == set(NominationField) - {NominationField.NAME, NominationField.OFFICE}


def filled(book: Workbook, people: Sequence[tuple[str, ...]]) -> Workbook:
    sheet = book.sheets[0]
    rows = (*sheet.rows[: HEADER_ROW + 1], *people)
    return replace(book, sheets=(replace(sheet, rows=rows), *book.sheets[1:]))


def test_an_empty_workbook_names_nobody_and_raises_no_question() -> None:
    content = read_nominations(read(DENVER))
    assert content.entries == ()
    assert content.problems == ()


@pytest.mark.parametrize("text", [HOSTILE, "=1+1", "+1", "@x", "https://example.gov", "0042"])
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    hostile = replace(DENVER, subject=text, office_name=text, point_of_contact=text, unit=text, tasking=text)
    data = write_nomination_workbook(hostile)
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in part(data, "xl/worksheets/sheet2.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
    assert not [name for name in names if "vba" in name or "externalLink" in name or name.endswith("sheet1.xml.rels")]
    assert text in {text_of(cell) for cell in read_workbook("x.xlsx", data).sheets[0].rows[3]}


def test_only_the_cells_for_people_can_be_typed_in() -> None:
    xml = sheet_xml()
    styles = part(write_nomination_workbook(DENVER), "xl/styles.xml")
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    unlocked = {number for number, xf in enumerate(formats) if 'locked="0"' in xf}
    open_rows = {int(row) for row, style in re.findall(r'<c r="[A-Z]+(\d+)" s="(\d+)"', xml) if int(style) in unlocked}
    first = HEADER_ROW + 2
    assert open_rows == set(range(first, first + DENVER.quota + SPARE_ROWS))
    assert '<sheetProtection sheet="1"' in xml
    assert 'formatColumns="0"' in xml
    assert "password" not in xml


def test_there_are_at_least_ten_rows_beyond_the_quota() -> None:
    assert [replace(DENVER, quota=quota).rows for quota in (0, 5, 600)] == [10, 15, 610]


@pytest.mark.parametrize(
    ("takes", "check"),
    [
        (Takes.POSITION, 'type="list"'),
        (Takes.ZONE, 'type="list"'),
        (Takes.ANSWER, 'type="list"'),
        (Takes.DAY, 'type="date"'),
        (Takes.PRIORITY, 'type="whole"'),
        (Takes.EMAIL, 'type="custom"'),
    ],
)
def test_cells_check_what_is_typed(takes: Takes, check: str) -> None:
    checks = re.findall(r"<dataValidation [^>]*>", sheet_xml())
    of_kind = [column.header for column in COLUMNS if column.takes is takes]
    found = [each for each in checks if check in each]
    for header in of_kind:
        assert any(f'promptTitle="{header}"' in each for each in found)


def test_every_column_says_what_it_takes_and_within_excel_s_limits() -> None:
    assert sheet_xml().count("promptTitle=") == len(COLUMNS)
    for column in COLUMNS:
        assert len(column.header) <= 32
        assert len(column.hint) <= 255
    for words in (POSITIONS, YES_NO, ZONES):
        assert len(",".join(words)) <= 255


def test_it_prints_on_landscape_with_its_header_on_each_page() -> None:
    data = write_nomination_workbook(DENVER)
    xml = part(data, "xl/worksheets/sheet1.xml")
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml
    assert "Page &amp;P of &amp;N" in xml
    assert f'ySplit="{HEADER_ROW + 1}"' in xml
    names = part(data, "xl/workbook.xml")
    assert re.search(rf"Print_Titles.*\${HEADER_ROW + 1}:\${HEADER_ROW + 1}<", names)
    assert "ColumnTitle" in names


def test_every_word_of_a_drop_down_is_understood_when_it_comes_back() -> None:
    people = [
        ("Okafor", f"Dana{place}", "", "", POSITIONS[place % len(POSITIONS)], f"d{place}@example.gov", "", "", "", zone)
        for place, zone in enumerate(ZONES)
    ]
    content = read_nominations(filled(read(DENVER), people))
    assert content.problems == ()
    assert [entry.position for entry in content.entries[:5]] == [
        Position.SPECIAL_AGENT,
        Position.ANALYST,
        Position.TASK_FORCE_OFFICER,
        Position.CONTRACTOR,
        Position.OTHER,
    ]
    assert all(entry.time_zone for entry in content.entries)


def test_a_workbook_that_libreoffice_saved_comes_back_without_mapping() -> None:
    book = read_workbook(SAVED_BY_LIBREOFFICE.name, SAVED_BY_LIBREOFFICE.read_bytes())
    assert read_key(book) == WorkbookKey(
        "0447-21", "DEN", 1, "Cyber Crimes Center · Child Exploitation Investigations Unit"
    )
    content = read_nominations(book)
    assert content.problems == ()
    assert content.office_hint == "SAC Denver (DEN)"
    names = [entry.name.display for entry in content.entries]
    assert names[:3] == ["Okafor, Dana R", "Reyes, Marisol", "O’Dowd Jr., Séan P"]
    assert len(names) == 6
    first = content.entries[0]
    assert (first.email, first.phone, first.mobile) == ("dana.okafor@example.gov", "(303) 555-0111", "(303) 555-0112")
    assert (first.trial_use, first.course_completed, first.course_completed_on) == (True, True, date(2021, 3, 2))
    assert (first.supervisor_email, first.supervisor_priority) == ("ruth.whitfield@example.gov", 1)
    assert [entry.is_alternate for entry in content.entries] == [False] * 5 + [True]
    assert content.entries[2].remarks == "=1+1"
