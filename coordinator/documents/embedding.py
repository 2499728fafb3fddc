"""How a typeface goes into a file: only the letters in use, each with what it says when copied or read aloud."""

import unicodedata
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import ttfonts

_NOT_FOR_PDF = ("name", "OS/2", "prep", "gasp")  # tables of a typeface that a PDF does without: a kilobyte each time
_SPACE = 32  # reportlab gives the space this code in every subset, and fills unused codes with it
_UNUSED = (0, _SPACE, 0xFEFF, 0xFFFE)
# What cannot stand as it is in a string of a PDF (ISO 32000-1, 7.3.4.2), or in the encoding reportlab writes code in.
_CODED = (10, 13, *range(24, 32), *range(127, 256))
_ESCAPED = {ord(char): f"\\{char}" for char in "()\\"} | {code: f"\\{code:03o}" for code in _CODED}
LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}

rl_config.invariant = 1  # the same facts give the same bytes


def embeddable(name: str, path: Path) -> ttfonts.TTFont:
    """Return the typeface in the file for reportlab, which knows it by the name."""
    # Without asciiReadable only the letters in use are embedded: half the bytes.
    font = ttfonts.TTFont(name, str(path), asciiReadable=False)
    for table in _NOT_FOR_PDF:
        font.face.table.pop(table, None)
    # Whole thousandths, as kerning has: what is measured is what is drawn.
    font.face.charWidths = {code: round(wide) for code, wide in font.face.charWidths.items()}
    return font


def showing(letters: bytes, moves: list[int]) -> str:
    """Return the operator that shows the letters, each moved after it by so much (ISO 32000-1, 9.4.3)."""
    parts, start = [], 0
    for at, move in enumerate(moves, start=1):
        if move:
            parts.append(f"{_written(letters[start:at])} {-move}")
            start = at
    rest = _written(letters[start:]) if start < len(letters) else ""
    return f"[{' '.join([*parts, rest])}] TJ" if parts else f"{rest} Tj"


def _written(letters: bytes) -> str:
    return f"({letters.decode('latin-1').translate(_ESCAPED)})"


def _to_unicode(_font_name: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a font subset (ISO 32000-1, 9.10.3).

    reportlab's own names U+0000 for unused codes, writes more than 100 entries in a block and five digits beyond
    the BMP; copying and reading aloud then go wrong.
    """
    known = [(code, char) for code, char in enumerate(subset) if char not in _UNUSED or code == char == _SPACE]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<00> <FF>", "endcodespacerange"]
    for start in range(0, len(known), 100):
        block = known[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{_meant(chr(char)).encode('utf-16-be').hex().upper()}>" for code, char in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _meant(char: str) -> str:
    """What a letter stands for when it is copied, searched or read aloud: a ligature for its letters."""
    return unicodedata.normalize("NFKC", char) if char in LIGATURES.values() else char


ttfonts.makeToUnicodeCMap = _to_unicode
