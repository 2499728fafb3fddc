"""Who is selected: never beyond quota and pool, reserves first, the same for the same input."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.choosing import RESERVED, WITHIN, Choice, choose
from coordinator.rules.ranking import Candidate, Ranked, Rule
from coordinator.rules.scenario import Places, ScenarioFacts, evaluate
from coordinator.rules.vocabulary import NominationState, RankingCriterion

AT = datetime(2026, 10, 20, tzinfo=UTC)
SELECTED, ALTERNATE = NominationState.SELECTED, NominationState.ALTERNATE


def ranked(*offices: int) -> list[Ranked]:
    """Candidates 1, 2, 3 … in this rank order, of these offices."""
    return [Ranked(place, office, place, len(offices), 0.0, ()) for place, office in enumerate(offices, start=1)]


def selected(choices: list[Choice]) -> list[int]:
    return [choice.id for choice in choices if choice.state is SELECTED]


def reasons(choices: list[Choice]) -> dict[int, str]:
    return {choice.id: choice.reason for choice in choices}


def test_selection_stops_at_the_quota_and_at_the_pool() -> None:
    said = reasons(choose(ranked(1, 1, 1, 2, 2, 2), {1: 2, 2: 3}, 4))
    assert said == {
        1: WITHIN,
        2: WITHIN,
        3: "the office's quota of 2 is filled by higher ranks",
        4: WITHIN,
        5: WITHIN,
        6: "all 4 licenses of the pool are spoken for by higher ranks",
    }


def test_a_reserved_seat_goes_to_the_best_of_its_office_before_higher_ranks() -> None:
    choices = choose(ranked(1, 1, 1, 2, 2), {1: 5, 2: 2}, 3, {2: 1})
    assert selected(choices) == [1, 2, 4]
    said = reasons(choices)
    assert said[4] == RESERVED
    assert said[3] == "all 3 licenses of the pool are spoken for by higher ranks and reserved seats"
    assert said[5] == "all 3 licenses of the pool are spoken for by higher ranks"


def test_reserves_beyond_the_pool_go_in_rank_order() -> None:
    assert selected(choose(ranked(1, 2, 3, 3), {1: 1, 2: 1, 3: 2}, 2, {1: 1, 2: 1, 3: 2})) == [1, 2]


def test_a_reserve_that_nobody_can_take_is_given_to_others() -> None:
    assert selected(choose(ranked(1, 1, 1), {1: 3, 2: 2}, 3, {2: 2})) == [1, 2, 3]


@pytest.mark.parametrize(
    ("capacity", "quota", "said"),
    [
        (1, 1, "the office's quota of 1 is filled by decisions by hand"),
        (1, 5, "the license of the pool is spoken for by decisions by hand"),
        (0, 5, "there are no licenses to give out"),
        (9, 0, "the office has no quota"),
    ],
)
def test_a_decision_by_hand_takes_its_seat_first_and_is_named(capacity: int, quota: int, said: str) -> None:
    choices = choose(ranked(1, 1), {1: quota}, capacity, {}, {2: SELECTED})
    assert choices == [Choice(1, ALTERNATE, said)]


def test_who_was_turned_down_by_hand_takes_no_seat() -> None:
    assert selected(choose(ranked(1, 1, 1), {1: 2}, 2, {}, {1: NominationState.NOT_SELECTED})) == [2, 3]


def test_three_causes_are_all_named() -> None:
    choices = choose(ranked(1, 1, 2, 3), {1: 5, 2: 5, 3: 5}, 3, {2: 1}, {4: SELECTED})
    said = "all 3 licenses of the pool are spoken for by higher ranks, reserved seats and decisions by hand"
    assert reasons(choices)[2] == said


OFFICES = st.integers(1, 4)
LISTS = st.lists(OFFICES, max_size=30).map(lambda offices: ranked(*offices))
PLACES = st.integers(0, 6).flatmap(lambda seats: st.builds(Places, st.just(seats), st.integers(0, seats)))
QUOTAS = st.dictionaries(OFFICES, PLACES)


def chosen(people: list[Ranked], quotas: dict[int, Places], capacity: int) -> list[Choice]:
    seats = {office: places.seats for office, places in quotas.items()}
    return choose(people, seats, capacity, {office: places.reserved for office, places in quotas.items()})


@given(LISTS, QUOTAS, st.integers(0, 20))
def test_a_selection_never_exceeds_quota_or_capacity(
    people: list[Ranked], quotas: dict[int, Places], capacity: int
) -> None:
    office = {place.id: place.office_id for place in people}
    taken = Counter(office[each] for each in selected(chosen(people, quotas, capacity)))
    assert taken.total() <= capacity
    assert all(count <= quotas.get(number, Places(0)).seats for number, count in taken.items())


@given(LISTS, QUOTAS, st.integers(0, 20))
def test_reserves_are_honored_where_there_are_people_and_licenses(
    people: list[Ranked], quotas: dict[int, Places], capacity: int
) -> None:
    named = Counter(place.office_id for place in people)
    wanted = {office: min(places.reserved, named[office]) for office, places in quotas.items()}
    office = {place.id: place.office_id for place in people}
    taken = Counter(office[each] for each in selected(chosen(people, quotas, capacity)))
    if sum(wanted.values()) <= capacity:
        assert all(taken[number] >= count for number, count in wanted.items())
    else:
        assert taken.total() == capacity


@given(LISTS, QUOTAS, st.integers(0, 20))
def test_one_license_more_takes_nobody_out(people: list[Ranked], quotas: dict[int, Places], capacity: int) -> None:
    fewer, more = (selected(chosen(people, quotas, number)) for number in (capacity, capacity + 1))
    assert set(fewer) <= set(more)
    assert len(more) <= len(fewer) + 1


@given(LISTS, QUOTAS, st.integers(0, 20))
def test_within_an_office_nobody_is_selected_past_a_better_rank(
    people: list[Ranked], quotas: dict[int, Places], capacity: int
) -> None:
    taken = set(selected(chosen(people, quotas, capacity)))
    for office in range(1, 5):
        states = [place.id in taken for place in people if place.office_id == office]
        assert states == sorted(states, reverse=True)


@given(LISTS, QUOTAS, st.integers(0, 20))
def test_no_seat_is_left_that_an_alternate_could_take(
    people: list[Ranked], quotas: dict[int, Places], capacity: int
) -> None:
    choices = chosen(people, quotas, capacity)
    office = {place.id: place.office_id for place in people}
    taken = Counter(office[each] for each in selected(choices))
    for choice in choices:
        if choice.state is ALTERNATE:
            is_full = taken[office[choice.id]] >= quotas.get(office[choice.id], Places(0)).seats
            assert is_full or taken.total() == capacity
        assert choice.reason


@given(LISTS, QUOTAS, st.integers(1, 20), st.dictionaries(st.integers(1, 30), st.sampled_from([SELECTED, ALTERNATE])))
def test_what_is_decided_already_gets_no_choice_and_alternates_keep_rank_order(
    people: list[Ranked], quotas: dict[int, Places], capacity: int, decided: dict[int, NominationState]
) -> None:
    seats = {office: places.seats for office, places in quotas.items()}
    choices = choose(people, seats, capacity, {}, decided)
    assert [choice.id for choice in choices] == [place.id for place in people if place.id not in decided]
    by_hand = sum(decided.get(place.id) is SELECTED for place in people)
    assert len(selected(choices)) <= max(capacity - by_hand, 0)


@given(st.lists(st.tuples(OFFICES, st.booleans()), max_size=20), QUOTAS, st.randoms())
def test_a_scenario_is_the_same_whatever_the_order_of_input(
    facts: list[tuple[int, bool]], quotas: dict[int, Places], chance: object
) -> None:
    people = [Candidate(n, office, AT, f"p{n}", trial_use=trial) for n, (office, trial) in enumerate(facts)]
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    scenario = ScenarioFacts("One", 5, (Rule(RankingCriterion.TRIAL_USE, 4),), quotas)
    assert evaluate(people, scenario) == evaluate(shuffled, scenario)


def test_a_scenario_ranks_and_chooses_by_its_own_rules_and_places() -> None:
    people = [Candidate(1, 1, AT, "a"), Candidate(2, 2, AT, "b", trial_use=True), Candidate(3, 1, AT, "c")]
    scenario = ScenarioFacts("One", 2, (Rule(RankingCriterion.TRIAL_USE, 4),), {1: Places(2, 2), 2: Places(1)})
    outcomes = evaluate(people, scenario)
    assert [(o.ranked.id, o.choice.state if o.choice else None) for o in outcomes] == [
        (2, ALTERNATE),
        (1, SELECTED),
        (3, SELECTED),
    ]
    assert [o.ranked.id for o in evaluate(people, replace(scenario, rules=()))] == [1, 2, 3]
