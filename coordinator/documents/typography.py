"""The bundled typefaces: which face has which letter, how wide a text is, and how it is made to fit.

Text is data here: nothing in it is read as markup. A letter that no bundled face can print is refused with a
sentence, because reportlab would leave a blank without saying so.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from coordinator import RESOURCES
from coordinator.documents.embedding import LIGATURES, embeddable, showing
from coordinator.documents.kerning import Kerning
from coordinator.errors import RuleBroken

FONTS = RESOURCES / "fonts"

_SHOWN_MISSING = 8
_SHOWN_TEXT = 60
_BALANCED = 0.72  # a break at a space is good enough when the longer line is below this share of the whole
_BREAKABLE = re.compile(r"(?<=[-–/@._])")
_STEP = 4  # sizes are multiples of a quarter point
_LIGATED = re.compile("|".join(LIGATURES))


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


@cache
def register(face: Face) -> str:
    """Make the face known to reportlab, once, and return its name there."""
    pdfmetrics.registerFont(embeddable(face.value, FONTS / f"{face.value}.ttf"))
    return face.value


@cache
def _glyphs(face: Face) -> frozenset[str]:
    known: dict[int, Any] = pdfmetrics.getFont(register(face)).face.charToGlyph
    return frozenset(chr(code) for code in known)


@lru_cache(maxsize=10_000)
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
    if _glyphs(Face.SERIF).issuperset(ready):
        return ready
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
    """Return the width of the text in points; with tracking, which is added between letters, they are not kerned."""
    if tracking:
        loose = sum(_advance(run) for run in faces_for(text, face))
        return loose * size / 1000 + tracking * max(len(text) - 1, 0)
    return _set_width(text, face) * size / 1000


@cache
def _kerning(face: Face) -> Kerning:
    return Kerning(FONTS / f"{face.value}.ttf")


@lru_cache(maxsize=20_000)
def _set_width(text: str, face: Face) -> float:
    runs = map(ligated, faces_for(text, face))
    return sum(_advance(run) + sum(_kerns(run)) for run in runs)


def _advance(run: Run) -> float:
    """Of all letters of the run, in thousandths of their size."""
    return float(pdfmetrics.stringWidth(run.text, register(run.face), 1000))


def ligated(run: Run) -> Run:
    """The run with ff, fi and the like as the one letter that the face has for them: apart they would touch."""
    if "f" not in run.text or not _glyphs(run.face).issuperset(LIGATURES.values()):
        return run
    return Run(run.face, _LIGATED.sub(lambda found: LIGATURES[found[0]], run.text))


def _kerns(run: Run) -> list[int]:
    """How far each letter but the first moves, in thousandths of its size."""
    between = _kerning(run.face).between
    return [between(left + right) for left, right in pairwise(run.text)]


def operators(run: Run, size: float, tracking: float, document: Any) -> str:
    """Return the operators that show the run where the text stands: kerned and ligated, or tracked."""
    font, run = pdfmetrics.getFont(register(run.face)), run if tracking else ligated(run)
    code = [f"{tracking:.4g} Tc"] if tracking else []
    moves, place = ([0] * len(run.text) if tracking else [*_kerns(run), 0]), 0
    for subset, letters in font.splitString(run.text, document):
        name = font.getSubsetInternalName(subset, document)
        code.append(f"{name} {size:.6g} Tf {showing(letters, moves[place : place + len(letters)])}")
        place += len(letters)
    return " ".join([*code, "0 Tc"] if tracking else code)


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


def spaced(lines: Iterable[str], text: str) -> list[str]:
    """Return the lines of the text, each with its space where the break stands for one.

    Whoever listens or copies gets two words, where a word that is broken in itself stays one (ISO 32000-1, 14.8.2.5).
    """
    ready, at = [], 0
    for line in lines:
        at += len(line)
        parted = text[at : at + 1] == " "
        ready.append(f"{line} " if parted else line)
        at += parted
    return ready


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
