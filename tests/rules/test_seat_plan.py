"""What a seat is worth to a person, and who gets one by priority alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.seat_plan import (
    ASKED_FOR,
    EARLIEST,
    INSIDE,
    MOST_SPREAD,
    OUTSIDE,
    PARTLY,
    STAYS,
    Away,
    Bar,
    HeldSeat,
    HoursRule,
    Offers,
    OpenTraining,
    Reseat,
    SeatProblem,
    SeatSeeker,
    SeatWishes,
    Spread,
)
from coordinator.rules.seat_priority import bits, choose, seat_by_priority
from coordinator.rules.slots import Fit

NOON = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)  # Wednesday, 11:00 AM in Denver, 8:00 AM in Honolulu
HOUR = timedelta(hours=1)
DENVER = SeatSeeker(1, "Okafor, Dana R", "DEN", 0, 1, "America/Denver", 8 * 60, 17 * 60)


def training(number: int, start: datetime, room: int = 5) -> OpenTraining:
    title = f"Training {number}"
    return OpenTraining(number, title, start, start + 1.5 * HOUR, "America/New_York", room, 0, 0, room)


ONE, TWO = training(1, NOON), training(2, NOON + timedelta(days=1))


def offers(person: SeatSeeker, wishes: SeatWishes = SeatWishes(), *trainings: OpenTraining) -> Offers:  # noqa: B008
    return Offers(SeatProblem((person,), trainings or (ONE, TWO), wishes))


def test_a_pair_is_worth_its_hours_and_how_early_it_is() -> None:
    assert offers(DENVER).points(DENVER) == (INSIDE + EARLIEST, INSIDE)
    late = replace(DENVER, duty_start=12 * 60)  # 11:00 to 12:30 on this clock
    assert offers(late).points(late)[0] == PARTLY + EARLIEST
    early = replace(DENVER, zone="Asia/Tokyo")
    assert offers(early).points(early)[0] == OUTSIDE + EARLIEST


def test_who_missed_a_training_is_drawn_to_the_earlier_ones_and_who_waits_to_their_own() -> None:
    missed = replace(DENVER, missed="Absent at Training 0", waits=(HeldSeat(9, 2, "Training 2"),))
    assert offers(missed).points(missed) == (INSIDE + 2 * EARLIEST, INSIDE + ASKED_FOR)


def test_a_seat_that_is_held_is_worth_more_and_more_still_to_who_was_moved_before() -> None:
    held = replace(DENVER, seat=HeldSeat(7, 2, "Training 2"))
    assert offers(held).points(held)[1] == INSIDE + STAYS
    moved = replace(held, was_moved=True)
    assert offers(moved).points(moved)[1] == INSIDE + 2 * STAYS
    assert offers(held, SeatWishes(reseat=Reseat.EVERYONE)).points(held)[1] == INSIDE + 1


def test_a_day_off_has_no_duty_hours() -> None:
    saturday = training(3, datetime(2026, 12, 5, 18, 0, tzinfo=UTC))
    holiday = training(4, datetime(2026, 12, 25, 18, 0, tzinfo=UTC))
    asked = offers(DENVER, SeatWishes(), saturday, holiday)
    assert [asked.fit(DENVER, t).fit for t in (0, 1)] == [Fit.OUTSIDE, Fit.OUTSIDE]


@pytest.mark.parametrize(
    ("person", "wishes", "changes", "bar"),
    [
        (DENVER, SeatWishes(), {"registers": False}, Bar.REGISTRATION),
        (DENVER, SeatWishes(bars=frozenset({(1, 1)})), {}, Bar.BARRED),
        (replace(DENVER, away=(Away(NOON - HOUR, NOON + HOUR, "court"),)), SeatWishes(), {}, Bar.AWAY),
        (replace(DENVER, away=(Away(NOON - HOUR, NOON, "ends as it begins"),)), SeatWishes(), {}, None),
        (replace(DENVER, zone="Asia/Tokyo"), SeatWishes(hours=HoursRule.NEVER), {}, Bar.HOURS),
        (replace(DENVER, zone="Asia/Tokyo"), SeatWishes(), {}, None),
        (DENVER, SeatWishes(pins={1: 2}), {}, Bar.PINNED),
        (replace(DENVER, zone="Asia/Tokyo"), SeatWishes(hours=HoursRule.NEVER, pins={1: 1}), {}, None),
        (replace(DENVER, seat=HeldSeat(7, 1, "Training 1")), SeatWishes(), {"registers": False}, None),
    ],
)
def test_what_cannot_be_is_not_offered(
    person: SeatSeeker, wishes: SeatWishes, changes: dict[str, bool], bar: Bar | None
) -> None:
    assert offers(person, wishes, replace(ONE, **changes), TWO).bar(person, 0) is bar  # type: ignore[arg-type]


def test_each_further_person_of_an_office_costs_more_until_duty_hours_would_suffer() -> None:
    full = replace(ONE, staying={"DEN": 2})
    strong = offers(DENVER, SeatWishes(spread=Spread.STRONG), full)
    assert [strong.spread_step("DEN", 0, n) for n in range(5)] == [16, 24, 32, 40, 40]
    assert MOST_SPREAD < INSIDE - PARTLY
    assert not any(offers(DENVER, SeatWishes(spread=Spread.OFF), full).spread_step("DEN", 0, n) for n in range(5))


def can_be_seated(masks: list[int], rooms: list[int], people: tuple[int, ...]) -> bool:
    """By trying: every way to give these people a seat each."""
    chairs = [t for t, room in enumerate(rooms) for _ in range(room)]
    ways = permutations(chairs, len(people)) if len(people) <= len(chairs) else iter(())
    return any(all(masks[p] >> t & 1 for p, t in zip(people, way, strict=True)) for way in ways)


@given(
    st.lists(st.integers(0, 7), max_size=5),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
    st.randoms(use_true_random=False),
)
def test_priority_alone_decides_and_still_as_many_are_seated_as_can_be(
    masks: list[int],
    rooms: list[int],
    random: "st.random.Random",  # type: ignore[name-defined]
) -> None:
    order = list(range(len(masks)))
    random.shuffle(order)
    seating = seat_by_priority(masks, rooms, order)
    expected: tuple[int, ...] = ()
    for person in order:
        if can_be_seated(masks, rooms, (*expected, person)):
            expected = (*expected, person)
    most = max(n for n in range(len(masks) + 1) for each in combinations(order, n) if can_be_seated(masks, rooms, each))
    assert seating.seated == set(expected)
    assert len(expected) == seating.most == most


def test_trainings_that_nobody_can_leave_are_known() -> None:
    seating = seat_by_priority([0b01, 0b11, 0b01, 0b10], [1, 1], [0, 1, 2, 3])
    assert seating.seated == {0, 1}
    assert list(bits(seating.tight)) == [0, 1]


def test_a_pin_goes_before_a_rank_but_never_takes_a_seat_from_who_has_one() -> None:
    small = replace(ONE, room=1)
    second = replace(DENVER, id=2, place=1, rank=2)
    pinned = Offers(SeatProblem((DENVER, second), (small,), SeatWishes(pins={2: 1})))
    assert choose(pinned).seating.seated == {1}
    holder = replace(DENVER, seat=HeldSeat(7, 1, "Training 1"))
    mover = replace(second, seat=HeldSeat(8, 2, "Training 2"))
    wishes = SeatWishes(pins={2: 1}, bars=frozenset({(1, 2)}))
    both = choose(Offers(SeatProblem((holder, mover), (small, replace(TWO, room=1)), wishes)))
    assert both.seating.seated == {0, 1}
    assert both.void_pins == {2}
