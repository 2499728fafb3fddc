"""Issues letters: numbered, drawn, kept with their facts and SHA-256."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coordinator.documents.facts import facts_to_plain, printable
from coordinator.documents.letters import AttendedTraining, CitedDocument, LetterFacts, render_letter
from coordinator.model import Acknowledgment, Designee, DocumentVersion, Letter, License, Seat, Tasking
from coordinator.rules.vocabulary import LetterKind, Mark
from coordinator.services.numbers import next_number
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import UnitSettings, unit_settings

TEMPLATE = "letter 1"
SUBJECTS = {
    LetterKind.LICENSE_ISSUANCE: "Issuance of a License for {}",
    LetterKind.SUSPENSION: "Suspension of a License for {}",
    LetterKind.REINSTATEMENT: "Reinstatement of a License for {}",
    LetterKind.REVOCATION: "Revocation of a License for {}",
    LetterKind.RENEWAL: "Renewal of a License for {}",
    LetterKind.SELECTION: "Selection for a License for {}",
    LetterKind.NON_SELECTION: "License for {}: Result of the Selection",
}


def issue_letter(uow: UnitOfWork, kind: LetterKind, license_: License, reason: str = "") -> Letter:
    """The letter that goes with a move of a license."""
    settings = unit_settings(uow.session)
    facts = printable(_facts(uow, kind, license_, settings, reason))
    facts = replace(facts, number=next_number(uow, "letter", settings.letter_scheme))
    kept = uow.keep_file(f"{facts.number}.pdf", "application/pdf", render_letter(facts))
    return uow.add(
        Letter(
            number=facts.number,
            kind=kind,
            designee_id=license_.designee_id,
            license_id=license_.id,
            tasking_id=license_.tasking_id,
            issued_on=facts.dated,
            facts=facts_to_plain(facts),
            template=TEMPLATE,
            file_id=kept.id,
            sha256=kept.sha256,
        )
    )


def _facts(uow: UnitOfWork, kind: LetterKind, license_: License, settings: UnitSettings, reason: str) -> LetterFacts:
    person = uow.get(Designee, license_.designee_id)
    tasking = uow.get(Tasking, license_.tasking_id) if license_.tasking_id else None
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
        subject=SUBJECTS[kind].format(license_.product.name),
        service=license_.product.name,
        license_id=license_.number,
        valid_from=license_.issued_on,
        valid_until=license_.valid_until,
        documents=_documents(uow, person.id),
        training=_training(uow, person.id),
        point_of_contact=_point_of_contact(settings, tasking),
        reason=reason,
        effective_on=uow.today,
        reference=f"Tasking {tasking.number}" if tasking else "",
    )


def _documents(uow: UnitOfWork, designee_id: int) -> tuple[CitedDocument, ...]:
    query = (
        select(DocumentVersion)
        .join(Acknowledgment, Acknowledgment.version_id == DocumentVersion.id)
        .where(Acknowledgment.designee_id == designee_id)
        .order_by(DocumentVersion.document_id, DocumentVersion.effective_on)
    )
    latest: dict[int, DocumentVersion] = {version.document_id: version for version in uow.all(query)}
    return tuple(CitedDocument(v.document.title, _bare(v.label), v.effective_on) for v in latest.values())


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
