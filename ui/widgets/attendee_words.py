"""Participants of a meeting in words: what is doubtful about them, and which tool reported them."""

from collections.abc import Iterable

from ui.wording import count

FLAGS = {
    "no_email": "no e-mail",
    "equal_name": "others have the same name",
    "same_person": "would be the same person as another",
    "dial_in": "by telephone",
    "guest": "guest",
    "no_leave": "no leaving time",
    "no_join": "no joining time",
    "approximate": "minutes estimated",
    "withheld": "name withheld",
}
PRODUCTS = {
    "adobe_connect": "Adobe Connect",
    "google_meet": "Google Meet",
    "gotomeeting": "GoTo Meeting",
    "gotowebinar": "GoTo Webinar",
    "teams": "Microsoft Teams",
    "webex": "Webex",
    "zoom": "Zoom",
}


def product_words(product: str) -> str:
    return PRODUCTS.get(product, "Unknown tool")


def attendee_name(name: str) -> str:
    return name or "Without a name"


def doubts(flags: Iterable[str]) -> list[str]:
    """The flags in words; those that a person need not know are left out."""
    return [FLAGS[flag] for flag in flags if flag in FLAGS]


def minutes_words(minutes: int | None) -> str:
    return count(minutes, "minute", "minutes") if minutes is not None else "minutes unknown"
