"""What a unit of work changed: every row, before and after. Recorded, stored, inverted and read backwards.

A change is `(table, id, before, after)` with values as they stand in the file: an insert has no before, a delete no
after, an update only the columns that changed. Stored form: deflated canonical JSON, grouped by table and columns so
that an import of 100,000 rows stays small.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, RowMapping, Table
from sqlalchemy.dialects import sqlite

Values = dict[str, Any]
Key = tuple[str, int]
_PLAIN = sqlite.dialect()


@dataclass(slots=True)
class RowChange:
    before: Values | None
    after: Values | None

    def inverse(self) -> "RowChange":
        return RowChange(self.after, self.before)

    def followed_by(self, later: "RowChange") -> "RowChange | None":
        """Both as one; None when they cancel out."""
        before = _then(later.before, self.before) if self.before is not None else None
        after = _then(self.after, later.after) if later.after is not None else None
        if before is not None and after is not None:
            kept = [name for name in after if before.get(name) != after[name]]
            before, after = {n: before[n] for n in kept}, {n: after[n] for n in kept}
        return RowChange(before, after) if before or after else None


def _then(first: Values | None, second: Values | None) -> Values:
    return {**(first or {}), **(second or {})}


@dataclass
class ChangeSet:
    """`subjects` are designees whose records changed without the change itself naming them."""

    rows: dict[Key, RowChange] = field(default_factory=dict)
    subjects: set[int] = field(default_factory=set)

    def note(self, table: str, row_id: int, change: RowChange) -> None:
        key = (table, row_id)
        earlier = self.rows.pop(key, None)
        merged = change if earlier is None else earlier.followed_by(change)
        if merged is not None:
            self.rows[key] = merged

    def inverse(self) -> "ChangeSet":
        return ChangeSet({key: change.inverse() for key, change in self.rows.items()})

    def tables(self) -> set[str]:
        return {table for table, _ in self.rows}

    def of_table(self, table: str) -> Iterator[tuple[int, RowChange]]:
        return ((row_id, change) for (name, row_id), change in self.rows.items() if name == table)

    def designees(self) -> set[int]:
        """Every designee whose own row or whose records changed."""
        found = self.subjects | {row_id for table, row_id in self.rows if table == "designee"}
        for change in self.rows.values():
            for values in (change.before, change.after):
                if values and values.get("designee_id") is not None:
                    found.add(values["designee_id"])
        return found

    def encode(self) -> bytes:
        groups: dict[tuple[str, str, tuple[str, ...]], list[list[Any]]] = {}
        for (table, row_id), change in self.rows.items():
            kind, columns, values = _packed(change)
            groups.setdefault((table, kind, columns), []).append([row_id, *values])
        plain = [[table, kind, columns, rows] for (table, kind, columns), rows in groups.items()]
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode(), 1)

    @classmethod
    def decode(cls, data: bytes) -> "ChangeSet":
        changes = cls()
        for table, kind, columns, rows in json.loads(zlib.decompress(data)):
            for row_id, *values in rows:
                changes.rows[table, row_id] = _unpacked(kind, columns, values)
        return changes


def _packed(change: RowChange) -> tuple[str, tuple[str, ...], list[Any]]:
    if change.before is None:
        assert change.after is not None
        return "+", tuple(change.after), list(change.after.values())
    if change.after is None:
        return "-", tuple(change.before), list(change.before.values())
    columns = tuple(change.after)
    return "=", columns, [*(change.before[c] for c in columns), *change.after.values()]


def _unpacked(kind: str, columns: list[str], values: list[Any]) -> RowChange:
    if kind == "=":
        half = len(columns)
        return RowChange(dict(zip(columns, values[:half], strict=True)), dict(zip(columns, values[half:], strict=True)))
    row = dict(zip(columns, values, strict=True))
    return RowChange(None, row) if kind == "+" else RowChange(row, None)


def recorded_columns(table: Table) -> list[Column[Any]]:
    """The columns that the trail records; the bytes of kept files are left out, their SHA-256 stands for them."""
    return [c for c in table.columns if not c.primary_key and not c.info.get("outside_trail")]


def bind_of(column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a value of the program into what stands in the file."""
    bind = getattr(column.type, "process_bind_param", None)
    if bind is None:
        return _as_it_is
    return lambda value: None if value is None else bind(value, _PLAIN)


def _as_it_is(value: Any) -> Any:
    return value


def to_stored(column: Column[Any], value: Any) -> Any:
    """The value as it stands in the file."""
    return bind_of(column)(value)


def from_stored(column: Column[Any], value: Any) -> Any:
    """The value as the program sees it."""
    result = getattr(column.type, "process_result_value", None)
    return result(value, _PLAIN) if result else value


def stored_rows(table: Table, rows: Iterable[Mapping[str, Any] | RowMapping]) -> Iterator[Values]:
    binds = [(column.name, bind_of(column)) for column in recorded_columns(table)]
    return ({name: bind(row[name]) for name, bind in binds} for row in rows)


def append_only(table: Table) -> bool:
    return bool(table.info.get("append_only"))


def chunks(items: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    """Lists of at most `size`, since a statement takes a limited number of parameters."""
    batch: list[int] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
