"""Nomination files that come in from outside: read from disk, offices guessed, a batch taken as one step."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.nominations import NominationFile, looks_like_nominations, read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.rules.names import fold
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.papers import bytes_of
from coordinator.services.selection import withdraw_nomination
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.offices import OfficeRow

__all__ = [
    "NominationFile", "NominationsRead", "OfficeFile", "guess_office", "read_nomination_files", "take_nominations",
    "withdraw_nominations",
]  # fmt: skip

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NominationsRead:
    """One file of a batch: what was read and whose it seems to be, or in a sentence why it was refused.

    `likeness` says from 0 to 1 how surely it is a list of nominees; `why` where the office was told.
    """

    name: str
    data: bytes
    content: NominationFile | None = None
    refusal: str = ""
    office_id: int | None = None
    why: str = ""
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """One file of a batch with the office the user settled on."""

    office_id: int
    file: ReceivedFile
    content: NominationFile


def read_nomination_files(paths: Sequence[Path], offices: Sequence[OfficeRow]) -> tuple[NominationsRead, ...]:
    """Each file of a batch; one that cannot be read says why and does not stop the others."""
    return tuple(_read_nominations(path, offices) for path in paths)


def _read_nominations(path: Path, offices: Sequence[OfficeRow]) -> NominationsRead:
    try:
        data = bytes_of(path)
        workbook = read_workbook(path.name, data)
        content = read_nominations(workbook)
    except FileRefused as refusal:
        return NominationsRead(path.name, b"", refusal=str(refusal))
    office_id, why = guess_office(content, path.name, offices)
    return NominationsRead(
        path.name, data, content, office_id=office_id, why=why, likeness=looks_like_nominations(workbook)
    )


def guess_office(content: NominationFile, file_name: str, offices: Sequence[OfficeRow]) -> tuple[int | None, str]:
    """Whose file it is, and where that was told; None when nothing tells, or two offices are meant."""
    said = Counter(entry.office_text for entry in content.entries if entry.office_text)
    most = said.most_common(1)[0][0] if said else ""
    places = (
        (content.office_hint, "from its title row"),
        (Path(file_name).stem, "from the file name"),
        (most, "from its column of offices"),
    )
    live = [office for office in offices if office.valid_until is None]
    for text, why in places:
        found = _office_in(text, live)
        if found is not None:
            return found, why
    return None, ""


def _office_in(text: str, offices: Sequence[OfficeRow]) -> int | None:
    """By name, then by a code in capitals, then by any code: “san” is also the beginning of a name."""
    plain = f" {_plain(text)} "
    codes = set(re.findall(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])", text))
    for wanted in (
        [office for office in offices if _is_named(plain, office)],
        [office for office in offices if office.code in codes],
        [office for office in offices if f" {office.code.lower()} " in plain],
    ):
        if len(wanted) == 1:
            return wanted[0].id
    return None


def _is_named(plain: str, office: OfficeRow) -> bool:
    name = re.sub(r"\(.*?\)|\bSAC\b", " ", office.name)
    words = _plain(name)
    return bool(words) and f" {words} " in plain


def _plain(text: str) -> str:
    """Words only, so that “sac_denver-list” and “SAC Denver” compare."""
    return " ".join(_WORDS.findall(fold(text)))


def take_nominations(uow: UnitOfWork, tasking_id: int, batch: Sequence[OfficeFile]) -> tuple[ImportResult, ...]:
    """A batch of files as one step: all of them or none."""
    results = tuple(import_nominations(uow, tasking_id, each.office_id, each.file, each.content) for each in batch)
    if sum(not result.already_taken for result in results) > 1:
        uow.describe(f"Import nominations of {len({result.office for result in results})} offices")
    return results


def withdraw_nominations(uow: UnitOfWork, nomination_ids: Sequence[int], reason: str) -> int:
    """Withdraw several for one reason; those who stood beyond the quota may move up. Returns how many."""
    if not nomination_ids:
        raise RuleBroken("Nobody is chosen. Select the nominations to withdraw.")
    for nomination_id in nomination_ids:
        withdraw_nomination(uow, nomination_id, reason)
    if len(nomination_ids) > 1:
        uow.describe(f"Withdraw {len(nomination_ids)} nominations")
    return len(nomination_ids)
