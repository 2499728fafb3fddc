"""Problems of a file in hand as rows of a grid, each with a number that stays when others are mended."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.services.import_reading import NominationField, Repair, RowProblem, SheetRead
from ui.models.file_in_hand import FileInHand

# What can be typed into a cell to mend the row.
FIELDS = {
    Repair.GIVE_NAME: NominationField.NAME,
    Repair.ASK_OFFICE: NominationField.NAME,
    Repair.GIVE_EMAIL: NominationField.EMAIL,
    Repair.GIVE_PHONE: NominationField.PHONE,
    Repair.GIVE_DATE: NominationField.COURSE_COMPLETED,
    Repair.GIVE_ANSWER: NominationField.TRIAL_USE,
    Repair.GIVE_ZONE: NominationField.TIME_ZONE,
    Repair.GIVE_PRIORITY: NominationField.PRIORITY,
}


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """`cell` is what stands in the cell it is about: as it was given last, else as it came."""

    id: int
    problem: RowProblem
    repair: Repair
    where: str
    cell: str

    @property
    def field(self) -> NominationField | None:
        """What would mend it if it were typed."""
        return self.problem.field or FIELDS.get(self.repair)

    @property
    def row(self) -> str:
        return " | ".join(filter(None, self.problem.cells))


class ProblemLines:
    """Makes the lines; a problem that is still there has the number that it had."""

    def __init__(self) -> None:
        self._ids: dict[tuple[object, ...], int] = {}

    def of(self, file: FileInHand) -> list[ProblemLine]:
        several = len({problem.sheet for problem in file.problems}) > 1
        columns = _columns(file.content.sheets if file.content else ())
        repairs = {kind: problem.repair for kind, problem in {each.kind: each for each in file.problems}.items()}
        return [
            ProblemLine(
                self._id(each), each, repair := repairs[each.kind], _where(each, several),
                _cell(each, each.field or FIELDS.get(repair), file, columns),
            )
            for each in file.problems
        ]  # fmt: skip

    def _id(self, problem: RowProblem) -> int:
        key = (*problem.key, problem.kind, problem.column)
        return self._ids.setdefault(key, len(self._ids))


def _where(problem: RowProblem, several: bool) -> str:
    return f"{problem.sheet}, row {problem.row}" if several else f"Row {problem.row}"


def _columns(sheets: tuple[SheetRead, ...]) -> dict[tuple[str, NominationField], int]:
    """The first column of each field, by sheet."""
    found: dict[tuple[str, NominationField], int] = {}
    for sheet in sheets:
        for column in sheet.columns:
            if column.field is not None:
                found.setdefault((sheet.name, column.field), column.index)
    return found


def _cell(
    problem: RowProblem,
    field: NominationField | None,
    file: FileInHand,
    columns: Mapping[tuple[str, NominationField], int],
) -> str:
    if field is None:
        return ""
    repair = file.choices.repairs.get(problem.key)
    if repair is not None and field in repair.fields:
        return repair.fields[field]
    at = problem.column if problem.column is not None else columns.get((problem.sheet, field))
    return problem.cells[at] if at is not None and at < len(problem.cells) else ""
