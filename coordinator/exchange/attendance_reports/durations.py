"""Durations as the meeting tools write them: `1h 54m`, `2 godz. 19 min`, `0:44:10`, or plain minutes."""

import re
from datetime import time, timedelta

from coordinator.exchange.spreadsheets import Cell, text_of

_UNIT = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([^\W\d_]+)\.?,?\s*")
_UNIT_NAMES = {
    86400: "d day days tag tage",
    3600: "h hr hrs hour hours heure heures hora horas ora ore godz godzina godziny godzin std"
    " stunde stunden u uur uren 時間 小时 小時 시간 ч",
    60: "m min mins minute minutes minuto minutos minuten minuti minuto minuta minuty minut 分 分钟 分鐘 분 мин",
    1: "s sec secs sek second seconds seconde secondes segundo segundos secondo secondi"
    " sekunde sekunden seconden sekund sekundy 秒 초 с сек",
}
_SECONDS = {name: seconds for seconds, names in _UNIT_NAMES.items() for name in names.split()}
_HMS = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})(?:\.\d+)?")
_PLAIN = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")


def duration_of(cell: Cell) -> timedelta | None:
    """A duration: `1h 54m`, `2 godz. 19 min`, `0:44:10`, or a plain number of minutes. None if it is none."""
    duration = _duration(cell)
    return duration if duration is not None and timedelta() <= duration <= _LONGEST else None


_LONGEST = timedelta(days=31)


def _duration(cell: Cell) -> timedelta | None:
    if isinstance(cell, timedelta):
        return cell
    if isinstance(cell, time):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return timedelta(minutes=cell) if 0 <= cell < 1_000_000 else None
    return _duration_in(cell) if isinstance(cell, str) else None


def _duration_in(text: str) -> timedelta | None:
    text = text_of(text).casefold()
    if len(text) > 60:
        return None
    if _PLAIN.fullmatch(text):
        return timedelta(minutes=float(text.replace(",", ".")))
    if match := _HMS.fullmatch(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3]))
    return _sum_of_units(text)


def _sum_of_units(text: str) -> timedelta | None:
    total, at = 0.0, 0
    while match := _UNIT.match(text, at):
        if match[2] not in _SECONDS:
            return None
        total += float(match[1].replace(",", ".")) * _SECONDS[match[2]]
        at = match.end()
    return timedelta(seconds=total) if at and at == len(text) else None
