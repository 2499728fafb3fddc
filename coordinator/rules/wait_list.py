"""The order of a wait list: by priority, then by the time of joining; a place given by hand is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, order=True)
class Priority:
    """What counts, the first difference decides: ranked or not, the older tasking, the rank in it, who joined first."""

    is_unranked: bool
    tasking_issued: date
    tasking_id: int
    rank: int
    joined_at: datetime
    seat_id: int


def priority(tasking: tuple[date, int] | None, rank: int | None, joined_at: datetime, seat_id: int) -> Priority:
    """Of someone who is selected under a tasking (issued on, id), or under none."""
    issued, tasking_id = tasking if tasking and rank is not None else (date.max, 0)
    return Priority(rank is None or tasking is None, issued, tasking_id, rank or 0, joined_at, seat_id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone on the list. `place` is None until they have one; `by_hand` keeps it whatever their priority is."""

    seat_id: int
    priority: Priority
    place: int | None
    by_hand: bool = False


def line_up(waiting: Sequence[Waiting]) -> list[int]:
    """Seat ids from the first place to the last.

    Gaps are closed first, so that everyone moves up when somebody ahead has left. Then whoever was placed by hand
    stays in that place, and the others share the rest of the places by priority. Newcomers come last: each goes in
    front of the first person of lower priority who was not placed by hand, and everyone from there on moves down.
    """
    line = sorted((each for each in waiting if each.place is not None), key=_place)
    others = iter(sorted((each for each in line if not each.by_hand), key=_priority))
    line = [each if each.by_hand else next(others) for each in line]
    for newcomer in sorted((each for each in waiting if each.place is None), key=_priority):
        behind = (at for at, each in enumerate(line) if not each.by_hand and newcomer.priority < each.priority)
        line.insert(next(behind, len(line)), newcomer)
    return [each.seat_id for each in line]


def _place(each: Waiting) -> tuple[int, Priority]:
    return each.place or 0, each.priority


def _priority(each: Waiting) -> Priority:
    return each.priority
