"""A list of the contacts of offices, as a file or pasted: “DEN, Victoria Hale, victoria.hale@example.gov, SAC”.

What a cell is shows in the cell: an address, a telephone number, the word for a role, the code or name of an office.
What is left is the name. So the columns may stand in any order, with a header or without one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.exchange.spreadsheets import Workbook, read_workbook, text_of
from coordinator.rules.contacts import display_phone, normalize_email, normalize_phone
from coordinator.rules.vocabulary import ContactRole

_ROLES = (
    (ContactRole.SAC, re.compile(r"(d?sac|special agent in charge)", re.IGNORECASE)),
    (ContactRole.TRAINING, re.compile(r"training( (contact|coordinator|officer|poc))?", re.IGNORECASE)),
    (ContactRole.POINT_OF_CONTACT, re.compile(r"(poc|point of contact|(primary |main )?contact)", re.IGNORECASE)),
)
_HEADER = re.compile(r"office|code|name|e-?mail( address)?|address|role|phone|telephone|contact", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact; `office` is the id the caller gave for the office. Without a word for it the role is POC."""

    row: int
    office: int
    role: ContactRole
    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class ContactList:
    """The contacts that could be read, and a sentence for each row that could not."""

    lines: tuple[ContactLine, ...]
    problems: tuple[str, ...]


def read_contact_text(text: str, offices: Mapping[str, int]) -> ContactList:
    """Contacts pasted from a mail or a spreadsheet. Raises FileRefused when there is no text."""
    return read_contacts(read_workbook("The pasted text", text.encode()), offices)


def read_contacts(workbook: Workbook, offices: Mapping[str, int]) -> ContactList:
    """Contacts in every visible sheet; `offices` are codes and names, casefolded, with the id of the office."""
    lines: list[ContactLine] = []
    problems: list[str] = []
    for sheet in workbook.sheets:
        for number, row in enumerate(() if sheet.hidden else sheet.rows, start=1):
            cells = [text for text in map(text_of, row) if text]
            if not cells or all(_HEADER.fullmatch(text) for text in cells):
                continue
            line = _line(number, cells, offices)
            if isinstance(line, str):
                problems.append(f"Row {number}: {line}")
            else:
                lines.append(line)
    return ContactList(tuple(lines), tuple(problems))


def _line(number: int, cells: list[str], offices: Mapping[str, int]) -> ContactLine | str:
    """The contact in a row, or why there is none."""
    office: int | None = None
    role: ContactRole | None = None
    email, phone = "", ""
    names: list[str] = []
    for text in cells:
        if office is None and (found := offices.get(text.casefold())) is not None:
            office = found
        elif not email and (address := normalize_email(text)):
            email = address
        elif role is None and (word := _role(text)):
            role = word
        elif not phone and (number_read := normalize_phone(text)):
            phone = display_phone(number_read)
        else:
            names.append(text)
    if office is None:
        return f"“{cells[0]}” is the code or name of no office."
    if not email:
        return f"there is no e-mail address in “{', '.join(cells)[:80]}”."
    # A name written “Hale, Victoria” without quotation marks comes in two cells.
    return ContactLine(number, office, role or ContactRole.POINT_OF_CONTACT, ", ".join(names), email, phone)


def _role(text: str) -> ContactRole | None:
    return next((role for role, pattern in _ROLES if pattern.fullmatch(text.strip())), None)
