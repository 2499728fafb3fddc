import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.errors import AlreadyOpen, DatabaseRefused, RuleBroken, StoreTrouble
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.store import opening
from coordinator.store.engine import open_engine


def test_a_new_database_asks_for_nothing(workspace: Workspace) -> None:
    from coordinator.views.offices import offices
    from coordinator.views.settings import unit_settings

    assert len(workspace.read(offices)) == 30
    assert workspace.read(unit_settings).close_of_business.hour == 17


def test_every_connection_is_set_up_for_durability(database: Path) -> None:
    with open_engine(database).connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["truncate", 3, 1, 0]


def test_a_second_instance_is_refused_by_name(database: Path, workspace: Workspace) -> None:
    with pytest.raises(AlreadyOpen, match=r"already open by .+ on .+ \(process \d+\)"):
        Workspace.open(database, actor="other")


def test_a_second_instance_may_read(database: Path, workspace: Workspace) -> None:
    with Workspace.open(database, actor="other", read_only=True) as reader:
        assert reader.verify().fault is None
        with pytest.raises(RuleBroken, match="read only"):
            reader.change(change_settings, {"unit_name": "X"})


def test_the_lock_is_free_after_closing(database: Path) -> None:
    Workspace.open(database, actor="one").close()
    Workspace.open(database, actor="two").close()


def _random_bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _planted_trigger(path: Path) -> None:
    _run(path, "CREATE TRIGGER planted AFTER UPDATE ON office BEGIN DELETE FROM setting; END")


def _dropped_trigger(path: Path) -> None:
    _run(path, "DROP TRIGGER license_pool_insert")


def _newer(path: Path) -> None:
    _run(path, "UPDATE alembic_version SET version_num = '9999_future'")


def _two_heads(path: Path) -> None:
    _run(path, "INSERT INTO alembic_version VALUES ('0000')")


def _torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:20480] = bytes(12288)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_random_bytes, "not a database of this program"),
        (_empty, "not a database of this program"),
        (_other_program, "not one of this program"),
        (_planted_trigger, "not those that the program made"),
        (_dropped_trigger, "not those that the program made"),
        (_newer, "newer version of the program"),
        (_two_heads, "does not say which version"),
        (_torn, "damaged"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_and_left_as_it_is(
    database: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(database)
    before = database.read_bytes()
    with pytest.raises(StoreTrouble, match=sentence):
        Workspace.open(database, actor="J")
    assert database.read_bytes() == before


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="There is no database"):
        Workspace.open(tmp_path / "none.db", actor="J")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="There is no database"):
        Workspace.open(tmp_path, actor="J")


def test_an_existing_file_is_never_overwritten_by_a_new_database(database: Path) -> None:
    with pytest.raises(StoreTrouble, match="already a file"):
        Workspace.create(database, actor="J")


def test_a_database_whose_tail_was_cut_does_not_agree_with_its_backup(database: Path) -> None:
    older = database.read_bytes()
    with Workspace.open(database, actor="J") as workspace:
        workspace.change(change_settings, {"unit_name": "Renamed"})
    database.write_bytes(older)
    with pytest.raises(DatabaseRefused, match="does not agree with its newest backup"):
        Workspace.open(database, actor="J")


def test_the_header_is_checked_before_sqlite_sees_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 84)
    with pytest.raises(DatabaseRefused):
        opening.open_checked(path, datetime.now(UTC))
