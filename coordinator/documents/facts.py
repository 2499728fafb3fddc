"""The plain facts a document is made of: checked for printing, said in words, and kept as JSON."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from coordinator.documents.typography import ensure_drawable

T = TypeVar("T")

# Not %B: that follows the locale of the process, and the bytes of a document must not.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def spelled(day: date) -> str:
    """Return the date as documents say it: May 12, 2021; its spaces do not break at the end of a line."""
    return f"{_MONTHS[day.month - 1]}\u00a0{day.day},\u00a0{day.year}"


def said_hours(hours: Decimal | str) -> str:
    """Return "1.5 duty hours", "1 duty hour"; trailing zeros are dropped."""
    try:
        number = Decimal(hours)
    except InvalidOperation:
        return f"{hours} duty hours"
    plain = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    return f"{plain} duty hour" if number == 1 else f"{plain} duty hours"


def printable(facts: T) -> T:
    """Return the facts with every text cleaned for printing; refuse letters that no bundled face has.

    A `record` stays as it is: it is drawn as a code, in which each space counts.
    """
    texts = (field.name for field in fields(facts) if field.name != "record")  # type: ignore[arg-type]
    changed = {name: _printable(getattr(facts, name), name) for name in texts}
    return replace(facts, **changed)  # type: ignore[type-var]


def _printable(value: Any, name: str) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return ensure_drawable(value, name.replace("_", " "))
    if isinstance(value, tuple):
        return tuple(_printable(part, name) for part in value)
    return printable(value) if is_dataclass(value) and not isinstance(value, type) else value


def facts_to_json(facts: object) -> str:
    """Return the facts as canonical JSON: sorted keys, ISO dates, decimals as text."""
    return json.dumps(facts_to_plain(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def facts_from_json(kind: type[T], text: str) -> T:
    """Read facts of the given dataclass back from their JSON."""
    return facts_from_plain(kind, json.loads(text))


def facts_to_plain(facts: object) -> dict[str, Any]:
    """Return the facts as a dictionary of what JSON knows."""
    return {field.name: _plain(getattr(facts, field.name)) for field in fields(facts)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return facts_to_plain(value) if is_dataclass(value) else value


def facts_from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """Build facts of the given dataclass from such a dictionary; keys it does not know are passed over."""
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _read(hints[name], value) for name, value in plain.items() if name in known})


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], part) for part in value)
    if get_args(hint):
        return _read_either(get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        return facts_from_plain(hint, value)
    return _read_single(hint, value)


def _read_single(hint: Any, value: Any) -> Any:
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Decimal | Enum):
        return hint(value)
    return value


def _read_either(kinds: tuple[Any, ...], value: Any) -> Any:
    """Read the value as the first kind that takes it; None only as None."""
    if value is None:
        return None
    for kind in kinds:
        try:
            return _read(kind, value) if kind is not NoneType else value
        except (ValueError, ArithmeticError, TypeError):
            continue
    return value
