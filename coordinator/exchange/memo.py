"""Reads a tasking out of the text of a memo. Everything is a proposal with the line it came from; nothing is taken
without a look, and what was withheld under the FOIA is left to the user.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Generic, TypeVar

from coordinator.exchange.memo_contact import find_contact
from coordinator.exchange.memo_dates import Deadline, dates_in, find_deadline
from coordinator.exchange.memo_documents import NamedDocument, attachment_names, find_documents
from coordinator.exchange.memo_text import HeaderLine, MemoText, take_apart
from coordinator.rules.withheld import is_withheld, withheld_marks

T = TypeVar("T")

_NUMBER = re.compile(r"(?<![\d-])(\d{3,5}-\d{2,4})(?![\d-])")
_PHONE = re.compile(r"\b(?:call|phone|tel|telephone|fax)\b[^.]{0,20}$", re.IGNORECASE)
_ROUTING = re.compile(r"\[([A-Z][A-Z ]{1,20})\]|/(P\d)\b")
_COURSE = re.compile(r"[\"“]([^\"“”]{4,120})[\"”] course")
_PRODUCT = (
    re.compile(r"\bissued (?:an? )?(.{2,80}?) (?:software )?licenses?\b"),
    re.compile(r"\b(?:utilized|used) (.{2,60}?) trial licenses?\b"),
)


@dataclass(frozen=True, slots=True)
class Proposed(Generic[T]):
    """A value with the line it was read from. `withheld` means that the memo has it blacked out."""

    value: T | None = None
    source: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class MemoProposal:
    """`deadline` is the phrase itself, such as "by COB Friday, May 7, 2021"; `due_time` only a time that is written."""

    number: Proposed[str]
    subject: Proposed[str]
    routing: tuple[str, ...]
    routing_source: str
    sender: Proposed[str]
    issued_on: Proposed[date]
    due_on: Proposed[date]
    due_is_cob: bool
    due_time: Proposed[time]
    due_zone: Proposed[str]
    deadline: Proposed[str]
    point_of_contact: Proposed[str]
    point_of_contact_email: Proposed[str]
    attachments: tuple[str, ...]
    attachments_source: str
    documents: tuple[Proposed[NamedDocument], ...]
    course: Proposed[str]
    product: Proposed[str]
    text: str


def read_memo(text: str) -> MemoProposal:
    """What the text proposes; fields that it does not tell stay empty. Never raises."""
    memo = take_apart(text)
    subject = memo.headers.get("subject")
    issued = _issued(memo.headers.get("date"))
    deadline = find_deadline(memo.headers.get("due"), memo.sentences, issued.value)
    contact = find_contact(memo)
    marks = tuple(mark for pair in _ROUTING.findall(subject.value if subject else "") for mark in pair if mark)
    attached = attachment_names(memo)
    return MemoProposal(
        number=_number(memo),
        subject=_header(subject),
        routing=marks,
        routing_source=subject.source if subject and marks else "",
        sender=_header(memo.headers.get("from")),
        issued_on=issued,
        due_on=Proposed(deadline.day, deadline.source) if deadline else Proposed(),
        due_is_cob=deadline is not None and deadline.is_cob,
        due_time=_due_time(deadline),
        due_zone=Proposed(deadline.zone, deadline.source) if deadline and deadline.zone else Proposed(),
        deadline=Proposed(deadline.phrase, deadline.source) if deadline else Proposed(),
        point_of_contact=_unless_withheld(contact.name, contact.source),
        point_of_contact_email=_unless_withheld(contact.email, contact.source),
        attachments=tuple(name for name, _ in attached),
        attachments_source="\n".join(dict.fromkeys(source for _, source in attached)),
        documents=tuple(Proposed(document, source) for document, source, _ in find_documents(memo)),
        course=_first(_COURSE, memo),
        product=_product(memo),
        text=text.strip(),
    )


def _header(line: HeaderLine | None) -> Proposed[str]:
    if line is None or not line.value:
        return Proposed()
    withheld = is_withheld(line.value)
    return Proposed(None if withheld else line.value, line.source, withheld)


def _number(memo: MemoText) -> Proposed[str]:
    """In a "Tasking number" line, else in the subject, else in the first sentence; a telephone number is none."""
    places = [memo.headers[key].value for key in ("number", "subject") if key in memo.headers]
    for place in [*places, *memo.sentences[:1]]:
        for match in _NUMBER.finditer(place):
            if not _PHONE.search(place[: match.start()]) and not match[1].startswith("555-"):
                return Proposed(match[1], place)
    return Proposed()


def _issued(line: HeaderLine | None) -> Proposed[date]:
    found = next(dates_in(line.value), None) if line else None
    return Proposed(found.day, line.source) if found and line else Proposed()


def _due_time(deadline: Deadline | None) -> Proposed[time]:
    if deadline is None or deadline.at is None:
        return Proposed()
    return Proposed(deadline.at, deadline.source)


def _unless_withheld(value: str, source: str) -> Proposed[str]:
    if not value:
        return Proposed()
    if withheld_marks(value):
        return Proposed(None, source, withheld=True)
    return Proposed(value, source)


def _first(pattern: re.Pattern[str], memo: MemoText) -> Proposed[str]:
    for sentence in memo.sentences:
        match = pattern.search(sentence)
        if match:
            return Proposed(match[1].strip(), sentence)
    return Proposed()


def _product(memo: MemoText) -> Proposed[str]:
    found = (_first(pattern, memo) for pattern in _PRODUCT)
    return next((proposal for proposal in found if proposal.value), Proposed())
