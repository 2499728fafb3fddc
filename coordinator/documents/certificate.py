"""The certificate of completion: US Letter, landscape, one page, one file each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coordinator.documents.drawing import BLUE, GOLD, HAIR, INK, LANDSCAPE, SOFT, About, Align, Sheet, Style
from coordinator.documents.facts import printable, said_hours, spelled
from coordinator.documents.ornament import rosette
from coordinator.documents.typography import Face

_WIDTH, _HEIGHT = LANDSCAPE
_MIDDLE = _WIDTH / 2
_TEXT_WIDTH = _WIDTH - 180
_GRID_WIDTH, _GRID_GAP = _WIDTH - 150, 36.0
_SIDE, _SIDE_WIDTH = 150.0, 150.0  # the rosette and the number stand this far from the edges
_LEADING = 1.14
_HALVED = 0.72  # two lines are this much smaller than one, to stand in its place

_UNIT = Style(Face.SANS_MEDIUM, 11, BLUE, 3.2)
_UNIT_SECOND = Style(Face.SANS_MEDIUM, 9.5, SOFT)
_TITLE = Style(Face.SERIF_MEDIUM, 45, BLUE)
_PHRASE = Style(Face.SERIF_ITALIC, 16, SOFT)
_NAME = Style(Face.SERIF_SEMIBOLD, 38)
_POSITION = Style(Face.SERIF, 14, SOFT)
_COURSE = Style(Face.SERIF_MEDIUM, 21)
_LABEL = Style(Face.SANS_MEDIUM, 6.5, SOFT, 1.1)
_VALUE = Style(Face.SERIF, 13)
_SIGNATORY = Style(Face.SERIF_MEDIUM, 12)
_SMALL = Style(Face.SERIF, 10.5, SOFT)
_NUMBER = Style(Face.SERIF_MEDIUM, 12.5)
_FINE = Style(Face.SANS_MEDIUM, 6.5, SOFT)


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says; frozen with it. Never an SSN or a date of birth (domain-facts, Documents)."""

    number: str
    name: str
    position_and_office: str
    course_title: str
    course_number: str
    held_on: date
    duty_hours: Decimal | str
    delivery: str
    unit_line_1: str
    unit_line_2: str
    signatory_name: str
    signatory_title: str
    instructor: str
    issued_on: date
    supersedes: str | None = None
    audit_head: str | None = None


def render_certificates(
    facts: Sequence[CertificateFacts], progress: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """Yield the PDF of each certificate in order; progress is told how many are made.

    Names that cannot be printed are refused (RuleBroken) before the first certificate is made.
    """
    ready = [printable(each) for each in facts]
    for made, each in enumerate(ready, start=1):
        yield _render(each)
        if progress is not None:
            progress(made)


def render_certificate(facts: CertificateFacts) -> bytes:
    """Return the PDF of one certificate; the same facts give the same bytes in any company."""
    return _render(printable(facts))


def _render(facts: CertificateFacts) -> bytes:
    about = About(
        title=f"Certificate of Completion – {facts.name}",
        author=facts.unit_line_1,
        subject=f"{facts.number}: {facts.course_title}",
        day=facts.issued_on,
    )
    sheet = Sheet(LANDSCAPE, about)
    _frame(sheet)
    _masthead(sheet, facts)
    _award(sheet, facts)
    _grid(sheet, facts)
    rosette(sheet, (_SIDE, 108), 35)
    _signature(sheet, facts)
    _number(sheet, facts)
    return sheet.finish()


def _frame(sheet: Sheet) -> None:
    with sheet.artifact():
        sheet.box((30, 30), (_WIDTH - 60, _HEIGHT - 60), BLUE, 2.2)
        sheet.box((37, 37), (_WIDTH - 74, _HEIGHT - 74), GOLD, 0.6)


def _masthead(sheet: Sheet, facts: CertificateFacts) -> None:
    _centered(sheet, "P", 522, facts.unit_line_1.upper(), _UNIT, floor=8)
    _centered(sheet, "P", 504, facts.unit_line_2, _UNIT_SECOND, floor=7)
    with sheet.artifact():
        sheet.line((_MIDDLE - 60, 489), (_MIDDLE + 60, 489), GOLD, 0.8)
    sheet.heading(1, _MIDDLE, 436, "Certificate of Completion", _TITLE, Align.CENTER)


def _award(sheet: Sheet, facts: CertificateFacts) -> None:
    sheet.paragraph(_MIDDLE, 400, "This certifies that", _PHRASE, Align.CENTER)
    _name(sheet, facts.name)
    with sheet.artifact():
        sheet.line((_MIDDLE - 200, 332), (_MIDDLE + 200, 332), HAIR, 0.7)
    _centered(sheet, "P", 312, facts.position_and_office, _POSITION, floor=10)
    virtual = "virtual " if facts.delivery.casefold().startswith("virtual") else ""
    sheet.paragraph(_MIDDLE, 279, f"has completed the {virtual}training", _PHRASE, Align.CENTER)
    _course(sheet, facts.course_title)


def _name(sheet: Sheet, name: str) -> None:
    """Draw the name above its rule: on one line down to 25 points, else on two."""
    lines, style = _NAME.fitted(name, _TEXT_WIDTH, floor=25)
    style = style if len(lines) == 1 else style.at(min(style.size, 23))
    with sheet.inside(sheet.element("P")):
        for left, line in _counted_down(lines):
            sheet.text(_MIDDLE, 346 + left * style.size * 1.08 - (len(lines) - 1) * 2, line, style, Align.CENTER)


def _counted_down(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line, from the top as it is read, with how many stand below it."""
    for number, line in enumerate(lines, start=1):
        yield len(lines) - number, line


def _course(sheet: Sheet, title: str) -> None:
    """Draw the course title: on one line down to 16.5 points, else on two that keep clear of their neighbors."""
    lines, style = _COURSE.fitted(title, _TEXT_WIDTH, floor=16.5)
    style = style if len(lines) == 1 else style.at(min(style.size, 19))
    with sheet.inside(sheet.element("P")):
        for left, line in _counted_down(lines):
            sheet.text(_MIDDLE, 249 - (len(lines) - 1) * 15 + left * style.size * 1.12, line, style, Align.CENTER)


def _centered(
    sheet: Sheet, tag: str, y: float, text: str, style: Style, floor: float, x: float = _MIDDLE, room: float = 0.0
) -> None:
    """Draw a text that is made to fit the room; two lines stand around y, so that what follows need not move."""
    if not text:
        return
    lines, fitting = style.fitted(text, room or _TEXT_WIDTH, floor)
    if len(lines) > 1:
        fitting = fitting.at(min(fitting.size, style.size * _HALVED))
    with sheet.inside(sheet.element(tag)):
        for below, line in enumerate(lines):
            rise = ((len(lines) - 1) / 2 - below) * fitting.size * _LEADING
            sheet.text(x, y + rise, line, fitting, Align.CENTER)


def _grid(sheet: Sheet, facts: CertificateFacts) -> None:
    """Draw date, duration, delivery, course and instructor side by side, as wide as each needs."""
    cells = [
        ("DATE", spelled(facts.held_on)),
        ("DURATION", said_hours(facts.duty_hours)),
        ("DELIVERY", facts.delivery),
        ("COURSE", facts.course_number),
        ("INSTRUCTOR", facts.instructor),
    ]
    cells = [cell for cell in cells if cell[1]]
    values = [_in_column(value, room) for (_, value), room in zip(cells, _grid_widths(cells), strict=True)]
    widths = [
        max(_LABEL.width(label), *map(style.width, lines))
        for (label, _), (lines, style) in zip(cells, values, strict=True)
    ]
    x = _MIDDLE - (sum(widths) + _GRID_GAP * (len(cells) - 1)) / 2
    for (label, _), (lines, style), column in zip(cells, values, widths, strict=True):
        sheet.paragraph(x + column / 2, 204, label, _LABEL, Align.CENTER)
        with sheet.inside(sheet.element("P")):
            for below, line in enumerate(lines):
                sheet.text(x + column / 2, 187 - below * style.size * _LEADING, line, style, Align.CENTER)
        x += column + _GRID_GAP


def _in_column(value: str, room: float) -> tuple[tuple[str, ...], Style]:
    """Return the value on one line, or on two smaller ones that hang below its label."""
    lines, style = _VALUE.fitted(value, room + 0.5, floor=11)
    return lines, style if len(lines) == 1 else style.at(min(style.size, 10.5))


def _grid_widths(cells: Sequence[tuple[str, str]]) -> list[float]:
    natural = [max(_LABEL.width(label), _VALUE.width(value)) for label, value in cells]
    widths = [0.0] * len(natural)
    left = _GRID_WIDTH - _GRID_GAP * (len(cells) - 1)
    # The narrow ones first: what they do not need goes to the wide ones.
    for done, at in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        widths[at] = min(natural[at], left / (len(natural) - done))
        left -= widths[at]
    return widths


def _signature(sheet: Sheet, facts: CertificateFacts) -> None:
    with sheet.artifact():
        sheet.line((_MIDDLE - 110, 112), (_MIDDLE + 110, 112), INK, 0.6)
    _centered(sheet, "P", 97, facts.signatory_name, _SIGNATORY, floor=9, room=300)
    _centered(sheet, "P", 83, facts.signatory_title, _SMALL.at(11), floor=8.5, room=300)
    sheet.paragraph(_MIDDLE, 64, f"Issued {spelled(facts.issued_on)}", _SMALL.at(10), Align.CENTER)


def _number(sheet: Sheet, facts: CertificateFacts) -> None:
    """Draw the number and how to verify it, balanced against the rosette."""
    x = _WIDTH - _SIDE
    sheet.paragraph(x, 129, "CERTIFICATE NO.", _LABEL, Align.CENTER)
    _centered(sheet, "P", 112, facts.number, _NUMBER, floor=8, x=x, room=_SIDE_WIDTH)
    with sheet.artifact():
        sheet.line((x - 30, 102), (x + 30, 102), GOLD, 0.6)
    for below, line in enumerate(_verification(facts)):
        _centered(sheet, "P", 89 - below * 10, line, _FINE, floor=5, x=x, room=_SIDE_WIDTH)


def _verification(facts: CertificateFacts) -> list[str]:
    lines = ["Verify with the issuing unit"]
    if facts.supersedes:
        lines.append(f"Supersedes {facts.supersedes}")
    if facts.audit_head:
        lines.append(f"Record {facts.audit_head[:16]}")
    return lines
