"""Numbers of certificates, licenses and letters, from an editable scheme such as `CEIU-FRS-{year}-{number}`."""

import re

from coordinator.errors import RuleBroken

PLACEHOLDERS = re.compile(r"\{(\w*)\}")
KNOWN = {"year", "number"}
LONGEST = 40  # letters of a scheme: a number stands on one line of a certificate and in its code
SIGNS = " -_.()"


def check_scheme(scheme: str) -> str:
    """The scheme, stripped.

    Raises RuleBroken when a number would not be unique, a placeholder is unknown, or a number could not be the name of
    a file on every system.
    """
    scheme = scheme.strip()
    names = PLACEHOLDERS.findall(scheme)
    if set(names) != KNOWN or len(names) != len(KNOWN):
        raise RuleBroken("A number scheme needs {year} and {number}, each once, and no other placeholder.")
    if len(scheme) > LONGEST:
        raise RuleBroken(f"A number scheme has {LONGEST} letters at the most; this one has {len(scheme)}.")
    bare = PLACEHOLDERS.sub("0", scheme)
    if strange := next((sign for sign in bare if not (sign.isascii() and sign.isalnum()) and sign not in SIGNS), ""):
        raise RuleBroken(f"“{strange}” cannot stand in a number: files are named by it. Use A to Z, 0 to 9, - _ . ( ).")
    if bare != bare.strip("."):
        raise RuleBroken("A number cannot begin or end with a period: files are named by it.")
    return scheme


def format_number(scheme: str, year: int, number: int) -> str:
    """`CEIU-FRS-2021-0042`: the number has four digits, more when it needs them."""
    return scheme.replace("{year}", f"{year:04}").replace("{number}", f"{number:04}")


def has_form(number: str, scheme: str) -> bool:
    """Whether the scheme could make this number; capitals make no difference, as in the names of files."""
    form = re.escape(scheme).replace(r"\{year\}", r"\d{4}").replace(r"\{number\}", r"\d{4,}")
    return re.fullmatch(form, number, re.IGNORECASE | re.ASCII) is not None
