"""The list of papers that count no longer: a file with a day and a signature, for those who check without the database.

It is lines of JSON, each written in one way only: what the list is, a line for each paper, and last the signature over
all bytes before it. Only numbers, days and successors stand in it: no names, and no reasons, which may tell of people.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coordinator.errors import FileRefused
from coordinator.rules.vocabulary import CertificateState

DOMAIN = b"c3-coordinator/revocations/1\0"
"""Is signed before the list, so that a signature over anything else is none over a list."""
OLD_AFTER = timedelta(days=30)
TITLE = "C3 revocation list 1"
MOST_BYTES = 20_000_000

_FALSE = "This is no revocation list of this program, or it was altered. Ask the issuing unit for a new one."
_GONE = (CertificateState.SUPERSEDED, CertificateState.REVOKED)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A paper that counts no longer, from which day, and the number of what took its place."""

    number: str
    state: CertificateState
    on: date
    successor: str = ""


@dataclass(frozen=True, slots=True)
class RevocationList:
    """What had been withdrawn when the list was made. `sequence` is that of the audit trail: it only grows."""

    unit: str
    made_at: datetime
    sequence: int
    papers: tuple[Withdrawn, ...]

    def of(self, number: str) -> Withdrawn | None:
        """Return what the list says of this number."""
        return next((each for each in self.papers if each.number == number), None)

    def is_old(self, now: datetime) -> bool:
        """Return whether so much time has passed that later revocations are likely."""
        return now - self.made_at > OLD_AFTER


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list taken apart; whether the signature is true is for whoever has the key. `content` is what was signed."""

    key_id: str
    signature: bytes
    content: bytes
    list: RevocationList


def content_of(made: RevocationList) -> bytes:
    """Return the bytes to be signed: the papers in the order of their numbers."""
    head = {
        "list": TITLE,
        "unit": made.unit,
        "made_at": made.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "sequence": made.sequence,
    }
    papers = sorted(made.papers, key=lambda each: each.number)
    return "".join([_line(head), *(_line(_plain(each)) for each in papers)]).encode()


def signed_bytes(key_id: str, content: bytes) -> bytes:
    """Return what the signature is over."""
    return DOMAIN + bytes.fromhex(key_id) + content


def list_file(key_id: str, signature: bytes, content: bytes) -> bytes:
    """Return the bytes of the file."""
    return content + _line({"key": key_id, "signature": signature.hex()}).encode()


def read_list(data: bytes) -> SignedList:
    """Take a list apart; line ends that a mail changed are forgiven. Raises FileRefused."""
    content, _, last = data[:MOST_BYTES].replace(b"\r\n", b"\n").rstrip(b"\n").rpartition(b"\n")
    content += b"\n"
    try:
        end = _mapping(last)
        signed = SignedList(end["key"], bytes.fromhex(end["signature"]), content, _list(content))
        strict = list_file(signed.key_id, signed.signature, content_of(signed.list)) == content + last + b"\n"
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise FileRefused(_FALSE) from error
    if not strict:
        raise FileRefused(_FALSE)
    return signed


def _line(plain: Mapping[str, Any]) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text) + "\n"


def _plain(paper: Withdrawn) -> dict[str, str]:
    return {
        "number": paper.number,
        "state": paper.state.value,
        "on": paper.on.isoformat(),
        "successor": paper.successor,
    }


def _mapping(line: bytes) -> dict[str, Any]:
    found = json.loads(line.decode())
    if not isinstance(found, dict):
        raise TypeError("no fields")
    return found


def _list(content: bytes) -> RevocationList:
    head, *papers = (_mapping(line) for line in content.splitlines())
    if head["list"] != TITLE:
        raise ValueError("another form")
    return RevocationList(
        unit=head["unit"],
        made_at=datetime.fromisoformat(head["made_at"]),
        sequence=int(head["sequence"]),
        papers=tuple(map(_paper, papers)),
    )


def _paper(plain: Mapping[str, Any]) -> Withdrawn:
    state = CertificateState(plain["state"])
    if state not in _GONE:
        raise ValueError("still counts")
    return Withdrawn(plain["number"], state, date.fromisoformat(plain["on"]), plain["successor"])
