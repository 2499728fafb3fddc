"""Parts that all designs of a certificate have: frame, pictures, ornament, signature, and the code with its number."""

from collections.abc import Callable
from dataclasses import replace

from reportlab.lib.colors import Color

from coordinator.documents.certificate_page import CertificatePage, lines_down, set_lines
from coordinator.documents.drawing import Align, Sheet, Style, decoration
from coordinator.documents.engraving import engraved_frame, rosette, star
from coordinator.documents.qr_code import draw_code
from coordinator.documents.template_look import fitted_size
from coordinator.rules.templates import Border, Ornament, Slot

FRAME = 30.0  # the outer line is so far from the edge of the paper
BAND = 22.0  # width of an engraved frame

_MOST_DRAWN = 32

Point = tuple[float, float]
_DRAWN: dict[tuple[object, ...], str] = {}


def lay_decoration(page: CertificatePage, draw: Callable[[CertificatePage], None]) -> None:
    """Lay what `draw` draws, without a word of the page, under all that follows; it is drawn once for a template."""
    key = (
        draw,
        page.sheet.width,
        page.sheet.height,
        page.border,
        page.ornament,
        page.palette,
        Slot.SEAL in page.images,
    )
    if key not in _DRAWN:
        size = (page.sheet.width, page.sheet.height)
        _DRAWN[key] = decoration(size, lambda sheet: draw(replace(page, sheet=sheet)))
        while len(_DRAWN) > _MOST_DRAWN:
            del _DRAWN[next(iter(_DRAWN))]
    page.sheet.backdrop(_DRAWN[key])


def draw_frame(page: CertificatePage) -> None:
    """Draw the border of the template around the page."""
    colors = page.palette
    if page.border is Border.ENGRAVED:
        engraved_frame(page.sheet, FRAME - 4, BAND, colors.accent, colors.second)
    if page.border in (Border.SINGLE, Border.DOUBLE):
        _outline(page.sheet, FRAME, colors.accent, 2.2)
    if page.border is Border.DOUBLE:
        _outline(page.sheet, FRAME + 7, colors.second, 0.6)


def _outline(sheet: Sheet, inset: float, color: Color, weight: float) -> None:
    with sheet.artifact():
        sheet.box((inset, inset), (sheet.width - 2 * inset, sheet.height - 2 * inset), color, weight)


def draw_picture(page: CertificatePage, slot: Slot, center: Point, room: tuple[float, float], alt: str) -> None:
    """Draw the picture of a slot around the center."""
    width, height = fitted_size(page.images[slot], room)
    with page.sheet.figure(alt):
        page.sheet.image((center[0] - width / 2, center[1] - height / 2), (width, height), page.images[slot])


def has_emblem(page: CertificatePage) -> bool:
    """Whether there is a seal or an ornament."""
    return Slot.SEAL in page.images or page.ornament is not Ornament.NONE


def draw_seal(page: CertificatePage, center: Point, radius: float) -> None:
    """Draw the seal, if there is one."""
    if Slot.SEAL in page.images:
        unit = page.masthead[0] if page.masthead else ""
        side = radius * 2.4
        draw_picture(page, Slot.SEAL, center, (side, side), f"Seal of {unit}" if unit else "Seal")


def draw_ornament(page: CertificatePage, center: Point, radius: float) -> None:
    """Draw the ornament, unless a seal is in its place."""
    if Slot.SEAL in page.images:
        return
    if page.ornament is Ornament.ROSETTE:
        rosette(page.sheet, center, radius, page.palette.second)
    elif page.ornament is Ornament.STAR:
        star(page.sheet, center, radius, page.palette.second)


def draw_signature(
    page: CertificatePage, x: float, y: float, texts: tuple[tuple[str, Style], ...], align: Align = Align.CENTER
) -> None:
    """Draw the line to sign on, with its left end or its middle at x, the picture of a signature on it, texts below."""
    sheet, length = page.sheet, 220.0
    left = x - length * align.value
    with sheet.artifact():
        sheet.line((left, y), (left + length, y), page.palette.ink, 0.6)
    if Slot.SIGNATURE in page.images:
        signer = page.signatory[0] if page.signatory else ""
        alt = f"Signature of {signer}" if signer else "Signature"
        width, height = fitted_size(page.images[Slot.SIGNATURE], (length - 20, 42))
        middle = left + (length if align is Align.CENTER else width) / 2
        draw_picture(page, Slot.SIGNATURE, (middle, y + height / 2 - 3), (length - 20, 42), alt)
    lines_down(sheet, x, y - 15, texts, length + 60, align)


def draw_notes(
    page: CertificatePage, x: float, y: float, style: Style, room: float, align: Align = Align.CENTER
) -> None:
    """Draw the fine print with its last line at y."""
    text = "  ·  ".join(page.notes)
    lines, fitting = set_lines(text, style, room, style.size * 0.75)
    lines_down(page.sheet, x, y + (len(lines) - 1) * fitting.size * 1.25, [(text, style)], room, align)


def draw_record(page: CertificatePage, corner: Point) -> None:
    """Draw the QR code, given its lower left corner."""
    draw_code(page.sheet, corner, page.record)
