"""Reads PDFs back: what a test says about a document, it says about the finished bytes."""

import io
from dataclasses import dataclass

import pikepdf
import pypdfium2

LETTER = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as a reader sees it."""

    text: str
    size: tuple[float, float]
    bounds: tuple[float, float, float, float]


def read(pdf: bytes) -> list[ReadPage]:
    """Return text, size, and the box around all letters (left, bottom, right, top) of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_read_page(page) for page in document]
    finally:
        document.close()


def _read_page(page: pypdfium2.PdfPage) -> ReadPage:
    words = page.get_textpage()
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    seen = [box for box in boxes if box[2] > box[0]]
    bounds = (
        min(box[0] for box in seen),
        min(box[1] for box in seen),
        max(box[2] for box in seen),
        max(box[3] for box in seen),
    )
    text = " ".join(str(words.get_text_range()).replace("\ufffe", "").split())
    return ReadPage(text, page.get_size(), bounds)


def all_text(pdf: bytes) -> str:
    """Return the text of all pages, with single spaces."""
    return " ".join(page.text for page in read(pdf))


def stays_on_the_page(pdf: bytes, margin: float) -> bool:
    """Say whether no letter on any page comes nearer to the edge than the margin, in points."""
    return all(
        page.bounds[0] >= margin
        and page.bounds[1] >= margin
        and page.bounds[2] <= page.size[0] - margin
        and page.bounds[3] <= page.size[1] - margin
        for page in read(pdf)
    )


def fonts_not_embedded(pdf: bytes) -> set[str]:
    """Return the fonts that the file names without carrying them."""
    with pikepdf.open(io.BytesIO(pdf)) as read_file:
        dictionaries = [each for each in read_file.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in dictionaries if each.get("/Type") == pikepdf.Name.Font]
        bare = [each for each in fonts if "/FontFile2" not in each.get("/FontDescriptor", pikepdf.Dictionary())]
        assert fonts
        return {str(each.BaseFont) for each in bare}
