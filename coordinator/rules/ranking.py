"""Who goes first, and why: weighted criteria, a sentence for each rank, and what moves when a criterion changes.

The source memo gives priority to those who used trial licenses and completed the LMS course; the rest are editable.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordinator.rules.vocabulary import RankingCriterion

FULL_WAIT = 30  # days after which waiting earns the whole weight
MOST_WAIT = 3  # so many times the weight are earned at most

# Not %b: that follows the locale of the process, and what was decided must read the same everywhere.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Rule:
    """One criterion and what it is worth; less than zero takes points away.

    `query` is in the language of the roster's search, for the criterion of that name; `title` is what it is called.
    """

    criterion: RankingCriterion
    weight: float
    is_on: bool = True
    query: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rules look at. `order` breaks ties: the name, so that the same input gives the same answer.

    `waiting_days` since the nomination, `supervisor_priority` 1 for the first choice, `query_hits` are the queries of
    rules that the person matches.
    """

    id: int
    office_id: int
    nominated_at: datetime
    order: str
    trial_use: bool = False
    course_completed: bool = False
    course_completed_on: date | None = None
    is_late: bool = False
    is_office_alternate: bool = False
    supervisor_priority: int | None = None
    waiting_days: int = 0
    query_hits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    text: str
    points: float

    def __str__(self) -> str:
        return f"{self.text} ({self.points:+g})"


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
        why = ", ".join(str(reason) for reason in self.reasons)
        return f"{ordinal(self.rank)} of {self.of}: {why or 'no priority criterion met'}"


@dataclass(frozen=True, slots=True)
class Movement:
    """Someone whose rank changed, and which points changed it; no rank before or after for who came or went."""

    id: int
    rank_before: int | None
    rank_after: int | None
    why: str


def rank(candidates: Sequence[Candidate], rules: Iterable[Rule], quotas: Mapping[int, int]) -> list[Ranked]:
    """Best first. Equal scores go by the office's own alternates last, then by receipt, then by name."""
    rules = [rule for rule in rules if rule.is_on]
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
    return round(sum(reason.points for reason in reasons), 2)


def _reasons(candidate: Candidate, rules: Iterable[Rule], office_under_quota: bool) -> tuple[Reason, ...]:
    met = (_reason(candidate, rule, office_under_quota) for rule in rules)
    return tuple(reason for reason in met if reason.text and reason.points)


def _reason(candidate: Candidate, rule: Rule, office_under_quota: bool) -> Reason:
    """The words and points of one rule; no words when it is not met."""
    words, share = _met(candidate, rule, office_under_quota)
    # To the cent, so that the points that are shown add up to the score that is shown.
    return Reason(words, round(rule.weight * share, 2))


def _met(candidate: Candidate, rule: Rule, office_under_quota: bool) -> tuple[str, float]:
    """The words for a criterion that is met, and how much of the weight it earns."""
    match rule.criterion:
        case RankingCriterion.TRIAL_USE:
            return "used trial license" if candidate.trial_use else "", 1
        case RankingCriterion.COURSE_COMPLETED:
            return _course_words(candidate), 1
        case RankingCriterion.OFFICE_UNDER_QUOTA:
            return "office under quota" if office_under_quota else "", 1
        case RankingCriterion.NOMINATED_EARLY:
            return _timely_words(candidate, rule.weight), 1
        case RankingCriterion.DAYS_SINCE_NOMINATION:
            return _waiting_words(candidate.waiting_days), min(candidate.waiting_days / FULL_WAIT, MOST_WAIT)
        case RankingCriterion.SUPERVISOR_PRIORITY:
            return _priority_words(candidate.supervisor_priority), 1 / (candidate.supervisor_priority or 1)
        case RankingCriterion.QUERY:
            return (rule.title or rule.query) if rule.query in candidate.query_hits else "", 1


def _course_words(candidate: Candidate) -> str:
    if candidate.course_completed_on:
        day = candidate.course_completed_on
        return f"course completed {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return "course completed" if candidate.course_completed else ""


def _timely_words(candidate: Candidate, weight: float) -> str:
    """Being on time earns points; where points are taken away they are taken from who was late."""
    if weight < 0:
        return "nominated late" if candidate.is_late else ""
    return "" if candidate.is_late else "nominated on time"


def _waiting_words(days: int) -> str:
    if days < 1:
        return ""
    return f"waiting {days} day{'' if days == 1 else 's'}"


def _priority_words(priority: int | None) -> str:
    return f"supervisor's {ordinal(priority)} choice" if priority else ""


def compare(before: Sequence[Ranked], after: Sequence[Ranked]) -> tuple[Movement, ...]:
    """Who moved, in the order of the new ranks, and why; those who left the ranking come last."""
    old, new = {place.id: place for place in before}, {place.id: place for place in after}
    moved = [_movement(old.get(place.id), place) for place in after]
    gone = [Movement(place.id, place.rank, None, "no longer ranked") for place in before if place.id not in new]
    return (*(each for each in moved if each.rank_before != each.rank_after), *gone)


def _movement(before: Ranked | None, after: Ranked) -> Movement:
    if before is None:
        return Movement(after.id, None, after.rank, "newly ranked")
    why = _changed_reasons(before.reasons, after.reasons)
    passed = "passed by others" if after.rank > before.rank else "others fell behind"
    return Movement(after.id, before.rank, after.rank, why or f"own points unchanged, {passed}")


def _changed_reasons(before: Iterable[Reason], after: Iterable[Reason]) -> str:
    """ "used trial license now +6 instead of +4, course completed no longer counts (was +3)"."""
    old, new = _points(before), _points(after)
    now = [
        f"{text} now {points:+g}" + (f" instead of {old[text]:+g}" if text in old else "")
        for text, points in new.items()
        if old.get(text) != points
    ]
    gone = [f"{text} no longer counts (was {points:+g})" for text, points in old.items() if text not in new]
    return ", ".join(now + gone)


def _points(reasons: Iterable[Reason]) -> dict[str, float]:
    """By their words; two rules of the same words add up."""
    total: dict[str, float] = {}
    for reason in reasons:
        total[reason.text] = total.get(reason.text, 0) + reason.points
    return total


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
