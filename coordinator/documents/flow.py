"""Running text over pages: paragraphs without widows, and headers and footers that know the number of pages.

A page is laid out before it is drawn, so that its footer can say "Page 2 of 5".
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.colors import Color

from coordinator.documents.drawing import Align, Element, Sheet, Style
from coordinator.documents.typography import spaced, wrapped

_RUNT = 0.2  # of the width: a last line of one word that is shorter gets company
_LEAST_LINES = 2  # of a paragraph that are left before, or carried over, a page break; or that follow a heading

Furniture = Callable[[Sheet, int, int], None]


@dataclass(frozen=True, slots=True)
class Margins:
    """The white around the text of every page, in points."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: its look, the distance of its baselines and its indent, in points."""

    style: Style
    leading: float
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Lead:
    """The run-in heading of a paragraph."""

    text: str
    style: Style


class Flow:
    """A column of text that goes on over as many pages as it needs."""

    def __init__(self, sheet: Sheet, margins: Margins, furniture: Furniture) -> None:
        """Begin at the top margin; furniture draws header and footer, given the page number and the page count."""
        self.sheet = sheet
        self.left = margins.left
        self.width = sheet.width - margins.left - margins.right
        self.y = self._top = sheet.height - margins.top
        self._bottom = margins.bottom
        self._furniture = furniture
        self._pages: list[list[Callable[[], None]]] = [[]]
        self._lists: list[tuple[float, Element, Element]] = []  # the open ones: indent, list, body of its last entry

    @property
    def room(self) -> float:
        """How many points are left on this page."""
        return self.y - self._bottom

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y == self._top

    def later(self, draw: Callable[[], None]) -> None:
        """Add something to this page; it is drawn when the page is."""
        self._pages[-1].append(draw)

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self._pages.append([])
        self.y = self._top

    def need(self, height: float) -> bool:
        """Go to the next page unless the height, in points, is left on this one; say whether it did."""
        if self.fresh or self.room >= height:
            return False
        self.new_page()
        return True

    def space(self, height: float) -> None:
        """Leave white, but not at the top of a page."""
        if not self.fresh:
            self.y -= height

    def paragraph(
        self, text: str, setting: Setting, *, label: str = "", lead: Lead | None = None, tag: str = "P"
    ) -> Element:
        """Set a paragraph; the label stands before it in the indent, the lead on its first line."""
        style, left = setting.style, self.left + setting.indent
        gap = _gap(lead)
        lines = self._wrapped(text, setting, gap)
        if tag.startswith("H"):
            self.need((len(lines) + _LEAST_LINES) * setting.leading)
        element, mark = self._entry(label, setting.indent) if label else (self.sheet.element(tag), None)
        for number, line in enumerate(spaced(lines, text)):
            self._break_before(len(lines), number, setting.leading)
            self.y -= setting.leading
            if number == 0 and mark:
                self.put(mark, left - 7, label, style, Align.RIGHT)
            if number == 0 and lead:
                self.put(element, left, f"{lead.text} ", lead.style)
            self.put(element, left + (gap if number == 0 else 0.0), line, style)
        return element

    def _entry(self, label: str, indent: float) -> tuple[Element, Element]:
        """Add an entry to the list that was last added to at this indent: where its text goes, and its label.

        A list ends where anything else is added to the document; one of a greater indent hangs in the entry before.
        """
        sheet = self.sheet
        if not self._lists or sheet.root.kids[-1] is not self._lists[0][1]:
            self._lists.clear()
        while self._lists and self._lists[-1][0] > indent:
            self._lists.pop()
        if not self._lists or self._lists[-1][0] < indent:
            self._lists.append((indent, sheet.element("L", self._lists[-1][2] if self._lists else None), sheet.root))
        _, whole, _ = self._lists[-1]
        whole.numbering = _numbering(label)
        entry = sheet.element("LI", whole)
        mark, body = sheet.element("Lbl", entry), sheet.element("LBody", entry)
        self._lists[-1] = (indent, whole, body)
        return sheet.element("P", body), mark

    def height_of(self, text: str, setting: Setting, lead: Lead | None = None) -> float:
        """Return how many points high the paragraph would be."""
        return len(self._wrapped(text, setting, _gap(lead))) * setting.leading

    def _wrapped(self, text: str, setting: Setting, gap: float) -> list[str]:
        limit = self.width - setting.indent
        return _without_runt(wrapped(text, setting.style.face, setting.style.size, limit, gap), text, setting, limit)

    def _break_before(self, count: int, number: int, leading: float) -> None:
        """Go to the next page if this line must: no line of a paragraph stays alone on either side."""
        fit = int((self.room + 0.01) / leading)
        left = count - number
        alone_here = number == 0 and fit < min(_LEAST_LINES, count)
        alone_there = left == _LEAST_LINES and fit < left and number > 0
        three = number == 0 and count == _LEAST_LINES + 1 and fit < count
        if fit < 1 or alone_here or alone_there or three:
            self.need(leading * (fit + 1))

    def put(self, element: Element, x: float, text: str, style: Style, align: Align = Align.LEFT) -> None:
        """Draw one line of the element on the present baseline."""
        self.put_at(element, (x, self.y), text, style, align)

    def put_at(
        self, element: Element, at: tuple[float, float], text: str, style: Style, align: Align = Align.LEFT
    ) -> None:
        """Draw one line of the element with its baseline there."""

        def draw() -> None:
            with self.sheet.inside(element):
                self.sheet.text(*at, text, style, align)

        self.later(draw)

    def decorate(self, draw: Callable[[Sheet], None], *, pagination: bool = False) -> None:
        """Draw decoration on this page: rules, shades, and as pagination text that only repeats."""

        def drawn() -> None:
            with self.sheet.artifact(pagination=pagination):
                draw(self.sheet)

        self.later(drawn)

    def rule(self, start: float, end: float, color: Color, weight: float) -> None:
        """Draw a level line here, from one x to the other."""
        y = self.y
        self.decorate(lambda sheet: sheet.line((start, y), (end, y), color, weight))

    def finish(self) -> bytes:
        """Draw all pages and return the bytes of the file."""
        for number, page in enumerate(self._pages, start=1):
            if number > 1:
                self.sheet.next_page()
            for draw in page:
                draw()
            with self.sheet.artifact(pagination=True):
                self._furniture(self.sheet, number, len(self._pages))
        return self.sheet.finish()


def _without_runt(lines: list[str], text: str, setting: Setting, limit: float) -> list[str]:
    """Take a word from the line before when a short one stands alone on the last."""
    if len(lines) < _LEAST_LINES or lines[-2].count(" ") < _LEAST_LINES:
        return lines
    *rest, before, last = lines
    alone = " " not in last and text.endswith(f" {last}") and setting.style.width(last) < _RUNT * limit
    if not alone:
        return lines
    kept, word = before.rsplit(" ", 1)
    return [*rest, kept, f"{word} {last}"]


def _gap(lead: Lead | None) -> float:
    """Return how far the run-in heading pushes the text on its line."""
    return lead.style.width(f"{lead.text} ") if lead else 0.0


def _numbering(label: str) -> str:
    """How a list with such labels counts (ISO 32000-1, table 347)."""
    if label[0].isdigit():
        return "Decimal"
    return "LowerAlpha" if label[0].isalpha() else "Disc"
