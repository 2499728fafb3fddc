"""Mail texts to people about their seat in a training, with placeholders of their own."""

from collections.abc import Mapping

from coordinator.rules.mail_text import MailText
from coordinator.rules.vocabulary import DraftKind

# What a placeholder stands for, in the words of the help beside the text.
SEAT_PLACEHOLDERS: Mapping[str, str] = {
    "name": "name of the person, first name first",
    "office": "name of the person’s office",
    "training": "title of the training",
    "course": "title of the course",
    "when": "start on the person’s clock, and on the host’s",
    "when_host": "start on the host’s clock",
    "length": "how long it takes",
    "joining": "link and dial-in, on a line each",
    "join_link": "link to join",
    "dial_in": "telephone number to join",
    "host": "who hosts the training",
    "instructors": "who instructs",
    "changes": "what changed since the last calendar entry, in sentences",
    "why_cancelled": "why the entry is cancelled, in a sentence",
    "reply_by": "until when an offered seat is kept: “by Friday, …”, else “as soon as you can”",
    "place": "place on the wait list",
    "point_of_contact": "name of the point of contact",
    "point_of_contact_email": "address of the point of contact",
    "unit": "name of the unit",
    "section": "section of the unit",
}

_SIGNED = "Thank you,\n\n{point_of_contact}\n{point_of_contact_email}\n{unit}\n{section}"
_SESSION = "{training}: {course}\nStart: {when}\nLength: {length}\n{joining}\n\n"
_QUESTIONS = "Questions should be directed to {point_of_contact} at {point_of_contact_email}.\n\n"

SEAT_TEXTS: Mapping[DraftKind, MailText] = {
    DraftKind.INVITATION: MailText(
        "Invitation: {training}, {when}",
        "{name}:\n\n"
        "You have a seat in the following virtual training session, hosted by {host}:\n\n" + _SESSION + "Each designee "
        "is required to attend before a license can be issued. Please accept or decline with the calendar entry in "
        "this mail. If you cannot attend, please say so as soon as you can: another session can then be found for you, "
        "and your seat can go to the next person.\n\n" + _SIGNED,
    ),
    DraftKind.UPDATE: MailText(
        "Changed: {training}, {when}",
        "{name}:\n\n"
        "The virtual training session in which you have a seat has changed.\n\n"
        "{changes}\n\n" + _SESSION + "The calendar entry in this mail replaces the one that was sent before. Please "
        "accept or decline it anew. If the change keeps you from attending, please say so as soon as you can.\n\n"
        + _SIGNED,
    ),
    DraftKind.CANCELLATION: MailText(
        "Cancelled: {training}, {when}",
        "{name}:\n\n"
        "{why_cancelled}\n\n"
        "{training}: {course}\nIt was set for {when}.\n\n"
        "The calendar entry in this mail takes the session off your calendar. Attendance is still required before a "
        "license can be issued; you will hear from us about another session.\n\n" + _QUESTIONS + _SIGNED,
    ),
    DraftKind.REMINDER: MailText(
        "Reminder: {training}, {when}",
        "{name}:\n\n"
        "This is a reminder of the virtual training session in which you have a seat:\n\n" + _SESSION + "Please join a "
        "few minutes early, under your own name, so that your attendance can be recorded. If you cannot attend, please "
        "say so in a short reply.\n\n" + _SIGNED,
    ),
    DraftKind.OFFER: MailText(
        "A seat is free: {training}, {when}",
        "{name}:\n\n"
        "A seat has become free in the following virtual training session, and it is your turn:\n\n"
        + _SESSION
        + "Please say {reply_by} whether you take it. Without an answer the seat is offered to the next person; you "
        "stay designated.\n\n" + _SIGNED,
    ),
    DraftKind.WAIT_LIST: MailText(
        "You are on the wait list: {training}",
        "{name}:\n\n"
        "The following virtual training session is full. You are on its wait list, at place {place}:\n\n"
        "{training}: {course}\nStart: {when}\n\n"
        "Nothing is needed from you now. Please keep the time free if you can: when a seat becomes free and it is your "
        "turn, you will hear from us.\n\n" + _QUESTIONS + _SIGNED,
    ),
    DraftKind.DETAILS: MailText(
        "How to join: {training}, {when}",
        "{name}:\n\n"
        "These are the details of the virtual training session in which you have a seat:\n\n"
        + _SESSION
        + "Instructors: {instructors}\n\n"
        "Please join a few minutes early, under your own name, so that your attendance can be recorded. The link is "
        "for you alone; please do not pass it on.\n\n" + _QUESTIONS + _SIGNED,
    ),
}
