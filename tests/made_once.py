"""What many tests start from is made by the services once a run, and then copied into their databases."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar, cast

from coordinator.services.workspace import Workspace
from coordinator.store.trail import head

P = ParamSpec("P")
R = TypeVar("R")
Builder = Callable[Concatenate[Workspace, P], R]


class Movable(Protocol):
    """A clock that stands until it is moved."""

    moment: datetime

    def move_to(self, moment: datetime) -> None: ...


class Made(NamedTuple):
    """The database afterwards, what the builder returned, and where it left the clock."""

    database: bytes
    result: Any
    moment: datetime


_made: dict[object, Made] = {}


def made_once(build: Builder[P, R]) -> Builder[P, R]:
    """From the same state (the head of the audit trail vouches for it) in the same second: the copy of what was made.

    A workspace whose clock does not stand still is built anew each time.
    """

    @wraps(build)
    def copied(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not hasattr(workspace.clock, "move_to"):
            return build(workspace, *args, **kwargs)
        clock = cast("Movable", workspace.clock)
        second = clock.moment.replace(microsecond=0)
        key = (build.__name__, workspace.read(head), workspace.actor, second, repr((args, kwargs)))
        if key not in _made:
            result = build(workspace, *args, **kwargs)
            _made[key] = Made(workspace.path.read_bytes(), result, clock.moment)
            return result
        made = _made[key]
        _copy(made.database, workspace)
        clock.move_to(max(clock.moment, made.moment))
        return cast("R", made.result)

    return copied


def _copy(database: bytes, workspace: Workspace) -> None:
    """Page by page beside the open engine, as a backup is restored."""
    with closing(sqlite3.connect(":memory:")) as source, closing(sqlite3.connect(workspace.path)) as target:
        source.deserialize(database)
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)
    workspace._changed = True
