"""The unit's settings, typed."""

from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Setting


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """Every setting with its sensible value. The stored key of a field is its name with a dot for the first `_`."""

    unit_name: str = "Cyber Crimes Center"
    unit_section: str = "Child Exploitation Investigations Unit"
    unit_time_zone: str = "America/New_York"
    unit_close_of_business: str = "17:00"
    unit_point_of_contact: str = ""
    signatory_name: str = ""
    signatory_title: str = "Program Manager, Victim Identification Program"
    certificate_scheme: str = "CEIU-FRS-{year}-{number}"
    license_scheme: str = "CEIU-LIC-{year}-{number}"
    letter_scheme: str = "CEIU-LTR-{year}-{number}"
    license_valid_days: int = 365
    attendance_present_percent: int = 80
    attendance_partial_minutes: int = 1
    offices_default_quota: int = 5

    @property
    def close_of_business(self) -> time:
        return time.fromisoformat(self.unit_close_of_business)


def key_of(field: str) -> str:
    return field.replace("_", ".", 1)


def unit_settings(session: Session) -> UnitSettings:
    stored: dict[str, Any] = {row.key: row.value for row in session.execute(select(Setting.key, Setting.value))}
    known = {field.name: stored[key_of(field.name)] for field in fields(UnitSettings) if key_of(field.name) in stored}
    return UnitSettings(**known)
