"""People leave: seats given up, the wait list moved up, nominations withdrawn, licenses returned or asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from coordinator.model import Designee, License, Seat
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import DraftKind, SeatState
from coordinator.services.designees import mark_departed
from coordinator.services.drafts import NewDraft, add_draft
from coordinator.services.license_moves import move_licenses
from coordinator.services.seats import TAKEN, promote_next, release_seats
from coordinator.services.selection import withdraw_nomination
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.offices import mail_contacts

REASON = "departed"


@dataclass(frozen=True, slots=True)
class DepartureChoices:
    """What was agreed to, of what `departure_consequences` proposed.

    `asked_back` are licenses for whose return a letter is drafted; `returned` are closed at once, for good.
    """

    seats: Sequence[int] = field(default=())
    nominations: Sequence[int] = field(default=())
    asked_back: Sequence[int] = field(default=())
    returned: Sequence[int] = field(default=())


@dataclass(frozen=True, slots=True)
class DepartureResult:
    people: int
    seats_released: int
    moved_up: int
    drafts: int


def depart(uow: UnitOfWork, designee_ids: Sequence[int], on: date, choices: DepartureChoices) -> DepartureResult:
    """Mark people as departed with everything that follows from it, in one step.

    The step can be undone unless a license was returned in it: a closed license is never revived.
    """
    people = mark_departed(uow, designee_ids, on)
    moved_up = _give_up_seats(uow, choices.seats)
    for nomination_id in choices.nominations:
        withdraw_nomination(uow, nomination_id, f"Departed {on.isoformat()}")
    for license_id in choices.asked_back:
        _draft_letter(uow, uow.get(License, license_id), on)
    if choices.returned:
        move_licenses(uow, choices.returned, LicenseMove.RETURN, f"Holder departed {on.isoformat()}")
    uow.describe(_label(uow, designee_ids), undoable=not choices.returned)
    return DepartureResult(people, len(choices.seats), moved_up, len(choices.asked_back))


def _label(uow: UnitOfWork, designee_ids: Sequence[int]) -> str:
    ids = list(dict.fromkeys(designee_ids))
    who = uow.get(Designee, ids[0]).display_name if len(ids) == 1 else f"{len(ids)} people"
    return f"Mark {who} as departed"


def _give_up_seats(uow: UnitOfWork, seat_ids: Sequence[int]) -> int:
    """Release them and let the wait list of each training move up; returns how many moved."""
    if not seat_ids:
        return 0
    seats = [uow.get(Seat, seat_id) for seat_id in seat_ids]
    freed = {seat.training_id for seat in seats if seat.state in TAKEN}
    release_seats(uow, seat_ids, REASON)
    uow.flush()
    return sum(promote_next(uow, training_id) for training_id in sorted(freed) if _somebody_waits(uow, training_id))


def _somebody_waits(uow: UnitOfWork, training_id: int) -> bool:
    query = select(Seat).where(Seat.training_id == training_id, Seat.state == SeatState.WAIT_LISTED)
    return uow.first(query) is not None


def _draft_letter(uow: UnitOfWork, license_: License, on: date) -> None:
    """A mail to whoever can see to the return: the supervisor, else the office's contact, else the person."""
    person = license_.designee
    contact = mail_contacts(uow.session).get(person.office_id)
    add_draft(
        uow,
        NewDraft(
            kind=DraftKind.LETTER,
            recipient=person.supervisor_email or (contact.email if contact else "") or person.email,
            subject=f"Return of license {license_.number}, {license_.product.name}",
            body=_letter(person, license_, on),
            tasking_id=license_.tasking_id,
            office_id=person.office_id,
            designee_id=person.id,
        ),
    )


def _letter(person: Designee, license_: License, on: date) -> str:
    issued = license_.issued_on or on
    return "\n".join(
        (
            f"Our records show that {person.name.printed}, {person.office.name}, departed on {_long(on)} and holds",
            f"license {license_.number} for {license_.product.name}, issued on {_long(issued)}.",
            "",
            "A license is bound to the person and to the duty it was issued for. Please confirm that the account is no",
            "longer used, and that nothing retrieved with it was left outside the case system. We will then close the",
            "license, and its seat can be issued to the next designee.",
            "",
            f"If {person.name.printed} has not left, please tell us, and the record will be corrected.",
        )
    )


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
