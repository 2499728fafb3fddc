"""Templates as what JSON knows, and back. What is read may come from someone else's file: nothing odd is tolerated.

Keys that are not known, values of another type, texts that are too long and lists that are too long are refused. A key
that is missing is what the template has without it, so that a template of an earlier release is read.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from coordinator.errors import RuleBroken
from coordinator.rules.template_limits import longest, most
from coordinator.rules.templates import CertificateTemplate, DocumentTemplate, LetterTemplate
from coordinator.rules.vocabulary import TemplateKind


def template_to_plain(template: DocumentTemplate) -> dict[str, Any]:
    """Return the template as a dictionary of what JSON knows."""
    return {field.name: _plain(getattr(template, field.name)) for field in fields(template)}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def template_from_plain(kind: TemplateKind, plain: object) -> DocumentTemplate:
    """Build the template from such a dictionary. Raises RuleBroken, with the place, for what cannot be one."""
    wanted = CertificateTemplate if kind is TemplateKind.CERTIFICATE else LetterTemplate
    read: DocumentTemplate = _read_fields(wanted, plain, "")
    return read


def _read_fields(wanted: type[Any], plain: object, path: str) -> Any:
    if not isinstance(plain, Mapping):
        raise _refused(path, "has to be a group of named values")
    hints, known = get_type_hints(wanted), {field.name: field for field in fields(wanted)}
    for key in plain:
        if key not in known:
            raise _refused(path, f"has “{str(key)[:40]}”, which is not known")
    for name, field in known.items():
        if name not in plain and _is_required(field):
            raise _refused(_under(path, name), "is missing")
    return wanted(**{name: _read(hints[name], value, _under(path, name)) for name, value in plain.items()})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _read(hint: Any, value: object, path: str) -> Any:
    if get_origin(hint) is tuple:
        return _read_list(get_args(hint)[0], value, path)
    if isinstance(hint, UnionType):
        (other,) = (each for each in get_args(hint) if each is not NoneType)
        return None if value is None else _read(other, value, path)
    if is_dataclass(hint):
        return _read_fields(hint, value, path)  # type: ignore[arg-type]  # a dataclass here is a class, not one of it
    if issubclass(hint, Enum):
        return _read_word(hint, value, path)
    return _read_value(hint, value, path)


def _read_list(hint: Any, value: object, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise _refused(path, "has to be a list")
    if len(value) > most(path):
        raise _refused(path, f"has {len(value)} entries; there can be {most(path)}")
    return tuple(_read(hint, part, _under(path, str(number))) for number, part in enumerate(value))


def _read_word(hint: type[Enum], value: object, path: str) -> Enum:
    words = [each.value for each in hint]
    if not isinstance(value, str) or value not in words:
        raise _refused(path, f"has to be one of {', '.join(words)}")
    return hint(value)


def _read_value(hint: type[Any], value: object, path: str) -> Any:
    if type(value) is not hint:
        raise _refused(path, "has to be a text" if hint is str else "has to be true or false")
    if isinstance(value, str) and len(value) > longest(path):
        raise _refused(path, f"has {len(value):,} letters; there can be {longest(path):,}")
    return value


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _refused(path: str, why: str) -> RuleBroken:
    return RuleBroken(f"This is no template: {f'“{path}”' if path else 'it'} {why}.")
