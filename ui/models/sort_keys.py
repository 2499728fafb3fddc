"""What rows are sorted by, worked out once: whole numbers sort many times faster than what they stand for."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from ui.models.columns import Column, RowT, natural


@dataclass(frozen=True, slots=True)
class _Known:
    """`values` of the rows, and the place of each among those that differ; `keys` are those of texts."""

    rows: Sequence[Any]
    values: list[Any]
    ranks: list[int]
    keys: dict[str, str | None] = field(default_factory=dict)


class SortKeys(Generic[RowT]):
    """By column, for the rows of a grid. May be asked on another thread: what is known is replaced as a whole."""

    def __init__(self, columns: Sequence[Column[RowT]]) -> None:
        self._columns = tuple(columns)
        self._known: dict[int, _Known] = {}

    def ranks(self, number: int, rows: Sequence[RowT]) -> list[int]:
        """For each row its place in this column, equal where it has equal values; -1 where there is nothing."""
        known = self._known.get(number)
        if known is None or known.rows is not rows:
            known = self._known[number] = _rank(self._columns[number], rows, known)
        return known.ranks

    def prepare(self, rows: Sequence[RowT]) -> None:
        """Of every column, before it is asked for."""
        for number in range(len(self._columns)):
            self.ranks(number, rows)


def _rank(column: Column[RowT], rows: Sequence[RowT], before: _Known | None) -> _Known:
    """After most changes a column has the values that it had before."""
    values = [column.sort(row) for row in rows] if column.sort else [column.value(row) for row in rows]
    if before is not None and before.values == values:
        return _Known(rows, values, before.ranks, before.keys)
    if column.sort:
        return _Known(rows, values, _places(values))
    earlier = before.keys if before else {}
    keys = {text: earlier[text] if text in earlier else natural(text) for text in dict.fromkeys(values)}
    return _Known(rows, values, _places([keys[text] for text in values]), keys)


def _places(keys: Sequence[Hashable]) -> list[int]:
    # In the order they came: rows come nearly sorted by some column, and then sorting takes next to nothing.
    distinct: dict[Any, None] = dict.fromkeys(keys)
    distinct.pop(None, None)
    places = {key: place for place, key in enumerate(sorted(distinct))}
    return [places.get(key, -1) for key in keys]
