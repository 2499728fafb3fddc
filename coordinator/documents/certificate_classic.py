"""The classic certificate: all on one axis, a rosette and the code on either side of the signature."""

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
    has_emblem,
    lay_decoration,
)
from coordinator.documents.drawing import Align, Style
from coordinator.documents.qr_code import CODE
from coordinator.documents.template_look import fitted_size
from coordinator.documents.typography import Face
from coordinator.rules.templates import Slot

_MARGIN = 90.0  # of the texts, from the edge of the paper
_SIDE = 128.0  # the middles of rosette and code are so far from the edges
_TOP, _BOTTOM = 74.0, 190.0  # where the column of texts begins and ends, from the edges
_LETTERHEAD = (360.0, 52.0)
_EMBLEM = ((_SIDE, 116.0), 36.0)  # center and radius


def draw_classic(page: CertificatePage) -> None:
    """Draw the whole page."""
    lay_decoration(page, _decoration)
    _column(page).draw(page.sheet.height - _TOP, _BOTTOM)
    draw_seal(page, *_EMBLEM)
    _signature(page)
    _number(page)


def _decoration(page: CertificatePage) -> None:
    draw_frame(page)
    draw_ornament(page, *_EMBLEM)


def _column(page: CertificatePage) -> Column:
    colors, wording = page.palette, page.wording
    column = Column(page.sheet, page.middle, page.sheet.width - 2 * _MARGIN, Align.CENTER)
    _masthead(page, column)
    column.text(30, wording.title, Style(Face.SERIF_MEDIUM, 45, colors.accent), 26, tag="H1")
    column.text(25, wording.before_name, Style(Face.SERIF_ITALIC, 16, colors.soft), 11)
    column.text(29, page.name, Style(Face.SERIF_MEDIUM, 39, colors.ink), 25)
    column.rule(15, 400, colors.hair, 0.7)
    column.text(12, wording.below_name, Style(Face.SERIF_MEDIUM, 14, colors.soft), 10)
    column.text(22, wording.before_course, Style(Face.SERIF_ITALIC, 16, colors.soft), 11)
    column.text(17, page.course, Style(Face.SERIF_MEDIUM, 21, colors.ink), 16.5)
    column.text(12, wording.below_course, Style(Face.SERIF_ITALIC, 12, colors.soft), 9)
    if page.fields:
        label, value = Style(Face.SANS_MEDIUM, 6.5, colors.soft, 1.1), Style(Face.SERIF_MEDIUM, 13, colors.ink)
        grid = Grid(page.fields, page.sheet.width - 150, label, value)
        column.add(34, grid.height, lambda top: grid.draw(page.sheet, page.middle, top, Align.CENTER))
    return column


def _masthead(page: CertificatePage, column: Column) -> None:
    colors, unit = page.palette, page.masthead[0] if page.masthead else ""
    if Slot.LETTERHEAD in page.images:
        size = fitted_size(page.images[Slot.LETTERHEAD], _LETTERHEAD)
        alt = f"Letterhead of {unit}" if unit else "Letterhead"
        column.add(
            0,
            size[1],
            lambda top: draw_picture(page, Slot.LETTERHEAD, (page.middle, top - size[1] / 2), size, alt),
        )
    for number, line in enumerate(page.masthead):
        first = number == 0
        style = Style(Face.SANS_MEDIUM, 11, colors.accent, 3.2) if first else Style(Face.SANS_MEDIUM, 9.5, colors.soft)
        column.text(11 if first else 9, line.upper() if first else line, style, 7)
    column.rule(14, 120, colors.second, 0.8)


def _signature(page: CertificatePage) -> None:
    colors = page.palette
    name, title, small = (
        Style(Face.SERIF_MEDIUM, 12, colors.ink),
        Style(Face.SERIF_MEDIUM, 11, colors.soft),
        Style(Face.SERIF_MEDIUM, 10, colors.soft),
    )
    texts = [*zip(page.signatory, (name, title), strict=False), (page.wording.issued, small)]
    # Without an emblem the signature stands on the left, across from the code.
    x = page.middle if has_emblem(page) else _MARGIN + 110
    draw_signature(page, x, 112, tuple(texts))
    fine = Style(Face.SANS_MEDIUM, 6.5, colors.soft)
    draw_notes(page, page.middle, 46, fine, page.sheet.width - 2 * _MARGIN)


def _number(page: CertificatePage) -> None:
    colors, x = page.palette, page.sheet.width - _SIDE
    fine = Style(Face.SANS_MEDIUM, 6.5, colors.soft)
    if page.record:
        draw_record(page, (x - CODE / 2, 76))
        number = f"{page.wording.number} {page.number}".strip()
        texts = ((number, Style(Face.SANS_MEDIUM, 7, colors.ink)), (page.wording.verify, fine))
        lines_down(page.sheet, x, 64, texts, 150)
        return
    lines = (
        (page.wording.number.upper(), Style(Face.SANS_MEDIUM, 6.5, colors.soft, 1.1)),
        (page.number, Style(Face.SERIF_MEDIUM, 12.5, colors.ink)),
        (page.wording.verify_without_code, fine),
    )
    y = 134.0
    for text, style in lines:
        y = lines_down(page.sheet, x, y - style.size * 0.6, [(text, style)], 150)
