"""Several finished documents as one file: a bookmark for each, and read aloud as each of them was.

The structure of every document goes over whole: its marked content keeps its numbers, only the keys that lead back from
a page or an annotation are counted on (ISO 32000-1, 14.7.4.4). A document without a structure makes the whole file one
without. A signature does not survive: it is of the bytes of its own file. Typefaces and pictures that several documents
brought along are in the file once.
"""

import io
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from coordinator.documents.metadata import About, write_metadata
from coordinator.documents.outline import Bookmark, write_outline
from coordinator.documents.page_text import outline

_EVERYTHING_OPEN = 40  # bookmarks inside the documents beyond this many documents are left out
_DEEPEST = 8  # objects below the resources of a page, such as the program of a typeface


class MergedFile:
    """`add` the documents in their order, then `finish`."""

    def __init__(self) -> None:
        self._pdf = pikepdf.Pdf.new()
        self._sources: list[pikepdf.Pdf] = []  # their streams are read when the file is written
        self._bookmarks: list[Bookmark] = []
        self._tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._whole = self._pdf.make_indirect(Dictionary(S=Name.Document, P=self._tree))
        self._parts: list[Any] = []
        self._parents: list[Any] = []
        self._fields: list[Any] = []
        self._shared: dict[bytes, Any] = {}
        self._next_key = 0
        self._is_tagged = True

    def add(self, title: str, data: bytes) -> None:
        """Put a document behind the others."""
        source = pikepdf.open(io.BytesIO(data))
        self._sources.append(source)
        first = len(self._pdf.pages)
        # Neither `add_pages_from`, which looks at every field added so far, nor a list of all pages: either takes time
        # that grows with the square of the number of documents.
        for page in source.pages:
            self._pdf.pages.append(page)
        pages = [self._pdf.pages[number] for number in range(first, first + len(source.pages))]
        self._add_structure(source, pages)
        for page in pages:
            self._add_fields(page)
            page.obj.Resources = self._known(page.resources)
        self._bookmarks.append(Bookmark(title, 0, first, self._top(first)))
        if len(self._sources) <= _EVERYTHING_OPEN:
            inside = outline(data).bookmarks
            self._bookmarks += [
                Bookmark(each.title, each.level + 1, first + each.page, self._top(first + each.page)) for each in inside
            ]

    def finish(self, about: About) -> bytes:
        """Return the bytes of the file; the same documents give the same bytes."""
        out = io.BytesIO()
        pdf = self._pdf
        if self._fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(self._fields)))
        write_outline(pdf, self._bookmarks, {})
        write_metadata(pdf, about)
        if self._is_tagged:
            self._write_structure()
        else:
            del pdf.Root.Metadata  # it would claim what does not hold
        pdf.save(
            out, min_version="1.7", deterministic_id=True, fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.generate,
        )  # fmt: skip
        # Data that ends with a CR, then an LF, reads as one end of line, as if the data were a byte shorter.
        return out.getvalue().replace(b"\r\nendstream", b"\r\rendstream")

    def _top(self, page: int) -> float:
        return float(self._pdf.pages[page].mediabox[3])

    def _add_structure(self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
        if Name.StructTreeRoot not in source.Root or Name.ParentTree not in source.Root.StructTreeRoot:
            self._is_tagged = False
            return
        tree: Any = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        base, numbers = self._next_key, tree.ParentTree.get("/Nums", Array())
        for page in pages:
            for holder, key in ((page.obj, Name.StructParents), *((each, Name.StructParent) for each in _notes(page))):
                if key in holder:
                    holder[key] = int(holder[key]) + base
        for at in range(0, len(numbers), 2):
            self._parents += [int(numbers[at]) + base, numbers[at + 1]]
            self._next_key = max(self._next_key, int(numbers[at]) + base + 1)
        for part in list(tree.K) if isinstance(tree.K, Array) else [tree.K]:
            part.P = self._whole
            if Name.Document == part.S:
                part.S = Name.Part
            self._parts.append(part)

    def _add_fields(self, page: pikepdf.Page) -> None:
        """Fields get names of their own. A signature is of the bytes of its own file: here its field is empty again."""
        for field in (note for note in _notes(page) if Name.Widget == note.get("/Subtype")):
            if Name.Sig == field.get("/FT") and Name.V in field:
                del field.V
            field.T = String(f"{field.get('/T', 'Field')} {len(self._fields) + 1}")
            self._fields.append(field)

    def _known(self, part: Any, depth: int = 0) -> Any:
        """The same object as an earlier document brought along, where there is one; from the inside out."""
        if depth == _DEEPEST or not isinstance(part, (pikepdf.Dictionary, pikepdf.Stream, Array)):
            return part
        places = range(len(part)) if isinstance(part, Array) else list(part.keys())
        for place in places:
            inner = part[place]
            if isinstance(inner, (pikepdf.Dictionary, pikepdf.Stream, Array)):
                part[place] = self._known(inner, depth + 1)
        if not part.is_indirect:
            return part
        said = part.stream_dict if isinstance(part, pikepdf.Stream) else part
        raw = part.read_raw_bytes() if isinstance(part, pikepdf.Stream) else b""
        return self._shared.setdefault(sha256(said.unparse(resolved=True) + raw).digest(), part)

    def _write_structure(self) -> None:
        pdf = self._pdf
        self._whole.K = Array(self._parts)
        self._tree.K = self._whole
        self._tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._tree.ParentTreeNextKey = self._next_key
        pdf.Root.StructTreeRoot = self._tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)


def _notes(page: pikepdf.Page) -> list[Any]:
    """The annotations of a page."""
    return list(page.obj.get("/Annots", Array()))
