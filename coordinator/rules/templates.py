"""Templates of certificates and letters: what a document says and how it looks, as data.

Nothing in a template is markup or code. `{name}` stands for a fact (which ones there are: `template_placeholders`), a
brace that is meant as one is doubled. A template is checked by `template_checks.check_template`, written and read as
JSON by `template_bodies`, filled by `template_texts.filled`; what the program ships is in `shipped_templates`.
"""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.rules.vocabulary import TemplateKind

LONGEST_LINE = 200  # letters of a text that stands on one line
LONGEST_TEXT = 4000  # letters of a paragraph
MOST_LINES = 4  # of a masthead
MOST_CLAUSES = 20
MOST_ITEMS = 12  # of one clause


class Design(StrEnum):
    """How a certificate is laid out."""

    CLASSIC = "classic"
    MODERN = "modern"
    FORMAL = "formal"


class Paper(StrEnum):
    """US Letter or ISO 216 A4."""

    LETTER = "letter"
    A4 = "a4"


class Border(StrEnum):
    """The frame of a certificate."""

    NONE = "none"
    SINGLE = "single"
    DOUBLE = "double"
    ENGRAVED = "engraved"


class Ornament(StrEnum):
    """What stands where a seal would; a picture in the slot "seal" takes its place."""

    NONE = "none"
    ROSETTE = "rosette"
    STAR = "star"


class Slot(StrEnum):
    """Where a picture that the unit supplies may stand. The letterhead stands above the masthead's lines."""

    LETTERHEAD = "letterhead"
    SEAL = "seal"
    SIGNATURE = "signature"


class Fact(StrEnum):
    """A fact of a completion that a certificate may show with its own label."""

    DATE = "date"
    DURATION = "duration"
    DELIVERY = "delivery"
    COURSE = "course"
    INSTRUCTOR = "instructor"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Colors:
    """Colors as "#RRGGBB": of the text, of masthead and title, and of lines and ornaments, in which nothing is written.

    On white paper text needs a contrast of 4.5 (WCAG 2.0, 1.4.3), so ink and accent have it.
    """

    ink: str = "#1B2433"
    accent: str = "#1F3A6E"
    second: str = "#A8873A"


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact in its place among the others, under the label that the unit gives it."""

    fact: Fact
    label: str
    is_shown: bool = True


FACTS = (
    FactField(Fact.DATE, "Date"),
    FactField(Fact.DURATION, "Duration"),
    FactField(Fact.DELIVERY, "Delivery"),
    FactField(Fact.COURSE, "Course"),
    FactField(Fact.INSTRUCTOR, "Instructor"),
    FactField(Fact.ISSUED, "Issued", is_shown=False),
)


@dataclass(frozen=True, slots=True)
class CertificateWording:
    """The texts of a certificate, each one line, in the order in which they are read. An empty one is left out.

    `verify` stands at the QR code, `verify_without_code` in its place where there is none.
    """

    title: str = "Certificate of Completion"
    before_name: str = "This certifies that"
    below_name: str = "{position}"
    before_course: str = "has completed the {training}"
    below_course: str = ""
    issued: str = "Issued {issued}"
    number: str = "Certificate No."
    verify: str = "Verify: scan this code"
    verify_without_code: str = "Verify with the issuing unit"
    foot: str = ""


@dataclass(frozen=True, slots=True)
class CertificateTemplate:
    """A certificate: one page on its long side. `facts` are shown in their order; one that is empty leaves no hole."""

    design: Design = Design.CLASSIC
    masthead: tuple[str, ...] = ("{unit}", "{section}")
    wording: CertificateWording = CertificateWording()
    facts: tuple[FactField, ...] = FACTS
    border: Border = Border.DOUBLE
    ornament: Ornament = Ornament.ROSETTE
    colors: Colors = Colors()
    paper: Paper = Paper.LETTER
    has_code: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One lettered entry of a clause.

    `lists` names what is listed below it (of `template_placeholders.LISTS`), and leaves it out when there is nothing;
    `needs` names the fact without which it is left out (of `template_placeholders.CONDITIONS`).
    """

    heading: str
    text: str
    lists: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered paragraph; `needs` names the fact without which it is left out."""

    heading: str
    text: str
    items: tuple[Item, ...] = ()
    needs: str = ""


@dataclass(frozen=True, slots=True)
class LetterWording:
    """What a letter says: its subject, the paragraph it opens with, and what the addressee signs (or nothing)."""

    subject: str
    opening: str
    clauses: tuple[Clause, ...]
    acknowledgment: str = ""


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter in the form of a memorandum. `alternate` is what a letter of non-selection says to an alternate.

    The code is drawn on letters about a license alone (see `CODED`), with `verify` below it.
    """

    wording: LetterWording
    alternate: LetterWording | None = None
    masthead: tuple[str, ...] = ("{unit}", "{section}")
    verify: str = "Verify: scan this code"
    colors: Colors = Colors()
    paper: Paper = Paper.LETTER
    has_code: bool = True


DocumentTemplate = CertificateTemplate | LetterTemplate

# A certificate and a letter about a license prove something to others; a letter of selection does not.
CODED = frozenset(TemplateKind) - {TemplateKind.SELECTION, TemplateKind.NON_SELECTION}


def slots_of(kind: TemplateKind) -> tuple[Slot, ...]:
    """Return where a document of this kind may have a picture."""
    if kind is TemplateKind.CERTIFICATE:
        return Slot.LETTERHEAD, Slot.SEAL, Slot.SIGNATURE
    return Slot.LETTERHEAD, Slot.SIGNATURE
