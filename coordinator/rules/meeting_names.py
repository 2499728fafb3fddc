"""Names under which meeting tools show people: decorated, of a device, in either order.

The readings of a name are every way in which it can be first, middle and last name; which of them is a person on the
roster is decided elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coordinator.rules.contacts import normalize_email, upn_to_email
from coordinator.rules.name_words import SUFFIXES
from coordinator.rules.names import fold, generation_of, parse_name
from coordinator.rules.withheld import is_withheld

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_DEVICE = r"(?:iphone|ipad|ipod|macbook(?: (?:pro|air))?|android)"
_LOOSE_DEVICE = r"(?:mac|imac|galaxy|pixel|surface|laptop|phone|tablet|pc|desktop|computer)"
_MODEL = r"(?:\s+[\w+]{1,6}){0,3}"
_DEVICE_OF = re.compile(
    rf"(?:{_DEVICE}|{_LOOSE_DEVICE}){_MODEL}?\s+(?:(?:von|of|de|di|van|da|af)\s+|d[’'])(?P<who>.+)", re.IGNORECASE
)
# "Dana Mac" may be called so: a word that is a name too counts behind "’s" only.
_DEVICE_BEHIND = re.compile(
    rf"(?P<who>.+?)(?:[’'`´]s?\s+(?:{_DEVICE}|{_LOOSE_DEVICE})|\s+{_DEVICE}){_MODEL}", re.IGNORECASE
)
_PRONOUNS = re.compile(
    r"\b(?:she|he|they|ze|xe|her|him|them|hers|his|theirs)\s*/\s*(?:she|he|they|her|him|them|hers|his|theirs|any|zir|xem)"
    r"(?:\s*/\s*\w+)?\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+(?:[-–—|]|//|@)\s+.*$|\s*\|.*$")
# What a tool calls whoever says nothing: no name of anybody.
_NOBODY = frozenset(
    [
        "iphone",
        "ipad",
        "ipod",
        "mac",
        "macbook",
        "imac",
        "android",
        "galaxy",
        "pixel",
        "surface",
        "laptop",
        "phone",
        "tablet",
        "pc",
        "guest",
        "user",
        "participant",
        "attendee",
        "anonymous",
        "unknown",
        "unverified",
        "external",
        "host",
        "cohost",
        "presenter",
        "organizer",
        "panelist",
        "webex",
        "zoom",
        "teams",
        "meet",
        "caller",
        "callin",
        "call",
        "in",
        "dial",
        "telephone",
        "conference",
        "room",
        "meeting",
        "admin",
        "me",
        "owner",
        "desktop",
        "computer",
    ]
)
_MOST_WORDS = 6


class Reading(NamedTuple):
    """One way to read a name: folded, with the spaces inside its parts; `middle` may be several words.

    `is_usual` where the order is written ("Last, First") or first names stand first.
    """

    last: str
    first: str
    middle: str
    generation: str
    is_usual: bool


@dataclass(frozen=True, slots=True)
class MeetingName:
    """`readings` is empty for one word and for what is no name; `words` are all words of it, folded.

    `tags` is what stands in brackets or behind a dash, as written.
    """

    readings: tuple[Reading, ...] = ()
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nobody is named: "iPhone", "Guest 2", a telephone number."""
        return all(word in _NOBODY or not word.isalpha() for word in self.words)

    @property
    def tag_words(self) -> frozenset[str]:
        """Words of the tags in capitals, such as the code of an office: "(HSI/DEN CTR)" has HSI, DEN and CTR."""
        return frozenset(word for tag in self.tags for word in re.split(r"[\W_]+", tag) if word.isupper())


def read_meeting_name(text: str) -> MeetingName:
    """The name without what tools and people hang on it: "Okafor, Dana (she/her) (Guest)", "Dana Okafor’s iPad"."""
    if is_withheld(text):
        return MeetingName()
    if "@" in text:
        return MeetingName(words=tuple(fold(re.sub(r"[._\d]+", " ", text.partition("@")[0])).split()))
    bare, tags = _without_tags(_SPACES.sub(" ", text).strip())
    name = parse_name(bare)
    if name is None:
        return MeetingName(words=tuple(fold(bare).split()), tags=tags)
    generation = generation_of(name.suffix)
    words, inside = _without_generation(f"{name.first} {name.middle} {name.last}".split())
    if "," in bare and name.first:
        readings = [*_in_order([name.first, *name.middle.split()], name.last, generation)]
    else:
        readings = [*_in_any_order(words, generation or inside)]
    return MeetingName(tuple(dict.fromkeys(readings)), tuple(fold(" ".join(words)).split()), tags)


def bare_name(text: str) -> str:
    """The name as it would stand on a roster: without brackets, pronouns, device, and what is behind a dash."""
    return _without_tags(_SPACES.sub(" ", text).strip())[0]


def _without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    tags = [tag.strip() for tag in _BRACKETED.findall(text)]
    while text != (text := _BRACKETED.sub(" ", text)):
        pass
    text = _PRONOUNS.sub(" ", text)
    if behind := _BEHIND.search(text):
        tags.append(behind[0].strip(" -–—|/@"))
        text = text[: behind.start()]
    text = _SPACES.sub(" ", text).strip()
    device = _DEVICE_OF.fullmatch(text) or _DEVICE_BEHIND.fullmatch(text)
    return (device["who"] if device else text), tuple(filter(None, tags))


def _without_generation(words: Sequence[str]) -> tuple[list[str], str]:
    """ "Okafor Jr. Dana": behind the last name though the first name follows."""
    found = [SUFFIXES.get(word.rstrip(".").casefold(), "") if at else "" for at, word in enumerate(words)]
    if len(words) < 3 or not any(found):
        return [*words], ""
    return [word for word, suffix in zip(words, found, strict=True) if not suffix], generation_of(max(found))


def _in_order(given: Sequence[str], last: str, generation: str) -> Iterator[Reading]:
    """The order is known; how many of the given words are the first name is not: "Mary Ann"."""
    first, *middle = map(fold, given)
    yield Reading(fold(last), first, " ".join(middle), generation, is_usual=True)
    if middle and len(middle[0]) > 1:
        yield Reading(fold(last), f"{first} {middle[0]}", " ".join(middle[1:]), generation, is_usual=True)


def _in_any_order(words: Sequence[str], generation: str) -> Iterator[Reading]:
    if len(words) > _MOST_WORDS:
        return
    for at in range(1, len(words)):
        # "Dana R Okafor": an initial begins no last name, but for "O Brien" and "D Angelo".
        if at == len(words) - 1 or len(words[at]) > 1 or words[at] in "OD":
            yield from _in_order(words[:at], " ".join(words[at:]), generation)
    for at in range(1, len(words)):
        for reading in _in_order(words[at:], " ".join(words[:at]), generation):
            yield reading._replace(is_usual=False)


def identity_of(name: str, email: str, upn: str) -> str:
    """Equal for what is one participant in two files: the address, else the name as it is spelled."""
    for text in filter(None, (email, upn)):
        address = upn_to_email(text) or normalize_email(text)
        if address is not None:
            return address
    return fold(name)
