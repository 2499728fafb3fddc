"""What a unit of work changed: every row, before and after. Recorded, stored, inverted and read backwards.

A change is `(table, id, before, after)` with values as they stand in the file: an insert has no before, a delete no
after, an update only the columns that changed. Stored form: deflated canonical JSON, grouped by table and columns so
that an import of 100,000 rows stays small.
"""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnDefault, Table
from sqlalchemy.dialects import sqlite

from coordinator.store.collector import collection_held_back

Values = dict[str, Any]
Key = tuple[str, int]
Stored = tuple[Any, ...]
_PLAIN = sqlite.dialect()


@dataclass(slots=True)
class RowChange:
    before: Values | None
    after: Values | None

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


@dataclass(slots=True)
class Group:
    """Rows of one table that changed alike, as they are stored: id, then the values of `columns`, by id.

    `kind` is "+" for inserts, "-" for deletes and "=" for updates, whose rows hold the values before, then those after.
    """

    table: str
    kind: str
    columns: tuple[str, ...]
    rows: dict[int, Stored]

    def inverse(self) -> "Group":
        """The last row first: what was given up before something else took its place comes back after that has left."""
        latest = reversed(self.rows.items())
        if self.kind != "=":
            return Group(self.table, "-" if self.kind == "+" else "+", self.columns, dict(latest))
        half = len(self.columns) + 1
        return Group(self.table, "=", self.columns, {key: (key, *row[half:], *row[1:half]) for key, row in latest})

    def changes(self) -> Iterator[tuple[int, RowChange]]:
        return ((row_id, self.change(row)) for row_id, row in self.rows.items())

    def change(self, row: Stored) -> RowChange:
        half = len(self.columns) + 1
        first = dict(zip(self.columns, row[1:half], strict=True))
        if self.kind == "=":
            return RowChange(first, dict(zip(self.columns, row[half:], strict=True)))
        return RowChange(None, first) if self.kind == "+" else RowChange(first, None)

    def values_of(self, column: str) -> Iterator[Any]:
        """What stands in this column, before and after; nothing where it is not among the columns."""
        if column in self.columns:
            places = [self.columns.index(column) + 1]
            if self.kind == "=":
                places.append(places[0] + len(self.columns))
            yield from (row[place] for place in places for row in self.rows.values())


@dataclass
class ChangeSet:
    """`subjects` are designees whose records changed without the change itself naming them."""

    groups: list[Group] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def rows(self) -> dict[Key, RowChange]:
        """Every change by its row, made anew at each call."""
        return {(group.table, row_id): change for group in self.groups for row_id, change in group.changes()}

    def note(self, table: str, row_id: int, change: RowChange) -> None:
        """Take one more change; with an earlier one of the same row it becomes one."""
        earlier = self._take_out(table, row_id)
        merged = change if earlier is None else earlier.followed_by(change)
        if merged is not None:
            kind, columns, values = _packed(merged)
            self._group(table, kind, columns).rows[row_id] = (row_id, *values)

    def note_all(self, group: Group) -> None:
        """Take many rows at once, of which no change was noted before."""
        self._group(group.table, group.kind, group.columns).rows.update(group.rows)

    def _take_out(self, table: str, row_id: int) -> RowChange | None:
        for group in self.groups:
            if group.table == table and row_id in group.rows:
                return group.change(group.rows.pop(row_id))
        return None

    def _group(self, table: str, kind: str, columns: tuple[str, ...]) -> Group:
        for group in self.groups:
            if (group.table, group.kind, group.columns) == (table, kind, columns):
                return group
        self.groups.append(Group(table, kind, columns, {}))
        return self.groups[-1]

    def inverse(self) -> "ChangeSet":
        return ChangeSet([group.inverse() for group in reversed(self.groups)])

    def tables(self) -> set[str]:
        return {group.table for group in self.groups if group.rows}

    def of_table(self, table: str) -> list[Group]:
        return [group for group in self.groups if group.table == table and group.rows]

    def designees(self) -> set[int]:
        """Every designee whose own row or whose records changed."""
        found = set(self.subjects)
        for group in self.groups:
            found.update(group.rows if group.table == "designee" else group.values_of("designee_id"))
        return found - {None}

    def encode(self) -> bytes:
        plain = [[g.table, g.kind, g.columns, list(g.rows.values())] for g in self.groups if g.rows]
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode(), 1)

    @classmethod
    @collection_held_back()
    def decode(cls, data: bytes) -> "ChangeSet":
        found = cls()
        for table, kind, columns, rows in json.loads(zlib.decompress(data)):
            found.groups.append(Group(table, kind, tuple(columns), {row[0]: tuple(row) for row in rows}))
        return found


def _packed(change: RowChange) -> tuple[str, tuple[str, ...], list[Any]]:
    if change.before is None:
        assert change.after is not None
        return "+", tuple(change.after), list(change.after.values())
    if change.after is None:
        return "-", tuple(change.before), list(change.before.values())
    columns = tuple(change.after)
    return "=", columns, [*(change.before[c] for c in columns), *change.after.values()]


def recorded_columns(table: Table) -> list[Column[Any]]:
    """The columns that the trail records; the bytes of kept files are left out, their SHA-256 stands for them."""
    return [c for c in table.columns if not c.primary_key and not c.info.get("outside_trail")]


def default_of(column: Column[Any]) -> Any:
    """What a new row has in this column when nothing is said."""
    default = column.default
    return default.arg if isinstance(default, ColumnDefault) and default.is_scalar else None


def bind_of(column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a value of the program into what stands in the file."""
    bind = getattr(column.type, "process_bind_param", None)
    if bind is None:
        return as_it_is
    return lambda value: None if value is None else bind(value, _PLAIN)


def as_it_is(value: Any) -> Any:
    return value


def from_stored(column: Column[Any], value: Any) -> Any:
    """The value as the program sees it."""
    result = getattr(column.type, "process_result_value", None)
    return result(value, _PLAIN) if result else value


def append_only(table: Table) -> bool:
    return bool(table.info.get("append_only"))
