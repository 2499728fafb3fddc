"""Nomination files as offices send them."""

import contextlib
import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.exchange.nomination_cells import date_of, position_of, yes_or_no, zone_of
from coordinator.exchange.nomination_columns import field_of_header
from coordinator.exchange.nominations import (
    NominationField,
    NominationFile,
    ProblemKind,
    looks_like_nominations,
    read_nominations,
)
from coordinator.exchange.spreadsheets import Cell, Sheet, Workbook, read_workbook
from coordinator.rules.vocabulary import Position

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Workbook:
    return read_workbook(name, (SAMPLES / name).read_bytes())


def book(*sheets: Sheet, name: str = "list.xlsx") -> Workbook:
    return Workbook(name, "xlsx", None, None, sheets, "0" * 64, ())


def sheet(*rows: tuple[Cell, ...], name: str = "Sheet1", hidden: bool = False) -> Sheet:
    return Sheet(name, hidden, rows)


def read(*rows: tuple[Cell, ...]) -> NominationFile:
    return read_nominations(book(sheet(*rows)))


def kinds(file: NominationFile) -> list[ProblemKind]:
    return [problem.kind for problem in file.problems]


@pytest.mark.parametrize("name", ["nominations-s1-field-office.xlsx", "nominations-s2-field-office-cp1252.csv"])
def test_the_samples_are_read_whole(name: str) -> None:
    file = read_nominations(sample(name))
    people = [entry for entry in file.entries if not entry.is_alternate]
    assert [(entry.row, entry.email) for entry in people] == [
        (6, "john.q.doe@example.gov"),
        (7, "rroe@example.gov"),
        (8, "mary-kate.obrien-smith@example.gov"),
        (9, "jdelacruz@example.gov"),
        (10, "martin.vanburen@example.gov"),
        (12, "thao.nguyen@example.gov"),
        (13, "pat.smith@example.gov"),
        (15, "jon.doe@example.gov"),
    ]
    john, richard, _, juan = people[:4]
    assert john.name.display == "Doe, John Q"
    assert (john.phone, john.mobile) == ("(518) 555-0101", "(518) 555-0102")
    assert (john.position, john.position_text, john.duty_station) == (None, "GS-12", "Albany")
    assert john.supervisor_email == "sup.one@example.gov"
    assert john.remarks == "Session pref: 1st"
    assert richard.position is Position.CONTRACTOR
    assert juan.name.suffix == "Jr."
    assert people[4].supervisor_email is None
    assert people[6].other_emails == ("psmith@example.org",)
    assert file.office_hint == "NORTHEAST FIELD OFFICE"
    assert kinds(file)[:4] == [
        ProblemKind.OTHER_PHONE,
        ProblemKind.DUPLICATE,
        ProblemKind.VACANT,
        ProblemKind.TOTAL,
    ]


def test_alternates_of_their_own_sheet_are_marked_and_the_hidden_sheet_is_named() -> None:
    file = read_nominations(sample("nominations-s1-field-office.xlsx"))
    (kim,) = [entry for entry in file.entries if entry.is_alternate]
    assert (kim.sheet, kim.row, kim.name.printed) == ("Alternates", 3, "Kim Lee, Ph.D.")
    assert file.skipped_sheets == ("Sheet “Lists” was not read: it is hidden.",)
    assert file.problems[-1].kind is ProblemKind.DUPLICATE
    assert file.problems[-1].sheet == "Alternates"


def test_every_row_of_the_sample_is_an_entry_or_a_problem() -> None:
    workbook = sample("nominations-s1-field-office.xlsx")
    file = read_nominations(workbook)
    accounted = {(entry.sheet, entry.row) for entry in file.entries}
    accounted |= {(problem.sheet, problem.row) for problem in file.problems}
    assert accounted == {("Nominees FY26", row) for row in range(6, 17)} | {("Alternates", 2), ("Alternates", 3)}


@pytest.mark.parametrize("mark", ["(b)(6); (b)(7)(C)", "Kb)(6); l(CTR)", "(b)(?)(C)"])
def test_a_withheld_name_is_a_problem_and_no_person(mark: str) -> None:
    file = read(("Name", "E-mail", "Office"), (mark, "(b)(6)", "Buffalo"))
    assert file.entries == ()
    (problem,) = file.problems
    assert (problem.kind, problem.row, problem.blocking) == (ProblemKind.WITHHELD, 2, True)
    assert problem.cells == (mark, "(b)(6)", "Buffalo")


def test_a_withheld_address_is_unknown_and_said_to_be_withheld() -> None:
    file = read(("Name", "E-mail", "Phone"), ("Doe, John", "(b)(6)@ice.dhs.gov", "(b)(6)"))
    (entry,) = file.entries
    assert (entry.email, entry.phone) == (None, None)
    assert entry.withheld == {NominationField.EMAIL, NominationField.PHONE}
    assert file.problems == ()


def test_first_and_last_name_in_columns_of_their_own_make_one_name() -> None:
    file = read(
        ("First Name", "MI", "Last Name", "Suffix", "Title"), ("JUAN", "Q", "DE LA CRUZ", "JR", "Special Agent")
    )
    (entry,) = file.entries
    assert entry.name.display == "de la Cruz Jr., Juan Q"
    assert entry.position is Position.SPECIAL_AGENT


def test_all_that_the_memo_asks_for_is_read() -> None:
    file = read(
        ("SAC BUFFALO",),
        (),
        ("Designee", "Position", "Office", "Trial license user?", "PALMS course completed", "Completion date",
         "Supervisor Name", "Time Zone", "Comments"),
        ("Doe, Jane", "Intel Analyst", "SAC Buffalo", "Y", "yes", 44320.0, "Roe, Ann", "Eastern", "night shift"),
        ("Roe, Max", "TFO", "SAC Buffalo", "no", "No", None, "", "Pacific/Guam", None),
        ("Poe, Amy", "SA", "SAC Buffalo", None, date(2021, 5, 3), None, "", "somewhere", None),
    )  # fmt: skip
    jane, max_, amy = file.entries
    assert (jane.position, jane.office_text) == (Position.ANALYST, "SAC Buffalo")
    assert (jane.trial_use, jane.course_completed, jane.course_completed_on) == (True, True, date(2021, 5, 4))
    assert (jane.supervisor_name, jane.time_zone, jane.remarks) == ("Roe, Ann", "America/New_York", "night shift")
    assert (max_.position, max_.trial_use, max_.course_completed) == (Position.TASK_FORCE_OFFICER, False, False)
    assert max_.time_zone == "Pacific/Guam"
    assert (amy.trial_use, amy.course_completed, amy.course_completed_on) == (None, True, date(2021, 5, 3))
    assert kinds(file) == [ProblemKind.BAD_ZONE]
    assert file.office_hint == "SAC BUFFALO"


def test_bad_contact_data_is_reported_and_the_person_kept() -> None:
    file = read(("Name", "E-mail", "Phone", "Trial"), ("Doe, John", "john at example", "5550101", "perhaps"))
    assert len(file.entries) == 1
    assert kinds(file) == [ProblemKind.BAD_EMAIL, ProblemKind.BAD_PHONE, ProblemKind.BAD_ANSWER]
    assert not any(problem.blocking for problem in file.problems)


def test_the_same_person_twice_is_kept_once() -> None:
    file = read(
        ("Name", "E-mail", "Phone"),
        ("Smith, William", "w.smith@example.gov", "716-555-0101"),
        ("Bill Smith", "W.SMITH@example.gov", None),
        ("SMITH, WILLIAM", None, "(716) 555-0101"),
        ("Smith, William", "other@example.gov", "716-555-0199"),
    )
    assert [entry.row for entry in file.entries] == [2, 5]
    assert kinds(file) == [ProblemKind.DUPLICATE, ProblemKind.DUPLICATE]


def test_two_people_who_share_an_address_are_both_kept() -> None:
    file = read(("Name", "E-mail"), ("Doe, John", "desk@example.gov"), ("Roe, Jane", "desk@example.gov"))
    assert len(file.entries) == 2
    assert kinds(file) == [ProblemKind.SHARED_EMAIL]


def test_rows_that_are_no_person_are_named_for_what_they_are() -> None:
    file = read(
        ("Name", "E-mail", "Office"),
        ("Example: Doe, Jane", "jane@example.gov", "Buffalo"),
        ("Doe, John", "j@example.gov", "Buffalo"),
        ("Name", "E-mail", "Office"),
        ("TBD", None, "Buffalo"),
        (None, "who@example.gov", "Buffalo"),
        (None, None, "see the second page"),
        ("???", "x@example.gov", "Buffalo"),
        ("Total: 3",),
    )
    assert [entry.row for entry in file.entries] == [3]
    assert [(problem.row, problem.kind, problem.blocking) for problem in file.problems] == [
        (2, ProblemKind.EXAMPLE, False),
        (5, ProblemKind.VACANT, False),
        (6, ProblemKind.NO_NAME, True),
        (7, ProblemKind.NOTE, False),
        (8, ProblemKind.UNREADABLE, True),
        (9, ProblemKind.TOTAL, False),
    ]


def test_alternates_under_a_heading_or_in_a_column_are_marked() -> None:
    under = read(("Name", "E-mail"), ("Doe, John", "j@example.gov"), ("ALTERNATES",), ("Roe, Ann", "a@example.gov"))
    assert [entry.is_alternate for entry in under.entries] == [False, True]
    column = read(("Name", "Alternate?"), ("Doe, John", None), ("Roe, Ann", "x"), ("Poe, Max", "Alternate"))
    assert [entry.is_alternate for entry in column.entries] == [False, True, True]


def test_a_column_of_names_without_a_telling_header_is_found_by_what_is_in_it() -> None:
    file = read(("Who", "E-mail", "Title"), ("Doe, John", "j@example.gov", "SA"), ("Roe, Ann", "a@example.gov", "IA"))
    assert [entry.name.last for entry in file.entries] == ["Doe", "Roe"]
    (name,) = [column for column in file.columns if column.field is NominationField.NAME]
    assert (name.header, name.confidence) == ("Who", 0.5)


def test_a_list_without_a_header_is_read_by_what_is_in_it() -> None:
    file = read(("Doe, John", "j@example.gov", "716-555-0101"), ("Roe, Ann", "a@example.gov", "716-555-0102"))
    assert [(entry.row, entry.phone) for entry in file.entries] == [(1, "(716) 555-0101"), (2, "(716) 555-0102")]
    assert all(column.confidence <= 0.5 for column in file.columns)


def test_a_header_that_its_column_belies_is_doubted() -> None:
    file = read(("Name", "E-mail"), ("Doe, John", "716-555-0101"))
    confidence = {column.field: column.confidence for column in file.columns}
    assert confidence == {NominationField.NAME: 1.0, NominationField.EMAIL: 0.5}


def test_the_office_is_taken_from_the_file_name_where_no_title_names_it() -> None:
    rows = sheet(("Name", "E-mail"), ("Doe, John", "j@example.gov"))
    assert read_nominations(book(rows, name="0447-21_BUF_nominations.xlsx")).office_hint == "BUF"
    labelled = sheet(("SAC Office:", "Buffalo"), ("Name", "E-mail"), ("Doe, John", "j@example.gov"))
    assert read_nominations(book(labelled)).office_hint == "Buffalo"


@pytest.mark.parametrize(
    "sheets",
    [
        (sheet(("Date", "Amount"), ("2021-05-03", 5)),),
        (sheet(("Name", "E-mail"), ("Doe, John", "j@example.gov"), hidden=True),),
        (sheet(),),
        (),
    ],
)
def test_a_file_without_names_is_refused_in_a_sentence(sheets: tuple[Sheet, ...]) -> None:
    with pytest.raises(FileRefused, match="column of names"):
        read_nominations(book(*sheets))


def test_a_meeting_report_does_not_look_like_nominations() -> None:
    meeting = book(sheet(("Name", "Email", "Join Time", "Leave Time", "Role"), ("Doe, John", "j@example.gov")))
    assert looks_like_nominations(meeting) < 0.3
    assert looks_like_nominations(sample("nominations-s1-field-office.xlsx")) > 0.7
    assert looks_like_nominations(book(sheet(("a", "b")))) == 0.0


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name (Last, First MI)", "name"),
        ("Designee Name", "name"),
        ("Office Name", "office"),
        ("SAC Office", "office"),
        ("Office Phone #", "phone"),
        ("Cell", "mobile"),
        ("Supv. Email", "supervisor_email"),
        ("Supervisor's Name", "supervisor_name"),
        ("E-mail Addr.", "email"),
        ("Duty Sta.", "duty_station"),
        ("Position/Title", "position"),
        ("PALMS course completed", "course_completed"),
        ("Clearview trial user (Y/N)", "trial_use"),
        ("Time zone", "time_zone"),
        ("M.I.", "middle_name"),
        ("Session pref", None),
        ("Supervisor Phone", None),
    ],
)
def test_a_header_says_its_field(header: str, field: str | None) -> None:
    found = field_of_header(header)
    assert (found[0].value if found else None) == field


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("SA", Position.SPECIAL_AGENT), ("Special Agent, GS-13", Position.SPECIAL_AGENT),
        ("GS-1811-13", Position.SPECIAL_AGENT), ("IA", Position.ANALYST), ("Intel Analyst", Position.ANALYST),
        ("IRS", Position.ANALYST), ("TFO", Position.TASK_FORCE_OFFICER), ("Analyst (CTR)", Position.ANALYST),
        ("CTR", Position.CONTRACTOR),
        ("Forensic Examiner", Position.OTHER), ("GS-12", None), ("GS 11/4", None), ("SES", None), ("", None),
    ],
)  # fmt: skip
def test_a_grade_alone_is_no_position(text: str, position: Position | None) -> None:
    assert position_of(text) is position


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2021-05-03", date(2021, 5, 3)), ("5/3/2021", date(2021, 5, 3)), ("5/3/21", date(2021, 5, 3)),
        ("12-May-21", date(2021, 5, 12)), ("May 3, 2021", date(2021, 5, 3)), ("13/05/2021", date(2021, 5, 13)),
        (44320.0, date(2021, 5, 4)), ("44320", date(2021, 5, 4)), (12.0, None), (99999, None), ("soon", None),
        ("2/30/2021", None), ("1/1/1921", None),
    ],
)  # fmt: skip
def test_a_date_is_read_in_its_usual_forms(cell: Cell, day: date | None) -> None:
    assert date_of(cell) == day


def test_yes_and_no_and_zones_are_read_in_their_usual_forms() -> None:
    assert {yes_or_no(cell) for cell in ("Y", "yes", "x", "✓", 1.0, True, "TRUE")} == {True}
    assert {yes_or_no(cell) for cell in ("N", "no", 0, False)} == {False}
    assert {yes_or_no(cell) for cell in (None, "", "perhaps")} == {None}
    assert zone_of("US/Eastern") == "US/Eastern"
    assert zone_of("ET (Albany)") == "America/New_York"
    assert zone_of("../../etc/passwd") is None


_CELL = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.floats(allow_nan=True),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["Name", "E-mail", "First", "Last", "Phone", "Course", "Doe, John", "(b)(6)", "j@example.gov"]),
)
_ROWS = st.lists(st.lists(_CELL, max_size=6).map(tuple), max_size=8)


@settings(deadline=None)
@given(_ROWS)
def test_any_cells_are_read_or_refused(rows: list[tuple[Cell, ...]]) -> None:
    workbook = book(sheet(("Name", "E-mail", "Course", "Phone", "Time zone"), *rows))
    assert 0 <= looks_like_nominations(workbook) <= 1
    file = read_nominations(workbook)
    assert len({(entry.sheet, entry.row) for entry in file.entries}) == len(file.entries)


@settings(deadline=None)
@given(_ROWS)
def test_reading_a_file_twice_gives_the_same(rows: list[tuple[Cell, ...]]) -> None:
    workbook = book(sheet(*rows))
    with contextlib.suppress(FileRefused):
        assert read_nominations(workbook) == read_nominations(dataclasses.replace(workbook))
