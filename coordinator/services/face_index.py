"""Finds the few faces of a roster that are worth comparing with one: by address, telephone, and likely spellings."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from coordinator.rules.names import full_firsts, last_name_words
from coordinator.services.face import Face
from coordinator.services.name_frequency import local_of
from coordinator.services.name_likeness import NOT_ONE_NAME, first_kind, last_kind

Place = int
Key = TypeVar("Key", bound=Hashable)
# More than so many have a name, and the name alone says nothing elsewhere than in the office; there, more are a crowd.
MANY, CROWD = 8, 60
MOST_SPELLINGS = 12
# Below this no two last names are one misspelled.
NEAR = 0.78


class FaceIndex:
    """`faces` in the order given; places are indexes into it. Each way of finding is made when first asked."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self.faces = faces
        self._likely: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def near(self, face: Face) -> set[Place]:
        """Who may be this person. Those of an office are looked at more closely than those elsewhere."""
        found: set[Place] = set()
        for email in face.all_emails:
            found.update(self.by_email.get(email, ()))
            found.update(_unless_crowd(self._by_local.get(local_of(email), ())))
        for phone in face.phones:
            found.update(_unless_crowd(self._by_phone.get(phone, ())))
        for pair in self._likely_names(face.last, face.first):
            found.update(self._named(pair, face.office_id))
        for word in face.middle.split():
            found.update(self._named((face.last, word), face.office_id))
        found.update(self._in_office(face))
        return found

    def _named(self, pair: tuple[str, str], office_id: int | None) -> Sequence[Place]:
        places = self.by_name.get(pair, ())
        return places if len(places) <= MANY else _unless_crowd(self._by_name_there.get((*pair, office_id), ()))

    def _likely_names(self, last: str, first: str) -> tuple[tuple[str, str], ...]:
        """The names on record that this may be, in either order, by short forms, or misspelled."""
        known = self._likely.get((last, first))
        if known is None:
            pairs = {*self._pairs(last, first), *(self._pairs(first, last) if first else ())}
            known = self._likely[last, first] = tuple(pair for pair in pairs if pair in self.by_name)
        return known

    def _pairs(self, last: str, first: str) -> Iterator[tuple[str, str]]:
        forms = last_forms(last)
        lasts = [*forms, *(like for form in forms for like in self._lasts.like(form))]
        firsts = {*full_firsts(first), *self._short_for.get(first, ()), *self._firsts.like(first)}
        return ((each, name) for each in lasts for name in firsts)

    def _in_office(self, face: Face) -> Iterator[Place]:
        """Of the same office: the same last name with any like first name, the same first name with any like last."""
        for last, first in ((face.last, face.first), (face.first, face.last)):
            for form in last_forms(last):
                for place in self._by_last.get((form, face.office_id), ()):
                    if first_kind(first, self.faces[place].first) not in NOT_ONE_NAME:
                        yield place
        places = self._by_first.get((face.full_first, face.office_id), ())
        if places:
            names = self._last_names(face.full_first, face.office_id)
            for name, _, at in process.extract_iter(face.last, names, scorer=JaroWinkler.similarity, score_cutoff=NEAR):
                if last_kind(face.last, name) not in NOT_ONE_NAME:
                    yield places[at]

    def _last_names(self, full_first: str, office_id: int | None) -> list[str]:
        key = (full_first, office_id)
        if key not in self._names_there:
            self._names_there[key] = [self.faces[place].last for place in self._by_first[key]]
        return self._names_there[key]

    # ways of finding

    @cached_property
    def by_email(self) -> dict[str, list[Place]]:
        return self._filed(lambda face: face.all_emails)

    @cached_property
    def by_name(self) -> dict[tuple[str, str], list[Place]]:
        """By any form of the last name and the full first name."""
        return self._filed(lambda face: [(last, face.full_first) for last in last_forms(face.last)])

    @cached_property
    def _by_local(self) -> dict[str, list[Place]]:
        return self._filed(lambda face: map(local_of, face.all_emails))

    @cached_property
    def _by_phone(self) -> dict[str, list[Place]]:
        return self._filed(lambda face: face.phones)

    @cached_property
    def _by_name_there(self) -> dict[tuple[str, str, int | None], list[Place]]:
        """As by name, within each office; only names that many have."""
        filed: dict[tuple[str, str, int | None], list[Place]] = defaultdict(list)
        for pair, places in self.by_name.items():
            if len(places) > MANY:
                for place in places:
                    filed[*pair, self.faces[place].office_id].append(place)
        return filed

    @cached_property
    def _by_first(self) -> dict[tuple[str, int | None], list[Place]]:
        return self._filed(lambda face: ((face.full_first, face.office_id),))

    @cached_property
    def _by_last(self) -> dict[tuple[str, int | None], list[Place]]:
        return self._filed(lambda face: [(last, face.office_id) for last in last_forms(face.last)])

    def _filed(self, keys: Callable[[Face], Iterable[Key]]) -> dict[Key, list[Place]]:
        filed: dict[Key, list[Place]] = defaultdict(list)
        for place, face in enumerate(self.faces):
            for key in keys(face):
                filed[key].append(place)
        return filed

    @cached_property
    def _names_there(self) -> dict[tuple[str, int | None], list[str]]:
        return {}

    @cached_property
    def _lasts(self) -> "Spellings":
        return Spellings({last for last, _ in self.by_name})

    @cached_property
    def _firsts(self) -> "Spellings":
        return Spellings({first for _, first in self.by_name})

    @cached_property
    def _short_for(self) -> dict[str, set[str]]:
        """First names of the roster that may be short for another: "patricia" → pat, patty."""
        shorter: dict[str, set[str]] = defaultdict(set)
        for first in {first for _, first in self.by_name}:
            for full in full_firsts(first):
                shorter[full].add(first)
        return shorter


def _unless_crowd(places: Sequence[Place]) -> Sequence[Place]:
    """What so many have in common does not narrow anything, and each would cost a comparison."""
    return places if len(places) <= CROWD else ()


def last_forms(last: str) -> tuple[str, ...]:
    """What a last name is filed under: "de la cruz lopez" under delacruzlopez, cruz and lopez."""
    if " " not in last:
        return (last,)
    return tuple(dict.fromkeys([last.replace(" ", ""), *last_name_words(last)]))


class Spellings:
    """Words that differ by a letter or two, found by leaving out each letter in turn."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, tuple[str, ...]] = {}
        for word in words:
            # Figures are no spelling: names with a running number are all alike.
            if len(word) >= 3 and word.isalpha():
                for rest in _rests(word):
                    self._by_rest[rest].append(word)

    def like(self, word: str) -> tuple[str, ...]:
        """Other words that may be this one misspelled, the first few of many."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._find(word) if len(word) >= 3 else ()
        return known

    def _find(self, word: str) -> tuple[str, ...]:
        found = dict.fromkeys(like for rest in _rests(word) for like in self._by_rest.get(rest, ()) if like != word)
        alike = [like for like in found if last_kind(word, like) not in NOT_ONE_NAME]
        return tuple(alike[:MOST_SPELLINGS])


def _rests(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
