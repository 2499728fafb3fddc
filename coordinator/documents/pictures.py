"""Pictures in a document: a PNG or JPEG made ready for PDF/A, and the dark modules of a symbol as a stencil."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps

from coordinator.errors import RuleBroken

_MOST_BYTES, _MOST_PIXELS = 2_000_000, 4000
_KINDS = ("PNG", "JPEG")
_BANDS = {"L": 1, "RGB": 3}
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


class Samples(NamedTuple):
    """Compressed samples of a picture: as JPEG, or deflated line by line in the manner of PNG."""

    size: tuple[int, int]
    bands: int
    data: bytes
    is_jpeg: bool = False


class Picture(NamedTuple):
    """A picture, and how opaque each of its pixels is, if not all are."""

    seen: Samples
    opacity: Samples | None = None

    def built(self, pdf: pikepdf.Pdf) -> Any:
        """Return its object, in the file."""
        made = _stream(pdf, self.seen)
        if self.opacity:
            made.SMask = _stream(pdf, self.opacity)
        return made


@lru_cache(maxsize=8)
def picture(data: bytes) -> Picture:
    """Read a PNG or JPEG. Raises RuleBroken when it is none, damaged or too large."""
    if len(data) > _MOST_BYTES:
        raise RuleBroken("The picture is larger than 2 MB. Save it smaller and choose it again.")
    image = _opened(data)
    if image.format == "JPEG" and image.mode in _BANDS and image.getexif().get(0x0112, 1) == 1:
        return Picture(Samples(image.size, _BANDS[image.mode], data, is_jpeg=True))
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # gray in 16 bits, which conversion to 8 would cut off
        image = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    gray = image.mode in ("1", "L", "LA")
    clear = "A" in image.getbands() or "transparency" in image.info
    if not clear:
        return Picture(_deflated(image.convert("L" if gray else "RGB")))
    full = image.convert("RGBA")
    return Picture(_deflated(full.convert("L" if gray else "RGB")), _deflated(full.getchannel("A")))


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that claims to be enormous
            image = Image.open(io.BytesIO(data), formats=_KINDS)
            if max(image.size) <= _MOST_PIXELS:
                image.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise RuleBroken("The picture cannot be read: it is no PNG or JPEG, or it is damaged.") from error
    if max(image.size) > _MOST_PIXELS:
        raise RuleBroken(f"The picture is more than {_MOST_PIXELS} pixels wide or high. Make it smaller.")
    return image


def _deflated(image: Image.Image) -> Samples:
    """A PNG holds its samples as a PDF does: deflated, each line told as the difference to another."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return Samples(image.size, _BANDS[image.mode], b"".join(_parts(out.getvalue(), b"IDAT")))


def _parts(png: bytes, wanted: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">L4s", png, at)
        if kind == wanted:
            yield png[at + 8 : at + 8 + length]
        at += 12 + length


def _stream(pdf: pikepdf.Pdf, samples: Samples) -> Any:
    (width, height), bands = samples.size, samples.bands
    made = pikepdf.Stream(pdf, b"")
    made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, width, height
    made.ColorSpace = Name.DeviceRGB if bands == 3 else Name.DeviceGray
    made.BitsPerComponent = 8
    if samples.is_jpeg:
        made.write(samples.data, filter=Name.DCTDecode)
    else:
        lines = Dictionary(Predictor=15, Colors=bands, BitsPerComponent=8, Columns=width)
        made.write(samples.data, filter=Name.FlateDecode, decode_parms=lines)
    return pdf.make_indirect(made)


def stencil(modules: Sequence[Sequence[bool]]) -> str:
    """Return the code that paints the dark modules, from the top row on, into a square of 1 by 1 (an inline image)."""
    width, across = len(modules[0]), -(-len(modules[0]) // 8)
    rows = (int(bytes(row).translate(_DIGITS).ljust(across * 8, b"0"), 2) for row in modules)
    data = b"".join(row.to_bytes(across) for row in rows)
    packed = zlib.compress(data, 9).hex()
    return f"BI /W {width} /H {len(modules)} /IM true /D [1 0] /F [/AHx /Fl] ID {packed}> EI"
