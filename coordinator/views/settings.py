"""The unit's settings, typed, and the backups of the database."""

from dataclasses import dataclass, fields
from datetime import datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Setting
from coordinator.store.backup import existing


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """Every setting with its sensible value. The stored key of a field is its name with a dot for the first `_`."""

    unit_name: str = "Cyber Crimes Center"
    unit_section: str = "Child Exploitation Investigations Unit"
    unit_time_zone: str = "America/New_York"
    unit_close_of_business: str = "17:00"
    unit_point_of_contact: str = ""
    unit_paper: str = "letter"
    signatory_name: str = ""
    signatory_title: str = "Program Manager, Victim Identification Program"
    certificate_scheme: str = "CEIU-FRS-{year}-{number}"
    license_scheme: str = "CEIU-LIC-{year}-{number}"
    letter_scheme: str = "CEIU-LTR-{year}-{number}"
    license_valid_days: int = 365
    attendance_present_percent: int = 80
    attendance_partial_minutes: int = 1
    offices_default_quota: int = 5
    seating_duty_start: str = "08:00"
    seating_duty_end: str = "17:00"
    seating_reply_days: int = 2
    gates_expiring_days: int = 30
    licenses_idle_days: int = 30
    licenses_review_days: int = 365

    @property
    def close_of_business(self) -> time:
        return time.fromisoformat(self.unit_close_of_business)

    @property
    def duty_hours(self) -> tuple[int, int]:
        """From and until in minutes after midnight, on the clock of whoever has no hours of their own."""
        return _minutes(self.seating_duty_start), _minutes(self.seating_duty_end)


def _minutes(clock: str) -> int:
    at = time.fromisoformat(clock)
    return at.hour * 60 + at.minute


def key_of(field: str) -> str:
    return field.replace("_", ".", 1)


def unit_settings(session: Session) -> UnitSettings:
    stored: dict[str, Any] = {row.key: row.value for row in session.execute(select(Setting.key, Setting.value))}
    known = {field.name: stored[key_of(field.name)] for field in fields(UnitSettings) if key_of(field.name) in stored}
    return UnitSettings(**known)


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A copy of the database; `sequence` is the last audit entry in it, and tells it from the others."""

    id: int
    made_at: datetime
    sequence: int
    size: int
    path: Path


def backup_rows(database: Path) -> tuple[BackupRow, ...]:
    """The backups that lie beside the database, newest first."""
    found = enumerate(existing(database), start=1)
    rows = [BackupRow(place, made.made_at, made.sequence, made.path.stat().st_size, made.path) for place, made in found]
    return tuple(reversed(rows))
