"""How many seats beyond the capacity make sense, from how often people of each office did not come."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import Designee, Office, Seat, TrainingSession
from coordinator.rules.overbooking import (
    ACCEPTABLE_RISK,
    PRIOR_WEIGHT,
    History,
    OverbookStep,
    no_show_chance,
    overbook_steps,
    suggested_extra,
)
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.views.trainings import TAKEN

_COUNTED = (Mark.PRESENT, Mark.PARTIAL, Mark.ABSENT)
NO_HISTORY = (
    "No attendance was marked yet, so nothing is known about who does not come. Overbooking is not suggested before "
    "a training was held and marked."
)


@dataclass(frozen=True, slots=True)
class OfficeRate:
    """`marked` and `absent` are of the past, `chance` is of one person not to come, `people` are seated or wait."""

    office: str
    marked: int
    absent: int
    chance: float
    people: int


@dataclass(frozen=True, slots=True)
class OverbookingSuggestion:
    """`expected_no_shows` is of those seated now. Without history there are no `steps` and nothing is suggested."""

    training_id: int
    title: str
    capacity: int
    overbook: int
    seated: int
    waiting: int
    expected_no_shows: float
    steps: tuple[OverbookStep, ...]
    by_office: tuple[OfficeRate, ...]
    suggested: int
    words: str


def suggest_overbooking(session: Session, training_id: int) -> OverbookingSuggestion | None:
    """For the people seated, then those next in line, then anybody; None when there is no such training (any more)."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        return None
    seated, waiting = _offices_of_seated(session, training_id), _offices_of_waiting(session, training_id)
    past = histories(session)
    unit = History(sum(each.marked for each in past.values()), sum(each.absent for each in past.values()))
    if not unit.marked:
        return _suggestion(training, len(seated), len(waiting), 0.0, (), (), NO_HISTORY)
    unknown = unit.absent / unit.marked
    chances = {office: no_show_chance(past.get(office, History(0, 0)), unit) for office in {*seated, *waiting}}
    coming = [chances[office] for office in seated]
    # Whoever may still be seated where nobody waits is taken to be like the unit as a whole.
    line = [chances[office] for office in waiting] + [unknown] * (2 * training.capacity)
    steps = overbook_steps(coming, line, training.capacity)
    expected = sum(coming)
    words = _words(unit, len(seated), expected, steps)
    rates = _rates(session, past, chances, Counter([*seated, *waiting]))
    return _suggestion(training, len(seated), len(waiting), expected, steps, rates, words)


def _suggestion(
    training: TrainingSession,
    seated: int,
    waiting: int,
    expected: float,
    steps: tuple[OverbookStep, ...],
    rates: tuple[OfficeRate, ...],
    words: str,
) -> OverbookingSuggestion:
    return OverbookingSuggestion(
        training.id, training.title, training.capacity, training.overbook, seated, waiting, expected, steps, rates,
        suggested_extra(steps), words,
    )  # fmt: skip


def _offices_of_seated(session: Session, training_id: int) -> list[int]:
    query = (
        select(Designee.office_id)
        .join(Seat, Seat.designee_id == Designee.id)
        .where(Seat.training_id == training_id, Seat.state.in_(TAKEN), Seat.is_walk_in.is_(False))
        .order_by(Seat.id)
    )
    return list(session.scalars(query))


def _offices_of_waiting(session: Session, training_id: int) -> list[int]:
    query = (
        select(Designee.office_id)
        .join(Seat, Seat.designee_id == Designee.id)
        .where(Seat.training_id == training_id, Seat.state == SeatState.WAIT_LISTED)
        .order_by(Seat.queue_place, Seat.id)
    )
    return list(session.scalars(query))


def histories(session: Session) -> dict[int, History]:
    """By office. Who was excused had a reason, and a walk-in had no seat: neither says how often people stay away."""
    query = (
        select(Designee.office_id, Seat.mark, func.count())
        .join(Seat, Seat.designee_id == Designee.id)
        .where(Seat.mark.in_(_COUNTED), Seat.is_walk_in.is_(False), Seat.state != SeatState.RELEASED)
        .group_by(Designee.office_id, Seat.mark)
    )
    marked: Counter[int] = Counter()
    absent: Counter[int] = Counter()
    for office_id, mark, number in session.execute(query):
        marked[office_id] += number
        absent[office_id] += number if mark is Mark.ABSENT else 0
    return {office: History(number, absent[office]) for office, number in marked.items()}


def _rates(
    session: Session, past: dict[int, History], chances: dict[int, float], people: Counter[int]
) -> tuple[OfficeRate, ...]:
    """Of the offices that have people here, the least reliable first."""
    codes = session.execute(select(Office.id, Office.code).where(Office.id.in_(chances)))
    rows = []
    for office_id, code in codes:
        history = past.get(office_id, History(0, 0))
        rows.append(OfficeRate(code, history.marked, history.absent, chances[office_id], people[office_id]))
    return tuple(sorted(rows, key=lambda row: (-row.chance, row.office)))


def _words(unit: History, seated: int, expected: float, steps: tuple[OverbookStep, ...]) -> str:
    past = f"{unit.absent} of {unit.marked} marked seats were no-shows ({_percent(unit.absent / unit.marked)})."
    here = f"About {expected:.1f} of those seated here ({seated}) are expected not to come." if seated else ""
    return " ".join(filter(None, (past, here, _advice(steps))))


def _advice(steps: tuple[OverbookStep, ...]) -> str:
    suggested = suggested_extra(steps)
    chosen = next((step for step in steps if step.extra == suggested and step.risk <= ACCEPTABLE_RISK), None)
    if chosen is None:
        given, risk = steps[0].extra, _percent(steps[0].risk)
        return f"{given} more people are seated than there are seats, at a risk of {risk}: seat no more."
    if not chosen.extra:
        return f"Even one extra seat would be a risk above {_percent(ACCEPTABLE_RISK)}: overbooking is not suggested."
    extra = "1 extra seat" if chosen.extra == 1 else f"{chosen.extra} extra seats"
    return f"With {extra} the risk that more people come than there are seats is {_percent(chosen.risk)}."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.01 or not share else "below 1 %"


METHOD = (
    f"Each office counts by its own marks, drawn towards the unit’s average as by {PRIOR_WEIGHT} more seats of it. "
    "Excused people and walk-ins do not count. Seats nobody waits for are taken to be filled by people of the unit’s "
    "average."
)
