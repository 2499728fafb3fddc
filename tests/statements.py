"""One store of compiled SQL for all databases of a test run.

Every test opens a database of its own, and SQLAlchemy would write out the same statements for each of them: a fifth of
the whole run. All our engines speak one dialect with the same settings, so what was written for one fits the others.
"""

from typing import Any

from sqlalchemy import util
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine

MOST = 4000


def _is_same(one: object, other: object) -> bool:
    return type(one) is type(other)


def _of_kind(one: object) -> int:
    return hash(type(one))


def share_statements() -> None:
    """From now on, in this process."""
    shared: Any = util.LRUCache(MOST)
    original = Engine.__init__

    def begin(engine: Engine, *arguments: Any, **named: Any) -> None:
        original(engine, *arguments, **named)
        engine._compiled_cache = shared

    for name, method in (("__eq__", _is_same), ("__hash__", _of_kind)):
        setattr(SQLiteDialect_pysqlite, name, method)
    setattr(Engine, "__init__", begin)  # noqa: B010 - its parameters are SQLAlchemy's own affair
