"""Compares pages with those that were issued: what they say, and how they look."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from coordinator.documents.page_text import opened, page_words

_MOST_DIFFERENCES = 5
_NEAR = 1.0  # points
_LONGEST = 80  # letters of a difference
_SCALE = 100 / 72
_CLEARLY = 24  # of 255 shades of a color; pale ink is read, too
_FEW = 8  # shades of points that rounding may change; a file that is saved anew is drawn the same to the point


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differences` are sentences, none for pages as they were issued. `is_picture`: there is no text to compare."""

    differences: tuple[str, ...] = ()
    is_picture: bool = False


def compare_pages(issued: bytes, given: bytes, first: int) -> Comparison:
    """Compare an issued file with the pages of another one, where its first page is page `first`, from 0.

    Raises FileRefused.
    """
    with opened(issued) as own, opened(given) as others:
        pages = [page for page in range(len(own)) if 0 <= first + page < len(others)]
        if not any(_has_text(others[first + page]) for page in pages):
            return Comparison(is_picture=True)
        if len(pages) < len(own):
            return Comparison((f"The document has {len(own)} pages, and not all of them are here.",))
        said = [each for page in pages for each in _said(page_words(issued, page), page_words(given, first + page))]
        seen = [] if said else [page for page in pages if _looks_different(own[page], others[first + page])]
    return Comparison((*_few(said), *(_look_words(first + page + 1) for page in seen)))


def _said(issued: str, given: str) -> Iterator[str]:
    """Each passage that says something else. Where lines and words are parted makes no difference."""
    before, after = normalize("NFKC", issued).split(), normalize("NFKC", given).split()
    if "".join(before) == "".join(after):
        return
    for step, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = _short(" ".join(before[a:b])), _short(" ".join(after[c:d]))
        if step == "replace":
            yield f"“{new}” stands where the document has “{old}”."
        elif step == "insert":
            yield f"“{new}” was added."
        elif step == "delete":
            yield f"“{old}” is missing."


def _few(differences: list[str]) -> list[str]:
    more = len(differences) - _MOST_DIFFERENCES
    return [*differences[:_MOST_DIFFERENCES], *([f"{more} more passages differ."] if more > 0 else [])]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _look_words(number: int) -> str:
    over = "something was drawn over it, or it was printed into another file"
    return f"Page {number} says the same and looks different: {over}. Compare it with the document on record."


def _has_text(page: pypdfium2.PdfPage) -> bool:
    """Whether it has text that is seen. What a scanner read lies unseen behind its picture, with its errors."""
    unseen = raw.FPDF_TEXTRENDERMODE_INVISIBLE
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    return any(raw.FPDFTextObj_GetTextRenderMode(each) != unseen for each in texts)


def _looks_different(own: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> bool:
    other.set_rotation(own.get_rotation())  # to be read it may have been turned
    # Before either is drawn: a page can claim any size.
    if any(abs(a - b) > _NEAR for a, b in zip(own.get_size(), other.get_size(), strict=True)):
        return True
    first, second = _drawn(own), _drawn(other)
    if first.size != second.size:
        return True
    shades = ImageChops.difference(first, second).histogram()
    return sum(sum(shades[color + _CLEARLY : color + 256]) for color in (0, 256, 512)) > _FEW


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    drawn: Image.Image = page.render(scale=_SCALE).to_pil().convert("RGB")
    return drawn
