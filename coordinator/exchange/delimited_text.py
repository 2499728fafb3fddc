"""Bytes of CSV and TSV files into rows of text: encoding, delimiter, quotes that are never closed."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from coordinator.errors import FileRefused
from coordinator.exchange.legacy_text import legacy_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_FIELD = 100 * 1024 * 1024
_MOST_RECOVERIES = 1_000
_SEP_LINE = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)


def decode_text(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was read with: as told, else BOM, UTF-16 by its NULs, UTF-8, an old code page.

    An old code page is a guess: show the encoding and let the user choose another.
    """
    if encoding is not None:
        return _decode_as_told(data, encoding), encoding
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace"), name
    if utf16 := _utf16_by_nuls(data):
        return data.decode(utf16, errors="replace"), utf16
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        legacy = legacy_encoding(data)
        return data.decode(legacy, errors="replace"), legacy


def _decode_as_told(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise FileRefused(f"The encoding “{encoding}” is not known. Choose another one.") from None
    except UnicodeDecodeError:
        raise FileRefused(
            f"The file is not text in the encoding “{encoding}”. Nothing was read; choose another encoding."
        ) from None


def _utf16_by_nuls(data: bytes) -> str | None:
    """UTF-16 without a BOM: Latin text has a NUL in every second byte, other text at least at its digits."""
    sample = data[:4096]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    share = 0.2 if half > 64 else 0.4
    if half and odd > half * share and even < half * 0.05:
        return "utf-16-le"
    if half and even > half * share and odd < half * 0.05:
        return "utf-16-be"
    return None


def looks_binary(text: str) -> bool:
    """Whether the text is hardly text: many control characters or undecodable bytes."""
    sample = text[:4096]
    odd = sum(1 for char in sample if (char < " " and char not in "\t\r\n\f\x0b") or char in "\x7f\ufffd")
    return odd > max(4, len(sample) // 20)


def parse_delimited(text: str, told: str | None = None) -> tuple[str, list[list[str]], list[str]]:
    """The delimiter (as told, else as found), the rows, and sentences about what had to be repaired."""
    if told is not None and (len(told) != 1 or told in '"\r\n\x00'):
        raise FileRefused("A delimiter is one character, such as a comma or a semicolon. Choose another one.")
    notes = []
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append("The file held NUL characters; they were left out.")
    lines = list(io.StringIO(text, newline=""))
    rows: list[list[str]] = []
    said = _SEP_LINE.fullmatch(lines[0]) if lines else None
    if said:
        lines = lines[1:]
        rows.append([])  # the “sep=” line keeps its number
    delimiter = told or (said[1] if said else _delimiter(lines))
    recovered = 0
    for row, repaired in _rows(lines, delimiter):
        rows.append(row)
        recovered += repaired
    if recovered:
        notes.append(f"Quotation marks do not match in {recovered} line(s); those were read by themselves.")
    return delimiter, rows, notes


def _delimiter(lines: list[str]) -> str:
    """TAB if most lines have one, else the most frequent of comma, semicolon and bar outside quotes."""
    seen = [line for line in lines[:500] if line.strip()]
    if seen and sum("\t" in line for line in seen) * 2 > len(seen):
        return "\t"
    bare = re.sub(r'"[^"]*"', "", "".join(seen))
    counts = {delimiter: bare.count(delimiter) for delimiter in ",;|"}
    return max(counts, key=lambda delimiter: counts[delimiter])


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """Each record, and whether its first line had to be read by itself.

    A quote that is never closed swallows the rest of the file without a word; the strict reader
    stops there, and reading goes on with the next line.
    """
    # The limit is global to the process: it is only ever raised, to one fixed value.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    at, recoveries = 0, 0
    while at < len(lines):
        if recoveries >= _MOST_RECOVERIES:
            yield from ((_one_line(line, delimiter), True) for line in lines[at:])
            return
        reader = csv.reader(iter(lines[at:]), delimiter=delimiter, strict=True)
        start = at
        try:
            for row in reader:
                yield row, False
                at = start + reader.line_num
        except csv.Error:
            yield _one_line(lines[at], delimiter), True
            at, recoveries = at + 1, recoveries + 1


def _one_line(line: str, delimiter: str) -> list[str]:
    if line.count('"') % 2 == 0:
        return next(csv.reader([line], delimiter=delimiter), [])
    return [part.strip('"') for part in line.rstrip("\r\n").split(delimiter)]
