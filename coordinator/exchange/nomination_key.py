"""The hidden key of a nomination workbook: whose it is and which tasking it answers, so that nothing need be chosen.

A very hidden sheet holds it as text. The checksum is no secret: it shows that the key was altered, not by whom.
"""

import hashlib
from dataclasses import dataclass

from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of
from coordinator.rules.plain_text import one_line

KEY_SHEET = "_coordinator"
VERSION = 1

_FORMAT = "nomination workbook"
_CHECK = "check"
_FIELDS = ("format", "version", "tasking", "office", "unit")


@dataclass(frozen=True, slots=True)
class WorkbookKey:
    """The number of the tasking, the code of the office, and the version of the workbook's layout."""

    tasking: str
    office: str
    version: int
    unit: str = ""


def key_rows(key: WorkbookKey) -> tuple[tuple[str, str], ...]:
    """The rows of the hidden sheet: a word and a text each."""
    texts = (_FORMAT, str(key.version), *map(_kept, (key.tasking, key.office, key.unit)))
    return (*zip(_FIELDS, texts, strict=True), (_CHECK, _checksum(texts)))


def read_key(workbook: Workbook) -> WorkbookKey | None:
    """The key of a nomination workbook; None where there is none, or one that was altered."""
    sheet = _key_sheet(workbook)
    if sheet is None:
        return None
    found = {text_of(row[0]): text_of(row[1]) for row in sheet.rows if len(row) > 1}
    texts = tuple(found.get(field, "") for field in _FIELDS)
    if texts[0] != _FORMAT or found.get(_CHECK) != _checksum(texts) or not texts[1].isdecimal():
        return None
    return WorkbookKey(tasking=texts[2], office=texts[3], version=int(texts[1]), unit=texts[4])


def key_trouble(workbook: Workbook, tasking: str) -> str:
    """What a person should know about the key before the file is taken under this tasking; "" when all is well."""
    if _key_sheet(workbook) is None:
        return ""
    key = read_key(workbook)
    if key is None:
        return (
            f"The hidden key of “{workbook.name}” was altered, so it does not say whose it is. "
            "Choose the office, and look at the columns."
        )
    if key.tasking != _kept(tasking):
        return (
            f"“{workbook.name}” was made for tasking {key.tasking}, not for {tasking}. "
            "Import it there, or go on if the office answered in an older workbook."
        )
    if key.version > VERSION:
        return f"“{workbook.name}” was made by a newer version of this program. Look at the columns."
    return ""


def _key_sheet(workbook: Workbook) -> Sheet | None:
    return next((sheet for sheet in workbook.sheets if sheet.name == KEY_SHEET), None)


def _kept(text: str) -> str:
    """The text as it is when it was written to a cell and read from it."""
    return text_of(one_line(text))


def _checksum(texts: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
