"""Attendance reports from disk: the bytes that are kept as evidence, and what they say."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from coordinator.errors import FileRefused
from coordinator.exchange.attendance_reports import AttendanceReport as ReportContent
from coordinator.exchange.attendance_reports import Participant, read_report
from coordinator.exchange.spreadsheets import read_workbook

__all__ = ["REPORT_KINDS", "Participant", "ReportContent", "ReportFile", "read_report_file"]

REPORT_KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"})


class ReportFile(NamedTuple):
    name: str
    data: bytes
    content: ReportContent


def read_report_file(path: Path, held_on: date) -> ReportFile:
    """The report of a meeting tool; `held_on` is the training's day in its host's zone. Raises FileRefused."""
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or "the system refused"
        raise FileRefused(f"“{path.name}” cannot be read: {why}. Close it elsewhere and try again.") from error
    return ReportFile(path.name, data, read_report(read_workbook(path.name, data), held_on=held_on))
