"""When people can attend: the duty hours on their own clock, and when they said they are away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Seat, TrainingSession, Unavailability
from coordinator.rules.moments import long_day, long_moment
from coordinator.rules.seating import overlaps
from coordinator.rules.vocabulary import SeatState, TrainingState
from coordinator.views.duplicates import kept_id
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """`starts_at` and `ends_at` are moments on the person's own clock."""

    id: int
    designee_id: int
    name: str
    starts_at: datetime
    ends_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Availability:
    """Duty hours are minutes after midnight in `time_zone`; without hours of their own they are the unit's."""

    designee_id: int
    name: str
    time_zone: str
    duty_start: int
    duty_end: int
    has_own_hours: bool
    absences: tuple[AbsenceRow, ...]


def availability(session: Session, designee_id: int) -> Availability | None:
    """Of one person, absences in order; None when there is no such person (any more)."""
    person = session.get(Designee, kept_id(session, designee_id))
    if person is None:
        return None
    start, end = person.duty_hours or unit_settings(session).duty_hours
    zone = person.time_zone or person.office.time_zone
    return Availability(
        designee_id=person.id,
        name=person.display_name,
        time_zone=zone,
        duty_start=start,
        duty_end=end,
        has_own_hours=person.duty_hours is not None,
        absences=_absences(session, person, zone),
    )


def availabilities(session: Session, designee_ids: Sequence[int]) -> tuple[Availability, ...]:
    """Of several people, in the order asked for; who is no longer there is left out."""
    found = (availability(session, each) for each in designee_ids)
    return tuple(each for each in found if each is not None)


def _absences(session: Session, person: Designee, zone: str) -> tuple[AbsenceRow, ...]:
    query = (
        select(Unavailability)
        .where(Unavailability.designee_id == person.id)
        .order_by(Unavailability.starts_at, Unavailability.id)
    )
    clock = ZoneInfo(zone)
    return tuple(
        AbsenceRow(row.id, person.id, person.display_name, row.starts_at.astimezone(clock),
                   row.ends_at.astimezone(clock), row.note)
        for row in session.scalars(query)
    )  # fmt: skip


def seat_warnings(session: Session, training_id: int, designee_ids: Collection[int] | None = None) -> dict[int, str]:
    """What speaks against the time of a training, by designee: away then, or in another training at that time.

    Of these people, or of everyone with a live seat in it. Nobody is kept out for it: the coordinator may know better.
    """
    away = absences_in(session, training_id, designee_ids)
    twice = overlapping(session, training_id, designee_ids)
    people = away.keys() | twice.keys()
    return {person: "; ".join(filter(None, (away.get(person), twice.get(person)))) for person in people}


def absences_in(session: Session, training_id: int, designee_ids: Collection[int] | None = None) -> dict[int, str]:
    """Who said they are away at some time of a training: "Said they are away until Monday, May 10, 2021, 5:00 PM EDT".

    By designee; of these people, or of everyone with a live seat in it.
    """
    training = session.get(TrainingSession, training_id)
    if training is None:
        return {}
    query = (
        select(Unavailability, Designee)
        .join(Designee, Designee.id == Unavailability.designee_id)
        .options(joinedload(Designee.office))
        .where(Unavailability.starts_at < training.ends_at, Unavailability.ends_at > training.starts_at)
        .order_by(Unavailability.ends_at)
    )
    wanted = _live_in(session, training_id) if designee_ids is None else set(designee_ids)
    found: dict[int, str] = {}
    for row, person in session.execute(query):
        if person.id in wanted:
            until = _until(row.ends_at, person.time_zone or person.office.time_zone)
            note = f" ({row.note})" if row.note else ""
            found[person.id] = f"Said they are away {until}{note}"
    return found


def _until(ends_at: datetime, zone: str) -> str:
    """Of an absence of whole days the last one is said, not the midnight after it."""
    there = ends_at.astimezone(ZoneInfo(zone))
    if there.time() == time():
        return f"through {long_day(there.date() - timedelta(days=1))}"
    return f"until {long_moment(ends_at, zone)}"


def overlapping(session: Session, training_id: int, designee_ids: Collection[int] | None = None) -> dict[int, str]:
    """Who has a live seat, or waits for one, in another training at the same time: "Also in Training 2 at that time".

    By designee; of these people, or of everyone with a live seat in it.
    """
    training = session.get(TrainingSession, training_id)
    if training is None:
        return {}
    near = timedelta(days=1)  # no training is longer
    others = session.scalars(
        select(TrainingSession).where(
            TrainingSession.id != training_id,
            TrainingSession.state != TrainingState.CANCELLED,
            TrainingSession.starts_at.between(training.starts_at - near, training.ends_at),
        )
    )
    titles = {row.id: row.title for row in others if _share_time(training, row)}
    if not titles:
        return {}
    wanted = _live_in(session, training_id) if designee_ids is None else set(designee_ids)
    query = select(Seat.designee_id, Seat.training_id).where(
        Seat.training_id.in_(titles), Seat.state != SeatState.RELEASED
    )
    return {
        person: f"Also in {titles[other]} at that time" for person, other in session.execute(query) if person in wanted
    }


def _share_time(one: TrainingSession, other: TrainingSession) -> bool:
    return overlaps(one.starts_at, one.ends_at, other.starts_at, other.ends_at)


def _live_in(session: Session, training_id: int) -> set[int]:
    query = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
    return set(session.scalars(query))
