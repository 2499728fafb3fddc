"""Which comes first in the dates of a column, day or month: told by all of them together, never by one alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_NUMERIC = re.compile(r"\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the numeric dates of a column are read. `ambiguous` are those that the column does not settle."""

    day_first: bool = False
    ambiguous: tuple[str, ...] = ()


AMERICAN = DateOrder()


def date_order(texts: Iterable[str], last_day: date | None = None) -> DateOrder:
    """The order that all dates of a column agree in; else the one that puts none behind `last_day`.

    Where both would do, or where the dates contradict each other, the month is read first and those dates that read
    either way are named.
    """
    found = {text: parts for text in texts if (parts := _parts(text))}
    day = any(a > 12 for a, b, _ in found.values() if b <= 12)
    month = any(b > 12 for a, b, _ in found.values() if a <= 12)
    if day != month:
        return DateOrder(day)
    open_ones = {text: parts for text, parts in found.items() if parts[0] != parts[1] and max(parts[:2]) <= 12}
    if last_day is not None and not (day and month):
        too_late = [_beyond(open_ones.values(), last_day, day_first) for day_first in (False, True)]
        if too_late[0] != too_late[1]:
            return DateOrder(too_late[0])
    return DateOrder(False, tuple(open_ones))


def _parts(text: str) -> tuple[int, int, int] | None:
    if not text[:1].isdigit():
        return None
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    return first, second, year + 2000 if year < 100 else year


def _beyond(dates: Iterable[tuple[int, int, int]], last_day: date, day_first: bool) -> bool:
    """Whether, read this way, a date lies behind the last day that can be."""
    end = (last_day.year, last_day.month, last_day.day)
    return any(((year, b, a) if day_first else (year, a, b)) > end for a, b, year in dates)
