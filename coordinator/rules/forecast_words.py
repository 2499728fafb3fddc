"""A forecast of seats in sentences: what ends, what is expected, and on what the estimate stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile, takewhile

from coordinator.rules.forecast import LEAST_OUTCOMES, Point, Pool, Use, seats_on

# Not %B: that follows the locale of the process.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the estimate stands on: of everyone selected so far, how many got a license, left, or still wait for one.

    `half_after` is the number of days after which half of those who got one had it. `marked` and `absent` are seats of
    trainings held. `is_estimated` is False where too few got a license or left.
    """

    licensed: int
    left: int
    waiting: int
    half_after: int | None
    marked: int
    absent: int
    is_estimated: bool


def month_of(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def forecast_words(
    pools: Sequence[Pool], uses: Sequence[Use], points: Sequence[Point], basis: Basis, today: date
) -> tuple[str, ...]:
    """The sentences in the order in which they matter. `points` as the forecast gives them, up to its last day."""
    ahead = [point for point in points if point.on >= today]
    if not any(point.seats for point in ahead):
        return ("No agreement is in force, and none is planned.",)
    return (
        *_ends(pools, today, ahead[-1].on),
        *_own_ends(pools, uses, today, ahead[-1].on),
        _pipeline(ahead, basis),
        *_shortage(ahead),
    )


def _ends(pools: Sequence[Pool], today: date, until: date) -> Iterator[str]:
    by_id = {pool.id: pool for pool in pools}
    for pool in sorted(pools, key=lambda each: (each.ends_on, each.id)):
        if not today <= pool.ends_on <= until:
            continue
        follower = by_id.get(pool.renewed_by or 0)
        if follower is not None:
            yield _followed(pool, follower)
        elif seats_on(pools, pool.ends_on + ONE):
            of = seats_on(pools, pool.ends_on)
            yield f"In {month_of(pool.ends_on)} {pool.seats:,} of {_seats(of)} end unless {pool.number} is renewed."
        else:
            all_seats = f"all {_seats(pool.seats)} end" if pool.seats > 1 else "the only seat ends"
            yield f"In {month_of(pool.ends_on)} {all_seats} unless {pool.number} is renewed."


def _followed(pool: Pool, follower: Pool) -> str:
    said = f"{pool.number} ends on {long_day(pool.ends_on)}; {follower.number} follows with {_seats(follower.seats)}"
    gap = (follower.starts_on - pool.ends_on).days - 1
    if gap <= 0:
        return f"{said}."
    return f"{said} only on {long_day(follower.starts_on)}, {gap:,} {'day' if gap == 1 else 'days'} without it."


def _own_ends(pools: Sequence[Pool], uses: Sequence[Use], today: date, until: date) -> Iterator[str]:
    by_id = {pool.id: pool for pool in pools}
    ends = [(use.last, by_id[use.pool_id].ends_on) for use in uses if use.is_open and use.last is not None]
    lasts = [last for last, pool_end in ends if today <= last < min(pool_end, until)]
    if len(lasts) == 1:
        yield f"1 license ends before its agreement, in {month_of(lasts[0])}."
    elif lasts:
        yield f"{len(lasts):,} licenses end before their agreement, the first in {month_of(min(lasts))}."


def _pipeline(ahead: Sequence[Point], basis: Basis) -> str:
    if not basis.waiting:
        return "Nobody who was selected waits for a license."
    people = f"{basis.waiting:,} selected {'person holds' if basis.waiting == 1 else 'people hold'} no license yet"
    if not basis.is_estimated:
        return f"{people}; if all of them get one, {_left(ahead[0].free - basis.waiting)}."
    reach = _with_seats(ahead)
    more = round(max(point.coming for point in reach))
    if more < 1:
        return f"{people}, and at the pace so far none of them is expected to get one."
    by = next(point for point in reach if round(point.coming) == more)
    licenses = "1 more license is" if more == 1 else f"{more:,} more licenses are"
    left = _left(by.seats - by.used - by.carried - more)
    return f"At the pace so far {licenses} expected by {month_of(by.on)}; {left}."


def _with_seats(ahead: Sequence[Point]) -> list[Point]:
    """From the first day with seats until they run out: what would come after that is nobody's license."""
    return list(takewhile(_has_seats, dropwhile(_has_none, ahead)))


def _has_seats(point: Point) -> bool:
    return point.seats > 0


def _has_none(point: Point) -> bool:
    return point.seats == 0


def _shortage(ahead: Sequence[Point]) -> Iterator[str]:
    short = [point for point in ahead if point.seats and round(point.expected) > point.seats]
    if short:
        missing = max(round(point.expected) - point.seats for point in short)
        are = "is" if missing == 1 else "are"
        yield f"Seats run short in {month_of(short[0].on)}: up to {missing:,} {are} missing."


def basis_words(basis: Basis) -> str:
    """On what the estimate stands, or why there is none."""
    outcomes = basis.licensed + basis.left
    if not basis.is_estimated:
        so_far = "nobody" if not outcomes else f"{outcomes:,} {'person' if outcomes == 1 else 'people'}"
        return (
            f"Too little history for an estimate: so far {so_far} of those selected got a license or left, and it "
            f"takes {LEAST_OUTCOMES}. The chart shows only what is on record."
        )
    said = f"Judged by {basis.licensed + basis.left + basis.waiting:,} people selected so far: {basis.licensed:,} got a"
    half = basis.half_after
    pace = f", half of them within {half:,} {'day' if half == 1 else 'days'}" if half is not None else ""
    left = f", {basis.left:,} left" if basis.left else ""
    return f"{said} license{pace}{left}, {basis.waiting:,} still wait.{_no_shows(basis)}"


def _no_shows(basis: Basis) -> str:
    if not basis.marked:
        return " No attendance was marked yet, so every office counts alike."
    return (
        f" {basis.absent:,} of {basis.marked:,} marked seats were no-shows; whoever still needs the training counts by "
        "the history of the office."
    )


def _seats(number: int) -> str:
    return f"{number:,} {'seat' if number == 1 else 'seats'}"


def _left(free: int) -> str:
    if free < 0:
        return f"that is {_seats(-free)} more than there are"
    if not free:
        return "no seat stays free"
    return f"{_seats(free)} {'stays' if free == 1 else 'stay'} free"
