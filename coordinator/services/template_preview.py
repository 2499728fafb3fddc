"""A template as its documents will look, with invented facts: pure, so that it can be drawn at every key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.documents.letter_facts import AttendedTraining, CitedDocument, LetterFacts, SeatInTraining
from coordinator.documents.letters import render_letter
from coordinator.rules.template_placeholders import PLACEHOLDERS, examples_of
from coordinator.rules.templates import CertificateTemplate, DocumentTemplate
from coordinator.rules.vocabulary import LetterKind, TemplateKind
from coordinator.services.templates import check_to_save
from coordinator.views.settings import UnitSettings

# As long as a real record, so that the code is as dense; whoever scans it is told that it proves nothing.
_RECORD = ("EXAMPLE ONLY - NOTHING IS PROVEN BY THIS CODE. " * 7)[:298]
_LONG_NAME = "Maria-Fernanda Nguyễn Þórsdóttir de la Peña y O’Dowd-Wójcik"
_LONG_POSITION = "Senior Intelligence Research Specialist (CTR)"
_LONG_COURSE = (
    "Platform Overview, Governing Documents and Best Practices for Performing, Recording and Tracking Facial Image "
    "Searches"
)


_UNIT = UnitSettings(unit_point_of_contact="Sam Ortiz, sam.ortiz@example.gov", signatory_name="Maribel T. Vance")


@dataclass(frozen=True, slots=True)
class Example:
    """Whose document is previewed: the unit with its signatory, a short or a long name, a license or an alternate."""

    settings: UnitSettings = _UNIT
    is_long: bool = False
    is_alternate: bool = False


def preview_template(
    kind: TemplateKind, template: DocumentTemplate, images: Mapping[str, bytes], example: Example | None = None
) -> bytes:
    """Return the PDF of an example document. Raises RuleBroken for the first thing that is wrong with the template."""
    ready = check_to_save(kind, template, images)
    example = example or Example()
    if isinstance(ready, CertificateTemplate):
        return render_certificate(example_certificate(example), ready, images)
    return render_letter(example_letter(LetterKind(kind.value), example), ready, images)


def example_certificate(example: Example) -> CertificateFacts:
    """Invented facts of a certificate."""
    said, settings = examples_of(PLACEHOLDERS[TemplateKind.CERTIFICATE]), example.settings
    facts = CertificateFacts(
        number=said["number"],
        name=said["name"],
        position_and_office=said["position"],
        course_title=said["course"],
        course_number=said["course_number"],
        held_on=date(2021, 5, 12),
        duty_hours="1.5",
        delivery=said["delivery"],
        unit_line_1=settings.unit_name,
        unit_line_2=settings.unit_section,
        signatory_name=settings.signatory_name,
        signatory_title=settings.signatory_title,
        instructor=said["instructor"],
        issued_on=date(2021, 5, 14),
        audit_head="1204-9f2c81aa",
        record=_RECORD,
    )
    if not example.is_long:
        return facts
    return replace(
        facts,
        name=_LONG_NAME,
        position_and_office=f"{_LONG_POSITION}, SAC San Juan",
        course_title=_LONG_COURSE,
        instructor=f"{said['instructor']}, Hannelore Brandvold-Castellanos",
        supersedes="CEIU-FRS-2021-0007",
    )


def example_letter(kind: LetterKind, example: Example) -> LetterFacts:
    """Invented facts of a letter of this kind."""
    said, settings = examples_of(PLACEHOLDERS[TemplateKind(kind.value)]), example.settings
    facts = LetterFacts(
        kind=kind,
        number=said["number"],
        masthead=(settings.unit_name, settings.unit_section),
        dated=date(2021, 5, 28),
        for_name=_LONG_NAME if example.is_long else said["name"],
        for_office=said["office"],
        through=f"Special Agent in Charge, {said['office']}",
        from_name=settings.signatory_name,
        from_title=settings.signatory_title,
        subject="",
        service=said["service"],
        documents=(CitedDocument("Privacy Threshold Analysis", "1.0", date(2020, 10, 1)),),
        point_of_contact=(settings.unit_point_of_contact or settings.signatory_title,),
        reason=said["reason"],
        effective_on=date(2021, 6, 1),
        reference=said["solicitation"],
        audit_head="1204-9f2c81aa",
        record=_RECORD,
    )
    if kind in (LetterKind.SELECTION, LetterKind.NON_SELECTION):
        seats = (SeatInTraining(_course(), "June 9, 2021, 13:00 EDT"),)
        return replace(facts, seats=seats, alternate=said.get("alternate", "") if example.is_alternate else "")
    return replace(
        facts,
        license_id=said["license"],
        valid_from=date(2021, 5, 14),
        valid_until=date(2022, 5, 13),
        training=(AttendedTraining(_course(), date(2021, 5, 12)),),
        renews=said.get("renews", ""),
    )


def _course() -> str:
    """The title of the course in all examples."""
    return examples_of(PLACEHOLDERS[TemplateKind.CERTIFICATE])["course"]
