"""What two words of a name have to do with each other: spelled alike, short for one another, part of a double name."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from coordinator.rules.names import are_short_forms, last_name_words


class Kind(Enum):
    EQUAL = auto()
    NICKNAME = auto()
    INITIAL = auto()
    PART = auto()
    ONE_LETTER = auto()
    LETTERS = auto()
    GARBLED = auto()
    MISSING = auto()
    OTHER = auto()


# Such names may have something in common, but they are not one name.
NOT_ONE_NAME = (Kind.GARBLED, Kind.OTHER)


@lru_cache(maxsize=1 << 17)
def first_kind(one: str, other: str) -> Kind:
    """Of two folded first names."""
    if one == other:
        return Kind.EQUAL if one else Kind.MISSING
    if not one or not other:
        return Kind.MISSING
    if len(one) == 1 or len(other) == 1:
        return Kind.INITIAL if one[0] == other[0] else Kind.OTHER
    if one.replace(" ", "") == other.replace(" ", ""):
        return Kind.EQUAL
    if are_short_forms(one, other) or any(len(word) > 2 for word in set(one.split()) & set(other.split())):
        return Kind.NICKNAME
    return _spelling(one, other)


@lru_cache(maxsize=1 << 17)
def last_kind(one: str, other: str) -> Kind:
    """Of two folded last names."""
    if one == other:
        return Kind.EQUAL if one else Kind.MISSING
    if not one or not other:
        return Kind.MISSING
    words, others = last_name_words(one), last_name_words(other)
    if "".join(words) == "".join(others) or one.replace(" ", "") == other.replace(" ", ""):
        return Kind.EQUAL
    if _shares_a_word(words, others):
        return Kind.PART
    return _spelling("".join(words), "".join(others))


def _shares_a_word(words: Sequence[str], others: Sequence[str]) -> bool:
    """All words of the shorter name are in the longer: "Garcia" and "Garcia Lopez", or the same two in other order."""
    shared = {word for word in words if len(word) > 2} & set(others)
    return bool(shared) and len(shared) == min(len(words), len(others))


def _spelling(one: str, other: str) -> Kind:
    """By typing errors: of short words a letter is already another word."""
    longest = max(len(one), len(other))
    distance = OSA.distance(one, other)
    if distance <= 1 and longest >= 4:
        return Kind.ONE_LETTER
    if (distance == 1 and longest == 3) or (distance == 2 and longest >= 5):
        return Kind.LETTERS
    likeness = JaroWinkler.similarity(one, other)
    if distance == 3 and longest >= 8 and likeness >= 0.8:
        return Kind.LETTERS
    return Kind.GARBLED if 2 * distance <= longest or likeness >= 0.75 else Kind.OTHER
