"""The kerning that the maker of a typeface gave it: how far two letters move toward each other (OpenType, GPOS).

A pair with a space is not kerned, so that the width of a line is the sum of the widths of its words and spaces.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

_PAIRS, _EXTENSION = 2, 9  # types of lookups
_SCRIPTS = ("DFLT", "latn")


class Kerning:
    """The kerned pairs of one typeface, in thousandths of its size."""

    def __init__(self, path: Path) -> None:
        """Read the tables of the file; what they say of a pair is looked up when it is first asked for."""
        with TTFont(path, lazy=True) as font:
            self._glyphs: dict[int, str] = font.getBestCmap()
            self._scale: float = 1000 / font["head"].unitsPerEm
            self._lookups = list(_lookups(font["GPOS"].table)) if "GPOS" in font else []
            self._known: dict[str, int] = {}

    def between(self, pair: str) -> int:
        """Return by how much the second of two letters moves: mostly below zero, nearer to the first."""
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self._read(pair)
        return found

    def _read(self, pair: str) -> int:
        if not pair.isprintable() or " " in pair or "\u00a0" in pair:
            return 0
        left, right = (self._glyphs.get(ord(char), "") for char in pair)
        if not left or not right:
            return 0
        return round(sum(_moved(tables, left, right) for tables in self._lookups) * self._scale)


def _lookups(table: Any) -> Iterator[list["_Pairs"]]:
    """The tables of each lookup that kerns Latin, Greek or Cyrillic letters."""
    wanted: set[int] = set()
    for record in table.ScriptList.ScriptRecord:
        if record.ScriptTag in _SCRIPTS and record.Script.DefaultLangSys:
            wanted.update(record.Script.DefaultLangSys.FeatureIndex)
    features = [table.FeatureList.FeatureRecord[at] for at in sorted(wanted)]
    numbers = {at for each in features if each.FeatureTag == "kern" for at in each.Feature.LookupListIndex}
    for at in sorted(numbers):
        tables = table.LookupList.Lookup[at].SubTable
        plain = (each.ExtSubTable if each.LookupType == _EXTENSION else each for each in tables)
        yield [_Pairs(each) for each in plain if each.LookupType == _PAIRS]


class _Pairs:
    """One table of pairs: of single letters (format 1), or of classes of them (format 2)."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._places: dict[str, int] = {glyph: at for at, glyph in enumerate(table.Coverage.glyphs)}

    def move(self, left: str, right: str) -> int | None:
        """Return how far the second moves, in units of the face; None when the table does not know the pair."""
        place = self._places.get(left)
        if place is None:
            return None
        if self._table.Format == 1:
            values = self._table.PairSet[place].PairValueRecord
            return next((_advance(each.Value1) for each in values if each.SecondGlyph == right), None)
        first = self._table.ClassDef1.classDefs.get(left, 0)
        second = self._table.ClassDef2.classDefs.get(right, 0)
        return _advance(self._table.Class1Record[first].Class2Record[second].Value1)


def _moved(tables: list[_Pairs], left: str, right: str) -> int:
    """The first table that knows the pair decides."""
    moves = (table.move(left, right) for table in tables)
    return next((move for move in moves if move is not None), 0)


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)
