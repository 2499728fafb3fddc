"""Dates and times of day as memos write them, and which of them is the due date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from coordinator.exchange.memo_text import HeaderLine
from coordinator.exchange.nomination_cells import zone_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH.format('m1')} (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH.format('m2')}"
    r"(?:[ ,-]{0,2}(?P<y2>\d{4}|\d{2}(?![:\d]| ?[ap]\.?m)))?"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<m4>\d{1,2})(?P<sep>[/.-])(?P<d4>\d{1,2})(?P=sep)(?P<y4>\d{4}|\d{2}))\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::\d{2})? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::\d{2})?\b"
    r"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?= ?(?:hours|hrs|h\b|ET|E[SD]T|CT|C[SD]T|MT|M[SD]T|PT|P[SD]T|on\b))"
    r"|(?P<noon>noon)\b)(?: ?\(?(?P<zone>E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|HST|AST|Eastern|Central|Mountain|Pacific)\b)?",
    re.IGNORECASE,
)
_COB = re.compile(r"\b(?:C\.?O\.?B\b|E\.?O\.?B\b|(?:close|end) of business)", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:by|no later than|not later than|NLT|due|on or before|before|until|suspense|deadline|COB|close of business)"
    r"\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:names?|nominat\w+|designees?|submit\w*|provide\w*|respon\w+|repl(?:y|ies)|return\w*)\b", re.I)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:sessions?|held|expires?|expiration|begins?|starts?|questions|hosted)\b", re.IGNORECASE
)
_REACH = 70  # characters between "by" and the date, or between the date and the time


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date where it stands. `is_whole` is false when the year was not written."""

    day: date
    start: int
    end: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """`at` and `zone` are what is written beside the date; `is_cob` that it says close of business.

    `phrase` is what names it, such as "by COB Friday, May 7, 2021".
    """

    day: date
    at: time | None
    zone: str | None
    is_cob: bool
    source: str
    confidence: float
    phrase: str


def dates_in(text: str, after: date | None = None) -> Iterator[WrittenDate]:
    """Every real date; one without a year is the first such day on or after `after`, else it is none."""
    for match in _DATE.finditer(text):
        year, month, day = _parts(match)
        found = _day(year, month, day) if year is not None else _next_day(after, month, day)
        if found:
            yield WrittenDate(found, match.start(), match.end(), year is not None)


def _parts(match: re.Match[str]) -> tuple[int | None, int, int]:
    """Year, month, day; American order unless the first number cannot be a month."""
    for form in ("1", "2"):
        if name := match[f"m{form}"]:
            return _year(match[f"y{form}"]), _MONTHS.index(name[:3].casefold()) + 1, int(match[f"d{form}"])
    form = "3" if match["m3"] else "4"
    month, day = int(match[f"m{form}"]), int(match[f"d{form}"])
    if form == "4" and month > 12:
        month, day = day, month
    return _year(match[f"y{form}"]), month, day


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + 2000 if len(text) == 2 else int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2099 else None
    except ValueError:
        return None


def _next_day(after: date | None, month: int, day: int) -> date | None:
    if after is None:
        return None
    candidates = (_day(after.year + more, month, day) for more in (0, 1))
    return next((each for each in candidates if each and each >= after), None)


def find_deadline(header: HeaderLine | None, sentences: Iterable[str], issued: date | None) -> Deadline | None:
    """The date most likely meant: a "Suspense:" line, else the sentence that asks for names by a day."""
    if header and (found := next(dates_in(header.value, issued), None)):
        return _deadline(header.value, found, 0.95)
    best: tuple[int, Deadline] | None = None
    for sentence in sentences:
        for found in dates_in(sentence, issued):
            points = _points(sentence, found, issued)
            if points > 0 and (best is None or points > best[0]):
                confidence = (0.9 if points > 2 else 0.6) * (1.0 if found.is_whole else 0.7)
                best = points, _deadline(sentence, found, confidence)
    return best[1] if best else None


def _points(sentence: str, found: WrittenDate, issued: date | None) -> int:
    """How much speaks for a date being the due date; nothing does without "by", "due" or the like before it."""
    before = sentence[max(0, found.start - _REACH) : found.start]
    cues = list(_CUE.finditer(before))
    if not cues or (issued and found.day < issued):
        return 0
    is_cob = bool(_COB.search(_around(sentence, found)))
    return 1 + 2 * is_cob + 2 * bool(_ASKS.search(sentence)) - 2 * bool(_OF_SOMETHING_ELSE.search(sentence))


def _around(text: str, found: WrittenDate) -> str:
    """What stands beside the date, with the date itself taken out: its digits are no time."""
    return text[max(0, found.start - _REACH) : found.start] + " | " + text[found.end : found.end + _REACH // 2]


def _deadline(text: str, found: WrittenDate, confidence: float) -> Deadline:
    beside = _around(text, found)
    clock = next((match for match in _CLOCK.finditer(beside) if _time(match)), None)
    zone = zone_of(clock["zone"]) if clock and clock["zone"] else None
    is_cob = bool(_COB.search(beside))
    at = _time(clock) if clock else None
    return Deadline(found.day, at, zone, is_cob, text, confidence, _phrase(text, found))


def _phrase(text: str, found: WrittenDate) -> str:
    """From the word that makes it a deadline to the date, and a time right behind it."""
    reach = max(0, found.start - _REACH)
    cues = list(_CUE.finditer(text, reach, found.start))
    # In "by COB" both are such words. A number between word and date, other than a time, is of something else.
    first = next((cue for cue in cues if not re.search(r"\d", _CLOCK.sub("", text[cue.end() : found.start]))), None)
    start = first.start() if first else found.start
    end = found.end
    behind = _CLOCK.search(text, found.end, found.end + _REACH // 2)
    if behind and not text[found.end : behind.start()].strip(" ,at@"):
        end = behind.end()
    return " ".join(text[start:end].split())


def _time(match: re.Match[str]) -> time | None:
    if match["noon"]:
        return time(12)
    if match["military"]:
        return time(int(match["military"][:2]), int(match["military"][2:]))
    if match["hour24"]:
        return time(int(match["hour24"]), int(match["minute24"]))
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return time(hour % 12 + (12 if match["half"].casefold() == "p" else 0), minute)
