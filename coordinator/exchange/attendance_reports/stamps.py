"""Dates and clock times as the meeting tools write them.

A date such as 4/5/21 has no meaning by itself. Every stamp of a file is read into its parts first,
`dating_of` decides from all of them together how the file writes dates, and only then they become moments.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from coordinator.exchange.spreadsheets import Cell, text_of

DateOrder = Literal["mdy", "dmy", "ymd", "iso", "ambiguous"]

# Beginnings of the names of months: English, German, Dutch, French, Spanish, Portuguese, Italian, Polish.
_MONTH_NAMES = (
    "jan ene gen janv sty", "feb fev fév lut", "mar mär mrt", "apr avr abr kwi", "may mai mei mag maj",
    "jun juin giu cze", "jul juil lug lip", "aug ago aoû aou sie", "sep set wrz", "oct okt ott out paź", "nov lis",
    "dec dez dic déc gru",
)  # fmt: skip
_MONTHS = {name: at + 1 for at, names in enumerate(_MONTH_NAMES) for name in names.split()}
_HALF = r"[ap]\.?\s?m\.?"
_EARLY_HALF = r"(?:(?P<early_half>上午|下午|午前|午後|오전|오후)\s*)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})[:時时](?P<minute>\d{2})[分]?(?::?(?P<second>\d{2})[秒]?(?:[.,](?P<fraction>\d{1,6})\d*)?)?"
    rf"(?:\s*(?P<half>{_HALF})|\s*Uhr)?"
)
_DOTTED_CLOCK = _CLOCK.replace("[:時时]", "[:時时.]").replace("(?::?", "(?:[:.]?")
_ZONE = r"(?:\s*\(?(?P<zone>Z|[+-]\d{2}:?\d{2}|(?:UTC|GMT)[+-]\d{2}:?\d{2}|[A-Za-z]{3,5})\)?)?"
_WORD = r"[^\W\d_]{3,12}\.?"
_DAYS = (
    r"(?P<ymd>(?P<y1>\d{4})(?P<sign>[-/.])(?P<m1>\d{1,2})(?P=sign)(?P<d1>\d{1,2}))"
    r"|(?P<asian>(?P<y5>\d{4})\s?[年년]\s?(?P<m5>\d{1,2})\s?[月월]\s?(?P<d5>\d{1,2})\s?[日일])"
    r"|(?P<numbers>(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y2>\d{4}|\d{2}))"
    rf"|(?P<named>(?P<month>{_WORD})\s+(?P<d2>\d{{1,2}}),?\s+(?P<y3>\d{{4}}))"
    rf"|(?P<named_dmy>(?P<d3>\d{{1,2}})\.?[\s-](?:de\s+)?(?P<month2>{_WORD}),?[\s-](?:de\s+)?(?P<y4>\d{{4}}))"
)
_BETWEEN = r"(?:,\s*|\s+(?:à|at|às|a las|alle|um|om|o)\s+|T|\s+|(?<=[日일])\s*)"
_STAMP = re.compile(rf"(?:{_DAYS})(?:{_BETWEEN}{_EARLY_HALF}{_DOTTED_CLOCK}{_ZONE})?", re.IGNORECASE)
_CLOCK_ONLY = re.compile(_EARLY_HALF + _CLOCK + _ZONE, re.IGNORECASE)
_LATE = frozenset({"下午", "午後", "오후"})
# Abbreviations are not unique in the world; these are the ones of the United States.
_US_ZONES = {
    "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    "AKDT": -8, "AKST": -9, "HST": -10, "CHST": 10,
}  # fmt: skip
_YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Stamp:
    """The parts of one stamp. `day` is None while only `parts` are known, or for a clock time without a date."""

    day: date | None
    parts: tuple[int, int, int] | None
    clock: time | None
    zone: tzinfo | None
    order: DateOrder | None

    def days(self) -> dict[str, date]:
        """The dates that this stamp can mean, by order of its parts."""
        if self.parts is None:
            return {}
        first, second, year = self.parts
        read = {"mdy": _date(year, first, second), "dmy": _date(year, second, first)}
        return {order: day for order, day in read.items() if day is not None}


def stamp_of(cell: Cell) -> Stamp | None:
    """The stamp in a cell, or None if the whole cell is none."""
    if isinstance(cell, datetime):
        return _native(cell.date(), cell.time(), cell.tzinfo)
    if isinstance(cell, date):
        return _native(cell, None, None)
    if isinstance(cell, time):
        return Stamp(None, None, cell.replace(tzinfo=None), None, None)
    return _stamp_in(text_of(cell)) if isinstance(cell, str) else None


def _native(day: date, clock: time | None, zone: tzinfo | None) -> Stamp | None:
    return Stamp(day, None, clock, zone, "iso") if day.year in _YEARS else None


@lru_cache(maxsize=50_000)
def _stamp_in(text: str) -> Stamp | None:
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return None
    if match := _CLOCK_ONLY.fullmatch(text):
        clock = _clock(match)
        return None if clock is None else Stamp(None, None, clock, _zone(match["zone"]), None)
    match = _STAMP.fullmatch(text)
    return None if match is None else _dated(match)


def _dated(match: re.Match[str]) -> Stamp | None:
    clock = _clock(match) if match["hour"] else None
    if match["hour"] and clock is None:
        return None
    zone = _zone(match["zone"])
    if match["numbers"] and match["mark"] != ".":
        stamp = Stamp(None, (int(match["a"]), int(match["b"]), _year(match["y2"])), clock, zone, None)
        return stamp if stamp.days() else None
    order, day = _certain_day(match)
    return None if day is None else Stamp(day, None, clock, zone, order)


def _certain_day(match: re.Match[str]) -> tuple[DateOrder, date | None]:
    if match["ymd"]:
        order: DateOrder = "iso" if match["sign"] == "-" else "ymd"
        return order, _date(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["numbers"]:  # with dots, which are written with the day first everywhere
        return "dmy", _date(_year(match["y2"]), int(match["b"]), int(match["a"]))
    if match["asian"]:
        return "ymd", _date(int(match["y5"]), int(match["m5"]), int(match["d5"]))
    if match["named"]:
        return "mdy", _named(match["y3"], match["month"], match["d2"])
    return "dmy", _named(match["y4"], match["month2"], match["d3"])


def _named(year: str, month: str, day: str) -> date | None:
    name = month.casefold()
    return _date(int(year), _MONTHS.get(name[:4]) or _MONTHS.get(name[:3], 0), int(day))


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), match["half"] or match["early_half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" or half in _LATE else 0)
    micros = int((match["fraction"] or "0").ljust(6, "0"))
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0), micros)
    except ValueError:
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    text = re.sub("^(?:UTC|GMT)(?=[+-])", "", text, flags=re.IGNORECASE)
    if text[0] in "+-":
        hours, minutes = int(text[1:3]), int(text[-2:])
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
        return timezone(offset) if abs(offset) < timedelta(hours=24) else None
    hours_off = _US_ZONES.get(text.upper())
    return None if hours_off is None else timezone(timedelta(hours=hours_off), text.upper())


@dataclass(frozen=True)
class Dating:
    """How the stamps of one file become moments. Without `certain` only their distances mean anything.

    `reads_as` is the order; while that is ambiguous, the one that keeps the days of the file closest together.
    """

    order: DateOrder
    reads_as: DateOrder
    day: date | None
    aware: bool
    certain: bool

    def moment(self, cell: Cell) -> datetime | None:
        """The moment in a cell; without a date in it, on the day of the meeting. None without a clock time."""
        stamp = stamp_of(cell)
        if stamp is None or stamp.clock is None:
            return None
        day = self._day(stamp) or self.day or date(2000, 1, 1)
        return datetime.combine(day, stamp.clock, stamp.zone if self.aware else None)

    def stay(self, join: Cell, leave: Cell) -> tuple[datetime | None, datetime | None]:
        """Both ends of a stay. Clock times without a date may pass midnight, but not turn back."""
        start, end = self.moment(join), self.moment(leave)
        if start and end and end < start and self.day_in(join) is None and self.day_in(leave) is None:
            end += timedelta(days=1)
        return start, end

    def day_in(self, cell: Cell) -> date | None:
        """The date in a cell, if it has one."""
        stamp = stamp_of(cell)
        return self._day(stamp) if stamp else None

    def _day(self, stamp: Stamp) -> date | None:
        days = stamp.days()
        return stamp.day or days.get(self.reads_as) or next(iter(days.values()), None)


def dating_of(
    every: Iterable[Cell], of_meeting: Iterable[Cell], held_on: date | None, told: DateOrder | None = None
) -> Dating:
    """Decide from `every` cell of the file, then from the training's date, then as a person has `told`.

    `of_meeting` are the cells that say when people were there: only those are compared with the date,
    which a registration or a template may share by chance.
    """
    meant = [stamp for cell in of_meeting if (stamp := stamp_of(cell))]
    order = _order([stamp for cell in every if (stamp := stamp_of(cell))], meant, held_on)
    if order == "ambiguous" and told in _BOTH:
        order = told
    clock_only = any(stamp.day is None and stamp.parts is None for stamp in meant)
    aware = bool(meant) and all(stamp.zone is not None for stamp in meant if stamp.clock is not None)
    reads_as = min(_BOTH, key=lambda order: _spread(meant, order)) if order == "ambiguous" else order
    return Dating(order, reads_as, held_on, aware, order != "ambiguous" and not (clock_only and held_on is None))


def _spread(stamps: Iterable[Stamp], order: DateOrder) -> timedelta:
    days = [day for stamp in stamps if (day := stamp.days().get(order))]
    return max(days) - min(days) if days else timedelta.max


def _order(stamps: Sequence[Stamp], meant: Sequence[Stamp], held_on: date | None) -> DateOrder:
    open_ones = [stamp for stamp in stamps if stamp.parts]
    if not open_ones:
        return _plain_order(stamps)
    orders: list[DateOrder] = [order for order in _BOTH if all(order in stamp.days() for stamp in open_ones)]
    if len(orders) == 2 and all(len(set(stamp.days().values())) == 1 for stamp in open_ones):
        return "mdy"
    if len(orders) == 2 and held_on is not None:
        near = timedelta(days=1)  # the file's zone need not be the training's
        days = {order: [stamp.days()[order] for stamp in meant if stamp.parts] for order in orders}
        orders = [order for order in orders if any(abs(day - held_on) <= near for day in days[order])]
    return orders[0] if len(orders) == 1 else "ambiguous"


_BOTH: tuple[DateOrder, DateOrder] = ("mdy", "dmy")


def _plain_order(stamps: Sequence[Stamp]) -> DateOrder:
    """The order of stamps that leave no doubt; “iso” for a file that has no dates at all."""
    return next((stamp.order for stamp in stamps if stamp.order not in (None, "iso")), "iso") or "iso"
