"""What a nomination file says beside its rows: whose it is, and how surely it is a list of nominees at all."""

import re
from collections.abc import Iterable, Sequence

from coordinator.exchange.nomination_columns import Layout, NominationField
from coordinator.exchange.spreadsheets import Sheet, text_of

F = NominationField

_OFFICE_TITLE = re.compile(r"\bfield office\b|\bSAC\b|\boffice of\b|\boffice\b", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:(?:SAC|field)\s+)?office(?:\s+name)?\s*[:=]\s*(.*)", re.IGNORECASE | re.DOTALL)
_OF_A_MEETING = re.compile(
    r"\b(join(ed)?|leave|left|duration|timestamp|user action|attendance|time in)\b", re.IGNORECASE
)
_NOT_A_CODE = frozenset(
    ["SAC", "HSI", "ICE", "DHS", "LIST", "FINAL", "DRAFT", "NEW", "COPY", "XLSX", "CSV", "FY", "FOUO", "CUI", "RE"]
)
_CONTACT = {F.EMAIL, F.PHONE, F.MOBILE}
_NAME = {F.NAME, F.FIRST_NAME, F.LAST_NAME, F.MIDDLE_NAME, F.SUFFIX}


def likeness(sheet: Sheet, layout: Layout) -> float:
    """From 0 to 1. Meeting reports name people with addresses too: what only a nomination has counts most."""
    header = " ".join(map(text_of, sheet.rows[layout.header_row])) if layout.header_row >= 0 else ""
    if _OF_A_MEETING.search(header):
        return 0.1
    fields = {column.field for column in layout.matched}
    return min(1.0, 0.3 + 0.1 * len(fields & _CONTACT) + 0.2 * len(fields - _CONTACT - _NAME))


def office_hint(file_name: str, read: Iterable[tuple[Sheet, Layout]]) -> str:
    """The office as a title row calls it, else the code in the file name, else ""."""
    for sheet, layout in read:
        for row in sheet.rows[: max(layout.header_row, 0)]:
            texts = [text for text in map(text_of, row) if text]
            if hint := _office_in(texts):
                return hint
    return _code_in(file_name)


def _office_in(texts: Sequence[str]) -> str:
    for index, text in enumerate(texts):
        if label := _LABEL.fullmatch(text):
            return (label[1] or (texts[index + 1] if index + 1 < len(texts) else "")).strip()
        if _OFFICE_TITLE.search(text) and len(text) <= 120:
            return re.split(r"\s[-–—|]\s|:|\n", text)[0].strip()
    return ""


def _code_in(file_name: str) -> str:
    stem = re.split(r"[\\/]", file_name)[-1].rpartition(".")[0] or file_name
    words = re.findall(r"(?<![A-Za-z])[A-Z]{2,4}(?![A-Za-z])", stem)
    return next((word for word in words if word not in _NOT_A_CODE), "")
