"""The pages of a PDF for the viewer, from bytes alone. Raises FileRefused for what cannot be read."""

from coordinator.documents.page_text import (
    Bookmark,
    Box,
    Passage,
    PdfOutline,
    draw_area,
    outline,
    page_words,
    passages,
    words_between,
)

__all__ = [
    "Bookmark",
    "Box",
    "Passage",
    "PdfOutline",
    "draw_area",
    "outline",
    "page_words",
    "passages",
    "words_between",
]
