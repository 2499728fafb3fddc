"""What was decided under a tasking, and which alternates would move up for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Nomination, Selection
from coordinator.rules.choosing import choose
from coordinator.rules.ranking import Ranked, ordinal
from coordinator.rules.scenario import reserved_of, seats_of
from coordinator.rules.vocabulary import NominationState
from coordinator.views.ranking import present_quotas

AFTER_ALL = 1_000_000  # the rank of those who had none when it was decided
AGES_AGO = date.min


@dataclass(frozen=True, slots=True)
class SelectionRow:
    """One decision as it was signed off; `record_file_id` is its record, missing for decisions of older versions."""

    id: int
    decided_at: datetime
    decided_by: str
    signed_by: str
    scenario: str
    capacity: int
    ranked: int
    selected: int
    alternates: int
    sha256: str
    record_file_id: int | None


@dataclass(frozen=True, slots=True)
class Promotion:
    """An alternate who would move up. `free_seat_of` is who gave the seat up, empty where nobody did.

    `place` is the one among the alternates.
    """

    nomination_id: int
    designee_id: int
    name: str
    office: str
    place: int
    free_seat_of: str
    why: str


def selections(session: Session, tasking_id: int) -> tuple[SelectionRow, ...]:
    """Every decision of the tasking, newest first."""
    query = select(Selection).where(Selection.tasking_id == tasking_id).order_by(Selection.id.desc())
    return tuple(_selection_row(row) for row in session.scalars(query))


def _selection_row(row: Selection) -> SelectionRow:
    states = [entry["state"] for entry in _entries(row)]
    return SelectionRow(
        id=row.id,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        signed_by=row.signed_by or row.decided_by,
        scenario=row.scenario,
        capacity=row.capacity,
        ranked=len(states),
        selected=states.count(NominationState.SELECTED.value),
        alternates=states.count(NominationState.ALTERNATE.value),
        sha256=row.sha256,
        record_file_id=row.record_file_id,
    )


def latest(session: Session, tasking_id: int) -> Selection | None:
    """The decision that counts: the newest."""
    query = select(Selection).where(Selection.tasking_id == tasking_id).order_by(Selection.id.desc()).limit(1)
    return session.scalars(query).first()


def promotions(session: Session, tasking_id: int) -> tuple[Promotion, ...]:
    """Which alternates would move up now, in their order at the decision, under the quotas and reserves of now.

    A seat is free when someone selected withdrew, departed or was decided otherwise; also when an office has more quota
    than at the decision and licenses are left. Nothing is changed: `accept_promotions` does it.
    """
    decision = latest(session, tasking_id)
    if decision is None:
        return ()
    rows = decided(session, tasking_id)
    ranked = in_order(decision, [row for row in rows if row.state in _COUNTING and is_standing(row)])
    selected = {row.id: row.state for row in rows if row.state is NominationState.SELECTED and is_standing(row)}
    quotas = present_quotas(session, tasking_id)
    choices = choose(ranked, seats_of(quotas), decision.capacity, reserved_of(quotas), selected)
    up = [choice.id for choice in choices if choice.state is NominationState.SELECTED]
    places = {choice.id: place for place, choice in enumerate(choices, start=1)}
    by_id = {row.id: row for row in rows}
    free = _free(decision, rows, set(selected))
    return tuple(_promotion(by_id[each], _taken_from(free, by_id[each]), places[each]) for each in up)


_COUNTING = (NominationState.SELECTED, NominationState.ALTERNATE)


def decided(session: Session, tasking_id: int) -> Sequence[Nomination]:
    """Every nomination of the tasking, with the person and the office."""
    query = (
        select(Nomination)
        .options(joinedload(Nomination.designee), joinedload(Nomination.office))
        .where(Nomination.tasking_id == tasking_id)
        .order_by(Nomination.id)
    )
    return session.scalars(query).all()


def is_standing(row: Nomination) -> bool:
    """Neither withdrawn nor departed, nor of a record that was merged into another."""
    person = row.designee
    return row.state is not NominationState.WITHDRAWN and person.departed_on is None and person.merged_into_id is None


def in_order(decision: Selection, rows: Iterable[Nomination]) -> list[Ranked]:
    """In the order of the decision, so that rules changed since move nobody; who came later stands after all."""
    order = {entry.get("nomination_id"): entry["rank"] for entry in _entries(decision)}
    placed = sorted(rows, key=lambda row: (order.get(row.id, AFTER_ALL), row.rank or AFTER_ALL, row.id))
    return [
        Ranked(row.id, row.office_id, place, len(placed), row.score or 0.0, ())
        for place, row in enumerate(placed, start=1)
    ]


def _entries(decision: Selection) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = decision.snapshot["nominations"]
    return entries


def _free(decision: Selection, rows: Iterable[Nomination], selected: set[int]) -> list[Nomination]:
    """Who was selected by the decision and is not any more, without those whose seat was taken up since."""
    first = {e.get("nomination_id") for e in _entries(decision) if e["state"] == NominationState.SELECTED.value}
    free = [row for row in rows if row.id in first and row.id not in selected]
    free.sort(key=lambda row: (row.decided_on or AGES_AGO, row.id))
    for row in rows:
        if row.id in selected and row.id not in first:
            _taken_from(free, row)
    return free


def _taken_from(free: list[Nomination], row: Nomination) -> Nomination | None:
    """The seat this person takes, no longer free: one of the own office, else the one that is free longest."""
    seat = next((each for each in free if each.office_id == row.office_id), free[0] if free else None)
    if seat:
        free.remove(seat)
    return seat


def _promotion(row: Nomination, seat: Nomination | None, place: int) -> Promotion:
    return Promotion(
        nomination_id=row.id,
        designee_id=row.designee_id,
        name=row.designee.display_name,
        office=row.office.code,
        place=place,
        free_seat_of=seat.designee.display_name if seat else "",
        why=f"{ordinal(place)} alternate; {_why_free(seat)}",
    )


def _why_free(seat: Nomination | None) -> str:
    """ "Okafor, Dana R (DEN) withdrew"."""
    if seat is None:
        return "a seat is free within the office's quota and the pool"
    who = f"{seat.designee.display_name} ({seat.office.code})"
    if seat.state is NominationState.WITHDRAWN:
        return f"{who} withdrew"
    return f"{who} departed" if seat.designee.departed_on else f"{who} is no longer selected"
