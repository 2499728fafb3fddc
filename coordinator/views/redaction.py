"""The rules of redaction in force, and whom the program knows, so that free words that name them are found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from coordinator.model import (
    Certificate,
    Designee,
    FormerName,
    Letter,
    License,
    OfficeContact,
    RedactionRule,
    Selection,
    Tasking,
    TrainingSession,
    Waiver,
)
from coordinator.rules.known_people import KnownPhrases, Words, phrases_of, phrases_of_text, words_of
from coordinator.rules.names import PersonName
from coordinator.rules.redaction import (
    SHIPPED,
    PersonalField,
    Redaction,
    RedactionRules,
    file_title,
    rules_with,
)
from coordinator.views.people import NAME
from coordinator.views.settings import unit_settings

_Phrase = tuple[Words, PersonalField]
_Texts = InstrumentedAttribute[str] | ColumnElement[str]
_SEVERAL = re.compile(r"[;\n&]|\band\b")
# Whose names are typed as one text, and what they are to a file.
_TYPED: tuple[tuple[_Texts, PersonalField], ...] = (
    (FormerName.raw_name, PersonalField.NAME),
    (Designee.supervisor_name, PersonalField.SUPERVISOR),
    (TrainingSession.instructors, PersonalField.INSTRUCTOR),
    (Waiver.approver, PersonalField.SIGNATORY),
    (Selection.signed_by, PersonalField.SIGNATORY),
    (Tasking.point_of_contact, PersonalField.SIGNATORY),
    (OfficeContact.name, PersonalField.SIGNATORY),
)
# Numbers stand in many texts, and are looked for only where they are withheld.
_NUMBERS: tuple[tuple[_Texts, PersonalField], ...] = (
    (License.number, PersonalField.LICENSE),
    (Letter.number, PersonalField.LICENSE),
    (Certificate.number, PersonalField.CERTIFICATE),
)


@dataclass(frozen=True, slots=True)
class RedactionRuleRow:
    """One rule as it is in force; `is_changed`: not as it came with the program."""

    personal: PersonalField
    title: str
    why: str
    exemption: str
    is_on: bool
    is_changed: bool


def redaction_rules(session: Session) -> tuple[RedactionRuleRow, ...]:
    """Every field in the order of the program."""
    rules = rules_in_force(session).by_field
    return tuple(
        RedactionRuleRow(each, rule.title, rule.why, rule.exemption, rule.is_on, rule != SHIPPED[each])
        for each, rule in rules.items()
    )


def rules_in_force(session: Session) -> RedactionRules:
    rows = session.execute(select(RedactionRule.field, RedactionRule.exemption, RedactionRule.is_on))
    return rules_with({name: (exemption, is_on) for name, exemption, is_on in rows})


def redaction_for(session: Session, is_on: bool) -> Redaction:
    """What withholds the texts of one file, by the rules of now; off, it shows all of them and reads nothing."""
    if not is_on:
        return Redaction(RedactionRules(), False)
    rules = rules_in_force(session)
    return Redaction(rules, True, known_people(session, rules))


def redacted_title(session: Session, title: str) -> str:
    """The title as the name of a redacted file may have it."""
    return file_title(redaction_for(session, True).words(title))


def known_people(session: Session, rules: RedactionRules) -> KnownPhrases[PersonalField]:
    """Designees, those who left and merged records too, and everyone who signs, approves, teaches or supervises."""
    return KnownPhrases.of([*_designees(session), *_typed(session), *_numbers(session, rules)])


def _designees(session: Session) -> Iterator[_Phrase]:
    for row in session.execute(select(*(getattr(Designee, column) for column in NAME))):
        yield from _as(PersonalField.NAME, phrases_of(PersonName(*row)))


def _typed(session: Session) -> Iterator[_Phrase]:
    yield from _as(PersonalField.SIGNATORY, phrases_of_text(unit_settings(session).signatory_name))
    for column, personal in _TYPED:
        for text in session.scalars(select(column).where(column != "").distinct()):
            for name in _SEVERAL.split(text):
                yield from _as(personal, phrases_of_text(name))


def _numbers(session: Session, rules: RedactionRules) -> Iterator[_Phrase]:
    for column, personal in _NUMBERS:
        if rules.exemption(personal):
            yield from _as(personal, map(words_of, session.scalars(select(column))))


def _as(personal: PersonalField, phrases: Iterable[Words]) -> Iterator[_Phrase]:
    return ((words, personal) for words in phrases)
