"""The formal certificate, like a diploma: an engraved frame, the facts in one line, a seal in the middle."""

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
from coordinator.rules.templates import Slot

_MARGIN = 96.0
_NEAR = 66.0  # as near to the edge as the line of facts may go
_TOP, _BOTTOM = 80.0, 194.0
_LETTERHEAD = (340.0, 50.0)
_EMBLEM, _EMBLEM_UP = 39.0, 121.0  # radius, and where its middle is
_BETWEEN = 10.0  # points between two facts in a line
_LEADING = 1.5

Fields = tuple[tuple[str, str], ...]


def draw_formal(page: CertificatePage) -> None:
    """Draw the whole page."""
    lay_decoration(page, _decoration)
    _column(page).draw(page.sheet.height - _TOP, _BOTTOM)
    _foot(page)


def _decoration(page: CertificatePage) -> None:
    draw_frame(page)
    draw_ornament(page, (page.middle, _EMBLEM_UP), _EMBLEM)


def _column(page: CertificatePage) -> Column:
    colors, wording = page.palette, page.wording
    column = Column(page.sheet, page.middle, page.sheet.width - 2 * _MARGIN, Align.CENTER)
    _masthead(page, column)
    title = Style(Face.SERIF_MEDIUM, 36, colors.accent, 4)
    column.text(30, wording.title.upper(), title, 22, tag="H1")
    italic = Style(Face.SERIF_ITALIC, 16, colors.soft)
    column.text(26, wording.before_name, italic, 11)
    column.text(28, page.name, Style(Face.SERIF_MEDIUM, 38, colors.ink), 25)
    column.text(22, wording.below_name, Style(Face.SERIF_ITALIC, 14, colors.soft), 10)
    column.text(22, wording.before_course, italic, 11)
    column.text(20, page.course, Style(Face.SERIF_MEDIUM, 22, colors.ink), 16.5)
    column.text(13, wording.below_course, Style(Face.SERIF_ITALIC, 12, colors.soft), 9)
    _facts(page, column)
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
        style = (
            Style(Face.SERIF_MEDIUM, 15, colors.ink, 2.4) if number == 0 else Style(Face.SERIF_ITALIC, 13, colors.soft)
        )
        column.text(10, line.upper() if number == 0 else line, style, 8)


def _facts(page: CertificatePage, column: Column) -> None:
    """Add the facts as a line of labels and values, or as two lines when they are long."""
    if not page.fields:
        return
    label, value = Style(Face.SERIF_ITALIC, 12, page.palette.soft), Style(Face.SERIF_MEDIUM, 12, page.palette.ink)
    room = page.sheet.width - 2 * _NEAR
    rows = _rows(page.fields, room, label, value)
    share = min(1.0, *(room / _width(row, label, value) for row in rows))
    label, value = label.at(label.size * share), value.at(value.size * share)

    def draw(top: float) -> None:
        for number, row in enumerate(rows):
            _line(page, row, top - value.size * (0.66 + number * _LEADING), (label, value))

    column.add(26, value.size * (0.66 + (len(rows) - 1) * _LEADING), draw)


def _rows(fields: Fields, room: float, label: Style, value: Style) -> list[Fields]:
    """Return the facts on one line, or on the two that are most alike in width."""
    if _width(fields, label, value) <= room or len(fields) == 1:
        return [fields]
    pairs = [[fields[:at], fields[at:]] for at in range(1, len(fields))]
    return min(pairs, key=lambda rows: max(_width(row, label, value) for row in rows))


def _width(fields: Fields, label: Style, value: Style) -> float:
    texts = sum(label.width(f"{name} ") + value.width(text) for name, text in fields)
    return texts + (len(fields) - 1) * 2 * _BETWEEN


def _line(page: CertificatePage, fields: Fields, y: float, styles: tuple[Style, Style]) -> None:
    label, value = styles
    x = page.middle - _width(fields, label, value) / 2
    for number, (name, text) in enumerate(fields):
        if number:
            with page.sheet.artifact():
                page.sheet.circle((x + _BETWEEN, y + value.size * 0.24), 1.1, page.palette.second, 1)
            x += 2 * _BETWEEN
        with page.sheet.inside(page.sheet.element("P")):
            page.sheet.text(x, y, f"{name} ", label)
            x += label.width(f"{name} ")
            page.sheet.text(x, y, text, value)
        x += value.width(text)


def _foot(page: CertificatePage) -> None:
    colors, width = page.palette, page.sheet.width
    name, title = Style(Face.SERIF_MEDIUM, 12.5, colors.ink), Style(Face.SERIF_ITALIC, 11, colors.soft)
    texts = (*zip(page.signatory, (name, title), strict=False), (page.wording.issued, title))
    draw_signature(page, _MARGIN + 110, 124, texts)
    draw_seal(page, (page.middle, _EMBLEM_UP), _EMBLEM)
    _number(page, width - _MARGIN - 70)
    fine = Style(Face.SERIF_ITALIC, 8.5, colors.soft)
    draw_notes(page, page.middle, 59, fine, width - 2 * _MARGIN)


def _number(page: CertificatePage, x: float) -> None:
    colors = page.palette
    small, number = Style(Face.SERIF_ITALIC, 9, colors.soft), Style(Face.SERIF_MEDIUM, 9.5, colors.ink)
    said = f"{page.wording.number} {page.number}".strip()
    if page.record:
        draw_record(page, (x - CODE / 2, 91))
        lines_down(page.sheet, x, 80, [(said, number), (page.wording.verify, small)], 160)
        return
    texts = [(page.wording.number, small.at(11)), (page.number, Style(Face.SERIF_MEDIUM, 13, colors.ink))]
    lines_down(page.sheet, x, 134, [*texts, (page.wording.verify_without_code, small)], 170)
