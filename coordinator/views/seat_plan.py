"""Gathers the problem of seating from the records: who needs a seat, which trainings are to come, what is stated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Nomination, Office, Seat, SeatEvent, TrainingSession, Unavailability
from coordinator.rules.seat_plan import Away, HeldSeat, OpenTraining, Reseat, SeatProblem, SeatSeeker, SeatWishes
from coordinator.rules.vocabulary import Mark, NominationState, SeatState, TrainingState
from coordinator.views.seating import missed, trained
from coordinator.views.settings import unit_settings
from coordinator.views.trainings import TAKEN

MOVABLE = (SeatState.RESERVED, SeatState.CONFIRMED)
TO_COME = (TrainingState.PLANNED, TrainingState.OPEN)
MOVED = ("moved to %", "proposed seating: moved%")  # as the services write it into the history of a seat


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Where somebody stands: the oldest tasking first, those without a rank last."""

    tasking_id: int
    rank: int | None
    nomination_id: int

    @property
    def order(self) -> tuple[int, bool, int, int]:
        return self.tasking_id, self.rank is None, self.rank or 0, self.nomination_id


_UNRANKED = _Ranked(1 << 60, None, 0)  # a seat by hand, without a selection: after everyone else


@dataclass(frozen=True, slots=True)
class _Open:
    """A live seat, or a place on a wait list: without a mark, or in a training to come."""

    id: int
    training_id: int
    designee_id: int
    state: SeatState
    is_pinned: bool
    is_walk_in: bool
    mark: Mark | None

    @property
    def is_taken(self) -> bool:
        return self.state in TAKEN


def seat_problem(session: Session, wishes: SeatWishes, now: datetime, today: date) -> SeatProblem:
    """Everyone who needs a seat or waits for one, and with `reseat` those who have one, in the order of priority: by
    tasking, the oldest first, then by rank; and the trainings to come.

    Nobody trained, departed, or with a seat in a training whose attendance is still open needs one.
    """
    trainings = _trainings_to_come(session, now)
    chosen = {row.id for row in trainings.values() if wishes.training_ids is None or row.id in wishes.training_ids}
    seats = _open_seats(session, trainings)
    moving = _moving(seats, trainings, chosen) if wishes.reseat is not Reseat.KEEP else {}
    ranks = _ranks(session)
    waiting = {seat.designee_id for seat in seats if not seat.is_taken and seat.training_id in trainings}
    seated = {seat.designee_id for seat in seats if seat.is_taken and seat.mark is None}
    needing = (set(ranks) | waiting) - seated
    people = _people(session, needing - trained(session, today, needing) | set(moving))
    facts = _Facts(session, trainings, seats, {person: moving[person] for person in people if person in moving})
    ordered = sorted(people, key=lambda person: (ranks.get(person, _UNRANKED).order, person))
    return SeatProblem(
        tuple(facts.seeker(people[each], n, ranks.get(each, _UNRANKED).rank) for n, each in enumerate(ordered)),
        tuple(facts.training(row, row.id in chosen, now) for row in trainings.values()),
        wishes,
    )


def _trainings_to_come(session: Session, now: datetime) -> dict[int, TrainingSession]:
    query = select(TrainingSession).where(TrainingSession.state.in_(TO_COME), TrainingSession.starts_at > now)
    return {row.id: row for row in session.scalars(query.order_by(TrainingSession.starts_at, TrainingSession.id))}


def _open_seats(session: Session, trainings: Iterable[int]) -> list[_Open]:
    query = select(
        Seat.id, Seat.training_id, Seat.designee_id, Seat.state, Seat.is_pinned, Seat.is_walk_in, Seat.mark
    ).where(Seat.state != SeatState.RELEASED, or_(Seat.mark.is_(None), Seat.training_id.in_(trainings)))
    return [_Open(*row) for row in session.execute(query.order_by(Seat.id))]


def _moving(seats: Iterable[_Open], trainings: Mapping[int, TrainingSession], chosen: set[int]) -> dict[int, _Open]:
    """By person the seat that may move: none that is pinned, offered or of a walk-in; of several the earliest."""
    found = [
        seat
        for seat in seats
        if seat.state in MOVABLE and seat.training_id in chosen and not (seat.is_pinned or seat.is_walk_in or seat.mark)
    ]
    found.sort(key=lambda seat: (trainings[seat.training_id].starts_at, seat.id), reverse=True)
    return {seat.designee_id: seat for seat in found}


def _ranks(session: Session) -> dict[int, _Ranked]:
    """Of everyone who is selected, by the first tasking that selected them."""
    query = select(Nomination.designee_id, Nomination.tasking_id, Nomination.rank, Nomination.id)
    query = query.where(Nomination.state == NominationState.SELECTED)
    found: dict[int, _Ranked] = {}
    for designee_id, tasking_id, rank, nomination_id in session.execute(query):
        ranked = _Ranked(tasking_id, rank, nomination_id)
        found[designee_id] = min(found.get(designee_id, ranked), ranked, key=lambda each: each.order)
    return found


def _people(session: Session, ids: Iterable[int]) -> dict[int, Designee]:
    query = select(Designee).options(joinedload(Designee.office)).where(Designee.id.in_(ids))
    query = query.where(Designee.departed_on.is_(None), Designee.merged_into_id.is_(None))
    return {row.id: row for row in session.scalars(query)}


class _Facts:
    """What is on record of people and trainings, each kind read once."""

    def __init__(
        self,
        session: Session,
        trainings: Mapping[int, TrainingSession],
        seats: Sequence[_Open],
        moving: Mapping[int, _Open],
    ) -> None:
        self._trainings, self._moving = trainings, moving
        self._hours = unit_settings(session).duty_hours
        self._missed, self._moved = missed(session), _moved(session)
        moved_ids = {seat.id for seat in moving.values()}
        self._taken = Counter(seat.training_id for seat in seats if seat.is_taken and not seat.is_walk_in)
        self._waits: dict[int, list[HeldSeat]] = defaultdict(list)
        self._away = _unavailable(session)
        stays = [seat for seat in seats if seat.is_taken and seat.id not in moved_ids]
        for seat in seats:
            if not seat.is_taken and seat.training_id in trainings:
                self._waits[seat.designee_id].append(self._held(seat))
        for seat in stays:
            if seat.training_id in trainings:
                self._away[seat.designee_id].append(self._busy(seat))
        self._staying = _by_office(session, [seat for seat in stays if not seat.is_walk_in])

    def _held(self, seat: _Open) -> HeldSeat:
        return HeldSeat(seat.id, seat.training_id, self._trainings[seat.training_id].title)

    def _busy(self, seat: _Open) -> Away:
        row = self._trainings[seat.training_id]
        return Away(row.starts_at, row.ends_at, f"a seat in {row.title}")

    def seeker(self, person: Designee, place: int, rank: int | None) -> SeatSeeker:
        seat = self._moving.get(person.id)
        start, end = person.duty_hours or self._hours
        return SeatSeeker(
            id=person.id,
            name=person.display_name,
            office=person.office.code,
            place=place,
            rank=rank,
            zone=person.time_zone or person.office.time_zone,
            duty_start=start,
            duty_end=end,
            away=tuple(self._away.get(person.id, ())),
            seat=self._held(seat) if seat else None,
            waits=tuple(self._waits.get(person.id, ())),
            missed=self._missed.get(person.id, ""),
            was_moved=person.id in self._moved,
        )

    def training(self, row: TrainingSession, is_chosen: bool, now: datetime) -> OpenTraining:
        staying = self._staying.get(row.id, Counter())
        seats = row.capacity + row.overbook
        return OpenTraining(
            id=row.id,
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            time_zone=row.time_zone,
            capacity=seats,
            minimum=row.minimum,
            taken=self._taken[row.id],
            room=max(seats - staying.total(), 0),
            registers=row.registration_until is None or now <= row.registration_until,
            is_chosen=is_chosen,
            staying=staying,
        )


def _by_office(session: Session, stays: Sequence[_Open]) -> dict[int, Counter[str]]:
    """How many of each office hold a seat in each training that they keep in any case."""
    query = select(Designee.id, Office.code).join(Office, Office.id == Designee.office_id)
    query = query.where(Designee.id.in_({seat.designee_id for seat in stays}))
    offices = {row[0]: row[1] for row in session.execute(query)}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for seat in stays:
        found[seat.training_id][offices[seat.designee_id]] += 1
    return found


def _unavailable(session: Session) -> dict[int, list[Away]]:
    found: dict[int, list[Away]] = defaultdict(list)
    for row in session.scalars(select(Unavailability).order_by(Unavailability.starts_at, Unavailability.id)):
        found[row.designee_id].append(Away(row.starts_at, row.ends_at, row.note))
    return found


def _moved(session: Session) -> set[int]:
    """Who was moved from one training to another before."""
    query = select(Seat.designee_id).join(SeatEvent, SeatEvent.seat_id == Seat.id)
    query = query.where(SeatEvent.to_state == SeatState.RELEASED, or_(*(SeatEvent.reason.like(each) for each in MOVED)))
    return set(session.scalars(query))
