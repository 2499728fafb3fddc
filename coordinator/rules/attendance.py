"""How long somebody was there, and which mark that earns.

The mark is a proposal: a person may overrule it, and an excused seat stays excused. Both are decided by the service.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import Mark


@dataclass(frozen=True, order=True)
class Interval:
    """From joining to leaving. Both ends have a time zone or neither has."""

    join: datetime
    leave: datetime

    def __post_init__(self) -> None:
        if self.leave < self.join:
            raise ValueError(f"left at {self.leave}, before joining at {self.join}")

    @property
    def length(self) -> timedelta:
        return self.leave - self.join


@dataclass(frozen=True)
class AttendanceRule:
    """Present from `present_percent` of the planned duration, partial from `partial_minutes`, else absent.

    With `present_minutes` so many minutes count as present, whatever the duration; the percentage is not looked at.
    """

    present_percent: int = 80
    partial_minutes: int = 1
    present_minutes: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.present_percent <= 100:
            raise RuleBroken("The share of the training that counts as present is between 1 and 100 percent.")
        if self.partial_minutes < 1:
            raise RuleBroken("At least one minute must be attended for the mark partial.")
        if self.present_minutes is not None and self.present_minutes < self.partial_minutes:
            raise RuleBroken("Present cannot need fewer minutes than partial.")

    def is_present(self, minutes: int, duration_minutes: int) -> bool:
        if self.present_minutes is not None:
            return minutes >= self.present_minutes
        return minutes * 100 >= duration_minutes * self.present_percent


DEFAULT_RULE = AttendanceRule()


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time with overlaps and touching ends merged, in order: two devices are one presence."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.join <= merged[-1].leave:
            last = merged.pop()
            interval = Interval(last.join, max(last.leave, interval.leave))
        merged.append(interval)
    return tuple(merged)


def clip(intervals: Iterable[Interval], start: datetime, end: datetime) -> tuple[Interval, ...]:
    """What of the intervals lies between start and end; those outside fall away."""
    inside = (
        (max(interval.join, start), min(interval.leave, end)) for interval in intervals if interval.leave >= start
    )
    return tuple(Interval(join, leave) for join, leave in inside if join <= leave)


def minutes_of(intervals: Iterable[Interval]) -> int:
    """Whole minutes of the union, rounded down once at the end: seconds of several joins add up."""
    total = sum((interval.length for interval in union(intervals)), timedelta())
    return total // timedelta(minutes=1)


def mark_for(minutes: int | None, duration_minutes: int, rule: AttendanceRule = DEFAULT_RULE) -> Mark | None:
    """The mark that so many minutes of a training earn; unknown minutes earn none, which is not absent."""
    if minutes is None:
        return None
    if duration_minutes < 1:
        raise RuleBroken("A training lasts at least one minute.")
    if rule.is_present(minutes, duration_minutes):
        return Mark.PRESENT
    return Mark.PARTIAL if minutes >= rule.partial_minutes else Mark.ABSENT
