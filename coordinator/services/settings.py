"""Verbs on the unit's settings, gates and ranking rules."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Setting
from coordinator.rules.numbering import check_scheme
from coordinator.rules.templates import Paper
from coordinator.services.numbers import check_schemes
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import UnitSettings, key_of, unit_settings


def change_settings(uow: UnitOfWork, values: Mapping[str, Any]) -> None:
    """Set fields of `UnitSettings` by name. Raises RuleBroken for an unknown field or an impossible value."""
    known = {field.name: field.type for field in fields(UnitSettings)}
    for name, value in values.items():
        if name not in known:
            raise RuleBroken(f"There is no setting called {name}.")
        _set(uow, key_of(name), _checked(name, value, type(getattr(UnitSettings(), name))))
    uow.flush()
    settings = unit_settings(uow.session)
    _check_duty_hours(settings)
    check_schemes(uow, settings, [name.removesuffix("_scheme") for name in values if name.endswith("_scheme")])
    uow.describe("Change settings")


def _check_duty_hours(settings: UnitSettings) -> None:
    if settings.seating_duty_end <= settings.seating_duty_start:
        raise RuleBroken("Duty must end after it begins, on the same day.")


def _set(uow: UnitOfWork, key: str, value: Any) -> None:
    row = uow.first(select(Setting).where(Setting.key == key))
    if row is None:
        uow.add(Setting(key=key, value=value))
    elif row.value != value:
        row.value = value


def _checked(name: str, value: Any, kind: type[Any]) -> Any:
    if type(value).__name__ != kind.__name__:
        raise RuleBroken(f"The setting {name.replace('_', ' ')} cannot be {value!r}.")
    if name.endswith("_scheme"):
        return check_scheme(value)
    if name.endswith("_time_zone"):
        return check_zone(value)
    if name == "unit_paper" and value not in list(Paper):
        raise RuleBroken(f"“{value}” is no paper of this program. Choose US Letter or A4.")
    if name in ("unit_close_of_business", "seating_duty_start", "seating_duty_end"):
        return _checked_time(value)
    if name == "attendance_present_percent" and not 1 <= value <= 100:
        raise RuleBroken("The share of minutes for present must be between 1 and 100 percent.")
    return value


def _checked_time(value: str) -> str:
    try:
        return time.fromisoformat(value).strftime("%H:%M")
    except ValueError as error:
        raise RuleBroken(f"“{value}” is not a time of day. Write it like 17:00.") from error


def check_zone(name: str) -> str:
    """The name of an IANA zone. Raises RuleBroken for an unknown one."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RuleBroken(f"“{name}” is not a time zone. Use a name such as America/Denver.") from error
    return name
