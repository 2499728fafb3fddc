"""The rows of a sheet as texts: every cell once, with what a merged cell says for the rows below it."""

from collections.abc import Iterable, Sequence

from coordinator.exchange.nomination_columns import Layout, NominationField
from coordinator.exchange.spreadsheets import Cell, Sheet, text_of

F = NominationField

# What several people may have in common, so that one merged cell says it for all of them.
_SHARED = {
    F.OFFICE, F.DUTY_STATION, F.POSITION, F.SUPERVISOR_NAME, F.SUPERVISOR_EMAIL, F.TIME_ZONE, F.TRIAL_USE,
    F.COURSE_COMPLETED, F.ALTERNATE,
}  # fmt: skip


class Grid:
    """`cells[i]` are the texts of row i of the sheet; `said_above` what a blank cell takes from a cell above it."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.first = layout.header_row + 1
        self.cells = _texts(sheet.rows)
        self.said_above: dict[tuple[int, int], str] = {}
        self.notes: list[str] = []
        shared = {column.index for column in layout.columns if column.field in _SHARED}
        for top, left, bottom, right in sheet.merged:
            if left == right and left in shared and top >= self.first:
                self._fill(left, range(top + 1, bottom + 1), self._text(top, left))
        for column in layout.columns:
            if column.field is F.OFFICE and not any(left == column.index for _, left, _, _ in sheet.merged):
                self._fill_groups(column.index, column.header)

    def column(self, index: int) -> list[str]:
        """The texts below the header, "" where a row ends early."""
        texts = [cells[index] if index < len(cells) else "" for cells in self.cells[self.first :]]
        if self.said_above:
            above = [self.said_above.get((at, index), "") for at in range(self.first, len(self.cells))]
            texts = [text or said for text, said in zip(texts, above, strict=True)]
        return texts

    def _text(self, at: int, index: int) -> str:
        return self.cells[at][index] if index < len(self.cells[at]) else ""

    def _fill(self, index: int, rows: Iterable[int], text: str) -> None:
        for at in rows:
            if text and at < len(self.cells):
                self.said_above[at, index] = text

    def _fill_groups(self, index: int, header: str) -> None:
        """An office given once, at the head of its people, is the office of all of them."""
        if not _is_grouped(self.column(index), [len(set(cells) - {""}) for cells in self.cells[self.first :]]):
            return
        said = ""
        for at in range(self.first, len(self.cells)):
            said = self._text(at, index) or said
            self._fill(index, [at], said)
        self.notes.append(f"“{header}” is given once for several rows; the rows below each were read as the same.")


def _texts(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, ...]]:
    """Every cell as clean text; what comes often is cleaned once."""
    different = {cell for row in rows for cell in row if type(cell) is str}
    known = {cell: text_of(cell) for cell in different}
    return [tuple([known[cell] if type(cell) is str else text_of(cell) for cell in row]) for row in rows]


def _is_grouped(texts: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether the first row and at most half of the others have a text, and no text comes twice."""
    given = [text for text in texts if text]
    blank_people = sum(1 for text, width in zip(texts, filled, strict=True) if not text and width)
    return len(given) > 1 and len(set(given)) == len(given) and bool(texts[0]) and blank_people >= len(given)
