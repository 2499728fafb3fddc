"""The last step of every document: what was drawn gets its structure, its annotations, its pictures and its metadata.

It comes out as PDF/UA-1 and PDF/A-2a, and the same document has the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

from coordinator.documents.metadata import About, write_metadata
from coordinator.documents.outline import Bookmark, write_outline
from coordinator.documents.pictures import Picture
from coordinator.documents.structure import Element, StructureWriter

_PAGES_AT_A_GLANCE = 3  # a longer document has its headings as bookmarks

pikepdf.settings.set_flate_compression_level(9)


@dataclass(slots=True)
class Contents:
    """What a document is made of beside the code of its pages; pictures are known by their names in that code."""

    about: About
    root: Element = field(default_factory=lambda: Element("Document"))
    pictures: dict[Picture, str] = field(default_factory=dict)
    pictured: set[int] = field(default_factory=set)
    bookmarks: list[Bookmark] = field(default_factory=list)
    headings: dict[Element, Bookmark] = field(default_factory=dict)
    has_fields: bool = False


def finished(drawn: bytes, marks: Sequence[Sequence[Element]], contents: Contents) -> bytes:
    """Return the bytes of the file; marks are, for each page, the elements of its marked content."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        for key in (Name.Outlines, Name.PageMode, Name.Metadata):
            if key in pdf.Root:
                del pdf.Root[key]
        if contents.has_fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array()))
        _hang_pictures(pdf, contents)
        objects = StructureWriter(pdf, marks).write(contents.root)
        write_outline(pdf, _bookmarks(contents, len(marks)), objects)
        write_metadata(pdf, contents.about)
        pdf.save(
            out, min_version="1.7", deterministic_id=True, fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.generate,
        )  # fmt: skip
    # Data that ends with a CR, then an LF, reads as one end of line, as if the data were a byte shorter.
    return out.getvalue().replace(b"\r\nendstream", b"\r\rendstream")


def _bookmarks(contents: Contents, pages: int) -> Sequence[Bookmark]:
    if contents.bookmarks or pages <= _PAGES_AT_A_GLANCE:
        return contents.bookmarks
    return list(contents.headings.values())


def _hang_pictures(pdf: pikepdf.Pdf, contents: Contents) -> None:
    made: dict[str, Any] = {name: picture.built(pdf) for picture, name in contents.pictures.items()}
    for page in sorted(contents.pictured):
        resources = pdf.pages[page].resources
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        for name, each in made.items():
            resources.XObject[f"/{name}"] = each
