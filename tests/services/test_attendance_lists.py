"""Attendance lists: whose, which columns in which order, and what a redacted one no longer holds."""

import csv
import io
from datetime import date

import pytest

from coordinator.errors import RuleBroken
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.rules.redaction import PERSON
from coordinator.services.attendance_lists import (
    ListColumn,
    ListFormat,
    ListRequest,
    attendance_list,
    columns_named,
    file_name,
    preview,
)
from coordinator.services.workspace import Workspace
from coordinator.views.attendance_lists import ListScope
from tests import builders
from tests.documents.reading import all_text

HELD = date(2026, 11, 4)


def two_offices(workspace: Workspace) -> int:
    tasking = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking)
    builders.nominated(workspace, tasking, "SEA", ("Quill, Ann", "Tarrant, Lee"))
    builders.a_training(workspace, "Training 9")
    return builders.attended(workspace, workspace.read(builders.designee_ids))


def cells(workspace: Workspace, request: ListRequest) -> list[list[str]]:
    data = workspace.read(attendance_list, request, workspace.clock.now())
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_list_has_the_columns_asked_for_in_their_order(workspace: Workspace) -> None:
    training = two_offices(workspace)
    columns = (ListColumn.MARK, ListColumn.NAME, ListColumn.OFFICE)
    header, *rows = cells(workspace, ListRequest(ListScope(training), ListFormat.CSV, columns))
    assert header == ["Mark", "Name", "Office"]
    assert ["present", "Quill, Ann", "SEA"] in rows
    assert len(rows) == 7


def test_a_list_of_an_office_names_nobody_else(workspace: Workspace) -> None:
    training = two_offices(workspace)
    _, *rows = cells(workspace, ListRequest(ListScope(training, "SEA"), ListFormat.CSV))
    assert [row[1] for row in rows] == ["Quill, Ann", "Tarrant, Lee"]


def test_a_list_of_a_period_says_which_training(workspace: Workspace) -> None:
    two_offices(workspace)
    header, *rows = cells(workspace, ListRequest(ListScope(None, "", HELD, HELD), ListFormat.CSV))
    assert header[:4] == ["No.", "Training", "Date", "Name"]
    assert {tuple(row[1:3]) for row in rows} == {("Training 1", "2026-11-04")}


def test_a_period_without_trainings_is_refused(workspace: Workspace) -> None:
    two_offices(workspace)
    with pytest.raises(RuleBroken, match="No training"):
        workspace.read(attendance_list, ListRequest(ListScope(None, "", date(2027, 1, 1))), workspace.clock.now())


@pytest.mark.parametrize("form", list(ListFormat))
def test_a_redacted_list_holds_no_name_and_no_address(workspace: Workspace, form: ListFormat) -> None:
    training = two_offices(workspace)
    every = () if form in (ListFormat.PDF, ListFormat.SIGN_IN) else tuple(ListColumn)
    data = workspace.read(
        attendance_list, ListRequest(ListScope(training), form, every, is_redacted=True), workspace.clock.now()
    )
    if form is ListFormat.CSV:
        text = data.decode("utf-8-sig")
    elif form is ListFormat.XLSX:
        sheet = read_workbook("list.xlsx", data).sheets[0]
        text = "\n".join(str(cell) for row in sheet.rows for cell in row)
        assert "V. Hale" not in text
    else:
        text = all_text(data)
        assert "withheld under 5 U.S.C. 552" in text
    assert PERSON in text.replace("\n", " ")
    for secret in ("Okafor", "Quill", "example.gov"):
        assert secret not in text


def test_nothing_is_withheld_unless_asked(workspace: Workspace) -> None:
    training = two_offices(workspace)
    data = workspace.read(attendance_list, ListRequest(ListScope(training)), workspace.clock.now())
    assert PERSON not in all_text(data)


def test_a_sign_in_sheet_is_of_one_training(workspace: Workspace) -> None:
    two_offices(workspace)
    builders.a_training(workspace, "Training 3")
    with pytest.raises(RuleBroken, match="of one training"):
        workspace.read(attendance_list, ListRequest(ListScope(), ListFormat.SIGN_IN), workspace.clock.now())


def test_the_preview_is_what_the_list_will_say(workspace: Workspace) -> None:
    training = two_offices(workspace)
    request = ListRequest(ListScope(training), ListFormat.PDF, (ListColumn.NUMBER, ListColumn.NAME), is_redacted=True)
    titles, rows, people = workspace.read(preview, request, 2)
    assert (titles, rows, people) == (("No.", "Name"), [["1", PERSON], ["2", PERSON]], 7)


def test_columns_are_known_by_their_words() -> None:
    assert columns_named("name, MARK") == (ListColumn.NAME, ListColumn.MARK)
    with pytest.raises(RuleBroken, match="There is no column “birthday”"):
        columns_named("name,birthday")


def test_a_redacted_file_says_so_in_its_name() -> None:
    assert file_name("Training 1/2", ListFormat.XLSX, is_redacted=True) == "Training 1_2 - attendance redacted.xlsx"
