from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.ranking import Candidate, Rule, choose, ordinal, rank
from coordinator.rules.vocabulary import NominationState, RankingCriterion

RULES = [
    Rule(RankingCriterion.TRIAL_USE, 4),
    Rule(RankingCriterion.COURSE_COMPLETED, 3),
    Rule(RankingCriterion.OFFICE_UNDER_QUOTA, 1),
]
AT = datetime(2026, 10, 20, tzinfo=UTC)


def candidate(number: int, **facts: object) -> Candidate:
    return Candidate(id=number, office_id=1, nominated_at=AT, order=f"p{number}", **facts)  # type: ignore[arg-type]


def test_a_rank_says_why_in_a_sentence() -> None:
    people = [candidate(1), candidate(2, trial_use=True, course_completed_on=date(2026, 3, 2))]
    best = rank(people, RULES, {1: 5})[0]
    assert best.sentence == (
        "1st of 2: used trial license (+4), course completed 2 Mar 2026 (+3), office under quota (+1)"
    )


def test_who_meets_nothing_is_told_so() -> None:
    assert rank([candidate(1)], RULES, {1: 1})[0].sentence == "1st of 1: no priority criterion met"


def test_an_office_at_its_quota_earns_no_point_for_being_under_it() -> None:
    assert rank([candidate(1), candidate(2)], RULES, {1: 2})[0].score == 0


def test_the_office_s_own_alternates_come_after_equals() -> None:
    people = [candidate(1, is_office_alternate=True), candidate(2)]
    assert [place.id for place in rank(people, RULES, {})] == [2, 1]


def test_selection_stops_at_the_quota_and_at_the_pool() -> None:
    people = [Candidate(n, 1 if n < 4 else 2, AT, f"p{n}") for n in range(1, 7)]
    choices = choose(rank(people, RULES, {}), {1: 2, 2: 3}, capacity=4)
    states = {choice.id: (choice.state, choice.reason) for choice in choices}
    assert states[3] == (NominationState.ALTERNATE, "the office's quota of 2 is filled by higher ranks")
    assert states[6] == (NominationState.ALTERNATE, "all 4 licenses of the pool are spoken for by higher ranks")


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (113, "113th"), (121, "121st")],
)
def test_ordinals(number: int, word: str) -> None:
    assert ordinal(number) == word


PEOPLE = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 10_000),
        office_id=st.integers(1, 4),
        nominated_at=st.integers(0, 100).map(lambda h: AT + timedelta(hours=h)),
        order=st.text("abc", max_size=3),
        trial_use=st.booleans(),
        course_completed=st.booleans(),
        is_late=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda person: person.id,
)


@given(PEOPLE, st.randoms())
def test_the_order_of_input_never_matters(people: list[Candidate], chance: object) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(people, RULES, {1: 5, 2: 5}) == rank(shuffled, RULES, {1: 5, 2: 5})


@given(PEOPLE, st.dictionaries(st.integers(1, 4), st.integers(0, 6)), st.integers(1, 20))
def test_a_selection_never_exceeds_quota_or_capacity(
    people: list[Candidate], quotas: dict[int, int], capacity: int
) -> None:
    ranked = rank(people, RULES, quotas)
    office = {place.id: place.office_id for place in ranked}
    selected = [c.id for c in choose(ranked, quotas, capacity) if c.state is NominationState.SELECTED]
    assert len(selected) <= capacity
    for number in set(office.values()):
        assert sum(office[each] == number for each in selected) <= quotas.get(number, 0)


@given(PEOPLE)
def test_every_rank_is_given_once_and_scores_fall(people: list[Candidate]) -> None:
    ranked = rank(people, RULES, {})
    assert [place.rank for place in ranked] == list(range(1, len(people) + 1))
    assert all(a.score >= b.score for a, b in pairwise(ranked))
