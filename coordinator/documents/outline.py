"""The bookmarks of a document: what stands where, in order (ISO 32000-1, 12.3.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from coordinator.documents.structure import Element


@dataclass(slots=True)
class Bookmark:
    """Leads to a height on a page, from 0; level 0 is outermost."""

    title: str
    level: int
    page: int
    top: float
    element: Element | None = None


def write_outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark], objects: Mapping[Element, Any]) -> None:
    """Write the bookmarks; one that skips a level hangs on the one before it."""
    if not bookmarks:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    above: list[tuple[int, Any]] = [(-1, root)]
    for bookmark in bookmarks:
        while above[-1][0] >= bookmark.level:
            above.pop()
        item = pdf.make_indirect(_item(pdf, bookmark, objects))
        _hang(item, above[-1][1])
        above.append((bookmark.level, item))
    pdf.Root.Outlines = root
    pdf.Root.PageMode = Name.UseOutlines


def _item(pdf: pikepdf.Pdf, bookmark: Bookmark, objects: Mapping[Element, Any]) -> Any:
    place = Array([pdf.pages[bookmark.page].obj, Name.XYZ, 0, round(bookmark.top, 2), 0])
    item = Dictionary(Title=String(bookmark.title), Dest=place)
    if bookmark.element:
        item.SE = objects[bookmark.element]
    return item


def _hang(item: Any, parent: Any) -> None:
    """Add the item as the last of its parent; everything is open at first."""
    item.Parent = parent
    if Name.Last in parent:
        item.Prev = parent.Last
        parent.Last.Next = item
    else:
        parent.First = item
    parent.Last = item
    while parent is not None:
        parent.Count = int(parent.get("/Count", 0)) + 1
        parent = parent.get("/Parent")
