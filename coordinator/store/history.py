"""Tables as they stood at a moment: the rows of today with every later change set read backwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from coordinator.model import AuditEntry, Base
from coordinator.store.change_set import ChangeSet, RowChange, append_only, from_stored

Rows = dict[int, dict[str, Any]]


class Snapshot:
    """Rows of any table, by id, as they stand now or (with `moment`) as they stood then."""

    def __init__(self, session: Session, moment: datetime | None = None) -> None:
        self._session = session
        self._later = _later_changes(session, moment) if moment else []
        self._known: dict[str, Rows] = {}

    def rows(self, entity: type[Base]) -> Rows:
        """Each row as a mapping from column name to the program's value, with its `id`."""
        name = entity.__tablename__
        if name not in self._known:
            self._known[name] = self._read(entity)
        return self._known[name]

    def _read(self, entity: type[Base]) -> Rows:
        table = entity.__table__
        assert isinstance(table, Table)
        columns = [c for c in table.columns if not c.info.get("outside_trail")]
        names = [column.name for column in columns]
        read = (dict(zip(names, row, strict=True)) for row in self._session.execute(select(*columns)))
        rows = {row["id"]: row for row in read}
        if not append_only(table):
            for changes in self._later:
                for row_id, change in changes.of_table(table.name):
                    _take_back(table, rows, row_id, change)
        return rows


def _later_changes(session: Session, moment: datetime) -> list[ChangeSet]:
    query = select(AuditEntry.changes).where(AuditEntry.at > moment).order_by(AuditEntry.id.desc())
    return [ChangeSet.decode(data) for data in session.scalars(query)]


def _take_back(table: Table, rows: Rows, row_id: int, change: RowChange) -> None:
    if change.before is None:
        rows.pop(row_id, None)
        return
    before: Mapping[str, Any] = {n: from_stored(table.c[n], v) for n, v in change.before.items() if n in table.c}
    rows[row_id] = {**rows.get(row_id, {"id": row_id}), **before}
