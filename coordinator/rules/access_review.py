"""What to do with each license under an access review: a proposal with its reason. A person decides.

NIST SP 800-53, PS-6 and AC-2: who holds access is reviewed at least once a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.rules.licensing import ACTIVE, HELD, LicenseMove
from coordinator.rules.vocabulary import LicenseState, ReviewAnswer, ReviewDecision


class Finding(StrEnum):
    """Why something is proposed, the most pressing first."""

    COMMENT = "comment"
    RETURNED = "returned"
    DEPARTED = "departed"
    GATES = "gates"
    SILENT = "silent"
    KEPT = "kept"
    WAITING = "waiting"
    MOVED_ON = "moved_on"


_POSSIBLE = {
    ReviewDecision.KEEP: ACTIVE,
    ReviewDecision.RETURN: ACTIVE,
    ReviewDecision.SUSPEND: HELD,
    ReviewDecision.REVOKE: HELD,
}
_MOVES = {
    ReviewDecision.RETURN: LicenseMove.RETURN,
    ReviewDecision.SUSPEND: LicenseMove.SUSPEND,
    ReviewDecision.REVOKE: LicenseMove.REVOKE,
}


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What is known of one license under review. `then` is its state when the review began, `now` that of today.

    `missed` has each gate that does not hold, with its evidence.
    """

    then: LicenseState
    now: LicenseState
    due_on: date
    answer: ReviewAnswer | None = None
    comment: str = ""
    departed_on: date | None = None
    missed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`decision` is None where there is nothing to propose; `look_first` where a comment has to be read before."""

    finding: Finding
    decision: ReviewDecision | None
    reason: str
    look_first: bool = False

    @property
    def urgency(self) -> int:
        """0 is the most urgent."""
        return 0 if self.look_first else list(Finding).index(self.finding)


def propose(facts: ReviewFacts, today: date) -> Proposal:
    """What follows from the answer, from the holder and from the gates. What an office wrote is looked at first."""
    if facts.then is not facts.now:
        return Proposal(Finding.MOVED_ON, None, f"It is {facts.now.value} by now; it was {facts.then.value}")
    found = _of_holder(facts) or _of_answer(facts, today)
    if not facts.comment:
        return found
    if found.finding is Finding.WAITING:
        return Proposal(Finding.COMMENT, None, "The office wrote a comment and gave no answer", look_first=True)
    return Proposal(found.finding, found.decision, found.reason, look_first=True)


def _of_holder(facts: ReviewFacts) -> Proposal | None:
    if facts.answer is ReviewAnswer.RETURN:
        return Proposal(Finding.RETURNED, ReviewDecision.RETURN, "The office returns it")
    if facts.departed_on is not None:
        return Proposal(Finding.DEPARTED, ReviewDecision.RETURN, f"The holder left on {facts.departed_on}")
    return None


def _of_answer(facts: ReviewFacts, today: date) -> Proposal:
    if facts.answer is None:
        return _of_silence(facts, today)
    if facts.missed and facts.now is not LicenseState.RESERVED:
        return _suspended(facts, Finding.GATES, f"The office keeps it, but {'; '.join(facts.missed)}")
    return Proposal(Finding.KEPT, ReviewDecision.KEEP, "The office keeps it")


def _of_silence(facts: ReviewFacts, today: date) -> Proposal:
    if today <= facts.due_on:
        return Proposal(Finding.WAITING, None, f"The office has until {facts.due_on}")
    said = f"No answer by {facts.due_on}"
    if facts.now is LicenseState.RESERVED:
        # A reservation cannot be suspended, and is made again in a moment.
        return Proposal(Finding.SILENT, ReviewDecision.RETURN, f"{said}; the seat is only reserved")
    return _suspended(facts, Finding.SILENT, said)


def _suspended(facts: ReviewFacts, finding: Finding, reason: str) -> Proposal:
    stays = "; it is suspended already" if facts.now is LicenseState.SUSPENDED else ""
    return Proposal(finding, ReviewDecision.SUSPEND, f"{reason}{stays}")


def is_possible(state: LicenseState, decision: ReviewDecision) -> bool:
    """Whether it can be decided for a license in this state; one that is suspended may well stay so."""
    return state in _POSSIBLE[decision]


def move_of(state: LicenseState, decision: ReviewDecision) -> LicenseMove | None:
    """The move that carries the decision out; None where the license stays as it is."""
    if decision is ReviewDecision.SUSPEND and state is LicenseState.SUSPENDED:
        return None
    return _MOVES.get(decision)


def is_late(answered_on: date | None, due_on: date) -> bool:
    """Whether an answer came after the day it was due; it is taken all the same."""
    return answered_on is not None and answered_on > due_on


def is_review_due(last_began: date | None, today: date, every_days: int) -> bool:
    """Whether the licenses of a product are to be reviewed: never done, or longer ago than the unit's rule has it."""
    return last_began is None or (today - last_began).days >= every_days
