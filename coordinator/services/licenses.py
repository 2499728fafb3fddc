"""Reserves and issues licenses: to those whose gates are all passed, from a pool that cannot be overdrawn."""

from collections.abc import Sequence

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Agreement, License, Tasking
from coordinator.rules.allotted_seats import Verdict
from coordinator.rules.licensing import last_day
from coordinator.rules.vocabulary import LetterKind, LicenseState
from coordinator.services.certificates import BatchResult
from coordinator.services.letters import issue_letter
from coordinator.services.license_moves import note_move
from coordinator.services.numbers import next_number
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.issue_plans import IssuePlan, PlanLine, issue_plan, reservation_plan
from coordinator.views.pools import NONE_IN_FORCE
from coordinator.views.settings import unit_settings


def issue_licenses(
    uow: UnitOfWork,
    tasking_id: int,
    designee_ids: Sequence[int] | None = None,
    progress: Progress = silent,
    over_allotment: bool = False,
) -> BatchResult:
    """A license and its letter for everyone ready under the tasking, in rank order, while the pool has seats.

    It does what `issue_plan` says. With `designee_ids` only for these; who is not ready, and who found no seat, is
    refused by name. Whoever holds a reservation is issued that record. What was made before a cancel stays made.
    """
    tasking = uow.get(Tasking, tasking_id)
    plan = _checked(issue_plan(uow.session, uow.today, tasking_id, designee_ids, over_allotment), designee_ids)
    # Unasked, those who hold a license already are no news.
    refused = [_refusal(line) for line in plan.left_out if designee_ids is not None or not line.person.holds_license]
    if not plan.served:
        raise RuleBroken(_nobody(refused, "issue a license to", "be issued a license"))
    made: list[str] = []
    stopped = False
    for line in plan.served:
        try:
            progress(len(made), len(plan.served), line.person.name)
        except Cancelled:
            stopped = True
            break
        made.append(_issue(uow, tasking, plan, line).number)
    what = "1 license" if len(made) == 1 else f"{len(made)} licenses"
    uow.describe(f"Issue {what} under tasking {tasking.number}", undoable=False)
    return BatchResult(tuple(made), tuple(refused), stopped, len(plan.served))


def reserve_licenses(
    uow: UnitOfWork, tasking_id: int, designee_ids: Sequence[int], over_allotment: bool = False
) -> int:
    """A seat of the pool is kept for each, who may not be ready yet; the license has its number from now on.

    They are selected under the tasking and hold none. One who cannot have a seat, and none is reserved.
    """
    tasking = uow.get(Tasking, tasking_id)
    plan = _checked(reservation_plan(uow.session, uow.today, tasking_id, designee_ids, over_allotment), designee_ids)
    if plan.left_out or not plan.served:
        refused = [_refusal(line) for line in plan.left_out]
        raise RuleBroken(_nobody(refused, "reserve a license for", "be reserved a license"))
    for line in plan.served:
        _reserve(uow, tasking, plan, line)
    who = plan.served[0].person.name if len(plan.served) == 1 else f"{len(plan.served)} people"
    uow.describe(f"Reserve licenses for {who} under tasking {tasking.number}")
    return len(plan.served)


def _checked(plan: IssuePlan, designee_ids: Sequence[int] | None) -> IssuePlan:
    if designee_ids is not None and len(plan.lines) < len(set(designee_ids)):
        raise RuleBroken("Some of these people were not selected under this tasking. Nothing was done.")
    if plan.agreement is None:
        raise RuleBroken(NONE_IN_FORCE)
    return plan


def _refusal(line: PlanLine) -> str:
    return f"{line.person.name}: {line.why_not}"


def _nobody(refused: Sequence[str], whom: str, what: str) -> str:
    if not refused:
        return f"There is nobody to {whom}."
    more = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
    return f"Nobody can {what} now ({refused[0]}{more})."


def _reserve(uow: UnitOfWork, tasking: Tasking, plan: IssuePlan, line: PlanLine) -> License:
    assert plan.agreement is not None
    row = uow.add(
        License(
            number=new_number(uow),
            agreement_id=plan.agreement.id,
            product_id=tasking.product_id,
            designee_id=line.person.designee_id,
            tasking_id=tasking.id,
            state=LicenseState.RESERVED,
        )
    )
    over = over_words(line.seat, line.person.office)
    note_move(uow, row, f"seat reserved under tasking {tasking.number}{over}", line.person.basis)
    return row


def _issue(uow: UnitOfWork, tasking: Tasking, plan: IssuePlan, line: PlanLine) -> License:
    """The record of the reservation moves on; without one a new record is made."""
    assert plan.agreement is not None
    kept = line.person.reservation
    agreement = uow.get(Agreement, kept.agreement_id if kept else plan.agreement.id)
    today = uow.today
    until = last_day(today, unit_settings(uow.session).license_valid_days, agreement.ends_on)
    if kept:
        row = uow.get(License, kept.license_id)
        row.tasking_id, row.state, row.issued_on, row.valid_until = tasking.id, LicenseState.ISSUED, today, until
        uow.flush()
    else:
        row = uow.add(
            License(
                number=new_number(uow),
                agreement_id=agreement.id,
                product_id=agreement.product_id,
                designee_id=line.person.designee_id,
                tasking_id=tasking.id,
                state=LicenseState.ISSUED,
                issued_on=today,
                valid_until=until,
            )
        )
    letter = issue_letter(uow, LetterKind.LICENSE_ISSUANCE, row)
    over = over_words(line.seat, line.person.office)
    note_move(uow, row, f"all gates passed{over}", line.person.basis, letter)
    return row


def new_number(uow: UnitOfWork) -> str:
    """The next number of a license; a reservation has one already."""
    return next_number(uow, "license", unit_settings(uow.session).license_scheme)


def over_words(seat: Verdict, office: str) -> str:
    """What marks a license that went over the share of its office."""
    return f"; over the share of {office}, as asked for" if seat is Verdict.OVER_SHARE else ""
