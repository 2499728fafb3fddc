from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from page import validate_pdf_bytes

from coordinator.documents.attendance_list import (
    AttendanceListFacts,
    ListedColumn,
    render_attendance_list,
    render_sign_in_sheet,
)
from tests.documents.reading import LETTER, all_text, fonts_not_embedded, read, stays_on_the_page

COLUMNS = (
    ListedColumn("No.", 0.055, True),
    ListedColumn("Name", 0.22),
    ListedColumn("Office", 0.16),
    ListedColumn("Position", 0.145),
    ListedColumn("Mark", 0.08),
    ListedColumn("Min.", 0.06, True),
    ListedColumn("Local time", 0.155),
    ListedColumn("Note", 0.125),
)
TO_SIGN = 4


def row(no: int, name: str = "Dana R. Okafor", mark: str = "Present", note: str = "joined by phone") -> tuple[str, ...]:
    return (str(no), name, "SAC Denver", "Special Agent", mark, "88", "11:00 MDT", note)


FACTS = AttendanceListFacts(
    training_title="Platform Overview",
    number="C3-VT-101-03",
    when="Wednesday, May 12, 2021, 13:00–14:30 EDT",
    host="Cyber Crimes Center",
    instructors="Theo Lindqvist",
    unit_line_1="Cyber Crimes Center",
    unit_line_2="Child Exploitation Investigations Unit",
    printed_at=datetime(2021, 5, 12, 15, 5, tzinfo=ZoneInfo("America/New_York")),
    counted="3 on the list, 60 seats: 1 present, 0 partial, 1 absent, 0 excused, 1 not marked.",
    columns=COLUMNS,
    rows=(row(1), row(2, "José Ñandú", "Absent"), row(3, "Q", "")),
)
SHEET = replace(FACTS, columns=COLUMNS[:TO_SIGN], rows=tuple(each[:TO_SIGN] for each in FACTS.rows))
LONG = replace(FACTS, rows=tuple(row(no, f"Designee {no:03}") for no in range(1, 121)))


def test_the_list_says_who_was_there_and_counts_them() -> None:
    text = all_text(render_attendance_list(FACTS))
    assert "2 José Ñandú SAC Denver Special Agent Absent 88 11:00 MDT joined by phone" in text
    assert "3 on the list, 60 seats: 1 present, 0 partial, 1 absent, 0 excused, 1 not marked." in text
    assert "printed May 12, 2021, 15:05 EDT" in text
    assert "Audit trail when printed" not in text
    assert "Audit trail when printed: 21-9a379e1e" in all_text(
        render_attendance_list(replace(FACTS, audit_head="21-9a379e1e"))
    )


def test_a_long_list_goes_over_pages_with_the_header_on_each() -> None:
    pages = read(render_attendance_list(LONG))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.size == LETTER
        assert "NO. NAME OFFICE POSITION MARK" in page.text
        assert f"Page {number} of {len(pages)}" in page.text


def test_nobody_on_a_long_list_is_lost_or_listed_twice() -> None:
    text = all_text(render_attendance_list(LONG))
    assert [text.count(f"Designee {no:03}") for no in range(1, 121)] == [1] * 120


def test_the_sign_in_sheet_has_a_column_to_sign_and_no_marks() -> None:
    (page,) = read(render_sign_in_sheet(SHEET))
    assert "SIGNATURE" in page.text
    assert "Absent" not in page.text


def test_blank_lines_for_walk_ins_take_room_on_the_sign_in_sheet() -> None:
    assert len(read(render_sign_in_sheet(SHEET, blank_lines=0))) == 1
    assert len(read(render_sign_in_sheet(SHEET, blank_lines=30))) == 2


@pytest.mark.parametrize("name", ["W" * 300, "Wolfeschlegelstein " * 16, '<img src="/x.png"><b>'])
def test_names_of_any_length_and_kind_stay_on_the_page(name: str) -> None:
    facts = replace(FACTS, rows=(row(1, name),), training_title=name, host=name, unit_line_1=name, number=name)
    for pdf in (render_attendance_list(facts), render_sign_in_sheet(facts)):
        assert stays_on_the_page(pdf, margin=30)


def test_markup_in_a_name_is_printed_letter_by_letter() -> None:
    facts = replace(FACTS, rows=(row(1, "<b>Dana"),))
    assert "<b>Dana" in all_text(render_attendance_list(facts))


def test_a_note_longer_than_a_page_goes_on_over_the_page_break() -> None:
    note = " ".join(f"word{number:04}" for number in range(400))
    text = all_text(render_attendance_list(replace(FACTS, rows=(row(1, note=note),))))
    assert [text.count(f"word{number:04}") for number in range(400)] == [1] * 400


def test_the_same_list_has_the_same_bytes_and_carries_its_fonts() -> None:
    pdf = render_attendance_list(LONG)
    assert pdf == render_attendance_list(LONG)
    assert b"Helvetica" not in pdf
    assert fonts_not_embedded(pdf) == set()


def test_an_empty_list_is_still_a_page_that_says_so() -> None:
    empty = replace(FACTS, rows=(), counted="0 on the list.")
    for data in (render_attendance_list(empty), render_sign_in_sheet(empty, blank_lines=0)):
        (page,) = read(data)
        assert "Nobody is on this list." in page.text
        assert validate_pdf_bytes(data, profile="ua1").failures == []
    assert "0 on the list" in all_text(render_attendance_list(empty))


def test_more_columns_than_a_page_is_wide_go_on_the_long_side() -> None:
    wide = replace(FACTS, columns=(*COLUMNS, ListedColumn("E-mail", 0.24)), rows=((*row(1), "dana@example.gov"),))
    (page,) = read(render_attendance_list(wide))
    assert page.size == LETTER[::-1]
    assert "dana@example.gov" in page.text


def test_what_was_withheld_is_said_above_the_list() -> None:
    sentence = "Redacted: 3 entries withheld under 5 U.S.C. 552 (b)(6); (b)(7)(C)."
    for render in (render_attendance_list, render_sign_in_sheet):
        assert sentence in all_text(render(replace(FACTS, withheld=sentence)))
