"""How much speaks for two faces being one person, in bits: each agreement counts by how rare it is on this roster.

The sum is compared with what it takes to single out one person among all (Fellegi and Sunter, 1969, with the frequency
of values in place of fixed weights): "Okafor" says more than "Smith", a mobile telephone more than a switchboard.
"""

from typing import NamedTuple

from rapidfuzz.distance import OSA

from coordinator.rules.names import are_short_forms, last_name_words
from coordinator.services.face import Face
from coordinator.services.name_frequency import MOST_FIRST, MOST_LAST, Frequencies
from coordinator.services.name_likeness import NOT_ONE_NAME, Kind, first_kind, last_kind

# Addresses of an office and not of a person.
COMMON_LOCALS = frozenset({"admin", "contact", "info", "mail", "office", "ops", "training", "tfo", "agent", "desk"})


class Part(NamedTuple):
    """What one thing adds, and in which words; `is_clash` where it contradicts."""

    bits: float
    reason: str = ""
    is_clash: bool = False


class Names(NamedTuple):
    """First and last name together; `agree` where both can be of one person."""

    bits: float
    reasons: tuple[str, ...]
    agree: bool
    are_equal: bool = False


class Comparison(NamedTuple):
    """`bits` beyond what is needed: 0 is even odds. `names_agree` where the names can be of one person."""

    bits: float
    parts: tuple[Part, ...]
    names: Names
    names_agree: bool
    has_email: bool
    has_former_email: bool

    @property
    def score(self) -> float:
        """The odds as a probability."""
        return 1 / (1 + 2 ** -max(-60.0, min(60.0, self.bits)))

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words: contacts, name, then the rest."""
        email, phone, *rest = (part.reason for part in self.parts)
        return tuple(dict.fromkeys(filter(None, [email, phone, *self.names.reasons, *rest])))


NOTHING = Part(0.0)
OTHER_LAST, OTHER_FIRST = Part(-8.0, "other last name"), Part(-10.0, "other first name")
SAME_EMAIL, FORMER_EMAIL = "same e-mail", "former e-mail"


class Likenesses:
    """Compares faces by the frequencies of one roster."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[tuple[str, str, str, str], Names] = {}

    def compare(self, one: Face, other: Face) -> Comparison:
        """`one` is sought, `other` is known. Symmetric but for the reasons, which tell what is former of `other`."""
        names = self._names(one, other)
        middle, generation = middle_part(one, other), generation_part(one, other)
        email = self._email(one, other, names)
        phone, office = self._phone(one, other), self._office(one, other)
        former = Part(0.0, "former name") if other.is_former_name and names.agree else NOTHING
        bits = names.bits + middle.bits + generation.bits + email.bits + phone.bits + office.bits
        return Comparison(
            bits - self._frequencies.needed,
            (email, phone, former, middle, generation, office),
            names,
            names.agree and not middle.is_clash and not generation.is_clash,
            email.reason in (SAME_EMAIL, FORMER_EMAIL),
            email.reason == FORMER_EMAIL,
        )

    # names

    def _names(self, one: Face, other: Face) -> Names:
        straight = self._both(one.last, one.first, other)
        if straight.agree or not one.first or not other.first:
            return straight
        swapped = self._both(one.first, one.last, other)
        if swapped.agree:
            return Names(swapped.bits - 1.0, ("names swapped", *swapped.reasons), agree=True)
        return self._by_middle_name(one, other) or self._by_middle_name(other, one) or straight

    def _both(self, last: str, first: str, other: Face) -> Names:
        key = (last, first, other.last, other.first)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._in_order(*key)
        return known

    def _in_order(self, last: str, first: str, other_last: str, other_first: str) -> Names:
        lasts, firsts = last_kind(last, other_last), first_kind(first, other_first)
        parts = (self._last(lasts, last, other_last), self._first(firsts, first, other_first))
        bits = parts[0].bits + parts[1].bits
        if lasts in NOT_ONE_NAME or firsts in NOT_ONE_NAME:
            return Names(bits, tuple(part.reason for part in parts), agree=False)
        ceiling = min(self._frequencies.name(last, first), self._frequencies.name(other_last, other_first))
        if lasts is firsts is Kind.EQUAL:
            return Names(min(bits, ceiling), ("same name",), agree=True, are_equal=True)
        return Names(min(bits, ceiling), tuple(part.reason for part in parts), agree=True)

    def _by_middle_name(self, one: Face, other: Face) -> Names | None:
        """ "J Robert Smith" is called "Robert Smith" elsewhere."""
        called = next((word for word in one.middle.split() if len(word) > 1), "")
        if not called or first_kind(called, other.first) not in (Kind.EQUAL, Kind.NICKNAME):
            return None
        lasts = last_kind(one.last, other.last)
        if lasts in NOT_ONE_NAME or (other.middle and not one.first.startswith(other.middle[0])):
            return None
        last = self._last(lasts, one.last, other.last)
        bits = last.bits + min(self._frequencies.first[other.first], MOST_FIRST) - 2.0
        return Names(bits, (last.reason, "goes by the middle name"), agree=True)

    def _last(self, kind: Kind, one: str, other: str) -> Part:
        if kind is Kind.OTHER:
            return OTHER_LAST
        if kind is Kind.MISSING:
            return NOTHING
        if kind is Kind.PART:
            shared = set(last_name_words(one)) & set(last_name_words(other))
            return Part(min(self._frequencies.last_word(shared), MOST_LAST) - 1.5, "part of a double last name")
        weights = (self._frequencies.last[one], self._frequencies.last[other])
        if kind is Kind.EQUAL:
            return Part(min(*weights, MOST_LAST))
        return self._misspelled(kind, weights, OTHER_LAST)

    def _first(self, kind: Kind, one: str, other: str) -> Part:
        if kind is Kind.OTHER:
            return OTHER_FIRST
        if kind is Kind.MISSING:
            return Part(-0.5)
        if kind is Kind.INITIAL:
            return Part(1.5, "initial only")
        weights = (self._frequencies.first[one], self._frequencies.first[other])
        weight = min(*weights, MOST_FIRST)
        if kind is Kind.EQUAL:
            return Part(weight)
        if kind is Kind.NICKNAME:
            return Part(max(weight - 1.5, 1.0), "nickname")
        return self._misspelled(kind, weights, OTHER_FIRST)

    def _misspelled(self, kind: Kind, weights: tuple[float, float], otherwise: Part) -> Part:
        """Of two spellings the rarer may be a slip; where both are common they are two names, "Hill" and "Hall"."""
        weight, are_two = min(*weights, MOST_LAST), self._frequencies.is_common(max(weights))
        if kind is Kind.ONE_LETTER:
            return Part(max(weight - 6.0, -3.0) if are_two else max(weight - 3.0, 0.0), "one letter differs")
        if are_two:
            return otherwise
        return Part(max(weight - 5.0, -1.0) if kind is Kind.LETTERS else -4.0, "some letters differ")

    # contacts and office

    def _email(self, one: Face, other: Face, names: Names) -> Part:
        mine, theirs = one.all_emails, other.all_emails
        if not mine or not theirs:
            return NOTHING
        if any(email in other.emails for email in mine):
            return Part(self._frequencies.needed + 2.0, SAME_EMAIL)
        if other.former_emails and any(email in other.former_emails for email in mine):
            return Part(self._frequencies.needed, FORMER_EMAIL)
        return max(self._addresses(a, b, one, other, names) for a in mine for b in theirs)

    def _addresses(self, email: str, known_email: str, one: Face, other: Face, names: Names) -> Part:
        """Two addresses that differ. What only repeats the name says little that the name did not say."""
        (local, _, domain), (known, _, known_domain) = email.partition("@"), known_email.partition("@")
        if local == known:
            if local in COMMON_LOCALS:
                return Part(-1.0)
            most = 5.0 if names.bits > 0 and _repeats_name(local, one) else 9.0
            return Part(min(self._frequencies.local(known), most), "e-mail but its domain")
        if local.rstrip("0123456789") == known.rstrip("0123456789"):
            # okafor.d and okafor.d2 is how a directory tells two people apart.
            return Part(-6.0 if domain == known_domain else -3.0, "other e-mail")
        if names.agree and not names.are_equal and _repeats_name(local, one) and _repeats_name(known, other):
            # Each is spelled as its name is: what differs between the names is no slip.
            return Part(-4.0, "other e-mail")
        if min(len(local), len(known)) < 5 or OSA.distance(local, known, score_cutoff=2) > 2:
            return Part(-2.5, "other e-mail")
        return Part(3.0 if domain == known_domain else 1.5, "e-mail nearly the same")

    def _phone(self, one: Face, other: Face) -> Part:
        if not one.phones or not other.phones:
            return NOTHING
        shared = [phone for phone in one.phones if phone in other.phones]
        if shared:
            return Part(max(map(self._frequencies.phone, shared)), "same telephone")
        near = [(a, b) for a in one.phones for b in other.phones if OSA.distance(a, b, score_cutoff=1) <= 1]
        if near:
            return Part(max(self._frequencies.near_phone(a, b) for a, b in near), "telephone nearly the same")
        return Part(-1.5)

    def _office(self, one: Face, other: Face) -> Part:
        if one.office_id is None or other.office_id is None:
            return NOTHING
        if one.office_id == other.office_id:
            return Part(self._frequencies.office(one.office_id), "same office")
        return Part(-2.5, "other office")


def middle_part(one: Face, other: Face) -> Part:
    mine, theirs = one.middle, other.middle
    if not mine or not theirs:
        return NOTHING
    if mine == theirs:
        return Part(4.5 if len(mine) > 1 else 3.0)
    if len(mine) == 1 or len(theirs) == 1:
        return Part(3.0) if mine[0] == theirs[0] else Part(-6.0, "other middle initial", is_clash=True)
    if OSA.distance(mine, theirs, score_cutoff=2) <= 2 or are_short_forms(mine, theirs):
        return Part(1.5)
    if set(mine.split()) & set(theirs.split()):
        return Part(1.0)
    return Part(-6.0, "other middle name", is_clash=True)


def generation_part(one: Face, other: Face) -> Part:
    mine, theirs = one.generation, other.generation
    if mine == theirs:
        return Part(2.0) if mine else NOTHING
    if mine and theirs:
        return Part(-8.0, f"{mine.rstrip('.')} and {theirs.rstrip('.')}", is_clash=True)
    return Part(-1.0)


def _repeats_name(local: str, face: Face) -> bool:
    plain = local.rstrip("0123456789").replace(".", "").replace("_", "").replace("-", "")
    last, first = face.last.replace(" ", ""), face.first
    return plain in (first + last, first[:1] + last, last + first[:1], last + first, first + face.middle[:1] + last)
