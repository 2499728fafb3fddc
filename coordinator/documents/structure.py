"""The structure of a document that is read aloud, and how it is written into the file (ISO 32000-1, 14.7 and 14.8).

An element's kids are other elements, the marked content that it is drawn with, and annotations, in reading order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from coordinator.documents.annotations import Annotation

Box = tuple[float, float, float, float]


class Mark(NamedTuple):
    """One stretch of marked content: the page, from 0, and its number there."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure: H1, P, Table, TR, TH, TD, L, LI, Lbl, LBody, Figure, Link, Form.

    `scope` says of which cells a TH is the header, `span` over how many columns it goes; `numbering` how an L counts;
    `box` is what a figure takes of its page: left, bottom, right, top.
    """

    tag: str
    alt: str = ""
    scope: str = ""
    span: int = 1
    numbering: str = ""
    box: Box | None = None
    kids: "list[Element | Mark | Annotation]" = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether it is H1 to H6."""
        return self.tag[0] == "H" and self.tag[1:].isdigit()

    def cover(self, box: Box) -> None:
        """Grow to take in the box."""
        a, b = self.box or box, box
        self.box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


class StructureWriter:
    """Writes the elements, and the tree that leads back from marked content and annotations to them."""

    def __init__(self, pdf: pikepdf.Pdf, pages: Sequence[Sequence[Element]]) -> None:
        """Take in, for each page, whose each stretch of its marked content is."""
        self._pdf, self._marks = pdf, pages
        self._pages = [page.obj for page in pdf.pages]
        self._objects: dict[Element, Any] = {}
        self._annotated: list[Any] = []

    def write(self, root: Element) -> dict[Element, Any]:
        """Write everything, and return the object of each element."""
        pdf = self._pdf
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        parents: Any = Array()
        for at, (page, marks) in enumerate(zip(self._pages, self._marks, strict=True)):
            page.StructParents = at
            page.Tabs = Name.S
            parents.extend([at, pdf.make_indirect(Array([self._objects[element] for element in marks]))])
        for at, holder in enumerate(self._annotated, start=len(self._pages)):
            parents.extend([at, holder])
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=parents))
        tree.ParentTreeNextKey = len(self._pages) + len(self._annotated)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        return self._objects

    def _element(self, element: Element, parent: Any) -> Any:
        made = self._objects[element] = self._pdf.make_indirect(
            Dictionary({"/S": Name(f"/{element.tag}"), "/P": parent, **_attributes(element)})
        )
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if home is not None:
            made.Pg = self._pages[home]
        kids = list(self._kids(element, made, home))
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kids(self, element: Element, made: Any, home: int | None) -> Iterator[Any]:
        for kid in element.kids:
            if isinstance(kid, Element):
                yield self._element(kid, made)
            elif isinstance(kid, Mark):
                yield kid.number if kid.page == home else self._elsewhere(kid)
            else:
                yield self._annotation(kid, made)

    def _elsewhere(self, mark: Mark) -> Any:
        return Dictionary({"/Type": Name.MCR, "/Pg": self._pages[mark.page], "/MCID": mark.number})

    def _annotation(self, annotation: Annotation, holder: Any) -> Any:
        page = self._pages[annotation.page]
        made = self._pdf.make_indirect(annotation.built(self._pdf))
        made.P = page
        made.StructParent = len(self._pages) + len(self._annotated)
        self._annotated.append(holder)
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(made)
        if annotation.is_field:
            self._pdf.Root.AcroForm.Fields.append(made)
        return Dictionary({"/Type": Name.OBJR, "/Obj": made, "/Pg": page})


def _attributes(element: Element) -> dict[str, Any]:
    """What else the element says of itself: its alternative text, its place, its part in a list or table."""
    said: dict[str, Any] = {"/Alt": String(element.alt)} if element.alt else {}
    known: dict[str, Any] = {}
    if element.box:
        known = {"/O": Name.Layout, "/BBox": Array(_rounded(element.box)), "/Placement": Name.Block}
    elif element.numbering:
        known = {"/O": Name.List, "/ListNumbering": Name(f"/{element.numbering}")}
    elif element.scope:
        known = {"/O": Name.Table, "/Scope": Name(f"/{element.scope}")}
        if element.span > 1:
            known["/ColSpan"] = element.span
    return said | ({"/A": Dictionary(known)} if known else {})


def _rounded(box: Box) -> list[float]:
    return [round(each, 2) for each in box]
