"""Files from disk: read, offices guessed, batches."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator.exchange.nomination_workbook import WorkbookFacts, write_nomination_workbook
from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.services.intake import OfficeFile, read_nomination_files, take_nominations
from coordinator.services.nominations import ReceivedFile
from coordinator.services.office_words import office_in, office_named
from coordinator.services.workspace import Workspace
from coordinator.views.offices import offices
from coordinator.views.taskings import nominations
from tests import builders

AT = datetime(2026, 10, 20, 15, tzinfo=UTC)


def test_our_own_workbook_tells_its_office_by_its_key(workspace: Workspace, tmp_path: Path) -> None:
    facts = WorkbookFacts(
        "Unit", "0312-26", "Licenses", "SEA", "SAC Seattle", "America/Los_Angeles", 5, AT, "America/New_York"
    )
    path = tmp_path / "DEN answer.xlsx"
    path.write_bytes(write_nomination_workbook(facts))
    (read,) = read_nomination_files([path], workspace.read(offices))
    assert (read.office_id, read.why) == (workspace.read(builders.office_id, "SEA"), "by its own key")


def test_a_table_that_names_nobody_can_still_be_chosen_about(workspace: Workspace, tmp_path: Path) -> None:
    table, prose = tmp_path / "table.csv", tmp_path / "empty.csv"
    table.write_text("Who,Box\nJane,12\n")
    prose.write_bytes(b"")
    found = read_nomination_files([table, prose], workspace.read(offices))
    assert [(bool(read.data), read.content, bool(read.refusal)) for read in found] == [
        (True, None, True),
        (False, None, True),
    ]


def test_the_day_of_receipt_tells_day_from_month(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "DEN.csv"
    path.write_text("Name,E-mail,Course completed\nJane Okafor,jane@example.gov,12/3/2026\n")
    (read,) = read_nomination_files([path], workspace.read(offices), date(2026, 10, 20))
    assert read.content is not None
    assert read.content.entries[0].course_completed_on == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SAC Denver", "DEN"), ("den", "DEN"), ("Denver field office", "DEN"), ("HSI BUF", "BUF"), ("Basement", None),
        ("San Jose", None), ("", None),
    ],
)  # fmt: skip
def test_a_cell_names_an_office_by_name_or_code(workspace: Workspace, text: str, code: str | None) -> None:
    found = office_named(text, workspace.read(offices))
    assert found == (workspace.read(builders.office_id, code) if code else None)


def test_a_file_name_names_an_office_by_a_code_in_small_letters_too(workspace: Workspace) -> None:
    assert office_in("nominations_den_final", workspace.read(offices)) == workspace.read(builders.office_id, "DEN")


def test_a_batch_is_one_step(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    batch = []
    for code, name in (("DEN", "Okafor, Dana"), ("SEA", "Reyes, Marisol")):
        data = builders.nomination_csv([name])
        content = read_nominations(read_workbook(f"{code}.csv", data))
        batch.append(
            OfficeFile(workspace.read(builders.office_id, code), ReceivedFile(f"{code}.csv", data, AT), content)
        )
    results = workspace.change(take_nominations, tasking_id, batch)[0]
    assert [result.new for result in results] == [1, 1]
    assert workspace.history()[0] == "Import nominations of 2 offices"
    workspace.undo()
    assert workspace.read(nominations, tasking_id) == ()
