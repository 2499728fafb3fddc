"""What every design of a certificate draws with: texts ready to print, and a column that fills a height."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color

from coordinator.documents.drawing import Align, Sheet, Style
from coordinator.documents.template_look import Palette
from coordinator.documents.typography import spaced, wrapped
from coordinator.rules.templates import Border, CertificateWording, Ornament

_CAPITALS = 0.66  # height of capital letters, of their size
_LEADING = 1.14
_HALVED = 0.72  # two lines are at most this much of the size of one, to stand in its place
_MOST_STRETCH = 1.3  # of the space between rows; what is left over stands above and below
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate that is about to be drawn. Texts are as they are printed; an empty one is left out.

    `fields` are labels with their values, `notes` is fine print, `record` the text of the QR code (empty draws none).
    """

    sheet: Sheet
    masthead: tuple[str, ...]
    wording: CertificateWording
    name: str
    course: str
    number: str
    signatory: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    record: str
    border: Border
    ornament: Ornament
    palette: Palette
    images: Mapping[str, bytes]

    @property
    def middle(self) -> float:
        """Where the middle of the page is, across."""
        return self.sheet.width / 2


def set_lines(text: str, style: Style, room: float, floor: float, most: int = 2) -> tuple[list[str], Style]:
    """Return the text on as many lines as there may be, and the style in which they fit the room.

    It is made smaller down to the floor before it goes on a second line; on two lines it is smaller than on one.
    """
    lines, fitting = style.fitted(text, room, floor)
    if len(lines) > 1 and most > 2:
        return wrapped_into(text, style, room, most)
    if len(lines) > 1:
        fitting = fitting.at(min(fitting.size, style.size * _HALVED))
    return spaced(lines, text), fitting


def wrapped_into(text: str, style: Style, room: float, most: int) -> tuple[list[str], Style]:
    """Return the text broken into so many lines at most, smaller if need be, and its style."""
    while len(lines := wrapped(text, style.face, style.size, room)) > most:
        style = style.at(style.size - _STEP if style.size > 2 * _STEP else style.size * 0.9)
    return spaced(lines, text), style


def lines_down(
    sheet: Sheet, x: float, y: float, texts: Sequence[tuple[str, Style]], room: float, align: Align = Align.CENTER
) -> float:
    """Draw texts below each other, the first with its baseline at y; those that are empty take no room.

    Returns the baseline that would come next.
    """
    for text, style in texts:
        if not text:
            continue
        lines, fitting = set_lines(text, style, room, style.size * 0.75)
        with sheet.inside(sheet.element("P")):
            for line in lines:
                sheet.text(x, y, line, fitting, align)
                y -= fitting.size * 1.25 if len(lines) > 1 else style.size * 1.3
    return y


class Column:
    """Rows below each other. The space between them is stretched or squeezed, so that they fill a height."""

    def __init__(self, sheet: Sheet, x: float, width: float, align: Align) -> None:
        """Begin without rows; x is where lines begin or where their middle is, as `align` says."""
        self._sheet, self._x, self._width, self._align = sheet, x, width, align
        self._rows: list[tuple[float, float, Callable[[float], None]]] = []

    def add(self, gap: float, height: float, draw: Callable[[float], None]) -> None:
        """Add a row of this height, with this space above it; it is drawn with the y of its top."""
        self._rows.append((gap if self._rows else 0.0, height, draw))

    def text(self, gap: float, text: str, style: Style, floor: float, *, tag: str = "P", most: int = 2) -> None:
        """Add a text, unless it is empty; its height is from the capitals of its first line to its last baseline."""
        if not text:
            return
        lines, fitting = set_lines(text, style, self._width, floor, most)
        size = fitting.size

        def draw(top: float) -> None:
            with self._sheet.inside(self._sheet.element(tag)):
                for number, line in enumerate(lines):
                    y = top - size * (_CAPITALS + number * _LEADING)
                    self._sheet.text(self._x, y, line, fitting, self._align)

        self.add(gap, size * (_CAPITALS + (len(lines) - 1) * _LEADING), draw)

    def rule(self, gap: float, length: float, color: Color, weight: float) -> None:
        """Add a level line."""
        left = self._x - length * self._align.value

        def draw(top: float) -> None:
            with self._sheet.artifact():
                self._sheet.line((left, top), (left + length, top), color, weight)

        self.add(gap, weight, draw)

    def draw_down(self, top: float) -> None:
        """Draw the rows from the top down, with the space between them as it is."""
        for gap, height, draw in self._rows:
            draw(top - gap)
            top -= gap + height

    def draw(self, top: float, bottom: float, share_above: float = 0.5) -> None:
        """Draw the rows so that they fill the height between top and bottom; of what is left, so much stands above."""
        heights = sum(height for _, height, _ in self._rows)
        gaps = sum(gap for gap, _, _ in self._rows)
        stretch = min(max((top - bottom - heights) / gaps, 0.0), _MOST_STRETCH) if gaps else 0.0
        y = top - max(top - bottom - heights - gaps * stretch, 0.0) * share_above
        for gap, height, draw in self._rows:
            y -= gap * stretch
            draw(y)
            y -= height
