"""Several finished documents as one file: a bookmark for each, and read aloud as each of them was.

The structure of every document goes over whole: its marked content keeps its numbers, only the keys that lead back from
a page or an annotation are counted on (ISO 32000-1, 14.7.4.4). A document without a structure makes the whole file one
without. A signature does not survive: it is of the bytes of its own file.
"""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

from coordinator.documents.metadata import About, write_metadata
from coordinator.documents.outline import Bookmark, write_outline
from coordinator.documents.page_text import outline

_EVERYTHING_OPEN = 40  # bookmarks inside the documents beyond this many documents are left out


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
        self._next_key = 0
        self._is_tagged = True

    def add(self, title: str, data: bytes) -> None:
        """Put a document behind the others."""
        source = pikepdf.open(io.BytesIO(data))
        self._sources.append(source)
        first = len(self._pdf.pages)
        self._pdf.add_pages_from(source)
        self._add_structure(source, first)
        self._empty_fields(first)
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
        if Name.Outlines in pdf.Root:
            del pdf.Root.Outlines
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

    def _add_structure(self, source: pikepdf.Pdf, first: int) -> None:
        if Name.StructTreeRoot not in source.Root or Name.ParentTree not in source.Root.StructTreeRoot:
            self._is_tagged = False
            return
        tree: Any = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        base, numbers = self._next_key, tree.ParentTree.get("/Nums", Array())
        for page in list(self._pdf.pages)[first:]:
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

    def _empty_fields(self, first: int) -> None:
        """A signature is of the bytes of its own file; here its field is empty again."""
        for page in list(self._pdf.pages)[first:]:
            for note in _notes(page):
                if note.get("/FT") == Name.Sig and Name.V in note:
                    del note.V

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
