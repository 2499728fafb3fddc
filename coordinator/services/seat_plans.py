"""Propose the best filling of trainings with the people who need a seat, and seat those of it that are accepted."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Seat, SeatEvent, TrainingSession
from coordinator.rules.proposed_seats import ProposedSeat, SeatPlan, Unplaced, loads_of
from coordinator.rules.seat_plan import Offers, SeatProblem, SeatSeeker, SeatWishes, Spread, total_points
from coordinator.rules.seat_priority import Choice, choose
from coordinator.rules.seat_reasons import Reasons
from coordinator.rules.vocabulary import SeatState, TrainingState
from coordinator.services.progress import Progress, silent
from coordinator.services.seat_solver import Group, best_filling
from coordinator.services.seats import TAKEN, move_state
from coordinator.services.wait_list import reorder_wait_list
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.seat_plan import seat_problem

REASON = "proposed seating"
ANEW = "Propose the seating anew."
STEPS = 4


@dataclass(frozen=True, slots=True)
class SeatPick:
    """One accepted line: from the seat or the place on a wait list that the proposal knew of, or from none.

    `is_move` says that it was a seat.
    """

    designee_id: int
    training_id: int
    from_seat_id: int | None = None
    is_pinned: bool = False
    is_move: bool = False


# proposing


def propose_seats(
    session: Session, wishes: SeatWishes, now: datetime, today: date, progress: Progress = silent
) -> SeatPlan:
    """The best filling for these wishes; the same records and wishes give the same filling.

    Raises Cancelled where the progress does.
    """
    progress(0, STEPS, "Gathering people and trainings")
    return plan_seats(seat_problem(session, wishes, now, today), progress)


def plan_seats(problem: SeatProblem, progress: Progress = silent) -> SeatPlan:
    """Solve it, first who and then where, and put it into words."""
    progress(1, STEPS, "Seating by rank")
    offers = Offers(problem)
    choice = choose(offers)
    seated, objective, bound = _fill(offers, choice, progress)
    progress(3, STEPS, "Writing down the reasons")
    reasons = Reasons(offers, choice, seated)
    loads = loads_of(problem.trainings, Counter(offers.trainings[t].id for t in seated if t is not None))
    return SeatPlan(
        seats=tuple(_proposed(offers, choice, reasons, place, t) for place, t in _changed(offers, seated)),
        unplaced=tuple(
            _unplaced(offers, reasons, place)
            for place, t in enumerate(seated)
            if t is None or offers.people[place].id in choice.void_pins
        ),
        loads=loads,
        seekers=sum(person.seat is None for person in offers.people),
        seated=len(choice.seating.seated),
        most=choice.seating.most,
        objective=objective,
        bound=bound,
    )


def _fill(offers: Offers, choice: Choice, progress: Progress) -> tuple[list[int | None], int, int]:
    """The training of each person, by its place, with the points and their bound. People of one office to whom every
    training is worth the same are one group: two thousand people are some hundred groups."""
    members: dict[tuple[str, tuple[int | None, ...]], list[int]] = defaultdict(list)
    is_spread = offers.wishes.spread is not Spread.OFF
    for place in sorted(choice.seating.seated):
        members[(offers.people[place].office if is_spread else "", choice.points[place])].append(place)
    groups = [
        Group(
            offers.people[places[0]].id, tuple(places), office,
            {t: value for t, value in enumerate(points) if value is not None},
        )
        for (office, points), places in members.items()
    ]  # fmt: skip
    steps = _steps(offers, groups) if is_spread else {}
    filling = best_filling(groups, [training.room for training in offers.trainings], steps, progress)
    seated = [filling.trainings.get(place) for place in range(len(offers.people))]
    if total_points(offers, choice.points, seated) != filling.objective:
        raise ArithmeticError("the points of the filling are not those that the solver said")
    return seated, filling.objective, filling.bound


def _steps(offers: Offers, groups: Sequence[Group]) -> Mapping[tuple[str, int], Sequence[int]]:
    """What each further person of an office costs in a training."""
    people: Counter[tuple[str, int]] = Counter()
    for group in groups:
        for t in group.points:
            people[(group.office, t)] += len(group.members)
    return {
        (office, t): [offers.spread_step(office, t, already) for already in range(min(most, offers.trainings[t].room))]
        for (office, t), most in people.items()
    }


def _changed(offers: Offers, seated: Sequence[int | None]) -> list[tuple[int, int]]:
    """The places of those who get another seat than they have, and the training."""
    return [
        (place, t)
        for place, t in enumerate(seated)
        if t is not None and not _sits_in(offers.people[place], offers.trainings[t].id)
    ]


def _sits_in(person: SeatSeeker, training_id: int) -> bool:
    return person.seat is not None and person.seat.training_id == training_id


def _proposed(offers: Offers, choice: Choice, reasons: Reasons, place: int, t: int) -> ProposedSeat:
    person, training, points = offers.people[place], offers.trainings[t], choice.points[place][t]
    assert points is not None
    wait = next((w for w in person.waits if w.training_id == training.id), next(iter(person.waits), None))
    held = person.seat or wait
    return ProposedSeat(
        id=person.id,
        name=person.name,
        office=person.office,
        rank=person.rank,
        from_words=_from_words(person),
        from_seat_id=held.seat_id if held else None,
        training_id=training.id,
        training=training.title,
        starts_at=training.starts_at.astimezone(UTC),
        zone=person.zone,
        fit=offers.fit(person, t).fit,
        is_move=person.seat is not None,
        is_pinned=person.id in offers.wishes.pins,
        points=points,
        why=reasons.for_seat(place),
    )


def _unplaced(offers: Offers, reasons: Reasons, place: int) -> Unplaced:
    person = offers.people[place]
    is_pinned = person.id in offers.wishes.pins
    return Unplaced(
        person.id, person.name, person.office, person.rank, _from_words(person), is_pinned, reasons.for_nobody(place)
    )


def _from_words(person: SeatSeeker) -> str:
    if person.seat is not None:
        return person.seat.title
    return f"waits for {', '.join(wait.title for wait in person.waits)}" if person.waits else ""


# accepting


def accept_seat_plan(uow: UnitOfWork, picks: Sequence[SeatPick]) -> int:
    """Seat these people as proposed, in one step; returns how many. Who is not among them stays as they are.

    Seats that are moved are given back with their history, places on wait lists are taken up or given back. Raises
    RuleBroken, and seats nobody, when the records are no longer those of the proposal: a training closed or full, a
    seat given, moved, pinned or marked since.
    """
    trainings = {pick.training_id: _open_training(uow, pick.training_id) for pick in picks}
    held = _held(uow, picks)
    people = {row.id: row for row in uow.all(select(Designee).where(Designee.id.in_(held)))}
    for pick in picks:
        _check(people.get(pick.designee_id) or uow.get(Designee, pick.designee_id), pick, held[pick.designee_id])
    _check_room(uow, trainings, picks, held)
    left = [
        seat.training_id
        for pick in picks
        for seat in _given_back(uow, pick, held[pick.designee_id], trainings[pick.training_id].title)
    ]
    uow.flush()  # room is made before it is taken: the file counts seats at every step
    new = [pick for pick in picks if not _take_up(uow, pick, held[pick.designee_id])]
    _insert(uow, new)
    for training_id in sorted({*left, *trainings}):
        reorder_wait_list(uow, training_id)
    uow.describe(f"Seat {len(picks):,} {'person' if len(picks) == 1 else 'people'} as proposed")
    return len(picks)


def _open_training(uow: UnitOfWork, training_id: int) -> TrainingSession:
    training = uow.get(TrainingSession, training_id)
    if training.state not in (TrainingState.PLANNED, TrainingState.OPEN):
        raise RuleBroken(f"{training.title} is {training.state.value} now. {ANEW}")
    if training.starts_at <= uow.now:
        raise RuleBroken(f"{training.title} has begun. {ANEW}")
    return training


def _held(uow: UnitOfWork, picks: Sequence[SeatPick]) -> Mapping[int, list[Seat]]:
    """The live seats without a mark of each person, places on wait lists among them."""
    people = [pick.designee_id for pick in picks]
    if len(set(people)) < len(people):
        raise RuleBroken("Somebody is picked twice. Pick one training for each person.")
    query = select(Seat).where(Seat.designee_id.in_(people), Seat.state != SeatState.RELEASED, Seat.mark.is_(None))
    held: dict[int, list[Seat]] = {person: [] for person in people}
    for seat in uow.all(query.options(joinedload(Seat.training)).order_by(Seat.id)):
        held[seat.designee_id].append(seat)
    return held


def _check(person: Designee, pick: SeatPick, held: Sequence[Seat]) -> None:
    """Whether the person still stands as the proposal knew them."""
    if person.departed_on is not None or person.merged_into_id is not None:
        raise RuleBroken(f"{person.display_name} is no longer on the roster. {ANEW}")
    known = next((seat for seat in held if seat.id == pick.from_seat_id), None)
    if pick.from_seat_id is not None and (known is None or (known.state in TAKEN) != pick.is_move):
        raise RuleBroken(f"The seat of {person.display_name} was given, taken back or marked since. {ANEW}")
    if known is not None and known.is_pinned:
        raise RuleBroken(f"The seat of {person.display_name} is pinned now. {ANEW}")
    # Someone who moves may have a second seat by hand; anybody else has none, as far as the proposal knew.
    other = next(
        (
            s
            for s in held
            if s.state in TAKEN and s is not known and not (pick.is_move and s.training_id != pick.training_id)
        ),
        None,
    )
    if other is not None:
        raise RuleBroken(f"{person.display_name} has a seat in {other.training.title} now. {ANEW}")


def _check_room(
    uow: UnitOfWork,
    trainings: Mapping[int, TrainingSession],
    picks: Sequence[SeatPick],
    held: Mapping[int, Sequence[Seat]],
) -> None:
    query = select(Seat.training_id, func.count()).where(Seat.state.in_(TAKEN), Seat.is_walk_in.is_(False))
    taken = Counter({row[0]: row[1] for row in uow.session.execute(query.group_by(Seat.training_id))})
    moved = {pick.from_seat_id for pick in picks}
    leaving = Counter(s.training_id for seats in held.values() for s in seats if s.id in moved and s.state in TAKEN)
    for training_id, coming in Counter(pick.training_id for pick in picks).items():
        training = trainings[training_id]
        free = training.capacity + training.overbook - taken[training_id] + leaving[training_id]
        if coming > free:
            seats = f"{max(free, 0)} free {'seat' if free == 1 else 'seats'} for the {coming} picked"
            raise RuleBroken(f"{training.title} has {seats}. Pick those who move out of it too, or propose anew.")


def _given_back(uow: UnitOfWork, pick: SeatPick, held: Sequence[Seat], title: str) -> list[Seat]:
    """The seat that is moved, and every other place on a wait list of a training to come."""
    leaving = [
        seat
        for seat in held
        if seat.training_id != pick.training_id
        and (
            seat.id == pick.from_seat_id or (seat.state is SeatState.WAIT_LISTED and seat.training.starts_at > uow.now)
        )
    ]
    for seat in leaving:
        move_state(uow, seat, SeatState.RELEASED, f"{REASON}: moved to {title}")
    return leaving


def _take_up(uow: UnitOfWork, pick: SeatPick, held: Sequence[Seat]) -> bool:
    """Give the seat to someone who waits for it; False when they do not."""
    waiting = next((seat for seat in held if seat.training_id == pick.training_id), None)
    if waiting is None:
        return False
    move_state(uow, waiting, SeatState.RESERVED, REASON)
    waiting.is_pinned = pick.is_pinned
    return True


def _insert(uow: UnitOfWork, picks: Sequence[SeatPick]) -> None:
    rows = [
        {
            "training_id": pick.training_id,
            "designee_id": pick.designee_id,
            "state": SeatState.RESERVED,
            "is_pinned": pick.is_pinned,
        }
        for pick in picks
    ]
    ids = uow.insert_rows(Seat, rows)
    uow.insert_rows(
        SeatEvent, [{"seat_id": seat, "at": uow.now, "to_state": SeatState.RESERVED, "reason": REASON} for seat in ids]
    )
