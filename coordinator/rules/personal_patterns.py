"""What looks like an e-mail address, a telephone number or a link in free words, whoever it may belong to."""

import re

from coordinator.rules.contacts import normalize_phone

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2}")
_LINK = re.compile(r"\b(?:https?|ftp|sips?|file)://|\bwww\.|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])", re.IGNORECASE)
_LEAST_DIGITS = 7


def has_email(text: str) -> bool:
    return "@" in text and bool(_EMAIL.search(text))


def has_phone(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= _LEAST_DIGITS and normalize_phone(text) is not None


def has_link(text: str) -> bool:
    """The address of a page or of a computer."""
    return bool(_LINK.search(text))
