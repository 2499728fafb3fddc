"""Find the tables of people in a report by the shape of their headers, not by their place.

A row is a header when at least two of its cells are known, one of them a name, and it holds no clock time.
A row with at most one filled cell ends a table; that cell is the title of the section below.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.exchange.attendance_reports.fields import MEETING_FIELDS, NAME_FIELDS, TIME_FIELDS, Field
from coordinator.exchange.attendance_reports.headers import field_of, normal
from coordinator.exchange.attendance_reports.stamps import stamp_of
from coordinator.exchange.attendance_reports.table import Columns, Row, Table, completed
from coordinator.exchange.spreadsheets import Cell, Sheet, Workbook, text_of


@dataclass(frozen=True)
class Document:
    """The tables of people, what is said about the meeting around them, and every known label."""

    tables: tuple[Table, ...]
    facts: Mapping[Field, Cell]
    rows: tuple[Row, ...]
    problems: tuple[str, ...]

    def labels(self) -> frozenset[str]:
        """Every header cell of the tables."""
        return frozenset(label for table in self.tables for label in table.labels)

    def first_cells(self) -> frozenset[str]:
        """What stands at the left, as labels are compared: titles of sections and of the report."""
        return frozenset(normal(text_of(row[0])) for row in self.rows if row)

    def cells(self) -> Iterator[Cell]:
        yield from (cell for row in self.rows for cell in row)
        yield from self.cells_of_meeting()

    def cells_of_meeting(self) -> Iterator[Cell]:
        """The cells that say when the meeting was and when people were in it."""
        yield from (self.facts.get(field) for field in (Field.STARTED, Field.ENDED, Field.MEETING_DAY))
        for table in self.tables:
            for row in table.rows:
                yield from (table.cell(row, field) for field in (Field.JOIN, Field.LEAVE, Field.STAMP))


def document_of(workbook: Workbook, told: Mapping[str, Columns] | None = None) -> Document:
    """Read the visible sheets, or all of them if none is visible.

    `told` are the columns of headers that nothing else tells, by `headers_key`; each wins over what is known.
    """
    return document_of_rows([row for sheet in shown_sheets(workbook) for row in (*clean_rows(sheet), ())], told or {})


def document_of_rows(rows: Sequence[Row], told: Mapping[str, Columns], *, is_final: bool = False) -> Document:
    """The same for rows that are at hand. When what is told is final, a column that was left out stays out."""
    finder = _Finder(told)
    for row in (*rows, ()):
        finder.take(row)
    finder.tell_lonely()
    made = (table.made() for table in finder.tables if TIME_FIELDS & table.columns.keys())
    tables = tuple(table if is_final else completed(table) for table in made)
    facts = _facts_around(finder.others) | _facts_in(tables)
    return Document(tables, facts, tuple(rows), tuple(finder.problems))


def shown_sheets(workbook: Workbook) -> Sequence[Sheet]:
    """What a person sees who opens the file."""
    return [sheet for sheet in workbook.sheets if not sheet.hidden] or list(workbook.sheets)


def clean_rows(sheet: Sheet) -> list[Row]:
    """The rows of the sheet with `_clean` cells; an empty text is None."""
    return [tuple(map(_clean, row)) for row in sheet.rows]


def headers_key(header: Iterable[Cell]) -> str:
    """The header row as it is compared and remembered: folded labels joined by line breaks."""
    return "\n".join(normal(text_of(cell)) for cell in header)


def _clean(cell: Cell) -> Cell:
    """Text without the wrapper and star that some exports put around it; other cells as they are."""
    if not isinstance(cell, str):
        return cell
    text = text_of(cell)
    if text.startswith(("=", "*")):
        text = re.sub(r"^=(?=\d)", "", text).removeprefix("*").strip()
    return text or None


@dataclass
class _Open:
    """A table that is still being read."""

    section: str
    labels: tuple[str, ...]
    columns: Columns
    rows: list[Row] = field(default_factory=list)

    def made(self) -> Table:
        return Table(self.section, self.labels, self.columns, tuple(self.rows))

    def fits(self, row: Row) -> bool:
        """Whether a row after the table's end goes on with it: a name that is no label, and a time."""
        places = [self.columns[field] for field in (Field.JOIN, Field.STAMP) if field in self.columns]
        return self.names(row) and any(_has_clock(row[at]) for at in places if at < len(row))

    def names(self, row: Row) -> bool:
        """Whether the row has a name where this table has names."""
        places = [self.columns[field] for field in sorted(NAME_FIELDS & self.columns.keys())]
        names = [text_of(row[at]) for at in places if at < len(row)]
        return any(names) and not any(field_of(name) for name in names)


class _Finder:
    """Takes the rows one by one: each starts a table, goes on with one, ends one, or stands outside."""

    def __init__(self, told: Mapping[str, Columns]) -> None:
        self._told = told
        self.tables: list[_Open] = []
        self.others: list[Row] = []
        self.problems: list[str] = []
        self._inside = False
        self._title = ""
        self._lonely: list[str] = []

    def take(self, row: Row) -> None:
        filled = [cell for cell in row if cell is not None]
        if len(filled) <= 1:
            self._end(row, filled)
        elif columns := self._columns_of(row):
            self.tables.append(_Open(self._title, tuple(normal(text_of(cell)) for cell in row), columns))
            self._inside, self._title = True, ""
            self._lonely.clear()  # the last line was the title of this table
        elif self._inside or self._goes_on(row):
            self.tables[-1].rows.append(_with_whole_stamps(row, len(self.tables[-1].labels)))
        else:
            self.others.append(row)

    def _columns_of(self, row: Row) -> Columns | None:
        told = self._told.get(headers_key(row)) if self._told else None
        return told or columns_of(row)

    def _end(self, row: Row, filled: Sequence[Cell]) -> None:
        """A line with nothing in it, or with one cell: a title, or a person of whom nothing more is told."""
        if filled and self.tables and (self._inside or self._lonely) and self.tables[-1].names(row):
            self._lonely.append(text_of(filled[0]))
        self._inside = False
        self._title = text_of(filled[0]) if filled else self._title

    def _goes_on(self, row: Row) -> bool:
        if not self.tables or not self.tables[-1].fits(row):
            return False
        if self._title and self._title not in self._lonely:
            self._lonely.append(self._title)
        self.tell_lonely()
        self._inside, self._title = True, ""
        return True

    def tell_lonely(self) -> None:
        """Nobody is passed over without a word."""
        for name in self._lonely:
            self.problems.append(f"The line “{name}” has nothing but a name and was not read.")
        self._lonely.clear()


def columns_of(row: Row) -> Columns | None:
    """The column of every field if the row is a header, else None."""
    known = [(at, field) for at, cell in enumerate(row) if (field := field_of(text_of(cell)))]
    names = [(at, field) for at, field in known if field in NAME_FIELDS]
    if not _is_header({field for _, field in known}) or any(_has_clock(cell) for cell in row):
        return None
    # Wide files repeat columns: what is about the person stands after the name, what is about the meeting before.
    name_at = min(names, key=lambda name: (_NAME_RANK.index(name[1]), name[0]))[0]
    columns: dict[Field, int] = {}
    for at, field_ in sorted(known, key=lambda item: (item[0] < name_at, abs(item[0] - name_at))):
        columns.setdefault(field_, at)
    columns |= {field_: at for at, field_ in reversed(known) if field_ in MEETING_FIELDS}
    return _with_own_minutes(columns, name_at)


def _with_own_minutes(columns: dict[Field, int], name_at: int) -> Columns:
    """In some languages the minutes of a person are called as those of the meeting; they stand after the name."""
    minutes = columns.get(Field.MEETING_MINUTES, -1)
    if Field.DURATION in columns or minutes < name_at:
        return columns
    own = dict(columns)
    own[Field.DURATION] = own.pop(Field.MEETING_MINUTES)
    return own


def _is_header(fields: set[Field]) -> bool:
    """A “User Name” beside the topic is the host; it is a column of people only beside their times."""
    if fields & NAME_FIELDS == {Field.WEAK_NAME}:
        return bool(fields & {Field.JOIN, Field.STAMP, Field.ATTENDED})
    return len(fields) >= 2 and bool(fields & NAME_FIELDS)


_NAME_RANK = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.WEAK_NAME)


def _has_clock(cell: Cell) -> bool:
    stamp = stamp_of(cell)
    return stamp is not None and stamp.clock is not None


def _with_whole_stamps(row: Row, width: int) -> Row:
    """The row with `5/12/2021` and `1:00 PM` put together where an unquoted comma made two cells of one stamp."""
    cells = list(row)
    at = 0
    while len(cells) > width and at + 1 < len(cells):
        if _is_day(cells[at]) and _is_clock(cells[at + 1]):
            cells[at : at + 2] = [f"{text_of(cells[at])} {text_of(cells[at + 1])}"]
        at += 1
    return tuple(cells)


def _is_day(cell: Cell) -> bool:
    stamp = stamp_of(cell)
    return stamp is not None and stamp.clock is None


def _is_clock(cell: Cell) -> bool:
    stamp = stamp_of(cell)
    return stamp is not None and stamp.day is None and stamp.parts is None


def _facts_around(rows: Iterable[Row]) -> dict[Field, Cell]:
    """What label and value side by side, or a row of labels above a row of values, say about the meeting."""
    facts: dict[Field, Cell] = {}
    above: Row = ()
    for row in rows:
        filled = [cell for cell in row if cell is not None]
        found = _beside(filled) or _below(above, row)
        for field_, cell in found.items():
            facts.setdefault(field_, cell)
        above = row
    return facts


def _beside(filled: Sequence[Cell]) -> dict[Field, Cell]:
    if len(filled) != 2:
        return {}
    label, value = field_of(text_of(filled[0])), filled[1]
    return {label: value} if label in MEETING_FIELDS and label and not field_of(text_of(value)) else {}


def _below(above: Row, row: Row) -> dict[Field, Cell]:
    labels = [field_of(text_of(cell)) for cell in above]
    if sum(label is not None for label in labels) < 2 or any(field_of(text_of(cell)) for cell in row):
        return {}
    pairs = zip(labels, row, strict=False)
    return {label: cell for label, cell in pairs if label in MEETING_FIELDS and label and cell is not None}


def _facts_in(tables: Iterable[Table]) -> dict[Field, Cell]:
    """What tables that repeat the meeting on every row say about it."""
    facts: dict[Field, Cell] = {}
    for table in tables:
        for field_ in MEETING_FIELDS & table.columns.keys():
            cells = (table.cell(row, field_) for row in table.rows)
            facts.setdefault(field_, next((cell for cell in cells if cell is not None), None))
    return {field_: cell for field_, cell in facts.items() if cell is not None}
