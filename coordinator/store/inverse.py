"""Undo and redo: the inverse of an earlier change set, applied as a new change, with its own audit entry."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coordinator.errors import MovedOn, RuleBroken
from coordinator.model import AuditEntry, Base
from coordinator.rules.vocabulary import EntryKind
from coordinator.store.change_set import (
    ChangeSet,
    RowChange,
    Values,
    append_only,
    chunks,
    from_stored,
    stored_rows,
)
from coordinator.store.unit_of_work import UnitOfWork

LOOK_BACK = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """What undo or redo would do: the entry it inverts, by name; `refusal` says why it cannot."""

    entry_id: int
    label: str
    refusal: str | None = None


def stacks(session: Session) -> tuple[list[Step], list[Step]]:
    """What can be undone and redone, the next one last. An issued document is a barrier that undo stops at."""
    undo: list[Step] = []
    redo: list[Step] = []
    for entry in _recent(session):
        if entry.kind is EntryKind.CHANGE:
            refusal = None if entry.is_undoable else f"“{entry.label}” cannot be undone: what was issued is revoked."
            undo.append(Step(entry.id, entry.label, refusal))
            redo.clear()
        elif entry.kind is EntryKind.UNDO:
            redo.append(undo.pop() if undo else Step(entry.of_id, entry.label))
        else:
            undo.append(redo.pop() if redo else Step(entry.of_id, entry.label))
    return undo, redo


def _recent(session: Session) -> list[Row[int, EntryKind, int | None, bool, str]]:
    columns = (AuditEntry.id, AuditEntry.kind, AuditEntry.of_id, AuditEntry.is_undoable, AuditEntry.label)
    newest = session.execute(select(*columns).order_by(AuditEntry.id.desc()).limit(LOOK_BACK)).all()
    return list(reversed(newest))


def apply_step(uow: UnitOfWork, kind: EntryKind) -> str:
    """Undo the last change or redo the last undone one; returns its name.

    Raises RuleBroken when there is none or it may not be undone, MovedOn when its rows changed since.
    """
    undo, redo = stacks(uow.session)
    steps = undo if kind is EntryKind.UNDO else redo
    if not steps:
        raise RuleBroken(f"There is nothing to {kind.value}.")
    step = steps[-1]
    if step.refusal:
        raise RuleBroken(step.refusal)
    changes = ChangeSet.decode(
        uow.session.scalars(select(AuditEntry.changes).where(AuditEntry.id == step.entry_id)).one()
    )
    apply(uow, changes.inverse() if kind is EntryKind.UNDO else changes, step.label)
    uow.describe(step.label)
    uow.as_inverse_of(step.entry_id, kind)
    return step.label


def apply(uow: UnitOfWork, changes: ChangeSet, label: str) -> None:
    """Bring every row from its `before` to its `after`. One row moved on and nothing is applied."""
    connection = uow.session.connection()
    tables = [t for t in Base.metadata.sorted_tables if t.name in changes.tables() and not append_only(t)]
    try:
        for table in tables:
            _insert(connection, table, _only(changes, table, lambda c: c.before is None))
        for table in tables:
            _update(connection, table, _only(changes, table, lambda c: bool(c.before and c.after)), label)
        for table in reversed(tables):
            _delete(connection, table, _only(changes, table, lambda c: c.after is None), label)
    except IntegrityError as error:
        raise MovedOn(_moved_on(label)) from error
    for table in tables:
        for row_id, change in changes.of_table(table.name):
            uow.changes.note(table.name, row_id, change)
    uow.changes.subjects |= _subjects(connection, tables, changes)
    uow.session.expire_all()


def _subjects(connection: Connection, tables: list[Table], changes: ChangeSet) -> set[int]:
    """The designees of the rows that are there after the change."""
    found: set[int] = set()
    for table in tables:
        if "designee_id" in table.c:
            for batch in chunks(row_id for row_id, _ in changes.of_table(table.name)):
                found.update(connection.scalars(select(table.c.designee_id).where(table.c.id.in_(batch))))
    return found - {None}


Rows = list[tuple[int, RowChange]]


def _only(changes: ChangeSet, table: Table, wanted: object) -> Rows:
    assert callable(wanted)
    return [(row_id, change) for row_id, change in changes.of_table(table.name) if wanted(change)]


def _moved_on(label: str) -> str:
    return f"“{label}” cannot be taken back: its records were changed or used since. Nothing was changed."


def _values(table: Table, stored: Values) -> Values:
    return {name: from_stored(table.c[name], value) for name, value in stored.items()}


def _insert(connection: Connection, table: Table, rows: Rows) -> None:
    if rows:
        connection.execute(insert(table), [{"id": row_id, **_values(table, c.after or {})} for row_id, c in rows])


def _update(connection: Connection, table: Table, rows: Rows, label: str) -> None:
    _expect(connection, table, rows, label)
    for row_id, change in rows:
        connection.execute(update(table).where(table.c.id == row_id).values(_values(table, change.after or {})))


def _delete(connection: Connection, table: Table, rows: Rows, label: str) -> None:
    _expect(connection, table, rows, label)
    for batch in chunks(row_id for row_id, _ in rows):
        connection.execute(delete(table).where(table.c.id.in_(batch)))


def _expect(connection: Connection, table: Table, rows: Rows, label: str) -> None:
    """Every row must stand as the change left it."""
    current = _current(connection, table, (row_id for row_id, _ in rows))
    for row_id, change in rows:
        now = current.get(row_id)
        if now is None or any(now[name] != value for name, value in (change.before or {}).items()):
            raise MovedOn(_moved_on(label))


def _current(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, Values]:
    found: dict[int, Values] = {}
    for batch in chunks(ids):
        rows = connection.execute(select(table).where(table.c.id.in_(batch))).mappings().all()
        found.update(zip((row["id"] for row in rows), stored_rows(table, rows), strict=True))
    return found
