"""Marks of the Freedom of Information Act in text from outside: they mean "withheld", never a name.

Scanned releases are read with errors: ``Kb)(6)``, ``l(b)(6); (b)(7)(C) I``, ``(b)(?)(C)`` are such marks too.
"""

import re

# What scanners make of "(" before the b, and of the digit.
_OPEN = r"[KkIl|1!({\[]"
_CLOSE = r"[)}\]]"
_MARK = re.compile(
    rf"(?<![A-Za-z0-9]){_OPEN}{{0,3}}\s?[bB]\s?{_CLOSE}\s?[(\[{{lI|]?\s?(?P<digit>[0-9?/TGS])\s?{_CLOSE}"
    rf"(?:\s?[(\[{{lI|]\s?(?P<letter>[A-Ga-g])\s?{_CLOSE})?"
)
_SHORT = re.compile(r"(?<![\w@.-])b(?P<digit>[67])(?P<letter>[CEF])?(?![\w@])")
# What a run leaves beside its marks: separators, misread frames, and the contractor's tag.
_DEBRIS = re.compile(r"[;,|\[\]{}\s]+|(?<!\w)[lI|1](?!\w)|[lI|(]*\(?CTR\)?", re.IGNORECASE)
_DIGITS = {"?": "7", "/": "7", "T": "7", "G": "6", "S": "6"}


def is_withheld(text: str) -> bool:
    """Whether any part of the text was withheld: then it states no name, address or number."""
    return bool(_MARK.search(text) or _is_short_run(text))


def withheld_marks(text: str) -> tuple[str, ...]:
    """The exemptions named, as they should read, in order and once each: ``("(b)(6)", "(b)(7)(C)")``."""
    pattern = _SHORT if _is_short_run(text) else _MARK
    return tuple(dict.fromkeys(_as_meant(found) for found in pattern.finditer(text)))


def without_marks(text: str) -> str:
    """What is left beside the marks: "Special Agent (b)(6)" → "Special Agent"; "" if nothing is."""
    rest = _MARK.sub(" ", text)
    if rest == text:
        return "" if _is_short_run(text) else text.strip()
    if not _DEBRIS.sub("", rest):
        return ""
    return " ".join(rest.split()).strip(" ;,|")


def _is_short_run(text: str) -> bool:
    """ "b6, b7C" counts only when nothing else is there: alone it might be a room."""
    return bool(_SHORT.search(text)) and not _DEBRIS.sub("", _SHORT.sub("", text))


def _as_meant(found: re.Match[str]) -> str:
    digit = _DIGITS.get(found["digit"], found["digit"])
    if not found["letter"]:
        return f"(b)({digit})"
    return f"(b)(7)({found['letter'].upper()})"  # only exemption 7 has letters
