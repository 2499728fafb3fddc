"""Quota given back by offices, and taken up by others. Taking back is done by undo."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Nomination, Quota, Tasking
from coordinator.rules.allotment import free_seats
from coordinator.rules.vocabulary import NominationState, TaskingState
from coordinator.services.taskings import mark_over_quota, response_of
from coordinator.store.unit_of_work import UnitOfWork


def give_back(uow: UnitOfWork, tasking_id: int, office_id: int, seats: int, note: str = "") -> None:
    """An office gives seats of its quota back, so that others may be offered them.

    Names beyond what is left are marked over quota. Raises RuleBroken for more than it has, or for seats of people who
    are selected.
    """
    give_back_several(uow, tasking_id, {office_id: seats}, note)


def give_back_several(uow: UnitOfWork, tasking_id: int, seats: Mapping[int, int], note: str = "") -> int:
    """Several offices at once, seats by office id; returns how many seats. One broken rule and none is given back."""
    tasking, rows = _open_tasking(uow, tasking_id), _quotas(uow, tasking_id)
    if not seats:
        raise RuleBroken("Choose an office that gives seats back.")
    taken = _selected(uow, tasking_id)
    names = [_give(uow, rows.get(office_id), number, taken[office_id], note) for office_id, number in seats.items()]
    mark_over_quota(uow, tasking_id)
    who = names[0] if len(names) == 1 else f"{len(names)} offices"
    uow.describe(f"Give back {_seats(sum(seats.values()))} of {who} under {tasking.number}")
    return sum(seats.values())


def accept_reallotment(uow: UnitOfWork, tasking_id: int, seats: Mapping[int, int]) -> int:
    """Offices take up seats that were given back, by office id; returns how many.

    Raises RuleBroken when more are wanted than are free. Marks of nominations over quota follow.
    """
    tasking, rows = _open_tasking(uow, tasking_id), _quotas(uow, tasking_id)
    total = sum(seats.values())
    if not seats or any(number < 1 for number in seats.values()):
        raise RuleBroken("Choose who is to take up the seats.")
    free = free_seats(sum(row.given_back for row in rows.values()), sum(row.taken_up for row in rows.values()))
    if total > free:
        raise RuleBroken(f"Only {_seats(free)} given back {'is' if free == 1 else 'are'} free. Offer fewer.")
    for office_id, number in seats.items():
        row = _quota(rows.get(office_id))
        row.seats, row.taken_up = row.seats + number, row.taken_up + number
    mark_over_quota(uow, tasking_id)
    uow.describe(f"Let {_offices(len(seats))} take up {_seats(total)} under {tasking.number}")
    return total


def _open_tasking(uow: UnitOfWork, tasking_id: int) -> Tasking:
    tasking = uow.get(Tasking, tasking_id)
    if tasking.state is TaskingState.CLOSED:
        raise RuleBroken(f"Tasking {tasking.number} is closed. Reopen it to change its quotas.")
    return tasking


def _quotas(uow: UnitOfWork, tasking_id: int) -> dict[int, Quota]:
    uow.flush()
    return {row.office_id: row for row in uow.all(select(Quota).where(Quota.tasking_id == tasking_id))}


def _quota(row: Quota | None) -> Quota:
    if row is None:
        raise RuleBroken("This office has no quota under the tasking. Set its quota first.")
    return row


def _selected(uow: UnitOfWork, tasking_id: int) -> Counter[int]:
    query = select(Nomination.office_id).where(
        Nomination.tasking_id == tasking_id, Nomination.state == NominationState.SELECTED
    )
    return Counter(uow.session.scalars(query))


def _give(uow: UnitOfWork, quota: Quota | None, seats: int, selected: int, note: str) -> str:
    row = _quota(quota)
    name = row.office.name
    most = max(row.seats - selected, 0)
    if seats < 1:
        raise RuleBroken("At least one seat must be given back.")
    if seats > most:
        why = f" {selected} of its people are selected." if selected else ""
        raise RuleBroken(f"{name} can give back {most} of its {_seats(row.seats)} at most.{why}")
    row.seats, row.given_back = row.seats - seats, row.given_back + seats
    row.reserved = min(row.reserved, row.seats)
    if note.strip():
        response = response_of(uow, row.tasking_id, row.office_id)
        response.note = "; ".join(filter(None, (response.note, note.strip())))
    return name


def _seats(number: int) -> str:
    return f"{number} seat{'' if number == 1 else 's'}"


def _offices(number: int) -> str:
    return "1 office" if number == 1 else f"{number} offices"
