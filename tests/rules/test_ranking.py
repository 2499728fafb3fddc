from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.criteria import CRITERIA, title_of
from coordinator.rules.ranking import Candidate, Movement, Rule, compare, ordinal, rank
from coordinator.rules.vocabulary import RankingCriterion

RULES = [
    Rule(RankingCriterion.TRIAL_USE, 4),
    Rule(RankingCriterion.COURSE_COMPLETED, 3),
    Rule(RankingCriterion.OFFICE_UNDER_QUOTA, 1),
]
AT = datetime(2026, 10, 20, tzinfo=UTC)
MET = frozenset({"office:DEN", "is:over"})


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


def words(rules: list[Rule], **facts: object) -> str:
    """What the sentence says behind "1st of 1: "."""
    return rank([candidate(1, **facts)], rules, {}).pop().sentence.partition(": ")[2]


@pytest.mark.parametrize(
    ("rule", "facts", "said"),
    [
        (Rule(RankingCriterion.NOMINATED_EARLY, 2), {}, "nominated on time (+2)"),
        (Rule(RankingCriterion.NOMINATED_EARLY, 2), {"is_late": True}, ""),
        (Rule(RankingCriterion.NOMINATED_EARLY, -2), {"is_late": True}, "nominated late (-2)"),
        (Rule(RankingCriterion.NOMINATED_EARLY, -2), {}, ""),
        (Rule(RankingCriterion.DAYS_SINCE_NOMINATION, 2), {"waiting_days": 0}, ""),
        (Rule(RankingCriterion.DAYS_SINCE_NOMINATION, 2), {"waiting_days": 1}, "waiting 1 day (+0.07)"),
        (Rule(RankingCriterion.DAYS_SINCE_NOMINATION, 2), {"waiting_days": 12}, "waiting 12 days (+0.8)"),
        (Rule(RankingCriterion.DAYS_SINCE_NOMINATION, 2), {"waiting_days": 30}, "waiting 30 days (+2)"),
        (Rule(RankingCriterion.DAYS_SINCE_NOMINATION, 2), {"waiting_days": 400}, "waiting 400 days (+6)"),
        (Rule(RankingCriterion.SUPERVISOR_PRIORITY, 4), {}, ""),
        (Rule(RankingCriterion.SUPERVISOR_PRIORITY, 4), {"supervisor_priority": 1}, "supervisor's 1st choice (+4)"),
        (Rule(RankingCriterion.SUPERVISOR_PRIORITY, 4), {"supervisor_priority": 2}, "supervisor's 2nd choice (+2)"),
        (Rule(RankingCriterion.SUPERVISOR_PRIORITY, 4), {"supervisor_priority": 3}, "supervisor's 3rd choice (+1.33)"),
        (Rule(RankingCriterion.QUERY, 5, query="office:DEN"), {"query_hits": MET}, "office:DEN (+5)"),
        (Rule(RankingCriterion.QUERY, -5, query="is:over", title="over quota"), {"query_hits": MET}, "over quota (-5)"),
        (Rule(RankingCriterion.QUERY, 5, query="is:late"), {"query_hits": MET}, ""),
        (Rule(RankingCriterion.TRIAL_USE, 4, is_on=False), {"trial_use": True}, ""),
        (Rule(RankingCriterion.TRIAL_USE, 0), {"trial_use": True}, ""),
        (Rule(RankingCriterion.COURSE_COMPLETED, 3), {"course_completed": True}, "course completed (+3)"),
    ],
)  # fmt: skip
def test_every_criterion_gives_its_points_and_its_words(rule: Rule, facts: dict[str, object], said: str) -> None:
    assert words([rule], **facts) == (said or "no priority criterion met")


def test_a_sentence_lists_its_reasons_in_the_order_of_the_rules() -> None:
    rules = [Rule(RankingCriterion.SUPERVISOR_PRIORITY, 2), Rule(RankingCriterion.TRIAL_USE, 4)]
    assert (
        words(rules, trial_use=True, supervisor_priority=1) == "supervisor's 1st choice (+2), used trial license (+4)"
    )


def test_every_criterion_has_words_for_windows_and_records() -> None:
    assert set(CRITERIA) == set(RankingCriterion)
    assert title_of(Rule(RankingCriterion.QUERY, 1, query="is:late")) == "is:late"
    assert title_of(Rule(RankingCriterion.QUERY, 1, query="is:late", title="Late ones")) == "Late ones"
    assert title_of(Rule(RankingCriterion.TRIAL_USE, 1)) == "Used a trial license"


def test_a_changed_weight_tells_who_moved_and_why() -> None:
    people = [candidate(1, trial_use=True), candidate(2, course_completed=True), candidate(3)]
    before = rank(people, RULES, {})
    after = rank(people, [Rule(RankingCriterion.TRIAL_USE, 2), RULES[1]], {})
    assert compare(before, after) == (
        Movement(2, 2, 1, "own points unchanged, others fell behind"),
        Movement(1, 1, 2, "used trial license now +2 instead of +4"),
    )


def test_reasons_that_come_and_go_are_told() -> None:
    people = [candidate(1, trial_use=True), candidate(2, course_completed=True)]
    before = rank(people, [Rule(RankingCriterion.TRIAL_USE, 4)], {})
    after = rank(people, [Rule(RankingCriterion.COURSE_COMPLETED, 3)], {})
    assert [(each.id, each.why) for each in compare(before, after)] == [
        (2, "course completed now +3"),
        (1, "used trial license no longer counts (was +4)"),
    ]


def test_who_came_and_who_left_is_told_without_a_rank() -> None:
    before, after = rank([candidate(1)], RULES, {}), rank([candidate(2)], RULES, {})
    assert compare(before, after) == (Movement(2, None, 1, "newly ranked"), Movement(1, 1, None, "no longer ranked"))


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
        supervisor_priority=st.none() | st.integers(1, 5),
        waiting_days=st.integers(0, 200),
    ),
    max_size=30,
    unique_by=lambda person: person.id,
)


@given(PEOPLE, st.randoms())
def test_the_order_of_input_never_matters(people: list[Candidate], chance: object) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(people, RULES, {1: 5, 2: 5}) == rank(shuffled, RULES, {1: 5, 2: 5})


EVERY_RULE = st.lists(
    st.builds(
        Rule,
        criterion=st.sampled_from(RankingCriterion),
        weight=st.integers(-1000, 1000).map(lambda cents: cents / 100),
        is_on=st.booleans(),
        query=st.just("q"),
    ),
    max_size=7,
    unique_by=lambda rule: rule.criterion,
)


@given(PEOPLE, EVERY_RULE)
def test_the_points_of_a_sentence_add_up_to_the_score(people: list[Candidate], rules: list[Rule]) -> None:
    for place in rank(people, rules, {1: 5}):
        assert place.score == round(sum(reason.points for reason in place.reasons), 2)
        assert all(reason.text and reason.points == round(reason.points, 2) for reason in place.reasons)


@given(PEOPLE, EVERY_RULE, EVERY_RULE)
def test_exactly_those_whose_rank_changed_are_told(people: list[Candidate], old: list[Rule], new: list[Rule]) -> None:
    before, after = rank(people, old, {}), rank(people, new, {})
    moved = {each.id for each in compare(before, after)}
    old_rank = {place.id: place.rank for place in before}
    assert moved == {place.id for place in after if place.rank != old_rank[place.id]}
    assert compare(after, after) == ()


@given(PEOPLE)
def test_every_rank_is_given_once_and_scores_fall(people: list[Candidate]) -> None:
    ranked = rank(people, RULES, {})
    assert [place.rank for place in ranked] == list(range(1, len(people) + 1))
    assert all(a.score >= b.score for a, b in pairwise(ranked))
