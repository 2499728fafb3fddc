"""Names of people as lists and meeting tools write them, taken apart, written out and compared.

The raw text is always kept beside the parts: the parts are a reading of it.
"""

import re
import unicodedata
from dataclasses import dataclass

from coordinator.rules.name_words import (
    AFTER_A_COMMA,
    DEGREES,
    DIRECTORY_TAGS,
    HONORIFICS,
    JOB_TAGS,
    NICKNAMES,
    PARTICLES,
    SHORT_FORMS,
    SMALL_PARTICLES,
    SUFFIXES,
)
from coordinator.rules.withheld import is_withheld

__all__ = [
    "NICKNAMES",
    "PersonName",
    "are_short_forms",
    "canonical_first",
    "fold",
    "full_firsts",
    "generation_of",
    "last_name_words",
    "name_key",
    "name_keys",
    "parse_name",
]

_SPACES = re.compile(r"[\s\u00a0\u202f\u3000]+")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_LEFT_BRACKETS = re.compile(r"[()\[\]{}<>]")
_CONTRACTOR = re.compile(r"\b(CTR|CTRS|CONTR|CONTRACTOR)\b", re.IGNORECASE)
_APOSTROPHES = re.compile("['’‘ʼʻ`´′.]")
_DASHES = re.compile("[-‐-―−_,]")
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts; any part but `last` may be empty. A mononym is a `last` alone.

    `middle` may be several words; initials carry no period. `suffix` holds generation and degrees.
    """

    raw: str
    first: str
    middle: str
    last: str
    suffix: str
    is_contractor: bool

    @property
    def display(self) -> str:
        """As in a list: "Okafor, Dana R"."""
        given = f"{self.first} {self.middle}".strip()
        generation, degrees = self._suffixes()
        return ", ".join(filter(None, [" ".join([self.last, *generation]), given, *degrees]))

    @property
    def printed(self) -> str:
        """As on a certificate: "Dana R. Okafor"."""
        given = " ".join(_with_period(word) for word in f"{self.first} {self.middle}".split())
        generation, degrees = self._suffixes()
        return ", ".join([" ".join(filter(None, [given, self.last, *generation])), *degrees])

    def _suffixes(self) -> tuple[list[str], list[str]]:
        parts = [part for part in self.suffix.split(", ") if part]
        generation = [part for part in parts if part in _GENERATIONS]
        return generation, [part for part in parts if part not in _GENERATIONS]


_GENERATIONS = frozenset(SUFFIXES.values()) | {"V"}


def parse_name(text: str) -> PersonName | None:
    """Take a name apart; None where there is none: empty, withheld, an address, without a letter.

    Reads "LAST, FIRST M (CTR)", "First M. Last", "de la Cruz, Juan, Jr.", "Van Buren III, Martin" and
    the tags that directories and meeting tools add. All capitals (of the whole name, or of the surname before
    its comma) are recased, other cases are kept.
    """
    if is_withheld(text) or "@" in text:
        return None
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", _SPACES.sub(" ", text))).strip()
    bare, is_contractor = _without_tags(plain)
    parts = [part for part in (_trimmed(part) for part in bare.split(",")) if part]
    if not any(char.isalpha() for part in parts for char in part):
        return None
    if bare.isupper():
        parts = [_recased(part) for part in parts]
    elif len(parts) > 1 and parts[0].isupper() and len(parts[0]) > 2:
        # "DOE, John", as many lists have it; a certificate is not to print "John DOE".
        parts[0] = _recased(parts[0])
    parts, suffixes = _without_suffix_parts(parts)
    given, last, inner = _given_and_last(parts)
    first, *middle = given or [""]
    suffix = ", ".join(dict.fromkeys([*inner, *suffixes]))
    return PersonName(
        text.strip(), _bare_initial(first), " ".join(map(_bare_initial, middle)), last, suffix, is_contractor
    )


def fold(text: str) -> str:
    """For comparing: no case, no accents, no apostrophes or periods, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold().translate(_LATIN))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_DASHES.sub(" ", plain).casefold().split())


def name_key(name: PersonName) -> str:
    """Equal for names that agree in first and last name; middle names and suffixes do not count."""
    return _key(name.last, name.first)


def name_keys(text: str) -> frozenset[str]:
    """The keys of a name that may be written in either order: "Doe John" and "John Doe" share them."""
    name = parse_name(text)
    if name is None:
        return frozenset()
    keys = {name_key(name), _key(name.first, name.last)} if name.first else {name_key(name)}
    if name.middle and "," not in text:
        # "Doe John Q": the first word may be the surname and the second the first name.
        keys.add(_key(name.first, name.middle.split()[0]))
    return frozenset(keys)


def canonical_first(first: str) -> str:
    """The folded first name, a common nickname replaced: "Bill" → "william"."""
    folded = fold(first)
    return NICKNAMES.get(folded, folded)


def full_firsts(folded: str) -> frozenset[str]:
    """The folded first name itself and every name that it may be short for: "pat" → pat, patrick, patricia."""
    known = NICKNAMES.get(folded)
    return frozenset({folded, *SHORT_FORMS.get(folded, "").split(), *([known] if known else [])})


def are_short_forms(one: str, other: str) -> bool:
    """Whether two folded first names may be one: "bill" and "william", "pat" and "patricia", "alex" and "alexei"."""
    short, long = sorted((one, other), key=len)
    if 3 <= len(short) < len(long) and long.startswith(short):
        return True
    return not full_firsts(one).isdisjoint(full_firsts(other))


def last_name_words(folded: str) -> tuple[str, ...]:
    """The words of a folded last name that tell people apart: "de la cruz lopez" → cruz, lopez."""
    words = tuple(word for word in folded.split() if word not in PARTICLES)
    return words or tuple(folded.split())


def generation_of(suffix: str) -> str:
    """Jr., Sr., III, … of a suffix, "" for none; "II" counts as "Jr.", for lists write one for the other."""
    found = next((part for part in suffix.split(", ") if part in _GENERATIONS), "")
    return "Jr." if found == "II" else found


def _key(last: str, first: str) -> str:
    return f"{fold(last)}, {fold(first)}"


def _without_tags(text: str) -> tuple[str, bool]:
    """The text without brackets, directory tags, numbers and titles; and whether they say contractor."""
    tags = " ".join(_BRACKETED.findall(text))
    while text != (text := _BRACKETED.sub(" ", text)):
        pass
    words = _LEFT_BRACKETS.sub(" ", text).split()
    tail = []
    while len(words) > 1 and _is_directory_tag(words[-1]):
        tail.append(words.pop())
    while len(words) > 1 and _is_title(words):
        words.pop(0)
    return " ".join(words), bool(_CONTRACTOR.search(f"{tags} {' '.join(tail)}"))


def _is_directory_tag(word: str) -> bool:
    bare = word.strip(".,;-–")
    return bare in DIRECTORY_TAGS or bare == "" or bare.isdigit()


def _is_title(words: list[str]) -> bool:
    """Whether the first word is a title before a name: "SA" only with two words behind it."""
    word = words[0]
    return (word.endswith(".") or len(words) > 2) and (
        word.rstrip(".").casefold() in HONORIFICS
        or (len(words) > 2 and word in JOB_TAGS)
        or (word.isdigit() or word.rstrip(".)").isdigit())
    )


def _trimmed(text: str) -> str:
    return text.strip(' ;:*-–—/\\|"“”')


def _suffix_word(word: str, *, alone: bool) -> str | None:
    key = word.replace(".", "").casefold()
    return SUFFIXES.get(key) or DEGREES.get(key) or (AFTER_A_COMMA.get(key) if alone else None)


def _without_suffix_parts(parts: list[str]) -> tuple[list[str], list[str]]:
    """Split off the parts behind a comma that hold suffixes alone: "de la Cruz, Juan, Jr."."""
    kept, suffixes = parts[:1], []
    for part in parts[1:]:
        # "Doe, V" is more likely an initial: short forms count only where a given name is there already.
        found = [_suffix_word(word, alone=len(kept) > 1 or " " in kept[0]) for word in part.split()]
        if all(found):
            suffixes += [suffix for suffix in found if suffix]
        else:
            kept.append(part)
    return kept, suffixes


def _given_and_last(parts: list[str]) -> tuple[list[str], str, list[str]]:
    """Given names, surname, and the suffixes that stood inside: from one part or from "Last, First"."""
    surname, inner = _without_suffix_words(parts[0].split(), roman_five=len(parts) > 1)
    if len(parts) > 1:
        given, more = _without_suffix_words(" ".join(parts[1:]).split(), roman_five=False)
        return given, " ".join(surname), inner + more
    start = _surname_start(surname)
    return surname[:start], " ".join(surname[start:]), inner


def _without_suffix_words(words: list[str], *, roman_five: bool) -> tuple[list[str], list[str]]:
    suffixes: list[str] = []
    while len(words) > 1:
        found = _suffix_word(words[-1], alone=roman_five and words[-1] == "V")
        if found is None:
            break
        suffixes.insert(0, found)
        words = words[:-1]
    return words, suffixes


def _surname_start(words: list[str]) -> int:
    """Where the surname begins in "Martin Van Buren": at the first particle, else the last word."""
    for index, word in enumerate(words[1:-1], start=1):
        if word.casefold() in PARTICLES:
            return index
    return max(len(words) - 1, 0)


def _recased(part: str) -> str:
    words = part.split()
    return " ".join(
        word.casefold() if word.casefold() in SMALL_PARTICLES and index < len(words) - 1 else _recased_word(word)
        for index, word in enumerate(words)
    )


def _recased_word(word: str) -> str:
    if found := SUFFIXES.get(word.replace(".", "").casefold()):
        return found
    pieces = re.split("([-'’.])", word)
    return "".join(_with_mc(piece) if piece.isalpha() or len(piece) > 1 else piece for piece in pieces)


def _with_mc(piece: str) -> str:
    small = piece[:1] + piece[1:].lower()
    return f"Mc{small[2:].capitalize()}" if small.startswith("Mc") and len(small) > 3 else small


def _bare_initial(word: str) -> str:
    return word[0] if len(word) == 2 and word[1] == "." else word


def _with_period(word: str) -> str:
    return f"{word}." if len(word) == 1 and word.isalpha() and word.isupper() else word
