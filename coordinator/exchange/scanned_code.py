"""Finds the codes of documents in a file: a PDF, a scan or a photograph, or a text.

Pages and pictures are read as a scanner sees them, whatever the file says about itself.
"""

import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from coordinator.errors import FileRefused

MOST_BYTES = 100_000_000
MOST_PAGES = 500
_MOST_PIXELS = 60_000_000  # of one page or picture
_COARSE, _FINE = 150 / 72, 300 / 72  # dots a point: a code of 30 mm is read at 150 dots an inch, a smaller copy at 300
_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class FoundCode:
    """The text of a code and the page, or frame, that it is on, from 1."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundCodes:
    """The codes in the order of the pages, each once a page; `unread` are pages that were too many to look at."""

    codes: tuple[FoundCode, ...]
    unread: int = 0


def is_pdf(data: bytes) -> bool:
    """Whether the file is a PDF; some have bytes before their header (ISO 32000-1, annex H)."""
    return b"%PDF-" in data[:1024]


def codes_in(data: bytes) -> FoundCodes:
    """Return every QR code in the file, or the text itself if it is one. Raises FileRefused."""
    if len(data) > MOST_BYTES:
        raise FileRefused("This file is too large to be looked through (100 MB).")
    if is_pdf(data):
        return _in_pdf(data)
    picture = _picture(data)
    if picture is not None:
        return FoundCodes(tuple(_distinct(_frames(picture))))
    return FoundCodes((FoundCode(1, _text(data)),))


def _in_pdf(data: bytes) -> FoundCodes:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("This PDF cannot be opened: it is damaged, or locked with a password.") from error
    try:
        pages = range(min(len(document), MOST_PAGES))
        found = tuple(_distinct((page, _drawn(document, page, _COARSE)) for page in pages))
        found = found or tuple(_distinct((page, _drawn(document, page, _FINE)) for page in pages))
        return FoundCodes(found, len(document) - len(pages))
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, scale: float) -> Image.Image:
    """The page in shades of gray; a huge one is drawn smaller."""
    try:
        page = document[number]
        width, height = page.get_size()
        most = (_MOST_PIXELS / max(width * height, 1)) ** 0.5
        drawn: Image.Image = page.render(scale=min(scale, most), grayscale=True).to_pil()
        return drawn
    except pypdfium2.PdfiumError as error:
        raise FileRefused(f"Page {number + 1} of this PDF cannot be drawn: the file is damaged.") from error


def _picture(data: bytes) -> Image.Image | None:
    """The picture, or None for a file of another kind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that claims to be enormous
            image = Image.open(io.BytesIO(data), formats=_KINDS)
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise FileRefused("This picture is damaged, or too large to be looked at.") from error
    if image.width * image.height > _MOST_PIXELS:
        raise FileRefused("This picture has more than 60 million pixels. Save it smaller, or cut it out.")
    return image


def _frames(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    try:
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number < MOST_PAGES:
                yield number, _gray(frame)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise FileRefused("This picture is damaged. Save or scan it again.") from error


def _gray(frame: Image.Image) -> Image.Image:
    """As it is meant to be seen, on white."""
    upright = ImageOps.exif_transpose(frame)
    if "A" in upright.getbands() or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        upright = Image.alpha_composite(white, seen)
    return upright.convert("L")


def _distinct(pages: Iterable[tuple[int, Image.Image]]) -> Iterator[FoundCode]:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for number, drawn in pages:
        read = zxingcpp.read_barcodes(drawn, formats, text_mode=zxingcpp.TextMode.Plain)
        for text in dict.fromkeys(each.text for each in read):
            yield FoundCode(number + 1, text)


def _text(data: bytes) -> str:
    """The file as a text that somebody copied a code into."""
    try:
        text = data[:_LONGEST_TEXT].decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        text = ""
    if not text or "\x00" in text:
        raise FileRefused("This is no PDF, no picture and no text of a code. Choose the document, or a scan of it.")
    return text
