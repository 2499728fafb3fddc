"""The attendance list of a training, and the sheet on which people sign in: US Letter, portrait."""

from dataclasses import dataclass
from datetime import datetime

from coordinator.documents.drawing import BLUE, GOLD, SOFT, About, Align, Sheet, Style, page_size
from coordinator.documents.facts import printable, spelled
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.table import Column, TableLook
from coordinator.documents.typography import Face
from coordinator.documents.withheld import MarkedTable, value_or_mark

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

_SIGNATURE = Column("Signature", 0.36)
_PORTRAIT_SHARES = 1.12  # what the usual columns take; more of them go on the long side of the paper
_SHARES_IN_FULL_SIZE = 1.4  # with still more of them the letters get smaller
_SIGN_IN_HEIGHT = 28.0


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """One column of the list; `share` is its width beside the others', the usual ones together about 1."""

    title: str
    share: float
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceListFacts:
    """What an attendance list says; `when` is already in words, and so is every cell of the rows."""

    training_title: str
    number: str
    when: str
    host: str
    instructors: str
    unit_line_1: str
    unit_line_2: str
    printed_at: datetime
    counted: str
    columns: tuple[ListedColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    withheld: str = ""


def render_attendance_list(facts: AttendanceListFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the list with marks, minutes and counts; the same facts give the same bytes."""
    ready = printable(facts)
    flow = _opened(ready, paper, "Attendance List", ("COUNTED", ready.counted))
    size = _CELL.size * min(1, _SHARES_IN_FULL_SIZE / _shares(ready))
    table = MarkedTable(flow, _columns(ready), TableLook(_CELL.at(size), leading=12))
    for row in ready.rows:
        table.row(row)
    _withheld(flow, ready)
    return flow.finish()


def render_sign_in_sheet(facts: AttendanceListFacts, blank_lines: int = 5, paper: str = "letter") -> bytes:
    """Return the PDF on which those expected sign; the blank lines are for those who come without a seat."""
    ready = printable(facts)
    flow = _opened(ready, paper, "Sign-in Sheet")
    look = TableLook(_CELL.at(11), leading=12.5, least_height=_SIGN_IN_HEIGHT, upright_lines=True)
    columns = (*_columns(ready), _SIGNATURE)
    table = MarkedTable(flow, columns, look)
    for row in (*ready.rows, *[("",) * len(ready.columns)] * blank_lines):
        table.row((*row, ""))
    _withheld(flow, ready)
    return flow.finish()


def _shares(facts: AttendanceListFacts) -> float:
    return sum(column.share for column in facts.columns)


def _columns(facts: AttendanceListFacts) -> tuple[Column, ...]:
    return tuple(Column(each.title, each.share, Align.RIGHT if each.is_right else Align.LEFT) for each in facts.columns)


def _withheld(flow: Flow, facts: AttendanceListFacts) -> None:
    if facts.withheld:
        flow.y -= 8
        flow.paragraph(facts.withheld, Setting(_VALUE, 14.5))


def _opened(facts: AttendanceListFacts, paper: str, title: str, *more: tuple[str, str]) -> Flow:
    """Open the document and set everything above the table; more facts follow the ones of the training."""
    about = About(f"{title} – {facts.training_title}", facts.unit_line_1, facts.number, facts.printed_at.date())
    size = page_size(paper, wide=_shares(facts) > _PORTRAIT_SHARES)
    flow = Flow(Sheet(size, about), _MARGINS, lambda *page: _furniture(facts, title, *page))
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
    value_or_mark(flow, value, Setting(_VALUE, 14.5, _LABEL_WIDTH))


def _furniture(facts: AttendanceListFacts, title: str, sheet: Sheet, page: int, pages: int) -> None:
    right = sheet.width - _MARGINS.right
    printed = f"{spelled(facts.printed_at)}, {facts.printed_at:%H:%M %Z}".rstrip()
    text = f"{title} {facts.number}  ·  printed {printed}"
    lines, style = _FOOT.fitted(text, 400, floor=3)
    sheet.text(_MARGINS.left, 36, lines[0], style)
    sheet.text(right, 36, f"Page {page} of {pages}", _FOOT, Align.RIGHT)
