"""Titles counted up: after "Training 4" comes "Training 5"."""

import re
from collections.abc import Collection

_COUNTED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


def counted_up(title: str) -> str:
    """The title with its last number one higher, as wide as it was; without a number it is the first of its kind."""
    found = _COUNTED.fullmatch(title)
    if found is None:
        return f"{title} 2".strip()
    before, number, after = found.groups()
    return f"{before}{str(int(number) + 1).zfill(len(number))}{after}"


def free_titles(title: str, taken: Collection[str], many: int) -> list[str]:
    """So many titles that are not taken: this one, where it is free, and on from it."""
    found: list[str] = []
    while len(found) < many:
        if title not in taken:
            found.append(title)
        title = counted_up(title)
    return found
