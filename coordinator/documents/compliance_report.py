"""Every license active on a day with the gates as they stood, the exceptions first: US Letter, on its long side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.documents.drawing import About, Sheet, page_size
from coordinator.documents.facts import spelled
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.printing_anyway import printed_anyway
from coordinator.documents.record_page import (
    CELL,
    SUBJECT,
    TEXT,
    Foot,
    facts,
    open_page,
    section,
    trail_line,
    withheld_note,
)
from coordinator.documents.table import Column, TableLook, height_of_start
from coordinator.documents.withheld import MarkedTable

_MARGINS = Margins(50, 50, 50, 66)
_LOOK = TableLook(CELL, leading=11.2, least_height=18)
_SUMMARY = Setting(SUBJECT, 17)
_LABEL_WIDTH = 96.0

_KNOWN = (
    Column("License", 100),
    Column("Holder", 104),
    Column("Office", 44),
    Column("State", 56),
    Column("Issued", 62),
    Column("Valid until", 64),
)
_ALL_HELD = (*_KNOWN, Column("Gates as they stood", 262))
_MISSED = (*_KNOWN, Column("Missing", 131), Column("What held", 131))


@dataclass(frozen=True, slots=True)
class ComplianceLine:
    """One license in words; `missing` is what an exception lacks, `gates` what held, or all of them."""

    license_number: str
    name: str
    office: str
    state: str
    issued: str
    valid_until: str
    gates: str
    missing: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        return (self.license_number, self.name, self.office, self.state, self.issued, self.valid_until)


@dataclass(frozen=True, slots=True)
class ComplianceProduct:
    """Licenses of one product."""

    name: str
    lines: tuple[ComplianceLine, ...]


@dataclass(frozen=True, slots=True)
class ComplianceFacts:
    """What the report says; `summary` in a sentence, `counted` as labelled facts, `printed` the moment in words.

    `withheld` counts what a redacted one leaves out; "" for one that says everything.
    """

    masthead: tuple[str, ...]
    as_of: date
    summary: str
    counted: tuple[tuple[str, ...], ...]
    exceptions: tuple[ComplianceProduct, ...]
    others: tuple[ComplianceProduct, ...]
    printed: str
    audit_head: str
    withheld: str = ""


def render_compliance_report(facts: ComplianceFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the report; the same facts give the same bytes.

    A letter that no bundled typeface has is printed as its code, such as [U+674E]: one name must not stop a proof.
    """
    ready = printed_anyway(facts)
    title = f"Compliance on {spelled(ready.as_of)}"
    about = About(title, ", ".join(ready.masthead), ready.summary, ready.as_of)
    foot = Foot((
        f"{title}  ·  printed {ready.printed}",
        *trail_line(ready.audit_head),
    ))  # fmt: skip
    sheet = Sheet(page_size(paper, wide=True), about)
    flow = Flow(sheet, _MARGINS, lambda sheet, *page: foot.draw(sheet, _MARGINS, *page))
    open_page(flow, ready.masthead, title, "")
    _head(flow, ready)
    _table(flow, "1.  Exceptions: in use though a gate does not hold", _MISSED, ready.exceptions)
    _table(flow, "2.  All other licenses", _ALL_HELD, ready.others)
    return flow.finish()


def _head(flow: Flow, ready: ComplianceFacts) -> None:
    flow.paragraph(ready.summary, _SUMMARY)
    flow.y -= 6
    facts(flow, [(label, value) for label, value in ready.counted], _LABEL_WIDTH)
    withheld_note(flow, ready.withheld)


def _table(flow: Flow, heading: str, columns: Sequence[Column], products: Sequence[ComplianceProduct]) -> None:
    """One table; each product is a band in it."""
    rows = [
        (_cells(line, columns), "" if place else product.name)
        for product in products
        for place, line in enumerate(product.lines)
    ]
    section(flow, heading, height_of_start(flow, columns, _LOOK, *rows[0]) if rows else TEXT.leading)
    if not rows:
        flow.paragraph("None.", TEXT)
        return
    table = MarkedTable(flow, columns, _LOOK)
    for cells, band in rows:
        table.row(cells, band)


def _cells(line: ComplianceLine, columns: Sequence[Column]) -> tuple[str, ...]:
    return (*line.known, line.missing, line.gates) if columns is _MISSED else (*line.known, line.gates)
