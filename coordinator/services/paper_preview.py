"""Papers as they will look, before they are issued: drawn with what is on record, neither numbered nor kept.

These take a unit of work because issuing does, and change nothing in it. The code of a preview is no signed record: it
would be a paper that proves itself.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select

from coordinator.documents.facts import printable
from coordinator.documents.letter_facts import LetterFacts
from coordinator.errors import RuleBroken
from coordinator.model import Certificate, Letter, Seat
from coordinator.rules.vocabulary import CertificateState, Mark, SeatState, TemplateKind
from coordinator.services.certificates import certificate_facts
from coordinator.services.issuing import drawn_certificate, drawn_letter
from coordinator.services.letter_changes import superseding_facts
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.duplicates import kept_id, record_ids
from coordinator.views.settings import unit_settings
from coordinator.views.templates import template_in_use

NUMBER = "Number to be given"
# As long as a real record, so that the code is as dense; whoever scans it is told that it proves nothing.
RECORD = ("PREVIEW ONLY - NOTHING IS PROVEN BY THIS CODE. " * 7)[:298]


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """What it is a preview of, a seat or a paper, and the file."""

    of_id: int
    name: str
    data: bytes


def preview_certificate(uow: UnitOfWork, seat_id: int) -> PaperPreview:
    """The certificate of this seat as it will be. Raises RuleBroken for a name that cannot be printed."""
    return PaperPreview(seat_id, "Preview.pdf", _certificate(uow, uow.get(Seat, seat_id)))


def preview_superseding(uow: UnitOfWork, paper_id: int) -> PaperPreview:
    """What would take the place of a paper; letters have negative ids. Raises RuleBroken where nothing can."""
    if paper_id < 0:
        letter = uow.get(Letter, -paper_id)
        return PaperPreview(
            paper_id, f"Instead of {letter.number}.pdf", letter_preview(uow, superseding_facts(uow, letter))
        )
    old = uow.get(Certificate, paper_id)
    if old.state is not CertificateState.ISSUED:
        raise RuleBroken(f"Certificate {old.number} is {old.state.value} already.")
    return PaperPreview(paper_id, f"Instead of {old.number}.pdf", _certificate(uow, _seat_behind(uow, old), old.number))


def letter_preview(uow: UnitOfWork, facts: LetterFacts) -> bytes:
    """A letter with these facts before it has a number, with the template in use."""
    used = template_in_use(uow.session, TemplateKind(facts.kind.value))
    ready = replace(facts, number=NUMBER, subject="", record=RECORD, audit_head=str(uow.head))
    return drawn_letter(printable(ready), used)


def _certificate(uow: UnitOfWork, seat: Seat, supersedes: str = "") -> bytes:
    facts = printable(certificate_facts(uow, seat, unit_settings(uow.session)))
    used = template_in_use(uow.session, TemplateKind.CERTIFICATE)
    return drawn_certificate(replace(facts, number=NUMBER, supersedes=supersedes or None, record=RECORD), used)


def _seat_behind(uow: UnitOfWork, old: Certificate) -> Seat:
    """The attendance that a certificate rests on."""
    query = select(Seat).where(
        Seat.training_id == old.training_id,
        Seat.designee_id.in_(record_ids(uow.session, kept_id(uow.session, old.designee_id))),
        Seat.state != SeatState.RELEASED,
        Seat.mark == Mark.PRESENT,
    )
    seat = uow.first(query)
    if seat is None:
        raise RuleBroken("The attendance behind this certificate is no longer on record. Revoke it instead.")
    return seat
