"""The typeface of what is typed into a form: embedded with every letter of Western European languages.

What will be typed is not known when the form is made. The face carries the 217 letters of WinAnsiEncoding
(ISO 32000-1, annex D), which is what programs can type with.
"""

import io
from functools import cache
from typing import Any, NamedTuple

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from coordinator.documents.typography import FONTS, Face

FIELD_FONT = "Typed"

_FACE = Face.SANS
_FIRST, _LAST = 32, 255
_NONSYMBOLIC = 32  # the flag of a font in a standard encoding (ISO 32000-1, table 123)
_DROPPED = ["GSUB", "GPOS", "GDEF", "STAT", "prep", "gasp", "name", "OS/2", "post"]


class _Cut(NamedTuple):
    """The bytes of the cut face, and its measures in thousandths of its size."""

    program: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


def _letters() -> list[str]:
    return [bytes([code]).decode("cp1252", "replace") for code in range(_FIRST, _LAST + 1)]


@cache
def _cut() -> _Cut:
    options = subset.Options(drop_tables=[*subset.Options().drop_tables, *_DROPPED], hinting=False, notdef_outline=True)
    with TTFont(FONTS / f"{_FACE}.ttf", lazy=True, recalcTimestamp=False) as font:
        scale = 1000 / font["head"].unitsPerEm
        names, advance = font.getBestCmap(), font["hmtx"].metrics
        widths = tuple(round(advance[names.get(ord(char), ".notdef")][0] * scale) for char in _letters())
        head, level = font["head"], font["hhea"]
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(char) for char in _letters() if char != "\ufffd"])
        cutter.subset(font)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        left, bottom, right, top = (round(each * scale) for each in box)
        return _Cut(
            out.getvalue(),
            widths,
            (left, bottom, right, top),
            round(level.ascent * scale),
            round(level.descent * scale),
        )


def field_font(pdf: pikepdf.Pdf) -> Any:
    """Return the font, embedded in the file."""
    cut = _cut()
    program = pikepdf.Stream(pdf, cut.program)
    program.Length1 = len(cut.program)
    name = Name(f"/FIELDS+{_FACE}")
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=_NONSYMBOLIC, FontBBox=Array(cut.box), ItalicAngle=0,
            Ascent=cut.ascent, Descent=cut.descent, CapHeight=cut.ascent, StemV=80,
            FontFile2=pdf.make_indirect(program),
        )
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=name, Encoding=Name.WinAnsiEncoding, FirstChar=_FIRST,
            LastChar=_LAST, Widths=Array(cut.widths), FontDescriptor=descriptor,
        )
    )  # fmt: skip
