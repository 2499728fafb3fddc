"""Who needs a seat: selected, not trained, and without a seat that may still train them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Gate, Nomination, Seat, TrainingSession
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateKind, GateState, Mark, NominationState, Position, SeatState
from coordinator.views.availability import seat_warnings
from coordinator.views.gates import standings
from coordinator.views.settings import unit_settings

SATURDAY = 5
MISSED = (Mark.ABSENT, Mark.PARTIAL, Mark.EXCUSED)


@dataclass(frozen=True, slots=True)
class SeatNeed:
    """Someone to seat. `local_start` is the training's start on their clock; `note` says what speaks against it."""

    id: int
    name: str
    office: str
    position: Position
    rank: int | None
    local_start: datetime
    note: str


def people_to_seat(session: Session, training_id: int, today: date) -> tuple[SeatNeed, ...]:
    """In rank order of their tasking, the oldest tasking first. Empty when there is no such training (any more)."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        return ()
    query = (
        select(Nomination)
        .options(joinedload(Nomination.designee).joinedload(Designee.office))
        .where(Nomination.state == NominationState.SELECTED)
        .order_by(Nomination.tasking_id, Nomination.rank.is_(None), Nomination.rank, Nomination.id)
    )
    nominations: dict[int, Nomination] = {}
    for nomination in session.scalars(query):
        nominations.setdefault(nomination.designee_id, nomination)
    settled = seated(session) | trained(session, today, nominations) | _marked_in(session, training_id)
    before = missed(session)
    wanted = [
        person
        for person, nomination in nominations.items()
        if person not in settled and nomination.designee.departed_on is None
    ]
    against = seat_warnings(session, training_id, wanted)
    hours = unit_settings(session).duty_hours
    notes = {person: (against.get(person, ""), before.get(person, "")) for person in wanted}
    return tuple(_need(nominations[person], training, hours, notes[person]) for person in wanted)


def _need(
    nomination: Nomination, training: TrainingSession, unit_hours: tuple[int, int], notes: tuple[str, str]
) -> SeatNeed:
    person = nomination.designee
    start = training.starts_at.astimezone(ZoneInfo(person.time_zone or person.office.time_zone))
    first, last = person.duty_hours or unit_hours
    begins = start.hour * 60 + start.minute
    is_on_duty = start.weekday() < SATURDAY and first <= begins and begins + training.duration_minutes <= last
    return SeatNeed(
        id=person.id,
        name=person.display_name,
        office=person.office.code,
        position=person.position,
        rank=nomination.rank,
        local_start=start,
        note=", ".join(filter(None, ("" if is_on_duty else "Outside duty hours", *notes))),
    )


def seated(session: Session) -> set[int]:
    """Who has a seat, or waits for one, in a training whose attendance is still open."""
    query = select(Seat.designee_id).where(Seat.state != SeatState.RELEASED, Seat.mark.is_(None))
    return set(session.scalars(query))


def _marked_in(session: Session, training_id: int) -> set[int]:
    """Who has a mark in this very training: nobody is seated in it twice."""
    query = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
    return set(session.scalars(query))


def trained(session: Session, today: date, people: Iterable[int]) -> set[int]:
    """Of these people: by the gate, which knows expiry and waivers; by the mark while that gate is switched off.

    Whose training ends within the unit's warning time is to be trained again, and is not among them.
    """
    gates = set(session.scalars(select(Gate.id).where(Gate.kind == GateKind.TRAINED, Gate.is_on.is_(True))))
    if not gates:
        return set(session.scalars(select(Seat.designee_id).where(Seat.mark == Mark.PRESENT)))
    ahead = unit_settings(session).gates_expiring_days
    return {
        person
        for person, standing in standings(session, today, people).items()
        if all(_is_trained(gate, today, ahead) for gate in standing.gates if gate.gate_id in gates)
    }


def _is_trained(gate: GateResult, today: date, ahead: int) -> bool:
    """A waiver is a decision; what only lapses is renewed in time."""
    return gate.state is GateState.WAIVED or (gate.holds and not gate.ends_within(today, ahead))


def missed(session: Session) -> dict[int, str]:
    """What became of the seat before, for those who had one: "Absent at Training 1"."""
    query = select(Seat.designee_id, Seat.mark, TrainingSession.title).join(TrainingSession)
    query = query.where(Seat.state != SeatState.RELEASED, Seat.mark.in_(MISSED)).order_by(Seat.id)
    found = session.execute(query)
    return {person: f"{mark.value.capitalize()} at {title}" for person, mark, title in found if mark}
