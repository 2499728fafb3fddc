"""One table of people, and what its cells tell beside the names of its columns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.shapes import address_column
from coordinator.exchange.attendance_reports.stamps import stamp_of
from coordinator.exchange.spreadsheets import Cell, text_of

Row = tuple[Cell, ...]
Columns = Mapping[Field, int]


@dataclass(frozen=True)
class Table:
    """One table of people. `labels` are the header's cells as they are compared."""

    section: str
    labels: tuple[str, ...]
    columns: Columns
    rows: tuple[Row, ...]

    def has(self, *fields: Field) -> bool:
        return all(field in self.columns for field in fields)

    def has_times(self) -> bool:
        """Whether columns say when somebody came and went; minutes alone may be all that a file has."""
        return self.has(Field.JOIN, Field.LEAVE) or self.has(Field.STAMP)

    def cell(self, row: Row, field: Field) -> Cell:
        """The row's cell of that column; None for a row that ends before it."""
        at = self.columns.get(field)
        return row[at] if at is not None and at < len(row) else None

    def text(self, row: Row, field: Field) -> str:
        return text_of(self.cell(row, field))


def only_rows(table: Table, rows: Iterable[Row]) -> Table:
    """The table with some of its rows."""
    return replace(table, rows=tuple(rows))


def completed(table: Table) -> Table:
    """The table with what cannot be mistaken: addresses, days beside clock times, several stays in one cell."""
    return _with_addresses(_with_days(_with_both_ends(table)))


_SPAN = re.compile(r"\s*([^()\n;]+?\S)\s+-\s+([^()\n;]+)(?:\(([^()]*)\))?[\s;,]*")


def _with_both_ends(table: Table) -> Table:
    """Newer webinars write every stay of a person into one cell, `joined - left (minutes)`: a row for each."""
    if not table.has(Field.SPAN):
        return table
    return _widened(
        table,
        (Field.JOIN, Field.LEAVE, Field.DURATION),
        ((row, _SPAN.findall(table.text(row, Field.SPAN)) or [(None, None, None)]) for row in table.rows),
    )


def _with_days(table: Table) -> Table:
    """Clock times get the day that a column of its own tells."""
    if not table.has(Field.DAY, Field.JOIN, Field.LEAVE):
        return table
    ends = (Field.JOIN, Field.LEAVE)
    if any(
        (stamp := stamp_of(table.cell(row, end))) and (stamp.day or stamp.parts) for row in table.rows for end in ends
    ):
        return table
    return _widened(table, ends, ((row, [[_on(table, row, end) for end in ends]]) for row in table.rows))


def _on(table: Table, row: Row, end: Field) -> Cell:
    clock, day = table.text(row, end), table.text(row, Field.DAY)
    return f"{day} {clock}" if clock and day else clock or None


def _widened(table: Table, fields: Iterable[Field], rows: Iterable[tuple[Row, Iterable[Iterable[Cell]]]]) -> Table:
    """The table with columns for the fields at its end; each row once for each of its new cells."""
    width = max(map(len, (table.labels, *table.rows)))
    columns = {**table.columns, **{field: width + at for at, field in enumerate(fields)}}
    wider = [(*row, *([None] * (width - len(row))), *more) for row, additions in rows for more in additions]
    return replace(table, columns=columns, rows=tuple(wider))


def _with_addresses(table: Table) -> Table:
    """An address is one whatever its column is called."""
    if table.has(Field.EMAIL):
        return table
    at = address_column(len(table.labels), table.rows)
    known = at is None or at in table.columns.values()
    return table if at is None or known else replace(table, columns={**table.columns, Field.EMAIL: at})
