"""The attendance list of a training, and the sheet on which people sign in: US Letter, portrait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator.documents.drawing import About, Align, Sheet, Style, page_size
from coordinator.documents.facts import printable, spelled
from coordinator.documents.flow import Flow, Margins
from coordinator.documents.record_page import TEXT, Foot, open_page, trail_line, withheld_note
from coordinator.documents.record_page import facts as labelled
from coordinator.documents.table import Column, TableLook
from coordinator.documents.typography import Face
from coordinator.documents.withheld import MarkedTable

_MARGINS = Margins(50, 50, 54, 62)
_CELL = Style(Face.SERIF, 10)
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
    audit_head: str = ""


def render_attendance_list(facts: AttendanceListFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the list with marks, minutes and counts; the same facts give the same bytes."""
    ready = printable(facts)
    flow = _opened(ready, paper, "Attendance List", ("Counted", ready.counted))
    size = _CELL.size * min(1, _SHARES_IN_FULL_SIZE / _shares(ready))
    _table(flow, _columns(ready), TableLook(_CELL.at(size), leading=12), ready.rows)
    return flow.finish()


def render_sign_in_sheet(facts: AttendanceListFacts, blank_lines: int = 5, paper: str = "letter") -> bytes:
    """Return the PDF on which those expected sign; the blank lines are for those who come without a seat."""
    ready = printable(facts)
    flow = _opened(ready, paper, "Sign-in Sheet")
    look = TableLook(_CELL.at(11), leading=12.5, least_height=_SIGN_IN_HEIGHT, upright_lines=True)
    lines = (*ready.rows, *[("",) * len(ready.columns)] * blank_lines)
    _table(flow, (*_columns(ready), _SIGNATURE), look, [(*line, "") for line in lines])
    return flow.finish()


def _table(flow: Flow, columns: Sequence[Column], look: TableLook, rows: Sequence[Sequence[str]]) -> None:
    """A header without a row below it would be no table (PDF/UA-1)."""
    if not rows:
        flow.paragraph("Nobody is on this list.", TEXT)
        return
    table = MarkedTable(flow, columns, look)
    for row in rows:
        table.row(row)


def _shares(facts: AttendanceListFacts) -> float:
    return sum(column.share for column in facts.columns)


def _columns(facts: AttendanceListFacts) -> tuple[Column, ...]:
    return tuple(Column(each.title, each.share, Align.RIGHT if each.is_right else Align.LEFT) for each in facts.columns)


def _opened(facts: AttendanceListFacts, paper: str, title: str, *more: tuple[str, str]) -> Flow:
    """Open the document and set everything above the table; more facts follow the ones of the training."""
    about = About(f"{title} – {facts.training_title}", facts.unit_line_1, facts.number, facts.printed_at.date())
    size = page_size(paper, wide=_shares(facts) > _PORTRAIT_SHARES)
    printed = f"{spelled(facts.printed_at)}, {facts.printed_at:%H:%M %Z}".rstrip()
    foot = Foot((f"{title} {facts.number}  ·  printed {printed}", *trail_line(facts.audit_head)))
    flow = Flow(Sheet(size, about), _MARGINS, lambda sheet, *page: foot.draw(sheet, _MARGINS, *page))
    open_page(flow, (facts.unit_line_1, facts.unit_line_2), title, facts.training_title)
    known = (("When", facts.when), ("Host", facts.host), ("Instructors", facts.instructors))
    labelled(flow, (*known, ("Training No.", facts.number), *more), _LABEL_WIDTH)
    withheld_note(flow, facts.withheld)
    flow.y -= 12
    return flow
