"""The one layer that draws. Every document is made with it, so tagging and metadata have one place.

Whatever is drawn belongs to an element of the document's structure (heading, paragraph, table cell, figure) or is
decoration; drawing outside of both is a bug and raises. Lengths are points, the origin is the lower left corner.
The file that comes out keeps PDF/UA-1 and PDF/A-2a (see `finishing`).
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from coordinator.documents.annotations import CheckBox, Link, SignatureField, TextField
from coordinator.documents.finishing import Contents, finished
from coordinator.documents.marked_content import Artifact
from coordinator.documents.metadata import About
from coordinator.documents.outline import Bookmark
from coordinator.documents.pen import BLUE, GOLD, HAIR, INK, PALE, SOFT, Pen, rgb
from coordinator.documents.structure import Element
from coordinator.documents.type_case import TypeCase
from coordinator.documents.typography import Face, faces_for, fitted, operators, register, width
from coordinator.errors import RuleBroken

__all__ = [
    "BLUE", "GOLD", "HAIR", "INK", "LANDSCAPE", "PALE", "PAPERS", "PORTRAIT", "SOFT",
    "About", "Align", "Element", "Sheet", "Style", "decoration", "page_size",
]  # fmt: skip

PORTRAIT = (612.0, 792.0)
LANDSCAPE = (792.0, 612.0)
# Upright, by name: US Letter and ISO 216 A4.
PAPERS: dict[str, tuple[float, float]] = {"letter": PORTRAIT, "a4": (595.276, 841.89)}

_SCHEMES = ("https://", "http://", "mailto:")  # where a link may lead


def page_size(paper: str, *, wide: bool = False) -> tuple[float, float]:
    """Return width and height, in points, of a paper of `PAPERS`; a wide page lies on its long side."""
    width, height = PAPERS[paper]
    return (height, width) if wide else (width, height)


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


class Sheet(Pen):
    """The pages of one PDF, drawn one after the other."""

    def __init__(self, size: tuple[float, float], about: About, case: TypeCase | None = None) -> None:
        """Open the first page; size is its width and height. `case` has letters that are embedded, used or not."""
        self.width, self.height = size
        self._buffer = io.BytesIO()
        # The start font is ours: else every file lists a Helvetica that is not embedded. Compressed is at the end.
        start = register(case.first if case else Face.SERIF)
        canvas = Canvas(self._buffer, pagesize=size, pageCompression=0, invariant=1, initialFontName=start)
        super().__init__(canvas, Contents(about))
        self._set = case.operators if case else operators
        if case:
            case.fill(canvas._doc)
        self.root = self._contents.root
        self._slots: list[tuple[str, str]] = []
        self._height_now = self.height

    def element(
        self, tag: str, parent: Element | None = None, alt: str = "", scope: str = "", span: int = 1
    ) -> Element:
        """Add an element to the structure, in reading order; drawing into it may go on over several pages."""
        added = Element(tag, alt, scope, span)
        (parent or self.root).kids.append(added)
        return added

    @contextmanager
    def inside(self, element: Element) -> Iterator[Element]:
        """Whatever is drawn in here belongs to the element."""
        with self._marked.within(element):
            yield element

    @contextmanager
    def artifact(self, *, pagination: bool = False) -> Iterator[None]:
        """Whatever is drawn in here is decoration, or repeats what was said: it is not read aloud.

        Pagination is what every page has: header, footer, page number, the head of a table again.
        """
        with self._marked.within(Artifact.PAGINATION if pagination else Artifact.LAYOUT):
            yield

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
        """Draw one line of text with its baseline at y, as it stands: nothing in it is markup.

        A space at its end hangs: it parts two words when read aloud, and moves nothing.
        """
        canvas = self._drawing()
        left = x - style.width(text.rstrip(" ")) * align.value
        canvas._code.append(f"{rgb(style.color)} rg")
        self._covers(left, y, left + style.width(text), y + style.size)
        self._say(text, y + style.size)
        for run in faces_for(text, style.face):
            shown = self._set(run, style.size, style.tracking, canvas._doc)
            canvas._code.append(f"BT {left:.2f} {y:.2f} Td {shown} ET")
            left += width(run.text, run.face, style.size, style.tracking) + style.tracking

    def link(self, x: float, y: float, text: str, style: Style, url: str) -> None:
        """Draw one line of text that leads to a web or mail address.

        Raises RuleBroken for any other address: an address from outside must not start a program.
        """
        if not url.lower().startswith(_SCHEMES) or not url.isascii() or not url.isprintable() or " " in url:
            raise RuleBroken(f"“{url}” is no web or mail address. Write it with https:// in front.")
        holder = self._marked.holder
        element = self.element("Link", holder if isinstance(holder, Element) else self.element("P"))
        with self.inside(element):
            self.text(x, y, text, style)
        right, sink = x + style.width(text), style.size * 0.25
        element.kids.append(Link(self._marked.page, (x, y - sink, right, y + style.size), f"{text}: {url}", url))

    def bookmark(self, title: str, level: int = 0) -> None:
        """Add a bookmark to the place where drawing is now; one of level 1 hangs below the last of level 0.

        A document of more than three pages without any has its headings as bookmarks.
        """
        self._contents.bookmarks.append(Bookmark(title, level, self._marked.page, self._height_now))

    def text_field(self, name: str, says: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Add a field of a form to type into; `says` is what it is called when read aloud."""
        self._field(TextField(self._marked.page, _box(corner, size), says, name))

    def check_box(self, name: str, says: str, corner: tuple[float, float], size: float) -> None:
        """Add a box of a form to check, which is empty at first."""
        self._field(CheckBox(self._marked.page, _box(corner, (size, size)), says, name))

    def signature_field(self, name: str, says: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Add a field to sign with a certificate, as of a smart card (ISO 32000-1, 12.7.4.5); on paper it is white."""
        self._field(SignatureField(self._marked.page, _box(corner, size), says, name))

    def signature_slot(self, name: str, says: str) -> None:
        """Add a signature field that is not seen, on the first page; it is read last, whenever this is called."""
        self._slots.append((name, says))

    def backdrop(self, code: str) -> None:
        """Lay decoration that was drawn before (see `decoration`) under all that follows on this page."""
        self._marked.close()
        self._canvas._code.append(code)

    def next_page(self) -> None:
        """Close this page and open the next."""
        self._marked.close()
        self._canvas.showPage()
        self._marked.next_page()
        self._height_now = self.height

    def close(self) -> None:
        """Nothing more is drawn."""
        for name, says in self._slots:
            self._field(SignatureField(0, (0, 0, 0, 0), says, name))
        self._marked.close()

    def finish(self) -> bytes:
        """Close the last page and return the bytes of the file."""
        self.close()
        self._canvas.showPage()
        self._canvas.save()
        return finished(self._buffer.getvalue(), self._marked.pages, self._contents)

    def _field(self, field: TextField | CheckBox | SignatureField) -> None:
        """Add a field to the element of its own that it must have (ISO 14289-1, 7.18.4)."""
        holder = self._marked.holder
        if not isinstance(holder, Element) or holder.tag != "Form":
            holder = self.element("Form", holder if isinstance(holder, Element) else None, alt=field.says)
        self._contents.has_fields = True
        holder.kids.append(field)

    def _say(self, text: str, top: float) -> None:
        """Take note of where drawing is, and of the words of a heading."""
        self._height_now = top
        holder = self._marked.holder
        if not isinstance(holder, Element) or not holder.is_heading:
            return
        known = self._contents.headings.get(holder)
        if known:
            known.title = f"{known.title} {text}".replace("  ", " ")
        else:
            level = int(holder.tag[1:]) - 1
            self._contents.headings[holder] = Bookmark(text, level, self._marked.page, top, holder)


def decoration(size: tuple[float, float], draw: Callable[[Sheet], None]) -> str:
    """Return the code of what `draw` draws on a page, for `Sheet.backdrop`: drawn once, it is laid many times.

    Raises RuntimeError when it has words or pictures: those belong to their document.
    """
    sheet = Sheet(size, About("", "", "", date.min))
    sheet._canvas._code.clear()
    with sheet.artifact():
        draw(sheet)
    sheet._marked.close()
    code = "\n".join(sheet._canvas._code)
    if " Tf" in code or sheet._contents.pictures:
        raise RuntimeError("Decoration has neither words nor pictures.")
    return code


def _box(corner: tuple[float, float], size: tuple[float, float]) -> tuple[float, float, float, float]:
    return corner[0], corner[1], corner[0] + size[0], corner[1] + size[1]
