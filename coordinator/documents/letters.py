"""Letters in the form of a memorandum: one-inch margins, serif text, page number from page 2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from coordinator.documents.drawing import About, Align, Sheet, Style, page_size
from coordinator.documents.facts import printable, spelled
from coordinator.documents.flow import Flow, Lead, Margins, Setting
from coordinator.documents.letter_facts import AttendedTraining, CitedDocument, LetterFacts, SeatInTraining
from coordinator.documents.letter_wording import (
    kept_clauses,
    kept_items,
    letter_subject,
    letter_values,
    listed,
    wording_of,
)
from coordinator.documents.qr_code import CODE, draw_code
from coordinator.documents.template_look import Palette, fitted_size, palette
from coordinator.documents.typography import Face
from coordinator.rules.shipped_templates import shipped_letter
from coordinator.rules.template_texts import filled
from coordinator.rules.templates import CODED, Clause, LetterTemplate, LetterWording, Slot
from coordinator.rules.vocabulary import TemplateKind

__all__ = ["AttendedTraining", "CitedDocument", "LetterFacts", "SeatInTraining", "render_letter"]

_NO_IMAGES: Mapping[str, bytes] = {}

_MARGINS = Margins(72, 72, 72, 76)
_LEADING = 14.6
_LABEL_WIDTH = 128.0
_SIGNATURE_HEIGHT = 96.0
_FORM_HEIGHT = 84.0  # of an acknowledgment without its text
_CODE_HEIGHT = 126.0  # of a signature with the code beside it
_ABOVE_SIGNATURE = 50.0
_LETTERHEAD, _SIGNATURE = (468.0, 64.0), (180.0, 42.0)


@dataclass(frozen=True, slots=True)
class _Look:
    """The styles of a letter in the colors of its template."""

    colors: Palette
    text: Style
    bold: Style
    unit: Style
    section: Style
    label: Style
    small: Style
    form: Style

    @property
    def body(self) -> Setting:
        return Setting(self.text, _LEADING)

    def indented(self, indent: float) -> Setting:
        return Setting(self.text, _LEADING, indent)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter that is about to be drawn. `verify` stands below its code; None draws no code."""

    flow: Flow
    facts: LetterFacts
    wording: LetterWording
    values: Mapping[str, str]
    look: _Look
    images: Mapping[str, bytes]
    verify: str | None

    @property
    def signature_height(self) -> float:
        return _SIGNATURE_HEIGHT if self.verify is None else _CODE_HEIGHT


def render_letter(
    facts: LetterFacts, template: LetterTemplate | None = None, images: Mapping[str, bytes] = _NO_IMAGES
) -> bytes:
    """Return the PDF of the letter, by default as it is shipped; the same facts give the same bytes.

    `images` are the bytes of the template's pictures by slot. Raises RuleBroken for what cannot be printed.
    """
    ready, template = printable(facts), printable(template or shipped_letter(facts.kind))
    subject = ready.subject or letter_subject(ready, template)
    about = About(subject, ", ".join(ready.masthead), f"{ready.number}: {ready.for_name}", ready.dated)
    look = _look(template)
    sheet = Sheet(page_size(template.paper), about)
    flow = Flow(sheet, _MARGINS, lambda *page: _furniture(ready, look, *page))
    values = letter_values(ready)
    has_code = template.has_code and ready.record and TemplateKind(ready.kind.value) in CODED
    verify = filled(template.verify, values) if has_code else None
    letter = _Letter(flow, ready, wording_of(ready, template), values, look, images, verify)
    _masthead(letter, [filled(line, values).strip() for line in template.masthead])
    _memorandum_head(letter, subject)
    _body(letter)
    _signature(letter)
    if letter.wording.acknowledgment:
        _acknowledgment(letter)
    sheet.signature_slot("Signature", f"Signature of {ready.from_name or ready.from_title}")
    return flow.finish()


def _look(template: LetterTemplate) -> _Look:
    colors = palette(template.colors)
    return _Look(
        colors=colors,
        text=Style(Face.SERIF, 11.5, colors.ink),
        bold=Style(Face.SERIF_SEMIBOLD, 11.5, colors.ink),
        unit=Style(Face.SANS_MEDIUM, 10.5, colors.accent, 2.8),
        section=Style(Face.SANS_MEDIUM, 8.5, colors.soft),
        label=Style(Face.SERIF_SEMIBOLD, 10.5, colors.ink),
        small=Style(Face.SERIF, 9.5, colors.soft),
        form=Style(Face.SANS_MEDIUM, 6.5, colors.soft, 1.1),
    )


def _masthead(letter: _Letter, texts: Sequence[str]) -> None:
    flow, look, middle = letter.flow, letter.look, letter.flow.sheet.width / 2
    flow.y += 14  # the letterhead stands a little into the top margin
    if Slot.LETTERHEAD in letter.images:
        width, height = fitted_size(letter.images[Slot.LETTERHEAD], _LETTERHEAD)
        flow.y += 8
        unit = letter.values["unit"]
        alt = f"Letterhead of {unit}" if unit else "Letterhead"
        _picture(letter, Slot.LETTERHEAD, (middle - width / 2, flow.y - height), (width, height), alt)
        flow.y -= height + 8
    for number, line in enumerate(text for text in texts if text):
        style, text = (look.unit, line.upper()) if number == 0 else (look.section, line)
        lines, fitting = style.fitted(text, flow.width, floor=7)
        element = flow.sheet.element("P")
        for part in lines:
            flow.y -= 15 if number == 0 else 13
            flow.put(element, middle, part, fitting, Align.CENTER)
    flow.y -= 11
    flow.rule(middle - 50, middle + 50, look.colors.second, 0.8)
    flow.y -= 16


def _picture(letter: _Letter, slot: Slot, corner: tuple[float, float], size: tuple[float, float], alt: str) -> None:
    """Draw the picture of a slot here; its place in the reading order is where the text is now."""
    sheet, data = letter.flow.sheet, letter.images[slot]
    element = sheet.element("Figure", alt=alt)

    def draw() -> None:
        with sheet.inside(element):
            sheet.image(corner, size, data)

    letter.flow.later(draw)


def _memorandum_head(letter: _Letter, subject: str) -> None:
    flow, facts, look = letter.flow, letter.facts, letter.look
    flow.y -= _LEADING
    flow.put(flow.sheet.element("P"), flow.left, spelled(facts.dated), look.text)
    flow.put(flow.sheet.element("P"), flow.left + flow.width, facts.number, look.text, Align.RIGHT)
    flow.y -= 13
    _memorandum_line(letter, "MEMORANDUM FOR:", (facts.for_name, facts.for_office))
    _memorandum_line(letter, "THROUGH:", (facts.through,))
    _memorandum_line(letter, "FROM:", (facts.from_name, facts.from_title))
    _memorandum_line(letter, "SUBJECT:", (subject,), bold=True)
    flow.y -= 5
    flow.rule(flow.left, flow.left + flow.width, look.colors.hair, 0.7)
    flow.y -= 7


def _memorandum_line(letter: _Letter, label: str, values: Sequence[str], *, bold: bool = False) -> None:
    said, flow, look = [value for value in values if value], letter.flow, letter.look
    if not said:
        return
    where = (flow.left, flow.y - _LEADING)
    # The subject is what the letter is about: a heading for whoever jumps from heading to heading.
    tag = "H1" if bold else "P"
    flow.put_at(flow.sheet.element("P"), where, label, look.label)
    for value in said:
        flow.paragraph(value, Setting(look.bold if bold else look.text, _LEADING, _LABEL_WIDTH), tag=tag)
    flow.y -= 6


def _body(letter: _Letter) -> None:
    flow, look = letter.flow, letter.look
    flow.space(4)
    flow.paragraph(filled(letter.wording.opening, letter.values), look.body)
    clauses = kept_clauses(letter.facts, letter.wording)
    for number, clause in enumerate(clauses, start=1):
        flow.space(7)
        heading = filled(clause.heading, letter.values)
        lead, text = Lead(f"{number}.  {heading}", look.bold), filled(clause.text, letter.values)
        if clause is clauses[-1]:
            # The signature never stands alone on a page: the last paragraph goes with it.
            flow.need(letter.signature_height + flow.height_of(text, look.body, lead))
        flow.paragraph(text, look.body, lead=lead)
        _items(letter, clause)


def _items(letter: _Letter, clause: Clause) -> None:
    flow, look = letter.flow, letter.look
    for mark, item in zip(ascii_lowercase, kept_items(letter.facts, clause), strict=False):
        flow.space(3)
        lines = listed(letter.facts, item)
        flow.need((2 + len(lines[:1])) * _LEADING)
        lead = Lead(filled(item.heading, letter.values), look.bold)
        flow.paragraph(filled(item.text, letter.values), look.indented(30), label=f"{mark}.", lead=lead)
        for line in lines:
            flow.paragraph(line, look.indented(44), label="–")


def _signature(letter: _Letter) -> None:
    """Draw who signs, with the picture of a signature if there is one, and the code across from it."""
    flow, look, facts, indent = letter.flow, letter.look, letter.facts, letter.flow.width / 2
    flow.need(letter.signature_height)
    top = flow.y
    flow.space(_ABOVE_SIGNATURE)
    if Slot.SIGNATURE in letter.images:
        size = fitted_size(letter.images[Slot.SIGNATURE], _SIGNATURE)
        alt = f"Signature of {facts.from_name}" if facts.from_name else "Signature"
        _picture(letter, Slot.SIGNATURE, (flow.left + indent, flow.y - 4), size, alt)
    for number, line in enumerate(line for line in (facts.from_name, facts.from_title) if line):
        flow.paragraph(line, Setting(look.bold if number == 0 else look.text, _LEADING, indent))
    if letter.verify is not None:
        _code(letter, top - 24, letter.verify)
        flow.y = min(flow.y, top - _CODE_HEIGHT + 4)


def _code(letter: _Letter, top: float, verify: str) -> None:
    """Draw the QR code on the left, across from who signs."""
    flow, record = letter.flow, letter.facts.record
    corner = (flow.left, top - CODE)
    flow.later(lambda: draw_code(flow.sheet, corner, record))
    style = Style(Face.SANS_MEDIUM, 6.5, letter.look.colors.soft)
    flow.put_at(flow.sheet.element("P"), (corner[0], corner[1] - 11), verify, style)


def _acknowledgment(letter: _Letter) -> None:
    flow, look = letter.flow, letter.look
    flow.space(28)
    text = filled(letter.wording.acknowledgment, letter.values)
    flow.need(_FORM_HEIGHT + flow.height_of(text, look.body))
    flow.rule(flow.left, flow.left + flow.width, look.colors.second, 0.8)
    flow.y -= 18
    flow.put(flow.sheet.element("H2"), flow.left, "ACKNOWLEDGMENT", look.form.at(7.5))
    flow.y -= 4
    flow.paragraph(text, look.body)
    flow.y -= 42
    date_at = flow.left + flow.width * 0.68
    _blank(letter, flow.left, date_at - 24, f"SIGNATURE OF {letter.facts.for_name.upper()}")
    _blank(letter, date_at, flow.left + flow.width, "DATE")


def _blank(letter: _Letter, start: float, end: float, label: str) -> None:
    """Draw a line to write on, with what belongs there below it."""
    flow, y = letter.flow, letter.flow.y
    flow.rule(start, end, letter.look.colors.ink, 0.6)
    lines, style = letter.look.form.fitted(label, end - start, floor=4.5)
    element = flow.sheet.element("P")
    for number, line in enumerate(lines):
        flow.put_at(element, (start, y - 11 - number * 8), line, style)


def _furniture(facts: LetterFacts, look: _Look, sheet: Sheet, page: int, pages: int) -> None:
    middle, right = sheet.width / 2, sheet.width - _MARGINS.right
    if facts.banner:
        for y in (sheet.height - 30, 24):
            sheet.text(middle, y, facts.banner, look.form.at(7.5), Align.CENTER)
    if facts.audit_head:
        head = Style(Face.SANS_MEDIUM, 6.5, look.colors.soft)
        sheet.text(right, 46, f"Record {facts.audit_head}", head, Align.RIGHT)
    if page == 1:
        return
    lines, style = look.small.fitted(f"Memorandum for {facts.for_name}", 320, floor=5)
    sheet.text(_MARGINS.left, sheet.height - 50, lines[0], style)
    sheet.text(right, sheet.height - 50, facts.number, look.small, Align.RIGHT)
    sheet.text(middle, 46, f"Page {page} of {pages}", look.small, Align.CENTER)
