"""Everything on record about one person or training as one file: a cover with contents, then part after part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from coordinator.documents.drawing import HAIR, INK, SOFT, About, Align, Element, Sheet, Style, page_size
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.printing_anyway import printed_anyway
from coordinator.documents.record_page import CELL, SECTION, TEXT, Foot, open_page, section
from coordinator.documents.table import Column, TableLook, height_of_start
from coordinator.documents.typography import Face
from coordinator.documents.withheld import MarkedTable, value_or_mark
from coordinator.rules.evidence import EvidenceColumn, EvidencePart, EvidenceTable, full_table

_MARGINS = Margins(54, 54, 54, 70)
_LOOK = TableLook(CELL.at(8.8), leading=10.6, least_height=17)
_HASH = Style(Face.SANS_MEDIUM, 6.5)  # no wider than the serif, by which lines are broken
_HEX = frozenset("0123456789abcdef")
_SUBJECT = Setting(Style(Face.SERIF_MEDIUM, 17, INK), 22)
_LABEL = Style(Face.SANS_MEDIUM, 6.5, SOFT, 0.9)
_VALUE = Setting(Style(Face.SERIF, 10.5), 14.5, 108)
_SMALL = Setting(SECTION.at(10.5), 14)
_SAID = Setting(Style(Face.SERIF, 10.5), 13.4)
_ENTRY = Style(Face.SERIF, 10.5)
_ENTRY_COUNT = Style(Face.SANS_MEDIUM, 7.5, SOFT)
_ENTRY_HEIGHT = 19.0
_COUNT_RIGHT, _TITLE_LEFT = 60.0, 22.0


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What the file says; every text of the parts is plain already. `known` are labels and texts on the cover.

    `as_of` is the moment that the records are shown of, `printed` that of the file, in words. `withheld` counts what a
    redacted one leaves out; "" for one that says everything.
    """

    masthead: tuple[str, ...]
    subject: str
    about: str
    known: tuple[tuple[str, str], ...]
    parts: tuple[EvidencePart, ...]
    dated: date
    as_of: str
    printed: str
    audit_head: str
    withheld: str = ""


class _PagedFlow(Flow):
    """Knows on which page it is, from 1."""

    page = 1

    def new_page(self) -> None:
        super().new_page()
        self.page += 1


def render_evidence(facts: EvidenceFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the file; the same facts give the same bytes.

    A letter that no bundled typeface has is printed as its code, such as [U+674E]: one name must not stop a proof.
    """
    ready = printed_anyway(facts)
    title = f"Evidence file: {ready.subject}"
    # Every page would say once more what is withheld.
    said = "Evidence file, redacted" if ready.withheld else title
    foot = Foot((
        f"{said}  ·  as of {ready.as_of}",
        f"Printed {ready.printed}  ·  audit trail when printed: {ready.audit_head}",
    ))  # fmt: skip
    about = About(title, ", ".join(ready.masthead), ready.about, ready.dated)
    flow = _PagedFlow(Sheet(page_size(paper), about), _MARGINS, lambda *page: foot.draw(page[0], _MARGINS, *page[1:]))
    pages: list[int] = []
    _cover(flow, ready, pages)
    flow.new_page()
    for place, part in enumerate(ready.parts, start=1):
        _part(flow, place, part, pages)
    return flow.finish()


# the cover


def _cover(flow: _PagedFlow, ready: EvidenceFacts, pages: Sequence[int]) -> None:
    """Who or what, as of when, and where each part stands; the `pages` are known when it is drawn."""
    open_page(flow, ready.masthead, "Evidence file", "")
    value_or_mark(flow, ready.subject, _SUBJECT)
    flow.y -= 9
    _facts(flow, ready.known)
    flow.y -= 8
    section(flow, "Contents", _ENTRY_HEIGHT)
    flow.y += 4
    for place, part in enumerate(ready.parts):
        _entry(flow, place, part, pages)
    if ready.withheld:
        flow.space(16)
        flow.paragraph(ready.withheld, TEXT)


def _facts(flow: Flow, known: Sequence[tuple[str, str]]) -> None:
    """Labels in capitals with what is known beside them; what is not known is left out with its label."""
    for label, value in known:
        if value:
            flow.need(_VALUE.leading)
            flow.put_at(flow.sheet.element("P"), (flow.left, flow.y - _VALUE.leading), label.upper(), _LABEL)
            value_or_mark(flow, value, _VALUE)


def _entry(flow: Flow, place: int, part: EvidencePart, pages: Sequence[int]) -> None:
    flow.need(_ENTRY_HEIGHT)
    flow.y -= _ENTRY_HEIGHT
    right, sheet = flow.left + flow.width, flow.sheet
    element = sheet.element("P")
    flow.put(element, flow.left, f"{place + 1} ", _ENTRY.at(9.5))
    flow.put(element, flow.left + _TITLE_LEFT, f"{part.title} ", _ENTRY)
    flow.put(element, right - _COUNT_RIGHT, f"{_count(part)} ", _ENTRY_COUNT, Align.RIGHT)
    at = (right, flow.y)
    flow.later(lambda: _page_of(sheet, element, at, f"page {pages[place]}"))
    flow.y -= 5.5
    flow.rule(flow.left, right, HAIR, 0.4)
    flow.y += 5.5


def _page_of(sheet: Sheet, element: Element, at: tuple[float, float], words: str) -> None:
    with sheet.inside(element):
        sheet.text(*at, words, _ENTRY.at(9.5), Align.RIGHT)


def _count(part: EvidencePart) -> str:
    if not part.entries:
        return "none"
    return "1 entry" if part.entries == 1 else f"{part.entries:,} entries"


# the parts


def _part(flow: _PagedFlow, place: int, part: EvidencePart, pages: list[int]) -> None:
    tables = [full_table(table) for table in part.tables if table.rows]
    said = sum(flow.height_of(each, _SAID) + 4 for each in part.says)
    first = _start(flow, tables[0]) if tables and not part.facts else _SAID.leading
    title = f"{place}.  {part.title}"
    section(flow, title, said + first)
    pages.append(flow.page)
    flow.later(partial(flow.sheet.bookmark, title))
    for sentence in part.says:
        flow.paragraph(sentence, _SAID)
        flow.y -= 4
    if part.facts:
        _facts(flow, [(label, str(text)) for label, text in part.facts])
    if part.says or part.facts:
        flow.y -= 5
    for table in tables:
        _table(flow, table)


def _table(flow: _PagedFlow, table: EvidenceTable) -> None:
    if table.title:
        flow.need(_SMALL.leading + 18 + _start(flow, table))
        flow.space(12)
        flow.paragraph(table.title, _SMALL, tag="H3")
        flow.later(partial(flow.sheet.bookmark, table.title, 1))
        flow.y -= 5
    drawn = _Table(flow, table.columns)
    for row in table.rows:
        drawn.row([str(cell) for cell in row])


class _Table(MarkedTable):
    """Sets hashes upright and without ligatures, so that two people can compare them."""

    def __init__(self, flow: Flow, columns: Sequence[EvidenceColumn]) -> None:
        self._hashes = [column.is_hash for column in columns]
        super().__init__(flow, [_column(each) for each in columns], _LOOK)

    def _cell(self, element: Element, at: int, baseline: float, line: str, style: Style) -> None:
        is_hash = self._hashes[at] and line[:1] in _HEX
        super()._cell(element, at, baseline, line, _HASH if is_hash else style)


def _start(flow: Flow, table: EvidenceTable) -> float:
    cells = [str(cell) for cell in table.rows[0]]
    return height_of_start(flow, [_column(each) for each in table.columns], _LOOK, cells)


def _column(column: EvidenceColumn) -> Column:
    return Column(column.title, column.share, Align.RIGHT if column.is_number else Align.LEFT)
