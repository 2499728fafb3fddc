"""On what basis one person held one license on a day: every gate, move, acknowledgment and training."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.documents.drawing import About, Align, Sheet, page_size
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

_MARGINS = Margins(54, 54, 54, 70)
_LOOK = TableLook(CELL, leading=11.2, least_height=18)
_VERDICT = Setting(SUBJECT, 17)
_LABEL_WIDTH = 96.0

_GATES = (Column("Gate", 130), Column("State", 58), Column("Evidence", 236), Column("Holds until", 80))
_MOVES = (Column("Date", 64), Column("Became", 62), Column("Why", 186), Column("By", 92), Column("Letter", 100))
_SELECTION = (
    Column("Tasking", 66),
    Column("Subject", 140),
    Column("Selected", 66),
    Column("Rank", 40, Align.RIGHT),
    Column("Why this rank", 192),
)
_ACKNOWLEDGED = (
    Column("Document", 122),
    Column("Version", 60),
    Column("Accepted", 64),
    Column("How, recorded by", 90),
    Column("SHA-256 of the text", 168),
)
_TRAININGS = (
    Column("Training", 196),
    Column("Held", 66),
    Column("Minutes", 54, Align.RIGHT),
    Column("Counts until", 70),
    Column("Certificate", 118),
)
_COURSES = (Column("Course", 210), Column("Completed", 80), Column("Counts until", 80), Column("Known from", 134))
_WAIVERS = (
    Column("Gate", 120),
    Column("From", 64),
    Column("Until", 64),
    Column("Approved by", 96),
    Column("Reason", 160),
)
_LETTERS = (Column("Number", 126), Column("Kind", 110), Column("Issued", 66), Column("SHA-256 of the letter", 202))


@dataclass(frozen=True, slots=True)
class LicenseBasisFacts:
    """What the record says; every cell is in words already, in the order of the columns of its table.

    `verdict` is the answer in a sentence. `asked_on` is the day that is asked about; `printed` the moment in words.
    `withheld` counts what a redacted one leaves out; "" for one that says everything.
    """

    masthead: tuple[str, ...]
    number: str
    product: str
    agreement: str
    state: str
    validity: str
    follows: str
    name: str
    position: str
    office: str
    asked_on: date
    verdict: str
    printed: str
    audit_head: str
    gates: tuple[tuple[str, ...], ...]
    moves: tuple[tuple[str, ...], ...]
    selection: tuple[tuple[str, ...], ...] = ()
    acknowledgments: tuple[tuple[str, ...], ...] = ()
    trainings: tuple[tuple[str, ...], ...] = ()
    courses: tuple[tuple[str, ...], ...] = ()
    waivers: tuple[tuple[str, ...], ...] = ()
    letters: tuple[tuple[str, ...], ...] = ()
    withheld: str = ""


def render_license_basis(facts: LicenseBasisFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the record; the same facts give the same bytes.

    A letter that no bundled typeface has is printed as its code, such as [U+674E]: one name must not stop a proof.
    """
    ready = printed_anyway(facts)
    title = f"On what basis: license {ready.number}"
    about = About(
        title if ready.withheld else f"{title} – {ready.name}", ", ".join(ready.masthead), ready.verdict, ready.asked_on
    )
    # Every page would say once more what is withheld.
    whose = "License, redacted" if ready.withheld else f"License {ready.number} of {ready.name}"
    foot = Foot((
        f"{whose}, on {spelled(ready.asked_on)}  ·  printed {ready.printed}",
        *trail_line(ready.audit_head),
    ))  # fmt: skip
    flow = Flow(Sheet(page_size(paper), about), _MARGINS, lambda sheet, *page: foot.draw(sheet, _MARGINS, *page))
    open_page(flow, ready.masthead, title, "")
    _head(flow, ready)
    for heading, columns, rows in _sections(ready):
        _table(flow, heading, columns, rows)
    return flow.finish()


def _head(flow: Flow, ready: LicenseBasisFacts) -> None:
    flow.paragraph(ready.verdict, _VERDICT)
    flow.y -= 8
    known = (
        ("Holder", ", ".join(filter(None, (ready.name, ready.position, ready.office)))),
        ("License for", ready.product),
        ("Under", ready.agreement),
        ("State", ready.state),
        ("Valid", ready.validity),
        ("Follows", ready.follows),
        ("Asked about", spelled(ready.asked_on)),
    )
    facts(flow, known, _LABEL_WIDTH)
    withheld_note(flow, ready.withheld)


Section = tuple[str, Sequence[Column], Sequence[Sequence[str]]]


def _sections(ready: LicenseBasisFacts) -> tuple[Section, ...]:
    return (
        (f"1.  Gates as they stood on {spelled(ready.asked_on)}", _GATES, ready.gates),
        ("2.  Every move of the license", _MOVES, ready.moves),
        ("3.  Selection", _SELECTION, ready.selection),
        ("4.  Documents acknowledged", _ACKNOWLEDGED, ready.acknowledgments),
        ("5.  Training attended", _TRAININGS, ready.trainings),
        ("6.  Courses completed", _COURSES, ready.courses),
        ("7.  Waivers", _WAIVERS, ready.waivers),
        ("8.  Letters", _LETTERS, ready.letters),
    )


def _table(flow: Flow, heading: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    section(flow, heading, height_of_start(flow, columns, _LOOK, rows[0]) if rows else TEXT.leading)
    if not rows:
        flow.paragraph("None.", TEXT)
        return
    table = MarkedTable(flow, columns, _LOOK)
    for row in rows:
        table.row(row)
