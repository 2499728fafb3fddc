"""The texts of the mails that a certificate or a letter goes out with."""

from collections.abc import Mapping

from coordinator.rules.mail_text import MailText
from coordinator.rules.vocabulary import DraftKind

PLACEHOLDERS: Mapping[str, str] = {
    "name": "name of the person",
    "number": "number of the certificate or letter",
    "kind": "what it is: certificate, or which letter",
    "about": "the training, the license or the tasking",
    "issued": "the day it was issued",
    "supersedes": "the number that it takes the place of, in a sentence",
    "office": "name of the office",
    "point_of_contact": "point of contact of the unit",
    "unit": "name of the unit",
    "section": "section of the unit",
}

_SIGNED = "\n\n{supersedes}\n\n{point_of_contact}\n{unit}\n{section}"

SHIPPED: Mapping[DraftKind, MailText] = {
    DraftKind.CERTIFICATE: MailText(
        "Certificate {number}: {about}",
        "{name}:\n\n"
        "Attached is your certificate {number} for {about}, issued {issued}. Please keep it with your records: it is "
        "the proof of your training." + _SIGNED,
    ),
    DraftKind.LETTER: MailText(
        "{kind}: {number}",
        "{name}:\n\n"
        "Attached is letter {number} of {issued} ({kind}, {about}). Please read it, and reply to this mail with any "
        "question." + _SIGNED,
    ),
}
