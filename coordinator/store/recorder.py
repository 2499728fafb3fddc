"""Listens to one SQLAlchemy session and notes every row it changes in a change set."""

from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction

from coordinator.model import AuditEntry, AuditSubject, Base
from coordinator.store.change_set import ChangeSet, RowChange, recorded_columns, to_stored

UNRECORDED = (AuditEntry, AuditSubject)


class Recorder:
    """`changes` grows with every flush; statements that would slip past it are refused."""

    def __init__(self, session: Session) -> None:
        self.changes = ChangeSet()
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", _refuse_unseen_writes)

    def _after_flush(self, session: Session, _context: UOWTransaction) -> None:
        for entity in session.new:
            self._note(entity, _inserted)
        for entity in session.dirty:
            self._note(entity, _updated)
        for entity in session.deleted:
            self._note(entity, _deleted)

    def _note(self, entity: Any, read: Any) -> None:
        if isinstance(entity, UNRECORDED):
            return
        assert isinstance(entity, Base)
        change = read(entity)
        if change is not None:
            self.changes.note(entity.__tablename__, entity.id, change)
            self._note_subject(entity)

    def _note_subject(self, entity: Base) -> None:
        subject = getattr(entity, "designee_id", None)
        if subject is not None:
            self.changes.subjects.add(subject)


def _refuse_unseen_writes(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete or state.is_insert) and not state.execution_options.get("recorded"):
        raise TypeError("write through entities or UnitOfWork.insert_rows, so that the audit trail sees it")


def _columns(entity: Base) -> list[tuple[str, Any]]:
    mapper: Mapper[Any] = inspect(type(entity))
    table = mapper.local_table
    assert isinstance(table, Table)
    return [(mapper.get_property_by_column(c).key, c) for c in recorded_columns(table)]


def _inserted(entity: Base) -> RowChange:
    return RowChange(None, {c.name: to_stored(c, getattr(entity, key)) for key, c in _columns(entity)})


def _deleted(entity: Base) -> RowChange:
    return RowChange({c.name: to_stored(c, getattr(entity, key)) for key, c in _columns(entity)}, None)


def _updated(entity: Base) -> RowChange | None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(entity)
    for key, column in _columns(entity):
        history = state.attrs[key].history
        if history.has_changes():
            before[column.name] = to_stored(column, history.deleted[0] if history.deleted else None)
            after[column.name] = to_stored(column, history.added[0] if history.added else None)
    return RowChange(before, after) if after else None
