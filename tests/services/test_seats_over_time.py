"""Whatever happens to seats, in whatever order: never overdrawn, nobody twice, places by priority, a true history."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Seat, SeatEvent, TrainingSession
from coordinator.rules.vocabulary import SeatState
from coordinator.services.overbooking import set_overbooking
from coordinator.services.seat_offers import accept_offer, decline_offer, expire_offers, offer_seats
from coordinator.services.seats import TAKEN, confirm_seats, move_seats, promote_next, release_seats, seat_designees
from coordinator.services.wait_list import move_in_line
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.wait_list import waiting
from tests import builders
from tests.conftest import StandingClock

NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)
START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
VERBS = ("seat", "release", "offer", "accept", "decline", "expire", "move", "promote", "confirm", "overbook", "by hand")
step = st.tuples(st.sampled_from(VERBS), st.integers(0, 1), st.integers(0, 9))


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory, selected_database: bytes) -> Iterator[Workspace]:
    """One database for every sequence; each has two trainings of its own."""
    path: Path = tmp_path_factory.mktemp("seats") / "unit.db"
    path.write_bytes(selected_database)
    opened = Workspace.open(path, actor="J. Coordinator", clock=StandingClock(NOW))
    yield opened
    opened.close()


numbers = count(1)


def two_trainings(unit: Workspace) -> tuple[int, int]:
    number = next(numbers)
    start = START + timedelta(days=number)
    first = builders.a_training(unit, f"Training {number}a", capacity=2, start=start)
    return first, builders.a_training(unit, f"Training {number}b", capacity=1, start=start)


def play(uow: UnitOfWork, trainings: tuple[int, int], people: list[int], move: tuple[str, int, int]) -> Any:
    """One verb on one of the two trainings; `which` chooses a person or a seat."""
    verb, at, which = move
    training = trainings[at]
    live = uow.all(select(Seat).where(Seat.training_id == training, Seat.state != SeatState.RELEASED).order_by(Seat.id))
    seat = live[which % len(live)].id if live else 0
    verbs: dict[str, Callable[[], Any]] = {
        "seat": lambda: seat_designees(uow, training, [people[which % 5], people[(which + 2) % 5]]),
        "release": lambda: release_seats(uow, [seat]),
        "offer": lambda: offer_seats(uow, training, how_many=1 + which % 2),
        "accept": lambda: accept_offer(uow, seat),
        "decline": lambda: decline_offer(uow, seat, "in court"),
        "expire": lambda: expire_offers(uow, uow.now + timedelta(days=which)),
        "move": lambda: move_seats(uow, [seat], trainings[1 - at]),
        "promote": lambda: promote_next(uow, training),
        "confirm": lambda: confirm_seats(uow, [seat]),
        "overbook": lambda: set_overbooking(uow, training, which % 3),
        "by hand": lambda: move_in_line(uow, seat, 1 + which % 3, "asked for it"),
    }
    return verbs[verb]()


def check(session: Session, training_id: int) -> None:
    training = session.get_one(TrainingSession, training_id)
    seats = session.scalars(select(Seat).where(Seat.training_id == training_id)).all()
    live = [seat for seat in seats if seat.state is not SeatState.RELEASED]
    assert sum(seat.state in TAKEN for seat in live) <= training.capacity + training.overbook
    assert len({seat.designee_id for seat in live}) == len(live)
    assert all((seat.reply_by is not None) == (seat.state is SeatState.OFFERED) for seat in seats)
    line = sorted(
        waiting(session, [seat for seat in live if seat.state is SeatState.WAIT_LISTED]),
        key=lambda each: each.place or 0,
    )
    assert [each.place for each in line] == list(range(1, len(line) + 1))
    assert all(seat.queue_place is None for seat in seats if seat.state is not SeatState.WAIT_LISTED)
    by_priority = [each.priority for each in line if not each.by_hand]
    assert by_priority == sorted(by_priority)
    for seat in seats:
        events = session.scalars(select(SeatEvent).where(SeatEvent.seat_id == seat.id).order_by(SeatEvent.id)).all()
        assert events[-1].to_state is seat.state


@settings(max_examples=8)
@given(st.lists(step, min_size=8, max_size=14))
def test_no_sequence_of_verbs_breaks_the_seats(unit: Workspace, moves: list[tuple[str, int, int]]) -> None:
    trainings = two_trainings(unit)
    people = unit.read(builders.designee_ids)
    for move in [("seat", 0, 0), ("seat", 0, 1), ("seat", 1, 4), *moves]:
        try:
            unit.change(play, trainings, people, move)
        except RuleBroken:
            continue
        for training in trainings:
            unit.read(check, training)
