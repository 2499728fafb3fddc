"""What a person decides about the rows of a nomination file before it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coordinator.exchange.nominations import RowKey

FieldKey = tuple[str, int, str]  # sheet, row, field of a FieldChange


class RowChoice(StrEnum):
    """For a doubtful row, beside the id of the person who is meant."""

    NEW_PERSON = "new_person"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Decisions:
    """`people`: who a row means. `take`: a changed field is taken (True) or kept as it is on record (False).

    `offices`: what the texts of an office column mean. Whatever is not decided is as the plan proposes.
    """

    people: Mapping[RowKey, int | RowChoice] = field(default_factory=dict)
    take: Mapping[FieldKey, bool] = field(default_factory=dict)
    offices: Mapping[str, int] = field(default_factory=dict)
