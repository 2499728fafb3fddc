"""A list of people with dates: the transcript of an LMS, or names pasted from a mail, as any file or as text.

Where a header tells what the columns are, it is believed; without one a cell shows what it is: an address, a date, and
what is left is the name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.errors import FileRefused
from coordinator.exchange.nomination_cells import date_of, is_nothing
from coordinator.exchange.nomination_dates import date_order
from coordinator.exchange.nomination_headers import NominationField, fields_of_header
from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of
from coordinator.rules.contacts import normalize_email

HEADER_WITHIN = 20
SHOWN = 40
NOBODY = "No row of this list names a person. A list has a column of names or of e-mail addresses."


class ListField(StrEnum):
    NAME = "name"
    FIRST = "first"
    LAST = "last"
    EMAIL = "email"
    OFFICE = "office"
    COURSE = "course"
    CODE = "code"
    DAY = "day"
    UNTIL = "until"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row. `day` is the date of what happened, `until` how long it counts; None where the row says none."""

    row: int
    name: str
    email: str
    office: str = ""
    course: str = ""
    code: str = ""
    status: str = ""
    day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DatedList:
    """The rows that name somebody, a sentence for each that could not be read, and dates that read either way."""

    people: tuple[ListedPerson, ...]
    problems: tuple[str, ...]
    doubtful_dates: tuple[str, ...]


Columns = Mapping[ListField, int]

_FROM_NOMINATIONS = {
    NominationField.NAME: ListField.NAME,
    NominationField.FIRST_NAME: ListField.FIRST,
    NominationField.LAST_NAME: ListField.LAST,
    NominationField.EMAIL: ListField.EMAIL,
    NominationField.OFFICE: ListField.OFFICE,
}
# Tried from the top: "Course completion date" is a date, "Completion status" a state, "Course code" a code.
_WORDS: tuple[tuple[ListField, frozenset[str]], ...] = (
    (ListField.STATUS, frozenset({"status", "state", "result", "passed"})),
    (
        ListField.UNTIL,
        frozenset({"expires", "expiration", "expiry", "expire", "valid", "due", "renewal", "retraining"}),
    ),
    (
        ListField.DAY,
        frozenset(
            {
                "completed",
                "completion",
                "date",
                "finished",
                "acknowledged",
                "signed",
                "accepted",
                "ended",
                "earned",
                "on",
            }
        ),
    ),
    (ListField.CODE, frozenset({"code", "id", "number"})),
    (ListField.COURSE, frozenset({"course", "training", "title", "item", "activity", "learning", "module", "class"})),
)


def read_dated_list(workbook: Workbook, last_day: date) -> DatedList:
    """Every visible sheet. `last_day` is the last on which anything can have happened: it tells days from months.

    Raises FileRefused when no row names anybody.
    """
    people: list[ListedPerson] = []
    problems: list[str] = []
    doubtful: list[str] = []
    for sheet in workbook.sheets:
        if not sheet.hidden:
            read = _read_sheet(sheet, last_day)
            people += read.people
            problems += read.problems
            doubtful += read.doubtful_dates
    if not people:
        raise FileRefused(NOBODY)
    return DatedList(tuple(people), tuple(problems), tuple(dict.fromkeys(doubtful)))


def _read_sheet(sheet: Sheet, last_day: date) -> DatedList:
    rows = [[text_of(cell) for cell in row] for row in sheet.rows]
    place, columns = _header(rows)
    body = [(number, row) for number, row in enumerate(rows[place:], start=place + 1) if any(row)]
    picked = [(number, row, _picked(row, columns) if columns else _guessed(row)) for number, row in body]
    orders = {
        field: date_order([cells.get(field, "") for _, _, cells in picked], last_day)
        for field in (ListField.DAY, ListField.UNTIL)
    }
    first = {field: order.day_first for field, order in orders.items()}
    people, problems = [], []
    for number, row, cells in picked:
        read = _person(number, cells, first)
        if isinstance(read, str):
            problems.append(f"Row {number} ({_shown(row)}): {read}")
        else:
            people.append(read)
    doubtful = [text for order in orders.values() for text in order.ambiguous]
    return DatedList(tuple(people), tuple(problems), tuple(doubtful))


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, Columns | None]:
    """The first row of people, and the columns by the row above; (0, None) without a header.

    Raises FileRefused for a header without people, such as that of a list of courses.
    """
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        columns = _columns(row)
        if ListField.EMAIL in columns or ListField.NAME in columns or ListField.LAST in columns:
            return place + 1, columns
        if len(columns) > 1:
            raise FileRefused(NOBODY)
    return 0, None


def _columns(row: Sequence[str]) -> Columns:
    found: dict[ListField, int] = {}
    for place, text in enumerate(row):
        field = _field(text)
        if field is not None:
            found.setdefault(field, place)
    return found


def _field(header: str) -> ListField | None:
    if not header or len(header) > SHOWN or normalize_email(header):
        return None
    words = set(header.casefold().replace("-", " ").replace("_", " ").split())
    for field, known in _WORDS:
        if words & known and not (field is ListField.CODE and words & {"employee", "user", "person", "learner"}):
            return field
    sure = fields_of_header(header)
    return _FROM_NOMINATIONS.get(sure[0][0]) if sure and sure[0][1] == 1.0 else None


def _picked(row: Sequence[str], columns: Columns) -> dict[ListField, str]:
    return {field: row[place] for field, place in columns.items() if place < len(row)}


def _guessed(row: Iterable[str]) -> dict[ListField, str]:
    """By what each cell is: the first address, the first two dates, and the rest is the name."""
    cells: dict[ListField, str] = {}
    names: list[str] = []
    for text in (part for cell in row for part in _split(cell)):
        if ListField.EMAIL not in cells and normalize_email(text):
            cells[ListField.EMAIL] = text
        elif date_of(text) is not None:
            cells[ListField.UNTIL if ListField.DAY in cells else ListField.DAY] = text
        else:
            names.append(text)
    cells[ListField.NAME] = ", ".join(names[:2]) if len(names) > 1 and " " not in names[0] else "".join(names[:1])
    return cells


def _split(cell: str) -> Iterator[str]:
    """The parts of a cell that was typed as one: between tabs, and a date after a space at its end."""
    for part in filter(None, map(str.strip, cell.split("\t"))):
        before, _, last = part.rpartition(" ")
        if before and date_of(part) is None and date_of(last) is not None:
            yield from (before.rstrip(" ,;"), last)
        else:
            yield part


def _person(number: int, cells: Mapping[ListField, str], day_first: Mapping[ListField, bool]) -> ListedPerson | str:
    """The person of a row, or why it names none."""
    email = normalize_email(cells.get(ListField.EMAIL, "")) or ""
    name = cells.get(ListField.NAME, "") or ", ".join(filter(None, _parts(cells)))
    if not name and not email:
        return "no name and no e-mail address"
    days: dict[ListField, date | None] = {}
    for field in (ListField.DAY, ListField.UNTIL):
        text = cells.get(field, "")
        days[field] = date_of(text, day_first=day_first[field]) if text else None
        if days[field] is None and text and not is_nothing(text):
            return f"“{text[:SHOWN]}” is not a date"
    return ListedPerson(
        row=number,
        name=name,
        email=email,
        office=cells.get(ListField.OFFICE, ""),
        course=cells.get(ListField.COURSE, ""),
        code=cells.get(ListField.CODE, ""),
        status=cells.get(ListField.STATUS, ""),
        day=days[ListField.DAY],
        until=days[ListField.UNTIL],
    )


def _parts(cells: Mapping[ListField, str]) -> Iterator[str]:
    yield cells.get(ListField.LAST, "")
    yield cells.get(ListField.FIRST, "")


def _shown(row: Iterable[str]) -> str:
    text = ", ".join(filter(None, row))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
