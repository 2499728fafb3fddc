from pathlib import Path

import pytest

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Designee
from coordinator.services.acknowledgment_forms import form_for, write_forms
from coordinator.services.designees import edit_designee
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from tests.documents.reading import all_text
from tests.license_unit import database_of_unit

PTA = 1


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    return path


def test_a_form_is_made_of_what_is_on_record(workspace: Workspace) -> None:
    name, data = workspace.read(form_for, PTA, 1)
    text = all_text(data)
    assert name == "Okafor_ Dana R - Privacy Threshold Analysis version 1.pdf"
    assert "Acknowledgment of Privacy Threshold Analysis" in text
    assert "Dana R. Okafor" in text
    assert "SAC Denver" in text
    assert "8ce0e1f9 3328dca3" in text
    assert workspace.read(form_for, PTA, 1) == (name, data)


def test_everyone_gets_a_file_of_their_own_even_under_one_name(workspace: Workspace, tmp_path: Path) -> None:
    workspace.change(edit_designee, 2, "name", "OKAFOR, DANA R")
    folder = tmp_path / "forms"
    seen: list[tuple[int, int, str]] = []
    written = write_forms(workspace, PTA, [1, 2, 2, 3], folder, lambda *said: seen.append(said))
    assert written == (3, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "Lindqvist_ Per - Privacy Threshold Analysis version 1.pdf",
        "Okafor_ Dana R - Privacy Threshold Analysis version 1 (2).pdf",
        "Okafor_ Dana R - Privacy Threshold Analysis version 1.pdf",
    ]
    assert seen == [(0, 3, "Dana R. Okafor"), (1, 3, "Dana R. Okafor"), (2, 3, "Per Lindqvist")]


def test_what_was_written_before_a_stop_stays(workspace: Workspace, tmp_path: Path) -> None:
    def stop_after_one(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled("Stopped.")

    assert write_forms(workspace, PTA, [1, 2, 3], tmp_path / "forms", stop_after_one) == (1, tmp_path / "forms")
    assert len(list((tmp_path / "forms").iterdir())) == 1


def test_a_name_that_cannot_be_printed_stops_the_batch_before_the_first_form(
    workspace: Workspace, tmp_path: Path
) -> None:
    def rename(uow: UnitOfWork) -> None:
        uow.get(Designee, 3).last_name = "李"
        uow.describe("Rename")

    workspace.change(rename)
    with pytest.raises(RuleBroken, match="李, Per: The name “Per 李” has characters"):
        write_forms(workspace, PTA, [1, 3], tmp_path / "forms")
    assert not (tmp_path / "forms").exists()
    with pytest.raises(RuleBroken, match="Choose the people first"):
        write_forms(workspace, PTA, [], tmp_path / "forms")
    with pytest.raises(RuleBroken, match="version is not on record"):
        workspace.read(form_for, 999, 1)
    with pytest.raises(RuleBroken, match="not on record any more"):
        workspace.read(form_for, PTA, 999)
