"""The table of a report as a person sees it who is asked what its columns mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coordinator.errors import LayoutNeeded
from coordinator.exchange.attendance_reports.fields import MEETING_FIELDS, NAME_FIELDS, TIME_FIELDS, Field
from coordinator.exchange.attendance_reports.headers import field_of
from coordinator.exchange.attendance_reports.shapes import Shape, shape_fields
from coordinator.exchange.attendance_reports.stamps import stamp_of
from coordinator.exchange.attendance_reports.table import Columns, Row
from coordinator.exchange.attendance_reports.tables import (
    Document,
    clean_rows,
    columns_of,
    document_of_rows,
    headers_key,
    shown_sheets,
)
from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of
from coordinator.rules.contacts import normalize_email

LAYOUT_FIELDS: tuple[Field, ...] = (
    Field.NAME,
    Field.FIRST_NAME,
    Field.LAST_NAME,
    Field.EMAIL,
    Field.UPN,
    Field.ROLE,
    Field.JOIN,
    Field.LEAVE,
    Field.DURATION,
    Field.ATTENDED,
    Field.ACTION,
    Field.STAMP,
    Field.GUEST,
    Field.WAITING,
    Field.CONNECTION,
)
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: its place from 0, header, up to three different cells, and what the reader takes it for."""

    place: int
    header: str
    samples: tuple[str, ...]
    field: Field | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """`headers_key` is the folded header row joined by line breaks, or "" for a table without a header row."""

    headers_key: str
    sheet: str
    columns: tuple[ReportColumn, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that stand together below a header; `header` is None where the first row is data already."""

    sheet: str
    header: Row | None
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        return max(map(len, (self.header or (), *self.rows)))

    def known(self) -> Columns:
        """What the header tells of people, even if that is too little to be known as one."""
        header = self.header or ()
        fields = [(field_of(text_of(cell)), at) for at, cell in enumerate(header)]
        known = columns_of(header) or {field: at for field, at in reversed(fields) if field}
        return {field: at for field, at in known.items() if field not in MEETING_FIELDS or Field.JOIN in known}

    def shape(self) -> Shape:
        return shape_fields(self.known(), self.width, self.rows)

    def key_row(self) -> Row:
        """The header, or one that stands for it and that no file has."""
        return self.header or tuple(f"\v{at}" for at in range(self.width))


def report_table(workbook: Workbook) -> ReportTable | None:
    """The table most likely to hold the people, even if nothing in it is known; None for a file without rows."""
    block = _people_block(workbook)
    if block is None:
        return None
    fields = {at: field for field, at in block.shape().columns.items()}
    columns = (_column(block, at, fields.get(at)) for at in range(block.width))
    return ReportTable(headers_key(block.header or ()), block.sheet, tuple(columns))


def _column(block: _Block, at: int, field: Field | None) -> ReportColumn:
    texts = (text_of(row[at]) for row in block.rows if at < len(row))
    samples = tuple(dict.fromkeys(text for text in texts if text))[:_SAMPLES]
    header = text_of(block.header[at]) if block.header and at < len(block.header) else ""
    return ReportColumn(at, header, samples, field if field in LAYOUT_FIELDS else None)


def document_as_told(workbook: Workbook, layout: Sequence[Field | None]) -> Document:
    """The document with the columns of its people table as a person named them. Raises LayoutNeeded."""
    columns = {field: at for at, field in enumerate(layout) if field is not None}
    if len(columns) < sum(field is not None for field in layout):
        raise LayoutNeeded("Two columns were given the same meaning. Choose one of them.")
    if not columns.keys() & (NAME_FIELDS | {Field.EMAIL}):
        raise LayoutNeeded(
            "No column was chosen for the name or the e-mail address. Choose it and read the file again."
        )
    if not columns.keys() & TIME_FIELDS:
        raise LayoutNeeded("No column was chosen for times or minutes. Choose it and read the file again.")
    block = _people_block(workbook)
    if block is None:
        raise LayoutNeeded(f"“{workbook.name}” has no rows below its first line, so there is nothing to read.")
    return _document(workbook, [(block, columns)], is_final=True)


def document_by_shape(workbook: Workbook) -> Document:
    """The document with the columns that their cells alone explain, and a sentence about what was assumed."""
    shapes = [(block, block.shape()) for sheet in shown_sheets(workbook) for block in _blocks(sheet)]
    told = [(block, shape) for block, shape in shapes if shape.assumed and _holds_people(shape.columns)]
    if not told:
        return Document((), {}, (), ())
    document = _document(workbook, [(block, shape.columns) for block, shape in told])
    return replace(document, problems=(*document.problems, *dict.fromkeys(_assumption(*each) for each in told)))


def _holds_people(columns: Columns) -> bool:
    return bool(columns.keys() & NAME_FIELDS) and bool(columns.keys() & TIME_FIELDS)


_MEANINGS = {
    Field.NAME: "name",
    Field.FIRST_NAME: "first name",
    Field.LAST_NAME: "last name",
    Field.EMAIL: "e-mail address",
    Field.UPN: "sign-in name",
    Field.JOIN: "time of joining",
    Field.LEAVE: "time of leaving",
    Field.DURATION: "minutes",
}


def _assumption(block: _Block, shape: Shape) -> str:
    names = [f"{_heading(block, shape.columns[field])} as the {_MEANINGS[field]}" for field in shape.assumed]
    listed = ", ".join(names)
    return f"The program does not know these column names. By the cells it took {listed}. Check that this is right."


def _heading(block: _Block, at: int) -> str:
    header = text_of(block.header[at]) if block.header and at < len(block.header) else ""
    return f"“{header}”" if header else f"column {at + 1}"


def _document(workbook: Workbook, told: Sequence[tuple[_Block, Columns]], *, is_final: bool = False) -> Document:
    """All rows, with a made-up header above the blocks that have none."""
    starts = {block.rows[0]: block.key_row() for block, _ in told if block.header is None}
    rows: list[Row] = []
    for row in (row for sheet in shown_sheets(workbook) for row in (*clean_rows(sheet), ())):
        if row in starts:
            rows.append(starts.pop(row))
        rows.append(row)
    meanings = {headers_key(block.key_row()): columns for block, columns in told}
    return document_of_rows(rows, meanings, is_final=is_final)


def _people_block(workbook: Workbook) -> _Block | None:
    """The largest block that is known by its header, else the largest of all."""
    blocks = [block for sheet in shown_sheets(workbook) for block in _blocks(sheet)]
    return max(blocks, key=lambda block: (_holds_people(block.known()), _size(block)), default=None)


def _size(block: _Block) -> int:
    return sum(map(_filled, block.rows))


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    """Runs of rows with more than one filled cell; what is narrow above the header is no part of the table."""
    run: list[Row] = []
    for row in (*clean_rows(sheet), ()):
        if _filled(row) > 1:
            run.append(row)
        elif run:
            if (block := _block(sheet.name, run)).rows:
                yield block
            run = []


def _block(sheet: str, run: Sequence[Row]) -> _Block:
    widest = max(map(_filled, run))
    at = next(at for at, row in enumerate(run) if _filled(row) * 4 >= widest * 3)
    header = None if _is_data(run[at]) else run[at]
    return _Block(sheet, header, tuple(run[at + (header is not None) :]))


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row)


def _is_data(row: Row) -> bool:
    """A header holds words alone: no moment, no address, no number."""
    return any(not isinstance(cell, str | None) or stamp_of(cell) or normalize_email(cell or "") for cell in row)
