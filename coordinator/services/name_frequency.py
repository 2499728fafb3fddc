"""How often each value is met on a roster, in bits: 10 is once in a thousand."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import log2

from coordinator.rules.names import last_name_words
from coordinator.services.face import Face, full_first

# So much a name says at most.
MOST_LAST, MOST_FIRST = 11.0, 8.0
# A small roster is a sample: what is met once in it is not for that reason rare.
LEAST_ROSTER = 1000
# "+1716555" of "+17165550108", and "5550108" of it.
RANGE, NUMBER = 8, 7


class Memo(dict[str, float]):
    """What was worked out once for a text is looked up."""

    def __init__(self, work: Callable[[str], float]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> float:
        value = self[text] = self._work(text)
        return value


class Frequencies:
    """`needed` is what singles out one person. `last` and `first` are by the folded name as written."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces
        self.needed = log2(max(len(faces), LEAST_ROSTER))
        self.last = Memo(lambda last: self.last_word(last_name_words(last)))
        self.first = Memo(lambda first: self._rarity(self._firsts[full_first(first)]))
        self._rarities: dict[int, float] = {}

    def last_word(self, words: Iterable[str]) -> float:
        """Of the rarest of the words; a name that nobody has counts as one that somebody has."""
        return max((self._rarity(self._lasts[word]) for word in words), default=0.0)

    def name(self, last: str, first: str) -> float:
        """Of first and last name together, in either order: where many have both, both say no more than that."""
        count = self._names[last, full_first(first)] + self._names[first, full_first(last)]
        return 99.0 if count < 3 else self._rarity(count - 1)

    def local(self, local: str) -> float:
        """Of what stands before the @ of an address."""
        return self._rarity(self._locals[local])

    def phone(self, phone: str) -> float:
        """One or two people share what is theirs; more share a switchboard."""
        return min(10.0, self._rarity(self._phones[phone] - 1))

    def near_phone(self, phone: str, other: str) -> float:
        """Numbers of one office differ by a figure or two anyway; the fewer are alike, the more it says."""
        is_range = phone[:RANGE] == other[:RANGE]
        alike = self._ranges[other[:RANGE]] if is_range else self._numbers[other[-NUMBER:]]
        return max(min(self._rarity(alike) - 2.5, 6.0), 0.0)

    def is_common(self, weight: float) -> bool:
        """Whether a name of this weight is met more than twice: no slip of a pen makes it."""
        return weight < self.needed - 1.5

    def office(self, office_id: int | None) -> float:
        count = self._offices[office_id]
        return min(4.5, log2(len(self._faces) / count)) if count else 4.5

    def _rarity(self, count: int) -> float:
        found = self._rarities.get(count)
        if found is None:
            found = self._rarities[count] = max(self.needed - log2(max(count, 1)), 0.0)
        return found

    @cached_property
    def _lasts(self) -> Counter[str]:
        return Counter(word for face in self._faces for word in last_name_words(face.last))

    @cached_property
    def _firsts(self) -> Counter[str]:
        return Counter(face.full_first for face in self._faces)

    @cached_property
    def _names(self) -> Counter[tuple[str, str]]:
        return Counter((face.last, face.full_first) for face in self._faces)

    @cached_property
    def _locals(self) -> Counter[str]:
        return Counter(local_of(email) for face in self._faces for email in face.emails)

    @cached_property
    def _phones(self) -> Counter[str]:
        return Counter(phone for face in self._faces for phone in face.phones)

    @cached_property
    def _ranges(self) -> Counter[str]:
        return Counter(phone[:RANGE] for face in self._faces for phone in face.phones)

    @cached_property
    def _numbers(self) -> Counter[str]:
        return Counter(phone[-NUMBER:] for face in self._faces for phone in face.phones)

    @cached_property
    def _offices(self) -> Counter[int | None]:
        return Counter(face.office_id for face in self._faces)


def local_of(email: str) -> str:
    return email.partition("@")[0]
