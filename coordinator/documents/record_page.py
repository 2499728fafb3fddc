"""What the records of the unit have in common: the masthead, the title, labelled facts, and the foot of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.documents.drawing import BLUE, GOLD, SOFT, Align, Sheet, Style
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.typography import Face
from coordinator.documents.withheld import value_or_mark

UNIT = Style(Face.SANS_MEDIUM, 8.5, BLUE, 2.2)
UNIT_SECOND = Style(Face.SANS_MEDIUM, 7.5, SOFT)
TITLE = Style(Face.SERIF_MEDIUM, 25, BLUE)
SUBJECT = Style(Face.SERIF_MEDIUM, 13.5)
SECTION = Style(Face.SERIF_SEMIBOLD, 13, BLUE)
LABEL = Style(Face.SANS_MEDIUM, 6.5, SOFT, 0.9)
VALUE = Style(Face.SERIF, 11)
TEXT = Setting(Style(Face.SERIF, 10.5), 13.4)
CELL = Style(Face.SERIF, 9.5)
FOOT = Style(Face.SANS_MEDIUM, 6.5, SOFT)

_TITLE_LEADING = 1.12  # of its size
_LONG_TITLE = 18.0  # points, where it needs more than a line
_SMALLEST = 5.0


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page beside its number: one line or two."""

    lines: tuple[str, ...]

    def draw(self, sheet: Sheet, margins: Margins, page: int, pages: int) -> None:
        """The page number at the right; the lines at the left, made smaller where they need it."""
        right = sheet.width - margins.right
        number = f"Page {page} of {pages}"
        room = right - margins.left - FOOT.width(number) - 18
        for below, line in enumerate(self.lines):
            sheet.text(margins.left, 44 - 11 * below, *_on_one_line(line, room))
        sheet.text(right, 44, number, FOOT, Align.RIGHT)


def trail_line(audit_head: str) -> tuple[str, ...]:
    """The line of a foot that says where the audit trail stood; none where that is not known."""
    return (f"Audit trail when printed: {audit_head}",) if audit_head else ()


def _on_one_line(text: str, room: float) -> tuple[str, Style]:
    """The text made to fit, smaller at first, then cut."""
    lines, style = FOOT.fitted(text, room, _SMALLEST)
    if len(lines) == 1:
        return text, style
    style, kept = FOOT.at(_SMALLEST), text
    while kept and style.width(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…", style


def open_page(flow: Flow, masthead: Sequence[str], title: str, subject: str) -> None:
    """The name of the unit, the title, and in words what it is about."""
    _masthead(flow, masthead)
    flow.y -= 8
    size = TITLE.size if TITLE.width(title) <= flow.width else _LONG_TITLE
    flow.paragraph(title, Setting(TITLE.at(size), size * _TITLE_LEADING), tag="H1")
    flow.y -= 5
    if subject:
        flow.paragraph(subject, Setting(SUBJECT, 17))
    flow.y -= 6


def _masthead(flow: Flow, masthead: Sequence[str]) -> None:
    for number, text in enumerate(line for line in masthead if line):
        style = UNIT_SECOND if number else UNIT
        lines, fitting = style.fitted(text if number else text.upper(), flow.width, floor=6)
        for line in lines:
            flow.y -= 12
            flow.put(flow.sheet.element("P"), flow.left, line, fitting)
    flow.y -= 9
    flow.rule(flow.left, flow.left + 100, GOLD, 0.8)


def facts(flow: Flow, known: Iterable[tuple[str, str]], label_width: float) -> None:
    """Labels in capitals with what is known beside them; what is not known is left out with its label."""
    for label, value in known:
        if value:
            flow.need(14.5)
            flow.put_at(flow.sheet.element("P"), (flow.left, flow.y - 14.5), label.upper(), LABEL)
            value_or_mark(flow, value, Setting(VALUE, 14.5, label_width))


def withheld_note(flow: Flow, sentence: str) -> None:
    """How much a redacted copy leaves out: above everything it leaves out, and never alone on a last page."""
    if sentence:
        flow.y -= 8
        flow.paragraph(sentence, TEXT)


def section(flow: Flow, title: str, height: float) -> None:
    """A heading that stays with what follows: so many points are kept together below it."""
    above, leading, below = 16.0, 17.0, 7.0
    flow.need(above + leading + below + height)
    flow.space(above)
    flow.paragraph(title, Setting(SECTION, leading), tag="H2")
    flow.y -= below
