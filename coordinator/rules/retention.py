"""How long a record is kept: from which day the years count, when it is due for disposal, and what holds it back.

NARA GRS 2.6 item 010: non-mission training records are destroyed when three years old, unless needed longer. The unit's
own rules say it for the other records. What is still needed, or on hold, is never due, however old it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.rules.vocabulary import RetentionKind


class Disposal(StrEnum):
    """How a record stands that is as old as its rule says. ON_HOLD is by decision, NEEDED by what rests on it."""

    DUE = "due"
    ON_HOLD = "on_hold"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """A rule that is on: records of the kind are kept so many years."""

    title: str
    covers: RetentionKind
    authority: str
    years: int


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record as retention looks at it. `people` are those it names, `basis_of` those whose license may rest on it.

    `counts_from` is the day from which the years count; None while that day is to come, then `open_matter` may say why.
    """

    kind: RetentionKind
    id: int
    what: str
    counts_from: date | None
    people: tuple[int, ...]
    basis_of: tuple[int, ...] = ()
    open_matter: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held_back` says by what; empty for a record that is due."""

    due_since: date
    state: Disposal
    held_back: str


def due_on(counts_from: date, years: int) -> date:
    """The first day on which a record may go: so many years later, February 29 on March 1."""
    year = counts_from.year + years
    if year > date.max.year:
        return date.max
    try:
        return counts_from.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def longest(rules: Iterable[KeepingRule]) -> dict[RetentionKind, KeepingRule]:
    """Of the rules that cover a kind the one that keeps longest."""
    found: dict[RetentionKind, KeepingRule] = {}
    for rule in rules:
        if rule.covers not in found or rule.years > found[rule.covers].years:
            found[rule.covers] = rule
    return found


def verdict(
    record: KeptRecord, rule: KeepingRule, holds: Mapping[int, str], licensed: frozenset[int], today: date
) -> Verdict | None:
    """How a record stands today; None while it is younger than its rule says, or its years do not count yet.

    `holds` are the people on hold with the reason, `licensed` those with an active license.
    """
    if record.counts_from is None or (since := due_on(record.counts_from, rule.years)) > today:
        return None
    held = [holds[person] for person in record.people if person in holds]
    if held:
        return Verdict(since, Disposal.ON_HOLD, hold_words(held))
    if record.open_matter:
        return Verdict(since, Disposal.NEEDED, record.open_matter)
    active = sum(person in licensed for person in record.basis_of)
    if active:
        return Verdict(since, Disposal.NEEDED, license_words(active, len(record.basis_of)))
    return Verdict(since, Disposal.DUE, "")


def hold_words(reasons: list[str]) -> str:
    """ "On hold: FOIA request 2026-114", "3 people on hold: litigation"."""
    said = "; ".join(dict.fromkeys(reasons))
    return f"On hold: {said}" if len(reasons) == 1 else f"{len(reasons):,} people on hold: {said}"


def license_words(active: int, of: int) -> str:
    if of == 1:
        return "The person holds an active license"
    return (
        f"{active:,} of its people hold an active license"
        if active > 1
        else "One of its people holds an active license"
    )
