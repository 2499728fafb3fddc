"""What is proposed for a license under review, and what an office means by its answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.access_review import (
    Finding,
    ReviewFacts,
    is_late,
    is_possible,
    is_review_due,
    move_of,
    propose,
)
from coordinator.rules.licensing import ACTIVE, LicenseMove, is_legal
from coordinator.rules.review_answers import read_answer
from coordinator.rules.vocabulary import LicenseState, ReviewAnswer, ReviewDecision

DUE = date(2026, 11, 30)
AFTER = DUE + timedelta(days=1)
ISSUED, SUSPENDED, RESERVED = LicenseState.ISSUED, LicenseState.SUSPENDED, LicenseState.RESERVED
KEPT, BACK = ReviewAnswer.KEEP, ReviewAnswer.RETURN
HELD = ReviewFacts(ISSUED, ISSUED, DUE)
GATE = "Memorandum acknowledged: not acknowledged"
D = ReviewDecision


@pytest.mark.parametrize(
    ("facts", "today", "finding", "decision", "reason"),
    [
        (replace(HELD, answer=BACK), DUE, Finding.RETURNED, D.RETURN, "The office returns it"),
        (replace(HELD, answer=BACK, departed_on=DUE), DUE, Finding.RETURNED, D.RETURN, "The office returns it"),
        (replace(HELD, answer=KEPT, departed_on=DUE), DUE, Finding.DEPARTED, D.RETURN, "The holder left on 2026-11-30"),
        (HELD, DUE, Finding.WAITING, None, "The office has until 2026-11-30"),
        (HELD, AFTER, Finding.SILENT, D.SUSPEND, "No answer by 2026-11-30"),
        (replace(HELD, answer=KEPT, missed=(GATE,)), DUE, Finding.GATES, D.SUSPEND, f"The office keeps it, but {GATE}"),
        (replace(HELD, answer=KEPT), AFTER, Finding.KEPT, D.KEEP, "The office keeps it"),
        (ReviewFacts(RESERVED, RESERVED, DUE, KEPT, missed=(GATE,)), AFTER, Finding.KEPT, D.KEEP,
         "The office keeps it"),
        (ReviewFacts(RESERVED, RESERVED, DUE), AFTER, Finding.SILENT, D.RETURN,
         "No answer by 2026-11-30; the seat is only reserved"),
        (ReviewFacts(SUSPENDED, SUSPENDED, DUE), AFTER, Finding.SILENT, D.SUSPEND,
         "No answer by 2026-11-30; it is suspended already"),
        (ReviewFacts(ISSUED, LicenseState.RETURNED, DUE, KEPT), AFTER, Finding.MOVED_ON, None,
         "It is returned by now; it was issued"),
    ],
)  # fmt: skip
def test_a_proposal_has_its_reason(
    facts: ReviewFacts, today: date, finding: Finding, decision: ReviewDecision | None, reason: str
) -> None:
    found = propose(facts, today)
    assert (found.finding, found.decision, found.reason, found.look_first) == (finding, decision, reason, False)


def test_a_comment_is_looked_at_first_whatever_else_was_said() -> None:
    kept = propose(replace(HELD, answer=KEPT, comment="On leave"), DUE)
    assert (kept.decision, kept.look_first, kept.urgency) == (D.KEEP, True, 0)
    silent = propose(replace(HELD, comment="Ask the chief"), DUE)
    assert (silent.finding, silent.decision) == (Finding.COMMENT, None)
    assert not propose(ReviewFacts(ISSUED, LicenseState.REVOKED, DUE, comment="x"), DUE).look_first


FACTS = st.builds(
    ReviewFacts,
    then=st.sampled_from(sorted(ACTIVE)),
    now=st.sampled_from(sorted(LicenseState)),
    due_on=st.just(DUE),
    answer=st.none() | st.sampled_from(ReviewAnswer),
    comment=st.sampled_from(("", "On leave")),
    departed_on=st.none() | st.just(DUE),
    missed=st.sampled_from(((), (GATE,))),
)


@given(FACTS, st.sampled_from((DUE, AFTER)))
def test_whatever_is_proposed_can_be_decided_and_carried_out(facts: ReviewFacts, today: date) -> None:
    found = propose(facts, today)
    assert found.reason
    if found.decision is not None:
        assert is_possible(facts.now, found.decision)
        move = move_of(facts.now, found.decision)
        assert move is None or is_legal(facts.now, move)


@given(st.sampled_from(sorted(LicenseState)), st.sampled_from(ReviewDecision))
def test_what_can_be_decided_is_a_legal_move_or_leaves_it(state: LicenseState, decision: ReviewDecision) -> None:
    if is_possible(state, decision):
        move = move_of(state, decision)
        assert is_legal(state, move) if move else decision in (D.KEEP, D.SUSPEND)


def test_a_suspended_license_that_is_to_be_suspended_stays_so() -> None:
    assert move_of(SUSPENDED, D.SUSPEND) is None
    assert move_of(ISSUED, D.SUSPEND) is LicenseMove.SUSPEND
    assert not is_possible(RESERVED, D.REVOKE)


def test_late_is_after_the_day_and_due_is_after_the_year() -> None:
    assert is_late(AFTER, DUE)
    assert not is_late(DUE, DUE)
    assert not is_late(None, DUE)
    assert is_review_due(None, DUE, 365)
    assert is_review_due(date(2025, 11, 30), DUE, 365)
    assert not is_review_due(date(2025, 12, 1), DUE, 365)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, KEPT) for text in ("Keep", " KEPT ", "k", "Kepe", "keeep", "retain", "Still needed", "still in use",
                                    "Needs to be kept", "don’t return", "renew")),
        *((text, BACK) for text in ("Return", "retrun", "Reutrn", "R.", "no longer needed", "Not needed", "give back",
                                    "do not keep!", "not in use", "no longer required", "She left in May", "unused")),
        *((text, None) for text in ("", ".", "maybe", "yes", "no", "X", "n/a", "keep/return", "not sure, keep",
                                    "No, keep", "Keep for now, return in May", "keep " * 20)),
    ],
)  # fmt: skip
def test_answers_are_read_in_the_words_of_offices_and_never_guessed(text: str, meant: ReviewAnswer | None) -> None:
    assert read_answer(text) is meant


PUNCTUATION = st.text(" \t-–—_*·'\"0123456789", max_size=12)


@given(PUNCTUATION, PUNCTUATION, PUNCTUATION, st.sampled_from(("keep", "return")))
def test_what_stands_around_a_word_and_its_case_do_not_count(one: str, two: str, three: str, word: str) -> None:
    assert read_answer(f"{one}{word.upper()}{two}") is ReviewAnswer(word)
    assert read_answer(f"{one}keep {two} return{three}") is None
