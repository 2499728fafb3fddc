"""A report on paper: title, columns, rows in groups, a note below. US Letter, on its long side when it is wide."""

from dataclasses import dataclass
from datetime import date

from coordinator.documents.drawing import About, Align, Sheet, page_size
from coordinator.documents.facts import spelled
from coordinator.documents.flow import Flow, Margins
from coordinator.documents.printing_anyway import printed_anyway
from coordinator.documents.record_page import CELL, TEXT, Foot, open_page, trail_line, withheld_note
from coordinator.documents.table import Column, TableLook
from coordinator.documents.withheld import MarkedTable

_MARGINS = Margins(50, 50, 50, 66)
_MOST_UPRIGHT = 6  # columns that still have room on the short side of the paper
_FULL_SIZE = 9  # columns that are set in the full size on the long side; with more the letters get smaller
_SMALLEST = 6.5


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """`weight` is the width beside the others'; numbers stand at the right."""

    heading: str
    is_number: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """Rows under one heading; without a heading they stand alone. Every row has a text for each column."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says, every cell in words already. `dated` is the day of the records, `withheld` a sentence."""

    title: str
    subtitle: str
    columns: tuple[PrintedColumn, ...]
    groups: tuple[PrintedGroup, ...]
    footnote: str
    dated: date
    masthead: tuple[str, ...] = ()
    withheld: str = ""
    audit_head: str = ""


def render_report(facts: ReportFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the report; the same facts give the same bytes.

    A letter that no bundled typeface has is printed as its code, such as [U+674E]: one name must not stop a list.
    """
    ready = printed_anyway(facts)
    about = About(ready.title, ", ".join(ready.masthead), ready.subtitle, ready.dated)
    foot = Foot((f"{ready.title}  ·  {spelled(ready.dated)}", *trail_line(ready.audit_head)))
    size = page_size(paper, wide=len(ready.columns) > _MOST_UPRIGHT)
    flow = Flow(Sheet(size, about), _MARGINS, lambda sheet, *page: foot.draw(sheet, _MARGINS, *page))
    open_page(flow, ready.masthead, ready.title, ready.subtitle)
    withheld_note(flow, ready.withheld)
    flow.y -= 6
    _table(flow, ready)
    if ready.footnote:
        flow.space(10)
        flow.paragraph(ready.footnote, TEXT)
    return flow.finish()


def _table(flow: Flow, facts: ReportFacts) -> None:
    if not any(group.rows for group in facts.groups):
        flow.paragraph("Nothing is on this report.", TEXT)
        return
    table = MarkedTable(flow, [_column(each) for each in facts.columns], _look(len(facts.columns)))
    for group in facts.groups:
        for place, row in enumerate(group.rows):
            table.row(row, band="" if place else group.heading)


def _column(column: PrintedColumn) -> Column:
    return Column(column.heading, column.weight, Align.RIGHT if column.is_number else Align.LEFT)


def _look(columns: int) -> TableLook:
    size = max(_SMALLEST, CELL.size * min(1, _FULL_SIZE / columns))
    return TableLook(CELL.at(size), leading=size * 1.18, least_height=18)
