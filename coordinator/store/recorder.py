"""Listens to one SQLAlchemy session and notes every row it changes in a change set."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction

from coordinator.model import AuditEntry, AuditSubject, Base
from coordinator.store.change_set import ChangeSet, RowChange, Values, bind_of, recorded_columns

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


@cache
def _columns(entity: type[Base]) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    """The attribute of each recorded column, its name, and what turns its values into those of the file."""
    mapper: Mapper[Any] = inspect(entity)
    table = mapper.local_table
    assert isinstance(table, Table)
    return tuple((mapper.get_property_by_column(c).key, c.name, bind_of(c)) for c in recorded_columns(table))


def _row(entity: Base) -> Values:
    return {name: bind(getattr(entity, key)) for key, name, bind in _columns(type(entity))}


def _inserted(entity: Base) -> RowChange:
    return RowChange(None, _row(entity))


def _deleted(entity: Base) -> RowChange:
    return RowChange(_row(entity), None)


def _updated(entity: Base) -> RowChange | None:
    before: Values = {}
    after: Values = {}
    state = inspect(entity)
    untouched = state.unmodified
    for key, name, bind in _columns(type(entity)):
        history = None if key in untouched else state.attrs[key].history
        if history and history.has_changes():
            before[name] = bind(history.deleted[0]) if history.deleted else None
            after[name] = bind(history.added[0]) if history.added else None
    return RowChange(before, after) if after else None
