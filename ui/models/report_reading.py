"""Attendance reports on their way in: read on the worker, and what a person has to say before they can be read."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from coordinator.errors import FileRefused, LayoutNeeded
from coordinator.services.reports_in import (
    DateOrder,
    Field,
    Participant,
    ReportFile,
    ReportTable,
    read_report_file,
    read_report_table,
)

_DAY = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")


def read_or_ask(path: Path, held_on: date, layouts: Mapping[str, Sequence[str]]) -> ReportFile | ReportTable:
    """On the worker. The table where a person has to name its columns. Raises FileRefused for what is no table."""
    try:
        return read_report_file(path, held_on, layouts)
    except LayoutNeeded:
        return read_report_table(path)


def read_as_told(
    path: Path, held_on: date, layout: Sequence[Field | None], date_order: DateOrder | None
) -> ReportFile | str:
    """On the worker. With the columns as a person named them; a sentence when nothing can be read like that."""
    try:
        return read_report_file(path, held_on, layout=layout, date_order=date_order)
    except FileRefused as refused:
        return str(refused)


def fields_of(file: ReportFile) -> list[Field | None] | None:
    """The layout that the file was read with; None when it needed none."""
    return [Field(name) if name else None for name in file.layout] or None


def date_example(table: ReportTable | None) -> tuple[str, str, str]:
    """A date of the file that has two meanings, and both: ("5/4/2026", "May 4", "April 5")."""
    samples = (sample for column in (table.columns if table else ()) for sample in column.samples)
    for found in filter(None, map(_DAY.search, samples)):
        first, second = int(found[1]), int(found[2])
        if first != second and 1 <= first <= 12 and 1 <= second <= 12:
            return found[0], _day(first, second), _day(second, first)
    return "5/4", "May 4", "April 5"


def _day(month: int, day: int) -> str:
    return f"{date(2000, month, day):%B} {day}"


def stay_words(person: Participant) -> str:
    """First join to last leave on the file's clock, and how often; empty where only minutes are known."""
    if not person.intervals:
        return ""
    start, end = person.intervals[0][0], person.intervals[-1][1]
    times = f", {len(person.intervals)} times" if len(person.intervals) > 1 else ""
    return f"{clock(start.hour, start.minute)}–{clock(end.hour, end.minute)}{times}"


def clock(hour: int, minute: int) -> str:
    """A time of day as it is said on the screen: "1:05 PM"."""
    return f"{(hour - 1) % 12 + 1}:{minute:02d} {'AM' if hour < 12 else 'PM'}"
