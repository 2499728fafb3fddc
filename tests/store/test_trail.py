"""What the audit trail shows when somebody edits the file behind the program's back."""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken, StoreTrouble
from coordinator.model import Office, Product
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.store import backup, trail
from coordinator.store.engine import open_engine
from coordinator.store.unit_of_work import UnitOfWork


@pytest.fixture
def busy(workspace: Workspace) -> Workspace:
    for place in range(6):
        workspace.change(change_settings, {"unit_name": f"Unit {place}"})
    return workspace


def _attack(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE tbl_name = 'audit_entry'")]
    for name in names:
        if name.startswith("audit_entry_"):
            connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET label = 'Nothing' WHERE id = 4", "Entry 4 .* changed"),
        ("UPDATE audit_entry SET actor = 'somebody' WHERE id = 3", "Entry 3 .* changed"),
        ("UPDATE audit_entry SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 5", "Entry 5 .* changed"),
        (
            "UPDATE audit_entry SET changes = (SELECT changes FROM audit_entry WHERE id = 2) WHERE id = 5",
            "Entry 5 .* changed",
        ),
        ("DELETE FROM audit_entry WHERE id = 4", "Entry 4 .* missing"),
        ("DELETE FROM audit_entry WHERE id = 1", "Entry 1 .* missing"),
    ],
)
def test_a_changed_or_removed_entry_shows(busy: Workspace, tmp_path: Path, statement: str, fault: str) -> None:
    copy = tmp_path / "attacked.db"
    copy.write_bytes(busy.path.read_bytes())
    assert _verify(copy) is None
    _attack(copy, "PRAGMA foreign_keys = OFF", statement)
    assert re.search(fault, _verify(copy) or "")
    with pytest.raises(StoreTrouble, match="not sound"):
        backup.make(copy, busy.clock.now())


def _verify(path: Path) -> str | None:
    engine = open_engine(path, read_only=True)
    with Session(engine) as session:
        fault = trail.verify(session).fault
    engine.dispose()
    return fault


def test_the_file_itself_refuses_to_change_the_trail(busy: Workspace) -> None:
    connection = sqlite3.connect(busy.path)
    for statement in ("UPDATE audit_entry SET label = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            connection.execute(statement)
    connection.close()


def test_a_change_without_a_description_is_a_bug(workspace: Workspace) -> None:
    def forgetful(uow: UnitOfWork) -> None:
        uow.add(Product(name="Another"))

    with pytest.raises(TypeError, match="without describing"):
        workspace.change(forgetful)


def test_a_write_that_the_trail_cannot_see_is_a_bug(workspace: Workspace) -> None:
    def sneaky(uow: UnitOfWork) -> None:
        uow.session.execute(update(Office).values(name="x"))

    with pytest.raises(TypeError, match="audit trail"):
        workspace.change(sneaky)


def test_a_refused_change_writes_no_entry(workspace: Workspace) -> None:
    before = workspace.verify().entries
    with pytest.raises(RuleBroken):
        workspace.change(change_settings, {"unit_time_zone": "Mars/Olympus"})
    assert workspace.verify().entries == before


def test_a_change_that_changes_nothing_writes_no_entry(workspace: Workspace) -> None:
    before = workspace.verify().entries
    workspace.change(change_settings, {"unit_name": "Cyber Crimes Center"})
    assert workspace.verify().entries == before
