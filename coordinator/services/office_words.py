"""Which office is meant by words: of a title row, a file name, a cell."""

import re
from collections.abc import Sequence

from coordinator.rules.names import fold
from coordinator.views.offices import OfficeRow

_WORDS = re.compile(r"[^\W_]+")


def live_offices(offices: Sequence[OfficeRow]) -> list[OfficeRow]:
    return [office for office in offices if office.valid_until is None]


def office_in(text: str, offices: Sequence[OfficeRow]) -> int | None:
    """By name, then by a code in capitals, then by any code: “san” is also the beginning of a name."""
    plain = f" {_plain(text)} "
    found = _by_name_or_code(text, plain, offices)
    if found is not None:
        return found
    return _only([office for office in offices if f" {office.code.lower()} " in plain])


def office_named(text: str, offices: Sequence[OfficeRow]) -> int | None:
    """As a cell names it: a code alone, the name, or a code in capitals among other words."""
    code = text.strip().upper()
    found = _only([office for office in offices if office.code == code])
    return found if found is not None else _by_name_or_code(text, f" {_plain(text)} ", offices)


def _by_name_or_code(text: str, plain: str, offices: Sequence[OfficeRow]) -> int | None:
    codes = set(re.findall(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])", text))
    named = _only([office for office in offices if _is_named(plain, office)])
    return named if named is not None else _only([office for office in offices if office.code in codes])


def _only(offices: Sequence[OfficeRow]) -> int | None:
    return offices[0].id if len(offices) == 1 else None


def _is_named(plain: str, office: OfficeRow) -> bool:
    name = re.sub(r"\(.*?\)|\bSAC\b", " ", office.name)
    words = _plain(name)
    return bool(words) and f" {words} " in plain


def _plain(text: str) -> str:
    """Words only, so that “sac_denver-list” and “SAC Denver” compare."""
    return " ".join(_WORDS.findall(fold(text)))
