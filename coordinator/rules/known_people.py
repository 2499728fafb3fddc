"""Finds in free words whom the program knows: by the full name in either order, or by a surname that stands out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from coordinator.rules.names import PersonName, fold, parse_name

KindT = TypeVar("KindT")
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_SHORTEST_SURNAME = 4
# A date in a text names nobody who is called May.
_CALENDAR = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip
Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text without case, accents, apostrophes and signs; "Okafor's" is said of Okafor."""
    return tuple(_WORD.findall(fold(_POSSESSIVE.sub("", text))))


def phrases_of(name: PersonName) -> Iterator[Words]:
    """How a text may say the name: whole, first and last in either order, and the surname alone if it is long."""
    last = words_of(name.last)
    for given in (words_of(name.first), words_of(f"{name.first} {name.middle}")):
        if given and last:
            yield (*given, *last)
            yield (*last, *given)
    if last and (len(last) > 1 or (len(last[0]) >= _SHORTEST_SURNAME and last[0] not in _CALENDAR)):
        yield last


def phrases_of_text(text: str) -> Iterator[Words]:
    """The same of a name as it was typed, and the text itself."""
    name = parse_name(text)
    if name is not None:
        yield from phrases_of(name)
        yield words_of(text)


@dataclass(frozen=True, slots=True)
class KnownPhrases(Generic[KindT]):
    """Runs of words, each with what it is; made by `of`. `lengths` are those that occur, in words."""

    kinds: Mapping[Words, tuple[KindT, ...]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()

    @classmethod
    def of(cls, phrases: Iterable[tuple[Words, KindT]]) -> "KnownPhrases[KindT]":
        found: dict[Words, tuple[KindT, ...]] = {}
        for words, kind in phrases:
            if words and kind not in found.get(words, ()):
                found[words] = (*found.get(words, ()), kind)
        return cls(found, tuple(sorted(set(map(len, found)))))

    def found_in(self, text: str) -> tuple[KindT, ...]:
        """What the text says, once each."""
        words = words_of(text)
        runs = (words[at : at + length] for length in self.lengths for at in range(len(words) - length + 1))
        return tuple(dict.fromkeys(kind for run in runs for kind in self.kinds.get(run, ())))
