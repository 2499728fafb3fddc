"""Reads the records behind an evidence file as they stood at a moment, and keeps count of the files they rest on."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from coordinator.model import Base, Designee, Office, StoredFile
from coordinator.rules.evidence import EvidenceColumn, Folder, Original, Told
from coordinator.rules.redaction import PersonalField
from coordinator.store.change_set import from_stored, recorded_columns
from coordinator.store.history import Snapshot
from coordinator.views.people import NAME, display_name
from coordinator.views.records import kept_people
from coordinator.views.settings import unit_settings

Row = Any
"""A record with its columns as attributes, in the values of the program."""


# Folders of files that the program named itself.
_OURS = (Folder.SELECTION, Folder.CERTIFICATE, Folder.LETTER, Folder.SIGNED)
_WORDS = {"email": "E-mail"}


class _Use(NamedTuple):
    folder: Folder
    what: str
    where: str


class Records:
    """Everything that the parts of one evidence file ask for; without `moment` as it stands now."""

    def __init__(self, session: Session, moment: datetime | None) -> None:
        self.session, self.moment = session, moment
        self.settings = unit_settings(session)
        self.zone = ZoneInfo(self.settings.unit_time_zone)
        self.snapshot = Snapshot(session, moment)
        self.kept = kept_people(self.snapshot)
        self._uses: dict[int, list[_Use]] = {}
        self._numbers: dict[int, int] = {}

    def rows(self, entity: type[Base], **among: Collection[Any] | None) -> list[Row]:
        """The records that have in each of these columns one of the values, in the order of ids."""
        table = entity.__table__
        assert isinstance(table, Table)
        columns = recorded_columns(table)
        found = self.snapshot.rows(entity, *(column.name for column in columns), given="", **among)
        return [
            SimpleNamespace(id=key, **{c.name: from_stored(c, each) for c, each in zip(columns, values, strict=True)})
            for key, *values in found
        ]

    def by_id(self, entity: type[Base], ids: Collection[int | None]) -> dict[int, Row]:
        return {row.id: row for row in self.rows(entity, id=frozenset(ids) - {None})}

    def records_of(self, person: int) -> frozenset[int]:
        """The ids of all records that stand for the person at that moment."""
        return frozenset({person, *(each for each, into in self.kept.items() if into == person)})

    def names(self, people: Collection[int]) -> dict[int, str]:
        """The name on each of these records, as lists show it."""
        return {
            key: display_name(dict(zip(NAME, name, strict=True)))
            for key, *name in self.snapshot.rows(Designee, *NAME, id=people)
        }

    def offices(self) -> dict[int, str]:
        return dict(self.snapshot.rows(Office, "code"))

    def numbers(self, entity: type[Base], ids: Collection[int | None]) -> dict[int, str]:
        """The numbers of licenses, letters or taskings by their ids."""
        return dict(self.snapshot.rows(entity, "number", id=frozenset(ids) - {None}))

    def is_then(self, at: datetime) -> bool:
        """Whether something that is never changed was there at the moment."""
        return self.moment is None or at <= self.moment

    # files

    def file(self, file_id: int | None, folder: Folder, what: str, where: str) -> str:
        """What the evidence calls the file, "File 3"; "" for none. The same file has one number."""
        if file_id is None:
            return ""
        self._uses.setdefault(file_id, []).append(_Use(folder, what, where))
        return f"File {self._numbers.setdefault(file_id, len(self._uses))}"

    def originals(self) -> tuple[Original, ...]:
        """Every file that was asked for, in the order of its first mention; each is read to see that it is intact."""
        known = {row.id: row for row in self.rows(StoredFile, id=self._uses)}
        return tuple(self._original(known[key], uses) for key, uses in self._uses.items())

    def _original(self, file: Row, uses: list[_Use]) -> Original:
        folder = next((each.folder for each in uses if each.folder is not Folder.MAIL), Folder.MAIL)
        content = self.session.scalar(select(StoredFile.content).where(StoredFile.id == file.id)) or b""
        return Original(
            number=self._numbers[file.id],
            file_id=file.id,
            folder=folder,
            # What came from outside may be called after anyone.
            name=file.name if folder in _OURS else Told(file.name, PersonalField.NOTE),
            size=file.size,
            sha256=file.sha256,
            what="; ".join(dict.fromkeys(each.what for each in uses)),
            where=(f"stored_file {file.id}", *dict.fromkeys(each.where for each in uses)),
            is_intact=hashlib.sha256(content).hexdigest() == file.sha256,
        )

    # words

    def stamp(self, at: datetime | None) -> str:
        """ "2026-11-12 10:00 EST" on the clock of the unit."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M %Z}" if at else ""


def words(value: str | None) -> str:
    """A word of the vocabulary as a person says it: "Signed form"."""
    return _WORDS.get(value or "") or (value or "").replace("_", " ").capitalize()


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def text(title: str, share: float, personal: PersonalField | None = None) -> EvidenceColumn:
    """A column of words."""
    return EvidenceColumn(title, share, personal)


def plain(title: str, share: float) -> EvidenceColumn:
    """A column of days or words of a fixed set."""
    return EvidenceColumn(title, share, is_plain=True)


def digest(title: str, share: float) -> EvidenceColumn:
    """A column of hashes."""
    return EvidenceColumn(title, share, is_plain=True, is_hash=True)


def figures(title: str, share: float) -> EvidenceColumn:
    return EvidenceColumn(title, share, is_plain=True, is_number=True)
