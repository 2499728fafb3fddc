"""One writer at a time: the operating system's lock on a file beside the database, and who holds it, in words."""

import getpass
import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from coordinator.errors import AlreadyOpen, StoreTrouble


@dataclass(frozen=True, slots=True)
class Holder:
    user: str
    host: str
    pid: int


class WriterLock:
    """Held while a database is open for writing; freed by the system when the process dies, however it dies."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = FileLock(database.with_name(database.name + ".lock"))
        self._holder_file = database.with_name(database.name + ".holder")

    def acquire(self) -> None:
        """Raises AlreadyOpen, with the holder's name, when another instance has the database open."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise AlreadyOpen(self._sentence()) from error
        except OSError as error:
            raise StoreTrouble(
                f"The folder of {self._database.name} cannot be written to ({error.strerror})."
            ) from error
        holder = Holder(getpass.getuser(), socket.gethostname(), os.getpid())
        self._holder_file.write_text(
            json.dumps({"user": holder.user, "host": holder.host, "pid": holder.pid}), encoding="utf-8"
        )

    def release(self) -> None:
        if self._lock.is_locked:
            self._holder_file.unlink(missing_ok=True)
            self._lock.release()

    def _sentence(self) -> str:
        holder = self._read_holder()
        who = f"by {holder.user} on {holder.host} (process {holder.pid})" if holder else "in another window"
        return f"{self._database.name} is already open {who}. Close it there, or open it here to read only."

    def _read_holder(self) -> Holder | None:
        try:
            plain = json.loads(self._holder_file.read_text(encoding="utf-8"))
            return Holder(str(plain["user"]), str(plain["host"]), int(plain["pid"]))
        except (OSError, ValueError, KeyError):
            return None
