"""Models, migrations and fingerprints agree, and a migration happens wholly or not at all."""

import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from coordinator.model import Base
from coordinator.store import schema
from coordinator.store.engine import APPLICATION_ID, open_engine
from coordinator.store.triggers import SQLITE_TRIGGERS

GOLDEN = Path(__file__).parents[1] / "golden"


def test_models_and_migrations_agree(database: Path) -> None:
    with open_engine(database).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_table_is_strict(database: Path) -> None:
    connection = sqlite3.connect(database)
    strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
    connection.close()
    ours = set(Base.metadata.tables)
    assert {name for name in ours if not strict[name]} == set()


def test_the_file_holds_every_check_of_the_models(database: Path) -> None:
    # Alembic does not compare CHECKs, so their names are looked for in the file itself.
    connection = sqlite3.connect(database)
    sql = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    connection.close()
    missing = [
        str(check.name)
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if check.name and str(check.name) not in sql[table.name] and not str(check.name).startswith("pk_")
    ]
    assert missing == []


def test_the_file_holds_every_trigger(database: Path) -> None:
    connection = sqlite3.connect(database)
    found = {row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")}
    connection.close()
    assert found == set(SQLITE_TRIGGERS)


def test_every_revision_has_its_fingerprint() -> None:
    assert set(json.loads(schema.FINGERPRINTS.read_text(encoding="utf-8"))) == schema.known_revisions()


def test_the_file_carries_the_application_id(database: Path) -> None:
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


def test_a_failing_migration_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.db"

    original = command.upgrade

    def upgrade_then_fail(config: Config, revision: str) -> None:
        original(config, revision)
        raise RuntimeError("power cut")

    monkeypatch.setattr(command, "upgrade", upgrade_then_fail)
    with pytest.raises(RuntimeError):
        schema.upgrade(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    connection.close()


LICENSES = {
    "database-0001.db": 5,
    "database-0002.db": 5,
    "database-0003.db": 5,
    "database-0004.db": 34,
    "database-0005.db": 5,
}


def test_each_release_left_a_database() -> None:
    assert {path.name for path in GOLDEN.glob("database-*.db")} == set(LICENSES)


@pytest.mark.parametrize("name", LICENSES)
def test_a_database_of_each_release_opens_and_verifies(name: str, tmp_path: Path) -> None:
    from coordinator.services.workspace import Workspace
    from coordinator.views.licenses import licenses

    path = tmp_path / name
    path.write_bytes((GOLDEN / name).read_bytes())
    with Workspace.open(path, actor="J") as workspace:
        assert workspace.verify().fault is None
        assert len(workspace.read(licenses)) == LICENSES[name]


def test_what_an_earlier_release_recorded_can_still_be_undone_and_redone(tmp_path: Path) -> None:
    from coordinator.services.workspace import Workspace

    path = tmp_path / "database-0002.db"
    path.write_bytes((GOLDEN / path.name).read_bytes())
    with Workspace.open(path, actor="J") as workspace:
        undone = [workspace.undo()[0] for _ in range(4)]
        assert "Draft 1 solicitation of 0312-26" in undone
        assert [workspace.redo()[0] for _ in range(4)] == undone[::-1]
        assert workspace.verify().fault is None


def test_what_an_earlier_release_issued_is_still_known_to_be_genuine(tmp_path: Path) -> None:
    from coordinator.rules.verification import Verdict
    from coordinator.services.papers import stored_file
    from coordinator.services.verification import verify_file
    from coordinator.services.workspace import Workspace
    from coordinator.views.issued_papers import issued_papers
    from coordinator.views.signatures import signatures

    path = tmp_path / "database-0005.db"
    path.write_bytes((GOLDEN / path.name).read_bytes())
    with Workspace.open(path, actor="J", read_only=True) as workspace:
        verdicts = Counter[Verdict]()
        issued = [row.file_id for row in workspace.read(issued_papers)]
        for file_id in (*issued, *(row.file_id for row in workspace.read(signatures))):
            name, data = workspace.read(stored_file, file_id)
            # With a byte behind its end it is no longer the very file: now the code and the pages speak.
            found = [workspace.read(verify_file, name, each).verdict for each in (data, data + b"\n")]
            assert len(set(found)) == 1 or b"/ByteRange" in data
            verdicts[found[0]] += 1
    assert verdicts == {Verdict.GENUINE: 10, Verdict.SUPERSEDED: 1, Verdict.REVOKED: 2}
