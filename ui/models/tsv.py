"""Blocks of cells as spreadsheets put them on the clipboard: a line for each row, a tab between two cells."""

import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"[+-][\d\s().,/-]*")
# A cell in quotes may hold tabs, lines and doubled quotes, but only if its closing quote ends it.
_CELL = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
_END = re.compile(r"\t|\r\n|\r|\n")


def read_tsv(text: str) -> list[list[str]]:
    """The cells by line, each in one line of its own; lines of different lengths stay so. No text is no lines."""
    lines: list[list[str]] = [[]]
    place = 0
    while place < len(text):
        cell = _CELL.match(text, place)
        assert cell is not None
        lines[-1].append(_unguarded(" ".join((cell[2] or (cell[1] or "").replace('""', '"')).split())))
        end = _END.match(text, cell.end())
        if end is None:
            break
        if end[0] != "\t":
            lines.append([])
        elif end.end() == len(text):
            lines[-1].append("")
        place = end.end()
    return lines if lines[-1] else lines[:-1]


def write_tsv(lines: Iterable[Sequence[str]]) -> str:
    """Cells without tabs or lines of their own, and never a formula."""
    cleaned = _Cleaned()
    return "".join(["\t".join([cleaned[cell] for cell in cells]) + "\n" for cells in lines])


class _Cleaned(dict[str, str]):
    """Most columns say the same few things over and over."""

    def __missing__(self, text: str) -> str:
        self[text] = clean(text)
        return self[text]


def clean(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if _is_formula(flat) else flat


def _unguarded(text: str) -> str:
    """What `clean` put before a formula is not part of the text."""
    return text[1:] if text[:1] == "'" and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    first = text[:1]
    return first in ("=", "@") or (first in ("+", "-") and not _NUMBER.fullmatch(text))
