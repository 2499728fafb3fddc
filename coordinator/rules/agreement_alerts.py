"""The end of an agreement is announced ahead, at each of its lead times once, until somebody says that they know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.errors import RuleBroken

LONGEST_LEAD = 1095
MOST_LEADS = 12
HOW_TO_WRITE = "Write the days before the end with commas between them, such as 90, 60, 30."
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Alert:
    """The shortest lead time that was reached, and how many days are left; `is_seen` when somebody said they know."""

    lead: int
    days_left: int
    is_seen: bool


def current_alert(
    starts_on: date, ends_on: date, leads: Iterable[int], seen_on: date | None, today: date
) -> Alert | None:
    """What is to be said of the end today; None before the first lead time, and when the agreement is not in force.

    It comes back, not seen, when the next shorter lead time is reached.
    """
    if not starts_on <= today <= ends_on:
        return None
    days_left = (ends_on - today).days
    lead = min((each for each in leads if each >= days_left), default=None)
    if lead is None:
        return None
    reached = today - timedelta(days=lead - days_left)
    return Alert(lead, days_left, seen_on is not None and seen_on >= reached)


def next_alert_on(ends_on: date, leads: Iterable[int], today: date) -> date | None:
    """The next day on which a lead time is reached; None when there is none to come."""
    days_left = (ends_on - today).days
    lead = max((each for each in leads if each < days_left), default=None)
    return None if lead is None or days_left < 0 else today + timedelta(days=days_left - lead)


def checked_leads(leads: Iterable[int]) -> tuple[int, ...]:
    """Each once, the longest first. Raises RuleBroken where there is none, too many, or one out of range."""
    kept = tuple(sorted(set(leads), reverse=True))
    if not kept:
        raise RuleBroken(f"An agreement needs at least one lead time for its alert. {HOW_TO_WRITE}")
    if kept[0] > LONGEST_LEAD or kept[-1] < 0:
        raise RuleBroken(f"A lead time is between 0 and {LONGEST_LEAD:,} days.")
    if len(kept) > MOST_LEADS:
        raise RuleBroken(f"An agreement has at most {MOST_LEADS} lead times.")
    return kept


def read_leads(text: str) -> tuple[int, ...]:
    """ "90, 60, 30" as numbers, the longest first. Raises RuleBroken with what is wrong."""
    words = [word for word in _BETWEEN.split(text) if word]
    wrong = next((word for word in words if not (word.isascii() and word.isdecimal() and len(word) < 6)), None)
    if wrong is not None:
        raise RuleBroken(f"“{wrong[:20]}” is not a number of days. {HOW_TO_WRITE}")
    return checked_leads(map(int, words))


def leads_text(leads: Sequence[int]) -> str:
    """As `read_leads` reads it."""
    return ", ".join(map(str, leads))
