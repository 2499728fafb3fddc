"""What files that were dropped on the window are: memos, nominations, attendance reports or answers to a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coordinator.errors import FileRefused
from coordinator.exchange.access_review_key import has_key
from coordinator.exchange.attendance_reports import looks_like_attendance
from coordinator.exchange.nominations import looks_like_nominations, read_nominations
from coordinator.exchange.spreadsheets import Workbook, read_workbook
from coordinator.services.inspection import LIKENESS
from coordinator.services.memo_intake import looks_like_a_memo
from coordinator.services.papers import bytes_of


class FileKind(StrEnum):
    MEMO = "memo"
    NOMINATIONS = "nominations"
    ATTENDANCE = "attendance"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class DroppedFiles:
    """The files of the kind that most of them are, and the others, which are not taken this time."""

    kind: FileKind
    paths: tuple[Path, ...]
    others: tuple[Path, ...]


def sort_files(paths: Sequence[Path]) -> DroppedFiles:
    """By what is in them, whatever they are called. Raises FileRefused when a file is gone.

    A file that cannot be read as a table goes where lists go, which says why.
    """
    kinds = {path: _kind_of(path) for path in paths}
    counts = [list(kinds.values()).count(kind) for kind in FileKind]
    kind = list(FileKind)[counts.index(max(counts))]
    taken = tuple(path for path in paths if kinds[path] is kind)
    return DroppedFiles(kind, taken, tuple(path for path in paths if kinds[path] is not kind))


def _kind_of(path: Path) -> FileKind:
    data = bytes_of(path)
    try:
        workbook = read_workbook(path.name, data)
    except FileRefused:
        return FileKind.MEMO if looks_like_a_memo(path) else FileKind.NOMINATIONS
    if has_key(workbook):
        return FileKind.REVIEW
    as_attendance, as_nominations = looks_like_attendance(workbook), looks_like_nominations(workbook)
    if as_attendance >= max(as_nominations, LIKENESS):
        return FileKind.ATTENDANCE
    return FileKind.MEMO if looks_like_a_memo(path) and not _names_people(workbook) else FileKind.NOMINATIONS


def _names_people(workbook: Workbook) -> bool:
    """A memo may well ask for "names, e-mail and phone" in one line, but nobody is listed below it."""
    try:
        return bool(read_nominations(workbook).entries)
    except FileRefused:
        return False
