"""Pictures of the pages of a PDF, for the viewer."""

import pypdfium2
from pypdfium2 import raw

from coordinator.errors import FileRefused

WHITE = (255, 255, 255, 255)


def page_count(data: bytes) -> int:
    """How many pages the PDF has. Raises FileRefused when it is none."""
    document = _opened(data)
    try:
        return len(document)
    finally:
        document.close()


def render_page(data: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Width, height and RGBA bytes of one page on white paper; at scale 1 a point is a pixel."""
    document = _opened(data)
    try:
        # Paper is white before anything is drawn: a PDF paints its ink only.
        bitmap = document[page].render(
            scale=scale, fill_color=WHITE, force_bitmap_format=raw.FPDFBitmap_BGRA, rev_byteorder=True
        )
        return bitmap.width, bitmap.height, bytes(bitmap.buffer)
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("This file cannot be shown: it is no PDF, or it is damaged. Save a copy instead.") from error
