"""What is drawn without letters: lines, areas, ornaments, pictures and symbols. See `drawing.Sheet`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, pi, sin
from typing import Any

from reportlab.lib.colors import Color, HexColor

from coordinator.documents.finishing import Contents
from coordinator.documents.marked_content import MarkedContent
from coordinator.documents.pictures import picture, stencil
from coordinator.documents.structure import Element

INK, SOFT, BLUE, GOLD, HAIR = (
    HexColor(code) for code in ("#1B2433", "#5B6675", "#1F3A6E", "#A8873A", "#C9CFD8")
)  # fmt: skip
PALE = HexColor("#F3F5F9")


class Pen:
    """Draws on the page that is open; whatever it draws belongs to whom the marked content belongs then."""

    def __init__(self, canvas: Any, contents: Contents) -> None:
        """Begin on the first page of the canvas."""
        self._canvas, self._contents = canvas, contents
        self._marked = MarkedContent(canvas)

    def line(self, start: tuple[float, float], end: tuple[float, float], color: Color, weight: float) -> None:
        """Draw a straight line."""
        canvas = self._pen(color, weight)
        canvas.line(*start, *end)

    def box(self, corner: tuple[float, float], size: tuple[float, float], color: Color, weight: float) -> None:
        """Draw the outline of a rectangle, given its lower left corner and its width and height."""
        self._pen(color, weight).rect(*corner, *size)

    def shade(self, corner: tuple[float, float], size: tuple[float, float], color: Color) -> None:
        """Fill a rectangle."""
        (x, y), (width, height) = corner, size
        self._covers(x, y, x + width, y + height)
        self._drawing()._code.append(f"{rgb(color)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def circle(self, center: tuple[float, float], radius: float, color: Color, weight: float) -> None:
        """Draw the outline of a circle."""
        self._pen(color, weight).circle(*center, radius)

    def curve(self, points: Sequence[tuple[float, float]], color: Color, weight: float) -> None:
        """Draw Bézier curves end to end: the first point, then two controls and an end for each."""
        self._pen(color, weight)._code.append(_path(points))

    @contextmanager
    def turned(self, center: tuple[float, float], degrees: float) -> Iterator[None]:
        """Draw with the origin at the center and the axes turned."""
        canvas = self._drawing()
        canvas.saveState()
        canvas.translate(*center)
        canvas.rotate(degrees)
        yield
        canvas.restoreState()

    def ring(
        self,
        points: Sequence[tuple[float, float]],
        center: tuple[float, float],
        count: int,
        color: Color,
        weight: float,
    ) -> None:
        """Draw curves (see `curve`) so many times around the center, each turned on by the same angle."""
        angle = 2 * pi / count
        turn = f"{cos(angle):.7f} {sin(angle):.7f} {-sin(angle):.7f} {cos(angle):.7f} 0 0 cm"
        code = self._pen(color, weight)._code
        # The same bytes again and again: compressed, they take the room of one.
        code.append(f"q 1 0 0 1 {center[0]:.2f} {center[1]:.2f} cm")
        code.extend([_path(points), turn] * count)
        code.append("Q")

    def image(self, corner: tuple[float, float], size: tuple[float, float], data: bytes) -> None:
        """Draw a PNG or JPEG, given its lower left corner and its width and height; the same one is kept once.

        Raises RuleBroken when it is neither, damaged, larger than 2 MB or more than 4,000 pixels wide or high.
        """
        ready = picture(data)
        name = self._contents.pictures.setdefault(ready, f"Picture{len(self._contents.pictures) + 1}")
        self._contents.pictured.add(self._marked.page)
        self._placed(corner, size, f"/{name} Do")

    def mask(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        modules: Sequence[Sequence[bool]],
        color: Color = INK,
    ) -> None:
        """Paint the dark modules of a symbol (True, the top row first) into a rectangle: crisp at every size."""
        self._drawing()._code.append(f"{rgb(color)} rg")
        self._placed(corner, size, stencil(modules))

    def _placed(self, corner: tuple[float, float], size: tuple[float, float], code: str) -> None:
        """Draw what fills a square of 1 by 1 into a rectangle."""
        (x, y), (width, height) = corner, size
        self._covers(x, y, x + width, y + height)
        self._drawing()._code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm {code} Q")

    def _covers(self, left: float, bottom: float, right: float, top: float) -> None:
        """A figure has to say which box of its page it takes."""
        holder = self._marked.holder
        if isinstance(holder, Element) and holder.tag == "Figure":
            holder.cover((left, bottom, right, top))

    def _pen(self, color: Color, weight: float) -> Any:
        canvas = self._drawing()
        canvas._code.append(f"{rgb(color)} RG {weight:.6g} w")
        return canvas

    def _drawing(self) -> Any:
        self._marked.open()
        return self._canvas


def rgb(color: Color) -> str:
    """Return the color as the operators for color want it."""
    return f"{color.red:.3g} {color.green:.3g} {color.blue:.3g}"


def _path(points: Sequence[tuple[float, float]]) -> str:
    first, *rest = (f"{x:.2f} {y:.2f}" for x, y in points)
    steps = (f"{' '.join(rest[at : at + 3])} c" for at in range(0, len(rest), 3))
    return " ".join((first, "m", *steps, "S"))
