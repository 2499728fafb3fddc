"""To whom a memo wants the names sent: the person and the address, which releases withhold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.exchange.memo_text import MemoText
from coordinator.rules.contacts import split_emails
from coordinator.rules.names import parse_name
from coordinator.rules.withheld import is_withheld, without_marks

_NAMES = re.compile(r"\bnames?\b|\bnominat\w+|\bdesignees?\b|\bcontact information\b", re.IGNORECASE)
_SEND = re.compile(
    r"\b(?:provide\w*|submit\w*|send|sent|e-?mail|forward\w*|return\w*|respond\w*|reply|directed)\b", re.I
)
_CONTACT = re.compile(r"\bPOC\b|\bpoints? of contact\b", re.IGNORECASE)
_AT = re.compile(r"\s?@\s?[\w-]+(?:\.[\w-]+)+")
_GOOD = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# What leads from the name to the address, and from the verb to the name.
_TO_ADDRESS = re.compile(
    r"(?:\s+at|\s+via(?: e-?mail)?(?: at)?|\s+by e-?mail(?: at)?|[\s,;:(<]*e-?mail:?|[\s,;:(<]+)\s*$", re.I
)
_TO_NAME = re.compile(
    r".*(?:\bto\b|\bcontact:|\bPOC:?|\bcontact is|\bcontact|\bthrough\b|\bvia\b|\bwith\b|\bis\b|:)\s+",
    re.IGNORECASE | re.DOTALL,
)
_ROLE = re.compile(
    r".*\b(?:Agent|Analyst|Manager|Coordinator|Officer|Director|Chief|Specialist|Supervisor|SSA|SA|IA|IRS|TFO"
    r"|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s+(?=\S)"
)
_REACH = 160


@dataclass(frozen=True, slots=True)
class MemoContact:
    """Name and address as they stand, FOIA marks included; "" where nothing was found."""

    name: str = ""
    email: str = ""
    source: str = ""
    confidence: float = 0.0


def find_contact(memo: MemoText) -> MemoContact:
    """The person in the sentence that asks for names; else a point of contact; else who answers questions."""
    best = MemoContact()
    for source, points in _places(memo):
        if points > best.confidence and (found := _contact_in(source, points)):
            best = found
    return best


def _places(memo: MemoText) -> Iterable[tuple[str, float]]:
    if header := memo.headers.get("contact"):
        yield f"POC: {header.value}", 0.7
    for sentence in memo.sentences:
        if _NAMES.search(sentence) and _SEND.search(sentence):
            yield sentence, 0.9
        elif _CONTACT.search(sentence):
            yield sentence, 0.8
        elif _SEND.search(sentence):
            yield sentence, 0.5


def _contact_in(source: str, confidence: float) -> MemoContact | None:
    start, email = _address(source)
    before = source[max(0, start - _REACH) : start]
    name = _name_before(before)
    if not email and not _CONTACT.search(source):
        return None
    return MemoContact(name, email, source, confidence) if name or email else None


def _address(source: str) -> tuple[int, str]:
    """Where the address starts, and it; a withheld one with its marks. Without one the end of the text, and ""."""
    for at in _AT.finditer(source):
        before = source[max(0, at.start() - 60) : at.start()]
        lead = re.split(r"(?:\bat|\bto|\bvia|e-?mail:?|[<:,])\s", before, flags=re.IGNORECASE)[-1]
        if is_withheld(lead):
            return at.start() - len(lead), lead + at[0]
        if good := _GOOD.search(source, max(0, at.start() - 64), at.end()):
            return good.start(), next(iter(split_emails(good[0])), "")
    if match := re.search(r"\bat\s+(?=\S{0,3}\(?b\)?)", source):
        rest = source[match.end() : match.end() + 40]
        return (match.end(), rest) if is_withheld(rest) else (len(source), "")
    return len(source), ""


def _name_before(before: str) -> str:
    """The name at the end of the text: after the last "to" and the title; marks and all if it was withheld."""
    text = _TO_ADDRESS.sub("", before).strip(" ,;(<")
    text = _TO_NAME.sub("", text) if _TO_NAME.match(text) else text
    if is_withheld(text):
        return text
    name = _ROLE.sub("", text).strip(" ,;:.")
    words = name.split()
    looks_like_one = 2 <= len(words) <= 5 and all(word[0].isupper() or word.islower() for word in words)
    is_one = looks_like_one and words[0][0].isupper() and parse_name(name) is not None
    return without_marks(name) if is_one else ""
