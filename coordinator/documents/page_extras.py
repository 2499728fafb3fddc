"""What a PDF has beside the text and the ink of its pages, which one program shows and another does not.

Notes, fields, layers, scripts and forms can lie over a page, or take its place, in a program that its recipient uses,
and be nowhere where the page is drawn here. So they are counted, not drawn (ISO 32000-1, 7.7.2, 8.11, 12.5, 12.6).
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

from coordinator.errors import FileRefused

_LAYERS = "The file has layers, which are shown on a screen, on paper, or not at all."
_SCRIPT = "The file has a script, which can change what is shown."
_FORM = "The file has a form of another kind (XFA), which some programs show instead of its pages."
_PORTFOLIO = "The file is a portfolio: some programs show another file instead of its pages."
_ATTACHED = "Another file is attached to it."
_ON_PAGE = "A note, a field or a link was put on page {}, and not every program shows it."


@dataclass(frozen=True, slots=True)
class Extras:
    """`ways` are sentences about the file; `notes` are for each page what lies on it, of each kind so many."""

    ways: frozenset[str]
    notes: tuple[Counter[str], ...]


def extras_of(data: bytes) -> Extras:
    """Find what is in the file beside its pages. Raises FileRefused."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return Extras(frozenset(_ways(pdf.Root)), tuple(Counter(_notes(page.obj)) for page in pdf.pages))
    except Exception as error:
        # From outside comes any damage, and what is no dictionary where one belongs is met with many kinds of errors.
        raise FileRefused("This PDF cannot be looked through: it is damaged. Ask for the document again.") from error


def extras_added(issued: Extras, given: Extras, first: int) -> tuple[str, ...]:
    """Say what was added to an issued file, whose first page is page `first` of the other one, from 0."""
    pages = enumerate(zip(issued.notes, given.notes[first:], strict=False), first + 1)
    more = [number for number, (own, other) in pages if other - own]
    return (*sorted(given.ways - issued.ways), *(_ON_PAGE.format(number) for number in more))


def _ways(root: Any) -> Iterator[str]:
    if len(root.get("/OCProperties", {}).get("/OCGs", ())):
        yield _LAYERS
    opening = root.get("/OpenAction")
    acts = isinstance(opening, pikepdf.Dictionary) and Name.GoTo != opening.get("/S")
    if acts or "/AA" in root or "/JavaScript" in root.get("/Names", {}):
        yield _SCRIPT
    if "/EmbeddedFiles" in root.get("/Names", {}):
        yield _ATTACHED
    if "/XFA" in root.get("/AcroForm", {}):
        yield _FORM
    if "/Collection" in root:
        yield _PORTFOLIO


def _notes(page: Any) -> Iterator[str]:
    if "/AA" in page:
        yield "script"
    for note in page.get("/Annots", ()):
        kind, action = str(note.get("/Subtype", "")), note.get("/A", {})
        left, bottom, right, top = map(float, note.get("/Rect", (0, 0, 0, 0)))
        acts = "/AA" in note or "/A" in note
        # The empty field for a signature has no size, and is shown by nobody.
        if kind != "/Widget" or acts or (left != right and bottom != top):
            drawn = "drawn" if "/AP" in note else ""
            yield " ".join((kind, str(action.get("/S", "")), str(action.get("/URI", "")), drawn))
