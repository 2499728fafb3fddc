"""The order in which a database is opened, so that a damaged, foreign or newer file is never written to.

1 lock; 2 header; 3 read-only: quick check, revision, fingerprint; 4 unknown newer revision: refuse; 5 older one:
back up, upgrade a copy, check it, swap; 6 audit head against the anchor outside of the file; 7 open for writing.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from coordinator.errors import DatabaseRefused, StoreTrouble
from coordinator.model import AuditEntry
from coordinator.store import backup, schema
from coordinator.store.engine import APPLICATION_ID, open_engine
from coordinator.store.lock import WriterLock
from coordinator.store.refusals import refused_in_words

MAGIC = b"SQLite format 3\x00"


def create_file(path: Path) -> None:
    """Make an empty database at `path`: built beside it, then moved there whole. Raises StoreTrouble."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise StoreTrouble(f"There is already a file called {path.name} in this folder. Choose another name.")
        with refused_in_words():
            schema.upgrade(draft)
        draft.replace(path)
    except OSError as error:
        raise StoreTrouble(f"The database could not be made: {error.strerror or error}.") from error
    finally:
        draft.unlink(missing_ok=True)


def open_checked(path: Path, now: datetime, *, read_only: bool = False) -> tuple[Engine, WriterLock | None]:
    """An engine on a sound database, and the lock that is held with it. Raises the StoreTrouble family."""
    if not path.is_file():
        raise StoreTrouble(f"There is no database at {path}.")
    lock = None if read_only else WriterLock(path)
    if lock:
        lock.acquire()
    try:
        check_header(path)
        with refused_in_words():
            revision = inspect_file(path)
            if revision != schema.newest_revision():
                if read_only:
                    raise DatabaseRefused(
                        "The database is of an older version. Open it for writing once to upgrade it."
                    )
                upgrade_file(path, now)
        return open_engine(path, read_only=read_only), lock
    except BaseException:
        if lock:
            lock.release()
        raise


def check_header(path: Path) -> None:
    """Refuse what is not a database of this program, by its first 100 bytes."""
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(MAGIC):
        raise DatabaseRefused(f"{path.name} is not a database of this program.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise DatabaseRefused(f"{path.name} is a database, but not one of this program.")


def inspect_file(path: Path) -> str:
    """Check the file without writing; returns its revision. A hot journal needs a writer, so one is tried first."""
    read_only = not path.with_name(path.name + "-journal").exists()
    engine = open_engine(path, read_only=read_only)
    try:
        with engine.connect() as connection:
            return _inspect(connection, path)
    finally:
        engine.dispose()


def _inspect(connection: Connection, path: Path) -> str:
    (answer,) = connection.exec_driver_sql("PRAGMA quick_check(1)").one()
    if answer != "ok":
        raise DatabaseRefused(f"{path.name} is damaged ({answer}). Restore the newest backup.")
    revision = schema.revision_of(connection)
    if schema.fingerprint(connection) != schema.expected_fingerprint(revision):
        raise DatabaseRefused(
            f"The tables or triggers of {path.name} are not those that the program made. It was not opened; "
            "restore a backup."
        )
    if revision == schema.newest_revision():
        _compare_anchor(connection, path)
    return revision


def _compare_anchor(connection: Connection, path: Path) -> None:
    anchor = backup.anchor(path)
    if anchor is None or anchor.sequence == 0:
        return
    with Session(connection) as session:
        found = session.scalar(select(AuditEntry.hash).where(AuditEntry.id == anchor.sequence))
    if found != anchor.hash:
        raise DatabaseRefused(
            f"The audit trail of {path.name} does not agree with its newest backup: entries were removed or replaced. "
            "If you put an older copy in its place, move the newer backups to another folder first."
        )


def upgrade_file(path: Path, now: datetime) -> None:
    """Back up, upgrade a copy, check the copy, and put it in the place of the original."""
    kept = path.with_name(f"{path.stem} before upgrade {now.strftime(backup.STAMP)}.db")
    copy = path.with_name(f".{path.name}.{os.getpid()}.upgrade")
    try:
        shutil.copyfile(path, kept)
        shutil.copyfile(path, copy)
        schema.upgrade(copy)
        inspect_file(copy)
        copy.replace(path)
    except OSError as error:
        raise StoreTrouble(
            f"The database could not be upgraded: {error.strerror or error}. It is as it was."
        ) from error
    finally:
        copy.unlink(missing_ok=True)
