"""The columns of the nomination workbook: what stands above each, what a cell takes, and what is said beside it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

POSITIONS = ("Special Agent", "Analyst", "Task Force Officer", "Contractor", "Other")
YES_NO = ("Yes", "No")
# In words that an office uses; the reader of nominations turns them into IANA zones.
ZONES = ("Eastern", "Central", "Mountain", "Arizona", "Pacific", "Alaska", "Hawaii", "Atlantic", "Guam")
FIRST_DAY = date(2000, 1, 1)
LAST_PRIORITY = 99

_NO_SUCH = "Choose from the list."


class Takes(Enum):
    """What a cell takes. A position and a zone may be other words than those listed; everything else is checked."""

    TEXT = auto()
    EMAIL = auto()
    POSITION = auto()
    ZONE = auto()
    ANSWER = auto()
    DAY = auto()
    PRIORITY = auto()


@dataclass(frozen=True, slots=True)
class FormColumn:
    """`width` is in characters. A needed column is marked with an asterisk, and shown when it is left empty."""

    header: str
    width: float
    hint: str
    takes: Takes = Takes.TEXT
    is_needed: bool = False

    @property
    def title(self) -> str:
        return f"{self.header} *" if self.is_needed else self.header


COLUMNS = (
    FormColumn("Last name", 15, "As it is to be printed on the certificate.", is_needed=True),
    FormColumn("First name", 12, "As it is to be printed on the certificate.", is_needed=True),
    FormColumn("Middle name", 8.5, "Name or initial, if it is used."),
    FormColumn("Suffix", 7, "Jr., Sr., III."),
    FormColumn("Position", 17, "Choose from the list, or type the title.", Takes.POSITION, is_needed=True),
    FormColumn("E-mail", 26, "One official address.", Takes.EMAIL, is_needed=True),
    FormColumn("Phone", 14.5, "With area code: (303) 555-0123."),
    FormColumn("Mobile", 14.5, "With area code: (303) 555-0123."),
    FormColumn("Duty station", 14, "City, where it is not the seat of the office."),
    FormColumn("Time zone", 10.5, "Only where it is not that of the office.", Takes.ZONE),
    FormColumn("Supervisor name", 17, "Last name, first name."),
    FormColumn("Supervisor e-mail", 26, "One official address.", Takes.EMAIL),
    FormColumn("Used trial license", 9, "Yes, if a trial license was used.", Takes.ANSWER),
    FormColumn("Completed LMS course", 11.5, "Yes, if the course was completed.", Takes.ANSWER),
    FormColumn("Course completion date", 12.5, "The day on the transcript, such as 5/7/2021.", Takes.DAY),
    FormColumn("Supervisor’s priority", 11.5, "1 for the first choice, 2 for the next.", Takes.PRIORITY),
    FormColumn("Alternate", 10, "Yes, if meant to replace somebody above.", Takes.ANSWER),
    FormColumn("Remarks", 24, "Anything else we should know."),
)

# What Excel is told about a cell, by what it takes.
CHECKS: dict[Takes, dict[str, object]] = {
    Takes.TEXT: {"validate": "any"},
    Takes.POSITION: {
        "validate": "list", "source": list(POSITIONS), "error_type": "warning",
        "error_title": "Not in the list", "error_message": "Keep this position as you typed it?",
    },
    Takes.ZONE: {
        "validate": "list", "source": list(ZONES), "error_type": "warning",
        "error_title": "Not in the list", "error_message": "Keep this time zone as you typed it?",
    },
    Takes.ANSWER: {
        "validate": "list", "source": list(YES_NO), "error_title": "Yes or no", "error_message": _NO_SUCH,
    },
    Takes.DAY: {
        "validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": "=TODAY()",
        "error_title": "Not a date", "error_message": "Enter a day that is not in the future, such as 5/7/2021.",
    },
    Takes.PRIORITY: {
        "validate": "integer", "criteria": "between", "minimum": 1, "maximum": LAST_PRIORITY,
        "error_title": "Not a priority", "error_message": "Enter a whole number: 1 for the first choice.",
    },
}  # fmt: skip


def check_of(column: FormColumn, first_cell: str) -> dict[str, object]:
    """The check and the message of a column whose first cell is, say, "F12"."""
    check = dict(_one_address(first_cell) if column.takes is Takes.EMAIL else CHECKS[column.takes])
    return {**check, "input_title": column.header, "input_message": column.hint}


def _one_address(cell: str) -> dict[str, object]:
    has_at = f'LEN({cell})-LEN(SUBSTITUTE({cell},"@",""))=1'
    has_dot = f'ISNUMBER(SEARCH("?@?*.?",{cell}))'
    has_gap = f'ISERROR(FIND(" ",{cell}))'
    return {
        "validate": "custom", "value": f"=AND({has_at},{has_dot},{has_gap})",
        "error_title": "Not an e-mail address", "error_message": "Enter one address, such as jane.doe@example.gov.",
    }  # fmt: skip
