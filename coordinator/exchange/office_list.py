"""The list of offices that a new database starts with."""

import csv
import io
from dataclasses import dataclass

from coordinator import RESOURCES


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    code: str
    name: str
    city: str
    state: str
    time_zone: str
    area_of_responsibility: str
    note: str


def shipped_offices() -> tuple[OfficeEntry, ...]:
    """The SAC offices of `resources/sac-offices.csv`, in its order."""
    text = (RESOURCES / "sac-offices.csv").read_text(encoding="utf-8")
    return tuple(OfficeEntry(**row) for row in csv.DictReader(io.StringIO(text)))
