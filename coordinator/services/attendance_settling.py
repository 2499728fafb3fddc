"""A whole review settled at once: who is on the roster, who is put on it, who is nobody on it."""

from collections.abc import Mapping, Sequence

from coordinator.services.attendee_decisions import AttendeeDecision, add_to_roster, settle_attendees
from coordinator.store.unit_of_work import UnitOfWork


def settle_review(uow: UnitOfWork, decisions: Sequence[AttendeeDecision], newcomers: Mapping[int, int]) -> int:
    """One step for all of it; returns how many participants. `newcomers` are office ids by the participant's id.

    One broken rule and nothing is settled.
    """
    for attendee_id, office_id in newcomers.items():
        add_to_roster(uow, attendee_id, office_id)
    if decisions:
        settle_attendees(uow, decisions)
    settled = len(decisions) + len(newcomers)
    if settled > 1:
        uow.describe(f"Settle who {settled} participants are")
    return settled
