"""What issuing has in common for all papers: a number without gaps, a signed record, and the template in use."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.documents.facts import said_hours
from coordinator.documents.letter_facts import LetterFacts
from coordinator.documents.letters import render_letter
from coordinator.errors import CoordinatorError
from coordinator.model import NumberSeries
from coordinator.rules.paper_record import PaperRecord
from coordinator.rules.templates import CODED, CertificateTemplate, LetterTemplate
from coordinator.rules.vocabulary import LetterKind, TemplateKind
from coordinator.services.numbers import next_number
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.templates import TemplateContent

_VALID = frozenset({LetterKind.LICENSE_ISSUANCE, LetterKind.RENEWAL, LetterKind.REINSTATEMENT})


@contextmanager
def numbered(uow: UnitOfWork, series: str, scheme: str) -> Iterator[str]:
    """Take the next number for what is issued in here. If that is refused, the number is free again: no gap."""
    number = next_number(uow, series, scheme)
    try:
        yield number
    except CoordinatorError:
        with uow.session.no_autoflush:
            query = select(NumberSeries).where(NumberSeries.series == series, NumberSeries.year == uow.today.year)
            counter = uow.session.scalars(query).one()
        counter.last_number -= 1
        raise


def certificate_record(facts: CertificateFacts) -> PaperRecord:
    """What the code of a certificate says."""
    return PaperRecord(
        kind=TemplateKind.CERTIFICATE,
        number=facts.number,
        name=facts.name,
        subject=facts.course_title,
        issued_on=facts.issued_on,
        held_on=facts.held_on,
        hours=said_hours(facts.duty_hours).partition(" ")[0],
        supersedes=facts.supersedes or "",
        audit_head=facts.audit_head or "",
    )


def letter_record(facts: LetterFacts) -> PaperRecord:
    """What the code of a letter says; until when a license is valid only where the letter makes it so."""
    return PaperRecord(
        kind=TemplateKind(facts.kind.value),
        number=facts.number,
        name=facts.for_name,
        subject=facts.service,
        issued_on=facts.dated,
        valid_until=facts.valid_until if facts.kind in _VALID else None,
        supersedes=facts.supersedes,
        audit_head=facts.audit_head,
    )


def has_code(used: TemplateContent) -> bool:
    """Whether what is made with this template carries a signed record."""
    return used.template.has_code and used.kind in CODED


def drawn_certificate(facts: CertificateFacts, used: TemplateContent) -> bytes:
    """The PDF of a certificate with this template. Raises RuleBroken for what cannot be printed."""
    assert isinstance(used.template, CertificateTemplate)
    return render_certificate(facts, used.template, used.images)


def drawn_letter(facts: LetterFacts, used: TemplateContent) -> bytes:
    """The PDF of a letter with this template. Raises RuleBroken for what cannot be printed."""
    assert isinstance(used.template, LetterTemplate)
    return render_letter(facts, used.template, used.images)
