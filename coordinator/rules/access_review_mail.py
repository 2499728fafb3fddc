"""The texts of the mails of an access review: the request to an office, and the reminder."""

from collections.abc import Mapping

from coordinator.rules.mail_text import MailText

PLACEHOLDERS: Mapping[str, str] = {
    "review": "title of the review",
    "product": "what the licenses are for",
    "office": "name of the office",
    "office_code": "code of the office",
    "licenses": "how many licenses the office is asked about",
    "answered": "how many it answered for",
    "missing": "for how many its answer is missing",
    "due": "the day that the answers are due",
    "frozen": "the day that the list shows",
    "standing": "where the office stands, in a sentence",
    "point_of_contact": "point of contact of the unit",
    "unit": "name of the unit",
    "section": "section of the unit",
}

_SIGNED = "Thank you,\n\n{point_of_contact}\n{unit}\n{section}"

REQUEST = MailText(
    "{review}: licenses of {office}, answers due {due}",
    "To the point of contact of {office}:\n\n"
    "At least once a year the unit reviews who holds a license for {product}. On {frozen} your office held "
    "{licenses}.\n\n"
    "Please say for each whether the person still needs it. Open the attached workbook, choose Keep or Return in every "
    "row, save it as it is, and send it back in reply.\n\n"
    "Due: {due}\n\n"
    "A license without an answer by then is proposed for suspension.\n\n" + _SIGNED,
)
REMINDER = MailText(
    "Reminder: {review}, licenses of {office}",
    "To the point of contact of {office}:\n\n"
    "{standing}\n\n"
    "The workbook is attached once more, with the answers that we have. Please choose Keep or Return in every row that "
    "is still open, save it as it is, and send it back in reply. Late answers are taken too. A license without an "
    "answer is proposed for suspension.\n\n" + _SIGNED,
)
