"""Lists of people with dates, as they come from a mail, a spreadsheet or an LMS."""

from datetime import date

import pytest

from coordinator.errors import FileRefused
from coordinator.exchange.dated_list import read_dated_list
from coordinator.exchange.spreadsheets import read_workbook

LAST = date(2026, 11, 23)
NOV_2 = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Okafor, Dana\t2026-11-02\nReyes, Marisol", [("Okafor, Dana", "", NOV_2), ("Reyes, Marisol", "", None)]),
        ("Okafor, Dana 2026-11-02", [("Okafor, Dana", "", NOV_2)]),
        ("Okafor, Dana R, 11/02/2026\n", [("Okafor, Dana R", "", NOV_2)]),
        ("Dana Okafor; 2 Nov 2026\ndana@example.gov", [("Dana Okafor", "", NOV_2), ("", "dana@example.gov", None)]),
        ("dana@example.gov 2026-11-02", [("", "dana@example.gov", NOV_2)]),
        ("Name,Signed on\nOkafor Dana,2026-11-02\n", [("Okafor Dana", "", NOV_2)]),
        ("Last name,First name,E-mail\nOkafor,Dana,dana@example.gov", [("Okafor, Dana", "dana@example.gov", None)]),
        ("User,Completed,Expires\nDana Okafor,2026-11-02,2027-11-02", [("Dana Okafor", "", NOV_2)]),
    ],
)
def test_a_row_says_who_and_when(text: str, expected: list[tuple[str, str, date | None]]) -> None:
    read = read_dated_list(read_workbook("list.csv", text.encode()), LAST)
    assert [(each.name, each.email, each.day) for each in read.people] == expected
    assert read.problems == ()


def test_a_row_that_cannot_be_read_is_said_and_the_others_count() -> None:
    text = "Name,Date\nDana Okafor,yesterday\n,2026-11-02\nMarisol Reyes,2026-11-02\n"
    read = read_dated_list(read_workbook("list.csv", text.encode()), LAST)
    assert [each.name for each in read.people] == ["Marisol Reyes"]
    assert read.problems == (
        "Row 2 (Dana Okafor, yesterday): “yesterday” is not a date",
        "Row 3 (2026-11-02): no name and no e-mail address",
    )


def test_dates_that_read_either_way_are_named() -> None:
    read = read_dated_list(read_workbook("list.csv", b"Name,Date\nDana Okafor,02/11/2026\n"), LAST)
    assert read.doubtful_dates == ("02/11/2026",)


@pytest.mark.parametrize("text", ["Course,Course code,Status\nBasics,C3-1,open", "\n \n"])
def test_a_list_without_people_is_refused(text: str) -> None:
    with pytest.raises(FileRefused):
        read_dated_list(read_workbook("list.csv", text.encode()), LAST)
