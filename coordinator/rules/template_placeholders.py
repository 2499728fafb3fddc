"""What can stand in braces in a template, kind by kind; on what a clause can depend; and what it can list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coordinator.rules.vocabulary import TemplateKind


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{name}`: what it stands for, and an example. Some are phrases that begin with their own space or comma."""

    name: str
    says: str
    example: str


_UNIT = (
    Placeholder("unit", "name of the unit", "Cyber Crimes Center"),
    Placeholder("section", "section of the unit", "Child Exploitation Investigations Unit"),
    Placeholder("signatory", "name of the signatory", "Maribel T. Vance"),
    Placeholder("signatory_title", "title of the signatory", "Program Manager, Victim Identification Program"),
)
_CERTIFICATE = (
    Placeholder("name", "name of the person", "Dana R. Okafor"),
    Placeholder("position", "position and office of the person", "Special Agent, SAC Denver"),
    Placeholder("course", "title of the course", "Platform Overview and Best Practices"),
    Placeholder("course_number", "number of the course", "C3-VT-101"),
    Placeholder("training", "“virtual training” or “training”, by its delivery", "virtual training"),
    Placeholder("date", "day of the training", "May 12, 2021"),
    Placeholder("duration", "duty hours", "1.5 duty hours"),
    Placeholder("delivery", "way of delivery", "Virtual, instructor-led"),
    Placeholder("instructor", "instructors", "Theo Lindqvist"),
    Placeholder("issued", "day of issue", "May 14, 2021"),
    Placeholder("number", "number of the certificate", "CEIU-FRS-2021-0042"),
    *_UNIT,
)
_LETTER = (
    Placeholder("name", "name of the person", "Dana R. Okafor"),
    Placeholder("office", "office of the person", "SAC Denver"),
    Placeholder("service", "what the license is for", "Example Search Service"),
    Placeholder("contact", "point of contact", "Sam Ortiz, sam.ortiz@example.gov"),
    Placeholder("reason", "reason that was given", "The duties of the position no longer call for it."),
    Placeholder("effective", "day from which it holds", "June 1, 2021"),
    Placeholder("dated", "day of the letter", "May 28, 2021"),
    Placeholder("number", "number of the letter", "CEIU-LTR-2021-0042"),
    Placeholder("solicitation", "number of the tasking", "0447-21"),
    Placeholder("reference", "phrase: under which solicitation, if any", " under solicitation 0447-21"),
    *_UNIT,
)
_LICENSE = (
    *_LETTER,
    Placeholder("license", "number of the license", "CEIU-LIC-2021-0042"),
    Placeholder("license_id", "phrase: the license in parentheses, if any", " (license CEIU-LIC-2021-0042)"),
    Placeholder("valid_from", "first day of the license", "May 14, 2021"),
    Placeholder("valid_until", "last day of the license", "May 13, 2022"),
    Placeholder("validity", "phrase: from when until when", "valid from May 14, 2021 through May 13, 2022"),
    Placeholder("last_day", "phrase: what its last day was, if it has one", "; its last day was May 13, 2021"),
)
_RENEWAL = (
    *_LICENSE,
    Placeholder("renews", "number of the license before", "CEIU-LIC-2020-0017"),
    Placeholder(
        "succession",
        "phrase: which license takes the place of which",
        ": license CEIU-LIC-2021-0042 takes the place of license CEIU-LIC-2020-0017",
    ),
)
_NON_SELECTION = (*_LETTER, Placeholder("alternate", "place among the alternates", "2nd of 6"))

PLACEHOLDERS: Mapping[TemplateKind, tuple[Placeholder, ...]] = {
    TemplateKind.CERTIFICATE: _CERTIFICATE,
    TemplateKind.LICENSE_ISSUANCE: _LICENSE,
    TemplateKind.SUSPENSION: _LICENSE,
    TemplateKind.REINSTATEMENT: _LICENSE,
    TemplateKind.REVOCATION: _LICENSE,
    TemplateKind.RENEWAL: _RENEWAL,
    TemplateKind.RETURN: _LICENSE,
    TemplateKind.EXPIRATION: _LICENSE,
    TemplateKind.SELECTION: _LETTER,
    TemplateKind.NON_SELECTION: _NON_SELECTION,
}

# When a clause or an entry is there; the name is empty for always.
CONDITIONS: Mapping[str, str] = {
    "": "always",
    "contact": "when there is a point of contact",
    "reason": "when a reason was given",
    "solicitation": "when it is under a solicitation",
    "license": "when the license has a number",
    "valid_until": "when the license has a last day",
    "documents": "when documents are named",
    "training": "when trainings were attended",
    "seats": "when a seat in a training is kept",
    "untrained": "when no training was attended and no seat is kept",
    "done": "when nothing is left to do",
}

# What an entry lists below it; the name is empty for nothing.
LISTS: Mapping[str, str] = {
    "": "nothing",
    "documents": "governing documents, with version and date",
    "training": "trainings that were attended",
    "seats": "trainings to come with a seat",
}


def names_of(kind: TemplateKind) -> frozenset[str]:
    """Return the names that can stand in braces in a template of this kind."""
    return frozenset(each.name for each in PLACEHOLDERS[kind])


def examples_of(placeholders: Iterable[Placeholder]) -> dict[str, str]:
    """Return the example of each placeholder by its name."""
    return {each.name: each.example for each in placeholders}
