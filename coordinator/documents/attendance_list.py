"""The attendance list of a training, and the sheet on which people sign in: US Letter, portrait."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from coordinator.documents.drawing import BLUE, GOLD, PORTRAIT, SOFT, About, Align, Sheet, Style
from coordinator.documents.facts import printable, spelled
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.table import Column, Table, TableLook
from coordinator.documents.typography import Face
from coordinator.rules.vocabulary import Mark

_MARGINS = Margins(50, 50, 54, 62)
_UNIT = Style(Face.SANS_MEDIUM, 8.5, BLUE, 2.2)
_UNIT_SECOND = Style(Face.SANS_MEDIUM, 7.5, SOFT)
_TITLE = Style(Face.SERIF_MEDIUM, 25, BLUE)
_TRAINING = Style(Face.SERIF_MEDIUM, 13.5)
_LABEL = Style(Face.SANS_MEDIUM, 6.5, SOFT, 0.9)
_VALUE = Style(Face.SERIF, 11)
_CELL = Style(Face.SERIF, 10)
_FOOT = Style(Face.SANS_MEDIUM, 7, SOFT)
_LABEL_WIDTH = 84.0

_LIST_COLUMNS = (
    Column("No.", 0.055, Align.RIGHT),
    Column("Name", 0.22),
    Column("Office", 0.16),
    Column("Position", 0.145),
    Column("Mark", 0.08),
    Column("Min.", 0.06, Align.RIGHT),
    Column("Local time", 0.155),
    Column("Note", 0.125),
)
_SIGN_IN_COLUMNS = (
    Column("No.", 0.06, Align.RIGHT),
    Column("Name", 0.27),
    Column("Office", 0.16),
    Column("Position", 0.15),
    Column("Signature", 0.36),
)
_SIGN_IN_HEIGHT = 28.0


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person on the list; mark and minutes are empty until they are recorded."""

    no: int
    name: str
    office: str
    position: str
    mark: Mark | None = None
    minutes: int | None = None
    note: str = ""
    local_time: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceListFacts:
    """What an attendance list says; `when` is already in words, in the zone of the host."""

    training_title: str
    number: str
    when: str
    host: str
    instructors: str
    capacity: int
    unit_line_1: str
    unit_line_2: str
    printed_at: datetime
    rows: tuple[AttendanceRow, ...] = ()


def render_attendance_list(facts: AttendanceListFacts) -> bytes:
    """Return the PDF of the list with marks, minutes and counts; the same facts give the same bytes."""
    ready = printable(facts)
    flow = _opened(ready, "Attendance List", ("COUNTED", _counts(ready)))
    table = Table(flow, _LIST_COLUMNS, TableLook(_CELL, leading=12))
    for row in ready.rows:
        table.row(_listed(row))
    return flow.finish()


def render_sign_in_sheet(facts: AttendanceListFacts, blank_lines: int = 5) -> bytes:
    """Return the PDF on which those expected sign; the blank lines are for those who come without a seat."""
    ready = printable(facts)
    flow = _opened(ready, "Sign-in Sheet")
    look = TableLook(_CELL.at(11), leading=12.5, least_height=_SIGN_IN_HEIGHT, upright_lines=True)
    table = Table(flow, _SIGN_IN_COLUMNS, look)
    for row in ready.rows:
        table.row((str(row.no), row.name, row.office, row.position, ""))
    for _ in range(blank_lines):
        table.row(("", "", "", "", ""))
    return flow.finish()


def _listed(row: AttendanceRow) -> tuple[str, ...]:
    mark = row.mark.value.capitalize() if row.mark else ""
    minutes = "" if row.minutes is None else str(row.minutes)
    return (str(row.no), row.name, row.office, row.position, mark, minutes, row.local_time, row.note)


def _counts(facts: AttendanceListFacts) -> str:
    counted = Counter(row.mark for row in facts.rows)
    parts = [f"{counted[mark]} {mark.value}" for mark in Mark]
    if counted[None]:
        parts.append(f"{counted[None]} not marked")
    return f"{len(facts.rows)} on the list, {facts.capacity} seats: {', '.join(parts)}."


def _opened(facts: AttendanceListFacts, title: str, *more: tuple[str, str]) -> Flow:
    """Open the document and set everything above the table; more facts follow the ones of the training."""
    about = About(f"{title} – {facts.training_title}", facts.unit_line_1, facts.number, facts.printed_at.date())
    flow = Flow(Sheet(PORTRAIT, about), _MARGINS, lambda *page: _furniture(facts, title, *page))
    _masthead(flow, facts)
    flow.y -= 27
    flow.put(flow.sheet.element("H1"), flow.left, title, _TITLE)
    flow.y -= 5
    flow.paragraph(facts.training_title, Setting(_TRAINING, 17), tag="H2")
    flow.y -= 6
    known = (("WHEN", facts.when), ("HOST", facts.host), ("INSTRUCTORS", facts.instructors))
    for label, value in (*known, ("TRAINING NO.", facts.number), *more):
        _fact(flow, label, value)
    flow.y -= 12
    return flow


def _masthead(flow: Flow, facts: AttendanceListFacts) -> None:
    for text, style in ((facts.unit_line_1.upper(), _UNIT), (facts.unit_line_2, _UNIT_SECOND)):
        if not text:
            continue
        lines, fitting = style.fitted(text, flow.width, floor=6)
        for line in lines:
            flow.y -= 12
            flow.put(flow.sheet.element("P"), flow.left, line, fitting)
    flow.y -= 9
    flow.rule(flow.left, flow.left + 100, GOLD, 0.8)


def _fact(flow: Flow, label: str, value: str) -> None:
    if not value:
        return
    flow.put_at(flow.sheet.element("P"), (flow.left, flow.y - 14.5), label, _LABEL)
    flow.paragraph(value, Setting(_VALUE, 14.5, _LABEL_WIDTH))


def _furniture(facts: AttendanceListFacts, title: str, sheet: Sheet, page: int, pages: int) -> None:
    right = sheet.width - _MARGINS.right
    printed = f"{spelled(facts.printed_at)}, {facts.printed_at:%H:%M %Z}".rstrip()
    text = f"{title} {facts.number}  ·  printed {printed}"
    lines, style = _FOOT.fitted(text, 400, floor=3)
    sheet.text(_MARGINS.left, 36, lines[0], style)
    sheet.text(right, 36, f"Page {page} of {pages}", _FOOT, Align.RIGHT)
