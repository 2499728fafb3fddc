"""Who gets a seat and who waits: priority order, capacity, nobody twice."""

from collections.abc import Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seating:
    seated: tuple[int, ...]
    waiting: tuple[int, ...]
    already: tuple[int, ...]


def seat_in_order(people: Sequence[int], *, already: Set[int], free: int) -> Seating:
    """Seat the people in the order given while seats are free; the rest wait, in the same order."""
    new = [person for person in dict.fromkeys(people) if person not in already]
    free = max(free, 0)
    return Seating(
        seated=tuple(new[:free]),
        waiting=tuple(new[free:]),
        already=tuple(person for person in dict.fromkeys(people) if person in already),
    )
