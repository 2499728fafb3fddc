"""Seats of a pool and the shares of offices in it.

An office with a share may use up to it; the offices without one have what is not allotted, first come. The pool is
never overdrawn; an office goes over its share only when that is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Verdict(StrEnum):
    """What somebody who wants a seat gets: one, one over the share as asked for, or none, and why."""

    SEAT = "seat"
    OVER_SHARE = "over_share"
    SHARE_USED = "share_used"
    POOL_EMPTY = "pool_empty"

    @property
    def gives(self) -> bool:
        return self in (Verdict.SEAT, Verdict.OVER_SHARE)


@dataclass(frozen=True, slots=True)
class AllottedPool:
    """A pool of `seats`; `shares` and `used` are seats by office id. An office that is not in `shares` has none."""

    seats: int
    shares: Mapping[int, int] = field(default_factory=dict)
    used: Mapping[int, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        return self.seats - sum(self.used.values())

    @property
    def unallotted(self) -> int:
        return self.seats - sum(self.shares.values())

    @property
    def unallotted_used(self) -> int:
        """Seats in use by offices without a share."""
        return sum(seats for office, seats in self.used.items() if office not in self.shares)

    def left(self, office_id: int) -> int:
        """What the office has left of its share, or of what is not allotted; below zero when it went over."""
        if office_id in self.shares:
            return self.shares[office_id] - self.used.get(office_id, 0)
        return self.unallotted - self.unallotted_used

    def room(self, office_id: int) -> int:
        """How many more the office may take without going over."""
        return max(min(self.left(office_id), self.free), 0)

    def verdict(self, office_id: int, *, over_share: bool = False) -> Verdict:
        """What the next of this office gets."""
        if self.free <= 0:
            return Verdict.POOL_EMPTY
        if self.left(office_id) > 0:
            return Verdict.SEAT
        return Verdict.OVER_SHARE if over_share else Verdict.SHARE_USED

    def taken(self, office_id: int, seats: int = 1) -> "AllottedPool":
        """The pool with so many more seats in use by the office; fewer with a negative number."""
        return replace(self, used={**self.used, office_id: self.used.get(office_id, 0) + seats})


def give_seats(pool: AllottedPool, offices: Sequence[int], *, over_share: bool = False) -> list[Verdict]:
    """What each gets, one after the other, who are given by their offices."""
    verdicts = []
    for office_id in offices:
        verdict = pool.verdict(office_id, over_share=over_share)
        if verdict.gives:
            pool = pool.taken(office_id)
        verdicts.append(verdict)
    return verdicts


def why_no_seat(pool: AllottedPool, office_id: int, office: str, verdict: Verdict) -> str:
    """Why somebody of this office gets none, in words; empty when they get one."""
    if verdict is Verdict.POOL_EMPTY:
        return "the pool has no free seat"
    if verdict is not Verdict.SHARE_USED:
        return ""
    if office_id in pool.shares:
        return f"the share of {office}, {pool.shares[office_id]} of the pool, is used up"
    return f"{office} has no share, and every free seat is allotted to other offices"
