"""Seats among the offices: spread evenly, and given back by some to be offered to others.

Nothing is decided here. The seats of all offices together never grow by giving back and taking up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Allotment(NamedTuple):
    """How many an office may name, and how many of these are its own whatever others rank."""

    seats: int
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Someone who stands under an office. Rank 1 is the best, None is not ranked; `order` is that of receipt.

    `holds_a_seat` when selected already.
    """

    id: int
    office_id: int
    rank: int | None
    order: int
    is_office_alternate: bool = False
    holds_a_seat: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Seats for one office, and whom they would serve, best first: as many as seats."""

    office_id: int
    served: tuple[int, ...]

    @property
    def seats(self) -> int:
        return len(self.served)


def free_seats(given_back: int, taken_up: int) -> int:
    """What was given back and is nobody's yet."""
    return max(given_back - taken_up, 0)


def propose(
    free: int, people: Sequence[Standing], seats: Mapping[int, int], giving: frozenset[int] = frozenset()
) -> tuple[Offer, ...]:
    """Whom to offer `free` seats: those for whom their office has none, in the order of their ranks.

    In each office whoever is selected comes first, then by rank; who is beyond `seats` of the office is in want of one.
    Offices that gave seats back (`giving`) are offered none. Without a rank one stands behind all that have one;
    an office's own alternates stand behind its nominees; equal ones go by receipt. Offers are in the order of their
    best.
    """
    wanting = sorted(
        (person for person in _beyond(people, seats) if person.office_id not in giving), key=_place_among_all
    )
    served: dict[int, list[int]] = {}
    for person in wanting[: max(free, 0)]:
        served.setdefault(person.office_id, []).append(person.id)
    return tuple(Offer(office_id, tuple(ids)) for office_id, ids in served.items())


def _beyond(people: Sequence[Standing], seats: Mapping[int, int]) -> list[Standing]:
    """Who is left when each office has filled its seats."""
    left = dict(seats)
    beyond = []
    for person in sorted(people, key=_place_in_office):
        if left.get(person.office_id, 0) > 0:
            left[person.office_id] -= 1
        elif not person.holds_a_seat:
            beyond.append(person)
    return beyond


def _place_in_office(person: Standing) -> tuple[object, ...]:
    return not person.holds_a_seat, *_place_among_all(person)


def _place_among_all(person: Standing) -> tuple[object, ...]:
    return person.rank is None, person.rank or 0, person.is_office_alternate, person.order, person.id


def spread(total: int, offices: Sequence[int]) -> dict[int, int]:
    """The same for each office; what does not divide goes one each to the first of them."""
    if not offices:
        return {}
    each, rest = divmod(max(total, 0), len(offices))
    return {office_id: each + (place < rest) for place, office_id in enumerate(offices)}
