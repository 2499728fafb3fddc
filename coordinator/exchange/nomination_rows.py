"""One row of a nomination list into one entry, with a problem for each cell that cannot be taken as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from coordinator.exchange.nomination_cells import name_of, names_a_contractor, position_of, withheld
from coordinator.exchange.nomination_choices import Choices, RowKey, RowRepair, SheetChoice
from coordinator.exchange.nomination_columns import Layout, NominationField, is_row_number
from coordinator.exchange.nomination_grid import Grid
from coordinator.exchange.nomination_problems import ProblemKind, RowProblem
from coordinator.exchange.nomination_texts import NAME_PARTS, FieldTexts, converted
from coordinator.exchange.nomination_values import Complaint, FieldValues
from coordinator.exchange.spreadsheets import Sheet
from coordinator.rules.names import PersonName
from coordinator.rules.vocabulary import Position

F = NominationField
_NOTHING_WITHHELD: frozenset[NominationField] = frozenset()
AS_IT_IS = RowRepair()


@dataclass(frozen=True, slots=True)
class NominationEntry:
    """One nominee; `row` is 1-based. Columns without a field of their own are in `remarks`, by header.

    E-mail addresses are normalized, telephones as "(716) 555-0108 ext. 22", `time_zone` an IANA key.
    `supervisor_priority` is 1 for whom the supervisor puts first. `withheld` names the fields whose cell bore a FOIA
    mark: they are unknown, not empty.
    """

    sheet: str
    row: int
    name: PersonName
    email: str | None
    other_emails: tuple[str, ...]
    phone: str | None
    mobile: str | None
    position: Position | None
    position_text: str
    office_text: str
    duty_station: str
    supervisor_name: str
    supervisor_email: str | None
    trial_use: bool | None
    course_completed: bool | None
    course_completed_on: date | None
    time_zone: str | None
    remarks: str
    withheld: frozenset[NominationField]
    is_alternate: bool
    cells: tuple[str, ...] = ()
    supervisor_priority: int | None = None

    @property
    def key(self) -> RowKey:
        """Sheet and row: what repairs and decisions are given for."""
        return self.sheet, self.row


@dataclass(slots=True)
class Row:
    """One row under reading: its number in the sheet (1-based), its place among the rows below the header."""

    number: int
    place: int
    cells: tuple[str, ...]
    repair: RowRepair


class RowReader:
    """Reads the rows of one sheet by its layout; problems go to the list it was given."""

    def __init__(self, sheet: Sheet, layout: Layout, problems: list[RowProblem], choices: Choices) -> None:
        self._name, self._problems = sheet.name, problems
        self._grid = grid = Grid(sheet, layout)
        self.notes = grid.notes
        self._headers = grid.cells[layout.header_row] if layout.header_row >= 0 else ()
        self._filled_headers = _filled(self._headers)
        self._repairs = {
            row - 1 - grid.first: repair
            for (name, row), repair in choices.repairs.items()
            if name == sheet.name and grid.first < row <= len(grid.cells)
        }
        self._texts = FieldTexts(grid, layout, self._repairs)
        choice = choices.sheets.get(sheet.name, SheetChoice())
        self._values = FieldValues(self._texts, self._headers, choice.day_first, choices.last_day)
        self._read_names()
        self._read_words()
        self._find_remarks(layout)
        self._find_withheld()

    def _read_names(self) -> None:
        parts = [self._texts.raw(part) for part in NAME_PARTS]
        given = [(place, repair.fields[F.NAME]) for place, repair in self._repairs.items() if F.NAME in repair.fields]
        self._name_texts = [" ".join(filter(None, each)) for each in zip(*parts, strict=True)]
        whole, first, middle, last, suffix = (self._texts.said(part) for part in NAME_PARTS)
        if not any(first) and not any(last):
            self._names = converted(whole, name_of)
        else:
            put_together = zip(whole, last, first, middle, suffix, strict=True)
            self._names = converted([each[0] or _whole(*each[1:]) for each in put_together], name_of)
        for place, text in given:
            self._name_texts[place] = text.strip()

    def _read_words(self) -> None:
        self._position_texts = self._texts.said(F.POSITION)
        self._positions = converted(self._position_texts, position_of)
        self._contractors = converted(self._position_texts, names_a_contractor)
        self._offices, self._stations = self._texts.said(F.OFFICE), self._texts.said(F.DUTY_STATION)
        self._supervisors = self._texts.said(F.SUPERVISOR_NAME)

    def _find_remarks(self, layout: Layout) -> None:
        """Every column that has no field is a remark: "Session pref: 1st"."""
        spoken_for = {column.index for column in layout.columns if column.field or column.left_out or column.is_ours}
        spoken_for |= {index for index, header in enumerate(self._headers) if is_row_number(header)}
        width = max(map(len, self._grid.cells), default=0)
        self._loose = [index for index in range(width) if index not in spoken_for]
        self._remarks = self._texts.said(F.REMARKS)

    def rows(self) -> Iterator[Row]:
        """The rows below the header, in order."""
        first, repairs = self._grid.first, self._repairs
        for place, cells in enumerate(self._grid.cells[first:]):
            yield Row(first + place + 1, place, cells, repairs.get(place, AS_IT_IS))

    def is_header_again(self, row: Row) -> bool:
        """Whether the row repeats the header, as printed lists do on each page."""
        return bool(self._headers) and row.cells[:1] == self._headers[:1] and _filled(row.cells) == self._filled_headers

    def name_text(self, row: Row) -> str:
        return self._name_texts[row.place]

    def report(self, row: Row, complaint: Complaint, *, blocking: bool = False) -> None:
        column = complaint.column
        if column is None and complaint.field is not None:
            column = next(iter(self._texts.columns.get(complaint.field, ())), None)
        self._problems.append(
            RowProblem(
                self._name, row.number, complaint.kind, complaint.message, row.cells, blocking, complaint.field, column
            )
        )

    def entry(self, row: Row, in_alternates: bool) -> NominationEntry | None:
        """The nominee in the row; None with a problem where the name cannot be read."""
        at, values = row.place, self._values
        name = self._names[at]
        if name is None:
            message = "No name can be made out in the name column."
            self.report(row, Complaint(ProblemKind.UNREADABLE, message, F.NAME), blocking=True)
            return None
        for complaint in values.complaints(at):
            self.report(row, complaint)
        if self._contractors[at]:
            name = replace(name, is_contractor=True)
        emails = values.emails[at]
        return NominationEntry(
            sheet=self._name,
            row=row.number,
            name=name,
            email=emails[0] if emails else None,
            other_emails=emails[1:],
            phone=values.phones[at],
            mobile=values.mobiles[at],
            position=self._positions[at] or (Position.CONTRACTOR if name.is_contractor else None),
            position_text=self._position_texts[at],
            office_text=self._offices[at],
            duty_station=self._stations[at],
            supervisor_name=self._supervisors[at],
            supervisor_email=values.supervisor_emails[at],
            trial_use=values.trial_use[at],
            course_completed=values.course[at][0],
            course_completed_on=values.course[at][1],
            time_zone=values.zones[at],
            remarks=self._remarks_of(row),
            withheld=frozenset(self._withheld[at]) if at in self._withheld else _NOTHING_WITHHELD,
            is_alternate=in_alternates or values.alternates[at],
            cells=row.cells,
            supervisor_priority=values.priorities[at],
        )

    def _remarks_of(self, row: Row) -> str:
        remarks, cells = self._remarks[row.place], row.cells
        for index in self._loose:
            text = cells[index] if index < len(cells) else ""
            if text and not withheld(text):
                header = self._headers[index] if index < len(self._headers) else ""
                note = f"{header}: {text}" if header else text
                remarks = f"{remarks}; {note}" if remarks else note
        return remarks

    def _find_withheld(self) -> None:
        self._withheld: dict[int, set[NominationField]] = {}
        for field in self._texts.columns:
            texts = self._texts.raw(field)
            marked = {text for text in set(texts) if withheld(text)}
            for place, text in enumerate(texts if marked else ()):
                if text in marked:
                    self._withheld.setdefault(place, set()).add(field)


def _whole(last: str, first: str, middle: str, suffix: str) -> str:
    given = f"{first} {middle}".strip()
    return ", ".join(filter(None, (last, given, suffix)))


def _filled(cells: tuple[str, ...]) -> list[str]:
    return [cell.casefold() for cell in cells if cell]
