"""Any table a person might send – CSV, TSV, XLSX, XLS, ODS, XML, a web page – into plain cells.

The kind is sniffed from the content, never from the extension: a “.csv” of Teams or Webex is a
UTF-16 TSV, and a “.xls” may be XML or a web page.
"""

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from coordinator.errors import FileRefused
from coordinator.exchange.delimited_text import decode_text, looks_binary, parse_delimited
from coordinator.exchange.html_tables import table_rows
from coordinator.exchange.package_checks import MOST_BYTES, check_ole, check_package, is_ole, is_package
from coordinator.exchange.xml_tables import read_xml

__all__ = ["Cell", "Sheet", "Workbook", "decode_text", "read_workbook", "text_of"]

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_MOST_ROWS = 250_000
_MOST_EMPTY_ROWS = 1_000
_MOST_MERGED = 10_000

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\x00\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WRAPPER = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED = re.compile("'[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_WEB_PAGE = re.compile(r"\s*(<!--.{0,2000}?-->\s*)?<(!doctype html|html|head|body|table|meta|style)", re.I | re.DOTALL)
_XML = re.compile(r"\s*<")
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_LONGEST_PAGE = 20 * 1024 * 1024
_NOT_A_TABLE = (
    (re.compile(r"\s*mime-version:", re.I), "a web page"),
    (re.compile(r"%PDF-"), "a PDF"),
    (re.compile(r"\{\\rtf"), "a text document"),
    (re.compile(r"\s*BEGIN:V(CALENDAR|CARD)", re.I), "a calendar or contact file"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows[i]`` is row i + 1 of the sheet, shorter where the row ends early.

    `merged` are the areas that are one cell, as top, left, bottom, right (0-based, inclusive); the text is top left.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. `kind` is csv, xlsx, xls, ods, xml or html; encoding and delimiter are for text only."""

    name: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    sha256: str
    notes: tuple[str, ...]


def read_workbook(name: str, data: bytes, *, encoding: str | None = None, delimiter: str | None = None) -> Workbook:
    """Read the bytes of a file called `name`. `encoding` and `delimiter` override the guess for text files.

    Raises FileRefused with a sentence for everything that is no table, too big, locked or damaged.
    """
    if not data.strip(b"\0\r\n\t "):
        raise FileRefused(f"“{name}” is empty.")
    if len(data) > MOST_BYTES:
        raise FileRefused(f"“{name}” is larger than {MOST_BYTES // 1024**2} MB. Send the list alone.")
    if is_package(data):
        kind, notes = check_package(name, data)
        return _read_binary(name, data, kind, notes)
    if is_ole(data):
        check_ole(name, data)
        return _read_binary(name, data, "xls", [])
    return _read_text(name, data, encoding, delimiter)


def text_of(cell: Cell) -> str:
    """The cell as clean text: NFC, plain spaces, nothing invisible, no ``="…"``, 7.0 as "7", ISO dates."""
    if type(cell) is str:
        return cell if cell.isascii() and cell.isalnum() else _clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return _clean(str(cell))


def _clean(text: str) -> str:
    if text.isascii():
        text = text.replace("\x00", "").strip()
    else:
        text = _INVISIBLE.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text))).strip()
    if text.startswith("=") and (wrapped := _WRAPPER.fullmatch(text)):
        return wrapped[1].replace('""', '"').strip()
    # Our own exports put an apostrophe before what a spreadsheet would take for a formula.
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def _read_text(name: str, data: bytes, encoding: str | None, told: str | None) -> Workbook:
    text, used = decode_text(data, encoding or _declared_encoding(data))
    for pattern, what in _NOT_A_TABLE:
        if pattern.match(text):
            raise FileRefused(f"“{name}” is {what}, not a workbook. Save the list as .xlsx or .csv.")
    if looks_binary(text):
        raise FileRefused(f"“{name}” is neither a workbook nor text. Save the list as .xlsx or .csv.")
    if _WEB_PAGE.match(text):
        return _read_page(name, data, text, used)
    if _XML.match(text):
        return _read_xml(name, data, text, used)
    delimiter, parsed, notes = parse_delimited(text, told)
    rows = _bounded(name, parsed, notes)
    sheet = Sheet(name=name, hidden=False, rows=rows)
    return Workbook(name, "csv", used, delimiter, (sheet,), _sha256(data), tuple(notes))


def _declared_encoding(data: bytes) -> str | None:
    """What an XML declaration says, if it is true; a byte order mark tells it better."""
    found = _XML_ENCODING.match(data)
    if found is None:
        return None
    declared = found[1].decode("ascii")
    try:
        data.decode(declared)
    except (LookupError, ValueError):
        return None
    return declared


def _read_page(name: str, data: bytes, text: str, used: str) -> Workbook:
    rows = table_rows(text) if len(text) <= _LONGEST_PAGE else []
    if sum(len(row) > 1 for row in rows) < 2:
        raise FileRefused(f"“{name}” is a web page, not a workbook. Save the list as .xlsx or .csv.")
    notes: list[str] = []
    sheet = Sheet(name, False, _bounded(name, ([cell or None for cell in row] for row in rows), notes))
    return Workbook(name, "html", used, None, (sheet,), _sha256(data), tuple(notes))


def _read_xml(name: str, data: bytes, text: str, used: str) -> Workbook:
    notes: list[str] = []
    sheets = tuple(
        Sheet(sheet.name, sheet.hidden, _bounded(name, (map(_plain, row) for row in sheet.rows), notes))
        for sheet in read_xml(name, text)
    )
    return Workbook(name, "xml", used, None, sheets, _sha256(data), tuple(notes))


def _read_binary(name: str, data: bytes, kind: str, notes: list[str]) -> Workbook:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = tuple(
                _sheet(name, book, index, about, notes)
                for index, about in enumerate(book.sheets_metadata)
                if about.typ == SheetTypeEnum.WorkSheet
            )
    except PasswordError as error:
        raise FileRefused(
            f"“{name}” is protected by a password. Open it in Excel, save it without one, and try again."
        ) from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit, FileRefused):
        raise
    except BaseException as error:  # a panic of the native reader is no Exception
        if not isinstance(error, CalamineError | OSError | ValueError) and not _is_panic(error):
            raise
        raise FileRefused(
            f"“{name}” is damaged and cannot be read. Open it in Excel, save it anew, and try again."
        ) from error
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(f"“{name}” has no filled cell.")
    return Workbook(name, kind, None, None, sheets, _sha256(data), tuple(notes))


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _sheet(name: str, book: CalamineWorkbook, index: int, about: SheetMetadata, notes: list[str]) -> Sheet:
    sheet = book.get_sheet_by_index(index)
    # The reader gives every row from the first, but only the columns from the first that is filled.
    lead: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    rows = _bounded(about.name, (lead + [_plain(cell) for cell in row] for row in sheet.iter_rows()), notes)
    return Sheet(about.name, about.visible != SheetVisibleEnum.Visible, rows, _merged(sheet, len(rows)))


def _merged(sheet: CalamineSheet, rows: int) -> tuple[tuple[int, int, int, int], ...]:
    """The merged areas that begin within the rows that were read, in order."""
    areas = sheet.merged_cell_ranges or ()
    found = [(top, left, min(bottom, rows - 1), right) for (top, left), (bottom, right) in areas if top < rows]
    return tuple(sorted(found)[:_MOST_MERGED])


def _plain(cell: Cell) -> Cell:
    return None if cell == "" else cell


def _bounded(name: str, rows: Iterable[Iterable[Cell]], notes: list[str]) -> tuple[tuple[Cell, ...], ...]:
    """The rows up to the last filled one; refuses more than a list of people can have."""
    kept: list[tuple[Cell, ...]] = []
    for row in _until_long_gap(name, rows, notes):
        if len(kept) >= _MOST_ROWS:
            raise FileRefused(f"“{name}” has more than {_MOST_ROWS:,} rows. Split it and try again.")
        kept.append(row)
    while kept and not any(map(_filled, kept[-1])):
        kept.pop()
    return tuple(kept)


def _until_long_gap(name: str, rows: Iterable[Iterable[Cell]], notes: list[str]) -> Iterator[tuple[Cell, ...]]:
    """Stop after many empty rows, and say so: a sheet may claim a million of them."""
    gap = 0
    for row in map(tuple, rows):
        gap = 0 if any(map(_filled, row)) else gap + 1
        if gap > _MOST_EMPTY_ROWS:
            notes.append(f"Reading “{name}” stopped after {_MOST_EMPTY_ROWS:,} empty rows.")
            return
        yield row


def _filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
