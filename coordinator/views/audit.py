"""The Audit page: who did what, when; and the change set of an entry, decoded field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Table, func, select
from sqlalchemy.orm import Session

from coordinator.model import AuditEntry, Base
from coordinator.rules.vocabulary import Area, EntryKind
from coordinator.store.change_set import ChangeSet, RowChange, from_stored
from coordinator.store.trail import Check

__all__ = ["PAGE", "AuditDetail", "AuditRow", "AuditSlice", "Check", "FieldChange", "audit_detail", "audit_entries"]

PAGE = 2000
MOST_FIELDS = 500
# Whose record it is: the person always, the office where it has no name of its own.
OWNERS = {"designee_id": "designee", "office_id": "office"}
# What a record is called by, the first that it has.
NAMES = (
    "number",
    "title",
    "name",
    "label",
    "key",
    "criterion",
    "record_kind",
    "raw_name",
    "alias",
    "series",
    "subject",
)
TABLES = {
    "designee": "Person",
    "stored_file": "File",
    "document_version": "Version",
    "training_session": "Training",
    "number_series": "Numbers",
    "meeting_alias": "Meeting name",
    "attendee": "Participant",
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry; `id` is its sequence."""

    id: int
    at: datetime
    actor: str
    label: str
    verb: str
    kind: EntryKind
    of_id: int | None
    is_undoable: bool
    rows: int
    areas: str


@dataclass(frozen=True, slots=True)
class AuditSlice:
    """Entries, newest first; `total` is how many the trail has, `head` its end."""

    rows: tuple[AuditRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record. A value is as the program sees it; a record it points to is given by its name."""

    table: str
    record: str
    field: str
    before: Any
    after: Any
    is_new: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """The first fields that an entry changed, and how many there are in all."""

    id: int
    changes: tuple[FieldChange, ...]
    total: int


def audit_entries(
    session: Session, *, before: int | None = None, after: int | None = None, limit: int = PAGE
) -> AuditSlice:
    """The newest entries, older than `before` or newer than `after`."""
    columns = (
        AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.label, AuditEntry.verb, AuditEntry.kind,
        AuditEntry.of_id, AuditEntry.is_undoable, AuditEntry.rows, AuditEntry.areas,
    )  # fmt: skip
    query: Any = select(*columns).order_by(AuditEntry.id.desc())
    if before is not None:
        query = query.where(AuditEntry.id < before)
    query = query.where(AuditEntry.id > after) if after is not None else query.limit(limit)
    total = session.scalar(select(func.max(AuditEntry.id))) or 0
    return AuditSlice(tuple(_row(row) for row in session.execute(query)), total)


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(
        id=row.id,
        at=row.at,
        actor=row.actor,
        label=row.label,
        verb=row.verb,
        kind=row.kind,
        of_id=row.of_id,
        is_undoable=row.is_undoable,
        rows=row.rows,
        areas=_areas(row.areas),
    )


def _areas(value: int) -> str:
    """ "Documents, Files"."""
    names = [str(area.name).replace("_", " ").capitalize() for area in Area if area.value & value]
    return ", ".join(names)


def audit_detail(session: Session, entry_id: int, limit: int = MOST_FIELDS) -> AuditDetail:
    """What the entry changed, field by field; empty fields of new and removed records are left out."""
    data = session.scalar(select(AuditEntry.changes).where(AuditEntry.id == entry_id))
    changes = ChangeSet.decode(data) if data else ChangeSet()
    reader = _Reader(session)
    shown: list[FieldChange] = []
    total = 0
    for (name, row_id), change in changes.rows.items():
        fields = list(_fields(change))
        total += len(fields)
        if len(shown) < limit:
            shown += reader.in_words(name, row_id, change, fields)
    return AuditDetail(entry_id, tuple(shown[:limit]), total)


def _fields(change: RowChange) -> Iterator[str]:
    before, after = change.before or {}, change.after or {}
    for name in after or before:
        if before.get(name) != after.get(name) and (before.get(name, "") != "" or after.get(name, "") != ""):
            yield name


class _Reader:
    """Says records by their names; each is looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: dict[tuple[str, int], str] = {}

    def in_words(self, name: str, row_id: int, change: RowChange, fields: list[str]) -> Iterator[FieldChange]:
        table = Base.metadata.tables.get(name)
        if table is None:  # written by a version of the program that had this table
            return
        record = self._record(table, row_id, change)
        before, after = change.before or {}, change.after or {}
        for field in fields:
            if field in table.c:
                column = table.c[field]
                yield FieldChange(
                    table=_table_word(name),
                    record=record,
                    field=_field_word(column),
                    before=self._value(column, before.get(field)),
                    after=self._value(column, after.get(field)),
                    is_new=change.before is None,
                    is_gone=change.after is None,
                )

    def _record(self, table: Table, row_id: int, change: RowChange) -> str:
        """By the values of the change where it has them all, else by the record as it stands."""
        if change.before is None or change.after is None:
            return self._called(table, row_id, change.after or change.before or {})
        return self._name(table, row_id)

    def _value(self, column: Column[Any], stored: Any) -> Any:
        if stored is None or stored == "":
            return None
        for key in column.foreign_keys:
            return self._name(key.column.table, stored)
        return from_stored(column, stored)

    def _name(self, table: Table, row_id: int) -> str:
        key = (table.name, row_id)
        if key not in self._names:
            columns = [c for c in table.columns if c.name in NAMES or c.name in OWNERS or c.name == "id"]
            row = self._session.execute(select(*columns).where(table.c.id == row_id)).mappings().first()
            self._names[key] = self._called(table, row_id, dict(row) if row else {})
        return self._names[key]

    def _called(self, table: Table, row_id: int, values: dict[str, Any]) -> str:
        words = [str(values[name]) for name in NAMES if values.get(name)][:1]
        for column, owner in OWNERS.items():
            is_wanted = column == "designee_id" or not words
            if is_wanted and values.get(column) is not None:
                words.append(self._name(Base.metadata.tables[owner], values[column]))
        return ", ".join(words) or f"no. {row_id}"


def _table_word(name: str) -> str:
    return TABLES.get(name) or name.replace("_", " ").capitalize()


def _field_word(column: Column[Any]) -> str:
    if column.foreign_keys:
        return column.name.removesuffix("_id").replace("designee", "person").replace("_", " ").capitalize()
    return column.name.replace("_", " ").capitalize().replace("Sha256", "SHA-256").replace("Ics ", "ICS ")
