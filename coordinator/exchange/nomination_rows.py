"""One row of a nomination list into one entry, with a problem for each cell that cannot be taken as it is."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from coordinator.exchange.nomination_cells import (
    date_of,
    is_nothing,
    names_a_contractor,
    position_of,
    yes_or_no,
    zone_of,
)
from coordinator.exchange.nomination_columns import Layout, NominationField, is_row_number
from coordinator.exchange.spreadsheets import Cell, Sheet, text_of
from coordinator.rules.contacts import display_phone, normalize_phone, split_emails
from coordinator.rules.names import PersonName, parse_name
from coordinator.rules.vocabulary import Position
from coordinator.rules.withheld import is_withheld

F = NominationField
_NAME_PARTS = (F.NAME, F.FIRST_NAME, F.MIDDLE_NAME, F.LAST_NAME, F.SUFFIX)


class ProblemKind(StrEnum):
    WITHHELD = "withheld"
    VACANT = "vacant"
    TOTAL = "total"
    EXAMPLE = "example"
    NOTE = "note"
    NO_NAME = "no_name"
    BAD_EMAIL = "bad_email"
    BAD_PHONE = "bad_phone"
    OTHER_PHONE = "other_phone"
    BAD_DATE = "bad_date"
    BAD_ANSWER = "bad_answer"
    BAD_ZONE = "bad_zone"
    DUPLICATE = "duplicate"
    SHARED_EMAIL = "shared_email"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is odd about a row, in a sentence, with the row as it was.

    `blocking` means that a person may be meant whom no entry stands for: someone has to look.
    """

    sheet: str
    row: int
    kind: ProblemKind
    message: str
    cells: tuple[str, ...]
    blocking: bool


@dataclass(frozen=True, slots=True)
class NominationEntry:
    """One nominee; `row` is 1-based. Columns without a field of their own are in `remarks`, by header.

    E-mail addresses are normalized, telephones as "(716) 555-0108 ext. 22", `time_zone` an IANA key.
    `withheld` names the fields whose cell bore a FOIA mark: they are unknown, not empty.
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


class RowReader:
    """Reads the rows of one sheet by its layout; problems go to the list it was given."""

    def __init__(self, sheet: Sheet, layout: Layout, problems: list[RowProblem]) -> None:
        self._sheet = sheet
        self._problems = problems
        self._indexes: dict[NominationField, list[int]] = {}
        for column in layout.columns:
            self._indexes.setdefault(column.field, []).append(column.index)
        header = sheet.rows[layout.header_row] if layout.header_row >= 0 else ()
        self._headers = tuple(text_of(cell) for cell in header)
        self._known = {column.index for column in layout.columns}

    def is_header_again(self, cells: tuple[str, ...]) -> bool:
        """Whether the row repeats the header, as printed lists do on each page."""
        return bool(self._headers) and _filled(cells) == _filled(self._headers)

    def name_text(self, cells: tuple[str, ...]) -> str:
        return " ".join(filter(None, (cells[at] for part in _NAME_PARTS for at in self._places(part, cells))))

    def report(self, at: int, kind: ProblemKind, message: str, blocking: bool = False) -> None:
        self._problems.append(RowProblem(self._sheet.name, at + 1, kind, message, self._cells(at), blocking))

    def entry(self, at: int, in_alternates: bool) -> NominationEntry | None:
        """The nominee in row `at` (0-based); None with a problem where the name cannot be read."""
        name = self._name(at)
        if name is None:
            self.report(at, ProblemKind.UNREADABLE, "No name can be made out in the name column.", True)
            return None
        emails = self._emails(at, F.EMAIL)
        completed, completed_on = self._course(at)
        position_text = self._text(at, F.POSITION)
        if names_a_contractor(position_text):
            name = replace(name, is_contractor=True)
        return NominationEntry(
            sheet=self._sheet.name,
            row=at + 1,
            name=name,
            email=emails[0] if emails else None,
            other_emails=emails[1:],
            phone=self._phone(at, F.PHONE),
            mobile=self._phone(at, F.MOBILE),
            position=position_of(position_text) or (Position.CONTRACTOR if name.is_contractor else None),
            position_text=position_text,
            office_text=self._text(at, F.OFFICE),
            duty_station=self._text(at, F.DUTY_STATION),
            supervisor_name=self._text(at, F.SUPERVISOR_NAME),
            supervisor_email=next(iter(self._emails(at, F.SUPERVISOR_EMAIL)), None),
            trial_use=self._answer(at, F.TRIAL_USE),
            course_completed=completed,
            course_completed_on=completed_on,
            time_zone=self._zone(at),
            remarks=self._remarks(at),
            withheld=frozenset(field for field in F if is_withheld(self._raw(at, field))),
            is_alternate=in_alternates or self._is_alternate(at),
            cells=self._cells(at),
        )

    def _cells(self, at: int) -> tuple[str, ...]:
        return tuple(text_of(cell) for cell in self._sheet.rows[at])

    def _places(self, field: NominationField, cells: tuple[object, ...]) -> list[int]:
        return [index for index in self._indexes.get(field, ()) if index < len(cells)]

    def _values(self, at: int, field: NominationField) -> list[Cell]:
        row = self._sheet.rows[at]
        return [row[index] for index in self._places(field, row)]

    def _raw(self, at: int, field: NominationField) -> str:
        return "; ".join(filter(None, (text_of(cell) for cell in self._values(at, field))))

    def _text(self, at: int, field: NominationField) -> str:
        """The cell's text, or "" where it says in words that there is none, or was withheld."""
        text = self._raw(at, field)
        return "" if is_nothing(text) or is_withheld(text) else text

    def _name(self, at: int) -> PersonName | None:
        if whole := self._text(at, F.NAME):
            return parse_name(whole)
        given = " ".join(filter(None, (self._text(at, F.FIRST_NAME), self._text(at, F.MIDDLE_NAME))))
        parts = (self._text(at, F.LAST_NAME), given, self._text(at, F.SUFFIX))
        return parse_name(", ".join(filter(None, parts)))

    def _emails(self, at: int, field: NominationField) -> tuple[str, ...]:
        text = self._text(at, field)
        found = split_emails(text)
        if text and not found:
            self.report(at, ProblemKind.BAD_EMAIL, f"“{text}” is no e-mail address; it was left out.")
        return found

    def _phone(self, at: int, field: NominationField) -> str | None:
        text = self._text(at, field)
        phone = normalize_phone(text)
        if phone is None:
            if text:
                self.report(at, ProblemKind.BAD_PHONE, f"“{text}” is no telephone number; it was left out.")
            return None
        if phone.others:
            message = f"“{text}” holds several numbers; {display_phone(phone)} was taken."
            self.report(at, ProblemKind.OTHER_PHONE, message)
        return display_phone(phone)

    def _answer(self, at: int, field: NominationField) -> bool | None:
        text = self._text(at, field)
        answer = yes_or_no(text)
        if text and answer is None:
            self.report(at, ProblemKind.BAD_ANSWER, f"“{text}” is neither yes nor no; it was left open.")
        return answer

    def _course(self, at: int) -> tuple[bool | None, date | None]:
        """Whether the course is completed and when: a date says both, a clear "no" outweighs it."""
        completed: bool | None = None
        day: date | None = None
        for cell in self._values(at, F.COURSE_COMPLETED):
            text = text_of(cell)
            found = date_of(cell)
            answer = True if found else yes_or_no(cell)
            day = day or found
            completed = answer if completed is None else completed
            if answer is None and not is_nothing(text) and not is_withheld(text):
                message = f"“{text}” is neither yes, no nor a date; it was left open."
                self.report(at, ProblemKind.BAD_DATE, message)
        return completed, day if completed else None

    def _zone(self, at: int) -> str | None:
        text = self._text(at, F.TIME_ZONE)
        zone = zone_of(text)
        if text and zone is None:
            self.report(at, ProblemKind.BAD_ZONE, f"“{text}” is no time zone that is known; it was left out.")
        return zone

    def _is_alternate(self, at: int) -> bool:
        text = self._text(at, F.ALTERNATE)
        return bool(yes_or_no(text)) or text.casefold().startswith("alt")

    def _remarks(self, at: int) -> str:
        """The remarks, then every column that has no field: "Session pref: 1st"."""
        notes = [self._text(at, F.REMARKS)]
        for index, text in enumerate(self._cells(at)):
            header = self._headers[index] if index < len(self._headers) else ""
            if text and index not in self._known and not is_row_number(header) and not is_withheld(text):
                notes.append(f"{header}: {text}" if header else text)
        return "; ".join(filter(None, notes))


def _filled(cells: tuple[str, ...]) -> list[str]:
    return [cell.casefold() for cell in cells if cell]
