"""Decisions by hand about who a participant is; what is certain enough is remembered for every later report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.errors import RuleBroken
from coordinator.model import AttendanceReport, Attendee, Designee, TrainingSession
from coordinator.rules.contacts import upn_to_email
from coordinator.rules.meeting_names import bare_name
from coordinator.rules.vocabulary import Mark
from coordinator.services.attendee_matching import MatchedBy
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.meeting_aliases import forget_alias, remember_alias
from coordinator.services.seat_marks import (
    SEATED,
    certified,
    check_certificate,
    held,
    live_seats,
    mark_from_reports,
    release_walk_in,
    seat_walk_in,
    still_open,
)
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AttendeeDecision:
    """A participant is this person; or nobody on the roster, such as the host."""

    attendee_id: int
    designee_id: int | None
    is_dismissed: bool = False


def settle_attendees(uow: UnitOfWork, decisions: Sequence[AttendeeDecision]) -> int:
    """Settle who participants are, in one step; returns how many. One broken rule and none is settled.

    A decision that is neither takes back what was decided, so that it is asked again.
    """
    if not decisions:
        raise RuleBroken("Choose at least one participant.")
    touched: dict[int, set[int]] = defaultdict(set)
    for decision in decisions:
        attendee = uow.get(Attendee, decision.attendee_id)
        training_id = training_of(uow, attendee)
        if attendee.designee_id is not None or not decision.is_dismissed:
            still_open(uow.get(TrainingSession, training_id))
        touched[training_id] |= _decide(uow, attendee, decision)
    for training_id, people in touched.items():
        _mark(uow, training_id, people)
    uow.describe(_label(uow, decisions))
    return len(decisions)


def tie_attendee(uow: UnitOfWork, attendee_id: int, designee_id: int) -> None:
    """Settle who a participant is; the name is remembered for every later report."""
    settle_attendees(uow, [AttendeeDecision(attendee_id, designee_id)])


def dismiss_attendee(uow: UnitOfWork, attendee_id: int) -> None:
    """Settle that a participant is nobody on the roster, such as the host; the row stays on record."""
    settle_attendees(uow, [AttendeeDecision(attendee_id, None, is_dismissed=True)])


def reopen_attendee(uow: UnitOfWork, attendee_id: int) -> None:
    """Take a decision back: the participant waits again, the mark is worked out anew, the name is forgotten."""
    attendee = uow.get(Attendee, attendee_id)
    if attendee.designee_id is None and not attendee.is_dismissed:
        raise RuleBroken(f"Nothing was decided about “{attendee.name}” yet.")
    settle_attendees(uow, [AttendeeDecision(attendee_id, None)])


def add_to_roster(uow: UnitOfWork, attendee_id: int, office_id: int) -> int:
    """Put a participant who is not on the roster on it, and tie the two; returns the new person's id."""
    attendee = uow.get(Attendee, attendee_id)
    if attendee.designee_id is not None:
        raise RuleBroken(f"“{attendee.name}” is on the roster already.")
    person_id = add_designee(uow, DesigneeFacts(bare_name(attendee.name), office_id, email=_address(attendee)))
    tie_attendee(uow, attendee_id, person_id)
    uow.describe(f"Add {uow.get(Designee, person_id).display_name} to the roster")
    return person_id


def _address(attendee: Attendee) -> str:
    """A sign-in name is an address only where it was made of one."""
    guest = attendee.upn if "#EXT#" in attendee.upn.upper() else ""
    return upn_to_email(attendee.email) or upn_to_email(guest) or ""


def training_of(uow: UnitOfWork, attendee: Attendee) -> int:
    if attendee.training_id is not None:
        return attendee.training_id
    assert attendee.report_id is not None
    report = uow.get(AttendanceReport, attendee.report_id)
    if report.replaced_by_id is not None:
        raise RuleBroken(f"“{attendee.name}” is of a file that was corrected by another. Decide there.")
    return report.training_id


def _decide(uow: UnitOfWork, attendee: Attendee, decision: AttendeeDecision) -> set[int]:
    """Returns the people whose marks it touches."""
    before, after = attendee.designee_id, decision.designee_id
    if after is not None and decision.is_dismissed:
        raise RuleBroken(f"“{attendee.name}” is somebody or nobody, not both.")
    if after is not None and uow.get(Designee, after).merged_into_id is not None:
        raise RuleBroken("This record was merged into another. Refresh the page.")
    if before is not None and before != after:
        forget_alias(uow, attendee, before)
        _take_back_by_hand(uow, attendee, before)
    is_open = after is None and not decision.is_dismissed
    attendee.designee_id, attendee.is_dismissed = after, decision.is_dismissed
    attendee.matched_by = MatchedBy.HAND.value if after is not None else ""
    attendee.decided_at, attendee.decided_by = (None, "") if is_open else (uow.now, uow.actor)
    if after is not None:
        remember_alias(uow, attendee, after)
        _mark_by_hand(uow, attendee, after)
    return {each for each in (before, after) if each is not None}


def _mark(uow: UnitOfWork, training_id: int, people: set[int]) -> None:
    training = uow.get(TrainingSession, training_id)
    marked = mark_from_reports(uow, training, people)
    if marked.certificate:
        raise RuleBroken(
            f"Certificate {marked.certificate} was issued for an attendance that this would change. "
            "Revoke or supersede it first."
        )


# written down by hand


def _mark_by_hand(uow: UnitOfWork, attendee: Attendee, designee_id: int) -> None:
    """Somebody who was written down gets a walk-in's seat with that mark; a mark that the person has stays."""
    if attendee.training_id is None:
        return
    training = uow.get(TrainingSession, attendee.training_id)
    seat = next((each for each in live_seats(uow, training.id) if each.designee_id == designee_id), None)
    if seat is None or seat.state not in SEATED:
        seat = seat_walk_in(uow, training.id, designee_id, seat)
    if seat.mark in (None, Mark.ABSENT):
        seat.mark, seat.minutes, seat.mark_note = attendee.mark, attendee.minutes, attendee.note or seat.mark_note
        seat.marked_at, seat.report_id = uow.now if attendee.mark else None, None
    held(training)


def _take_back_by_hand(uow: UnitOfWork, attendee: Attendee, designee_id: int) -> None:
    """The mark that came with the tie goes with it, and a walk-in's seat; no mark from before it or set since."""
    if attendee.training_id is None:
        return
    seat = next((s for s in live_seats(uow, attendee.training_id) if s.designee_id == designee_id), None)
    if seat is None or seat.report_id is not None or seat.marked_at != attendee.decided_at:
        return
    check_certificate(seat, None, certified(uow, attendee.training_id).get(designee_id))
    seat.mark = seat.minutes = seat.marked_at = None
    seat.mark_note = ""
    if seat.is_walk_in:
        release_walk_in(uow, seat)


def _label(uow: UnitOfWork, decisions: Sequence[AttendeeDecision]) -> str:
    if len(decisions) > 1:
        return f"Settle who {len(decisions)} participants are"
    attendee = uow.get(Attendee, decisions[0].attendee_id)
    if decisions[0].is_dismissed:
        return f"Dismiss “{attendee.name}”"
    if decisions[0].designee_id is None:
        return f"Ask again who “{attendee.name}” is"
    return f"Tie “{attendee.name}” to {uow.get(Designee, decisions[0].designee_id).display_name}"
