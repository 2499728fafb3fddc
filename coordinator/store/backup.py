"""Backups: made from a live database, checked, with a manifest beside each, thinned, and restored.

Policy: all of the last two days, then 12 daily, 10 weekly and 9 monthly ones; the newest is never removed.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from coordinator.errors import DatabaseRefused, StoreTrouble
from coordinator.store import trail
from coordinator.store.engine import open_engine

DAILY, WEEKLY, MONTHLY = 12, 10, 9
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    made_at: datetime
    sequence: int


def folder_of(database: Path) -> Path:
    return database.with_name(database.stem + " backups")


def make(database: Path, now: datetime) -> Backup:
    """Write a checked copy beside the database. Raises StoreTrouble when it cannot be written or is not sound."""
    folder = folder_of(database)
    draft = folder / f".{os.getpid()}.draft"
    try:
        folder.mkdir(exist_ok=True)
        draft.unlink(missing_ok=True)
        _vacuum_into(database, draft)
        check = _checked(draft)
        target = folder / f"{database.stem} {now.astimezone(UTC).strftime(STAMP)} {check.head}.db"
        _write_manifest(draft, target, check)
        draft.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreTrouble(f"The backup could not be written: {error}. The database itself is as it was.") from error
    finally:
        draft.unlink(missing_ok=True)
    thin(database)
    return Backup(target, now, check.head.sequence)


def _vacuum_into(database: Path, target: Path) -> None:
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
    finally:
        source.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _checked(path: Path) -> trail.Check:
    engine = open_engine(path, read_only=True)
    try:
        with Session(engine) as session:
            (answer,) = session.connection().exec_driver_sql("PRAGMA integrity_check").one()
            check = trail.verify(session)
    finally:
        engine.dispose()
    if answer != "ok" or check.fault:
        raise StoreTrouble(f"The backup is not sound ({check.fault or answer}). Check the database with “verify”.")
    return check


def _write_manifest(draft: Path, target: Path, check: trail.Check) -> None:
    manifest = {
        "sha256": hashlib.sha256(draft.read_bytes()).hexdigest(),
        "sequence": check.head.sequence,
        "hash": check.head.hash.hex(),
    }
    target.with_suffix(".json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def existing(database: Path) -> list[Backup]:
    """The backups of this database, oldest first; only files whose name parses count."""
    found = [backup for path in folder_of(database).glob("*.db") if (backup := _parsed(path))]
    return sorted(found, key=lambda backup: (backup.sequence, backup.made_at))


def _parsed(path: Path) -> Backup | None:
    parts = path.stem.split(" ")
    try:
        made_at = datetime.strptime(parts[-2], STAMP).replace(tzinfo=UTC)
        return Backup(path, made_at, int(parts[-1].partition("-")[0]))
    except (IndexError, ValueError):
        return None


def anchor(database: Path) -> trail.Head | None:
    """The newest head of the audit trail known outside of the database; None without backups."""
    for backup in reversed(existing(database)):
        try:
            manifest = json.loads(backup.path.with_suffix(".json").read_text(encoding="utf-8"))
            return trail.Head(int(manifest["sequence"]), bytes.fromhex(manifest["hash"]))
        except (OSError, ValueError, KeyError):
            continue
    return None


def to_keep(backups: Iterable[Backup]) -> set[Backup]:
    """Which of the backups the policy keeps."""
    newest_first = sorted(backups, key=lambda b: (b.made_at, b.sequence), reverse=True)
    if not newest_first:
        return set()
    recent = newest_first[0].made_at - timedelta(days=2)
    keep = {newest_first[0]} | {b for b in newest_first if b.made_at >= recent}
    older = [b for b in newest_first if b.made_at < recent]
    for count, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        latest: dict[str, Backup] = {}
        for backup in older:
            latest.setdefault(backup.made_at.strftime(period), backup)
        keep |= set(list(latest.values())[:count])
    return keep


def thin(database: Path) -> None:
    backups = existing(database)
    for backup in set(backups) - to_keep(backups):
        backup.path.unlink(missing_ok=True)
        backup.path.with_suffix(".json").unlink(missing_ok=True)


def restore(backup: Path, database: Path, now: datetime) -> Path:
    """Put a copy of the backup in the place of the database; returns where the old file was kept."""
    if _sha256(backup) != json.loads(backup.with_suffix(".json").read_text(encoding="utf-8"))["sha256"]:
        raise DatabaseRefused("This backup was changed since it was made. Choose another one.")
    draft = database.with_name(database.name + ".restored")
    draft.write_bytes(backup.read_bytes())
    aside = database.with_name(f"{database.stem} before restore {now.astimezone(UTC).strftime(STAMP)}.db")
    if database.exists():
        database.replace(aside)
    draft.replace(database)
    return aside


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
