"""Who goes first, and why: weighted criteria, a sentence for each rank, and a selection within quotas.

The source memo gives priority to those who used trial licenses and completed the LMS course; the rest are editable.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordinator.rules.vocabulary import NominationState, RankingCriterion


@dataclass(frozen=True, slots=True)
class Rule:
    criterion: RankingCriterion
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rules look at. `order` breaks ties: the name, so that the same input gives the same answer."""

    id: int
    office_id: int
    nominated_at: datetime
    order: str
    trial_use: bool = False
    course_completed: bool = False
    course_completed_on: date | None = None
    is_late: bool = False
    is_office_alternate: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Ranked:
    id: int
    office_id: int
    rank: int
    of: int
    score: float
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        """ "3rd of 18: used trial license (+4), course completed 2 Mar 2021 (+3)"."""
        why = ", ".join(f"{reason.text} ({reason.points:+g})" for reason in self.reasons)
        return f"{ordinal(self.rank)} of {self.of}: {why or 'no priority criterion met'}"


@dataclass(frozen=True, slots=True)
class Choice:
    id: int
    state: NominationState
    reason: str


def rank(candidates: Sequence[Candidate], rules: Iterable[Rule], quotas: Mapping[int, int]) -> list[Ranked]:
    """Best first. Equal scores go by the office's own alternates last, then by receipt, then by name."""
    rules = list(rules)
    named = Counter(candidate.office_id for candidate in candidates)
    under = {office for office, count in named.items() if count < quotas.get(office, 0)}
    scored = [(candidate, _reasons(candidate, rules, candidate.office_id in under)) for candidate in candidates]
    scored.sort(key=lambda pair: (-_total(pair[1]), *_tie(pair[0])))
    return [
        Ranked(candidate.id, candidate.office_id, place, len(scored), _total(reasons), reasons)
        for place, (candidate, reasons) in enumerate(scored, start=1)
    ]


def _tie(candidate: Candidate) -> tuple[bool, bool, datetime, str, int]:
    return (
        candidate.is_office_alternate,
        candidate.is_late,
        candidate.nominated_at,
        candidate.order,
        candidate.id,
    )


def _total(reasons: Iterable[Reason]) -> float:
    return sum(reason.points for reason in reasons)


def _reasons(candidate: Candidate, rules: Iterable[Rule], office_under_quota: bool) -> tuple[Reason, ...]:
    met = ((rule, _met(candidate, rule.criterion, office_under_quota)) for rule in rules)
    return tuple(Reason(text, rule.weight) for rule, text in met if text)


def _met(candidate: Candidate, criterion: RankingCriterion, office_under_quota: bool) -> str:
    """The words for a criterion that is met; empty when it is not."""
    match criterion:
        case RankingCriterion.TRIAL_USE:
            return "used trial license" if candidate.trial_use else ""
        case RankingCriterion.COURSE_COMPLETED:
            return _course_words(candidate)
        case RankingCriterion.OFFICE_UNDER_QUOTA:
            return "office under quota" if office_under_quota else ""
        case RankingCriterion.NOMINATED_EARLY:
            return "" if candidate.is_late else "nominated on time"


def _course_words(candidate: Candidate) -> str:
    if candidate.course_completed_on:
        day = candidate.course_completed_on
        return f"course completed {day.day} {day:%b %Y}"
    return "course completed" if candidate.course_completed else ""


def choose(ranked: Sequence[Ranked], quotas: Mapping[int, int], capacity: int) -> list[Choice]:
    """Select in rank order, while the office has quota and the pool has seats; the rest become alternates in order."""
    taken: Counter[int] = Counter()
    choices = []
    for candidate in ranked:
        refusal = _refusal(candidate, taken, quotas, capacity)
        if refusal is None:
            taken[candidate.office_id] += 1
            choices.append(Choice(candidate.id, NominationState.SELECTED, "within quota and pool"))
        else:
            choices.append(Choice(candidate.id, NominationState.ALTERNATE, refusal))
    return choices


def _refusal(candidate: Ranked, taken: Counter[int], quotas: Mapping[int, int], capacity: int) -> str | None:
    if taken.total() >= capacity:
        return f"all {capacity} licenses of the pool are spoken for by higher ranks"
    quota = quotas.get(candidate.office_id, 0)
    if taken[candidate.office_id] >= quota:
        return f"the office's quota of {quota} is filled by higher ranks"
    return None


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
