"""The texts of the mails that ask a person to acknowledge a governing document: the request, and the reminder."""

from collections.abc import Mapping

from coordinator.rules.mail_text import MailText

PLACEHOLDERS: Mapping[str, str] = {
    "name": "name of the person",
    "document": "title of the document",
    "version": "the version that is in force",
    "effective": "the day from which it is in force",
    "sha256": "SHA-256 of the kept file, in a line",
    "due": "the day that the acknowledgment is due",
    "standing": "where the person stands, in a sentence",
    "license": "the license that rests on it, in a sentence",
    "office": "name of the office",
    "point_of_contact": "point of contact of the unit",
    "unit": "name of the unit",
    "section": "section of the unit",
}

_SIGNED = "Thank you,\n\n{point_of_contact}\n{unit}\n{section}"
_SIGN = (
    "Please read it, sign the attached form, and send the form back in reply, or reply that you accept the document "
    "in this version."
)

REQUEST = MailText(
    "Please acknowledge {document}, {version}, by {due}",
    "{name}:\n\n"
    "Whoever holds a license, or is selected for one, accepts the documents that govern its use. {document}, "
    "{version}, is in force from {effective}.\n\n"
    "{standing} {license}\n\n" + _SIGN + "\n\nDue: {due}\n\n{sha256}\n\n" + _SIGNED,
)
REMINDER = MailText(
    "Reminder: {document}, {version}, acknowledgment due {due}",
    "{name}:\n\n"
    "We asked you to acknowledge {document}, {version}, and have not received your answer. {standing} {license}\n\n"
    "The form is attached once more. " + _SIGN + "\n\nDue: {due}\n\n{sha256}\n\n" + _SIGNED,
)
