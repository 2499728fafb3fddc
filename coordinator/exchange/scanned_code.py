"""Finds the codes of documents in a file: a PDF, a scan or a photograph, or a text.

Pages and pictures are read as a scanner sees them, whatever the file says about itself.
"""

import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from coordinator.errors import FileRefused

MOST_BYTES = 100_000_000
MOST_PAGES = 500
_MOST_PIXELS = 60_000_000  # of one page or picture
_LONGEST_SIDE = 65_000  # pixels, beyond which no code is looked for
_COARSE, _FINE = 150 / 72, 300 / 72  # dots a point: a code of 30 mm is read at 150 dots an inch, a smaller copy at 300
_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_LONGEST_TEXT = 10_000
_PAPER = 224  # of 255: what is nowhere darker has nothing on it

TOO_LARGE = "This file is too large to be looked through (100 MB)."
_TWO_KINDS = "This file is a picture and a PDF at once: what you see may not be what is checked. Ask for the document."
_DAMAGED = "This picture is damaged, or too large to be looked at. Save or scan it again."

Reached = Callable[[int, int], None]
"""Is told how many pages of how many were looked at; may raise Cancelled."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """The text of a code and the page, or frame, that it is on, from 1."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundCodes:
    """The codes in the order of the pages, each once a page.

    Of so many `pages` the last, `unread`, were too many to look at; on the `blank` ones, from 1, there is nothing.
    """

    codes: tuple[FoundCode, ...]
    pages: int = 1
    unread: int = 0
    blank: frozenset[int] = frozenset()


def is_pdf(data: bytes) -> bool:
    """Whether the file is a PDF; some have bytes before their header (ISO 32000-1, annex H)."""
    return b"%PDF-" in data[:1024]


def codes_in(data: bytes, reached: Reached = lambda done, total: None) -> FoundCodes:
    """Return every QR code in the file, or the text itself if it is one. Raises FileRefused."""
    if len(data) > MOST_BYTES:
        raise FileRefused(TOO_LARGE)
    picture = _picture(data)
    if is_pdf(data):
        if picture is not None:
            raise FileRefused(_TWO_KINDS)
        return _in_pdf(data, reached)
    if picture is not None:
        return _in_picture(picture, reached)
    return FoundCodes((FoundCode(1, _text(data)),))


def _in_pdf(data: bytes, reached: Reached) -> FoundCodes:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("This PDF cannot be opened: it is damaged, or locked with a password.") from error
    try:
        pages = min(len(document), MOST_PAGES)
        found = FoundCodes(())
        for scale in (_COARSE, _FINE):
            if not found.codes:
                drawn = ((page, _drawn(document, page, scale)) for page in range(pages))
                found = _found(drawn, len(document), pages, reached)
        return found
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, scale: float) -> Image.Image:
    """The page in shades of gray; a huge one is drawn smaller."""
    try:
        page = document[number]
        width, height = page.get_size()
        most = min((_MOST_PIXELS / max(width * height, 1)) ** 0.5, _LONGEST_SIDE / max(width, height, 1))
        drawn: Image.Image = page.render(scale=min(scale, most), grayscale=True).to_pil()
        return drawn
    except pypdfium2.PdfiumError as error:
        raise FileRefused(f"Page {number + 1} of this PDF cannot be drawn: the file is damaged.") from error


def _picture(data: bytes) -> Image.Image | None:
    """The picture, or None for a file of another kind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that claims to be enormous
            return Image.open(io.BytesIO(data), formats=_KINDS)
    except UnidentifiedImageError:
        return None
    except Exception as error:
        # From outside comes any damage, and Pillow meets it with many kinds of errors.
        raise FileRefused(_DAMAGED) from error


def _in_picture(picture: Image.Image, reached: Reached) -> FoundCodes:
    try:
        frames = getattr(picture, "n_frames", 1)
    except Exception as error:
        raise FileRefused(_DAMAGED) from error
    read = min(frames, MOST_PAGES)
    return _found(((number, _frame(picture, number)) for number in range(read)), frames, read, reached)


def _frame(picture: Image.Image, number: int) -> Image.Image:
    """As it is meant to be seen, on white, in shades of gray. Each one says anew how large it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes; they are judged here
            picture.seek(number)
        if picture.width * picture.height > _MOST_PIXELS or max(picture.size) > _LONGEST_SIDE:
            raise FileRefused("This picture has more than 60 million pixels. Save it smaller, or cut it out.")
        upright = ImageOps.exif_transpose(picture)
        if "A" in upright.getbands() or "transparency" in upright.info:
            seen = upright.convert("RGBA")
            white = Image.new("RGBA", seen.size, "white")
            upright = Image.alpha_composite(white, seen)
        return upright.convert("L")
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused(_DAMAGED) from error


def _found(drawn: Iterator[tuple[int, Image.Image]], pages: int, read: int, reached: Reached) -> FoundCodes:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes: list[FoundCode] = []
    blank: set[int] = set()
    for number, seen in drawn:
        reached(number, read)
        texts = [each.text for each in zxingcpp.read_barcodes(seen, formats, text_mode=zxingcpp.TextMode.Plain)]
        codes += [FoundCode(number + 1, text) for text in dict.fromkeys(texts)]
        if not any(seen.histogram()[:_PAPER]):
            blank.add(number + 1)
    return FoundCodes(tuple(codes), pages, pages - read, frozenset(blank))


def _text(data: bytes) -> str:
    """The file as a text that somebody copied a code into."""
    try:
        text = data[:_LONGEST_TEXT].decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        text = ""
    if not text or "\x00" in text:
        raise FileRefused("This is no PDF, no picture and no text of a code. Choose the document, or a scan of it.")
    return text
