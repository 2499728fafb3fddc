"""Tables in XML: workbooks of Excel 2003, and the rows that the interface of Adobe Connect gives.

Nothing is expanded or fetched: a document type, and with it every entity, is refused before it is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from xml.parsers import expat

from coordinator.errors import FileRefused

XmlCell = str | float | bool | datetime | time | None

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_DECLARED = re.compile(r"""\s*<\?xml[^>]*\?>""")
_MARKS = frozenset(("Font", "B", "I", "U", "S", "Sub", "Sup", "Span"))  # of rich text within a cell
_DEEPEST = 40
_MOST_CELLS = 2_000_000
_MOST_COLUMNS = 16_384
_DAY_ZERO = 1900  # a clock time alone is a moment on the last day of 1899
_LONGEST_GAP = 1_100  # of rows; the reader of rows stops within it


@dataclass
class XmlSheet:
    name: str
    hidden: bool = False
    rows: list[list[XmlCell]] = field(default_factory=list)


def read_xml(name: str, text: str) -> list[XmlSheet]:
    """The sheets of a workbook, or one with a header row for `row` elements. Raises FileRefused in a sentence."""
    document = _Document(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = document.refuse_type
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.characters
    try:
        parser.Parse(_DECLARED.sub("", text, count=1), True)
    except expat.ExpatError as error:
        raise FileRefused(
            f"“{name}” is XML that breaks off or is damaged in line {error.lineno}. Ask for the file again."
        ) from error
    sheets = document.sheets or document.plain_rows()
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(f"“{name}” is an XML file without a table. Save the list as .xlsx or .csv.")
    return sheets


class _Document:
    """What the parser reports, put into sheets; elements of other kinds are passed over."""

    def __init__(self, name: str) -> None:
        self.sheets: list[XmlSheet] = []
        self._name = name
        self._depth = 0
        self._cells = 0
        self._text: list[str] = []
        self._column = 0
        self._type = ""
        self._rows: list[dict[str, str]] = []
        self._row_depth = 0

    def refuse_type(self, *_declared: object) -> None:
        raise FileRefused(f"“{self._name}” defines its own XML entities, which can hide harm. It was not opened.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefused(f"“{self._name}” is nested too deeply to be a table. It was not opened.")
        space, _, local = tag.rpartition(" ")
        if local not in _MARKS:
            self._text = []
        if space == _SPREADSHEET:
            self._start_of_workbook(local, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        elif local == "row":
            self._count(len(attributes) + 1)
            self._rows.append(dict(attributes))
            self._row_depth = self._depth

    def _start_of_workbook(self, local: str, attributes: dict[str, str]) -> None:
        if local == "Worksheet":
            self.sheets.append(XmlSheet(attributes.get("Name", "")))
        elif local == "Row" and self.sheets:
            rows = self.sheets[-1].rows
            gap = _number(attributes.get("Index"), len(rows) + 1) - 1 - len(rows)
            rows.extend([] for _ in range(min(max(gap, 0), _LONGEST_GAP) + 1))
            self._column = 0
        elif local == "Cell":
            self._column = _number(attributes.get("Index"), self._column + 1)
            self._type = ""
        elif local == "Data":
            self._type = attributes.get("Type", "String")

    def characters(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        space, _, local = tag.rpartition(" ")
        text = "".join(self._text)
        if space == _SPREADSHEET and local == "Data":
            self._put(_value(text, self._type))
        elif local == "Visible" and self.sheets:
            self.sheets[-1].hidden = text.strip() != "SheetVisible"
        elif self._rows and self._depth == self._row_depth + 1:
            self._count(1)
            self._rows[-1][local] = text
        self._depth -= 1
        if local not in _MARKS:
            self._text = []

    def _put(self, value: XmlCell) -> None:
        if not self.sheets or not self.sheets[-1].rows or not 0 < self._column <= _MOST_COLUMNS:
            return
        row = self.sheets[-1].rows[-1]
        self._count(max(self._column - len(row), 1))
        row.extend([None] * (self._column - len(row)))
        row[self._column - 1] = value

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise FileRefused(f"“{self._name}” has far more cells than a list of people. It was not opened.")

    def plain_rows(self) -> list[XmlSheet]:
        """One sheet of the `row` elements: a header of all that any of them tells, then their values."""
        keys = list(dict.fromkeys(key for row in self._rows for key in row))
        self._count(len(keys) * len(self._rows))
        body: Iterator[list[XmlCell]] = ([row.get(key) for key in keys] for row in self._rows)
        return [XmlSheet(self._name, rows=[list(keys), *body])] if self._rows else []


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _value(text: str, kind: str) -> XmlCell:
    """A number, a moment or a truth if the text is one; else the text."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment if moment.year > _DAY_ZERO else moment.time()
    except ValueError:
        return text
    return text.strip() == "1" if kind == "Boolean" else text or None
