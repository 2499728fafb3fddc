"""The one door: an open database, to which services are given to change it and views to read it."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import Area, EntryKind
from coordinator.services.first_settings import prepare
from coordinator.store import backup, inverse, opening, trail
from coordinator.store.clock import Clock, SystemClock
from coordinator.store.keys import KeyFolder, usual_folder
from coordinator.store.lock import WriterLock
from coordinator.store.refusals import refused_in_words
from coordinator.store.unit_of_work import UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")
SYSTEM_CLOCK = SystemClock()


class Workspace:
    """An open database. Thread-safe for one writer at a time; the window uses it from its worker thread only."""

    def __init__(self, path: Path, engine: Engine, lock: WriterLock | None, actor: str, clock: Clock) -> None:
        self.path = path
        self.actor = actor
        self.clock = clock
        self.read_only = lock is None
        self.keys = KeyFolder(usual_folder())
        self._engine = engine
        self._lock = lock
        self._changed = False

    @classmethod
    def create(cls, path: Path, *, actor: str, clock: Clock = SYSTEM_CLOCK) -> "Workspace":
        """A new database with offices, settings, gates and ranking rules in it. Raises StoreTrouble."""
        opening.create_file(path)
        workspace = cls.open(path, actor=actor, clock=clock)
        workspace.change(prepare)
        return workspace

    @classmethod
    def open(cls, path: Path, *, actor: str, clock: Clock = SYSTEM_CLOCK, read_only: bool = False) -> "Workspace":
        """Open an existing database, upgrading an older one. Raises the StoreTrouble family."""
        engine, lock = opening.open_checked(path, clock.now(), read_only=read_only)
        return cls(path, engine, lock, actor, clock)

    def change(
        self, service: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R, Area]:
        """Run a service in one transaction with its audit entry; returns its result and what was touched."""
        with self._unit_of_work() as uow, refused_in_words():
            result = service(uow, *args, **kwargs)
            areas = uow.commit(service.__name__)
        self._changed = self._changed or bool(areas)
        return result, areas

    def read(self, view: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a view on one consistent state of the database."""
        with refused_in_words(), Session(self._engine) as session:
            return view(session, *args, **kwargs)

    def undo(self) -> tuple[str, Area]:
        """Undo the last change; returns its name. Raises RuleBroken or MovedOn."""
        return self._step(EntryKind.UNDO)

    def redo(self) -> tuple[str, Area]:
        """Redo the last undone change; returns its name. Raises RuleBroken or MovedOn."""
        return self._step(EntryKind.REDO)

    def _step(self, kind: EntryKind) -> tuple[str, Area]:
        with self._unit_of_work() as uow, refused_in_words():
            label = inverse.apply_step(uow, kind)
            areas = uow.commit(kind.value)
        self._changed = True
        return label, areas

    def history(self) -> tuple[str | None, str | None]:
        """The names of what undo and redo would do; None where there is nothing or it may not be."""
        undo, redo = self.read(inverse.stacks)
        return (
            undo[-1].label if undo and not undo[-1].refusal else None,
            redo[-1].label if redo else None,
        )

    def verify(self) -> trail.Check:
        """Check the whole audit trail."""
        return self.read(trail.verify)

    def back_up(self) -> backup.Backup:
        made = backup.make(self.path, self.clock.now())
        self._changed = False
        return made

    def _unit_of_work(self) -> UnitOfWork:
        if self.read_only:
            raise RuleBroken("The database is open to read only. Nothing was changed.")
        return UnitOfWork(self._engine, self.actor, self.clock, self.keys)

    def close(self) -> None:
        """Back up if anything changed, then let go of the file."""
        try:
            if self._changed and not self.read_only:
                self.back_up()
        finally:
            self._engine.dispose()
            if self._lock:
                self._lock.release()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
