"""The one layer that draws. Every document is made with it, so tagging and metadata have one place.

Whatever is drawn belongs to an element of the document's structure (heading, paragraph, table cell, figure) or is
decoration; drawing outside of both is a bug and raises. Lengths are points, the origin is the lower left corner.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from coordinator.documents.typography import Face, faces_for, fitted, register, width

INK, SOFT, BLUE, GOLD, HAIR = (
    HexColor(code) for code in ("#1B2433", "#5B6675", "#1F3A6E", "#A8873A", "#C9CFD8")
)  # fmt: skip
PALE = HexColor("#F3F5F9")
PORTRAIT = (612.0, 792.0)
LANDSCAPE = (792.0, 612.0)

_TYPED = 11  # points, of what is typed into a field
_PRINTED = 4  # the flag of an annotation that stands on paper too (ISO 32000-1, table 165)


class Align(Enum):
    """Where the given x is: the text begins, is centred, or ends there."""

    LEFT = 0.0
    CENTER = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: face, size and tracking in points, color."""

    face: Face
    size: float
    color: Color = INK
    tracking: float = 0.0

    def at(self, size: float) -> "Style":
        """Return the same look at another size; the tracking goes with it."""
        return replace(self, size=size, tracking=self.tracking * size / self.size)

    def fitted(self, text: str, limit: float, floor: float) -> "tuple[tuple[str, ...], Style]":
        """Return the text on one line or two, and the style in which it fits (see `typography.fitted`)."""
        lines, size = fitted(text, self.face, self.size, limit, floor, self.tracking)
        return lines, self.at(size)

    def width(self, text: str) -> float:
        """Return how wide, in points, the text is in this style."""
        return width(text, self.face, self.size, self.tracking)


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure that is read aloud: H1, P, Table, TR, TH, TD, Figure."""

    tag: str
    alt: str = ""
    scope: str = ""
    kids: list["Element"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself; the day stands as its date, so that a reprint has the same bytes."""

    title: str
    author: str
    subject: str
    day: date


class Sheet:
    """The pages of one PDF, drawn one after the other."""

    def __init__(self, size: tuple[float, float], about: About) -> None:
        """Open the first page; size is its width and height."""
        self.width, self.height = size
        self.root = Element("Document")
        self._inside = False
        self._buffer = io.BytesIO()
        # The start font is ours: else every file lists a Helvetica that is not embedded.
        start = register(Face.SERIF)
        self._canvas: Any = Canvas(
            self._buffer, pagesize=size, pageCompression=1, invariant=1, lang="en-US", initialFontName=start
        )
        self._describe(about)

    def _describe(self, about: About) -> None:
        self._canvas.setTitle(about.title)
        self._canvas.setAuthor(about.author)
        self._canvas.setSubject(about.subject)
        self._canvas.setCreator("Coordinator")
        self._canvas.setDateFormatter(lambda *_: f"D:{about.day:%Y%m%d}000000Z")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def element(self, tag: str, parent: Element | None = None, alt: str = "", scope: str = "") -> Element:
        """Add an element to the structure, in reading order; drawing into it may go on over several pages."""
        added = Element(tag, alt, scope)
        (parent or self.root).kids.append(added)
        return added

    @contextmanager
    def inside(self, element: Element) -> Iterator[Element]:
        """Whatever is drawn in here belongs to the element."""
        with self._marked():
            yield element

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Whatever is drawn in here is decoration, or repeats what was said: it is not read aloud."""
        with self._marked():
            yield

    @contextmanager
    def _marked(self) -> Iterator[None]:
        """Hold the one place where marked content begins and ends."""
        outer, self._inside = self._inside, True
        try:
            yield
        finally:
            self._inside = outer

    @contextmanager
    def figure(self, alt: str) -> Iterator[Element]:
        """Draw a figure that says the alternative text when read aloud."""
        with self.inside(self.element("Figure", alt=alt)) as element:
            yield element

    def heading(self, level: int, x: float, y: float, text: str, style: Style, align: Align = Align.LEFT) -> None:
        """Draw a heading of one line."""
        with self.inside(self.element(f"H{level}")):
            self.text(x, y, text, style, align)

    def paragraph(self, x: float, y: float, text: str, style: Style, align: Align = Align.LEFT) -> None:
        """Draw a paragraph of one line."""
        with self.inside(self.element("P")):
            self.text(x, y, text, style, align)

    def text(self, x: float, y: float, text: str, style: Style, align: Align = Align.LEFT) -> None:
        """Draw one line of text with its baseline at y, as it stands: nothing in it is markup."""
        canvas = self._drawing()
        left = x - style.width(text) * align.value
        canvas.setFillColor(style.color)
        for run in faces_for(text, style.face):
            canvas.setFont(register(run.face), style.size)
            canvas.drawString(left, y, run.text, charSpace=style.tracking or None)
            left += width(run.text, run.face, style.size, style.tracking) + style.tracking

    def line(self, start: tuple[float, float], end: tuple[float, float], color: Color, weight: float) -> None:
        """Draw a straight line."""
        canvas = self._pen(color, weight)
        canvas.line(*start, *end)

    def box(self, corner: tuple[float, float], size: tuple[float, float], color: Color, weight: float) -> None:
        """Draw the outline of a rectangle, given its lower left corner and its width and height."""
        self._pen(color, weight).rect(*corner, *size)

    def shade(self, corner: tuple[float, float], size: tuple[float, float], color: Color) -> None:
        """Fill a rectangle."""
        canvas = self._drawing()
        canvas.setFillColor(color)
        canvas.rect(*corner, *size, stroke=0, fill=1)

    def circle(self, center: tuple[float, float], radius: float, color: Color, weight: float) -> None:
        """Draw the outline of a circle."""
        self._pen(color, weight).circle(*center, radius)

    def curve(self, points: Sequence[tuple[float, float]], color: Color, weight: float) -> None:
        """Draw Bézier curves end to end: the first point, then two controls and an end for each."""
        canvas = self._pen(color, weight)
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for at in range(1, len(points), 3):
            path.curveTo(*points[at], *points[at + 1], *points[at + 2])
        canvas.drawPath(path)

    @contextmanager
    def turned(self, center: tuple[float, float], degrees: float) -> Iterator[None]:
        """Draw with the origin at the center and the axes turned."""
        canvas = self._drawing()
        canvas.saveState()
        canvas.translate(*center)
        canvas.rotate(degrees)
        yield
        canvas.restoreState()

    def stamp(self, name: str) -> None:
        """Draw the shape of that name (see `shape`) at the origin."""
        self._drawing().doForm(name)

    @contextmanager
    def shape(self, name: str, reach: float) -> Iterator[None]:
        """Record a shape around the origin, once, that is stamped many times: nothing beyond the reach is shown."""
        self._canvas.beginForm(name, -reach, -reach, reach, reach)
        with self.artifact():
            yield
        self._canvas.endForm()

    def text_field(self, name: str, says: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Add a field of a form to type into; `says` is what it is called when read aloud.

        What will be typed is not known, so its letters are those of the reader's own Helvetica.
        """
        (x, y), (width, height) = corner, size
        self._drawing().acroForm.textfield(
            name=name, tooltip=says, x=x, y=y, width=width, height=height, borderWidth=0, fillColor=PALE,
            textColor=INK, fontName="Helvetica", fontSize=_TYPED, maxlen=0,
        )  # fmt: skip

    def check_box(self, name: str, says: str, corner: tuple[float, float], size: float) -> None:
        """Add a box of a form to check, which is empty at first."""
        x, y = corner
        self._drawing().acroForm.checkbox(
            name=name, tooltip=says, x=x, y=y, size=size, borderWidth=0.7, borderColor=SOFT, fillColor=PALE,
            textColor=INK, fieldFlags="",
        )  # fmt: skip

    def signature_field(self, name: str, says: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Add a field to sign with a certificate, as of a smart card (ISO 32000-1, 12.7.4.5); on paper it is white."""
        canvas, (x, y), (width, height) = self._drawing(), corner, size
        field = PDFDictionary({
            "Type": PDFName("Annot"), "Subtype": PDFName("Widget"), "FT": PDFName("Sig"), "T": PDFString(name),
            "TU": PDFString(says), "F": _PRINTED, "P": canvas._doc.thisPageRef(),
            "Rect": PDFArray((x, y, x + width, y + height)),
        })  # fmt: skip
        canvas._addAnnotation(field)
        canvas.acroForm.fields.append(canvas.acroForm.getRef(field))

    def next_page(self) -> None:
        """Close this page and open the next."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Close the last page and return the bytes of the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def _pen(self, color: Color, weight: float) -> Any:
        canvas = self._drawing()
        canvas.setStrokeColor(color)
        canvas.setLineWidth(weight)
        return canvas

    def _drawing(self) -> Any:
        if not self._inside:
            raise RuntimeError("Drawn outside of an element and of decoration: it could not be tagged.")
        return self._canvas
