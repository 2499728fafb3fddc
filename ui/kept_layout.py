"""How the user arranged the columns of a grid, kept from one start of the program to the next.

It holds titles of columns, widths and a sort order: nothing of the people in the rows.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSettings

NARROWEST, WIDEST = 20, 4000
_KEY = "grids"


@dataclass(frozen=True, slots=True)
class KeptColumn:
    title: str
    width: int
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns from left to right; `sorted_by` is a title, "" for the order the rows come in."""

    columns: tuple[KeptColumn, ...]
    sorted_by: str = ""
    is_descending: bool = False


class KeptLayouts:
    """Layouts by the name of their grid. Columns are known by their titles, which outlive their numbers."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def layout(self, grid: str, titles: Collection[str]) -> Layout | None:
        """None when nothing was kept, or nothing that fits a grid with these columns."""
        try:
            kept = _read(json.loads(str(self._settings.value(_key(grid), ""))))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        names = [column.title for column in kept.columns]
        return kept if sorted(names) == sorted(titles) and kept.sorted_by in ("", *names) else None

    def keep(self, grid: str, layout: Layout) -> None:
        columns = [[column.title, column.width, column.is_hidden] for column in layout.columns]
        kept = {"columns": columns, "sorted_by": layout.sorted_by, "is_descending": layout.is_descending}
        self._settings.setValue(_key(grid), json.dumps(kept))

    def forget(self, grid: str) -> None:
        self._settings.remove(_key(grid))


def _key(grid: str) -> str:
    """A slash in a name would make a group of it."""
    return f"{_KEY}/{grid.replace('/', '-')}"


def _read(kept: Any) -> Layout:
    """Raises one of the errors of wrong types when it is no layout."""
    columns = tuple(KeptColumn(str(title), _width(width), bool(hidden)) for title, width, hidden in kept["columns"])
    if all(column.is_hidden for column in columns):
        raise ValueError("no column would be left")
    return Layout(columns, str(kept["sorted_by"]), bool(kept["is_descending"]))


def _width(width: Any) -> int:
    if not isinstance(width, int) or not NARROWEST <= width <= WIDEST:
        raise ValueError("not a width")
    return width
