"""The text of a PDF with its paragraphs: a PDF has no empty lines, only lines that stand further apart."""

from itertools import pairwise
from statistics import median

import pypdfium2

from coordinator.errors import FileRefused

_MOST_PAGES = 40
_LINE_END = "\r\n"
_FURTHER = 0.4  # of the height of a line, beyond the usual distance of the page


def pdf_text(name: str, data: bytes, most_pages: int = _MOST_PAGES) -> str:
    """The first pages, with an empty line between paragraphs. Raises FileRefused in a sentence."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(f"“{name}” is damaged or locked. Open it, copy its text, and paste it instead.") from error
    try:
        pages = [document[number] for number in range(min(len(document), most_pages))]
        return "\n\n".join(_page_text(page.get_textpage()) for page in pages)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(f"“{name}” has a damaged page. Open it, copy its text, and paste it instead.") from error
    finally:
        document.close()


def _page_text(page: pypdfium2.PdfTextPage) -> str:
    text: str = page.get_text_range()
    lines = text.split(_LINE_END)
    if len(text) != page.count_chars() or len(lines) < 3:
        return text  # letters and places cannot be told apart
    edges = [_edges(page, at, line) for at, line in zip(_starts(lines), lines, strict=True)]
    gaps = [above[0] - below[1] if above and below else 0.0 for above, below in pairwise(edges)]
    usual = median(gaps)
    parts = [lines[0]]
    for line, gap, edge in zip(lines[1:], gaps, edges[1:], strict=True):
        is_apart = edge is not None and gap > usual + _FURTHER * (edge[1] - edge[0])
        parts += ["", line] if is_apart else [line]
    return "\n".join(parts)


def _starts(lines: list[str]) -> list[int]:
    """Where each line begins in the text."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + len(_LINE_END)
    return starts


def _edges(page: pypdfium2.PdfTextPage, at: int, line: str) -> tuple[float, float] | None:
    """Bottom and top of a line; None of an empty one."""
    if not line.strip():
        return None
    _, bottom, _, top = page.get_charbox(at + len(line) - len(line.lstrip()), loose=True)
    return float(bottom), float(top)
