"""How many people of the readiness board meet each gate, and what is missing in each office."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator.views.readiness import GateColumn, ReadinessRow, Standing


@dataclass(frozen=True, slots=True)
class OfficeGap:
    """What is missing in an office: `missing` are people; `lacking` how many lack each gate, in the order of gates."""

    office: str
    office_name: str
    people: int
    missing: int
    lacking: tuple[tuple[GateColumn, int], ...]


def held(rows: Iterable[ReadinessRow], gates: Sequence[GateColumn]) -> tuple[tuple[int, int], ...]:
    """For each gate how many of the rows meet it, and how many rows there are."""
    alike, by_id = _alike(rows)
    total = sum(alike.values())
    lacking = {gate.id: sum(n for key, n in alike.items() if gate.id in by_id[key].missing) for gate in gates}
    return tuple((total - lacking[gate.id], total) for gate in gates)


def _alike(rows: Iterable[ReadinessRow]) -> tuple[Counter[int], dict[int, Standing]]:
    """How many stand alike: a hundred thousand rows have some hundred standings."""
    by_id: dict[int, Standing] = {}
    alike: Counter[int] = Counter()
    for row in rows:
        key = id(row.standing)
        by_id[key] = row.standing
        alike[key] += 1
    return alike, by_id


def office_gaps(rows: Iterable[ReadinessRow], gates: Sequence[GateColumn]) -> tuple[OfficeGap, ...]:
    """Each office that has anybody, those with most missing first."""
    by_office: dict[tuple[str, str], list[ReadinessRow]] = defaultdict(list)
    for row in rows:
        by_office[row.office, row.office_name].append(row)
    gaps = [_gap(office, people, gates) for office, people in by_office.items()]
    return tuple(sorted(gaps, key=lambda gap: (-gap.missing, gap.office)))


def _gap(office: tuple[str, str], rows: Sequence[ReadinessRow], gates: Sequence[GateColumn]) -> OfficeGap:
    lacking = tuple(_lacking(rows, gates))
    return OfficeGap(*office, len(rows), sum(not row.is_met for row in rows), lacking)


def _lacking(rows: Sequence[ReadinessRow], gates: Sequence[GateColumn]) -> Iterator[tuple[GateColumn, int]]:
    for gate, (met, of) in zip(gates, held(rows, gates), strict=True):
        if met < of:
            yield gate, of - met


def gap_of(rows: Sequence[ReadinessRow], gates: Sequence[GateColumn]) -> OfficeGap:
    """The same of any people, such as those that a search found."""
    return _gap(("", ""), rows, gates)
