"""Who gets a seat, by priority alone: one after the other, each who can be seated beside those who come first.

Sets of people that can be seated together are the independent sets of a transversal matroid. There taking people
greedily in their order is exact: no other choice seats more people, and none seats somebody earlier in the order
instead (J. Edmonds, "Matroids and the greedy algorithm", 1971).
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator.rules.seat_plan import Offers


@dataclass(frozen=True, slots=True)
class Seating:
    """`seated` are the places of those who get a seat in the order of priority; `most` is how many can at most.

    `most` is a bound of its own (P. Hall, 1935): those who can only go to the `tight` trainings, less their seats,
    have none in any filling. `tight` is a bit mask of trainings.
    """

    seated: frozenset[int]
    most: int
    tight: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets a seat, and what each training is worth to each person; of pins that cannot be kept the ids."""

    seating: Seating
    points: tuple[tuple[int | None, ...], ...]
    void_pins: frozenset[int]


def choose(offers: Offers) -> Choice:
    """Pins go before ranks, and those who have a seat keep one. Where pins would take a seat from someone who has one,
    they are void, the last first."""
    pins = [place for place, person in enumerate(offers.people) if person.id in offers.wishes.pins]
    void: set[int] = set()
    while True:
        points = tuple(_points(offers, place, void) for place in range(len(offers.people)))
        order = sorted(range(len(points)), key=lambda place: _turn(offers, place, void))
        rooms = [training.room for training in offers.trainings]
        seating = seat_by_priority([_mask(row) for row in points], rooms, order)
        pins = [place for place in pins if place not in void]
        if not pins or all(place in seating.seated for place in _holders(offers)):
            return Choice(seating, points, frozenset(offers.people[place].id for place in void))
        void.add(pins[-1])


def _points(offers: Offers, place: int, void: set[int]) -> tuple[int | None, ...]:
    """Someone whose pin is void keeps the seat they have, or gets none."""
    person = offers.people[place]
    if place not in void:
        return offers.points(person)
    return tuple(
        offers.pair_points(person, t) if person.seat and person.seat.training_id == training.id else None
        for t, training in enumerate(offers.trainings)
    )


def _turn(offers: Offers, place: int, void: set[int]) -> tuple[int, int]:
    person = offers.people[place]
    is_pinned = person.id in offers.wishes.pins and place not in void
    return (0 if is_pinned and person.seat else 1 if person.seat else 2 if is_pinned else 3), place


def _holders(offers: Offers) -> Iterator[int]:
    return (place for place, person in enumerate(offers.people) if person.seat is not None)


def _mask(points: Sequence[int | None]) -> int:
    return sum(1 << t for t, value in enumerate(points) if value is not None)


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def seat_by_priority(masks: Sequence[int], rooms: Sequence[int], order: Sequence[int]) -> Seating:
    """`masks` are the trainings that each person could take, as bits; `order` says who comes first."""
    hall = _Hall(masks, rooms)
    seated = frozenset(person for person in order if hall.seat(person))
    crowded = sum(1 for mask in masks if not mask & ~hall.tight)
    return Seating(seated, len(masks) - crowded + sum(rooms[t] for t in bits(hall.tight)), hall.tight)


class _Hall:
    """Who sits where for now, by what else they could take. `tight` are trainings that nobody will leave any more."""

    def __init__(self, masks: Sequence[int], rooms: Sequence[int]) -> None:
        self._masks = masks
        self._left = list(rooms)
        self._sitting: list[dict[int, list[int]]] = [{} for _ in rooms]
        self.tight = 0

    def seat(self, person: int) -> bool:
        """Seat one more, moving others on where that makes room."""
        came_from: dict[int, tuple[int, int]] = {}  # training: (the mask of who moves there, from which training)
        seen = wanted = self._masks[person] & ~self.tight
        line = deque(bits(wanted))
        while line:
            t = line.popleft()
            if self._left[t] > 0:
                self._move(person, t, came_from)
                return True
            for mask in self._sitting[t]:
                fresh = mask & ~seen & ~self.tight
                seen |= fresh
                for other in bits(fresh):
                    came_from[other] = (mask, t)
                    line.append(other)
        self.tight |= seen
        return False

    def _move(self, person: int, t: int, came_from: dict[int, tuple[int, int]]) -> None:
        self._left[t] -= 1
        while t in came_from:
            mask, before = came_from[t]
            leaving = self._sitting[before][mask]
            self._sitting[t].setdefault(mask, []).append(leaving.pop())
            if not leaving:
                del self._sitting[before][mask]
            t = before
        self._sitting[t].setdefault(self._masks[person], []).append(person)
