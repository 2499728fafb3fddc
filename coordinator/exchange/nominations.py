"""A nomination file in any layout – title rows, several sheets, odd headers – into entries and problems.

Nothing is dropped in silence: a row that does not become an entry becomes a problem with its raw cells.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.errors import FileRefused
from coordinator.exchange.nomination_cells import is_example, is_nothing, is_total, is_vacant
from coordinator.exchange.nomination_columns import ColumnMatch, Layout, NominationField, find_layout
from coordinator.exchange.nomination_rows import NominationEntry, ProblemKind, RowProblem, RowReader
from coordinator.exchange.spreadsheets import Sheet, Workbook, text_of
from coordinator.rules.names import canonical_first, fold
from coordinator.rules.withheld import is_withheld

__all__ = [
    "ColumnMatch", "NominationEntry", "NominationField", "NominationFile", "ProblemKind", "RowProblem",
    "looks_like_nominations", "read_nominations",
]  # fmt: skip

_ALTERNATES = re.compile(r"\s*(alternates?|alts?|standby|reserves?)\b.*", re.IGNORECASE)
_PRIMARIES = re.compile(r"\s*(primar(y|ies)|nominees?|designees?|selectees?)\b.*", re.IGNORECASE)
_OFFICE_TITLE = re.compile(r"\bfield office\b|\bSAC\b|\boffice of\b|\boffice\b", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:(?:SAC|field)\s+)?office(?:\s+name)?\s*[:=]\s*(.*)", re.IGNORECASE | re.DOTALL)
_OF_A_MEETING = re.compile(
    r"\b(join(ed)?|leave|left|duration|timestamp|user action|attendance|time in)\b", re.IGNORECASE
)
_NOT_A_CODE = frozenset(
    ["SAC", "HSI", "ICE", "DHS", "LIST", "FINAL", "DRAFT", "NEW", "COPY", "XLSX", "CSV", "FY", "FOUO", "CUI", "RE"]
)


@dataclass(frozen=True, slots=True)
class NominationFile:
    """What a nomination file says. `office_hint` is the words of a title row, or a code in the file name."""

    columns: tuple[ColumnMatch, ...]
    entries: tuple[NominationEntry, ...]
    problems: tuple[RowProblem, ...]
    office_hint: str
    skipped_sheets: tuple[str, ...]


def read_nominations(workbook: Workbook) -> NominationFile:
    """Read every visible sheet that names people. Raises FileRefused if none does.

    `skipped_sheets` holds a sentence for each sheet that was left out.
    """
    layouts = [(sheet, find_layout(sheet)) for sheet in workbook.sheets if not sheet.hidden]
    read = [(sheet, layout) for sheet, layout in layouts if layout is not None]
    if not read:
        raise FileRefused(
            f"No sheet of “{workbook.name}” has a column of names. "
            "Add a header row with at least “Name” and “E-mail” above the list and try again."
        )
    entries: list[NominationEntry] = []
    problems: list[RowProblem] = []
    for sheet, layout in read:
        _read_sheet(sheet, layout, entries, problems)
    kept = _without_duplicates(entries, problems)
    columns = tuple(column for _, layout in read for column in layout.columns)
    skipped = tuple(_skipped(sheet) for sheet in workbook.sheets if sheet not in [one for one, _ in read])
    order = {sheet.name: index for index, sheet in enumerate(workbook.sheets)}
    problems.sort(key=lambda problem: (order[problem.sheet], problem.row))
    return NominationFile(columns, kept, tuple(problems), _office_hint(workbook.name, read), skipped)


def looks_like_nominations(workbook: Workbook) -> float:
    """From 0 to 1: how surely the file is a list of nominees, judged by its best sheet."""
    layouts = [(sheet, find_layout(sheet)) for sheet in workbook.sheets if not sheet.hidden]
    return max((_likeness(sheet, layout) for sheet, layout in layouts if layout), default=0.0)


def _likeness(sheet: Sheet, layout: Layout) -> float:
    """Meeting reports name people with addresses too: what only a nomination has counts most."""
    header = " ".join(map(text_of, sheet.rows[layout.header_row])) if layout.header_row >= 0 else ""
    if _OF_A_MEETING.search(header):
        return 0.1
    fields = {column.field for column in layout.columns}
    contact = {NominationField.EMAIL, NominationField.PHONE, NominationField.MOBILE}
    telling = fields - contact - {
        NominationField.NAME, NominationField.FIRST_NAME, NominationField.LAST_NAME, NominationField.MIDDLE_NAME,
        NominationField.SUFFIX,
    }  # fmt: skip
    return min(1.0, 0.3 + 0.1 * len(fields & contact) + 0.2 * len(telling))


def _skipped(sheet: Sheet) -> str:
    why = "it is hidden" if sheet.hidden else "it has no column of names" if sheet.rows else "it is empty"
    return f"Sheet “{sheet.name}” was not read: {why}."


def _read_sheet(sheet: Sheet, layout: Layout, entries: list[NominationEntry], problems: list[RowProblem]) -> None:
    reader = RowReader(sheet, layout, problems)
    alternates = _ALTERNATES.fullmatch(sheet.name) is not None
    for at in range(layout.header_row + 1, len(sheet.rows)):
        cells = tuple(text_of(cell) for cell in sheet.rows[at])
        filled = [cell for cell in cells if cell]
        if not filled or reader.is_header_again(cells):
            continue
        if len(filled) == 1 and (_ALTERNATES.fullmatch(filled[0]) or _PRIMARIES.fullmatch(filled[0])):
            alternates = _ALTERNATES.fullmatch(filled[0]) is not None
        elif problem := _no_person(reader, cells, filled):
            reader.report(at, *problem)
        elif entry := reader.entry(at, alternates):
            entries.append(entry)


def _no_person(reader: RowReader, cells: tuple[str, ...], filled: list[str]) -> tuple[ProblemKind, str, bool] | None:
    """Why a row names nobody: kind, sentence, and whether a person may be hidden in it."""
    name = reader.name_text(cells)
    if is_withheld(name):
        return ProblemKind.WITHHELD, "The name was withheld; ask the office who is meant.", True
    if is_total(filled[0]) and len(filled) <= 3:
        return ProblemKind.TOTAL, "This is a total, not a person.", False
    if is_example(filled[0]) or is_example(name):
        return ProblemKind.EXAMPLE, "This is an example row, not a person.", False
    if name and is_vacant(name):
        return ProblemKind.VACANT, "The place is vacant: no name was given.", False
    if name and not is_nothing(name):
        return None
    if len(filled) <= 1:
        return ProblemKind.NOTE, f"This is a note, not a person: “{filled[0]}”.", False
    return ProblemKind.NO_NAME, "The row has no name; it was not taken over.", True


def _without_duplicates(entries: Iterable[NominationEntry], problems: list[RowProblem]) -> tuple[NominationEntry, ...]:
    """The first of each person: same name with the same e-mail or telephone. The others are reported."""
    kept: list[NominationEntry] = []
    seen: dict[tuple[str, str], NominationEntry] = {}
    owners: dict[str, NominationEntry] = {}
    for entry in entries:
        marks = _marks(entry)
        earlier = next((seen[mark] for mark in marks if mark in seen), None)
        if earlier is not None:
            problems.append(_duplicate(entry, earlier))
            continue
        if entry.email in owners:
            problems.append(_shared_email(entry, owners[entry.email or ""]))
        kept.append(entry)
        seen.update(dict.fromkeys(marks, entry))
        if entry.email:
            owners.setdefault(entry.email, entry)
    return tuple(kept)


def _marks(entry: NominationEntry) -> list[tuple[str, str]]:
    """Name with each way to reach the person; a nickname is the same name."""
    who = f"{fold(entry.name.last)}, {canonical_first(entry.name.first)}"
    ways = [entry.email, *entry.other_emails, entry.phone, entry.mobile]
    return [(who, way) for way in ways if way]


def _duplicate(entry: NominationEntry, earlier: NominationEntry) -> RowProblem:
    where = f"row {earlier.row}" + (f" of “{earlier.sheet}”" if earlier.sheet != entry.sheet else "")
    message = f"{entry.name.display} stands in {where} already; that row was kept."
    return RowProblem(entry.sheet, entry.row, ProblemKind.DUPLICATE, message, entry.cells, blocking=False)


def _shared_email(entry: NominationEntry, earlier: NominationEntry) -> RowProblem:
    message = (
        f"{entry.name.display} has the same e-mail address as {earlier.name.display} in row {earlier.row}; "
        "both were kept."
    )
    return RowProblem(entry.sheet, entry.row, ProblemKind.SHARED_EMAIL, message, entry.cells, blocking=False)


def _office_hint(file_name: str, read: Iterable[tuple[Sheet, Layout]]) -> str:
    """The office as a title row calls it, else the code in the file name, else ""."""
    for sheet, layout in read:
        for row in sheet.rows[: max(layout.header_row, 0)]:
            texts = [text for text in map(text_of, row) if text]
            if hint := _office_in(texts):
                return hint
    return _code_in(file_name)


def _office_in(texts: list[str]) -> str:
    for index, text in enumerate(texts):
        if label := _LABEL.fullmatch(text):
            return (label[1] or (texts[index + 1] if index + 1 < len(texts) else "")).strip()
        if _OFFICE_TITLE.search(text) and len(text) <= 120:
            return re.split(r"\s[-–—|]\s|:|\n", text)[0].strip()
    return ""


def _code_in(file_name: str) -> str:
    stem = re.split(r"[\\/]", file_name)[-1].rpartition(".")[0] or file_name
    words = re.findall(r"(?<![A-Za-z])[A-Z]{2,4}(?![A-Za-z])", stem)
    return next((word for word in words if word not in _NOT_A_CODE), "")
