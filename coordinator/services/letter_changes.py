"""Letters after they were issued: revoked for a reason, or superseded by a new one. Nothing is redrawn or deleted."""

from dataclasses import replace

from coordinator.documents.facts import facts_from_plain
from coordinator.documents.letter_facts import LetterFacts
from coordinator.errors import RuleBroken
from coordinator.model import Letter, License, Tasking
from coordinator.rules.vocabulary import CertificateState
from coordinator.services.letters import keep_letter, letter_frame
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.duplicates import kept_id


def revoke_letter(uow: UnitOfWork, letter_id: int, reason: str) -> None:
    """The letter and its file stay on record, marked as revoked. A license it tells of is not changed by that."""
    letter = _valid(uow, letter_id)
    if not reason.strip():
        raise RuleBroken("A revocation needs a reason.")
    letter.state, letter.revoked_on = CertificateState.REVOKED, uow.today
    letter.revoke_reason = reason.strip()
    uow.describe(f"Revoke letter {letter.number}", undoable=False)


def supersede_letter(uow: UnitOfWork, letter_id: int) -> str:
    """Issue the letter anew: what it decided stays, person and unit are those of today; returns the new number.

    The new one names the one it takes the place of. Raises RuleBroken for a letter that is not valid any more, and for
    a name that cannot be printed.
    """
    old = _valid(uow, letter_id)
    facts, person_id = superseding_facts(uow, old), kept_id(uow.session, old.designee_id)
    tasking = uow.get(Tasking, old.tasking_id) if old.tasking_id else None
    old.state = CertificateState.SUPERSEDED
    uow.flush()
    new = keep_letter(uow, facts, person_id, tasking, uow.get(License, old.license_id) if old.license_id else None)
    new.supersedes_id = old.id
    uow.describe(f"Supersede letter {old.number} by {new.number}", undoable=False)
    return new.number


def superseding_facts(uow: UnitOfWork, old: Letter) -> LetterFacts:
    """What a letter that takes the place of this one will say; it has no number yet."""
    was = facts_from_plain(LetterFacts, old.facts)
    tasking = uow.get(Tasking, old.tasking_id) if old.tasking_id else None
    frame = letter_frame(uow, old.kind, kept_id(uow.session, old.designee_id), tasking, was.service)
    return replace(
        was,
        number="",
        dated=frame.dated,
        masthead=frame.masthead,
        for_name=frame.for_name,
        for_office=frame.for_office,
        through=frame.through,
        from_name=frame.from_name,
        from_title=frame.from_title,
        point_of_contact=frame.point_of_contact,
        record="",
        audit_head="",
        banner=f"Supersedes {old.number} of {was.dated:%Y-%m-%d}",
    )


def _valid(uow: UnitOfWork, letter_id: int) -> Letter:
    letter = uow.get(Letter, letter_id)
    if letter.state is not CertificateState.ISSUED:
        raise RuleBroken(f"Letter {letter.number} is {letter.state.value} already.")
    return letter
