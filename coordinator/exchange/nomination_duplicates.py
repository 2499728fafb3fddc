"""The same person twice within one file: the first row is kept, the others are reported."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from coordinator.exchange.nomination_headers import NominationField
from coordinator.exchange.nomination_problems import ProblemKind, RowProblem
from coordinator.exchange.nomination_rows import NominationEntry
from coordinator.rules.names import canonical_first, fold


def without_duplicates(
    entries: Iterable[NominationEntry], problems: list[RowProblem], stands_alone: Callable[[NominationEntry], bool]
) -> tuple[NominationEntry, ...]:
    """The first of each person: same name with the same e-mail or telephone. `stands_alone` rows are always kept."""
    kept: list[NominationEntry] = []
    seen: dict[str, NominationEntry] = {}
    owners: dict[str, NominationEntry] = {}
    for entry in entries:
        marks = _marks(entry)
        earlier = next((seen[mark] for mark in marks if mark in seen), None)
        if earlier is not None and not stands_alone(entry):
            problems.append(_duplicate(entry, earlier))
            continue
        if entry.email in owners:
            problems.append(_shared_email(entry, owners[entry.email or ""]))
        kept.append(entry)
        for mark in marks:
            seen[mark] = entry
        if entry.email:
            owners.setdefault(entry.email, entry)
    return tuple(kept)


def _marks(entry: NominationEntry) -> list[str]:
    """Name with each way to reach the person; a nickname is the same name."""
    ways = [way for way in (entry.email, *entry.other_emails, entry.phone, entry.mobile) if way]
    if not ways:
        return []
    name = entry.name
    last = name.last.lower() if name.last.isascii() and name.last.isalnum() else fold(name.last)
    who = f"{last}, {_first(name.first)} "
    return [who + way for way in ways]


@lru_cache(maxsize=20_000)
def _first(name: str) -> str:
    return canonical_first(name)


def _duplicate(entry: NominationEntry, earlier: NominationEntry) -> RowProblem:
    where = f"row {earlier.row}" + (f" of “{earlier.sheet}”" if earlier.sheet != entry.sheet else "")
    message = f"{entry.name.display} stands in {where} already; that row was kept."
    return RowProblem(
        entry.sheet, entry.row, ProblemKind.DUPLICATE, message, entry.cells, blocking=False, other_row=earlier.key
    )


def _shared_email(entry: NominationEntry, earlier: NominationEntry) -> RowProblem:
    message = (
        f"{entry.name.display} has the same e-mail address as {earlier.name.display} in row {earlier.row}; "
        "both were kept."
    )
    return RowProblem(
        entry.sheet, entry.row, ProblemKind.SHARED_EMAIL, message, entry.cells, blocking=False,
        field=NominationField.EMAIL, other_row=earlier.key,
    )  # fmt: skip
