"""Letters in the form of a memorandum: US Letter, one-inch margins, serif text, page number from page 2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from coordinator.documents.drawing import BLUE, GOLD, HAIR, INK, PORTRAIT, SOFT, About, Align, Sheet, Style
from coordinator.documents.facts import printable, spelled
from coordinator.documents.flow import Flow, Lead, Margins, Setting
from coordinator.documents.letter_wording import ALTERNATE, WORDINGS, Clause, Item, Wording
from coordinator.documents.typography import Face
from coordinator.rules.vocabulary import LetterKind

_MARGINS = Margins(72, 72, 72, 76)
_LEADING = 14.6
_LABEL_WIDTH = 128.0
_SIGNATURE_HEIGHT, _ACKNOWLEDGMENT_HEIGHT = 96.0, 128.0

_TEXT = Style(Face.SERIF, 11.5)
_BOLD = Style(Face.SERIF_SEMIBOLD, 11.5)
_UNIT = Style(Face.SANS_MEDIUM, 10.5, BLUE, 2.8)
_UNIT_SECOND = Style(Face.SANS_MEDIUM, 8.5, SOFT)
_MEMO_LABEL = Style(Face.SERIF_SEMIBOLD, 10.5)
_SMALL = Style(Face.SERIF, 9.5, SOFT)
_FORM_LABEL = Style(Face.SANS_MEDIUM, 6.5, SOFT, 1.1)

_BODY = Setting(_TEXT, _LEADING)
_ITEM = Setting(_TEXT, _LEADING, 30)
_LISTED = Setting(_TEXT, _LEADING, 44)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A governing document in the version that counts, with the day it bears."""

    title: str
    version: str
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class AttendedTraining:
    """A training that was completed, and when it was held."""

    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class SeatInTraining:
    """A training to come for which a seat is kept; when it is held is already in words."""

    title: str
    when: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter says; frozen with it. A license id, never a password (domain-facts, Documents).

    In a letter of selection `documents` are those that are still to be acknowledged. `alternate` is the place of an
    alternate in words, and turns the letter of non-selection into theirs. `renews` is the license whose place a
    renewed one takes.
    """

    kind: LetterKind
    number: str
    masthead: tuple[str, ...]
    dated: date
    for_name: str
    for_office: str
    through: str
    from_name: str
    from_title: str
    subject: str
    service: str
    license_id: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    documents: tuple[CitedDocument, ...] = ()
    training: tuple[AttendedTraining, ...] = ()
    point_of_contact: tuple[str, ...] = ()
    reason: str = ""
    effective_on: date | None = None
    reference: str = ""
    banner: str = ""
    seats: tuple[SeatInTraining, ...] = ()
    is_trained: bool = False
    alternate: str = ""
    renews: str = ""


def render_letter(facts: LetterFacts) -> bytes:
    """Return the PDF of the letter; the same facts give the same bytes."""
    ready = printable(facts)
    about = About(ready.subject, ", ".join(ready.masthead), f"{ready.number}: {ready.for_name}", ready.dated)
    flow = Flow(Sheet(PORTRAIT, about), _MARGINS, lambda *page: _furniture(ready, *page))
    wording = ALTERNATE if ready.alternate else WORDINGS[ready.kind]
    _masthead(flow, ready)
    _memorandum_head(flow, ready)
    _body(flow, ready, wording)
    _signature(flow, ready)
    if wording.acknowledgment:
        _acknowledgment(flow, ready, wording.acknowledgment)
    return flow.finish()


def _masthead(flow: Flow, facts: LetterFacts) -> None:
    flow.y += 14  # the letterhead stands a little into the top margin
    middle = flow.sheet.width / 2
    for number, line in enumerate(facts.masthead):
        style = _UNIT if number == 0 else _UNIT_SECOND
        text = line.upper() if number == 0 else line
        lines, fitting = style.fitted(text, flow.width, floor=7)
        for part in lines:
            flow.y -= 15 if number == 0 else 13
            flow.put(flow.sheet.element("P"), middle, part, fitting, Align.CENTER)
    flow.y -= 11
    flow.rule(middle - 50, middle + 50, GOLD, 0.8)
    flow.y -= 16


def _memorandum_head(flow: Flow, facts: LetterFacts) -> None:
    flow.y -= _LEADING
    flow.put(flow.sheet.element("P"), flow.left, spelled(facts.dated), _TEXT)
    flow.put(flow.sheet.element("P"), flow.left + flow.width, facts.number, _TEXT, Align.RIGHT)
    flow.y -= 13
    _memorandum_line(flow, "MEMORANDUM FOR:", (facts.for_name, facts.for_office))
    _memorandum_line(flow, "THROUGH:", (facts.through,))
    _memorandum_line(flow, "FROM:", (facts.from_name, facts.from_title))
    _memorandum_line(flow, "SUBJECT:", (facts.subject,), bold=True)
    flow.y -= 5
    flow.rule(flow.left, flow.left + flow.width, HAIR, 0.7)
    flow.y -= 7


def _memorandum_line(flow: Flow, label: str, values: Sequence[str], *, bold: bool = False) -> None:
    said = [value for value in values if value]
    if not said:
        return
    where = (flow.left, flow.y - _LEADING)
    # The subject is what the letter is about: a heading for whoever jumps from heading to heading.
    tag = "H1" if bold else "P"
    flow.put_at(flow.sheet.element("P"), where, label, _MEMO_LABEL)
    for value in said:
        flow.paragraph(value, Setting(_BOLD if bold else _TEXT, _LEADING, _LABEL_WIDTH), tag=tag)
    flow.y -= 6


def _body(flow: Flow, facts: LetterFacts, wording: Wording) -> None:
    said = _said(facts)
    flow.space(4)
    flow.paragraph(wording.opening.format_map(said), _BODY)
    clauses = [clause for clause in wording.clauses if not clause.needs or said[clause.needs]]
    for number, clause in enumerate(clauses, start=1):
        flow.space(7)
        lead, text = Lead(f"{number}.  {clause.heading}", _BOLD), clause.text.format_map(said)
        if clause is clauses[-1]:
            # The signature never stands alone on a page: the last paragraph goes with it.
            flow.need(_SIGNATURE_HEIGHT + flow.height_of(text, _BODY, lead))
        flow.paragraph(text, _BODY, lead=lead)
        _items(flow, facts, clause)


def _items(flow: Flow, facts: LetterFacts, clause: Clause) -> None:
    said = _said(facts)
    kept = [item for item in clause.items if said.get(item.needs, " ") and (not item.lists or _listed(facts, item))]
    for letter, item in zip(ascii_lowercase, kept, strict=False):
        flow.space(3)
        listed = _listed(facts, item)
        flow.need((2 + len(listed[:1])) * _LEADING)
        flow.paragraph(item.text, _ITEM, label=f"{letter}.", lead=Lead(item.heading, _BOLD))
        for line in listed:
            flow.paragraph(line, _LISTED, label="–")


def _listed(facts: LetterFacts, item: Item) -> list[str]:
    """Return the lines that stand below an item."""
    if item.lists == "documents":
        return [_cited(document) for document in facts.documents]
    if item.lists == "training":
        return [f"“{training.title}”, held on {spelled(training.held_on)}" for training in facts.training]
    if item.lists == "seats":
        return [f"“{seat.title}”, {seat.when}" for seat in facts.seats]
    return []


def _cited(document: CitedDocument) -> str:
    version = f", version {document.version}" if document.version else ""
    day = f", dated {spelled(document.dated)}" if document.dated else ""
    return f"“{document.title}”{version}{day}"


def _said(facts: LetterFacts) -> dict[str, str]:
    """Return what is filled into the wording."""
    return {
        "service": facts.service,
        "license_id": f" (license {facts.license_id})" if facts.license_id else "",
        "succession": _succession(facts),
        "last_day": f"; its last day was {spelled(facts.valid_until)}" if facts.valid_until else "",
        "validity": _validity(facts),
        "effective": spelled(facts.effective_on or facts.dated),
        "reference": f" under solicitation {facts.reference}" if facts.reference else "",
        "reason": facts.reason,
        "contact": ", ".join(line for line in facts.point_of_contact if line),
        "alternate": facts.alternate,
        "untrained": "" if facts.is_trained or facts.seats else "yes",
        "done": "yes" if facts.is_trained and not facts.documents else "",
    }


def _succession(facts: LetterFacts) -> str:
    """Which license takes the place of which."""
    if facts.license_id and facts.renews:
        return f": license {facts.license_id} takes the place of license {facts.renews}"
    return f" (license {facts.license_id})" if facts.license_id else ""


def _validity(facts: LetterFacts) -> str:
    start = f"valid from {spelled(facts.valid_from)}" if facts.valid_from else "valid"
    if facts.valid_until:
        return f"{start} through {spelled(facts.valid_until)}"
    return f"{start} until it is returned, suspended or revoked"


def _signature(flow: Flow, facts: LetterFacts) -> None:
    flow.need(_SIGNATURE_HEIGHT)
    flow.space(50)
    indent = flow.width / 2
    for number, line in enumerate(line for line in (facts.from_name, facts.from_title) if line):
        flow.paragraph(line, Setting(_BOLD if number == 0 else _TEXT, _LEADING, indent))


def _acknowledgment(flow: Flow, facts: LetterFacts, text: str) -> None:
    flow.space(28)
    flow.need(_ACKNOWLEDGMENT_HEIGHT)
    flow.rule(flow.left, flow.left + flow.width, GOLD, 0.8)
    flow.y -= 18
    flow.put(flow.sheet.element("H2"), flow.left, "ACKNOWLEDGMENT", _FORM_LABEL.at(7.5))
    flow.y -= 4
    flow.paragraph(text, _BODY)
    flow.y -= 42
    date_at = flow.left + flow.width * 0.68
    _blank(flow, flow.left, date_at - 24, f"SIGNATURE OF {facts.for_name.upper()}")
    _blank(flow, date_at, flow.left + flow.width, "DATE")


def _blank(flow: Flow, start: float, end: float, label: str) -> None:
    """Draw a line to write on, with what belongs there below it."""
    y = flow.y
    flow.rule(start, end, INK, 0.6)
    lines, style = _FORM_LABEL.fitted(label, end - start, floor=4.5)
    element = flow.sheet.element("P")
    for number, line in enumerate(lines):
        flow.put_at(element, (start, y - 11 - number * 8), line, style)


def _furniture(facts: LetterFacts, sheet: Sheet, page: int, pages: int) -> None:
    middle, right = sheet.width / 2, sheet.width - _MARGINS.right
    if facts.banner:
        for y in (sheet.height - 30, 24):
            sheet.text(middle, y, facts.banner, _FORM_LABEL.at(7.5), Align.CENTER)
    if page == 1:
        return
    lines, style = _SMALL.fitted(f"Memorandum for {facts.for_name}", 320, floor=5)
    sheet.text(_MARGINS.left, sheet.height - 50, lines[0], style)
    sheet.text(right, sheet.height - 50, facts.number, _SMALL, Align.RIGHT)
    sheet.text(middle, 46, f"Page {page} of {pages}", _SMALL, Align.CENTER)
