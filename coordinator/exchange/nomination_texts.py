"""The texts of each field, column by column: what comes often is read once, which makes long lists quick."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from coordinator.exchange.nomination_cells import is_nothing, withheld
from coordinator.exchange.nomination_choices import RowRepair
from coordinator.exchange.nomination_columns import Layout, NominationField
from coordinator.exchange.nomination_grid import Grid

ValueT = TypeVar("ValueT")

NAME_PARTS = (
    NominationField.NAME,
    NominationField.FIRST_NAME,
    NominationField.MIDDLE_NAME,
    NominationField.LAST_NAME,
    NominationField.SUFFIX,
)


class FieldTexts:
    """Every list has one text for each row below the header. `repairs` are by the place in that list."""

    def __init__(self, grid: Grid, layout: Layout, repairs: Mapping[int, RowRepair]) -> None:
        self._grid, self._repairs = grid, repairs
        self._rows = len(grid.cells) - grid.first
        self.columns: dict[NominationField, list[int]] = {}
        for column in layout.matched:
            assert column.field is not None
            self.columns.setdefault(column.field, []).append(column.index)
        self._known: dict[NominationField, list[str]] = {}

    def raw(self, field: NominationField) -> list[str]:
        """As it stands, or as it was given; several columns of a field are put together."""
        if field not in self._known:
            texts = [text for _, text in self.each_column(field)]
            between = " " if field in NAME_PARTS else "; "
            self._known[field] = texts[0] if len(texts) == 1 else _joined(texts, between, self._rows)
        return self._known[field]

    def each_column(self, field: NominationField) -> list[tuple[int, list[str]]]:
        """The columns of a field, each by itself; what was given in a repair stands in the first."""
        found = [(index, self._grid.column(index)) for index in self.columns.get(field, ())]
        for place, repair in self._repairs.items():
            if field in repair.fields:
                found = found or [(-1, [""] * self._rows)]
                for _, texts in found:
                    texts[place] = ""
                found[0][1][place] = repair.fields[field].strip()
        return found

    def each_text(self, index: int, place: int) -> str:
        """One cell as it stands."""
        cells = self._grid.cells[self._grid.first + place]
        return cells[index] if 0 <= index < len(cells) else ""

    def said(self, field: NominationField) -> list[str]:
        """The text, or "" where it says in words that there is none, or was withheld."""
        return converted(self.raw(field), lambda text: "" if not text or is_nothing(text) or withheld(text) else text)


def converted(texts: Sequence[str], convert: Callable[[str], ValueT]) -> list[ValueT]:
    """Each text converted, each different one once."""
    known = {text: convert(text) for text in set(texts)}
    return [known[text] for text in texts]


def _joined(columns: Sequence[Sequence[str]], between: str, rows: int) -> list[str]:
    if not columns:
        return [""] * rows
    return [between.join(filter(None, texts)) for texts in zip(*columns, strict=True)]
