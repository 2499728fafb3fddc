"""Connections to one SQLite file, set up so that a power cut loses nothing that was acknowledged.

`journal_mode=TRUNCATE` with `synchronous=EXTRA` lost no acknowledged commit in a simulation of 1,200 power cuts,
where SQLite's defaults lost 222 of 600 (decision 0002). Python's own transaction handling is switched off, because
it leaves DDL outside of transactions: SQLAlchemy sends BEGIN itself, IMMEDIATE for writers.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from coordinator.errors import StoreTrouble

APPLICATION_ID = 0x43334C43  # "C3LC", in the file's header
WRITER = {"coordinator_begin": "IMMEDIATE"}


def open_engine(path: Path, *, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """An engine on the file at `path`. Raises StoreTrouble when the connection cannot be set up as it must be."""

    def connect() -> sqlite3.Connection:
        mode = "ro" if read_only else "rwc"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
        _configure(connection, read_only=read_only, foreign_keys=foreign_keys)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=4)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, *, read_only: bool, foreign_keys: bool) -> None:
    pragmas: dict[str, Any] = {
        "busy_timeout": 5000,
        "foreign_keys": int(foreign_keys),
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "cache_size": -65536,
        "temp_store": 2,
        "synchronous": 3,
    }
    if sys.platform == "darwin":
        pragmas["fullfsync"] = 1
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name}={value}")
    if read_only:
        return
    (mode,) = connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
    if mode != "truncate":
        raise StoreTrouble(f"The database could not be opened safely: its journal mode is {mode}, not truncate.")


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("coordinator_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")
