"""What the program reads in a file, and the steps from a file on disk to a service, for the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.attendance_reports import AttendanceReport, Participant, looks_like_attendance, read_report
from coordinator.exchange.nominations import NominationEntry, NominationFile, looks_like_nominations, read_nominations
from coordinator.exchange.spreadsheets import Workbook, read_workbook
from coordinator.model import Office, Tasking, TrainingSession
from coordinator.services.attendance import ReportResult, import_attendance
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.workspace import Workspace
from coordinator.views.settings import unit_settings

LIKENESS = 0.3  # prose with commas in it reaches 0.1


@dataclass(frozen=True)
class Inspection:
    """What a file is and what was read in it; exactly one of the two contents is there."""

    name: str
    workbook: Workbook
    nominations: NominationFile | None = None
    attendance: AttendanceReport | None = None

    def plain(self) -> dict[str, Any]:
        """For JSON: `kind`, then the content in plain values."""
        if self.attendance is not None:
            return {"kind": "attendance", "file": self.name, **_attendance(self.attendance)}
        assert self.nominations is not None
        return {"kind": "nominations", "file": self.name, **_nominations(self.nominations)}

    def lines(self) -> list[str]:
        """For a person."""
        head = [
            f"{self.name}: {self.workbook.kind.upper()}"
            + (f", {self.workbook.encoding}" if self.workbook.encoding else "")
        ]
        if self.attendance is not None:
            return head + _attendance_lines(self.attendance)
        assert self.nominations is not None
        return head + _nomination_lines(self.nominations)


def inspect_file(name: str, data: bytes, *, held_on: date | None = None) -> Inspection:
    """Read a nomination or attendance file, whichever it looks like more. Raises FileRefused in a sentence."""
    workbook = read_workbook(name, data)
    as_attendance, as_nominations = looks_like_attendance(workbook), looks_like_nominations(workbook)
    if max(as_attendance, as_nominations) < LIKENESS:
        raise FileRefused(
            f"“{name}” is neither a nomination file nor an attendance report: no table of people was found in it."
        )
    if as_attendance >= as_nominations:
        return Inspection(name, workbook, attendance=read_report(workbook, held_on=held_on))
    return Inspection(name, workbook, nominations=read_nominations(workbook))


def _attendance(report: AttendanceReport) -> dict[str, Any]:
    return {
        "product": report.product,
        "generation": report.generation,
        "title": report.title,
        "started": _iso(report.started),
        "ended": _iso(report.ended),
        "time_zone_known": report.time_zone_known,
        "date_order": report.date_order,
        "people": [_participant(person) for person in report.participants],
        "problems": list(report.problems),
    }


def _participant(person: Participant) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "minutes": person.minutes,
        "intervals": [[join.isoformat(), leave.isoformat()] for join, leave in person.intervals],
        "flags": list(person.flags),
    }


def _iso(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()


def _nominations(content: NominationFile) -> dict[str, Any]:
    return {
        "office_hint": content.office_hint,
        "columns": {
            column.field.value: {
                "header": column.header,
                "confidence": round(column.confidence, 2),
                "sheet": column.sheet,
            }
            for column in content.columns
            if column.field is not None
        },
        "unmatched": [
            {"header": column.header, "sheet": sheet.name, "samples": list(column.samples)}
            for sheet in content.sheets
            for column in sheet.columns
            if sheet.is_taken and column.field is None and (column.header or column.samples)
        ],
        "rows": [_entry(entry) for entry in content.entries],
        "problems": [
            {
                "sheet": p.sheet,
                "row": p.row,
                "kind": p.kind.value,
                "message": p.message,
                "cells": list(p.cells),
                "repair": p.repair.value,
            }
            for p in content.problems
        ],
        "skipped_sheets": list(content.skipped_sheets),
        "notes": list(content.notes),
    }


def _entry(entry: NominationEntry) -> Mapping[str, Any]:
    return {
        "sheet": entry.sheet,
        "row": entry.row,
        "name": entry.name.display,
        "email": entry.email,
        "phone": entry.phone,
        "position": entry.position.value if entry.position else None,
        "office": entry.office_text,
        "trial_use": entry.trial_use,
        "course_completed": entry.course_completed,
        "course_completed_on": entry.course_completed_on.isoformat() if entry.course_completed_on else None,
        "alternate": entry.is_alternate,
        "mobile": entry.mobile,
        "duty_station": entry.duty_station,
        "supervisor_name": entry.supervisor_name,
        "supervisor_email": entry.supervisor_email,
        "supervisor_priority": entry.supervisor_priority,
        "time_zone": entry.time_zone,
        "remarks": entry.remarks,
        "withheld": sorted(field.value for field in entry.withheld),
    }


def _attendance_lines(report: AttendanceReport) -> list[str]:
    lines = [f"Attendance report of {report.product}, {report.generation}: {len(report.participants)} people"]
    for person in report.participants:
        minutes = "minutes unknown" if person.minutes is None else f"{person.minutes} min"
        flags = f" ({', '.join(person.flags)})" if person.flags else ""
        lines.append(f"  {person.name}  {person.email or '-'}  {minutes}{flags}")
    return lines + [f"  ! {problem}" for problem in report.problems]


def _nomination_lines(content: NominationFile) -> list[str]:
    lines = [f"Nominations: {len(content.entries)} people, {len(content.problems)} rows to look at"]
    for column in content.columns:
        if column.field is not None:
            lines.append(f"  {column.field.value}: “{column.header}” ({column.confidence:.0%} sure)")
    for entry in content.entries:
        position = entry.position.value.replace("_", " ") if entry.position else "position unknown"
        lines.append(f"  {entry.name.display}  {entry.email or '-'}  {position}")
    lines += [f"  ! {p.sheet}, row {p.row}: {p.message}" for p in content.problems]
    return lines + [f"  ! {sheet}" for sheet in content.skipped_sheets]


def unit_today(workspace: Workspace) -> date:
    """The calendar day in the unit's zone."""
    zone = workspace.read(unit_settings).unit_time_zone
    return workspace.clock.now().astimezone(ZoneInfo(zone)).date()


def tasking_id(session: Session, number: str) -> int:
    """Raises RuleBroken when there is no such tasking."""
    found = session.scalar(select(Tasking.id).where(Tasking.number == number.strip()))
    if found is None:
        raise RuleBroken(f"There is no tasking {number}.")
    return found


def office_id(session: Session, code: str | None, *hints: str) -> int:
    """The office of this code, else the one whose code or name stands in a hint. Raises RuleBroken."""
    offices = session.execute(select(Office.id, Office.code, Office.name)).all()
    if code:
        found = [row.id for row in offices if row.code == code.strip().upper()]
    else:
        words = {word for hint in hints for word in _words(hint)}
        joined = " ".join(hints).casefold()
        found = [row.id for row in offices if row.code in words]
        found = found or [row.id for row in offices if row.name.casefold() in joined]
    if len(found) != 1:
        raise RuleBroken(
            f"There is no office with the code {code}." if code else "Say which office sent this file: --office CODE."
        )
    return int(found[0])


def _words(text: str) -> list[str]:
    """Words as written in capitals, so that "SAN" of a sentence is not taken for a code."""
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def import_nomination_file(
    workspace: Workspace, tasking: str, office: str | None, name: str, data: bytes
) -> ImportResult:
    """Read a file and take it in; the moment of receipt is now."""
    content = read_nominations(read_workbook(name, data))
    file = ReceivedFile(name, data, workspace.clock.now())
    office_found = workspace.read(office_id, office, name, content.office_hint)
    result, _ = workspace.change(import_nominations, workspace.read(tasking_id, tasking), office_found, file, content)
    return result


def training_day(session: Session, training_id: int) -> date:
    """The day of a training in the host's zone. Raises RuleBroken when there is none."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        raise RuleBroken(f"There is no training {training_id}. `list trainings` shows them all.")
    return training.starts_at.astimezone(ZoneInfo(training.time_zone)).date()


def import_attendance_file(workspace: Workspace, training_id: int, name: str, data: bytes) -> ReportResult:
    """Read a report and take it in."""
    held_on = workspace.read(training_day, training_id)
    content = read_report(read_workbook(name, data), held_on=held_on)
    result, _ = workspace.change(import_attendance, training_id, (name, data), content)
    return result
