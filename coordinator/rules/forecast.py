"""Seats of a product over time: how many there are, how many are in use, and how many are expected to be.

In use on a day is what is on record: a license takes a seat until its last day, and no longer than its pool lasts.
Expected is more than that: whoever loses a license only because the pool ends is carried over where a renewal is on
record, and of those who were selected and hold none so far some will get one.

How many, and by when, is judged by everyone who was selected before, at constant rates: so many licenses, and so many
who left, for all the days that people have waited (occurrence and exposure, with leaving as the competing risk). Of
those who wait, the share of licenses among both ever gets one; the longer others wait in vain, the slower the pace.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import expm1

LEAST_OUTCOMES = 10
"""With fewer people who got a license or left nothing is estimated."""
STEP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pool:
    """An agreement: `renewed_by` is the id of the one that follows it, if that is on record."""

    id: int
    number: str
    seats: int
    starts_on: date
    ends_on: date
    renewed_by: int | None = None

    def is_in_force(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on


@dataclass(frozen=True, slots=True)
class Use:
    """One license that takes a seat from `first` to `last`, both included. Without `last` until its pool ends.

    While `is_open` somebody has it, whatever its dates say.
    """

    pool_id: int
    first: date
    last: date | None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Wait:
    """What became of somebody who was selected: `days` until they got a license, left, or until today."""

    days: int
    got_one: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One day: the seats of all pools in force, and how many are in use.

    `used` is on record, `carried` are those who lost theirs with its pool and have one of its renewal, `coming` is how
    many licenses of people selected so far are expected by then.
    """

    on: date
    seats: int
    used: int
    carried: int = 0
    coming: float = 0.0

    @property
    def free(self) -> int:
        return self.seats - self.used

    @property
    def expected(self) -> float:
        return self.used + self.carried + self.coming


@dataclass(frozen=True, slots=True)
class Pace:
    """So many got a license and so many left, in so many days that people have waited, all of them together."""

    licensed: int = 0
    left: int = 0
    days: int = 0

    @property
    def ever(self) -> float:
        """The share of those who wait that ever gets a license, as far as is known."""
        return self.licensed / (self.licensed + self.left) if self.licensed else 0.0

    def chance(self, days: int) -> float:
        """Of somebody who waits to have got a license so many days from now."""
        if days <= 0 or not self.licensed:
            return 0.0
        return -self.ever * expm1(-(self.licensed + self.left) / self.days * days)


def pace_of(waits: Iterable[Wait]) -> Pace:
    """From everyone who was selected so far; the day of the selection counts as waited."""
    waits = list(waits)
    licensed = sum(wait.got_one for wait in waits)
    left = sum(wait.left and not wait.got_one for wait in waits)
    return Pace(licensed, left, sum(wait.days + 1 for wait in waits))


def is_enough(waits: Iterable[Wait]) -> bool:
    """Whether so many got a license or left that those who wait can be judged by them."""
    return sum(wait.got_one or wait.left for wait in waits) >= LEAST_OUTCOMES


def come_factor(unit_no_show: float, office_no_show: float) -> float:
    """How much likelier than the unit's average somebody of an office is to come to the training they need.

    Of somebody who was there the chance not to come is 0.
    """
    return (1 - office_no_show) / (1 - unit_no_show) if unit_no_show < 1 else 1.0


def seats_on(pools: Iterable[Pool], day: date) -> int:
    return sum(pool.seats for pool in pools if pool.is_in_force(day))


def last_day(use: Use, pool: Pool) -> date:
    """The last day on which it takes a seat."""
    return min(use.last, pool.ends_on) if use.last is not None else pool.ends_on


def forecast(
    pools: Sequence[Pool],
    uses: Sequence[Use],
    waiting: Sequence[float],
    pace: Pace,
    today: date,
    start: date,
    end: date,
) -> tuple[Point, ...]:
    """From `start` to `end` week by week, and on every day on which seats or their use change.

    `waiting` has for each person without a license how much likelier than others they are to get one.
    """
    by_id = {pool.id: pool for pool in pools}
    spans = [(use.first, _last_held(use, by_id[use.pool_id], today)) for use in uses]
    spans = [span for span in spans if span[0] <= span[1]]
    firsts, lasts = sorted(first for first, _ in spans), sorted(last for _, last in spans)
    ended_with = Counter(use.pool_id for use in uses if use.is_open and _ends_with(use, by_id[use.pool_id]))
    factors = Counter(waiting)
    points = []
    for day in _days(pools, spans, today, start, end):
        seats, used = seats_on(pools, day), bisect_right(firsts, day) - bisect_left(lasts, day)
        if day <= today or not seats:
            points.append(Point(day, seats, used))
            continue
        carried = sum(number for pool_id, number in ended_with.items() if _goes_on(by_id[pool_id], by_id, day))
        points.append(Point(day, seats, used, carried, _coming(factors, pace.chance((day - today).days))))
    return tuple(points)


def _last_held(use: Use, pool: Pool, today: date) -> date:
    return max(last_day(use, pool), today) if use.is_open else last_day(use, pool)


def _ends_with(use: Use, pool: Pool) -> bool:
    return use.last is None or use.last >= pool.ends_on


def _coming(factors: Mapping[float, int], chance: float) -> float:
    """How many of these people will have got a license, who have this chance times their factor."""
    return sum(number * min(chance * factor, 1.0) for factor, number in factors.items())


def _goes_on(pool: Pool, pools: Mapping[int, Pool], day: date) -> bool:
    """Whether it has ended, and a renewal of it, or of that one, is in force."""
    seen = {pool.id}
    follower = pools.get(pool.renewed_by or 0)
    while day > pool.ends_on and follower is not None and follower.id not in seen:
        if follower.is_in_force(day):
            return True
        seen.add(follower.id)
        follower = pools.get(follower.renewed_by or 0)
    return False


def _days(pools: Sequence[Pool], spans: Sequence[tuple[date, date]], today: date, start: date, end: date) -> list[date]:
    one = timedelta(days=1)
    days = {start + STEP * place for place in range((end - start) // STEP + 1)}
    days |= {pool.starts_on for pool in pools} | {first for first, _ in spans}
    days |= {last + one for last in [*(pool.ends_on for pool in pools), *(last for _, last in spans)] if last < end}
    return sorted(day for day in days | {today, end} if start <= day <= end)
