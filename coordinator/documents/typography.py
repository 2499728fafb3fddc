"""The bundled typefaces: which face has which letter, how wide a text is, and how it is made to fit.

Text is data here: nothing in it is read as markup. A letter that no bundled face can print is refused with a
sentence, because reportlab would leave a blank without saying so.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from coordinator import RESOURCES
from coordinator.errors import RuleBroken

FONTS = RESOURCES / "fonts"

_SHOWN_MISSING = 8
_SHOWN_TEXT = 60
_BALANCED = 0.72  # a break at a space is good enough when the longer line is below this share of the whole
_BREAKABLE = re.compile(r"(?<=[-–/@._])")
_STEP = 4  # sizes are multiples of a quarter point

rl_config.invariant = 1  # the same facts give the same bytes
rl_config.useA85 = 0  # plain binary streams are a fifth smaller


class Face(StrEnum):
    """A bundled typeface; the value is its file name without the ending."""

    SERIF = "EBGaramond-Regular"
    SERIF_ITALIC = "EBGaramond-Italic"
    SERIF_MEDIUM = "EBGaramond-Medium"
    SERIF_SEMIBOLD = "EBGaramond-SemiBold"
    SANS = "Inter-Regular"
    SANS_MEDIUM = "Inter-Medium"
    SANS_SEMIBOLD = "Inter-SemiBold"
    OTHER_SCRIPTS = "NotoSerif-Regular"


class Run(NamedTuple):
    """A stretch of text that one face can print."""

    face: Face
    text: str


class Fitted(NamedTuple):
    """A text broken into lines at the size, in points, at which each of them fits."""

    lines: tuple[str, ...]
    size: float


def _to_unicode(_font_name: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a font subset (ISO 32000-1, 9.10.3).

    reportlab's own names U+0000 for unused codes, writes more than 100 entries in a block and five digits beyond
    the BMP; copying and reading aloud then go wrong.
    """
    known = [(code, char) for code, char in enumerate(subset) if char not in (0, 0xFEFF, 0xFFFE)]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<00> <FF>", "endcodespacerange"]
    for start in range(0, len(known), 100):
        block = known[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


ttfonts.makeToUnicodeCMap = _to_unicode


@cache
def register(face: Face) -> str:
    """Make the face known to reportlab, once, and return its name there."""
    # Without asciiReadable only the letters in use are embedded: half the bytes.
    pdfmetrics.registerFont(ttfonts.TTFont(face.value, str(FONTS / f"{face.value}.ttf"), asciiReadable=False))
    return face.value


@cache
def _glyphs(face: Face) -> frozenset[str]:
    known: dict[int, Any] = pdfmetrics.getFont(register(face)).face.charToGlyph
    return frozenset(chr(code) for code in known)


def clean(text: str) -> str:
    """Return the text composed (NFC), on one line, without control, bidi and other invisible characters."""
    kept = "".join(_visible(char) for char in unicodedata.normalize("NFC", text))
    return " ".join(part for part in kept.split(" ") if part)


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u00a0":
        return "-" if char == "\u2011" else char
    category = unicodedata.category(char)
    if category in ("Cf", "Cc") and not char.isspace():
        return ""
    return " " if char.isspace() else char


def _face_of(char: str, face: Face) -> Face | None:
    if char == "\u00a0" or char in _glyphs(face):
        return face
    return Face.OTHER_SCRIPTS if char in _glyphs(Face.OTHER_SCRIPTS) else None


def ensure_drawable(text: str, what: str = "text") -> str:
    """Return the text cleaned for printing; refuse it when no bundled face has one of its letters.

    What names the thing in the sentence of the refusal: "name", "course title".
    """
    ready = clean(text)
    missing = [char for char in dict.fromkeys(ready) if _face_of(char, Face.SERIF) is None]
    if missing:
        shown = ", ".join(_showable(char) for char in missing[:_SHOWN_MISSING])
        more = ", …" if len(missing) > _SHOWN_MISSING else ""
        raise RuleBroken(
            f"The {what} “{_quoted(ready)}” has characters that the bundled typefaces cannot print ({shown}{more}). "
            "Nothing was printed. Write it in Latin, Greek or Cyrillic letters and try again."
        )
    return ready


def _showable(char: str) -> str:
    return char if char.isprintable() else f"U+{ord(char):04X}"


def _quoted(text: str) -> str:
    short = text if len(text) <= _SHOWN_TEXT else text[: _SHOWN_TEXT - 1] + "…"
    return "".join(_showable(char) for char in short)


def faces_for(text: str, face: Face) -> list[Run]:
    """Split the text into runs, each in the wanted face or, where that lacks a letter, in the one that has it."""
    if _glyphs(face).issuperset(text):
        return [Run(face, text)]
    runs: list[Run] = []
    for char in ensure_drawable(text):
        found = _face_of(char, face) or Face.OTHER_SCRIPTS
        if runs and runs[-1].face == found:
            runs[-1] = Run(found, runs[-1].text + char)
        else:
            runs.append(Run(found, char))
    return runs


def width(text: str, face: Face, size: float, tracking: float = 0.0) -> float:
    """Return the width of the text in points; tracking is added between letters."""
    runs = faces_for(text, face)
    plain: float = sum(pdfmetrics.stringWidth(run.text, register(run.face), size) for run in runs)
    return plain + tracking * max(len(text) - 1, 0)


def fitted(text: str, face: Face, size: float, limit: float, floor: float, tracking: float = 0.0) -> Fitted:
    """Make the text fit in the limit (points): smaller down to the floor, then on two lines, then smaller still.

    The tracking is in points at the wanted size, and shrinks with it.
    """
    loose = tracking / size
    whole = _largest(text, face, size, limit, loose)
    if whole >= min(floor, size):
        return Fitted((text,), whole)
    lines = halves(text, face)
    return Fitted(lines, min(_largest(line, face, size, limit, loose) for line in lines))


def _largest(text: str, face: Face, size: float, limit: float, loose: float) -> float:
    natural = width(text, face, 1000.0, loose * 1000.0) / 1000.0
    if natural * size <= limit:
        return size
    exact = limit / natural
    return int(exact * _STEP) / _STEP if exact >= 1 else exact * 0.99


def halves(text: str, face: Face) -> tuple[str, str]:
    """Break the text in two lines that are as equal in width as can be: at a space if there is one near."""
    whole = width(text, face, 1.0)
    at_space = [(text[:at], text[at + 1 :]) for at, char in enumerate(text) if char == " "]
    best = min(at_space, key=lambda pair: _longer(pair, face), default=("", text))
    if _longer(best, face) <= whole * _BALANCED:
        return best
    return min(((text[:at], text[at:]) for at in range(1, len(text))), key=lambda pair: _longer(pair, face))


def _longer(pair: tuple[str, str], face: Face) -> float:
    return max(width(part, face, 1.0) for part in pair)


def wrapped(text: str, face: Face, size: float, limit: float, first_indent: float = 0.0) -> list[str]:
    """Break the text into lines no wider than the limit (points); a word that is too long is broken in itself."""
    lines: list[str] = []
    line, used, room = "", 0.0, limit - first_indent
    space = width(" ", face, size)
    for word in text.split(" "):
        needed = width(word, face, size)
        if not line or used + space + needed <= room:
            line, used = f"{line} {word}" if line else word, used + needed + (space if line else 0.0)
        else:
            lines.append(line)
            line, used, room = word, needed, limit
        if used > room:
            *full, line = _pieces(line, face, size, room)
            lines += full
            used, room = width(line, face, size), limit
    return [*lines, line]


def _pieces(word: str, face: Face, size: float, limit: float) -> list[str]:
    """Break a word that is too long into pieces no wider than the limit: after a hyphen or the like if it has one."""
    pieces = [""]
    for part in _BREAKABLE.split(word):
        whole = width(part, face, size) <= limit
        for chunk in (part,) if whole else part:
            if pieces[-1] and width(pieces[-1] + chunk, face, size) > limit:
                pieces.append("")
            pieces[-1] += chunk
    return pieces
