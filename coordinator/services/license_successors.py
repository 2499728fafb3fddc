"""A license goes on as a new record: transferred to another holder, or renewed. A closed one is never revived."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Designee, License, Nomination, Tasking
from coordinator.rules.allotted_seats import AllottedPool, Verdict, why_no_seat
from coordinator.rules.licensing import ACTIVE, HELD, is_past
from coordinator.rules.vocabulary import LetterKind, LicenseState, NominationState
from coordinator.services.certificates import BatchResult
from coordinator.services.letters import issue_letter, keep_license_letter, license_letter
from coordinator.services.license_moves import basis_of, change_state, note_move
from coordinator.services.licenses import new_number, over_words
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.gates import Standing, standings
from coordinator.views.issue_plans import why_not_printed
from coordinator.views.pools import NONE_IN_FORCE, pool_of
from coordinator.views.renewals import RenewalLine, RenewalPlan, agreement_to_renew_under, renewal_plan


def transfer_license(
    uow: UnitOfWork, license_id: int, to_designee_id: int, reason: str, over_allotment: bool = False
) -> str:
    """Return a license, with its letter, and issue its seat to another, until the same day; returns the new number.

    The new holder meets every gate and holds none of the product. Raises RuleBroken, before anything is done, also
    for a seat over the share of the new holder's office, unless `over_allotment`. It cannot be undone.
    """
    if not reason.strip():
        raise RuleBroken("A license is transferred for a reason. Write it down.")
    old, person = uow.get(License, license_id), uow.get(Designee, to_designee_id)
    of_both = standings(uow.session, uow.today, {old.designee_id, person.id}, product_id=old.product_id)
    pool = pool_of(uow.session, old.agreement).taken(old.designee.office_id, -1)
    seat = pool.verdict(person.office_id, over_share=over_allotment)
    refusal = _why_not_given(uow, old) or _why_not_taken(uow, old, person, of_both[person.id])
    refusal = refusal or _why_no_seat(pool, person, seat)
    if refusal:
        raise RuleBroken(refusal)
    facts = license_letter(uow, LetterKind.RETURN, old, reason.strip())
    number = new_number(uow)
    change_state(uow, old, LicenseState.RETURNED)
    going = f"{reason.strip()}; transferred as {number}"
    note_move(uow, old, going, basis_of(of_both[old.designee_id]), keep_license_letter(uow, facts, old))
    new = _open(uow, old, number, (person.id, _tasking_of(uow, person.id, old.product_id)), old.agreement_id)
    letter = issue_letter(uow, LetterKind.LICENSE_ISSUANCE, new)
    taking = f"transferred from {old.number}: {reason.strip()}{over_words(seat, person.office.code)}"
    note_move(uow, new, taking, basis_of(of_both[person.id]), letter)
    uow.describe(f"Transfer license {old.number} to {person.display_name}", undoable=False)
    return number


def _why_not_given(uow: UnitOfWork, old: License) -> str:
    if old.state not in HELD:
        return f"License {old.number} is {old.state.value}; only one that is held can be transferred."
    if is_past(old.valid_until, uow.today) or is_past(old.agreement.ends_on, uow.today):
        return f"License {old.number} is past its last day. Let it expire, and issue a new one."
    return ""


def _why_not_taken(uow: UnitOfWork, old: License, person: Designee, standing: Standing) -> str:
    name = person.display_name
    held = select(License).where(
        License.designee_id == person.id, License.product_id == old.product_id, License.state.in_(ACTIVE)
    )
    holds = uow.first(held)
    if holds is not None:
        return f"{name} has license {holds.number} of this product already, which is {holds.state.value}."
    if person.merged_into_id is not None:
        return f"{name} was merged into another record. Choose that one."
    if not standing.is_ready:
        return f"{name} cannot take the license over yet: {standing.next_action}."
    return why_not_printed(person)


def _why_no_seat(pool: AllottedPool, person: Designee, seat: Verdict) -> str:
    refusal = why_no_seat(pool, person.office_id, person.office.code, seat)
    return f"{person.display_name} cannot take the license over: {refusal}." if refusal else ""


def _tasking_of(uow: UnitOfWork, designee_id: int, product_id: int) -> int | None:
    """The tasking under which the person was selected for the product last."""
    query = (
        select(Nomination)
        .join(Tasking, Tasking.id == Nomination.tasking_id)
        .where(
            Nomination.designee_id == designee_id,
            Nomination.state == NominationState.SELECTED,
            Tasking.product_id == product_id,
        )
        .order_by(Nomination.decided_on.desc(), Nomination.id.desc())
    )
    found = uow.first(query)
    return found.tasking_id if found else None


def renew_licenses(
    uow: UnitOfWork,
    license_ids: Sequence[int],
    agreement_id: int | None = None,
    progress: Progress = silent,
    over_allotment: bool = False,
) -> BatchResult:
    """A new record, with a letter of renewal, for each that the plan carries over; the old one ends today.

    It does what `renewal_plan` says; without `agreement_id` under the agreement in force that renews the first one's,
    or else the latest to end. Who misses a gate, and who found no seat, is refused by name. What was made before a
    cancel stays made. It cannot be undone.
    """
    plan = renewal_plan(uow.session, uow.today, _agreement(uow, license_ids, agreement_id), license_ids, over_allotment)
    refused = [f"{line.name}: {line.why_not}" for line in plan.left_out]
    if plan.obstacle:
        raise RuleBroken(f"{plan.obstacle} Licenses are renewed under it on these days only.")
    if not plan.served:
        more = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
        raise RuleBroken(f"No license can be renewed now ({refused[0]}{more}).")
    made: list[str] = []
    stopped = False
    for line in plan.served:
        try:
            progress(len(made), len(plan.served), line.name)
        except Cancelled:
            stopped = True
            break
        made.append(_renew(uow, plan, line))
    what = "1 license" if len(made) == 1 else f"{len(made)} licenses"
    uow.describe(f"Renew {what} under {plan.agreement.contract_number}", undoable=False)
    return BatchResult(tuple(made), tuple(refused), stopped, len(plan.served))


def _agreement(uow: UnitOfWork, license_ids: Sequence[int], agreement_id: int | None) -> int:
    if not license_ids:
        raise RuleBroken("Choose the licenses first.")
    found = agreement_id or agreement_to_renew_under(uow.session, uow.today, uow.get(License, license_ids[0]).id)
    if found is None:
        raise RuleBroken(NONE_IN_FORCE)
    return found


def _renew(uow: UnitOfWork, plan: RenewalPlan, line: RenewalLine) -> str:
    """The old one is closed before the new one opens, so that at no moment a person holds two."""
    old = uow.get(License, line.license_id)
    number = new_number(uow)
    change_state(uow, old, LicenseState.EXPIRED)
    new = _open(uow, old, number, (old.designee_id, old.tasking_id), plan.agreement.id, plan.until)
    letter = issue_letter(uow, LetterKind.RENEWAL, new)
    note_move(uow, old, f"renewed as {number}", line.basis, letter)
    note_move(uow, new, f"renewal of {old.number}{over_words(line.seat, line.office)}", line.basis, letter)
    return number


def _open(
    uow: UnitOfWork,
    old: License,
    number: str,
    holder: tuple[int, int | None],
    agreement_id: int,
    until: date | None = None,
) -> License:
    """The record that follows a closed one, for the holder who was selected under that tasking."""
    designee_id, tasking_id = holder
    return uow.add(
        License(
            number=number,
            agreement_id=agreement_id,
            product_id=old.product_id,
            designee_id=designee_id,
            tasking_id=tasking_id,
            state=LicenseState.ISSUED,
            issued_on=uow.today,
            valid_until=until or old.valid_until,
            follows_id=old.id,
        )
    )
