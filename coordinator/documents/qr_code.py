"""The QR code of a document: the signed record that a phone reads, 30 mm wide, with its quiet zone."""

from collections.abc import Sequence
from functools import lru_cache

import zxingcpp

from coordinator.documents.drawing import Sheet

CODE = 85.04  # points: 30 mm, which a scan at 150 dpi still reads
QUIET = 4  # modules around the symbol (ISO/IEC 18004, 9.1)
_DARK = bytes(shade < 128 for shade in range(256))
_SAYS = "QR code with the signed record of this document"


def draw_code(sheet: Sheet, corner: tuple[float, float], text: str) -> None:
    """Draw the code into a square of `CODE` points, given its lower left corner; the quiet zone is around it."""
    with sheet.figure(_SAYS):
        sheet.mask(corner, (CODE, CODE), modules(text))


@lru_cache(maxsize=4)
def modules(text: str) -> Sequence[Sequence[bool]]:
    """The dark modules of the code, the top row first; error correction M."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = made.to_image(scale=1, add_quiet_zones=False)
    height, width = image.shape
    data = bytes(memoryview(image))  # type: ignore[arg-type]  # an image is a buffer, which its stub does not say
    dark = data.translate(_DARK)
    return [list(map(bool, dark[row * width : (row + 1) * width])) for row in range(height)]
