"""Facts side by side, each under its label, as wide as it needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.documents.certificate_page import set_lines, wrapped_into
from coordinator.documents.drawing import Align, Sheet, Style

_LEADING = 1.14
_BELOW = 1.35  # from the label to its value, of the value's size
_FLOOR, _HALVED = 0.85, 0.8  # of the value's size: as small as one line may be, and as large as several
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    label: str
    lines: list[str]
    label_style: Style
    style: Style
    width: float


class Grid:
    """Labels and values in one row, as wide as the room at most."""

    def __init__(
        self, fields: Sequence[tuple[str, str]], room: float, label: Style, value: Style, gap: float = 30
    ) -> None:
        """Fit each value into its share of the room."""
        self._label, self._value, self._gap = label, value, gap
        widths = _shares(fields, room - gap * (len(fields) - 1), label, value)
        self._cells = [_cell(field, width, label, value) for field, width in zip(fields, widths, strict=True)]
        self.width = sum(cell.width for cell in self._cells) + gap * (len(self._cells) - 1)

    @property
    def height(self) -> float:
        """From the top of the labels to the baseline of the values; a second line hangs below."""
        return self._label.size * 0.7 + self._value.size * _BELOW

    def draw(self, sheet: Sheet, x: float, top: float, align: Align) -> None:
        """Draw it; x is where it begins (or its middle, when it is centered)."""
        left, y = x - self.width * align.value, top - self._label.size * 0.7
        for cell in self._cells:
            at = left + cell.width * align.value
            sheet.paragraph(at, y, cell.label, cell.label_style, align)
            with sheet.inside(sheet.element("P")):
                for number, line in enumerate(cell.lines):
                    baseline = y - self._value.size * _BELOW - number * cell.style.size * _LEADING
                    sheet.text(at, baseline, line, cell.style, align)
            left += cell.width + self._gap


def _cell(field: tuple[str, str], room: float, label: Style, value: Style) -> _Cell:
    name, text = field[0].upper(), field[1]
    lines, style = set_lines(text, value, room + 0.5, value.size * _FLOOR)
    if len(lines) > 1:
        lines, style = wrapped_into(text, value.at(value.size * _HALVED), room + 0.5, _MOST_LINES)
    label = label.fitted(name, room + 0.5, 1)[1]
    return _Cell(name, lines, label, style, max(label.width(name), *(style.width(line.rstrip()) for line in lines)))


def _shares(fields: Sequence[tuple[str, str]], room: float, label: Style, value: Style) -> list[float]:
    natural = [max(label.width(name.upper()), value.width(text)) for name, text in fields]
    widths = [0.0] * len(natural)
    left = room
    # The narrow ones first: what they do not need goes to the wide ones.
    for done, at in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        widths[at] = min(natural[at], left / (len(natural) - done))
        left -= widths[at]
    return widths
