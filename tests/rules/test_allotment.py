"""Seats given back are offered by rank, and no seat comes from nowhere."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.allotment import Standing, free_seats, propose, spread

DENVER, SEATTLE, BOSTON = 1, 2, 3


def standing(number: int, office_id: int, rank: int | None, **more: bool) -> Standing:
    return Standing(number, office_id, rank, number, **more)


def served(free: int, people: list[Standing], seats: dict[int, int], giving: frozenset[int] = frozenset()) -> list[int]:
    return [each for offer in propose(free, people, seats, giving) for each in offer.served]


def test_the_best_rank_that_has_no_seat_is_served_first() -> None:
    people = [standing(1, DENVER, 1), standing(2, DENVER, 5), standing(3, SEATTLE, 3), standing(4, SEATTLE, 2)]
    offers = propose(2, people, {DENVER: 1, SEATTLE: 1})
    assert [(offer.office_id, offer.served) for offer in offers] == [(SEATTLE, (3,)), (DENVER, (2,))]


def test_within_an_office_the_best_ranked_hold_its_seats_and_not_the_first_come() -> None:
    assert served(1, [standing(1, DENVER, 9), standing(2, DENVER, 2)], {DENVER: 1}) == [1]


def test_whoever_is_selected_holds_a_seat_whatever_the_rank_and_wants_none() -> None:
    people = [
        standing(1, DENVER, 1),
        standing(2, DENVER, 9, holds_a_seat=True),
        standing(3, DENVER, 4, holds_a_seat=True),
    ]
    assert served(5, people, {DENVER: 1}) == [1]


def test_an_office_that_gave_back_is_offered_nothing() -> None:
    assert served(5, [standing(1, DENVER, 1), standing(2, SEATTLE, 2)], {}, frozenset({DENVER})) == [2]


def test_without_ranks_the_nominees_of_an_office_come_before_its_alternates_and_then_by_receipt() -> None:
    people = [
        standing(1, DENVER, None, is_office_alternate=True),
        standing(3, SEATTLE, None),
        standing(2, BOSTON, None),
    ]
    assert served(3, people, {}) == [2, 3, 1]


def test_ranked_ones_stand_before_all_that_have_no_rank() -> None:
    assert served(2, [standing(1, DENVER, None), standing(2, SEATTLE, 40)], {}) == [2, 1]


def test_nothing_free_offers_nothing() -> None:
    assert propose(0, [standing(1, DENVER, 1)], {}) == ()
    assert (free_seats(3, 1), free_seats(1, 3)) == (2, 0)


def test_a_total_that_does_not_divide_gives_one_more_to_the_first() -> None:
    assert spread(11, [7, 8, 9]) == {7: 4, 8: 4, 9: 3}
    assert spread(5, []) == {}


PEOPLE = st.lists(
    st.builds(
        lambda office, rank, alternate, holds: (office, rank, alternate, holds),
        st.integers(1, 4), st.none() | st.integers(1, 30), st.booleans(), st.booleans(),
    ),
    max_size=30,
)  # fmt: skip


@given(
    PEOPLE, st.dictionaries(st.integers(1, 4), st.integers(0, 8)), st.integers(-2, 12), st.frozensets(st.integers(1, 4))
)
def test_no_more_is_offered_than_is_free_and_only_to_whom_it_serves(
    rows: list[tuple[int, int | None, bool, bool]], seats: dict[int, int], free: int, giving: frozenset[int]
) -> None:
    people = [
        Standing(number, office, rank, number, alternate, holds)
        for number, (office, rank, alternate, holds) in enumerate(rows)
    ]
    offers = propose(free, people, seats, giving)
    ids = [each for offer in offers for each in offer.served]
    by_id = {person.id: person for person in people}
    assert len(ids) == len(set(ids)) <= max(free, 0)
    assert all(by_id[each].office_id == offer.office_id for offer in offers for each in offer.served)
    assert not any(by_id[each].holds_a_seat or by_id[each].office_id in giving for each in ids)
    standing_in = Counter(person.office_id for person in people)
    assert all(offer.seats + seats.get(offer.office_id, 0) <= standing_in[offer.office_id] for offer in offers)
    assert propose(free, list(reversed(people)), seats, giving) == offers


@given(st.integers(0, 5000), st.lists(st.integers(), unique=True, min_size=1, max_size=40))
def test_spreading_is_even_and_loses_nothing(total: int, offices: list[int]) -> None:
    even = spread(total, offices)
    assert sum(even.values()) == total
    assert max(even.values()) - min(even.values()) <= 1
