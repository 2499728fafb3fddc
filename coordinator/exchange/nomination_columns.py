"""Which column of a nomination file holds what: by the words of its header, by what is in it, or as it was told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from coordinator.exchange.nomination_cells import phone_of, withheld
from coordinator.exchange.nomination_choices import NO_HEADER, SheetChoice
from coordinator.exchange.nomination_content import borne_out, told_by_content
from coordinator.exchange.nomination_headers import (
    OWN_HEADERS,
    NominationField,
    field_of_header,
    fields_of_header,
    header_key,
    is_row_number,
)
from coordinator.exchange.spreadsheets import Sheet, text_of

__all__ = [
    "ColumnMatch", "Layout", "NominationField", "SheetColumn", "Told", "field_of_header", "find_layout",
    "is_row_number", "matches", "remembered_key",
]  # fmt: skip

_ROWS_SEARCHED = 60
_WIDEST = 100
_SAMPLES = 5
_ROWS_TESTED = 200
_TEXTS_TESTED = 40
_ALTERNATIVES = 3


class Told(StrEnum):
    """What told the field of a column."""

    NOTHING = "nothing"
    HEADER = "header"
    CONTENT = "content"
    LAST_TIME = "last_time"
    WORKBOOK = "workbook"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """Column `index` (0-based) of a sheet is read as `field`, with a confidence from 0 to 1."""

    sheet: str
    index: int
    header: str
    field: NominationField
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column as it was found, read or not: without a field it goes to the remarks, or nowhere if `left_out`.

    `alternatives` are what else it may be, the surest first. `key` is the header as it is remembered, "" for none.
    """

    index: int
    header: str
    key: str
    samples: tuple[str, ...]
    field: NominationField | None
    confidence: float
    told_by: Told
    alternatives: tuple[tuple[NominationField, float], ...] = ()
    left_out: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote the column into a file of rejected rows."""
        return header_key(self.header) in OWN_HEADERS


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet understood: the header's row (0-based, NO_HEADER if there is none) and all its columns."""

    header_row: int
    columns: tuple[SheetColumn, ...]

    @property
    def names_people(self) -> bool:
        return any(column.field in _NAMES for column in self.columns)

    @property
    def matched(self) -> list[SheetColumn]:
        return [column for column in self.columns if column.field is not None]


F = NominationField

# A list may give the course as "done" and as a date, two addresses, two columns of notes.
_SEVERAL = {F.EMAIL, F.COURSE_COMPLETED, F.REMARKS}
_NAMES = {F.NAME, F.LAST_NAME}
_BY_CONTENT = {F.NAME, F.EMAIL, F.PHONE, F.POSITION}
_SAID_AS = {F.NAME: {F.FIRST_NAME, F.LAST_NAME}, F.PHONE: {F.MOBILE}}
_BUT_ADDRESSES = {F.SUPERVISOR_NAME: F.SUPERVISOR_EMAIL, F.NAME: F.EMAIL}


def find_layout(
    sheet: Sheet, choice: SheetChoice | None = None, remembered: Mapping[str, NominationField | None] | None = None
) -> Layout | None:
    """The header row and columns of a sheet, as chosen or found; None if nothing in it looks like names of people.

    The header is found by its shape, wherever it stands: the row that names most fields, a name among them.
    """
    choice, remembered = choice or SheetChoice(), remembered or {}
    row = choice.header_row if choice.header_row is not None else _header_row(sheet, remembered)
    if row is None:
        layout = _layout(sheet, NO_HEADER, choice, remembered)
        kinds = {column.field for column in layout.columns}
        return layout if choice.fields or (layout.names_people and F.EMAIL in kinds) else None
    return _layout(sheet, row if row < len(sheet.rows) else NO_HEADER, choice, remembered)


def matches(sheet: Sheet, layout: Layout) -> tuple[ColumnMatch, ...]:
    """The columns that are read as something."""
    return tuple(
        ColumnMatch(sheet.name, column.index, column.header, column.field, column.confidence, column.samples)
        for column in layout.columns
        if column.field is not None
    )


def remembered_key(header: str, occurrence: int) -> str:
    """Under what a header is remembered; the second “Phone” of a sheet is “phone #2”."""
    key = header_key(header)
    return f"{key} #{occurrence}" if key and occurrence > 1 else key


def _header_row(sheet: Sheet, remembered: Mapping[str, NominationField | None]) -> int | None:
    best: tuple[int, int] | None = None
    for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        headers = [text_of(cell) for cell in row]
        if not _could_be_header(headers):
            continue
        found = [remembered.get(header_key(each)) or _said(each) for each in _with_groups(sheet, at)]
        fields = [field for field in found if field is not None]
        if len(fields) > (best[1] if best else 0) and _has_name(sheet, at, headers, fields):
            best = at, len(fields)
    return best[0] if best else None


def _said(header: str) -> NominationField | None:
    found = None if is_row_number(header) else field_of_header(header)
    return found[0] if found else None


def _could_be_header(headers: list[str]) -> bool:
    filled = [header for header in headers if header]
    return bool(filled) and all(
        len(header) <= 80 and "@" not in header and phone_of(header)[0] is None and not withheld(header)
        for header in filled
    )


def _has_name(sheet: Sheet, at: int, headers: list[str], fields: list[NominationField]) -> bool:
    """Whether people are named; a lone column must say so without doubt, or any title would do."""
    if len(fields) > 1:
        return bool(_NAMES & set(fields)) or _layout(sheet, at, SheetChoice(), {}).names_people
    sure = [field_of_header(header) for header in headers if header]
    return any(found is not None and found[0] in _NAMES and found[1] == 1.0 for found in sure)


def _with_groups(sheet: Sheet, at: int) -> list[str]:
    """The headers of a row; under a heading that spans several columns they say both: “Supervisor” over “Name”.

    Where a header is merged with the cell above it, the text stands above.
    """
    width = min(max((len(row) for row in sheet.rows[at : at + _ROWS_TESTED]), default=0), _WIDEST)
    headers = [_text(sheet, at, index) for index in range(width)]
    if at == 0 or sum(bool(_text(sheet, at - 1, index)) for index in range(width)) < 2:
        return headers
    for top, left, bottom, right in sheet.merged:
        above = _text(sheet, top, left)
        if top == at - 1 and bottom == top and right > left:
            for index in range(left, min(right + 1, width)):
                headers[index] = f"{above} {headers[index]}" if headers[index] else ""
    for index, header in enumerate(headers):
        above = _text(sheet, at - 1, index)
        if not header and fields_of_header(above):
            headers[index] = above
    return headers


def _text(sheet: Sheet, row: int, index: int) -> str:
    cells = sheet.rows[row]
    return text_of(cells[index]) if index < len(cells) else ""


def _layout(sheet: Sheet, at: int, choice: SheetChoice, remembered: Mapping[str, NominationField | None]) -> Layout:
    columns = []
    seen: dict[str, int] = {}
    for index, header in enumerate(_with_groups(sheet, at) if at >= 0 else [""] * _width(sheet)):
        key = header_key(header)
        seen[key] = seen.get(key, 0) + 1
        texts = _texts_below(sheet, at, index)
        column = _proposed(index, header, remembered_key(header, seen[key]), texts, is_table=at >= 0)
        columns.append(_as_told(column, choice, remembered))
    return Layout(at, tuple(_by_content(_one_each(columns))))


def _width(sheet: Sheet) -> int:
    return min(max((len(row) for row in sheet.rows[:_ROWS_SEARCHED]), default=0), _WIDEST)


def _texts_below(sheet: Sheet, header_row: int, index: int) -> list[str]:
    below = islice(sheet.rows, header_row + 1, header_row + 1 + _ROWS_TESTED)
    texts = (text_of(row[index]) for row in below if index < len(row))
    return list(islice((text for text in texts if text), _TEXTS_TESTED))


def _proposed(index: int, header: str, key: str, texts: list[str], *, is_table: bool) -> SheetColumn:
    """What header and cells say by themselves, before the columns are compared with each other."""
    said = {} if not header or is_row_number(header) else dict(fields_of_header(header))
    rated = {field: sure * borne_out(field, texts) for field, sure in said.items()}
    silent = header and (is_row_number(header) or header_key(header) in OWN_HEADERS)
    # Below a header row, a lone text in a column without a header says nothing.
    content = {} if silent or (is_table and not header and len(texts) < 2) else told_by_content(texts)
    first = next(iter(rated), None)
    if first in _BUT_ADDRESSES and rated[first] < said[first] and F.EMAIL in content:
        # “Supervisor”, and addresses below it: the header says whose, the cells say what.
        first = _BUT_ADDRESSES[first]
        rated = {first: 0.8, **rated}
    others = sorted({**content, **rated}.items(), key=lambda pair: -pair[1])
    alternatives = tuple(pair for pair in others if pair[0] is not first)[:_ALTERNATIVES]
    told = Told.HEADER if first else Told.NOTHING
    samples = tuple(texts[:_SAMPLES])
    return SheetColumn(index, header, key, samples, first, rated[first] if first else 0.0, told, alternatives)


def _as_told(column: SheetColumn, choice: SheetChoice, remembered: Mapping[str, NominationField | None]) -> SheetColumn:
    """What was chosen, or remembered from last time, stands above what is found."""
    if column.index in choice.fields:
        field, told = choice.fields[column.index], Told.CHOICE
    elif column.key and column.key in remembered:
        field, told = remembered[column.key], Told.LAST_TIME
    else:
        return column
    return replace(column, field=field, confidence=1.0, told_by=told, left_out=field is None)


def _one_each(columns: list[SheetColumn]) -> list[SheetColumn]:
    """One column for a field: the surest, then the leftmost. What may stand in several columns is kept whole.

    A second column of telephones is the mobile one if there is no other; any other second one has no field.
    """
    taken = {column.field for column in columns if column.told_by in (Told.CHOICE, Told.LAST_TIME)}
    kept = {column.index: column for column in columns}
    for column in sorted(columns, key=lambda column: -column.confidence):
        if column.field is None or column.told_by is not Told.HEADER or column.field in _SEVERAL - taken:
            continue
        if column.field not in taken:
            taken.add(column.field)
        elif column.field is F.PHONE and not any(each.field is F.MOBILE for each in kept.values()):
            kept[column.index] = replace(column, field=F.MOBILE, confidence=column.confidence / 2)
        else:
            others = ((column.field, column.confidence), *column.alternatives)[:_ALTERNATIVES]
            kept[column.index] = replace(column, field=None, confidence=0.0, told_by=Told.NOTHING, alternatives=others)
    return [kept[column.index] for column in columns]


def _by_content(columns: list[SheetColumn]) -> Iterable[SheetColumn]:
    """Where no header says which column holds names, addresses, telephones or positions: the one that looks most so."""
    for field in (F.EMAIL, F.PHONE, F.NAME, F.POSITION):
        said = {column.field for column in columns}
        if said & ({field} | _SAID_AS.get(field, set())):
            continue
        rated = [(dict(column.alternatives).get(field, 0.0), -column.index) for column in columns if _is_open(column)]
        sure, minus_index = max(rated, default=(0.0, 0))
        if sure > 0:
            columns[-minus_index] = _settled(columns[-minus_index], field, sure)
    return columns


def _is_open(column: SheetColumn) -> bool:
    return column.field is None and not column.left_out and column.told_by is Told.NOTHING


def _settled(column: SheetColumn, field: NominationField, sure: float) -> SheetColumn:
    others = tuple(pair for pair in column.alternatives if pair[0] is not field)
    return replace(column, field=field, confidence=sure, told_by=Told.CONTENT, alternatives=others)
