"""What the cells of a column are, whatever its header says."""

import re
from collections.abc import Callable, Sequence

from coordinator.exchange.nomination_cells import (
    date_of,
    emails_of,
    is_nothing,
    phone_of,
    position_of,
    priority_of,
    withheld,
    yes_or_no,
    zone_of,
)
from coordinator.exchange.nomination_headers import NominationField
from coordinator.rules.vocabulary import Position

F = NominationField

_LAST_FIRST = re.compile(r"[^\W\d_][\w'’.\- ]*,\s*[^\W\d_][\w'’.\- ,()]*")
_FIRST_LAST = re.compile(r"(?:[^\W\d_][\w'’.\-]*\s+){1,3}[^\W\d_][\w'’.\-]*(?:\s*\(.*\))?")
_OFFICE = re.compile(r"(?:SAC|RAC|HSI)\b.*|[A-Z]{3}|.*\bfield office\b.*", re.IGNORECASE)


def _is_email(text: str) -> bool:
    return bool(emails_of(text))


def _is_phone(text: str) -> bool:
    return phone_of(text)[0] is not None


def looks_like_name(text: str) -> bool:
    return len(text) <= 60 and bool(_LAST_FIRST.fullmatch(text) or _FIRST_LAST.fullmatch(text))


def _is_position(text: str) -> bool:
    return position_of(text) not in (None, Position.OTHER)


def _is_answer_or_date(text: str) -> bool:
    return yes_or_no(text) is not None or date_of(text) is not None or is_nothing(text)


def _is_alternate(text: str) -> bool:
    return text.casefold().startswith(("alt", "prim")) or yes_or_no(text) is not None


def _is_wordy(text: str) -> bool:
    """Position and rank share a word: a bare small number is no position."""
    return not re.fullmatch(r"\d{1,2}", text)


_TESTS: dict[NominationField, Callable[[str], bool]] = {
    F.EMAIL: _is_email,
    F.SUPERVISOR_EMAIL: _is_email,
    F.PHONE: _is_phone,
    F.MOBILE: _is_phone,
    F.NAME: lambda text: not _is_email(text) and not _is_phone(text),
    F.SUPERVISOR_NAME: lambda text: not _is_email(text) and not _is_phone(text),
    F.POSITION: _is_wordy,
    F.TRIAL_USE: _is_answer_or_date,
    F.COURSE_COMPLETED: _is_answer_or_date,
    F.TIME_ZONE: lambda text: zone_of(text) is not None,
    F.PRIORITY: lambda text: priority_of(text) is not None,
    F.ALTERNATE: _is_alternate,
}
# What is told by the cells alone, the share of them that must agree, and how sure that is at best.
_TELLING: tuple[tuple[NominationField, Callable[[str], bool], float], ...] = (
    (F.EMAIL, _is_email, 0.6),
    (F.PHONE, _is_phone, 0.6),
    (F.NAME, lambda text: looks_like_name(text) and not _is_position(text), 0.6),
    (F.POSITION, _is_position, 0.8),
    (F.OFFICE, lambda text: _OFFICE.fullmatch(text) is not None, 0.8),
    (F.TIME_ZONE, lambda text: zone_of(text) is not None, 0.8),
    (F.COURSE_COMPLETED, lambda text: date_of(text) is not None, 0.8),
    (F.TRIAL_USE, lambda text: yes_or_no(text) is not None, 0.8),
    (F.PRIORITY, lambda text: priority_of(text) is not None, 1.0),
)


def share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _telling(texts: Sequence[str]) -> list[str]:
    """Without those that say nothing about their column: "n/a", and what was withheld."""
    return [text for text in texts if not is_nothing(text) and not withheld(text)]


def borne_out(field: NominationField, texts: Sequence[str]) -> float:
    """From 0.5 to 1: how far the cells are what a header promises; half of them is enough, none halves the trust."""
    test = _TESTS.get(field)
    told = _telling(texts)
    return min(1.0, 0.5 + share(told, test)) if told and test else 1.0


def told_by_content(texts: Sequence[str]) -> dict[NominationField, float]:
    """What the cells may be by themselves, and how surely: never more than half."""
    told = _telling(texts)
    shares = {field: (share(told, test), least) for field, test, least in _TELLING}
    return {field: found / 2 for field, (found, least) in shares.items() if told and found >= least}
