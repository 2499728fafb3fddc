"""Attendance reports from disk: the bytes that are kept as evidence, and what they say."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coordinator.errors import FileRefused
from coordinator.exchange.attendance_reports import (
    LAYOUT_FIELDS,
    DateOrder,
    Field,
    Participant,
    ReportColumn,
    ReportTable,
    read_report,
    report_table,
)
from coordinator.exchange.attendance_reports import AttendanceReport as ReportContent
from coordinator.exchange.spreadsheets import Workbook, read_workbook

__all__ = [
    "LAYOUT_FIELDS",
    "REPORT_KINDS",
    "DateOrder",
    "Field",
    "Participant",
    "ReportColumn",
    "ReportContent",
    "ReportFile",
    "ReportTable",
    "read_report_file",
    "read_report_table",
]

REPORT_KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".xml", ".htm", ".html"})


class ReportFile(NamedTuple):
    """`table` is what a person would name the columns of; `layout` the names that were used, "" for columns left out.

    An empty `layout` means that the file needed none.
    """

    name: str
    data: bytes
    content: ReportContent
    table: ReportTable | None = None
    layout: tuple[str, ...] = ()


def read_report_file(
    path: Path,
    held_on: date,
    layouts: Mapping[str, Sequence[str]] = {},
    layout: Sequence[Field | None] | None = None,
    date_order: DateOrder | None = None,
) -> ReportFile:
    """The report of a meeting tool; `held_on` is the training's day in its host's zone.

    `layout` are the columns as a person just named them, by place; `layouts` those remembered, field names by
    `headers_key`. Raises FileRefused, and LayoutNeeded where `read_report_table` shows what to ask for.
    """
    data, workbook = _opened(path)
    table = report_table(workbook)
    if layout is None and table is not None:
        layout = _remembered(table, layouts)
    content = read_report(workbook, held_on=held_on, layout=layout, date_order=date_order)
    return ReportFile(path.name, data, content, table, tuple(field.value if field else "" for field in layout or ()))


def read_report_table(path: Path) -> ReportTable:
    """The columns to be named, for a file that `read_report_file` refused with LayoutNeeded. Raises FileRefused."""
    table = report_table(_opened(path)[1])
    if table is None:
        raise FileRefused(f"“{path.name}” has no table of rows. Choose another file.")
    return table


def _opened(path: Path) -> tuple[bytes, Workbook]:
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or "the system refused"
        raise FileRefused(f"“{path.name}” cannot be read: {why}. Close it elsewhere and try again.") from error
    return data, read_workbook(path.name, data)


def _remembered(table: ReportTable, layouts: Mapping[str, Sequence[str]]) -> list[Field | None] | None:
    """The layout of this header row, if one is remembered and it still means something."""
    names = layouts.get(table.headers_key) if table.headers_key else None
    if names is None or not {*names, ""} <= {"", *LAYOUT_FIELDS}:
        return None
    return [Field(name) if name else None for name in names]
