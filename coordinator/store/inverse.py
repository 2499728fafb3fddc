"""Undo and redo: the inverse of an earlier change set, applied as a new change, with its own audit entry."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coordinator.errors import MovedOn, RuleBroken
from coordinator.model import AuditEntry, Base
from coordinator.rules.vocabulary import EntryKind
from coordinator.store.change_set import ChangeSet, Group, Stored, append_only, bind_of, default_of, recorded_columns
from coordinator.store.collector import collection_held_back
from coordinator.store.unit_of_work import UnitOfWork

LOOK_BACK = 2000
# One parameter for any number of ids.
AMONG = "id IN (SELECT value FROM json_each(?))"


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
            refusal = (
                None
                if entry.is_undoable
                else f"“{entry.label}” cannot be undone: what was issued is revoked, and a mail discarded."
            )
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


@collection_held_back()
def apply(uow: UnitOfWork, changes: ChangeSet, label: str) -> None:
    """Bring every row from its `before` to its `after`. One row moved on and nothing is applied."""
    connection = uow.session.connection()
    tables = [table for table in Base.metadata.sorted_tables if not append_only(table)]
    groups = [group for table in tables for group in changes.of_table(table.name)]
    try:
        for group in _of_kind("+", groups):
            _insert(connection, group)
        for group in _of_kind("=", groups):
            _update(connection, group, label)
        for group in _of_kind("-", reversed(groups)):
            _delete(connection, group, label)
    except IntegrityError as error:
        raise MovedOn(_moved_on(label)) from error
    for group in groups:
        uow.changes.note_all(group)
    for group in _of_kind("=", groups):
        uow.changes.subjects |= _subjects(connection, group)
    uow.session.expire_all()


def _of_kind(kind: str, groups: Iterable[Group]) -> Iterator[Group]:
    return (group for group in groups if group.kind == kind)


def _subjects(connection: Connection, group: Group) -> set[int]:
    """The designees of updated rows, whose changes need not name them."""
    if "designee_id" not in Base.metadata.tables[group.table].c:
        return set()
    query = f"SELECT DISTINCT designee_id FROM {group.table} WHERE {AMONG}"
    return set(connection.exec_driver_sql(query, (_ids(group),)).scalars()) - {None}


def _moved_on(label: str) -> str:
    return f"“{label}” cannot be taken back: its records were changed or used since. Nothing was changed."


def _ids(group: Group) -> str:
    return json.dumps(list(group.rows))


# Values of a change set stand as they do in the file, so the driver gets them as they are: a hundred thousand rows go
# through no type and no compiler.
def _insert(connection: Connection, group: Group) -> None:
    table = Base.metadata.tables[group.table]
    # An entry of an older version of the program does not know the columns that were added since.
    added = {c.name: default_of(c) for c in recorded_columns(table) if c.name not in group.columns}
    later = tuple(bind_of(table.c[name])(value) for name, value in added.items())
    names = ["id", *group.columns, *added]
    rows = [(*row, *later) for row in group.rows.values()] if later else list(group.rows.values())
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(f"INSERT INTO {group.table} ({', '.join(names)}) VALUES ({marks})", rows)


def _update(connection: Connection, group: Group, label: str) -> None:
    _expect(connection, group, label)
    setting = ", ".join(f"{name} = ?" for name in group.columns)
    half = len(group.columns) + 1
    rows = [(*row[half:], row_id) for row_id, row in group.rows.items()]
    connection.exec_driver_sql(f"UPDATE {group.table} SET {setting} WHERE id = ?", rows)


def _delete(connection: Connection, group: Group, label: str) -> None:
    _expect(connection, group, label)
    connection.exec_driver_sql(f"DELETE FROM {group.table} WHERE {AMONG}", (_ids(group),))


def _expect(connection: Connection, group: Group, label: str) -> None:
    """Every row must stand as the change left it."""
    names = ", ".join(["id", *group.columns])
    half = len(group.columns) + 1
    result = connection.exec_driver_sql(f"SELECT {names} FROM {group.table} WHERE {AMONG}", (_ids(group),))
    assert result.cursor is not None
    current: dict[int, Stored] = {row[0]: row for row in result.cursor.fetchall()}
    if current != (group.rows if group.kind == "-" else {row_id: row[:half] for row_id, row in group.rows.items()}):
        raise MovedOn(_moved_on(label))
