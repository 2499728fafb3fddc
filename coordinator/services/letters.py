"""Issues letters: numbered, drawn, kept with their facts and SHA-256."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from coordinator.documents.facts import facts_to_plain, printable
from coordinator.documents.letter_facts import AttendedTraining, CitedDocument, LetterFacts
from coordinator.documents.letter_wording import letter_subject
from coordinator.model import (
    Acknowledgment,
    Designee,
    DocumentVersion,
    GoverningDocument,
    Letter,
    License,
    Seat,
    Tasking,
)
from coordinator.rules.templates import LetterTemplate
from coordinator.rules.vocabulary import LetterKind, Mark, TemplateKind
from coordinator.services.issuing import drawn_letter, has_code, letter_record, numbered
from coordinator.services.signed_records import sign_record
from coordinator.services.templates import used_version
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import UnitSettings, unit_settings
from coordinator.views.templates import TemplateContent


def issue_letter(uow: UnitOfWork, kind: LetterKind, license_: License, reason: str = "") -> Letter:
    """The letter that goes with a move of a license."""
    return keep_license_letter(uow, license_letter(uow, kind, license_, reason), license_)


def license_letter(
    uow: UnitOfWork, kind: LetterKind, license_: License, reason: str = "", effective_on: date | None = None
) -> LetterFacts:
    """What the letter of a move will say, before the move is made. Raises RuleBroken for what cannot be printed."""
    facts = replace(
        letter_frame(uow, kind, license_.designee_id, _tasking(uow, license_), license_.product.name),
        license_id=license_.number,
        valid_from=license_.issued_on,
        valid_until=license_.valid_until,
        documents=_documents(uow, license_),
        training=_training(uow, license_.designee_id),
        reason=reason,
        effective_on=effective_on or uow.today,
        renews=_renewed(uow, license_) if kind is LetterKind.RENEWAL else "",
    )
    return printable(facts)


def _renewed(uow: UnitOfWork, license_: License) -> str:
    """The number of the license whose place this one takes."""
    return uow.get(License, license_.follows_id).number if license_.follows_id else ""


def keep_license_letter(uow: UnitOfWork, facts: LetterFacts, license_: License) -> Letter:
    return keep_letter(uow, facts, license_.designee_id, _tasking(uow, license_), license_)


def _tasking(uow: UnitOfWork, license_: License) -> Tasking | None:
    return uow.get(Tasking, license_.tasking_id) if license_.tasking_id else None


def letter_frame(
    uow: UnitOfWork, kind: LetterKind, designee_id: int, tasking: Tasking | None, service: str
) -> LetterFacts:
    """What every letter to this person has, dated today, without a number yet."""
    settings = unit_settings(uow.session)
    person = uow.get(Designee, designee_id)
    return LetterFacts(
        kind=kind,
        number="",
        masthead=(settings.unit_name, settings.unit_section),
        dated=uow.today,
        for_name=person.name.printed,
        for_office=person.office.name,
        through=person.supervisor_name or f"Special Agent in Charge, {person.office.name.removeprefix('SAC ')}",
        from_name=settings.signatory_name,
        from_title=settings.signatory_title,
        subject="",
        service=service,
        point_of_contact=_point_of_contact(settings, tasking),
        effective_on=uow.today,
        reference=tasking.number if tasking else "",
    )


def keep_letter(
    uow: UnitOfWork, facts: LetterFacts, designee_id: int, tasking: Tasking | None, license_: License | None = None
) -> Letter:
    """Number the letter, draw it with the template in use and keep it.

    Raises RuleBroken for what cannot be printed or signed; no number is lost by that.
    """
    used = used_version(uow, TemplateKind(facts.kind.value))
    assert isinstance(used.template, LetterTemplate)
    ready = printable(replace(facts, subject=letter_subject(facts, used.template), audit_head=str(uow.head)))
    with numbered(uow, "letter", unit_settings(uow.session).letter_scheme) as number:
        ready, key_id = _signed(uow, replace(ready, number=number), used)
        data = drawn_letter(ready, used)
    kept = uow.keep_file(f"{number}.pdf", "application/pdf", data)
    return uow.add(
        Letter(
            number=number,
            kind=ready.kind,
            designee_id=designee_id,
            license_id=license_.id if license_ else None,
            tasking_id=tasking.id if tasking else None,
            issued_on=ready.dated,
            facts=facts_to_plain(ready),
            template=used.title,
            template_version_id=used.version_id,
            record=ready.record,
            signing_key_id=key_id,
            file_id=kept.id,
            sha256=kept.sha256,
        )
    )


def _signed(uow: UnitOfWork, facts: LetterFacts, used: TemplateContent) -> tuple[LetterFacts, int | None]:
    if not has_code(used):
        return facts, None
    record, key_id = sign_record(uow, letter_record(facts))
    return replace(facts, record=record), key_id


def _documents(uow: UnitOfWork, license_: License) -> tuple[CitedDocument, ...]:
    """The newest version that the holder acknowledged of each document that is for every product, or for this one."""
    of_product = or_(GoverningDocument.product_id.is_(None), GoverningDocument.product_id == license_.product_id)
    query = (
        select(DocumentVersion)
        .join(GoverningDocument, GoverningDocument.id == DocumentVersion.document_id)
        .join(Acknowledgment, Acknowledgment.version_id == DocumentVersion.id)
        .where(Acknowledgment.designee_id == license_.designee_id, of_product)
        .order_by(DocumentVersion.document_id, DocumentVersion.effective_on)
    )
    latest: dict[int, DocumentVersion] = {version.document_id: version for version in uow.all(query)}
    return tuple(cited(version) for version in latest.values())


def cited(version: DocumentVersion) -> CitedDocument:
    return CitedDocument(version.document.title, _bare(version.label), version.effective_on)


def _bare(label: str) -> str:
    """The label without the word that the letter writes before it."""
    return label[8:] if label.casefold().startswith("version ") else label


def _training(uow: UnitOfWork, designee_id: int) -> tuple[AttendedTraining, ...]:
    seats = uow.all(select(Seat).where(Seat.designee_id == designee_id, Seat.mark == Mark.PRESENT).order_by(Seat.id))
    return tuple(
        AttendedTraining(
            seat.training.course.title, seat.training.starts_at.astimezone(ZoneInfo(seat.training.time_zone)).date()
        )
        for seat in seats
    )


def _point_of_contact(settings: UnitSettings, tasking: Tasking | None) -> tuple[str, ...]:
    own = settings.unit_point_of_contact
    lines = [own] if own else [tasking.point_of_contact, tasking.point_of_contact_email] if tasking else []
    return tuple(line for line in lines if line) or (settings.signatory_title,)
