"""The hidden key of an access review workbook: which review it answers, and for which office.

A very hidden sheet holds it as text. The checksum is no secret: it shows that the key was altered, not by whom.
"""

import hashlib
from dataclasses import dataclass

from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of
from coordinator.rules.plain_text import one_line

KEY_SHEET = "_review"
VERSION = 1

_FORMAT = "access review workbook"
_CHECK = "check"
_FIELDS = ("format", "version", "review", "frozen", "office", "unit")


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """The title of the review, the ISO day that it froze, the code of the office, and the version of the layout."""

    review: str
    frozen: str
    office: str
    version: int = VERSION
    unit: str = ""


def key_rows(key: ReviewKey) -> tuple[tuple[str, str], ...]:
    """The rows of the hidden sheet: a word and a text each."""
    texts = (_FORMAT, str(key.version), *map(kept_text, (key.review, key.frozen, key.office, key.unit)))
    return (*zip(_FIELDS, texts, strict=True), (_CHECK, _checksum(texts)))


def has_key(workbook: Workbook) -> bool:
    return _key_sheet(workbook) is not None


def read_key(workbook: Workbook) -> ReviewKey | None:
    """The key of the workbook; None where there is none, or one that was altered."""
    sheet = _key_sheet(workbook)
    if sheet is None:
        return None
    found = {text_of(row[0]): text_of(row[1]) for row in sheet.rows if len(row) > 1}
    texts = tuple(found.get(field, "") for field in _FIELDS)
    if texts[0] != _FORMAT or found.get(_CHECK) != _checksum(texts) or not texts[1].isdecimal():
        return None
    return ReviewKey(review=texts[2], frozen=texts[3], office=texts[4], version=int(texts[1]), unit=texts[5])


def kept_text(text: str) -> str:
    """The text as it is when it was written to a cell and read from it."""
    return text_of(one_line(text))


def _key_sheet(workbook: Workbook) -> Sheet | None:
    return next((sheet for sheet in workbook.sheets if sheet.name == KEY_SHEET), None)


def _checksum(texts: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
