"""What can be odd about a row of a nomination list, and what would mend it."""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.exchange.nomination_headers import NominationField


class ProblemKind(StrEnum):
    WITHHELD = "withheld"
    VACANT = "vacant"
    TOTAL = "total"
    EXAMPLE = "example"
    NOTE = "note"
    NO_NAME = "no_name"
    BAD_EMAIL = "bad_email"
    BAD_PHONE = "bad_phone"
    OTHER_PHONE = "other_phone"
    BAD_DATE = "bad_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    BAD_ANSWER = "bad_answer"
    BAD_ZONE = "bad_zone"
    BAD_PRIORITY = "bad_priority"
    DUPLICATE = "duplicate"
    SHARED_EMAIL = "shared_email"
    UNREADABLE = "unreadable"
    LEFT_OUT = "left_out"
    UNKNOWN_OFFICE = "unknown_office"
    EMAIL_TAKEN = "email_taken"
    DOUBTFUL = "doubtful"


class Repair(StrEnum):
    """What would mend a problem. Problems are shown by it, so that many rows are mended with one thought."""

    GIVE_NAME = "give_name"
    GIVE_EMAIL = "give_email"
    GIVE_PHONE = "give_phone"
    GIVE_DATE = "give_date"
    GIVE_ANSWER = "give_answer"
    GIVE_ZONE = "give_zone"
    GIVE_PRIORITY = "give_priority"
    CHOOSE_DATE_ORDER = "choose_date_order"
    CHOOSE_OFFICE = "choose_office"
    CHOOSE_PERSON = "choose_person"
    SAME_AS_ROW = "same_as_row"
    ASK_OFFICE = "ask_office"
    NOTHING = "nothing"


_REPAIRS = {
    ProblemKind.WITHHELD: Repair.ASK_OFFICE,
    ProblemKind.NO_NAME: Repair.GIVE_NAME,
    ProblemKind.UNREADABLE: Repair.GIVE_NAME,
    ProblemKind.BAD_EMAIL: Repair.GIVE_EMAIL,
    ProblemKind.SHARED_EMAIL: Repair.GIVE_EMAIL,
    ProblemKind.EMAIL_TAKEN: Repair.GIVE_EMAIL,
    ProblemKind.BAD_PHONE: Repair.GIVE_PHONE,
    ProblemKind.BAD_DATE: Repair.GIVE_DATE,
    ProblemKind.AMBIGUOUS_DATE: Repair.CHOOSE_DATE_ORDER,
    ProblemKind.BAD_ANSWER: Repair.GIVE_ANSWER,
    ProblemKind.BAD_ZONE: Repair.GIVE_ZONE,
    ProblemKind.BAD_PRIORITY: Repair.GIVE_PRIORITY,
    ProblemKind.UNKNOWN_OFFICE: Repair.CHOOSE_OFFICE,
    ProblemKind.DOUBTFUL: Repair.CHOOSE_PERSON,
    ProblemKind.DUPLICATE: Repair.SAME_AS_ROW,
}
_BY_WORD = {kind.value: repair for kind, repair in _REPAIRS.items()}
REPAIR_SENTENCES = {
    Repair.GIVE_NAME: "Give the name.",
    Repair.GIVE_EMAIL: "Give the e-mail address.",
    Repair.GIVE_PHONE: "Give the telephone number.",
    Repair.GIVE_DATE: "Give the date, or yes or no.",
    Repair.GIVE_ANSWER: "Answer yes or no.",
    Repair.GIVE_ZONE: "Give the time zone.",
    Repair.GIVE_PRIORITY: "Give the priority as a number: 1, 2, 3.",
    Repair.CHOOSE_DATE_ORDER: "Say whether the day or the month comes first, or write dates as 2026-05-03.",
    Repair.CHOOSE_OFFICE: "Choose the office.",
    Repair.CHOOSE_PERSON: "Say who is meant.",
    Repair.SAME_AS_ROW: "Is the same person as an earlier row, or say that it is not.",
    Repair.ASK_OFFICE: "Withheld: ask the office.",
    Repair.NOTHING: "Nothing to do.",
}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is odd about a row, in a sentence, with the row as it was.

    `blocking` means that a person may be meant whom no entry stands for: someone has to look. `field` and `column`
    (0-based) say which cell it is about, `other_row` which row of the same file is the same person.
    """

    sheet: str
    row: int
    kind: ProblemKind
    message: str
    cells: tuple[str, ...]
    blocking: bool
    field: NominationField | None = None
    column: int | None = None
    other_row: tuple[str, int] | None = None

    @property
    def repair(self) -> Repair:
        return repair_of(self.kind)

    @property
    def key(self) -> tuple[str, int]:
        """Sheet and row: what repairs and decisions are given for."""
        return self.sheet, self.row


def repair_of(kind: str) -> Repair:
    """What mends a problem of this kind; totals, notes, examples and vacant places need nothing."""
    return _BY_WORD.get(kind, Repair.NOTHING)
