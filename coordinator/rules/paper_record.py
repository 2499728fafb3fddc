"""What the QR code of a document says: a short record, with a signature over it, that is checked away from here.

The record has a fixed order, so that equal facts are equal bytes: fields in UTF-8 (NFC), parted by the unit separator.
The text of the code is "C3V1:" and, as base45, the id of the key (4 bytes), the signature (64) and the record. Names
stand in it, addresses and numbers of people never do.
"""

import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date

from coordinator.rules import base45
from coordinator.rules.vocabulary import TemplateKind

PREFIX = "C3V1:"
DOMAIN = b"c3-coordinator/record/1\0"
"""Is signed before the record, so that a signature over anything else is none over a record."""
LONGEST = 60  # letters of a name or a subject in the code; the document itself has them in full

_SEPARATOR = "\x1f"
_KEY, _SIGNATURE = 4, 64  # bytes
_VERSION = "1"
_DATES = ("issued_on", "held_on", "valid_until")


class NotARecord(ValueError):
    """A text that is no code of a document, or one that was damaged."""


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """The facts of a document that can be compared with its paper. `subject` is the course, or the service licensed.

    `supersedes` is the number of the document it takes the place of; `audit_head` is where the trail stood then.
    """

    kind: TemplateKind
    number: str
    name: str
    subject: str
    issued_on: date
    held_on: date | None = None
    valid_until: date | None = None
    hours: str = ""
    supersedes: str = ""
    audit_head: str = ""


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A code taken apart; whether the signature is true is for whoever has the key. `payload` is what was signed."""

    key_id: str
    signature: bytes
    payload: bytes
    record: PaperRecord


def payload_of(record: PaperRecord) -> bytes:
    """Return the bytes to be signed. Texts are composed, shortened, and freed of what would part fields."""
    ready = replace(
        record, number=_plain(record.number), name=_plain(record.name), subject=_plain(record.subject),
        hours=_plain(record.hours), supersedes=_plain(record.supersedes), audit_head=_plain(record.audit_head),
    )  # fmt: skip
    said = [_VERSION, *(_written(getattr(ready, field.name)) for field in fields(PaperRecord))]
    return _SEPARATOR.join(said).encode()


def signed_bytes(key_id: str, payload: bytes) -> bytes:
    """Return what the signature is over."""
    return DOMAIN + bytes.fromhex(key_id) + payload


def code_text(key_id: str, signature: bytes, payload: bytes) -> str:
    """Return the text of the QR code."""
    return PREFIX + base45.encoded(bytes.fromhex(key_id) + signature + payload)


def is_code(text: str) -> bool:
    """Return whether the text begins as a code does, damaged or not."""
    return text.strip().upper().startswith(PREFIX)


def read_code(text: str) -> SignedRecord:
    """Take a code apart. Lower case, spaces at the ends and broken lines are forgiven. Raises NotARecord."""
    # A space is a letter of base45, so only what a scanner or a mail adds is taken away.
    joined = "".join(line.strip("\r\t") for line in text.strip().upper().splitlines())
    if not joined.startswith(PREFIX):
        raise NotARecord(f"The text does not begin with {PREFIX}")
    try:
        data = base45.decoded(joined.removeprefix(PREFIX))
        payload = data[_KEY + _SIGNATURE :]
        return SignedRecord(data[:_KEY].hex(), data[_KEY : _KEY + _SIGNATURE], payload, _read(payload))
    except (ValueError, UnicodeDecodeError) as error:
        raise NotARecord("The text is damaged.") from error


def _plain(text: str) -> str:
    kept = "".join(char for char in unicodedata.normalize("NFC", text) if char.isprintable()).strip()
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1].rstrip() + "…"


def _written(value: date | str | None) -> str:
    if value is None:
        return ""
    return f"{value:%Y%m%d}" if isinstance(value, date) else str(value)


def _read(payload: bytes) -> PaperRecord:
    version, *values = payload.decode().split(_SEPARATOR)
    names = [field.name for field in fields(PaperRecord)]
    if version != _VERSION or len(values) != len(names):
        raise ValueError("another form")
    said = dict(zip(names, values, strict=True))
    days = {name: _day(said.pop(name)) for name in _DATES}
    kind = TemplateKind(said.pop("kind"))
    issued_on = days.pop("issued_on")
    if issued_on is None:
        raise ValueError("no day of issue")
    found = PaperRecord(
        kind, said["number"], said["name"], said["subject"], issued_on, days["held_on"], days["valid_until"],
        said["hours"], said["supersedes"], said["audit_head"],
    )  # fmt: skip
    if payload_of(found) != payload:
        raise ValueError("written in another way")
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        raise ValueError("no day")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
