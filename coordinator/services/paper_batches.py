"""Issued papers on their way out, many at once: single files, or one file with a bookmark for each.

What goes out is the signed copy, where a paper has one.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from coordinator.documents.merged_file import MergedFile
from coordinator.documents.metadata import About
from coordinator.errors import Cancelled, RuleBroken
from coordinator.services.papers import safe_name, stored_file, write_file
from coordinator.services.progress import Progress, silent
from coordinator.views.issued_papers import IssuedRow, papers_by_id
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class SavedPapers:
    """How many of how many were written into which folder; `stopped` when the user cancelled in between."""

    written: int
    of: int
    folder: Path
    stopped: bool = False


def save_papers(
    session: Session, paper_ids: Sequence[int], folder: Path, progress: Progress = silent, *, with_names: bool = False
) -> SavedPapers:
    """Write each paper as a file of its own, named by its number, and by the person when asked for.

    What was written before a cancel stays. Raises StoreTrouble for a folder that cannot be written to.
    """
    rows = papers_by_id(session, paper_ids)
    for done, (row, name) in enumerate(zip(rows, file_names(rows, with_names=with_names), strict=True)):
        try:
            progress(done, len(rows), row.number)
        except Cancelled:
            return SavedPapers(done, len(rows), folder, stopped=True)
        write_file(folder, name, stored_file(session, row.outgoing_file_id)[1])
    return SavedPapers(len(rows), len(rows), folder)


def file_names(rows: Sequence[IssuedRow], *, with_names: bool = False) -> list[str]:
    """Names that every system takes; no two are the same, not even where capitals or accents make no difference."""
    seen: set[str] = set()
    names: list[str] = []
    for row in rows:
        stem = f"{row.number} {row.name}" if with_names else row.number
        name, again = safe_name(f"{stem}.pdf"), 1
        while _as_a_folder_sees_it(name) in seen:
            again += 1
            name = safe_name(f"{stem}.pdf", f" ({again})")
        seen.add(_as_a_folder_sees_it(name))
        names.append(name)
    return names


def _as_a_folder_sees_it(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def merged_papers(
    session: Session, paper_ids: Sequence[int], today: date, progress: Progress = silent
) -> tuple[str, bytes]:
    """Name and bytes of one file with all of them, each with its bookmark. Raises RuleBroken for none at all."""
    rows = papers_by_id(session, paper_ids)
    if not rows:
        raise RuleBroken("Choose the papers that go into the file.")
    whole = MergedFile()
    for done, row in enumerate(rows):
        progress(done, len(rows), row.number)
        whole.add(f"{row.number} · {row.name}", stored_file(session, row.outgoing_file_id)[1])
    title, settings = _title(rows), unit_settings(session)
    about = About(title, settings.unit_name, f"{rows[0].number} to {rows[-1].number}, for printing", today)
    return safe_name(f"{title}.pdf"), whole.finish(about)


def save_merged(
    session: Session, paper_ids: Sequence[int], target: Path, today: date, progress: Progress = silent
) -> Path:
    """Write the one file; returns where it is. Stopped, there is none."""
    _, data = merged_papers(session, paper_ids, today, progress)
    return write_file(target.parent, target.name, data)


def _title(rows: Sequence[IssuedRow]) -> str:
    """ "12 certificates of Training 3", "3 letters", "8 papers"."""
    kinds, about = {row.is_certificate for row in rows}, {row.about for row in rows}
    one = "paper" if len(kinds) > 1 else "certificate" if rows[0].is_certificate else "letter"
    counted = f"1 {one}" if len(rows) == 1 else f"{len(rows)} {one}s"
    return f"{counted} of {about.pop()}" if len(about) == 1 and rows[0].about else counted
