"""What a person types into one cell of a nomination list: yes and no, dates, positions, zones, “vacant”."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordinator.exchange.spreadsheets import Cell, text_of
from coordinator.rules.contacts import display_phone, normalize_phone, split_emails
from coordinator.rules.name_words import DEGREES, SUFFIXES
from coordinator.rules.names import PersonName, parse_name
from coordinator.rules.vocabulary import Position
from coordinator.rules.withheld import is_withheld

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
_LONGEST_NOTHING = 12
_VACANT = re.compile(
    r"vacant.*|vacancy|unfilled|open|tbd|tba|tbc|to be (determined|named|announced).*|n/?a|none|pending|position open",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(grand |sub-?)?total\b.*|count|sum", re.IGNORECASE)
_EXAMPLE = re.compile(r"(example|sample|e\.g\.|ex)\b[.:]?.*", re.IGNORECASE)

_PROSE = re.compile(
    r"\b(the|please|see|are|is|and|for|from|with|note|notes|page|list|continued|below|above)\b", re.IGNORECASE
)
# How everything begins that _VACANT and _EXAMPLE know.
_NOBODY = re.compile(
    r"\W*(?:vacan|unfilled|open|tb[dac]|to be|n/?a|none|pending|position|ex|sample|e\.g)", re.IGNORECASE
)

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)  # the 1900 system, with its 29 February 1900
_FORMATS = (
    "%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m-%d-%y", "%m.%d.%Y", "%Y%m%d",
    "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d-%B-%Y", "%b %d %Y", "%B %d %Y", "%d%b%Y", "%d%b%y",
    "%d/%m/%Y", "%d.%m.%Y",
)  # fmt: skip
_DAY_FIRST = (
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%d.%m.%Y", "%d.%m.%y",
)  # fmt: skip
_PRIORITY = re.compile(
    r"(?:(?:priority|prio|choice|rank|p|no|#)\W{0,2})?(\d{1,3})(?:\.0+|st|nd|rd|th)?(?:\s*(?:of|/)\s*\d{1,3}|\s*choice)?",
    re.IGNORECASE,
)
# What most cells look like. They are read without the general readers, which gives the same in a tenth of the time.
_PLAIN_NAME = re.compile(r"([A-Z](?:['-]?[A-Za-z])*[a-z]\d*), ([A-Z](?:['-]?[A-Za-z])*[a-z]\d*)(?: ([A-Z])\.?)?")
_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]*(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_PLAIN_PHONE = re.compile(r"\(?(\d{3})\)?[ .-]?(\d{3})[ .-]?(\d{4})(?:\.0)?")
_NOT_GIVEN = frozenset([*SUFFIXES, *DEGREES])
_CACHED = 20_000

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


def date_of(cell: Cell, *, day_first: bool = False) -> date | None:
    """A date in figures or words, "12-May-21", or an Excel serial, if it lies in this century.

    `day_first` says how 5/3/2021 is read; where the month would be over twelve the other order is taken.
    """
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    return _date_of_text(text_of(cell), day_first)


@lru_cache(maxsize=_CACHED)
def _date_of_text(text: str, day_first: bool) -> date | None:
    if not any(char.isdigit() for char in text):
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _plausible(_EXCEL_EPOCH + timedelta(days=int(float(text))))
    return _written_date(text, (*_DAY_FIRST, *_FORMATS) if day_first else _FORMATS)


def _written_date(text: str, formats: tuple[str, ...]) -> date | None:
    plain = re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", text)
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", plain.replace(",", " ").replace("Sept ", "Sep "))
    plain = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?", "", plain, flags=re.IGNORECASE)
    for form in formats:
        try:
            return _plausible(datetime.strptime(" ".join(plain.split()), form).date())  # noqa: DTZ007 – a day has no zone
        except ValueError:
            continue
    return None


def _plausible(day: date) -> date | None:
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


def name_of(text: str) -> PersonName | None:
    """As `parse_name`, which is asked about everything that is not plainly "Okafor, Dana R"."""
    plain = _PLAIN_NAME.fullmatch(text)
    if plain is None or plain[2].casefold() in _NOT_GIVEN:
        return parse_name(text)
    return PersonName(text, plain[2], plain[3] or "", plain[1], "", False)


def emails_of(text: str) -> tuple[str, ...]:
    """As `split_emails`."""
    if len(text) <= 254 and _PLAIN_EMAIL.fullmatch(text):
        return (text.lower(),)
    return split_emails(text) if "@" in text or not text.isascii() else ()


def phone_of(text: str) -> tuple[str | None, bool]:
    """The telephone number as it is shown, and whether the text holds further ones. None: there is none.

    A number that Excel wrote as 3.035550123E+09 is read; cut to 3.04E+09 its digits are lost.
    """
    if plain := _PLAIN_PHONE.fullmatch(text):
        return f"({plain[1]}) {plain[2]}-{plain[3]}", False
    phone = normalize_phone(_without_exponent(text))
    return (None, False) if phone is None else (display_phone(phone), bool(phone.others))


def _without_exponent(text: str) -> str:
    found = re.fullmatch(r"(\d)\.(\d{1,14})[Ee]\+?(\d{1,2})", text)
    if found is None or len(found[2].rstrip("0")) < int(found[3]) - 2 or len(found[2]) > int(found[3]):
        return text
    return found[1] + found[2].ljust(int(found[3]), "0")


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet cut a long number short: "3.04E+09"."""
    return re.fullmatch(r"\d(\.\d+)?[Ee]\+?\d{1,2}", text) is not None


@lru_cache(maxsize=_CACHED)
def priority_of(text: str) -> int | None:
    """1 from "1", "1st", "P1", "Priority 1", "1 of 3"; None for anything else and for 0."""
    found = _PRIORITY.fullmatch(text.strip())
    return (int(found[1]) or None) if found else None


def withheld(text: str) -> bool:
    """As `is_withheld`: every mark has a closing bracket, or is b6 or b7."""
    return may_be_withheld(text) and is_withheld(text)


def may_be_withheld(text: str) -> bool:
    return ")" in text or "]" in text or "}" in text or "b6" in text or "b7" in text


@lru_cache(maxsize=_CACHED)
def position_of(text: str) -> Position | None:
    """The position that the words name; a grade alone ("GS-12", "SES") names none."""
    for position, pattern in _POSITIONS:
        if pattern.search(text):
            return position
    if names_a_contractor(text):
        return Position.CONTRACTOR
    return None if is_nothing(text) or _GRADE.fullmatch(text.strip()) else Position.OTHER


@lru_cache(maxsize=_CACHED)
def names_a_contractor(text: str) -> bool:
    """Whether the words say contractor, alone or beside a position: "Analyst (contractor)"."""
    return bool(_CONTRACTOR.search(text))


@lru_cache(maxsize=1024)
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
    return len(text) < _LONGEST_NOTHING and text.casefold().strip() in _NOTHING


def may_be_nobody(text: str) -> bool:
    """Whether it is worth asking if the text stands for nobody: vacant, an example, "n/a"."""
    return _NOBODY.match(text) is not None or len(text) < _LONGEST_NOTHING or may_be_withheld(text)


def is_vacant(text: str) -> bool:
    return _VACANT.fullmatch(text.strip(" ()[]*-–")) is not None


def is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text.strip(" :")) is not None


def is_example(text: str) -> bool:
    return _EXAMPLE.fullmatch(text.strip(" (*")) is not None


def is_prose(text: str) -> bool:
    """Whether words of a sentence stand in it that no name has."""
    return _PROSE.search(text) is not None
