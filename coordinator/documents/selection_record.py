"""The record of a selection, to be defended a year later: rules, quotas, every rank with its reasons. US Letter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.documents.drawing import BLUE, GOLD, INK, SOFT, About, Align, Sheet, Style, page_size
from coordinator.documents.facts import spelled
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.printing_anyway import printed_anyway
from coordinator.documents.table import Column, TableLook
from coordinator.documents.typography import Face
from coordinator.documents.withheld import MarkedTable, value_or_mark
from coordinator.rules.vocabulary import NominationState

_MARGINS = Margins(54, 54, 54, 70)
_UNIT = Style(Face.SANS_MEDIUM, 8.5, BLUE, 2.2)
_UNIT_SECOND = Style(Face.SANS_MEDIUM, 7.5, SOFT)
_TITLE = Style(Face.SERIF_MEDIUM, 25, BLUE)
_SUBJECT = Style(Face.SERIF_MEDIUM, 13.5)
_SECTION = Style(Face.SERIF_SEMIBOLD, 13, BLUE)
_LABEL = Style(Face.SANS_MEDIUM, 6.5, SOFT, 0.9)
_VALUE = Style(Face.SERIF, 11)
_TEXT = Style(Face.SERIF, 10.5)
_CELL = Style(Face.SERIF, 9.5)
_FOOT = Style(Face.SANS_MEDIUM, 6.5, SOFT)
_LABEL_WIDTH = 96.0
_LOOK = TableLook(_CELL, leading=11.2, least_height=18)
_SECTION_HEIGHT = 92.0  # a heading with the head and the first row of its table
_SIGNATURE_HEIGHT = 84.0

_RULES = (
    Column("No.", 26, Align.RIGHT),
    Column("Rule", 150),
    Column("Weight", 46, Align.RIGHT),
    Column("How it counts", 282),
)
_OFFICES = (
    Column("Office", 46),
    Column("Name", 214),
    *(Column(title, 61, Align.RIGHT) for title in ("Quota", "Reserved", "Standing", "Selected")),
)
_RANKED = (
    Column("Rank", 38, Align.RIGHT),
    Column("Name", 112),
    Column("Office", 42),
    Column("Points", 46, Align.RIGHT),
    Column("Why this rank", 140),
    Column("Outcome", 126),
)
_BY_HAND = (
    Column("Rank", 38, Align.RIGHT),
    Column("Name", 130),
    Column("Office", 42),
    Column("Decision", 70),
    Column("Reason", 224),
)
_ALTERNATES = (
    Column("Place", 38, Align.RIGHT),
    Column("Name", 130),
    Column("Office", 42),
    Column("Rank", 38, Align.RIGHT),
    Column("Why not selected", 256),
)
_REASONED = (Column("Rank", 38, Align.RIGHT), Column("Name", 140), Column("Office", 42), Column("Reason", 284))
_OWN = (Column("Rank", 38, Align.RIGHT), Column("Name", 140), Column("Own score", 58, Align.RIGHT), Column("Note", 268))

_METHOD = (
    "Everyone nominated, and neither withdrawn nor departed, was put in order by the rules of section 1. Equal points "
    "went by these, one after the other: an office's own alternates after the others, late nominations after those on "
    "time, the moment of receipt, the name. Decisions by hand (section 4) stood and took their places first. Then each "
    "office's best took the seats reserved for the office, whatever others ranked. The other licenses went in rank "
    "order, while the office had quota and licenses were left. Who got none is an alternate, in the order of the ranks."
)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it stood; switched off ones are named too."""

    title: str
    weight: float
    how: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class OfficeLine:
    code: str
    name: str
    seats: int
    reserved: int
    standing: int
    selected: int


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One person in the ranked list; `why` are the points with their words, `reason` that of the outcome."""

    rank: int
    name: str
    office: str
    score: float
    why: str
    outcome: NominationState
    reason: str
    by_hand: bool = False
    manual_score: float | None = None
    manual_note: str = ""


@dataclass(frozen=True, slots=True)
class GoneLine:
    """Someone nominated who does not stand any more."""

    name: str
    office: str
    reason: str


@dataclass(frozen=True, slots=True)
class SelectionRecordFacts:
    """What the record says; `decided` and `due` are moments in words, in the zone of the unit.

    `withheld` counts what a redacted copy leaves out; it is "" for the record itself.
    """

    masthead: tuple[str, ...]
    tasking: str
    subject: str
    product: str
    issued_on: date
    due: str
    decided_on: date
    decided: str
    signed_by: str
    recorded_by: str
    capacity: int
    scenario: str
    rules: tuple[RuleLine, ...]
    offices: tuple[OfficeLine, ...]
    candidates: tuple[CandidateLine, ...]
    gone: tuple[GoneLine, ...] = ()
    sha256: str = ""
    audit_head: str = ""
    withheld: str = ""


def render_selection_record(facts: SelectionRecordFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the record; the same facts give the same bytes.

    A letter that no bundled typeface has is printed as its code, such as [U+674E]: one name must not stop a decision.
    """
    ready = printed_anyway(facts)
    title = f"Selection Record – Tasking {ready.tasking}"
    about = About(title, ", ".join(ready.masthead), ready.sha256, ready.decided_on)
    flow = Flow(Sheet(page_size(paper), about), _MARGINS, lambda *page: _furniture(ready, *page))
    _head(flow, ready)
    _rules(flow, ready.rules)
    _offices(flow, ready.offices)
    _ranked(flow, ready.candidates)
    _sorted_out(flow, ready)
    if ready.withheld:
        flow.space(16)
        flow.paragraph(ready.withheld, Setting(_TEXT, 13.4))
    else:
        _signature(flow, ready)
    return flow.finish()


def _head(flow: Flow, facts: SelectionRecordFacts) -> None:
    _masthead(flow, facts.masthead)
    flow.y -= 27
    flow.put(flow.sheet.element("H1"), flow.left, "Selection Record", _TITLE)
    flow.y -= 5
    flow.paragraph(f"Tasking {facts.tasking} – {facts.subject}", Setting(_SUBJECT, 17), tag="H2")
    flow.y -= 6
    for label, value in _known(facts):
        _fact(flow, label, value)
    flow.y -= 8
    flow.paragraph(_METHOD, Setting(_TEXT, 13.4))


def _masthead(flow: Flow, masthead: Sequence[str]) -> None:
    for number, text in enumerate(line for line in masthead if line):
        style = _UNIT_SECOND if number else _UNIT
        lines, fitting = style.fitted(text if number else text.upper(), flow.width, floor=6)
        for line in lines:
            flow.y -= 12
            flow.put(flow.sheet.element("P"), flow.left, line, fitting)
    flow.y -= 9
    flow.rule(flow.left, flow.left + 100, GOLD, 0.8)


def _known(facts: SelectionRecordFacts) -> tuple[tuple[str, str], ...]:
    counted = Counter(line.outcome for line in facts.candidates)
    outcome = ", ".join(f"{counted[state]} {words}" for state, words in _COUNTED.items() if counted[state])
    gone = f"; {len(facts.gone)} withdrawn or departed" if facts.gone else ""
    recorded = f" (recorded by {facts.recorded_by})" if facts.recorded_by != facts.signed_by else ""
    return (
        ("LICENSE FOR", facts.product),
        ("ISSUED, DUE", f"{spelled(facts.issued_on)}; due {facts.due}"),
        ("DECIDED", facts.decided),
        ("SIGNED BY", f"{facts.signed_by}{recorded}"),
        ("LICENSES", f"{facts.capacity} to give out"),
        ("SCENARIO", facts.scenario or "none: the rules and quotas of the tasking"),
        ("OUTCOME", f"{len(facts.candidates)} ranked: {outcome}{gone}."),
    )


_COUNTED = {
    NominationState.SELECTED: "selected",
    NominationState.ALTERNATE: "alternate",
    NominationState.NOT_SELECTED: "not selected",
}


def _words(state: NominationState) -> str:
    return state.value.replace("_", " ").capitalize()


def _fact(flow: Flow, label: str, value: str) -> None:
    flow.put_at(flow.sheet.element("P"), (flow.left, flow.y - 14.5), label, _LABEL)
    value_or_mark(flow, value, Setting(_VALUE, 14.5, _LABEL_WIDTH))


def _section(flow: Flow, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """A numbered heading and its table, or the word that there is nothing."""
    flow.need(_SECTION_HEIGHT)
    flow.space(16)
    flow.paragraph(title, Setting(_SECTION, 17), tag="H2")
    flow.y -= 9
    lines = list(rows)
    if not lines:
        flow.paragraph("None.", Setting(_TEXT, 13.4))
        return
    table = MarkedTable(flow, columns, _LOOK)
    for line in lines:
        table.row(line)


def _rules(flow: Flow, rules: Sequence[RuleLine]) -> None:
    rows = (
        (str(number), rule.title, f"{rule.weight:+g}" if rule.is_on else "off", rule.how)
        for number, rule in enumerate(rules, start=1)
    )
    _section(flow, "1.  Rules and weights", _RULES, rows)


def _offices(flow: Flow, offices: Sequence[OfficeLine]) -> None:
    """Offices that named nobody are listed in a line below the table."""
    named = [line for line in offices if line.standing]
    rows = [
        (line.code, line.name, *(str(n) for n in (line.seats, line.reserved, line.standing, line.selected)))
        for line in named
    ]
    _section(flow, "2.  Quotas and reserves", _OFFICES, rows)
    others = [f"{line.code} {_places(line)}" for line in offices if not line.standing and line.seats]
    if others:
        flow.space(6)
        flow.paragraph(f"Nobody standing (quota): {', '.join(others)}.", Setting(_TEXT, 13.4))


def _places(line: OfficeLine) -> str:
    return f"({line.seats}, {line.reserved} reserved)" if line.reserved else f"({line.seats})"


def _ranked(flow: Flow, people: Sequence[CandidateLine]) -> None:
    decimals = 0 if all(p.score.is_integer() for p in people) else 2
    rows = (
        (str(p.rank), p.name, p.office, f"{p.score:.{decimals}f}", p.why or "no priority criterion met", _outcome(p))
        for p in people
    )
    _section(flow, "3.  Ranked list", _RANKED, rows)


def _outcome(person: CandidateLine) -> str:
    by_hand = " by hand" if person.by_hand else ""
    return f"{_words(person.outcome)}{by_hand}: {person.reason}" if person.reason else _words(person.outcome)


def _sorted_out(flow: Flow, facts: SelectionRecordFacts) -> None:
    people = facts.candidates
    by_hand = [(str(p.rank), p.name, p.office, _words(p.outcome), p.reason) for p in people if p.by_hand]
    _section(flow, "4.  Decisions by hand", _BY_HAND, by_hand)
    alternates = [p for p in people if p.outcome is NominationState.ALTERNATE]
    rows = [(str(place), p.name, p.office, str(p.rank), p.reason) for place, p in enumerate(alternates, start=1)]
    _section(flow, "5.  Alternates, in the order in which they move up", _ALTERNATES, rows)
    left = [p for p in people if p.outcome is NominationState.NOT_SELECTED]
    _section(flow, "6.  Not selected", _REASONED, [(str(p.rank), p.name, p.office, p.reason) for p in left])
    gone = [("–", line.name, line.office, line.reason) for line in facts.gone]
    _section(flow, "7.  Withdrawn or departed before the decision", _REASONED, gone)
    noted = [p for p in people if p.manual_score is not None or p.manual_note]
    own = [(str(p.rank), p.name, "" if p.manual_score is None else f"{p.manual_score:g}", p.manual_note) for p in noted]
    _section(flow, "8.  Own scores and notes, kept apart from the points of the rules", _OWN, own)


def _signature(flow: Flow, facts: SelectionRecordFacts) -> None:
    flow.need(_SIGNATURE_HEIGHT)
    flow.space(64)
    date_at = flow.left + flow.width * 0.68
    _blank(flow, flow.left, date_at - 24, f"SIGNED: {facts.signed_by.upper()}")
    _blank(flow, date_at, flow.left + flow.width, f"DECIDED {spelled(facts.decided_on).upper()}")


def _blank(flow: Flow, start: float, end: float, label: str) -> None:
    flow.rule(start, end, INK, 0.6)
    lines, style = _LABEL.fitted(label, end - start, floor=4.5)
    element = flow.sheet.element("P")
    for number, line in enumerate(lines):
        flow.put_at(element, (start, flow.y - 11 - number * 8), line, style)


def _furniture(facts: SelectionRecordFacts, sheet: Sheet, page: int, pages: int) -> None:
    right = sheet.width - _MARGINS.right
    about = f"Selection record of tasking {facts.tasking}, decided {facts.decided}"
    lines, style = _FOOT.fitted(f"{about}  ·  audit trail before it {facts.audit_head}", 420, floor=3)
    sheet.text(_MARGINS.left, 44, lines[0], style)
    sheet.text(_MARGINS.left, 33, f"SHA-256 of the snapshot {facts.sha256}", _FOOT)
    sheet.text(right, 44, f"Page {page} of {pages}", _FOOT, Align.RIGHT)
