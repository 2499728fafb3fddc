"""What a plan of an import says: each row, each office, and all of it."""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.exchange.nominations import NominationEntry, RowKey, RowProblem
from coordinator.services.import_changes import FieldChange


class RowState(StrEnum):
    """NEW: a new nomination. CHANGED and SAME: nominated before. DOUBTFUL: undecided, taken as a new person."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on record whom a row may mean: how much alike, from 0 to 1, and why."""

    designee_id: int
    name: str
    office: str
    email: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One entry and what becomes of it. `designee_id` None: a new person; `nomination_id` None: a new nomination.

    `candidates` stay with a doubtful row when it was decided, so that it can be decided otherwise. `email` is the
    address that is kept: None where it belongs to somebody else. `same_as` is an earlier row of the same person.
    """

    entry: NominationEntry
    office_id: int
    state: RowState
    designee_id: int | None = None
    nomination_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    email: str | None = None
    same_as: RowKey | None = None
    is_over_quota: bool = False

    @property
    def is_new_person(self) -> bool:
        return self.designee_id is None and self.state is not RowState.LEFT_OUT

    @property
    def adds(self) -> bool:
        """Whether the row brings a nomination that is not there yet."""
        return self.nomination_id is None and self.same_as is None and self.state is not RowState.LEFT_OUT


@dataclass(frozen=True, slots=True)
class OfficeCounts:
    """What the file brings for one office. `standing` is how many it will have named then, `over` beyond its quota."""

    office_id: int
    code: str
    name: str
    new: int
    changed: int
    same: int
    doubtful: int
    left_out: int
    quota: int
    standing: int
    over: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Rows in the order of the file; `problems` are those of the file, then those that the records add."""

    rows: tuple[PlannedRow, ...]
    problems: tuple[RowProblem, ...]
    offices: tuple[OfficeCounts, ...]
    withheld: int
    is_late: bool
    notes: tuple[str, ...]

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file is on record as it is."""
        taken = (change for row in self.rows for change in row.changes if change.is_taken)
        return all(row.state in (RowState.SAME, RowState.LEFT_OUT) for row in self.rows) and not any(taken)
