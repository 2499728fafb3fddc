"""Prints how well duplicates are found and how fast: python -m benchmarks.duplicates

Accuracy: 500 originals and a damaged copy of each, among 4,000 others; once as a list that is compared with the roster,
once as one roster that has both. Each kind of damage with seeds that nothing was adjusted to.
"""

import tempfile
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator.model import Designee
from coordinator.rules.contacts import normalize_phone
from coordinator.rules.names import name_key, parse_name
from coordinator.rules.vocabulary import Position
from coordinator.services.duplicates import duplicate_pairs
from coordinator.services.known_people import KnownPeople, Likeness, Sought
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from tests.damaged_people import FEBRL, REORGANIZED, SCANNED, Copyist, Damage, Listed, Roster

ORIGINALS, OTHERS = 500, 4000
SEEDS = (101, 202, 303)
LARGE = 100_000
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """How many of what was said is true, and how many of what is true was said; 0 to 1."""

    precision: float
    recall: float

    def __str__(self) -> str:
        return f"{self.precision:.3f} | {self.recall:.3f}"


def measured(said: Collection[Pair], true: Collection[Pair]) -> Measured:
    hits = len(set(said) & set(true))
    return Measured(hits / max(len(said), 1), hits / len(true))


def put(uow: UnitOfWork, people: Sequence[Listed]) -> list[int]:
    """On the roster, as they stand; returns their ids in order."""
    ids = uow.insert_rows(Designee, [_row(person) for person in people])
    uow.describe("Put people on the roster")
    return ids


def _row(person: Listed) -> dict[str, object]:
    name = parse_name(person.text)
    assert name is not None
    return {
        "raw_name": name.raw, "last_name": name.last, "first_name": name.first, "middle_name": name.middle,
        "suffix": name.suffix, "name_key": name_key(name), "office_id": person.office + 1,
        "email": person.email, "email_key": person.email or None, "phone": person.phone, "mobile": person.mobile,
        "position": Position.OTHER,
    }  # fmt: skip


def sought(person: Listed) -> Sought:
    name = parse_name(person.text)
    assert name is not None
    phones = tuple(found.number for text in (person.phone, person.mobile) if (found := normalize_phone(text)))
    return Sought(name, person.office + 1, (person.email,) if person.email else (), phones)


def in_a_list(folder: Path, seed: int, damage: Damage, originals: int, others: int) -> dict[str, Measured]:
    """Copies looked for on the roster, among as many strangers."""
    everyone = Roster(seed, originals + others + originals).people
    known, strangers = everyone[:-originals], everyone[-originals:]
    listed = [*map(Copyist(seed + 1, damage).copy, known[:originals]), *strangers]
    workspace = Workspace.create(folder / f"list-{seed}-{id(damage)}.db", actor="benchmark")
    ids, _ = workspace.change(put, known)
    truth_of = {designee: person.truth for designee, person in zip(ids, known, strict=True)}
    people = workspace.read(KnownPeople)
    found = [
        (person.truth, truth_of[f.designee_id], f.likeness) for person in listed for f in people.find(sought(person))
    ]
    workspace.close()
    return _by_likeness(found, {(person.truth, person.truth) for person in known[:originals]})


def on_the_roster(folder: Path, seed: int, damage: Damage, originals: int, others: int) -> dict[str, Measured]:
    """Originals and copies on one roster, where an address belongs to one person."""
    people = Roster(seed, originals + others).people
    copies = [_without_shared_email(Copyist(seed + place, damage).copy(person), person)
              for place, person in enumerate(people[:originals])]  # fmt: skip
    workspace = Workspace.create(folder / f"roster-{seed}-{id(damage)}.db", actor="benchmark")
    ids, _ = workspace.change(put, [*people, *copies])
    found = [(pair.left_id, pair.right_id, pair.likeness) for pair in workspace.read(duplicate_pairs)]
    workspace.close()
    return _by_likeness(found, set(zip(ids[:originals], ids[-originals:], strict=True)))


def _without_shared_email(copy: Listed, original: Listed) -> Listed:
    return replace(copy, email="") if copy.email == original.email else copy


def _by_likeness(found: Iterable[tuple[int, int, Likeness]], true: Collection[Pair]) -> dict[str, Measured]:
    rows = list(found)
    return {
        "doubtful or same": measured([(a, b) for a, b, _ in rows], true),
        "same": measured([(a, b) for a, b, likeness in rows if likeness is Likeness.SAME], true),
    }


def accuracy(folder: Path) -> None:
    print("| damage | seed | where | what was said | precision | recall |\n|---|---|---|---|---|---|")
    for title, damage in (("FEBRL", FEBRL), ("scanned", SCANNED), ("reorganized", REORGANIZED)):
        for seed in SEEDS:
            for where, run in (("list", in_a_list), ("roster", on_the_roster)):
                for said, figures in run(folder, seed, damage, ORIGINALS, OTHERS).items():
                    print(f"| {title} | {seed} | {where} | {said} | {figures} |", flush=True)


def speed(folder: Path) -> None:
    known = Roster(7, LARGE).people
    workspace = Workspace.create(folder / "large.db", actor="benchmark")
    workspace.change(put, known)
    start = time.perf_counter()
    people = workspace.read(KnownPeople)
    print(f"read {LARGE:,} known people: {time.perf_counter() - start:.1f} s", flush=True)
    again, damaged = list(map(sought, known)), [sought(Copyist(8, FEBRL).copy(person)) for person in known]
    strangers = list(map(sought, Roster(9, LARGE).people))
    for what, wanted in (("the same list", again), ("damaged copies", damaged), ("strangers", strangers)):
        start = time.perf_counter()
        for person in wanted:
            people.find(person)
        print(f"find {LARGE:,}, {what}: {time.perf_counter() - start:.1f} s", flush=True)
    start = time.perf_counter()
    pairs = workspace.read(duplicate_pairs)
    print(f"duplicates among {LARGE:,}: {time.perf_counter() - start:.1f} s, {len(pairs):,} pairs", flush=True)
    workspace.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        accuracy(Path(folder))
        speed(Path(folder))


if __name__ == "__main__":
    main()
