"""Numbers of certificates, licenses and letters, from an editable scheme such as `CEIU-FRS-{year}-{number}`."""

import re

from coordinator.errors import RuleBroken

PLACEHOLDERS = re.compile(r"\{(\w*)\}")
KNOWN = {"year", "number"}


def check_scheme(scheme: str) -> str:
    """The scheme, stripped. Raises RuleBroken when a number would not be unique or a placeholder is unknown."""
    scheme = scheme.strip()
    names = PLACEHOLDERS.findall(scheme)
    if set(names) != KNOWN or len(names) != len(KNOWN):
        raise RuleBroken("A number scheme needs {year} and {number}, each once, and no other placeholder.")
    return scheme


def format_number(scheme: str, year: int, number: int) -> str:
    """`CEIU-FRS-2021-0042`: the number has four digits, more when it needs them."""
    return scheme.replace("{year}", f"{year:04}").replace("{number}", f"{number:04}")
