"""Nomination files that come in from outside: read from disk, offices guessed, a batch taken as one step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.nominations import (
    Choices,
    NominationFile,
    looks_like_nominations,
    nobody_named,
    read_nominations,
)
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.services.import_decisions import Decisions
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.office_words import live_offices, office_in
from coordinator.services.papers import bytes_of
from coordinator.services.selection import withdraw_nomination
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.offices import OfficeRow

__all__ = [
    "NominationFile", "NominationsRead", "OfficeFile", "guess_office", "read_nomination_files", "take_nominations",
    "withdraw_nominations",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NominationsRead:
    """One file of a batch: what was read and whose it seems to be, or in a sentence why it was refused.

    `likeness` says from 0 to 1 how surely it is a list of nominees; `why` where the office was told. A table in which
    nobody was found has a refusal and its `data` both: it can still be read with a header row that was chosen.
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
    """One file of a batch with the office the user settled on, and what was decided about its rows."""

    office_id: int
    file: ReceivedFile
    content: NominationFile
    decisions: Decisions | None = None


def read_nomination_files(
    paths: Sequence[Path], offices: Sequence[OfficeRow], last_day: date | None = None
) -> tuple[NominationsRead, ...]:
    """Each file of a batch; one that cannot be read says why and does not stop the others.

    No date in the files can lie behind `last_day`, the day of receipt: it tells 5/3 from 3/5 where nothing else does.
    """
    return tuple(_read_nominations(path, offices, last_day) for path in paths)


def _read_nominations(path: Path, offices: Sequence[OfficeRow], last_day: date | None) -> NominationsRead:
    try:
        data = bytes_of(path)
        workbook = read_workbook(path.name, data)
    except FileRefused as refusal:
        return NominationsRead(path.name, b"", refusal=str(refusal))
    content = read_nominations(workbook, Choices(last_day=last_day))
    office_id, why = guess_office(content, path.name, offices)
    if not content.columns:
        return NominationsRead(path.name, data, None, nobody_named(path.name), office_id, why)
    return NominationsRead(path.name, data, content, "", office_id, why, looks_like_nominations(workbook))


def guess_office(content: NominationFile, file_name: str, offices: Sequence[OfficeRow]) -> tuple[int | None, str]:
    """Whose file it is, and where that was told; None when nothing tells, or two offices are meant."""
    live = live_offices(offices)
    if content.key is not None:
        keyed = [office.id for office in offices if office.code == content.key.office]
        if keyed:
            return keyed[0], "by its own key"
    said = Counter(entry.office_text for entry in content.entries if entry.office_text)
    most = said.most_common(1)[0][0] if said else ""
    places = (
        (Path(file_name).stem, "from the file name")
        if content.office_hint in file_name
        else (content.office_hint, "from its title row"),
        (Path(file_name).stem, "from the file name"),
        (most, "from its column of offices"),
    )
    for text, why in places:
        found = office_in(text, live)
        if found is not None:
            return found, why
    return None, ""


def take_nominations(uow: UnitOfWork, tasking_id: int, batch: Sequence[OfficeFile]) -> tuple[ImportResult, ...]:
    """A batch of files as one step: all of them or none."""
    results = tuple(
        import_nominations(uow, tasking_id, each.office_id, each.file, each.content, each.decisions) for each in batch
    )
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
