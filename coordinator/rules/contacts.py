"""E-mail addresses and telephone numbers as people type them, brought to one form for comparing."""

import re
import unicodedata
from dataclasses import dataclass

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@(?:[\w-]+\.)+[\w-]{2,}")
_EXTERNAL = re.compile(r"(?P<local>.+)_(?P<domain>[^_@#]+)#EXT#@.*", re.IGNORECASE)
_TRIMMINGS = " \t\r\n'\"“”‘’.,;:"

_US = re.compile(r"(?<![\d+])(?:\+?1[\s.()-]*)?\(?(\d{3})\)?[\s./-]*(\d{3})[\s.-]*(\d{4})(?!\d)")
_FOREIGN = re.compile(r"\+(?!1)\d[\d\s().-]{5,18}\d")
_EXTENSION = re.compile(r"\s*[,;(]*\s*(?:extension|ext\.?|x|#)\s*[.:]?\s*(\d{1,6})(?!\d)", re.IGNORECASE)
_SHORTHAND = re.compile(r"\s*/\s*(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` is E.164 ("+17165550108"); `extension` may be ""; `others` are further numbers as read."""

    number: str
    extension: str = ""
    others: tuple[str, ...] = ()


def normalize_email(text: str) -> str | None:
    """The first address in the text, NFKC and casefolded; None if there is none."""
    found = split_emails(text)
    return found[0] if found else None


def split_emails(text: str) -> tuple[str, ...]:
    """Every address in "a@x; Doe, J <b@y>, mailto:c@z", normalized, in order, once each."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    pieces = re.split(r"[\s;,<>]+", re.sub(r"mailto:", " ", plain, flags=re.IGNORECASE))
    addresses = (piece.strip(_TRIMMINGS).casefold() for piece in pieces)
    return tuple(dict.fromkeys(address for address in addresses if _is_address(address)))


def _is_address(text: str) -> bool:
    local = text.partition("@")[0]
    sound = len(text) <= 254 and ".." not in text and not local.startswith(".") and not local.endswith(".")
    return sound and _ADDRESS.fullmatch(text) is not None


def upn_to_email(text: str) -> str | None:
    """The address behind a sign-in name: ``jane_example.org#EXT#@host`` is jane@example.org."""
    if external := _EXTERNAL.fullmatch(text.strip()):
        return normalize_email(f"{external['local']}@{external['domain']}")
    return normalize_email(text)


def normalize_phone(text: str) -> Phone | None:
    """The first telephone number in the text, others kept beside it; None if there is none.

    Reads American numbers of ten digits with or without 1, extensions, spreadsheet floats
    (7165550108.0), "617-555-0106/0107", and foreign numbers that begin with "+".
    """
    plain = re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", text).strip())
    plain = re.sub(r"[‐-―−]", "-", plain)
    found = _phones(plain)
    if not found:
        return None
    first, *others = dict.fromkeys(found)
    return Phone(first[0], first[1], tuple(display_phone(Phone(*other)) for other in others))


def _phones(text: str) -> list[tuple[str, str]]:
    """Number and extension of each number in the text, in order."""
    found: list[tuple[str, str]] = []
    at = 0
    while match := _next_number(text, at):
        number = _e164(match)
        at = match.end()
        extension = _EXTENSION.match(text, at)
        found.append((number, extension[1] if extension else ""))
        at = extension.end() if extension else at
        while short := _SHORTHAND.match(text, at):
            found.append((number[:-4] + short[1], ""))
            at = short.end()
    return found


def _next_number(text: str, at: int) -> re.Match[str] | None:
    matches = [match for match in (_US.search(text, at), _FOREIGN.search(text, at)) if match]
    return min(matches, key=lambda match: match.start(), default=None)


def _e164(match: re.Match[str]) -> str:
    if match.re is _US:
        return f"+1{match[1]}{match[2]}{match[3]}"
    return "+" + "".join(re.findall(r"[0-9]", match[0]))


def display_phone(phone: Phone) -> str:
    """As it is shown and stored: "(716) 555-0108 ext. 22"; foreign numbers as +441632960000."""
    number = phone.number
    if number.startswith("+1") and len(number) == 12:
        number = f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return f"{number} ext. {phone.extension}" if phone.extension else number
