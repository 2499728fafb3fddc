"""The record of a selection, to be defended a year later: rules, quotas, every rank with its reasons. US Letter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.documents.drawing import INK, About, Align, Sheet, page_size
from coordinator.documents.facts import spelled
from coordinator.documents.flow import Flow, Margins
from coordinator.documents.printing_anyway import printed_anyway
from coordinator.documents.record_page import CELL, LABEL, TEXT, Foot, open_page, section, withheld_note
from coordinator.documents.record_page import facts as labelled
from coordinator.documents.table import Column, TableLook, height_of_start
from coordinator.documents.withheld import MarkedTable
from coordinator.rules.vocabulary import NominationState

_MARGINS = Margins(54, 54, 54, 70)
_LABEL_WIDTH = 96.0
_LOOK = TableLook(CELL, leading=11.2, least_height=18)
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
    about_it = f"Selection record of tasking {ready.tasking}, decided {ready.decided}"
    foot = Foot((
        f"{about_it}  ·  audit trail before it {ready.audit_head}",
        f"SHA-256 of the snapshot {ready.sha256}",
    ))  # fmt: skip
    flow = Flow(Sheet(page_size(paper), about), _MARGINS, lambda sheet, *page: foot.draw(sheet, _MARGINS, *page))
    _head(flow, ready)
    _rules(flow, ready.rules)
    _offices(flow, ready.offices)
    _ranked(flow, ready.candidates)
    _sorted_out(flow, ready)
    if not ready.withheld:
        _signature(flow, ready)
    return flow.finish()


def _head(flow: Flow, facts: SelectionRecordFacts) -> None:
    # The subject of a broadcast usually begins with its number.
    subject = facts.subject.removeprefix(facts.tasking).lstrip(" -–:")
    open_page(flow, facts.masthead, "Selection Record", f"Tasking {facts.tasking} – {subject}")
    labelled(flow, _known(facts), _LABEL_WIDTH)
    flow.y -= 8
    flow.paragraph(_METHOD, TEXT)
    withheld_note(flow, facts.withheld)


def _known(facts: SelectionRecordFacts) -> tuple[tuple[str, str], ...]:
    counted = Counter(line.outcome for line in facts.candidates)
    outcome = ", ".join(f"{counted[state]} {words}" for state, words in _COUNTED.items() if counted[state])
    gone = f"; {len(facts.gone)} withdrawn or departed" if facts.gone else ""
    recorded = f" (recorded by {facts.recorded_by})" if facts.recorded_by != facts.signed_by else ""
    return (
        ("License for", facts.product),
        ("Issued, due", f"{spelled(facts.issued_on)}; due {facts.due}"),
        ("Decided", facts.decided),
        ("Signed by", f"{facts.signed_by}{recorded}"),
        ("Licenses", f"{facts.capacity} to give out"),
        ("Scenario", facts.scenario or "none: the rules and quotas of the tasking"),
        ("Outcome", f"{len(facts.candidates)} ranked: {outcome}{gone}."),
    )


_COUNTED = {
    NominationState.SELECTED: "selected",
    NominationState.ALTERNATE: "alternate",
    NominationState.NOT_SELECTED: "not selected",
}


def _words(state: NominationState) -> str:
    return state.value.replace("_", " ").capitalize()


def _section(flow: Flow, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """A numbered heading and its table, or the word that there is nothing."""
    lines = list(rows)
    section(flow, title, height_of_start(flow, columns, _LOOK, lines[0]) if lines else TEXT.leading)
    if not lines:
        flow.paragraph("None.", TEXT)
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
        flow.paragraph(f"Nobody standing (quota): {', '.join(others)}.", TEXT)


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
    lines, style = LABEL.fitted(label, end - start, floor=4.5)
    element = flow.sheet.element("P")
    for number, line in enumerate(lines):
        flow.put_at(element, (start, flow.y - 11 - number * 8), line, style)
