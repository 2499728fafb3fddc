"""What a report is, and its rows in order, in groups and with totals: from plain cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.rules.query import folded
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import ReportSubject

Cell = str | int | float | date | None


class ColumnKind(StrEnum):
    """What stands in the cells of a column. WORDS are texts of a fixed set."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """A query that is kept: of which subject, which columns in which order, grouped and sorted by what.

    Columns, `group_by` and `sort_by` are names of the subject's fields; the last two may be empty.
    """

    name: str
    subject: ReportSubject
    query: str = ""
    columns: tuple[str, ...] = ()
    group_by: str = ""
    sort_by: str = ""
    is_descending: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """The values of one that `is_summed` add up, such as seats. `personal` is what its texts say of a person."""

    name: str
    title: str
    kind: ColumnKind
    is_summed: bool = False
    personal: PersonalField | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row with a cell for each column. `page` and `target` are where its record is shown."""

    id: int
    cells: tuple[Cell, ...]
    page: str
    target: object


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with what it is grouped and sorted by, which need not be among its cells."""

    row: ReportRow
    group: str
    sort: Cell


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """The rows under one heading; `totals` has a number for each column that is summed, None for the others."""

    title: str
    rows: tuple[ReportRow, ...]
    totals: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What a report says. Without a grouping there is one group without a title.

    `by` is what the groups are of, such as "Office"; `one` and `many` are what a row is; `words` count what was found.
    """

    columns: tuple[ReportColumn, ...]
    groups: tuple[ReportGroup, ...]
    totals: tuple[Cell, ...]
    total: int
    words: str
    by: str
    one: str
    many: str

    @property
    def is_summed(self) -> bool:
        """Whether a column adds up, so that the whole has a line of totals."""
        return self.total > 0 and any(column.is_summed for column in self.columns)

    def heading(self, group: ReportGroup) -> str:
        """ "SAC Denver · 12 licenses", with what adds up behind it; empty where nothing is grouped."""
        if not self.by:
            return ""
        sums = zip(self.columns, group.totals, strict=True)
        said = (f"{column.title} {cell_words(total)}" for column, total in sums if column.is_summed)
        counted = f"{len(group.rows):,} {self.one if len(group.rows) == 1 else self.many}"
        return "  ·  ".join((group.title or f"No {self.by.lower()}", counted, *said))


def sort_key(cell: Cell) -> tuple[int, float, str]:
    """Numbers and days by size, texts without regard to capitals and accents; all cells of a column are of a kind."""
    if isinstance(cell, date):
        return 0, cell.toordinal(), ""
    if isinstance(cell, int | float):
        return 0, cell, ""
    return 1, 0, folded(cell or "")


def in_order(rows: Iterable[PlacedRow], is_descending: bool) -> list[PlacedRow]:
    """By what they are sorted by; rows without it come last either way, equal ones stay as they came."""
    found = list(rows)
    filled = [row for row in found if row.sort not in (None, "")]
    filled.sort(key=lambda row: sort_key(row.sort), reverse=is_descending)
    return filled + [row for row in found if row.sort in (None, "")]


def in_groups(rows: Iterable[PlacedRow], columns: Sequence[ReportColumn]) -> tuple[ReportGroup, ...]:
    """The groups by their headings, that without one last; the rows of each in the order in which they come."""
    groups: dict[str, list[ReportRow]] = {}
    for placed in rows:
        groups.setdefault(placed.group, []).append(placed.row)
    ordered = sorted(groups, key=lambda title: (not title, folded(title), title))
    return tuple(ReportGroup(title, tuple(groups[title]), totals(groups[title], columns)) for title in ordered)


def totals(rows: Sequence[ReportRow], columns: Sequence[ReportColumn]) -> tuple[Cell, ...]:
    """For each column the sum of its numbers; None where it does not add up."""
    return tuple(_sum(rows, place) if column.is_summed else None for place, column in enumerate(columns))


def _sum(rows: Sequence[ReportRow], place: int) -> float:
    return sum(cell for row in rows if isinstance(cell := row.cells[place], int | float))


def cell_words(cell: Cell) -> str:
    """As it stands in a file: numbers with commas, days as ISO has them."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return f"{cell:,}" if isinstance(cell, int) else f"{cell:,.6g}"
    return cell.isoformat() if isinstance(cell, date) else cell
