"""Issues licenses to those whose gates are all passed, from a pool that cannot be overdrawn, and moves them on."""

from collections.abc import Sequence
from datetime import date, timedelta

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Agreement, License, LicenseEvent, Tasking
from coordinator.rules.licensing import CLOSED, LETTER_OF, MOVES, LicenseMove, is_legal
from coordinator.rules.vocabulary import LetterKind, LicenseState
from coordinator.services.agreements import agreement_for, free_seats
from coordinator.services.certificates import BatchResult
from coordinator.services.letters import issue_letter
from coordinator.services.numbers import next_number
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.licenses import CandidateRow, candidates
from coordinator.views.settings import unit_settings


def issue_licenses(
    uow: UnitOfWork, tasking_id: int, designee_ids: Sequence[int] | None = None, progress: Progress = silent
) -> BatchResult:
    """A license and its letter for everyone ready under the tasking, in rank order, while the pool has seats.

    With `designee_ids` only for these. Who is not ready, and who found the pool empty, is refused by name.
    """
    tasking = uow.get(Tasking, tasking_id)
    agreement = agreement_for(uow, tasking.product_id)
    people = _asked_for(candidates(uow.session, uow.today, tasking_id), designee_ids)
    free = free_seats(uow, agreement.id)
    ready, refused = _sorted_out(people, free)
    if not ready:
        raise RuleBroken(_nobody(refused))
    made: list[str] = []
    stopped = False
    for person in ready:
        try:
            progress(len(made), len(ready), person.name)
        except Cancelled:
            stopped = True
            break
        made.append(_issue(uow, tasking, agreement, person).number)
    uow.describe(f"Issue {len(made)} licenses under tasking {tasking.number}", undoable=False)
    return BatchResult(tuple(made), tuple(refused), stopped, len(ready))


def _asked_for(people: Sequence[CandidateRow], designee_ids: Sequence[int] | None) -> list[CandidateRow]:
    wanted = None if designee_ids is None else set(designee_ids)
    found = [p for p in people if wanted is None or p.designee_id in wanted]
    if wanted and len(found) < len(wanted):
        raise RuleBroken("Some of these people were not selected under this tasking. Nobody was issued a license.")
    return [p for p in found if wanted or not p.holds_license]


def _sorted_out(people: Sequence[CandidateRow], free: int) -> tuple[list[CandidateRow], list[str]]:
    ready: list[CandidateRow] = []
    refused: list[str] = []
    for person in people:
        if person.holds_license:
            refused.append(f"{person.name}: already holds an active license")
        elif person.next_action:
            refused.append(f"{person.name}: {person.next_action}")
        elif len(ready) >= free:
            refused.append(f"{person.name}: the pool has no free seat")
        else:
            ready.append(person)
    return ready, refused


def _nobody(refused: Sequence[str]) -> str:
    if not refused:
        return "There is nobody to issue a license to."
    more = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
    return f"Nobody can be issued a license now ({refused[0]}{more})."


def _issue(uow: UnitOfWork, tasking: Tasking, agreement: Agreement, person: CandidateRow) -> License:
    settings = unit_settings(uow.session)
    until = min(uow.today + timedelta(days=settings.license_valid_days), agreement.ends_on)
    row = uow.add(
        License(
            number=next_number(uow, "license", settings.license_scheme),
            agreement_id=agreement.id,
            product_id=agreement.product_id,
            designee_id=person.designee_id,
            tasking_id=tasking.id,
            state=LicenseState.ISSUED,
            issued_on=uow.today,
            valid_until=until,
        )
    )
    _note(uow, row, uow.today, "all gates passed", person.basis)
    issue_letter(uow, LetterKind.LICENSE_ISSUANCE, row)
    return row


def _note(uow: UnitOfWork, row: License, on: date, reason: str, basis: str = "") -> None:
    uow.add(
        LicenseEvent(
            license_id=row.id,
            at=uow.now,
            happened_on=on,
            to_state=row.state,
            reason=reason,
            basis=basis,
            actor=uow.actor,
        )
    )


def move_licenses(uow: UnitOfWork, license_ids: Sequence[int], move: LicenseMove, reason: str) -> int:
    """Suspend, reinstate, return, revoke or expire; each with its event and, where the move has one, its letter.

    One illegal move and none is made. Moves that issue a letter cannot be undone.
    """
    if not reason.strip():
        raise RuleBroken("A license is moved for a reason. Write it down.")
    rows = [uow.get(License, license_id) for license_id in license_ids]
    for row in rows:
        if not is_legal(row.state, move):
            raise RuleBroken(f"License {row.number} is {row.state.value}; it cannot be moved by “{move.value}”.")
        if move is LicenseMove.REINSTATE:
            _check_gates(uow, row)
    for row in rows:
        _move(uow, row, move, reason.strip())
    what = f"license {rows[0].number}" if len(rows) == 1 else f"{len(rows)} licenses"
    undoable = move not in LETTER_OF and MOVES[move][1] not in CLOSED
    uow.describe(f"{move.value.capitalize()} {what}", undoable=undoable)
    return len(rows)


def _check_gates(uow: UnitOfWork, row: License) -> None:
    people = {p.designee_id: p for p in candidates(uow.session, uow.today)}
    person = people.get(row.designee_id)
    missing = person.next_action if person else "Nominate and select the person again"
    if missing:
        raise RuleBroken(f"License {row.number} cannot be reinstated yet: {missing}.")


def _move(uow: UnitOfWork, row: License, move: LicenseMove, reason: str) -> None:
    today = uow.today
    row.state = MOVES[move][1]
    if row.state in CLOSED:
        row.ended_on = today
    uow.flush()
    _note(uow, row, uow.today, reason)
    if move in LETTER_OF:
        issue_letter(uow, LETTER_OF[move], row, reason)
