"""The certificate of completion: one page on its long side, one file each, as its template says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from coordinator.documents.casting import caster
from coordinator.documents.certificate_cases import CASES
from coordinator.documents.certificate_classic import draw_classic
from coordinator.documents.certificate_formal import draw_formal
from coordinator.documents.certificate_modern import draw_modern
from coordinator.documents.certificate_page import CertificatePage
from coordinator.documents.drawing import About, Sheet, page_size
from coordinator.documents.facts import printable, said_hours, spelled
from coordinator.documents.template_look import palette
from coordinator.rules.shipped_templates import CLASSIC
from coordinator.rules.template_texts import filled
from coordinator.rules.templates import CertificateTemplate, Design, Fact

_NO_IMAGES: Mapping[str, bytes] = {}

_DESIGNS: Mapping[Design, Callable[[CertificatePage], None]] = {
    Design.CLASSIC: draw_classic,
    Design.MODERN: draw_modern,
    Design.FORMAL: draw_formal,
}


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says; frozen with it. Never an SSN or a date of birth (domain-facts, Documents).

    `record` is the signed text of its QR code; without one there is no code.
    """

    number: str
    name: str
    position_and_office: str
    course_title: str
    course_number: str
    held_on: date
    duty_hours: Decimal | str
    delivery: str
    unit_line_1: str
    unit_line_2: str
    signatory_name: str
    signatory_title: str
    instructor: str
    issued_on: date
    supersedes: str | None = None
    audit_head: str | None = None
    record: str = ""


def render_certificates(
    facts: Sequence[CertificateFacts], progress: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """Yield the PDF of each certificate in order; progress is told how many are made.

    Names that cannot be printed are refused (RuleBroken) before the first certificate is made.
    """
    ready = [printable(each) for each in facts]
    for made, each in enumerate(ready, start=1):
        yield render_certificate(each)
        if progress is not None:
            progress(made)


def render_certificate(
    facts: CertificateFacts, template: CertificateTemplate = CLASSIC, images: Mapping[str, bytes] = _NO_IMAGES
) -> bytes:
    """Return the PDF of one certificate; the same facts give the same bytes in any company.

    `images` are the bytes of the template's pictures by slot. Raises RuleBroken for what cannot be printed.
    """
    ready, template = printable(facts), _printable(template)
    about = About(
        title=f"{template.wording.title} – {ready.name}",
        author=ready.unit_line_1,
        subject=f"{ready.number}: {ready.course_title}",
        day=ready.issued_on,
    )
    said = f"Signature of {ready.signatory_name or ready.signatory_title}"

    def draw(sheet: Sheet) -> None:
        _DESIGNS[template.design](_page(sheet, ready, template, images))
        sheet.signature_slot("Signature", said)

    return caster(CASES[template.design]).cast(page_size(template.paper, wide=True), about, draw)


@lru_cache(maxsize=8)
def _printable(template: CertificateTemplate) -> CertificateTemplate:
    return printable(template)


def _page(
    sheet: Sheet, facts: CertificateFacts, template: CertificateTemplate, images: Mapping[str, bytes]
) -> CertificatePage:
    values = _values(facts)
    wording = template.wording
    texts = {field.name: filled(getattr(wording, field.name), values).strip() for field in fields(wording)}
    said = {field: _said(facts, field) for field in Fact}
    shown = (field for field in template.facts if field.is_shown and said[field.fact])
    masthead = (filled(line, values).strip() for line in template.masthead)
    return CertificatePage(
        sheet=sheet,
        masthead=tuple(line for line in masthead if line),
        wording=replace(wording, **texts),
        name=facts.name,
        course=facts.course_title,
        number=facts.number,
        signatory=tuple(line for line in (facts.signatory_name, facts.signatory_title) if line),
        fields=tuple((filled(field.label, values), said[field.fact]) for field in shown),
        notes=tuple(note for note in (texts["foot"], *_notes(facts)) if note),
        record=facts.record if template.has_code else "",
        border=template.border,
        ornament=template.ornament,
        palette=palette(template.colors),
        images=images,
    )


def _values(facts: CertificateFacts) -> dict[str, str]:
    """Return what stands for the placeholders (`template_placeholders`)."""
    return {
        "name": facts.name,
        "position": facts.position_and_office,
        "course": facts.course_title,
        "course_number": facts.course_number,
        "training": "virtual training" if facts.delivery.casefold().startswith("virtual") else "training",
        "date": spelled(facts.held_on),
        "duration": said_hours(facts.duty_hours),
        "delivery": facts.delivery,
        "instructor": facts.instructor,
        "issued": spelled(facts.issued_on),
        "number": facts.number,
        "unit": facts.unit_line_1,
        "section": facts.unit_line_2,
        "signatory": facts.signatory_name,
        "signatory_title": facts.signatory_title,
    }


def _said(facts: CertificateFacts, fact: Fact) -> str:
    """Return the fact in words."""
    return {
        Fact.DATE: spelled(facts.held_on),
        Fact.DURATION: said_hours(facts.duty_hours),
        Fact.DELIVERY: facts.delivery,
        Fact.COURSE: facts.course_number,
        Fact.INSTRUCTOR: facts.instructor,
        Fact.ISSUED: spelled(facts.issued_on),
    }[fact]


def _notes(facts: CertificateFacts) -> tuple[str, ...]:
    return (
        f"Supersedes {facts.supersedes}" if facts.supersedes else "",
        f"Record {facts.audit_head[:16]}" if facts.audit_head else "",
    )
