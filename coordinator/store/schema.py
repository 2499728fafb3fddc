"""Migrations and the fingerprint of what they must have made."""

import hashlib
import json
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from coordinator.errors import DatabaseRefused
from coordinator.store.engine import APPLICATION_ID, open_engine

FOLDER = Path(__file__).parent / "migrations"
FINGERPRINTS = FOLDER / "fingerprints.json"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


@cache
def _scripts() -> ScriptDirectory:
    """Read once: Alembic compiles every migration anew each time it is asked, which is most of opening a database."""
    return ScriptDirectory.from_config(_config())


def newest_revision() -> str:
    return _scripts().get_heads()[0]


def known_revisions() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def revision_of(connection: Connection) -> str:
    """The one revision that the file says it is at. Raises DatabaseRefused for none, several or an unknown one."""
    heads = MigrationContext.configure(connection).get_current_heads()
    if len(heads) != 1:
        raise DatabaseRefused("The database does not say which version of the program made it. Restore a backup.")
    if heads[0] not in known_revisions():
        raise DatabaseRefused(
            "The database was made by a newer version of the program. Install that version, or open a backup."
        )
    return heads[0]


def upgrade(path: Path, to: str = "head") -> None:
    """Bring the file to the newest revision, in one transaction: wholly or not at all.

    Foreign keys are off meanwhile, because rebuilding a parent table with them on deletes its children; they are
    checked before the commit.
    """
    engine = open_engine(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise DatabaseRefused("The upgrade would break references between records. Nothing was changed.")
    finally:
        engine.dispose()


def fingerprint(connection: Connection) -> str:
    """SHA-256 over the SQL of every table, index, trigger and view in the file."""
    rows = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    )
    text = json.dumps([list(row) for row in rows], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def expected_fingerprint(revision: str) -> str:
    fingerprints: dict[str, str] = json.loads(FINGERPRINTS.read_text(encoding="utf-8"))
    return fingerprints[revision]
