"""How a name in a meeting fits somebody on the roster: it is theirs, it could be, or it is not."""

from enum import IntEnum

from coordinator.rules.meeting_names import MeetingName, Reading
from coordinator.rules.names import full_firsts
from coordinator.services.face import Face, full_first
from coordinator.services.name_likeness import Kind, first_kind, last_kind


class Fit(IntEnum):
    """The higher, the more certain.

    COULD is a part of a double name, an initial, a middle name that is gone by; FULL is EXACT with the middle name too.
    """

    NONE = 0
    COULD = 1
    NICKNAME = 2
    EXACT = 3
    FULL = 4


def fit(reading: Reading, face: Face) -> Fit:
    """Of one reading of a participant's name and a person as on record."""
    if not face.first or _generation_clashes(reading, face):
        return Fit.NONE
    lasts = last_kind(reading.last, face.last)
    if lasts not in (Kind.EQUAL, Kind.PART):
        return Fit.NONE
    if _is_clash(reading.middle, face.middle):
        return Fit.NONE
    is_last = reading.last.replace(" ", "") == face.last.replace(" ", "")
    if is_last and len(reading.first) > 1 and reading.first.replace(" ", "") == face.first.replace(" ", ""):
        if not _is_order_sure(reading, face):
            return Fit.COULD
        return Fit.FULL if reading.middle and face.middle else Fit.EXACT
    if is_last and reading.is_usual and _is_short_form(reading.first, face):
        return Fit.NICKNAME
    return Fit.COULD if _could_be_called(reading, face) else Fit.NONE


def could_be(name: MeetingName, face: Face) -> bool:
    """Whether the name can mean this person at all: in full, by one word of it, or by an initial of the last name."""
    if not name.readings:
        return any(word in face.last.split() or _is_called(word, face) for word in name.words)
    return any(
        fit(reading, face) is not Fit.NONE
        or (len(reading.last) == 1 and face.last.startswith(reading.last) and _is_called(reading.first, face))
        for reading in name.readings
    )


def _is_called(first: str, face: Face) -> bool:
    return first_kind(first, face.first) in (Kind.EQUAL, Kind.NICKNAME)


def _generation_clashes(reading: Reading, face: Face) -> bool:
    return bool(reading.generation and face.generation) and reading.generation != face.generation


def _is_clash(middle: str, other: str) -> bool:
    """Two middle names that cannot be one: "A" and "B", "Ann" and "Lee"; what is missing contradicts nothing."""
    if not middle or not other or middle == other:
        return False
    if len(middle) == 1 or len(other) == 1:
        return middle[0] != other[0]
    return set(middle.split()).isdisjoint(other.split())


def _is_order_sure(reading: Reading, face: Face) -> bool:
    """In the unusual order a word is left over only where the record has it too: "Doe John Q"."""
    return reading.is_usual or not reading.middle or bool(face.middle)


def _is_short_form(first: str, face: Face) -> bool:
    """By the tables alone: that "Dan" begins "Dana" says nothing."""
    if min(len(first), len(face.first)) < 2 or first == face.first:
        return False
    return full_first(first) == face.full_first or first in full_firsts(face.first) or face.first in full_firsts(first)


def _could_be_called(reading: Reading, face: Face) -> bool:
    if " " in reading.first or not (reading.is_usual or len(reading.first) > 1):
        return False
    if first_kind(reading.first, face.first) in (Kind.EQUAL, Kind.NICKNAME, Kind.INITIAL):
        return True
    called = [word for word in face.middle.split() if len(word) > 1]
    if any(first_kind(reading.first, word) in (Kind.EQUAL, Kind.NICKNAME) for word in called):
        return True
    given = [word for word in reading.middle.split() if len(word) > 1]
    return any(first_kind(word, face.first) in (Kind.EQUAL, Kind.NICKNAME) for word in given)
