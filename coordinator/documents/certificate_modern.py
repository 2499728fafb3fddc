"""The modern certificate: a field of color on the left with the unit and the code, the award to the right of it."""

from reportlab.lib.colors import HexColor

from coordinator.documents.certificate_grid import Grid
from coordinator.documents.certificate_page import CertificatePage, Column, lines_down
from coordinator.documents.certificate_parts import (
    draw_frame,
    draw_notes,
    draw_ornament,
    draw_picture,
    draw_record,
    draw_seal,
    draw_signature,
    lay_decoration,
)
from coordinator.documents.drawing import Align, Style
from coordinator.documents.qr_code import CODE
from coordinator.documents.template_look import fitted_size
from coordinator.documents.typography import Face
from coordinator.rules.colors import WHITE
from coordinator.rules.templates import Border, Slot

_PANEL = 206.0  # width of the field
_PAD = 24.0  # within it
_GUTTER = 40.0
_EMBLEM, _SEAL = 62.0, 46.0  # radius of an ornament, and of a seal
_WHITE = HexColor(WHITE)
_CARD = 9.0  # white around what stands on the field


def draw_modern(page: CertificatePage) -> None:
    """Draw the whole page."""
    inset = _inset(page)
    lay_decoration(page, _decoration)
    _field(page, inset)
    _award(page, inset + _PANEL + _GUTTER, inset)


def _inset(page: CertificatePage) -> float:
    return 36.0 if page.border is Border.NONE else 46.0


def _decoration(page: CertificatePage) -> None:
    inset = _inset(page)
    draw_frame(page)
    page.sheet.shade((inset, inset), (_PANEL, page.sheet.height - 2 * inset), page.palette.accent)
    center = _emblem(page, inset)
    if Slot.SEAL in page.images:
        side = _SEAL * 2.4 + 2 * _CARD
        page.sheet.shade((center[0] - side / 2, center[1] - side / 2), (side, side), _WHITE)
    draw_ornament(page, center, _EMBLEM)


def _emblem(page: CertificatePage, inset: float) -> tuple[float, float]:
    """Return the middle of the ornament on the field, or of the seal on white."""
    return inset + _PANEL / 2, page.sheet.height / 2 + 12


def _field(page: CertificatePage, inset: float) -> None:
    x, top = inset + _PAD, page.sheet.height - inset - _PAD
    room = _PANEL - 2 * _PAD
    top = _letterhead(page, (x, top), room)
    masthead = Column(page.sheet, x, room, Align.LEFT)
    for number, line in enumerate(page.masthead):
        style = Style(Face.SANS_SEMIBOLD, 15, _WHITE) if number == 0 else Style(Face.SANS_MEDIUM, 9, _WHITE)
        masthead.text(10, line, style, style.size, most=4)
    masthead.draw_down(top)
    draw_seal(page, _emblem(page, inset), _SEAL)
    _number(page, x, inset + _PAD, room)


def _letterhead(page: CertificatePage, at: tuple[float, float], room: float) -> float:
    """Draw the letterhead, if there is one, on white; return where the next thing begins."""
    x, top = at
    if Slot.LETTERHEAD not in page.images:
        return top
    width, height = fitted_size(page.images[Slot.LETTERHEAD], (room - 2 * _CARD, 64))
    with page.sheet.artifact():
        page.sheet.shade((x, top - height - 2 * _CARD), (width + 2 * _CARD, height + 2 * _CARD), _WHITE)
    center = (x + _CARD + width / 2, top - _CARD - height / 2)
    alt = f"Letterhead of {page.masthead[0]}" if page.masthead else "Letterhead"
    draw_picture(page, Slot.LETTERHEAD, center, (width, height), alt)
    return top - height - 2 * _CARD - 16


def _number(page: CertificatePage, x: float, y: float, room: float) -> None:
    label, number = Style(Face.SANS_MEDIUM, 6.5, _WHITE, 1.1), Style(Face.SANS_SEMIBOLD, 10, _WHITE)
    verify = page.wording.verify if page.record else page.wording.verify_without_code
    texts = [
        (page.wording.number.upper(), label),
        (page.number, number),
        (verify, Style(Face.SANS_MEDIUM, 6.5, _WHITE)),
    ]
    if page.record:
        side = CODE + 2 * _CARD
        with page.sheet.artifact():
            page.sheet.shade((x, y + 44), (side, side), _WHITE)
        draw_record(page, (x + _CARD, y + 44 + _CARD))
    baseline = y + 26
    for text, style in texts:
        lines_down(page.sheet, x, baseline, [(text, style)], room, Align.LEFT)
        baseline -= 13


def _award(page: CertificatePage, x: float, inset: float) -> None:
    colors, wording = page.palette, page.wording
    room = page.sheet.width - inset - 14 - x
    column = Column(page.sheet, x, room, Align.LEFT)
    soft = Style(Face.SANS_MEDIUM, 11, colors.soft)
    column.text(0, wording.title, Style(Face.SANS_SEMIBOLD, 30, colors.accent), 20, tag="H1")
    column.rule(16, 56, colors.second, 3)
    column.text(30, wording.before_name, soft, 8)
    column.text(18, page.name, Style(Face.SANS_SEMIBOLD, 34, colors.ink), 24)
    column.text(16, wording.below_name, soft, 8)
    column.text(30, wording.before_course, soft, 8)
    column.text(15, page.course, Style(Face.SANS_SEMIBOLD, 18, colors.ink), 18, most=3)
    column.text(12, wording.below_course, soft, 8)
    if page.fields:
        label, value = Style(Face.SANS_MEDIUM, 6.5, colors.soft, 1.1), Style(Face.SANS_MEDIUM, 10, colors.ink)
        grid = Grid(page.fields, room, label, value, gap=22)
        column.add(32, grid.height, lambda top: grid.draw(page.sheet, x, top, Align.LEFT))
    column.draw(page.sheet.height - inset - _PAD, 182, share_above=0)
    name, small = Style(Face.SANS_SEMIBOLD, 10.5, colors.ink), Style(Face.SANS_MEDIUM, 9, colors.soft)
    draw_signature(
        page, x, 116, (*zip(page.signatory, (name, small), strict=False), (wording.issued, small)), Align.LEFT
    )
    fine = Style(Face.SANS_MEDIUM, 6.5, colors.soft)
    draw_notes(page, x, inset + 2, fine, room, Align.LEFT)
