"""What a workbook file really is, and whether it is safe to open.

The reader is native code that reserves memory for every cell between the first and the last: a file of
a few kilobytes can end the program. So the package is measured here before the reader sees it.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from coordinator.errors import FileRefused

MOST_BYTES = 100 * 1024 * 1024
_BIG_MEMBER = 1024 * 1024
_MOST_RATIO = 100
_MOST_CELLS = 10_000_000
_CHUNK = 256 * 1024

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# An attribute value may hold ">": it must not end the tag early.
_ATTRIBUTES = rb"""((?:[^>"']|"[^"]*"|'[^']*')*+)"""
_XLSX_CELL = re.compile(rb"<(?:\w+:)?c(?![\w:.-])" + _ATTRIBUTES + rb">")
_XLSX_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,10})["']""")
_XLSX_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,10})["']""")
_ODS_TOKEN = re.compile(rb"<(?:\w+:)?(table-row|(?:covered-)?table-cell|table)(?![\w:.-])" + _ATTRIBUTES + rb">")
_ODS_REPEAT = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,18})["']""")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)
# BIFF record 0x0200 with 14 bytes (Excel 97) or 10 (Excel 5): the reader reserves what it claims.
_XLS_DIMENSIONS = re.compile(rb"\x00\x02(?:\x0e\x00(?P<new>.{12})|\x0a\x00(?P<old>.{8}))", re.DOTALL)
_OTHER_PACKAGES = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
}


def is_package(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_ole(data: bytes) -> bool:
    return data.startswith(_OLE)


def check_ole(name: str, data: bytes) -> None:
    """Raise FileRefused unless the compound file is an old Excel workbook that is not encrypted."""
    if _utf16("EncryptedPackage") in data:
        raise FileRefused(_password_sentence(name))
    if _utf16("Workbook") not in data and _utf16("Book") not in data:
        raise FileRefused(f"“{name}” is an Office file but no workbook. Save the list as .xlsx or .csv.")
    if any(not _sound_dimensions(record) for record in _XLS_DIMENSIONS.finditer(data)):
        raise FileRefused(_stray_sentence(name))


def _sound_dimensions(record: re.Match[bytes]) -> bool:
    """Whether first row, last row, first column and last column of an old sheet are what a sheet can have."""
    form = "<IIHH" if record["new"] else "<HHHH"
    found: tuple[int, ...] = struct.unpack(form, record["new"] or record["old"])
    top, bottom, left, right = found
    return top <= bottom <= 65_536 and left <= right <= 256 and bottom * right <= _MOST_CELLS


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _password_sentence(name: str) -> str:
    return f"“{name}” is protected by a password. Open it in Excel, save it without one, and try again."


def check_package(name: str, data: bytes) -> tuple[str, list[str]]:
    """Whether the ZIP is "xlsx" or "ods", and notes. Raise FileRefused for anything else or too big."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            kind = _kind(name, package)
            _check_declared_sizes(name, package)
            for member, content in _contents(name, package):
                _check_area(name, member, content)
            macros = any(member.endswith("vbaProject.bin") for member in package.namelist())
    except _BROKEN as error:
        raise FileRefused(
            f"“{name}” is damaged or was only partly copied. Ask for the file again, or save it anew in Excel."
        ) from error
    return kind, ["The workbook contains macros; they were not run."] if macros else []


def _kind(name: str, package: zipfile.ZipFile) -> str:
    members = set(package.namelist())
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise FileRefused(_password_sentence(name))
    if "xl/workbook.xml" in members:
        return "xlsx"
    for member, what in _OTHER_PACKAGES.items():
        if member in members:
            raise FileRefused(f"“{name}” is {what}. Save the list as .xlsx or .csv and try again.")
    if "content.xml" in members and "META-INF/manifest.xml" in members:
        return "ods"
    raise FileRefused(f"“{name}” is a ZIP archive, not a workbook. Unpack it and choose the list inside.")


def _check_declared_sizes(name: str, package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    swollen = any(
        info.file_size > _BIG_MEMBER and info.file_size > _MOST_RATIO * max(info.compress_size, 1) for info in infos
    )
    if swollen or sum(info.file_size for info in infos) > MOST_BYTES:
        raise FileRefused(_swollen_sentence(name))


def _swollen_sentence(name: str) -> str:
    return f"“{name}” would unpack to far more data than a list of people holds. It was not opened."


def _contents(name: str, package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every member unpacked with a hard counter, since the sizes that the archive declares can lie."""
    for info in package.infolist():
        declared, info.file_size = info.file_size, MOST_BYTES + 1
        with package.open(info) as stream:
            content = _read_at_most(stream, declared)
        if len(content) > declared:
            raise FileRefused(_swollen_sentence(name))
        if info.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
            raise FileRefused(_password_sentence(name))
        yield info.filename, content


def _read_at_most(stream: IO[bytes], declared: int) -> bytes:
    parts, size = [], 0
    while size <= declared and (part := stream.read(_CHUNK)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _check_area(name: str, member: str, content: bytes) -> None:
    if b"sheetData" in content:
        area = _xlsx_area(content)
    elif member == "content.xml":
        area = _ods_area(content)
    else:
        return
    if area > _MOST_CELLS:
        raise FileRefused(_stray_sentence(name))


def _stray_sentence(name: str) -> str:
    return (
        f"A sheet of “{name}” reaches so far to the right or down that it cannot be opened. "
        "Delete the stray cells at its far end, or save the list as .csv."
    )


def _xlsx_area(content: bytes) -> int:
    """Rows times columns between A1 and the farthest cell that is not merely formatted."""
    last_row, last_column, unplaced = 1, 1, 0
    for cell in _XLSX_CELL.finditer(content):
        if cell[1].endswith(b"/"):
            continue
        if place := _XLSX_PLACE.search(cell[1]):
            last_row = max(last_row, int(place[2]))
            last_column = max(last_column, _column_number(place[1]))
        else:
            unplaced += 1
    if unplaced:
        last_row = max([last_row, *(int(row[1]) for row in _XLSX_ROW.finditer(content))])
    return last_row * max(last_column, min(unplaced, 1))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(number, 1)


def _ods_area(content: bytes) -> int:
    """The largest sheet, repeated rows and columns counted as often as they repeat."""
    area = row = column = repeat = last_row = last_column = 0
    for token in _ODS_TOKEN.finditer(content):
        kind, attributes = token[1], token[2]
        found = _ODS_REPEAT.search(attributes)
        times = int(found[1]) if found else 1
        if kind == b"table":
            row = last_row = last_column = 0
        elif kind == b"table-row":
            row, column, repeat = row + times, 0, times
        else:
            column += times
            if b"value-type" in attributes and repeat:
                last_row, last_column = max(last_row, row), max(last_column, column)
                area = max(area, last_row * last_column)
    return area
