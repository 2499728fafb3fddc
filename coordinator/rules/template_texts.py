"""Texts with placeholders: `{name}` stands for a fact, a doubled brace for a brace. Facts are data, not read again."""

import re
from collections.abc import Mapping

# In this order: a doubled brace, a placeholder, and any brace that is neither.
_PARTS = re.compile(r"(\{\{|\}\})|\{([a-z][a-z0-9_]*)\}|([{}])")
_LEFT_OPEN = re.compile(r"\{[^{}]{0,40}\}?")


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders, in their order, each once."""
    return tuple(dict.fromkeys(found[2] for found in _PARTS.finditer(text) if found[2]))


def stray_brace(text: str) -> str:
    """Return the piece of text around the first brace that is neither doubled nor of a placeholder; empty when none."""
    for found in _PARTS.finditer(text):
        if found[3]:
            open_one = _LEFT_OPEN.match(text, found.start())
            return open_one[0] if open_one else found[3]
    return ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its facts. Raises KeyError for a placeholder that stands for nothing: check texts first."""

    def said(found: re.Match[str]) -> str:
        if found[1]:
            return found[1][0]
        return values[found[2]] if found[2] else found[3]

    return _PARTS.sub(said, text)


def literal(text: str) -> str:
    """Return the text such that it stands for itself in a template."""
    return text.replace("{", "{{").replace("}", "}}")
