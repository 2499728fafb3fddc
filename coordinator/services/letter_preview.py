"""Letters as they will look, before a license is issued or a decision is told; neither numbered nor kept.

These take a unit of work because issuing does, and change nothing in it.
"""

from coordinator.errors import RuleBroken
from coordinator.model import Agreement, License, Product, Tasking
from coordinator.rules.licensing import last_day
from coordinator.rules.vocabulary import LetterKind
from coordinator.services.letters import license_letter
from coordinator.services.paper_preview import NUMBER, PaperPreview, letter_preview
from coordinator.services.selection_letters import selection_letter
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.issue_plans import issue_plan
from coordinator.views.settings import unit_settings


def preview_license_letter(uow: UnitOfWork, tasking_id: int, designee_id: int) -> PaperPreview:
    """The letter that comes with the license of someone who is ready. Raises RuleBroken for whom there is none."""
    plan = issue_plan(uow.session, uow.today, tasking_id, [designee_id])
    if plan.agreement is None or not plan.lines:
        raise RuleBroken("There is no license to issue, and so no letter.")
    kept, tasking = plan.lines[0].person.reservation, uow.get(Tasking, tasking_id)
    agreement = uow.get(Agreement, kept.agreement_id if kept else plan.agreement.id)
    # Of no session: what is looked at is never written.
    row = License(
        number=uow.get(License, kept.license_id).number if kept else NUMBER.lower(),
        product_id=agreement.product_id,
        product=uow.get(Product, agreement.product_id),
        designee_id=designee_id,
        tasking_id=tasking.id,
        issued_on=uow.today,
        valid_until=last_day(uow.today, unit_settings(uow.session).license_valid_days, agreement.ends_on),
    )
    facts = license_letter(uow, LetterKind.LICENSE_ISSUANCE, row)
    return PaperPreview(designee_id, "Letter.pdf", letter_preview(uow, facts))


def preview_selection_letter(uow: UnitOfWork, tasking_id: int, nomination_id: int) -> PaperPreview:
    """The letter that a decision calls for. Raises RuleBroken for whom none is due."""
    facts = selection_letter(uow, tasking_id, nomination_id)
    return PaperPreview(nomination_id, "Letter.pdf", letter_preview(uow, facts))
