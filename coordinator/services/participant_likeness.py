"""How likely it is that a participant of a meeting is somebody on the roster: for a person to choose from, never more.

By the likeness of imports and duplicates, with what is special of a meeting: who has a seat is likely to come, who is
known to be another participant is not, and a tool may show an initial, one word, an address or a telephone alone.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import log2
from typing import NamedTuple

from rapidfuzz import fuzz, process

from coordinator.exchange.attendance_reports import Participant
from coordinator.rules.meeting_names import MeetingName, Reading, read_meeting_name
from coordinator.rules.names import full_firsts
from coordinator.services.attendee_matching import Matcher, addresses
from coordinator.services.face import NOBODY, Face, full_first, phones_of
from coordinator.services.face_index import FaceIndex, last_forms
from coordinator.services.likeness import Likenesses

# In bits. Below LEAST nothing speaks for it.
LEAST = -10.0
NO_SEAT, CAME_ALREADY = -2.0, -3.0
LAST_INITIAL, LAST_BEGINS, LAST_ALONE, OTHER_LAST = 3.0, 4.0, -1.5, -8.0
# So many of the nearest by spelling are looked at closely, of the whole roster and of the seated.
NEAREST, NEAREST_SEATED = 6, 8
SPELLED_LIKE = 60.0


class Likely(NamedTuple):
    designee_id: int
    score: float
    reasons: tuple[str, ...]


class _Sought(NamedTuple):
    """One way to look for a participant; `begins` is how the last name begins where no more of it is known."""

    face: Face
    begins: str = ""
    bits: float = 0.0


class LikelyPeople:
    """Read once, asked often. `came` are the people who are known to be other participants."""

    def __init__(self, matcher: Matcher, came: Collection[int] = ()) -> None:
        self._matcher = matcher
        self._came = came
        self._faces = matcher.known.faces
        self._index = FaceIndex(self._faces)
        self._likenesses = Likenesses(matcher.frequencies)
        self._spelled = [_sorted_words(f"{face.first} {face.last}".split()) for face in self._faces]
        self._seated = [place for place, face in enumerate(self._faces) if face.designee_id in matcher.seated]
        self._seated_spelled = [self._spelled[place] for place in self._seated]
        self._seated_by_word: dict[str, list[int]] = defaultdict(list)
        for place in self._seated:
            for word in {*self._faces[place].last.split(), *full_firsts(self._faces[place].first)}:
                self._seated_by_word[word].append(place)
        self._with_seat = log2(max(len(self._faces), 1) / max(len(self._seated), 1))

    def find(self, person: Participant) -> list[Likely]:
        """Everybody who may be meant, best first; the seated first among equals."""
        names = [read_meeting_name(text) for text in (person.name, person.original_name) if text]
        sought = self._sought(person, names)
        best: dict[int, tuple[float, Likely]] = {}
        for place in self._near(names, sought):
            bits, likely = self._judge(sought, self._faces[place])
            known = best.get(likely.designee_id)
            if bits >= LEAST and (known is None or bits > known[0]):
                best[likely.designee_id] = bits, likely
        return [likely for _, likely in sorted(best.values(), key=self._order)]

    def _order(self, found: tuple[float, Likely]) -> tuple[float, bool, int]:
        bits, likely = found
        return -round(bits, 3), likely.designee_id not in self._matcher.seated, likely.designee_id

    def _sought(self, person: Participant, names: Sequence[MeetingName]) -> list[_Sought]:
        offices = self._matcher.tagged_offices(names)
        emails = tuple(addresses(person.email, person.upn))
        office_id = next(iter(offices)) if len(offices) == 1 else None
        bare = Face(NOBODY, "", "", "", "", "", office_id, emails, (), phones_of((person.name,)), is_former_name=False)
        words = [word for name in names for word in name.words]
        ways = [way for name in names if not name.says_nothing for way in _of_name(name, bare)]
        ways += [way for email in emails for way in _of_address(email, words, bare)]
        return [*dict.fromkeys(ways)] or [_Sought(bare)]

    # candidates

    def _near(self, names: Iterable[MeetingName], sought: Iterable[_Sought]) -> set[int]:
        found: set[int] = set()
        for each in sought:
            found |= self._index.near(each.face)
            found.update(self._of_last_name(each.face))
        for name in names:
            if not name.says_nothing:
                found |= self._spelled_alike(name.words)
                found.update(place for word in name.words for place in self._seated_called(word))
        return found

    def _seated_called(self, word: str) -> Iterator[int]:
        """Of the seated, whose last name has this word or whose first name it is, or is short for."""
        for form in full_firsts(word):
            yield from self._seated_by_word.get(form, ())

    def _of_last_name(self, face: Face) -> Iterator[int]:
        """Of that last name, whose first name begins so: an initial is enough."""
        for form in last_forms(face.last):
            for place in self._matcher.of_last_name(form):
                if not face.first or self._faces[place].first[:1] == face.first[:1]:
                    yield place

    def _spelled_alike(self, words: Sequence[str]) -> set[int]:
        text = _sorted_words(words)
        near = process.extract(text, self._spelled, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=SPELLED_LIKE)
        seated = process.extract(text, self._seated_spelled, scorer=fuzz.ratio, limit=NEAREST_SEATED)
        return {place for _, _, place in near} | {self._seated[place] for _, _, place in seated}

    # how likely

    def _judge(self, sought: Iterable[_Sought], face: Face) -> tuple[float, Likely]:
        compared = [(each.bits + _beginning(each, face), self._likenesses.compare(each.face, face)) for each in sought]
        more, best = max(compared, key=lambda each: each[0] + each[1].bits)
        bits = best.bits + more + (self._with_seat if face.designee_id in self._matcher.seated else NO_SEAT)
        bits += CAME_ALREADY if face.designee_id in self._came else 0.0
        score = 1 / (1 + 2 ** -max(-60.0, min(60.0, bits)))
        return bits, Likely(face.designee_id, score, best.reasons)


def _beginning(sought: _Sought, face: Face) -> float:
    if not sought.begins:
        return 0.0
    if not face.last.startswith(sought.begins) or face.last == sought.begins:
        return OTHER_LAST
    return LAST_INITIAL if len(sought.begins) == 1 else LAST_BEGINS


# ways to look


def _of_name(name: MeetingName, bare: Face) -> Iterator[_Sought]:
    """Swapped names are compared both ways anyway."""
    for reading in name.readings:
        if reading.is_usual or reading.middle or len(reading.first) == 1:
            yield from _of_reading(reading, bare)
    if len(name.words) == 1:
        yield _Sought(bare._replace(last=name.words[0]), bits=LAST_ALONE)
        yield _Sought(_called(bare, name.words[0]))


def _of_reading(reading: Reading, bare: Face) -> Iterator[_Sought]:
    face = _called(bare, reading.first)._replace(middle=reading.middle, generation=reading.generation)
    if len(reading.last) > 1:
        yield _Sought(face._replace(last=reading.last))
    if reading.is_usual and len(reading.last) in (1, 3, 4, 5, 6):
        yield _Sought(face, begins=reading.last)


def _of_address(email: str, words: Sequence[str], bare: Face) -> Iterator[_Sought]:
    """ "dana.okafor7@…" is a name; "dokafor@…" the last name, with the first name that is shown or its initial."""
    parts = re.findall(r"[^\W\d_]+", email.partition("@")[0])
    if len(parts) > 1:
        yield from _of_name(read_meeting_name(" ".join(parts)), bare)
    elif parts and len(parts[0]) > 4:
        initial, last = parts[0][0], parts[0][1:]
        first = next((word for word in words if word[0] == initial), initial)
        yield _Sought(_called(bare, first)._replace(last=last))


def _called(face: Face, first: str) -> Face:
    return face._replace(first=first, full_first=full_first(first))


def _sorted_words(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
