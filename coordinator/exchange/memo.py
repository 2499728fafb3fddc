"""Reads a tasking out of the text of a memo. Everything is a proposal with the line it came from; nothing is taken
without a look, and what was withheld under the FOIA is left to the user.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar

from coordinator.rules.vocabulary import DocumentKind
from coordinator.rules.withheld import is_withheld, withheld_marks

T = TypeVar("T")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_DAY = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_HEADER = re.compile(r"^(From|To|Cc|Subject|Date|Sent|Attachments?)\s*:\s*(.*)$", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{3,5}-\d{2,4})\b")
_ROUTING = re.compile(r"\[([A-Z][A-Z ]+)\]|/(P\d)\b")
_DUE = re.compile(r"\b(?:by|no later than|nlt|due(?: on| by)?|before)\b[^.]*", re.IGNORECASE)
_COB = re.compile(r"\bCOB\b|close of business", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\b|\b(\d{1,2}):(\d{2})\b|\b(\d{2})(\d{2})\s*hours\b", re.IGNORECASE
)
_CONTACT = re.compile(
    r"(?:to|contact|poc)[:\s]+(?:[A-Z][\w/ ]*?\s)?((?:Special Agent|Analyst|Program Manager|Section Chief)\s+.+?)\s+(?:at|,)\s+"
    r"(\S+@\S+|\(b\).+?@\S+)",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PRODUCT = (
    re.compile(r"issued\s+(?:a\s+)?(.+?)\s+(?:software\s+)?licenses?\b", re.DOTALL),
    re.compile(r"utilized\s+(.+?)\s+trial licenses", re.DOTALL),
)
_MEMORANDUM = re.compile(
    rf"((?:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}})\s+Memorandum\s+on\s+(.+?)(?=[.;]|,\s+(?:and|as)\b)",
    re.IGNORECASE | re.DOTALL,
)
_PTA = re.compile(r"Privacy Threshold Analysis|\bPTA\b")
_COURSE = re.compile(r"[\"“]([^\"”]{4,120})[\"”]\s+course", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proposed(Generic[T]):
    """A value with the line it was read from. `withheld` means that the memo has it blacked out."""

    value: T | None = None
    source: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A governing document that the memo names."""

    kind: DocumentKind
    title: str
    dated: date | None


@dataclass(frozen=True, slots=True)
class MemoProposal:
    number: Proposed[str]
    subject: Proposed[str]
    routing: tuple[str, ...]
    sender: Proposed[str]
    issued_on: Proposed[date]
    due_on: Proposed[date]
    due_is_cob: bool
    due_time: Proposed[time]
    point_of_contact: Proposed[str]
    point_of_contact_email: Proposed[str]
    attachments: tuple[str, ...]
    documents: tuple[Proposed[NamedDocument], ...]
    course: Proposed[str]
    product: Proposed[str]
    text: str


def read_memo(text: str) -> MemoProposal:
    """What the text proposes; fields that it does not tell stay empty. Never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("**", "").strip()
    headers = _headers(text)
    body = _unwrapped(text)
    subject = headers.get("subject", "")
    due = _due_sentence(body)
    contact, address = _contact(body)
    return MemoProposal(
        number=_number(subject, body),
        subject=Proposed(subject or None, _line("Subject", subject)),
        routing=tuple(mark for pair in _ROUTING.findall(subject) for mark in pair if mark),
        sender=_plain(headers.get("from", ""), "From"),
        issued_on=_issued(headers),
        due_on=Proposed(_date_in(due), due),
        due_is_cob=bool(_COB.search(due)),
        due_time=Proposed(_time_in(due), due),
        point_of_contact=contact,
        point_of_contact_email=address,
        attachments=_attachments(text),
        documents=tuple(_documents(body, text)),
        course=_first(_COURSE, body),
        product=_product(body),
        text=text,
    )


def _headers(text: str) -> dict[str, str]:
    """The header lines at the top; the first of each name counts."""
    found: dict[str, str] = {}
    for line in text.split("\n")[:40]:
        match = _HEADER.match(line.strip())
        if match:
            found.setdefault(match[1].lower(), match[2].strip())
    return found


def _unwrapped(text: str) -> str:
    """The text with line breaks inside paragraphs as spaces, since a date may be wrapped."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(re.sub(r"\s*\n\s*", " ", paragraph) for paragraph in paragraphs)


def _line(name: str, value: str) -> str:
    return f"{name}: {value}" if value else ""


def _plain(value: str, name: str) -> Proposed[str]:
    if not value:
        return Proposed()
    withheld = is_withheld(value)
    return Proposed(None if withheld else value, _line(name, value), withheld)


def _number(subject: str, body: str) -> Proposed[str]:
    for text in (subject, body[:400]):
        match = _NUMBER.search(text)
        if match:
            return Proposed(match[1], text if text is subject else _sentence(body, match.start()))
    return Proposed()


def _issued(headers: dict[str, str]) -> Proposed[date]:
    for name in ("date", "sent"):
        if name in headers:
            return Proposed(_date_in(headers[name]), _line(name.capitalize(), headers[name]))
    return Proposed()


def _date_in(text: str) -> date | None:
    """The first date in the text; numeric ones are read the American way, month first."""
    readers = (
        (_DAY, lambda m: (m[3], _month(m[1]), m[2])),
        (_DAY_FIRST, lambda m: (m[3], _month(m[2]), m[1])),
        (_ISO, lambda m: (m[1], m[2], m[3])),
        (_NUMERIC, lambda m: (m[3], m[1], m[2])),
    )
    for pattern, parts in readers:
        match = pattern.search(text)
        if match:
            try:
                year, month, day = parts(match)
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name[:3].lower() == word[:3].lower())


def _time_in(text: str) -> time | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute = int(match[1] or match[4] or match[6]), int(match[2] or match[5] or match[7] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _due_sentence(body: str) -> str:
    """The clause that sets the deadline: one that begins with "by" or the like and has a date in it."""
    clauses = [match[0].strip() for match in _DUE.finditer(_abbreviations_closed(body))]
    dated = [clause for clause in clauses if _date_in(clause)]
    return next((clause for clause in dated if _COB.search(clause) or _time_in(clause)), dated[0] if dated else "")


def _abbreviations_closed(text: str) -> str:
    """Full stops of a.m., p.m. and months do not end a sentence."""
    text = re.sub(r"\b([ap])\.\s?m\.", r"\1m", text, flags=re.IGNORECASE)
    return re.sub(rf"\b({_MONTH})\.", r"\1", text, flags=re.IGNORECASE)


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(". ", 0, at) + 1, text.rfind("\n", 0, at) + 1)
    ends = [end for end in (text.find(". ", at), text.find("\n", at)) if end >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()


def _contact(body: str) -> tuple[Proposed[str], Proposed[str]]:
    match = _CONTACT.search(body)
    if match is None:
        address = _ADDRESS.search(body)
        return Proposed(), Proposed(address[0], _sentence(body, address.start())) if address else Proposed()
    source = _sentence(body, match.start())
    name, email = match[1].strip(), match[2].strip(" .,")
    return _unless_withheld(name, source), _unless_withheld(email, source)


def _unless_withheld(value: str, source: str) -> Proposed[str]:
    if withheld_marks(value):
        return Proposed(None, source, withheld=True)
    return Proposed(value, source)


def _attachments(text: str) -> tuple[str, ...]:
    """The lines from "Attachments:" to the first empty one, a file name each."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if re.match(r"\s*Attachments?\s*:", line, re.IGNORECASE)), None)
    if start is None:
        return ()
    block = [lines[start].partition(":")[2]]
    for line in lines[start + 1 :]:
        if not line.strip() or _HEADER.match(line.strip()):
            break
        block.append(line)
    names = [part.strip() for line in block for part in line.split(";")]
    return tuple(name for name in names if name)


def _documents(body: str, text: str) -> Sequence[Proposed[NamedDocument]]:
    found = []
    pta = _PTA.search(body, pos=_end_of_headers(body))
    if pta:
        named = next((name for name in _attachments(text) if "PTA" in name), "Privacy Threshold Analysis")
        dated = _compact_date(named)
        found.append(
            Proposed(NamedDocument(DocumentKind.PTA, "Privacy Threshold Analysis", dated), _sentence(body, pta.start()))
        )
    memorandum = _MEMORANDUM.search(body)
    if memorandum:
        title = " ".join(f"Memorandum on {memorandum[2]}".split())
        document = NamedDocument(DocumentKind.MEMORANDUM, title, _date_in(memorandum[1]))
        found.append(Proposed(document, _sentence(body, memorandum.start())))
    return found


def _end_of_headers(body: str) -> int:
    """Where the first paragraph after the header block begins."""
    return max(body.find("\n\n"), 0) if _HEADER.match(body) else 0


def _compact_date(name: str) -> date | None:
    """A date such as 20201005 in a file name; `202001005`, as one release has it, is none."""
    match = re.search(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)", name)
    try:
        return datetime.strptime(match[0], "%Y%m%d").date() if match else _date_in(name)  # noqa: DTZ007
    except ValueError:
        return None


def _first(pattern: re.Pattern[str], body: str) -> Proposed[str]:
    match = pattern.search(body)
    return Proposed(" ".join(match[1].split()), _sentence(body, match.start())) if match else Proposed()


def _product(body: str) -> Proposed[str]:
    for pattern in _PRODUCT:
        found = _first(pattern, body)
        if found.value and len(found.value) <= 80:
            return found
    return Proposed()
