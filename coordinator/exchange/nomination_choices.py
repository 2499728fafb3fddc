"""What a person decides about the reading of a nomination file; everything that is not decided is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from coordinator.exchange.nomination_headers import NominationField

NO_HEADER = -1
RowKey = tuple[str, int]  # sheet, row (1-based)


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """About one sheet. `taken` None: if it is visible and names people. `header_row` is 0-based, NO_HEADER for none.

    `fields` gives columns (0-based) their field; None leaves the column out, not even as a remark. `day_first` is
    by column.
    """

    taken: bool | None = None
    header_row: int | None = None
    fields: Mapping[int, NominationField | None] = field(default_factory=dict)
    day_first: Mapping[int, bool] = field(default_factory=dict)


class RowDecision(StrEnum):
    """READ: as the program thinks. TAKE: it is a person of its own, whatever it looks like. LEAVE_OUT: take nobody."""

    READ = "read"
    TAKE = "take"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class RowRepair:
    """A row mended in place: the texts that stand for its cells, and what becomes of it."""

    fields: Mapping[NominationField, str] = field(default_factory=dict)
    decision: RowDecision = RowDecision.READ


@dataclass(frozen=True, slots=True)
class Choices:
    """All that was decided about a file.

    `remembered` is what headers meant last time (`header_key` → field, None: left out); `last_day` is a day that no
    date in the file can lie behind, such as the day of receipt.
    """

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    remembered: Mapping[str, NominationField | None] = field(default_factory=dict)
    repairs: Mapping[RowKey, RowRepair] = field(default_factory=dict)
    last_day: date | None = None

    def with_repairs(self, repairs: Mapping[RowKey, RowRepair]) -> "Choices":
        """The same with more rows mended; what was mended in a row before stays unless it is mended again."""
        merged = dict(self.repairs)
        for key, repair in repairs.items():
            earlier = merged.get(key, RowRepair())
            merged[key] = RowRepair({**earlier.fields, **repair.fields}, repair.decision)
        return replace(self, repairs=merged)
