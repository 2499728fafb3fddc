"""A face: how a person may turn up in a list. A person has several: as now, by a former name, as merged."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from coordinator.rules.contacts import normalize_phone
from coordinator.rules.names import PersonName, canonical_first, fold, generation_of

NOBODY = 0


class Face(NamedTuple):
    """Names are folded. `first` is as written, `full_first` with a common nickname replaced."""

    designee_id: int
    last: str
    first: str
    full_first: str
    middle: str
    generation: str
    office_id: int | None
    emails: tuple[str, ...]
    former_emails: tuple[str, ...]
    phones: tuple[str, ...]
    is_former_name: bool

    @property
    def all_emails(self) -> tuple[str, ...]:
        return self.emails + self.former_emails


def face_of(
    designee_id: int,
    name: PersonName,
    office_id: int | None,
    emails: tuple[str, ...],
    phones: tuple[str, ...],
    former_emails: tuple[str, ...] = (),
    *,
    is_former_name: bool = False,
) -> Face:
    first = _folded(name.first)
    return Face(
        designee_id,
        _folded(name.last),
        first,
        full_first(first),
        _folded(name.middle) if name.middle else "",
        generation_of(name.suffix) if name.suffix else "",
        office_id,
        emails,
        former_emails,
        phones,
        is_former_name,
    )


def phones_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The numbers for comparing, with their extension, once each: "+17165550108", "+17165550108x22"."""
    return tuple(dict.fromkeys(phone for text in texts if text and (phone := _phone(text))))


def _phone(text: str) -> str:
    # As it is stored, or brought to one form before: most are read without the expressions that read any.
    if len(text) == 14 and text[0] == "(" and text[4:6] == ") " and text[9] == "-":
        return f"+1{text[1:4]}{text[6:9]}{text[10:]}"
    if text[0] == "+" and text[1:].isdecimal():
        return text
    phone = normalize_phone(text)
    if phone is None:
        return ""
    return f"{phone.number}x{phone.extension}" if phone.extension else phone.number


@lru_cache(maxsize=1 << 17)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=1 << 15)
def full_first(first: str) -> str:
    """A folded first name with a common nickname replaced."""
    return canonical_first(first)
