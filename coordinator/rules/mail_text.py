"""Mail texts with placeholders: “{office}” stands for a fact. A fact is data: braces in it are not read again."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.errors import RuleBroken
from coordinator.rules.plain_text import one_line, plain_lines
from coordinator.rules.vocabulary import DraftKind

_PLACEHOLDER = re.compile(r"\{([^{}\s]{1,40})\}")
_BLANK_LINES = re.compile(r"\n{3,}")

# What a placeholder stands for, in the words of the help beside the text.
PLACEHOLDERS: Mapping[str, str] = {
    "tasking": "number of the tasking",
    "subject": "subject of the tasking",
    "product": "what the license is for",
    "office": "name of the office",
    "office_code": "code of the office",
    "quota": "how many people the office may name",
    "nominated": "how many it named",
    "missing": "how many it may still name",
    "over": "how many it named beyond the quota",
    "due": "due time on the point of contact’s clock",
    "due_local": "due time on the office’s clock",
    "standing": "where the office stands, in a sentence",
    "receipt": "what was received and when, in a sentence",
    "point_of_contact": "name of the point of contact",
    "point_of_contact_email": "address of the point of contact",
    "unit": "name of the unit",
    "section": "section of the unit",
}


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and text of a mail, with or without placeholders."""

    subject: str
    body: str


def merged(template: MailText, values: Mapping[str, str]) -> MailText:
    """The text with its placeholders filled in; where a fact is empty no gap of blank lines stays."""
    body = plain_lines(_filled(template.body, values))
    return MailText(one_line(_filled(template.subject, values)), _BLANK_LINES.sub("\n\n", body).strip())


def check_text(template: MailText, placeholders: Mapping[str, str] = PLACEHOLDERS) -> MailText:
    """The text as it is kept. Raises RuleBroken for an empty one and for a placeholder that does not exist."""
    if not one_line(template.subject):
        raise RuleBroken("The mail needs a subject.")
    if not template.body.strip():
        raise RuleBroken("The mail needs a text.")
    for name in unknown_placeholders(template, placeholders):
        likely = difflib.get_close_matches(name, placeholders, 1)
        hint = f"Did you mean {{{likely[0]}}}?" if likely else "Choose one from the list, or take the braces away."
        raise RuleBroken(f"{{{name}}} stands for nothing. {hint}")
    return MailText(one_line(template.subject), plain_lines(template.body).strip())


def unknown_placeholders(template: MailText, placeholders: Mapping[str, str] = PLACEHOLDERS) -> tuple[str, ...]:
    """The placeholders of a text that stand for nothing, in their order."""
    found = _PLACEHOLDER.findall(f"{template.subject} {template.body}")
    return tuple(name for name in dict.fromkeys(found) if name not in placeholders)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


_SIGNED = "Thank you,\n\n{point_of_contact}\n{point_of_contact_email}\n{unit}\n{section}"

SHIPPED: Mapping[DraftKind, MailText] = {
    DraftKind.SOLICITATION: MailText(
        "{tasking}: nominations of {office} due {due_local}",
        "To the point of contact of {office}:\n\n"
        "{subject}\n\n"
        "Please name the people of your office who are to be issued a license for {product}. Your quota is {quota}.\n\n"
        "Due: {due_local}\n\n"
        "Enter the names in the attached workbook, save it as it is, and send it back in reply. More names than the "
        "quota, and alternates, are welcome: they are kept and considered in order. Priority goes to those who used a "
        "trial license and to those who completed the LMS course.\n\n"
        "If your office names nobody, please say so in a short reply.\n\n" + _SIGNED,
    ),
    DraftKind.REMINDER: MailText(
        "Reminder: {tasking}, nominations of {office}",
        "To the point of contact of {office}:\n\n"
        "{standing}\n\n"
        "Tasking {tasking} ({subject}) asks your office to name {quota}. Due: {due_local}\n\n"
        "The workbook is attached once more. Late names are kept too, so please send what you have. If your office "
        "names nobody further, please say so in a short reply.\n\n" + _SIGNED,
    ),
    DraftKind.THANKS: MailText(
        "{tasking}: nominations of {office} received",
        "To the point of contact of {office}:\n\n"
        "{receipt}\n\n"
        "Nothing more is needed from your office now. The people named will hear from us about the selection and "
        "their training.\n\n" + _SIGNED,
    ),
}
