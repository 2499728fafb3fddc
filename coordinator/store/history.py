"""Tables as they stood at a moment: the rows of today with every later change set read backwards."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from coordinator.model import AuditEntry, Base
from coordinator.store.change_set import ChangeSet, Group, Stored, append_only


class Snapshot:
    """Rows of any table as they stand now or (with `moment`) as they stood then."""

    def __init__(self, session: Session, moment: datetime | None = None) -> None:
        self._session = session
        self._later = _later_changes(session, moment) if moment else []
        self._known: dict[str, dict[int, dict[str, Any] | None]] = {}

    def rows(
        self, entity: type[Base], *names: str, given: str = "", **among: Collection[Any] | None
    ) -> Sequence[Stored]:
        """Id and the columns called `names` of each row, in the order of ids, as they stand in the file.

        Taken are the rows that have a value in the column `given`, and in each column of `among` one of the values
        (None: any). Values are not turned into the program's: most rows of 100,000 are only compared.
        """
        table = entity.__table__
        assert isinstance(table, Table)
        wanted = {name: frozenset(values) for name, values in among.items() if values is not None}
        then = {} if append_only(table) else self._then(table.name)
        # The driver's own tuples: rows of SQLAlchemy around them would take half as long again.
        cursor = self._session.connection().execute(_filtered(table, names, given, wanted)).cursor
        assert cursor is not None
        # Sorted here: asked for an order, the database would walk the whole table rather than the index of a column.
        rows: list[Stored] = sorted(cursor.fetchall(), key=itemgetter(0))
        if not then:
            return rows
        kept = [row for row in rows if row[0] not in then]
        for row_id, values in self._changed_since(table, then):
            if (not given or values.get(given) is not None) and all(values.get(n) in wanted[n] for n in wanted):
                kept.append((row_id, *map(values.get, names)))
        return sorted(kept, key=itemgetter(0))

    def _then(self, table: str) -> dict[int, dict[str, Any] | None]:
        """What each row changed since had then, as far as the changes say; None: it was not there."""
        if table not in self._known:
            self._known[table] = _before(group for changes in self._later for group in changes.of_table(table))
        return self._known[table]

    def _changed_since(
        self, table: Table, then: Mapping[int, dict[str, Any] | None]
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every column of each row that was there then: today's, under what the later changes say of it."""
        columns = [column for column in table.columns if not column.info.get("outside_trail")]
        there = [row_id for row_id, values in then.items() if values is not None]
        query = select(*map(_as_stored, columns)).where(_is_among(table.c.id, there))
        today = {row.id: dict(row._mapping) for row in self._session.execute(query)}
        return ((row_id, {**today.get(row_id, {}), **(then[row_id] or {})}) for row_id in there)


def _before(groups: Iterable[Group]) -> dict[int, dict[str, Any] | None]:
    then: dict[int, dict[str, Any] | None] = {}
    for group in groups:
        if group.kind == "+":
            then.update(dict.fromkeys(group.rows))
        else:
            for row_id, row in group.rows.items():
                then[row_id] = {**(then.get(row_id) or {}), **dict(zip(group.columns, row[1:], strict=False))}
    return then


def _later_changes(session: Session, moment: datetime) -> list[ChangeSet]:
    query = select(AuditEntry.changes).where(AuditEntry.at > moment).order_by(AuditEntry.id.desc())
    return [ChangeSet.decode(data) for data in session.scalars(query)]


def _filtered(
    table: Table, names: Sequence[str], given: str, among: Mapping[str, Collection[Any]]
) -> Select[tuple[Any, ...]]:
    query = select(*(_as_stored(table.c[name]) for name in ("id", *names)))
    for name, values in among.items():
        query = query.where(_is_among(table.c[name], values))
    return query.where(table.c[given].is_not(None)) if given else query


def _as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return type_coerce(column, NullType())


def _is_among(column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """One parameter for any number of values."""
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))
