"""What a person types into one cell of a nomination list: yes and no, dates, positions, zones, “vacant”."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordinator.exchange.spreadsheets import Cell, text_of
from coordinator.rules.vocabulary import Position

_YES = {"y", "yes", "x", "✓", "✔", "☑", "☒", "1", "true", "t", "done", "complete", "completed", "si", "sí"}
_NO = {"n", "no", "0", "false", "f", "☐", "not completed", "incomplete", "none", "never", "-"}
_NOTHING = {
    "",
    "n/a",
    "na",
    "none",
    "tbd",
    "tba",
    "tbc",
    "unknown",
    "unk",
    "-",
    "--",
    "–",
    "—",
    "?",
    "null",
    "nil",
    ".",
}
_VACANT = re.compile(
    r"vacant.*|vacancy|unfilled|open|tbd|tba|tbc|to be (determined|named|announced).*|n/?a|none|pending|position open",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(grand |sub-?)?total\b.*|count|sum", re.IGNORECASE)
_EXAMPLE = re.compile(r"(example|sample|e\.g\.|ex)\b[.:]?.*", re.IGNORECASE)

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)  # the 1900 system, with its 29 February 1900
_FORMATS = (
    "%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m-%d-%y", "%m.%d.%Y", "%Y%m%d",
    "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d-%B-%Y", "%b %d %Y", "%B %d %Y", "%d%b%Y", "%d%b%y",
    "%d/%m/%Y", "%d.%m.%Y",
)  # fmt: skip

_POSITIONS = (
    (Position.TASK_FORCE_OFFICER, re.compile(r"\bTFO\b|task[ -]?force", re.IGNORECASE)),
    (
        Position.SPECIAL_AGENT,
        re.compile(
            r"\bspecial\s+agent|\bcriminal\s+investigator|\b1811\b|\bS/?A\b|\bSSA\b|\bspec\.? agt", re.IGNORECASE
        ),
    ),
    (
        Position.ANALYST,
        re.compile(r"\banalyst|\bintel(ligence)?\s+research|\b0?132\b|\b(IA|IRS|CRS|CA)\b|\bresearch specialist", re.I),
    ),
)
_CONTRACTOR = re.compile(r"\b(CTR|contractor|contract)\b", re.IGNORECASE)
_GRADE = re.compile(r"(?:(?:GS|GG|SES|SL|ES|grade|step|level)[\s-]*(?:\d{1,2})?[\s/,-]*(?:\d{1,2})?\s*)+|\d{1,2}", re.I)

_ZONES = {
    "eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "central": "America/Chicago", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mountain": "America/Denver", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "arizona": "America/Phoenix", "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu", "hst": "Pacific/Honolulu", "atlantic": "America/Puerto_Rico",
    "ast": "America/Puerto_Rico", "guam": "Pacific/Guam", "chst": "Pacific/Guam",
}  # fmt: skip


def yes_or_no(cell: Cell) -> bool | None:
    """Y, yes, x, ✓, 1, TRUE – N, no, 0; None for blank and for anything else."""
    word = text_of(cell).casefold().strip(" .!")
    if word in _YES:
        return True
    return False if word in _NO else None


def date_of(cell: Cell) -> date | None:
    """An ISO or American date, "12-May-21", or an Excel serial, if it lies in this century.

    Where the month would be over twelve the day is taken to come first.
    """
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    text = text_of(cell)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _plausible(_EXCEL_EPOCH + timedelta(days=int(float(text))))
    return _written_date(text)


def _written_date(text: str) -> date | None:
    plain = re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", text)
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", plain.replace(",", " ").replace("Sept ", "Sep "))
    plain = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?", "", plain, flags=re.IGNORECASE)
    for form in _FORMATS:
        try:
            return _plausible(datetime.strptime(" ".join(plain.split()), form).date())  # noqa: DTZ007 – a day has no zone
        except ValueError:
            continue
    return None


def _plausible(day: date) -> date | None:
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


def position_of(text: str) -> Position | None:
    """The position that the words name; a grade alone ("GS-12", "SES") names none."""
    for position, pattern in _POSITIONS:
        if pattern.search(text):
            return position
    if names_a_contractor(text):
        return Position.CONTRACTOR
    return None if is_nothing(text) or _GRADE.fullmatch(text.strip()) else Position.OTHER


def names_a_contractor(text: str) -> bool:
    """Whether the words say contractor, alone or beside a position: "Analyst (contractor)"."""
    return bool(_CONTRACTOR.search(text))


def zone_of(text: str) -> str | None:
    """An IANA zone from "Eastern", "ET", "US/Eastern" or itself; None if not known."""
    words = re.findall(r"[a-z]+", text.casefold())
    if "/" in text:
        return _iana(text.strip())
    return next((_ZONES[word] for word in words if word in _ZONES), None)


def _iana(key: str) -> str | None:
    try:
        return ZoneInfo(key).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_nothing(text: str) -> bool:
    """Whether the text is a way of leaving the cell empty: "n/a", "TBD", "–"."""
    return text.casefold().strip() in _NOTHING


def is_vacant(text: str) -> bool:
    return _VACANT.fullmatch(text.strip(" ()[]*-–")) is not None


def is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text.strip(" :")) is not None


def is_example(text: str) -> bool:
    return _EXAMPLE.fullmatch(text.strip(" (*")) is not None
