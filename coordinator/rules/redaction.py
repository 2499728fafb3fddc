"""What is withheld from a file that leaves the unit: the exemption stands where the text was, the text is gone.

5 U.S.C. 552 (b)(6) protects personal privacy, (b)(7)(C) the same in records of law enforcement, (b)(7)(E) how it works.
The shipped rules withhold what the unit's own released memorandum withholds: names, addresses and numbers of people
under the first two, mailboxes and links under the third. Offices, dates and counts stay. (Decision 20)
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coordinator.errors import RuleBroken
from coordinator.rules.known_people import KnownPhrases
from coordinator.rules.personal_patterns import has_email, has_link, has_phone

PERSON = "(b)(6); (b)(7)(C)"
SYSTEM = "(b)(7)(E)"
_ONE = r"\(b\)\s?\((?:[1-689]|7\)\s?\([A-F])\)"
_LIST = re.compile(rf"{_ONE}(?:\s*[;,]?\s*{_ONE})*", re.IGNORECASE)
_MARKS = re.compile(rf"(?:{_ONE}[;,]?\s*)+")


class PersonalField(StrEnum):
    """What a text in a file says of a person; the value is what a changed rule is stored under."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    SUPERVISOR = "supervisor"
    SIGNATORY = "signatory"
    INSTRUCTOR = "instructor"
    STATION = "station"
    NOTE = "note"
    SYSTEM = "system"
    LICENSE = "license"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class RedactionRule:
    """Whether a field is withheld, under which exemption, and why in a sentence."""

    title: str
    exemption: str
    why: str
    is_on: bool = True


_BY_REGISTER = "It names nobody without the register. Withhold it once the register was released."
SHIPPED: Mapping[PersonalField, RedactionRule] = {
    PersonalField.NAME: RedactionRule("Name", PERSON, "Who was nominated, trained or licensed is a private matter."),
    PersonalField.EMAIL: RedactionRule("E-mail address", PERSON, "An address reaches the person and spells the name."),
    PersonalField.PHONE: RedactionRule("Phone and mobile", PERSON, "A number reaches the person."),
    PersonalField.SUPERVISOR: RedactionRule("Supervisor", PERSON, "Supervisors are people too, and point to theirs."),
    PersonalField.SIGNATORY: RedactionRule(
        "Signatory, approver, contact", PERSON, "The memorandum withholds its point of contact and its senders."
    ),
    PersonalField.INSTRUCTOR: RedactionRule("Host and instructors", PERSON, "Those who teach work cases as well."),
    PersonalField.STATION: RedactionRule(
        "Duty station, address", PERSON, "It is where somebody works every day. The office itself is shown."
    ),
    PersonalField.NOTE: RedactionRule(
        "Notes and reasons", PERSON, "Free words may name anyone, so they are withheld as a whole."
    ),
    PersonalField.SYSTEM: RedactionRule(
        "Links, mailboxes, IP addresses", SYSTEM, "They show how the unit works, and a way in."
    ),
    PersonalField.LICENSE: RedactionRule("License and letter numbers", PERSON, _BY_REGISTER, False),
    PersonalField.CERTIFICATE: RedactionRule("Certificate number", PERSON, _BY_REGISTER, False),
}


@dataclass(frozen=True, slots=True)
class RedactionRules:
    """The rules in force, one for each field."""

    by_field: Mapping[PersonalField, RedactionRule] = field(default_factory=lambda: SHIPPED)

    def exemption(self, personal: PersonalField) -> str:
        """Under which exemption the field is withheld; "" when it is shown."""
        rule = self.by_field[personal]
        return rule.exemption if rule.is_on else ""


def rules_with(changed: Mapping[str, tuple[str, bool]]) -> RedactionRules:
    """The shipped rules with what differs laid over them: exemption and whether it is on, by field."""
    known = {each: changed[each.value] for each in PersonalField if each.value in changed}
    over = {each: replace(SHIPPED[each], exemption=text, is_on=is_on) for each, (text, is_on) in known.items()}
    return RedactionRules({**SHIPPED, **over})


def check_exemption(text: str) -> str:
    """The exemptions as they are printed: "(b)(6);(b)(7)(c)" is "(b)(6); (b)(7)(C)". Raises RuleBroken for others."""
    if not text.strip():
        raise RuleBroken("Name the exemption, such as (b)(6). What is not withheld is switched off instead.")
    if not _LIST.fullmatch(text.strip()):
        raise RuleBroken(
            f"“{text.strip()}” is no exemption of 5 U.S.C. 552. Write (b)(1) to (b)(9), and (b)(7) with a letter from "
            "A to F, such as (b)(6); (b)(7)(C)."
        )
    return "; ".join(_exemptions(text))


def _exemptions(text: str) -> tuple[str, ...]:
    """Each of a list, in order and once."""
    found = (re.sub(r"\s", "", each[0]) for each in re.finditer(_ONE, text, re.IGNORECASE))
    return tuple(dict.fromkeys(f"(b){each[3:].upper()}" for each in found))


def is_mark(text: str) -> bool:
    """Whether the text is nothing but exemptions, or a piece of them as a line of a narrow column has it."""
    return bool(_MARKS.fullmatch(text.strip()))


def file_title(shown: str) -> str:
    """A title as the name of a file has it, which is seen before the file is: one that was withheld is not in it."""
    return "Withheld" if is_mark(shown) else shown


@dataclass(slots=True)
class Redaction:
    """Withholds texts of one file while `is_on`, and counts them; an empty text hides nothing and stays empty."""

    rules: RedactionRules
    is_on: bool
    known: KnownPhrases[PersonalField] = field(default_factory=KnownPhrases)
    by_exemption: Counter[str] = field(default_factory=Counter, init=False)
    _looked_at: dict[str, str] = field(default_factory=dict, init=False)

    @property
    def count(self) -> int:
        return self.by_exemption.total()

    def withholds(self, personal: PersonalField) -> bool:
        return self.is_on and bool(self.rules.exemption(personal))

    def of(self, personal: PersonalField, text: str, times: int = 1) -> str:
        """A text that is this of a person: withheld as a whole, or shown where its rule is off.

        Notes that are shown are still looked through, as `words` does. `times`: how often the file says it.
        """
        if not self.is_on or not text.strip():
            return text
        if exemption := self.rules.exemption(personal):
            return self._withhold(exemption, times)
        return self.words(text, times) if personal is PersonalField.NOTE else text

    def words(self, text: str, times: int = 1) -> str:
        """A text that is of nobody, such as a title: withheld as a whole where it names somebody who is withheld."""
        if not self.is_on or not text.strip():
            return text
        if text not in self._looked_at:
            self._looked_at[text] = next(filter(None, map(self.rules.exemption, self._named(text))), "")
        exemption = self._looked_at[text]
        return self._withhold(exemption, times) if exemption else text

    def _named(self, text: str) -> list[PersonalField]:
        """What the text says of people whom the program knows, and what looks like an address, a number or a link."""
        shapes = {
            PersonalField.EMAIL: has_email, PersonalField.PHONE: has_phone, PersonalField.SYSTEM: has_link
        }  # fmt: skip
        return [*self.known.found_in(text), *(each for each, has in shapes.items() if has(text))]

    def _withhold(self, exemption: str, times: int) -> str:
        self.by_exemption[exemption] += times
        return exemption

    @property
    def sentence(self) -> str:
        """For the foot of the file, how many texts were withheld under what; "" when nothing was asked to be."""
        if not self.is_on:
            return ""
        if not self.count:
            return "Redacted: nothing in it had to be withheld."
        entries = "1 entry" if self.count == 1 else f"{self.count:,} entries"
        return f"Redacted: {entries} withheld under 5 U.S.C. 552 {self._under}."

    @property
    def _under(self) -> str:
        """ "(b)(6), (b)(7)(C): 20; (b)(7)(E): 4"; one exemption goes without its number."""
        said = [(text.replace(";", ","), number) for text, number in sorted(self.by_exemption.items())]
        if len(said) == 1:
            return said[0][0]
        return "; ".join(f"{text}: {number:,}" for text, number in said)
