"""The templates that the program ships: three certificates, and one letter of each kind."""

from collections.abc import Mapping

from coordinator.rules.shipped_letters import SHIPPED_LETTERS
from coordinator.rules.templates import (
    Border,
    CertificateTemplate,
    CertificateWording,
    Colors,
    Design,
    DocumentTemplate,
    LetterTemplate,
    Ornament,
)
from coordinator.rules.vocabulary import LetterKind, TemplateKind

CLASSIC = CertificateTemplate()
MODERN = CertificateTemplate(
    design=Design.MODERN,
    wording=CertificateWording(before_name="Awarded to", before_course="for completing the {training}"),
    border=Border.NONE,
    colors=Colors(ink="#1A2230", accent="#14505C", second="#8FB9BE"),
)
FORMAL = CertificateTemplate(
    design=Design.FORMAL,
    wording=CertificateWording(
        before_name="Be it known that",
        before_course="has satisfactorily completed the {training}",
        issued="Given on {issued}",
    ),
    border=Border.ENGRAVED,
    ornament=Ornament.STAR,
    colors=Colors(ink="#241C15", accent="#5B1F2B", second="#A8873A"),
)

_STANDARD = "Standard"
_CERTIFICATES: Mapping[str, DocumentTemplate] = {"Classic": CLASSIC, "Modern": MODERN, "Formal": FORMAL}


def shipped_templates(kind: TemplateKind) -> Mapping[str, DocumentTemplate]:
    """Return the shipped templates of a kind by name; the first is used until another is chosen."""
    return _CERTIFICATES if kind is TemplateKind.CERTIFICATE else {_STANDARD: SHIPPED_LETTERS[kind]}


def shipped_letter(kind: LetterKind) -> LetterTemplate:
    """Return the shipped template of a kind of letter."""
    return SHIPPED_LETTERS[TemplateKind(kind.value)]
