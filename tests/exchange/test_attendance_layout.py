"""Reports that a person explains: which column is what, how dates are written, what was remembered of it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coordinator.errors import FileRefused, LayoutNeeded
from coordinator.exchange.attendance_reports import LAYOUT_FIELDS, Field, looks_like_attendance, read_report
from coordinator.exchange.attendance_reports import report_table as table_of
from coordinator.exchange.spreadsheets import Workbook, read_workbook
from coordinator.services.reports_in import REPORT_KINDS, read_report_file, read_report_table

HELD_ON = date(2021, 5, 13)
# The second column is at times before the third and at times after it: nothing tells which is the joining.
UNDECIDED = """Výpis účasti

Jméno,A,B,Pošta
Jan Vzorek,13.5.2021 9:45,13.5.2021 9:00,jan@example.org
Eva Ukázka,13.5.2021 9:00,13.5.2021 9:05,eva@example.org
"""
KEY = "jméno\na\nb\npošta"
LAYOUT = [Field.NAME, Field.LEAVE, None, Field.EMAIL]


def book(text: str) -> Workbook:
    return read_workbook("report.csv", text.encode())


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "report.csv"
    found.write_text(UNDECIDED, encoding="utf-8")
    return found


def test_the_table_to_be_explained_shows_what_is_known_of_it() -> None:
    table = table_of(book(UNDECIDED))
    assert table is not None
    assert (table.headers_key, table.sheet) == (KEY, "report.csv")
    assert [(column.place, column.header) for column in table.columns] == [
        (0, "Jméno"),
        (1, "A"),
        (2, "B"),
        (3, "Pošta"),
    ]
    assert [column.field for column in table.columns] == [Field.NAME, None, None, Field.EMAIL]
    assert table.columns[1].samples == ("13.5.2021 9:45", "13.5.2021 9:00")


def test_the_table_of_a_known_report_is_the_one_with_the_people() -> None:
    table = table_of(
        book("Topic,Start Time\nC3,5/13/2021 9:00\n\nName (Original Name),User Email,Join Time\nJo,,5/13/2021 9:00\n")
    )
    assert table is not None
    assert [column.field for column in table.columns] == [Field.NAME, Field.EMAIL, Field.JOIN]


@pytest.mark.parametrize("text", ["Jméno,Příchod\n", "a line\nanother line\n"])
def test_a_file_without_rows_has_no_table_and_cannot_be_explained(text: str) -> None:
    assert table_of(book(text)) is None
    with pytest.raises(FileRefused) as refusal:
        read_report(book(text))
    assert refusal.type is FileRefused


def test_a_file_that_nothing_explains_asks_for_its_columns() -> None:
    with pytest.raises(LayoutNeeded, match=r"has no table of people .* Nothing was read\."):
        read_report(book(UNDECIDED))
    assert looks_like_attendance(book(UNDECIDED)) == 0


def test_columns_are_read_as_a_person_named_them() -> None:
    report = read_report(book(UNDECIDED), layout=[Field.NAME, Field.LEAVE, Field.JOIN, Field.EMAIL])
    jan, eva = report.participants
    assert (report.product, jan.email, jan.minutes) == ("unknown", "jan@example.org", 45)
    assert jan.intervals == ((local("2021-05-13 09:00"), local("2021-05-13 09:45")),)
    assert (eva.minutes, eva.intervals) == (None, ())
    assert report.problems == ("1 stay(s) end before they begin, so their times were not used.",)


def test_a_layout_wins_over_what_the_columns_are_called() -> None:
    text = "Name,Join Time,Leave Time,Duration\nJo,5/13/2021 9:00,5/13/2021 9:30,99\n"
    report = read_report(book(text), layout=[Field.NAME, None, None, Field.DURATION])
    assert (report.participants[0].minutes, report.participants[0].intervals) == (99, ())


def test_a_table_without_a_header_can_be_explained_too() -> None:
    text = "Jan Vzorek,13.5.2021 9:45,13.5.2021 9:00\nEva Ukázka,13.5.2021 9:00,13.5.2021 9:05\n"
    table = table_of(book(text))
    assert table is not None
    assert (table.headers_key, [column.header for column in table.columns]) == ("", ["", "", ""])
    report = read_report(book(text), layout=[Field.NAME, Field.LEAVE, Field.JOIN])
    assert [who.minutes for who in report.participants] == [45, None]


def test_a_log_whose_columns_are_named_is_read_by_the_order_of_its_actions() -> None:
    text = (
        "Koko nimi,Toiminto,Aika\nAino Mallinen,Liittyi,13.5.2021 9:00\nAino Mallinen,Poistui,13.5.2021 9:30\n"
        "Juha Esimerkki,Liittyi,13.5.2021 9:10\n"
    )
    with pytest.raises(LayoutNeeded):
        read_report(book(text))
    report = read_report(book(text), layout=[Field.NAME, Field.ACTION, Field.STAMP])
    assert [(who.name, who.minutes) for who in report.participants] == [("Aino Mallinen", 30), ("Juha Esimerkki", None)]


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        ([Field.JOIN, Field.LEAVE], "name or the e-mail"),
        ([Field.NAME, None, None, Field.EMAIL], "times or minutes"),
        ([Field.NAME, Field.JOIN, Field.JOIN], "the same meaning"),
    ],
)
def test_a_layout_that_cannot_be_read_says_what_it_lacks(layout: list[Field | None], words: str) -> None:
    with pytest.raises(LayoutNeeded, match=words):
        read_report(book(UNDECIDED), layout=layout)


def test_an_answer_decides_how_ambiguous_dates_are_read() -> None:
    text = "Name,Join Time,Leave Time\nJo,5/4/2021 9:00,5/4/2021 9:30\n"
    assert read_report(book(text)).date_order == "ambiguous"
    assert read_report(book(text), date_order="mdy").participants[0].intervals[0][0] == local("2021-05-04 09:00")
    assert read_report(book(text), date_order="dmy").participants[0].intervals[0][0] == local("2021-04-05 09:00")
    certain = text.replace("5/4/", "5/13/")
    assert read_report(book(certain), date_order="dmy").date_order == "mdy"


def test_what_was_remembered_of_a_header_is_used_again(path: Path) -> None:
    assert read_report_table(path).headers_key == KEY
    with pytest.raises(LayoutNeeded):
        read_report_file(path, HELD_ON, {"other\nheader": ["name", "join"]})
    file = read_report_file(path, HELD_ON, {KEY: ["name", "leave", "join", ""]})
    assert (file.layout, [who.minutes for who in file.content.participants]) == (
        ("name", "leave", "join", ""),
        [45, None],
    )
    again = read_report_file(path, HELD_ON, {KEY: ["name", "leave", "join", ""]}, layout=LAYOUT)
    assert (again.layout, again.content.participants[0].email) == (("name", "leave", "", "email"), "jan@example.org")
    assert again.table == read_report_table(path)


def test_a_remembered_layout_of_no_known_words_is_passed_over(path: Path) -> None:
    with pytest.raises(LayoutNeeded):
        read_report_file(path, HELD_ON, {KEY: ["name", "no such field"]})


def test_a_file_that_needs_no_layout_has_none(path: Path) -> None:
    path.write_text("Name,Join Time,Leave Time\nJo,5/13/2021 9:00,5/13/2021 9:30\n", encoding="utf-8")
    file = read_report_file(path, HELD_ON)
    assert (file.layout, file.content.participants[0].minutes) == ((), 30)
    assert {".xml", ".csv"} <= REPORT_KINDS
    assert {Field.NAME, Field.EMAIL, Field.JOIN, Field.LEAVE, Field.DURATION} <= set(LAYOUT_FIELDS)
