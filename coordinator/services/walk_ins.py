"""People who came without a seat, written down by hand: from the roster, or not on it yet."""

from dataclasses import dataclass

from coordinator.errors import RuleBroken
from coordinator.model import Attendee, Designee, TrainingSession
from coordinator.rules.contacts import normalize_email
from coordinator.rules.vocabulary import Mark
from coordinator.services.seat_marks import SEATED, begun, held, live_seats, seat_walk_in
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StrangerFacts:
    """Somebody who came and is not on the roster, as they were written down."""

    name: str
    email: str = ""
    mark: Mark = Mark.PRESENT
    minutes: int | None = None
    note: str = ""


def add_walk_in(
    uow: UnitOfWork, training_id: int, designee_id: int, mark: Mark, minutes: int | None = None, note: str = ""
) -> int:
    """Record somebody of the roster who came without a reserved seat; returns the seat's id.

    It is not counted against the capacity. Who waits for a seat comes off the wait list. Raises RuleBroken for who has
    a seat already, before the start, and for a mark that says nobody came.
    """
    training = uow.get(TrainingSession, training_id)
    _check(uow, training, mark, minutes)
    person = uow.get(Designee, designee_id)
    if person.merged_into_id is not None:
        raise RuleBroken("This record was merged into another. Refresh the page.")
    seat = next((each for each in live_seats(uow, training_id) if each.designee_id == designee_id), None)
    if seat is not None and seat.state in SEATED:
        raise RuleBroken(f"{person.display_name} has a seat in {training.title}. Mark it in the register.")
    seat = seat_walk_in(uow, training_id, designee_id, seat)
    seat.mark, seat.minutes, seat.mark_note, seat.marked_at = mark, minutes, note.strip(), uow.now
    held(training)
    uow.describe(f"Add {person.display_name} as a walk-in")
    return seat.id


def note_stranger(uow: UnitOfWork, training_id: int, facts: StrangerFacts) -> int:
    """Write down somebody who came and is not on the roster; returns the participant's id, which waits to be tied."""
    training = uow.get(TrainingSession, training_id)
    name = facts.name.strip()
    if not name:
        raise RuleBroken("Write down the name of who came.")
    _check(uow, training, facts.mark, facts.minutes)
    if facts.email.strip() and normalize_email(facts.email) is None:
        raise RuleBroken(f"“{facts.email.strip()}” is not an e-mail address.")
    attendee = uow.add(
        Attendee(
            training_id=training_id,
            name=name,
            email=normalize_email(facts.email) or "",
            minutes=facts.minutes,
            mark=facts.mark,
            note=facts.note.strip(),
        )
    )
    held(training)
    uow.describe(f"Write down “{name}”")
    return attendee.id


def _check(uow: UnitOfWork, training: TrainingSession, mark: Mark, minutes: int | None) -> None:
    begun(uow, training)
    if mark not in (Mark.PRESENT, Mark.PARTIAL):
        raise RuleBroken("Who came without a seat was present, or there for a part.")
    if minutes is not None and minutes < 0:
        raise RuleBroken("Minutes cannot be negative.")
