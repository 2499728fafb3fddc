"""One change: what a service did, its audit entry and its commit, in one transaction.

Leaving the `with` block without `commit` is the rollback. Every attribute changed is recorded, before and after; the
audit entry is that record, undo is its inverse applied as a new change, "as of" reads it backwards.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from types import TracebackType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Engine, Select, Table, select, text
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Base, Setting, StoredFile
from coordinator.rules.vocabulary import Area, EntryKind
from coordinator.store import trail
from coordinator.store.change_set import ChangeSet, Group, as_it_is, bind_of, default_of, recorded_columns
from coordinator.store.clock import Clock
from coordinator.store.collector import collection_held_back
from coordinator.store.engine import WRITER
from coordinator.store.keys import KeyFolder, usual_folder
from coordinator.store.recorder import Recorder
from coordinator.store.refusals import refused_in_words

EntityT = TypeVar("EntityT", bound=Base)
UNIT_ZONE = "unit.time_zone"


class UnitOfWork:
    """What a service works with: entities in, entities out, the actor, the moment. Services never commit."""

    def __init__(self, engine: Engine, actor: str, clock: Clock, keys: KeyFolder | None = None) -> None:
        self.actor = actor
        self.keys = keys or KeyFolder(usual_folder())
        self.now: datetime = clock.now()
        self._engine = engine
        self._label = ""
        self._undoable = True
        self._kind = EntryKind.CHANGE
        self._of_id: int | None = None

    def __enter__(self) -> "UnitOfWork":
        with refused_in_words():
            self._connection = self._engine.connect().execution_options(**WRITER)
            self.session = Session(self._connection, expire_on_commit=False, autoflush=True)
            self._recorder = Recorder(self.session)
            try:
                self.session.connection()
            except BaseException:
                self._close()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        self.session.rollback()
        self.session.close()
        self._connection.close()

    @cached_property
    def today(self) -> date:
        """The calendar day in the unit's zone."""
        # Asked in the middle of setting fields, so it must not flush a row that is half set.
        with self.session.no_autoflush:
            zone = self.session.scalar(select(Setting.value).where(Setting.key == UNIT_ZONE))
        return self.now.astimezone(ZoneInfo(zone or "UTC")).date()

    def describe(self, label: str, *, undoable: bool = True) -> None:
        """Name the change as the Edit menu says it, such as "Move DOE, JANE to Training 3".

        What was issued is not undoable: it is revoked, superseded or cancelled instead.
        """
        self._label, self._undoable = label, undoable

    def as_inverse_of(self, entry_id: int, kind: EntryKind) -> None:
        self._of_id, self._kind = entry_id, kind

    def add(self, entity: EntityT) -> EntityT:
        """Insert the entity; its id is known afterwards."""
        with refused_in_words():
            self.session.add(entity)
            self.session.flush()
        return entity

    def delete(self, entity: Base) -> None:
        with refused_in_words():
            self.session.delete(entity)
            self.session.flush()

    def flush(self) -> None:
        with refused_in_words():
            self.session.flush()

    def get(self, entity: type[EntityT], row_id: int) -> EntityT:
        """The entity with this id. Raises RuleBroken when there is none (any more)."""
        found = self.session.get(entity, row_id)
        if found is None:
            raise RuleBroken(f"This {entity.__tablename__.replace('_', ' ')} is no longer there. Refresh the page.")
        return found

    def all(self, query: Select[EntityT]) -> Sequence[EntityT]:
        with refused_in_words():
            return self.session.scalars(query).all()

    def first(self, query: Select[EntityT]) -> EntityT | None:
        with refused_in_words():
            return self.session.scalars(query.limit(1)).first()

    @collection_held_back()
    def insert_rows(self, entity: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert many rows at once, recorded like any other change; returns their ids in order."""
        if not rows:
            return []
        table = entity.__table__
        assert isinstance(table, Table)
        with refused_in_words():
            self.session.flush()
            first = self._next_id(table)
            ids = range(first, first + len(rows))
            columns = recorded_columns(table)
            names = tuple(column.name for column in columns)
            stored = list(zip(ids, *(_stored_values(column, rows) for column in columns), strict=True))
            # Values are in their stored form already and the driver takes tuples as they are: four times as fast as
            # passing a hundred thousand rows through the types and the compiler.
            marks = ", ".join("?" * (len(names) + 1))
            statement = f"INSERT INTO {table.name} (id, {', '.join(names)}) VALUES ({marks})"
            self.session.connection().exec_driver_sql(statement, stored)
        self._recorder.changes.note_all(Group(table.name, "+", names, dict(zip(ids, stored, strict=True))))
        return list(ids)

    def _next_id(self, table: Table) -> int:
        """The first id that was never given out. Safe, because a writer holds the database alone."""
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return (self.session.connection().execute(query, {"name": table.name}).scalar() or 0) + 1

    def keep_file(self, name: str, media_type: str, content: bytes) -> StoredFile:
        """Keep the bytes; the same bytes are kept once."""
        digest = hashlib.sha256(content).hexdigest()
        known = self.first(select(StoredFile).where(StoredFile.sha256 == digest))
        return known or self.add(
            StoredFile(
                sha256=digest,
                name=name,
                media_type=media_type,
                size=len(content),
                kept_at=self.now,
                content=content,
            )
        )

    @property
    def changes(self) -> ChangeSet:
        return self._recorder.changes

    @property
    def head(self) -> trail.Head:
        """The end of the audit trail before this change."""
        return trail.head(self.session)

    def commit(self, verb: str) -> Area:
        """Write the audit entry and commit; returns what was touched. Nothing changed: nothing written."""
        with refused_in_words():
            self.session.flush()
            changes = self._recorder.changes
            if not changes:
                return Area.nothing()
            if not self._label:
                raise TypeError(f"{verb} changed rows without describing what it did")
            areas = areas_of(changes.tables())
            facts = trail.EntryFacts(
                self.now, self.actor, verb, self._label, self._kind, self._of_id, self._undoable, areas.value
            )
            trail.append(self.session, facts, changes)
            self.session.commit()
        return areas


def areas_of(tables: set[str]) -> Area:
    areas = Area.nothing()
    for name in tables:
        areas |= Base.metadata.tables[name].info["area"]
    return areas


def _stored_values(column: Column[Any], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What each row has in this column, or its default, as it stands in the file."""
    name, default, bind = column.name, default_of(column), bind_of(column)
    values = [row.get(name, default) for row in rows]
    if bind is as_it_is:
        return values
    # By identity: rows of one import share their words and moments, and equal moments may differ in their fold.
    bound = {key: bind(value) for key, value in {id(value): value for value in values}.items()}
    return [bound[id(value)] for value in values]
