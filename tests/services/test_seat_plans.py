"""Proposed seating: proved to be the best, the same for the same input, in words; and accepted in one step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import Cancelled, RuleBroken
from coordinator.rules.proposed_seats import SeatPlan
from coordinator.rules.seat_plan import (
    Away,
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
from coordinator.rules.seat_priority import choose
from coordinator.rules.vocabulary import SeatState
from coordinator.services.seat_plans import SeatPick, accept_seat_plan, plan_seats, propose_seats
from coordinator.services.seats import release_seats, seat_designees
from coordinator.services.trainings import cancel_training
from coordinator.services.workspace import Workspace
from coordinator.views.seat_plan import seat_problem
from coordinator.views.trainings import seat_events, seats
from tests import builders

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)  # Wednesday, 11:00 AM in Denver
DAY = timedelta(days=1)
ZONES = ("America/Denver", "Pacific/Honolulu", "Asia/Tokyo")


def training(number: int, start: datetime, room: int, staying: dict[str, int] | None = None) -> OpenTraining:
    end, stays = start + timedelta(minutes=90), sum((staying or {}).values())
    return OpenTraining(
        number,
        f"Training {number}",
        start,
        end,
        "America/New_York",
        room + stays,
        2,
        stays,
        room,
        staying=staying or {},
    )


# against trying everything


@st.composite
def problems(draw: st.DrawFn) -> SeatProblem:
    """Up to five people and three trainings, with everything that can be said of them; holders fit into the rooms."""
    number = st.integers(0, 2)
    starts = draw(st.lists(st.integers(0, 30), min_size=1, max_size=3, unique=True))
    trainings = [
        replace(training(t + 1, START + timedelta(hours=6 * at), draw(number), {"DEN": draw(number)}),
                registers=draw(st.sampled_from([True, True, False])))
        for t, at in enumerate(starts)
    ]  # fmt: skip
    rooms = Counter({row.id: row.room for row in trainings})
    people = []
    for place in range(draw(st.integers(1, 5))):
        sits = draw(st.sampled_from([None, *rooms]))
        seat = HeldSeat(50 + place, sits, f"Training {sits}") if sits and rooms[sits] > 0 else None
        rooms.subtract([seat.training_id] if seat else [])
        away = (Away(START, START + DAY, "leave"),) if draw(number) == 0 else ()
        waits = (HeldSeat(90 + place, 1, "Training 1"),) if not seat and draw(st.booleans()) else ()
        people.append(
            SeatSeeker(
                place + 1, f"Person {place}", draw(st.sampled_from(["DEN", "HON"])), place, place + 1,
                draw(st.sampled_from(ZONES)), 480, 1020, away, seat, waits, "", draw(st.booleans()),
            )
        )  # fmt: skip
    some = st.tuples(st.integers(1, 5), st.integers(1, 3))
    wishes = SeatWishes(
        None, draw(st.sampled_from(HoursRule)), draw(st.sampled_from(Spread)), draw(st.sampled_from(Reseat)),
        dict(draw(st.lists(some, max_size=2))), frozenset(draw(st.lists(some, max_size=2))),
    )  # fmt: skip
    return SeatProblem(tuple(people), tuple(trainings), wishes)


def points_of(offers: Offers, way: Sequence[int | None]) -> int:
    points, there = 0, Counter[tuple[str, int]]()
    for person, t in zip(offers.people, way, strict=True):
        if t is not None:
            points += offers.pair_points(person, t) - offers.spread_step(person.office, t, there[(person.office, t)])
            there[(person.office, t)] += 1
    return points


def best_by_trying(problem: SeatProblem) -> tuple[set[int], int]:
    """Who is seated and for how many points: of all ways the first by who is seated in turn, then by points."""
    offers = Offers(problem)
    pins = problem.wishes.pins
    turn = sorted(
        range(len(offers.people)),
        key=lambda n: (
            0 if offers.people[n].seat and offers.people[n].id in pins
            else 1 if offers.people[n].seat else 2 if offers.people[n].id in pins else 3, n,
        ),
    )  # fmt: skip
    choices = [
        [None, *(t for t in range(len(offers.trainings)) if offers.bar(person, t) is None)] for person in offers.people
    ]
    ways = [
        way for way in product(*choices)
        if all(way.count(t) <= row.room for t, row in enumerate(offers.trainings))
    ]  # fmt: skip
    best = max(ways, key=lambda way: ([way[n] is not None for n in turn], points_of(offers, way)))
    return {offers.people[n].id for n, t in enumerate(best) if t is not None}, points_of(offers, best)


def where(problem: SeatProblem, plan: SeatPlan) -> dict[int, int]:
    """The training of everyone after the plan."""
    stays = {person.id: person.seat.training_id for person in problem.people if person.seat}
    return stays | {seat.id: seat.training_id for seat in plan.seats}


@settings(max_examples=80)
@given(problems(), st.integers(0, 99))
def test_no_filling_is_better_and_the_order_of_the_input_does_not_matter(problem: SeatProblem, seed: int) -> None:
    plan, offers = plan_seats(problem), Offers(problem)
    void = choose(offers).void_pins
    assert plan.objective == plan.bound
    assert plan.seated == plan.most
    there = where(problem, plan)
    taken = Counter(there.values())
    assert all(taken[row.id] <= row.room for row in problem.trainings)
    at = {row.id: t for t, row in enumerate(offers.trainings)}
    for person in problem.people:
        if person.id in there and person.id not in void:
            assert offers.bar(person, at[there[person.id]]) is None
    assert len(there) == plan.seated, "nobody who has a seat is left without"
    if not void:
        ids, points = best_by_trying(problem)
        assert set(there) == ids
        assert plan.objective == points
        assert points_of(offers, [at.get(there.get(person.id, 0)) for person in offers.people]) == points
    shuffled = Random(seed)
    people, rows = list(problem.people), list(problem.trainings)
    shuffled.shuffle(people)
    shuffled.shuffle(rows)
    assert plan_seats(replace(problem, people=tuple(people), trainings=tuple(rows))) == plan


def test_a_hundred_alike_fill_by_rank_the_first_to_the_first_training() -> None:
    people = [SeatSeeker(n + 1, f"Person {n}", f"O{n % 5}", n, n + 1, "America/Denver", 480, 1020) for n in range(100)]
    rows = tuple(training(t + 1, START + t * DAY, 30) for t in range(3))
    plan = plan_seats(SeatProblem(tuple(people), rows, SeatWishes(spread=Spread.OFF)))
    assert [seat.training_id for seat in plan.seats] == [1] * 30 + [2] * 30 + [3] * 30
    assert [row.rank for row in plan.unplaced] == list(range(91, 101))
    assert plan.is_best


def test_an_office_is_spread_as_strongly_as_wished() -> None:
    people = tuple(SeatSeeker(n, f"Person {n}", "DEN", n, n, "America/Denver", 480, 1020) for n in range(1, 7))
    rows = tuple(training(t + 1, START + t * DAY, 10) for t in range(3))
    for spread, most in ((Spread.OFF, 6), (Spread.STRONG, 3)):
        plan = plan_seats(SeatProblem(people, rows, SeatWishes(spread=spread)))
        assert max(load.after for load in plan.loads) == most
    assert plan.objective == plan.bound


def test_a_stop_ends_the_work() -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled("Stopped.")

    people = tuple(SeatSeeker(n, f"Person {n}", "DEN", n, n, "America/Denver", 480, 1020) for n in range(1, 7))
    problem = SeatProblem(people, (training(1, START, 3), training(2, START + DAY, 3)), SeatWishes())
    with pytest.raises(Cancelled):
        plan_seats(problem, stop)


# in words


def test_everyone_is_told_why() -> None:
    first = SeatSeeker(1, "Okafor, Dana R", "DEN", 0, 1, "America/Denver", 480, 1020)
    second = replace(first, id=2, place=1, rank=2)
    third = replace(first, id=3, place=2, rank=3, away=(Away(START + DAY, START + 2 * DAY, "leave"),))
    fourth = replace(first, id=4, place=3, rank=4, zone="Asia/Tokyo")
    rows = (training(1, START, 1), training(2, START + DAY, 1))
    plan = plan_seats(SeatProblem((first, second, third, fourth), rows, SeatWishes(hours=HoursRule.NEVER)))
    assert [seat.why for seat in plan.seats] == [
        "Training 1: inside duty hours (11:00 AM MST), the earliest.",
        (
            "Training 2: inside duty hours (11:00 AM MST), the earliest with a free seat. "
            "Training 1 is full with people ranked higher."
        ),
    ]
    assert [row.why for row in plan.unplaced] == [
        "Training 1 is full with people ranked higher. Training 2 is at a time when the person is unavailable (leave).",
        "Both trainings are outside duty hours.",
    ]
    assert plan.summary == (
        "2 of 4 people get a seat, 2 inside duty hours. Score 2,010 of at most 2,010: no better filling exists."
    )
    assert plan.warnings[0] == "Training 1 would have 1 person, 1 under its minimum of 2."


def test_a_move_says_what_it_leaves() -> None:
    person = SeatSeeker(
        1, "Reyes, Marisol", "HON", 0, 1, "Pacific/Honolulu", 480, 1020, seat=HeldSeat(7, 1, "Training 1")
    )
    rows = (training(1, START - timedelta(hours=4), 1), training(2, START + DAY, 1))
    plan = plan_seats(SeatProblem((person,), rows, SeatWishes(reseat=Reseat.WHERE_IT_HELPS)))
    assert plan.seats[0].why.startswith("Moves from Training 1, outside duty hours (4:00 AM HST) there.")
    assert plan.seats[0].from_words == "Training 1"
    pinned = plan_seats(SeatProblem((person,), rows[:1], SeatWishes(reseat=Reseat.EVERYONE, pins={1: 2})))
    assert pinned.unplaced[0].why == "Pinned to a training that is not among those to fill."


# from the records, and back into them


def five_and_two_trainings(workspace: Workspace, capacity: int = 3) -> tuple[list[int], int, int]:
    builders.selected(workspace)
    first = builders.a_training(workspace, capacity=capacity, start=START)
    second = builders.a_training(workspace, "Training 2", capacity=capacity, start=START + DAY)
    return workspace.read(builders.designee_ids), first, second


def proposed(workspace: Workspace, wishes: SeatWishes = SeatWishes()) -> SeatPlan:  # noqa: B008 - frozen
    now = workspace.clock.now()
    return workspace.read(propose_seats, wishes, now, now.date())


def picks(plan: SeatPlan) -> list[SeatPick]:
    return [SeatPick(s.id, s.training_id, s.from_seat_id, s.is_pinned, s.is_move) for s in plan.seats]


def test_the_records_become_a_problem(workspace: Workspace) -> None:
    people, first, _ = five_and_two_trainings(workspace, capacity=1)
    workspace.change(seat_designees, first, people[:2])  # one has a seat, one waits
    now = workspace.clock.now()
    problem = workspace.read(seat_problem, SeatWishes(), now, now.date())
    assert {person.id for person in problem.people} == set(people[1:])
    waiting = next(person for person in problem.people if person.id == people[1])
    assert [wait.training_id for wait in waiting.waits] == [first]
    assert [(row.taken, row.room, row.staying.get("DEN", 0)) for row in problem.trainings] == [(1, 0, 1), (0, 1, 0)]
    moving = workspace.read(seat_problem, SeatWishes(reseat=Reseat.EVERYONE), now, now.date())
    assert {person.id for person in moving.people} == set(people)
    assert [row.room for row in moving.trainings] == [1, 1]


def test_a_plan_is_accepted_in_one_step_with_its_history_and_undone(workspace: Workspace) -> None:
    people, first, second = five_and_two_trainings(workspace, capacity=2)
    workspace.change(seat_designees, first, [people[4], people[3], people[2]])  # the last one waits
    plan = proposed(workspace)
    assert (len(plan.seats), len(plan.unplaced)) == (2, 1)
    assert workspace.change(accept_seat_plan, [replace(pick, is_pinned=True) for pick in picks(plan)])[0] == 2
    assert workspace.history()[0] == "Seat 2 people as proposed"
    rows = workspace.read(seats, second)
    assert {row.designee_id for row in rows} == {seat.id for seat in plan.seats}
    assert [event.reason for event in workspace.read(seat_events, rows[0].id)] == ["proposed seating"]
    again = proposed(workspace, SeatWishes(reseat=Reseat.EVERYONE))
    assert not {seat.id for seat in again.seats} & {row.designee_id for row in rows}, "the accepted pins stay"
    workspace.undo()
    assert workspace.read(seats, second) == ()


def test_moves_make_room_for_each_other_and_keep_their_history(workspace: Workspace) -> None:
    people, first, second = five_and_two_trainings(workspace, capacity=1)
    workspace.change(seat_designees, first, [people[0]])
    workspace.change(seat_designees, second, [people[1]])
    one, two = workspace.read(seats, first)[0], workspace.read(seats, second)[0]
    swap = [SeatPick(people[0], second, one.id, is_move=True), SeatPick(people[1], first, two.id, is_move=True)]
    with pytest.raises(RuleBroken, match="0 free seats for the 1 picked"):
        workspace.change(accept_seat_plan, swap[:1])
    workspace.change(accept_seat_plan, swap)
    assert [row.designee_id for row in workspace.read(seats, first)] == [people[1]]
    last = workspace.read(seat_events, one.id)[-1]
    assert (last.to_state, last.reason) == (SeatState.RELEASED, "proposed seating: moved to Training 2")


def test_a_place_on_a_wait_list_is_taken_up_and_the_others_are_given_back(workspace: Workspace) -> None:
    people, first, second = five_and_two_trainings(workspace, capacity=1)
    seated, ranked, behind = people[4], people[2], people[1]
    workspace.change(seat_designees, first, [seated, ranked, behind])
    workspace.change(seat_designees, second, [people[3], ranked])
    workspace.change(release_seats, [workspace.read(seats, second)[0].id])
    plan = proposed(workspace)
    assert [(seat.id, seat.training, seat.from_words) for seat in plan.seats] == [
        (ranked, "Training 2", "waits for Training 1, Training 2")
    ]
    workspace.change(accept_seat_plan, picks(plan))
    assert [(row.designee_id, row.state) for row in workspace.read(seats, second)] == [(ranked, SeatState.RESERVED)]
    line = [(row.designee_id, row.queue_place) for row in workspace.read(seats, first)]
    assert line == [(seated, None), (behind, 1)], "who stood behind moves up in line"


def test_a_proposal_of_yesterday_is_refused_in_a_sentence(workspace: Workspace) -> None:
    people, first, second = five_and_two_trainings(workspace)
    plan = proposed(workspace)
    workspace.change(seat_designees, second, [plan.seats[0].id])
    with pytest.raises(RuleBroken, match=r"has a seat in Training 2 now\. Propose the seating anew"):
        workspace.change(accept_seat_plan, picks(plan))
    workspace.undo()
    workspace.change(cancel_training, second, "host ill")
    with pytest.raises(RuleBroken, match="Training 2 is cancelled now"):
        workspace.change(accept_seat_plan, [SeatPick(people[0], second)])
    seat = SeatPick(people[0], first, 999)
    with pytest.raises(RuleBroken, match="given, taken back or marked since"):
        workspace.change(accept_seat_plan, [seat])
    with pytest.raises(RuleBroken, match="picked twice"):
        workspace.change(accept_seat_plan, [SeatPick(people[0], first), SeatPick(people[0], first)])
    assert workspace.read(seats, first) == ()


def test_the_same_records_give_the_same_plan(workspace: Workspace) -> None:
    five_and_two_trainings(workspace)
    assert proposed(workspace) == proposed(workspace)
    assert proposed(workspace).summary.startswith("5 of 5 people get a seat, 5 inside duty hours.")
