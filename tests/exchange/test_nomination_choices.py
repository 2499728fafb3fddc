"""Whatever was found in a nomination file can be chosen otherwise, and every row can be mended in place."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.exchange.nomination_cells import date_of, emails_of, name_of, phone_of, priority_of, withheld
from coordinator.exchange.nomination_dates import date_order
from coordinator.exchange.nomination_workbook import WorkbookFacts, write_nomination_workbook
from coordinator.exchange.nominations import (
    NO_HEADER,
    Choices,
    NominationField,
    NominationFile,
    ProblemKind,
    Repair,
    RowDecision,
    RowRepair,
    SheetChoice,
    SheetColumn,
    Told,
    mend,
    read_nominations,
)
from coordinator.exchange.rejected_rows import rejected_csv, rejected_xlsx
from coordinator.exchange.spreadsheets import Cell, Sheet, Workbook, read_workbook
from coordinator.rules.contacts import display_phone, normalize_phone, split_emails
from coordinator.rules.names import parse_name
from coordinator.rules.withheld import is_withheld
from tests.exchange.odd_files import WORKBOOKS

F = NominationField
DOE = ("Doe, Jane", "jane@example.gov")


def book(*rows: tuple[Cell, ...], hidden: bool = False) -> Workbook:
    return Workbook("list.xlsx", "xlsx", None, None, (Sheet("List", hidden, rows),), "0" * 64, ())


def read(*rows: tuple[Cell, ...], choices: Choices | None = None) -> NominationFile:
    return read_nominations(book(*rows), choices)


def chosen(**choice: object) -> Choices:
    return Choices(sheets={"List": SheetChoice(**choice)})  # type: ignore[arg-type]


def column(file: NominationFile, index: int) -> SheetColumn:
    return file.sheets[0].columns[index]


def names(file: NominationFile) -> list[str]:
    return [entry.name.display for entry in file.entries]


# what is shown to choose from


def test_every_column_is_shown_with_samples_even_one_that_is_not_read() -> None:
    file = read(("Name", "E-mail", "Locker"), (*DOE, "12"), ("Roe, Max", "max@example.gov", "14"))
    assert [(each.header, each.field, each.told_by) for each in file.sheets[0].columns] == [
        ("Name", F.NAME, Told.HEADER),
        ("E-mail", F.EMAIL, Told.HEADER),
        ("Locker", None, Told.NOTHING),
    ]
    assert column(file, 2).samples == ("12", "14")
    assert file.sheets[0].preview[1] == ("Doe, Jane", "jane@example.gov", "12")
    assert file.entries[0].remarks == "Locker: 12"


def test_a_column_says_what_else_it_may_be_with_how_sure() -> None:
    file = read(("Name", "E-mail", "Contact"), (*DOE, "303-555-0101"), ("Roe, Max", None, "303-555-0102"))
    assert (column(file, 2).field, column(file, 2).confidence, column(file, 2).told_by) == (F.PHONE, 0.5, Told.CONTENT)
    belied = read(("Name", "E-mail"), ("Doe, Jane", "303-555-0101"))
    assert column(belied, 1).confidence == 0.5
    assert column(belied, 1).alternatives == ((F.PHONE, 0.5),)


def test_every_sheet_is_shown_and_why_it_is_not_read() -> None:
    sheets = (Sheet("A", False, (("Name", "E-mail"), DOE)), Sheet("B", True, (("Name",), ("Roe, Max",))))
    file = read_nominations(Workbook("list.xlsx", "xlsx", None, None, sheets, "0" * 64, ()))
    assert [(each.name, each.hidden, each.is_taken) for each in file.sheets] == [("A", False, True), ("B", True, False)]
    assert file.sheets[1].why_not == "Sheet “B” was not read: it is hidden."


def test_supervisors_addresses_under_a_heading_that_says_only_supervisor_are_addresses() -> None:
    file = read(("Name", "E-mail", "Supervisor"), (*DOE, "boss@example.gov"), ("Roe, Max", None, "chief@example.gov"))
    assert file.entries[0].supervisor_email == "boss@example.gov"
    assert column(file, 2).confidence == 0.8


def test_a_second_telephone_is_the_mobile_one() -> None:
    file = read(("Name", "Phone", "Phone"), ("Doe, Jane", "303-555-0101", "303-555-0102"))
    assert (file.entries[0].phone, file.entries[0].mobile) == ("(303) 555-0101", "(303) 555-0102")
    assert column(file, 2).confidence == 0.5


def test_headings_over_several_columns_say_whose_name_is_meant() -> None:
    odd = next(each for each in WORKBOOKS if each.what == "groups of columns")
    file = read_nominations(read_workbook(odd.name, odd.data))
    assert {entry.supervisor_name for entry in file.entries} == {"Boss, Al"}
    assert {entry.supervisor_email for entry in file.entries} == {"al@example.gov"}


def test_a_merged_office_is_the_office_of_every_row_beside_it() -> None:
    odd = next(each for each in WORKBOOKS if each.what == "offices merged over their people")
    file = read_nominations(read_workbook(odd.name, odd.data))
    assert [entry.office_text for entry in file.entries] == ["SAC Denver", "SAC Denver"]


def test_an_office_given_once_for_a_group_is_read_for_all_of_it_and_said() -> None:
    rows = [("Denver", "Doe, Jane"), ("", "Roe, Max"), ("Boston", "Poe, Ann"), ("", "Loe, Al"), ("", "Moe, Bo")]
    file = read(("Office", "Name"), *rows)
    assert [entry.office_text for entry in file.entries] == ["Denver", "Denver", "Boston", "Boston", "Boston"]
    assert file.notes == ("“Office” is given once for several rows; the rows below each were read as the same.",)


def test_an_office_that_is_missing_here_and_there_is_not_taken_from_above() -> None:
    file = read(("Office", "Name"), ("Denver", "Doe, Jane"), ("Denver", "Roe, Max"), ("", "Poe, Ann"))
    assert [entry.office_text for entry in file.entries] == ["Denver", "Denver", ""]


# choosing


def test_a_column_can_be_given_another_field_or_none() -> None:
    rows = (("Name", "E-mail", "Box"), (*DOE, "Denver"))
    file = read(*rows, choices=chosen(fields={2: F.DUTY_STATION, 1: None}))
    assert (file.entries[0].duty_station, file.entries[0].email, file.entries[0].remarks) == ("Denver", None, "")
    assert (column(file, 2).told_by, column(file, 2).confidence) == (Told.CHOICE, 1.0)
    assert column(file, 1).left_out


def test_a_chosen_column_takes_the_field_from_the_one_that_had_it() -> None:
    file = read(("Name", "Real name"), ("jdoe", "Doe, Jane"), choices=chosen(fields={1: F.NAME}))
    assert names(file) == ["Doe, Jane"]
    assert column(file, 0).field is None


def test_a_header_row_can_be_chosen_or_denied() -> None:
    rows = (("Name", "E-mail"), ("Nominee", "Mail"), DOE)
    assert read(*rows, choices=chosen(header_row=1)).sheets[0].header_row == 1
    bare = read(DOE, ("Roe, Max", "max@example.gov"), choices=chosen(header_row=NO_HEADER, fields={0: F.NAME}))
    assert names(bare) == ["Doe, Jane", "Roe, Max"]


def test_a_hidden_sheet_can_be_taken_and_any_sheet_left_out() -> None:
    hidden = book(("Name", "E-mail"), DOE, hidden=True)
    assert names(read_nominations(hidden, chosen(taken=True))) == ["Doe, Jane"]
    assert read(("Name", "E-mail"), DOE, choices=chosen(taken=False)).entries == ()


def test_a_file_that_names_nobody_is_refused_unless_somebody_chooses() -> None:
    rows = (("Who", "Box"), ("Doe, Jane", "12"))
    with pytest.raises(FileRefused):
        read(*rows)
    assert read(*rows, choices=Choices()).sheets[0].preview == rows
    assert names(read(*rows, choices=chosen(header_row=0, fields={0: F.NAME}))) == ["Doe, Jane"]


def test_what_a_header_meant_last_time_beats_what_it_seems_to_say() -> None:
    rows = (("Name", "Unit", "Title"), ("Doe, Jane", "Denver", "SA"))
    file = read(*rows, choices=Choices(remembered={"unit": F.DUTY_STATION, "title": None}))
    assert (file.entries[0].duty_station, file.entries[0].office_text, file.entries[0].position) == ("Denver", "", None)
    assert (column(file, 1).told_by, column(file, 1).confidence) == (Told.LAST_TIME, 1.0)
    assert file.chosen_columns == {"unit": F.DUTY_STATION, "title": None}


def test_of_two_headers_of_one_name_each_is_remembered() -> None:
    rows = (("Name", "Note", "Note"), ("Doe, Jane", "Denver", "12"))
    file = read(*rows, choices=chosen(fields={1: F.DUTY_STATION, 2: None}))
    assert file.chosen_columns == {"note": F.DUTY_STATION, "note #2": None}
    again = read(*rows, choices=Choices(remembered=file.chosen_columns))
    assert again.entries == file.entries


def test_a_file_can_be_read_with_another_delimiter() -> None:
    data = b"Name;E-mail\nDoe,Jane;jane@example.gov\nRoe,Max;max@example.gov\n"
    assert names(read_nominations(read_workbook("list.csv", data, delimiter=";"))) == ["Doe, Jane", "Roe, Max"]
    with pytest.raises(FileRefused, match="one character"):
        read_workbook("list.csv", data, delimiter="::")


# dates


@pytest.mark.parametrize(
    ("texts", "last_day", "day_first", "ambiguous"),
    [
        (["3/4/2026", "25/4/2026"], None, True, 0),
        (["3/4/2026", "4/25/2026"], None, False, 0),
        (["3/4/2026", "5/6/2026"], None, False, 2),
        (["3/3/2026", "5/5/26"], None, False, 0),
        (["3/12/2026"], date(2026, 10, 1), False, 0),
        (["3/12/2026"], date(2026, 2, 1), False, 1),
        (["12/3/2026"], date(2026, 10, 1), True, 0),
        (["3/4/2026", "25/4/2026", "4/25/2026"], None, False, 1),
        (["2026-03-04", "yes", ""], None, False, 0),
    ],
)
def test_the_dates_of_a_column_settle_their_order_together(
    texts: list[str], last_day: date | None, day_first: bool, ambiguous: int
) -> None:
    order = date_order(texts, last_day)
    assert (order.day_first, len(order.ambiguous)) == (day_first, ambiguous)


def test_dates_that_read_either_way_are_asked_about_once_and_read_as_told() -> None:
    rows = (("Name", "Course"), ("Doe, Jane", "3/4/2026"), ("Roe, Max", "5/6/2026"))
    file = read(*rows)
    (problem,) = file.problems
    assert (problem.kind, problem.repair, problem.row, problem.column) == (
        ProblemKind.AMBIGUOUS_DATE,
        Repair.CHOOSE_DATE_ORDER,
        2,
        1,
    )
    assert "2 dates of “Course”" in problem.message
    told = read(*rows, choices=chosen(day_first={1: True}))
    assert told.problems == ()
    assert [entry.course_completed_on for entry in told.entries] == [date(2026, 4, 3), date(2026, 6, 5)]


def test_a_date_of_a_day_first_column_is_read_so() -> None:
    assert date_of("3/4/2026", day_first=True) == date(2026, 4, 3)
    assert date_of("3.4.26", day_first=True) == date(2026, 4, 3)
    assert date_of("4/25/2026", day_first=True) == date(2026, 4, 25)


# cells


@pytest.mark.parametrize(
    ("text", "priority"),
    [("1", 1), ("2nd", 2), ("P3", 3), ("Priority 1", 1), ("1 of 4", 1), ("1.0", 1), ("0", None), ("high", None)],
)
def test_a_priority_is_read_in_its_usual_forms(text: str, priority: int | None) -> None:
    assert priority_of(text) == priority


def test_the_supervisor_s_priority_is_read_and_a_bad_one_reported() -> None:
    rows = (("Name", "Supervisor’s priority"), ("Doe, Jane", "1"), ("Roe, Max", "2nd"), ("Poe, Ann", "high"))
    file = read(*rows)
    assert [entry.supervisor_priority for entry in file.entries] == [1, 2, None]
    assert [(each.kind, each.repair, each.field) for each in file.problems] == [
        (ProblemKind.BAD_PRIORITY, Repair.GIVE_PRIORITY, F.PRIORITY)
    ]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("3035550123.0", "(303) 555-0123"),
        ("3.035550123E+09", "(303) 555-0123"),
        ("3.04E+09", None),
        ("303555012", None),
        ("(303) 555-0123 x45", "(303) 555-0123 ext. 45"),
    ],
)
def test_a_telephone_that_excel_took_for_a_number_is_read_if_it_is_whole(text: str, phone: str | None) -> None:
    assert phone_of(text)[0] == phone


_WORDS = st.sampled_from(
    ["Okafor", "O'Brien", "McKay", "Jr", "Senior", "Ma", "DOE", "de", "la", "Van", "SA", "V", "Phd", "B.", "III", "x"]
)
_NAME_TEXT = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.tuples(_NAME_TEXT, _NAME_TEXT).map(", ".join) | _NAME_TEXT | st.text(max_size=15))
def test_a_plain_name_is_read_as_any_name_is(text: str) -> None:
    assert name_of(text) == parse_name(text)


@given(st.from_regex(r"[(]?[0-9]{3}[)]?[ .-]?[0-9]{3}[ .-]?[0-9]{4}(\.0)?", fullmatch=True) | st.text(max_size=15))
def test_a_plain_telephone_is_read_as_any_is(text: str) -> None:
    general = normalize_phone(text)
    if general is not None:
        assert phone_of(text) == (display_phone(general), bool(general.others))


@given(st.emails() | st.text(max_size=20) | st.from_regex(r"[a-zA-Z.+_-]{1,9}@[a-z.-]{1,9}\.gov", fullmatch=True))
def test_a_plain_address_is_read_as_any_is(text: str) -> None:
    assert emails_of(text) == split_emails(text)


@given(st.text(alphabet="(b)67CK ?xb;l1[]|", max_size=12))
def test_a_mark_of_withholding_is_never_overlooked(text: str) -> None:
    assert withheld(text) == is_withheld(text)


# mending


def test_a_row_mended_in_place_becomes_an_entry_and_its_problem_is_gone() -> None:
    file = read(("Name", "E-mail", "Phone"), ("(b)(6)", "x@example.gov", "303-555-0101"), DOE)
    (problem,) = file.problems
    assert (problem.repair, problem.field) == (Repair.ASK_OFFICE, F.NAME)
    mended = mend(file, {problem.key: RowRepair({F.NAME: "Roe, Max"})})
    assert mended.problems == ()
    (max_,) = [entry for entry in mended.entries if entry.row == 2]
    assert (max_.name.display, max_.email, max_.phone) == ("Roe, Max", "x@example.gov", "(303) 555-0101")
    assert max_.cells == ("(b)(6)", "x@example.gov", "303-555-0101")


def test_what_was_mended_before_stays_mended() -> None:
    file = read(("Name", "E-mail"), ("Doe, Jane", "jane at office"), ("Roe, Max", "max at office"))
    first = mend(file, {("List", 2): RowRepair({F.EMAIL: "jane@example.gov"})})
    second = mend(first, {("List", 3): RowRepair({F.EMAIL: "max@example.gov"})})
    assert [entry.email for entry in second.entries] == ["jane@example.gov", "max@example.gov"]
    assert second.problems == ()


def test_a_field_without_a_column_can_be_given() -> None:
    file = mend(
        read(("Name",), ("Doe, Jane",)),
        {("List", 2): RowRepair({F.COURSE_COMPLETED: "2026-05-04", F.PHONE: "3035550101"})},
    )
    assert (file.entries[0].course_completed_on, file.entries[0].phone) == (date(2026, 5, 4), "(303) 555-0101")


def test_a_bad_repair_is_a_problem_again() -> None:
    file = mend(read(("Name", "E-mail"), ("Doe, Jane", "?")), {("List", 2): RowRepair({F.EMAIL: "still nothing"})})
    assert [(each.kind, each.message) for each in file.problems] == [
        (ProblemKind.BAD_EMAIL, "“still nothing” is no e-mail address; it was left out.")
    ]


def test_a_row_can_be_left_out_and_a_row_that_looks_like_none_taken() -> None:
    rows = (("Name", "E-mail", "Office"), (*DOE, "x"), ("Open, Max", "max@example.gov", "x"), (*DOE, "y"))
    file = read(*rows)
    assert (names(file), [each.other_row for each in file.problems]) == (["Doe, Jane", "Open, Max"], [("List", 2)])
    decided = mend(
        file,
        {("List", 3): RowRepair(decision=RowDecision.LEAVE_OUT), ("List", 4): RowRepair(decision=RowDecision.TAKE)},
    )
    assert names(decided) == ["Doe, Jane", "Doe, Jane"]
    assert [each.kind for each in decided.problems] == [ProblemKind.LEFT_OUT, ProblemKind.SHARED_EMAIL]
    example = read(("Name", "E-mail"), ("Example, Ann", "ann@example.gov"))
    assert names(mend(example, {("List", 2): RowRepair(decision=RowDecision.TAKE)})) == ["Example, Ann"]


def test_every_kind_of_problem_has_its_repair_in_words() -> None:
    rows = [
        ("Total: 3", "", ""),
        ("", "x@example.gov", "y"),
        ("Doe, Jane", "?!", "maybe"),
        ("(b)(6)", "", ""),
        ("???", "a", "b"),
    ]
    file = read(("Name", "E-mail", "Trial"), *rows)
    assert {each.kind: each.repair for each in file.problems} == {
        ProblemKind.TOTAL: Repair.NOTHING,
        ProblemKind.NO_NAME: Repair.GIVE_NAME,
        ProblemKind.BAD_EMAIL: Repair.GIVE_EMAIL,
        ProblemKind.BAD_ANSWER: Repair.GIVE_ANSWER,
        ProblemKind.WITHHELD: Repair.ASK_OFFICE,
        ProblemKind.UNREADABLE: Repair.GIVE_NAME,
    }


# our own files


def facts() -> WorkbookFacts:
    due = datetime(2026, 10, 23, 21, tzinfo=UTC)
    return WorkbookFacts(
        "Unit", "0447-21", "Licenses", "DEN", "SAC Denver", "America/Denver", 5, due, "America/New_York"
    )


def test_our_own_workbook_comes_back_without_a_guess() -> None:
    file = read_nominations(read_workbook("back.xlsx", write_nomination_workbook(facts())), Choices())
    assert file.key is not None
    assert (file.key.tasking, file.key.office) == ("0447-21", "DEN")
    assert {each.told_by for each in file.sheets[0].columns} == {Told.WORKBOOK}
    assert all(each.confidence == 1.0 for each in file.columns)
    assert len(file.sheets) == 1
    assert file.problems == ()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rejected_rows_come_back_mended_and_nothing_else_with_them(form: str) -> None:
    rows = (
        ("Office", "Name", "E-mail", "Phone", "Locker"),
        ("Denver", *DOE, "303-555-0101", "1"),
        ("Denver", "(b)(6)", "ann@example.gov", "303-555-0102", "=2"),
        ("Denver", "Roe, Max", "max at office", "303-555-0103", "3"),
        ("Total", "3", None, None, None),
    )
    file = read(*rows)
    data = rejected_csv(file) if form == "csv" else rejected_xlsx(file)
    back = read_nominations(read_workbook(f"rejected.{form}", data))
    assert [(entry.name.display, entry.remarks) for entry in back.entries] == [("Roe, Max", "Locker: 3")]
    assert [problem.kind for problem in back.problems] == [ProblemKind.WITHHELD, ProblemKind.BAD_EMAIL]
    mended = mend(back, {problem.key: RowRepair({F.NAME: "Poe, Ann"}) for problem in back.problems[:1]})
    assert mended.entries[0].remarks == "Locker: =2"
    assert mended.entries[0].cells[-1] == "Withheld: ask the office."


def test_rejected_rows_of_several_sheets_stand_under_one_header() -> None:
    one = Sheet("A", False, (("Name", "E-mail"), ("Doe, Jane", "nowhere")))
    two = Sheet("B", False, (("E-mail", "Name", "Cell"), ("elsewhere", "Roe, Max", "5")))
    file = read_nominations(Workbook("list.xlsx", "xlsx", None, None, (one, two), "0" * 64, ()))
    sheet = read_workbook("rejected.csv", rejected_csv(file)).sheets[0]
    assert sheet.rows[0] == ("Where it stood", "Name", "E-mail", "Cell", "What is wrong", "How to mend")
    assert [row[:4] for row in sheet.rows[1:]] == [
        ("A, row 2", "Doe, Jane", "nowhere", ""),
        ("B, row 2", "Roe, Max", "elsewhere", "5"),
    ]


def test_a_file_read_again_from_a_copy_is_the_same() -> None:
    source = book(("Name", "E-mail"), DOE)
    assert read_nominations(source) == read_nominations(replace(source))
