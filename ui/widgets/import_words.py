"""What is said on the steps of an import: fields of a file and of the records, values, states."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.rules.vocabulary import Position
from coordinator.services.import_changes import FieldChange, Value
from coordinator.services.import_plan import RowState
from coordinator.services.import_reading import NominationField, SheetColumn, Told, is_passed_over
from ui.wording import NOTHING, day, word, yes_no

LEFT_OUT = "Left out"
LONGEST = 160  # characters of a value that are shown; the rest is in its tip
STATES: dict[RowState, tuple[str, tuple[str, str]]] = {
    RowState.NEW: ("New", ("user-plus", "good")),
    RowState.CHANGED: ("Changed", ("pencil", "accent")),
    RowState.SAME: ("Same", ("check", "neutral")),
    RowState.DOUBTFUL: ("Doubtful", ("circle-help", "caution")),
    RowState.LEFT_OUT: (LEFT_OUT, ("circle-slash", "neutral")),
}
_TOLD = {
    Told.CHOICE: "Chosen",
    Told.LAST_TIME: "As last time",
    Told.WORKBOOK: "Our own workbook",
    Told.HEADER: "By its header",
    Told.CONTENT: "By what is in it",
}
_FIELDS = {
    "email": "E-mail",
    "supervisor_name": "Supervisor",
    "supervisor_email": "Supervisor’s e-mail",
    "supervisor_priority": "Supervisor’s priority",
    "priority": "Supervisor’s priority",
    "trial_use": "Used trial license",
    "course_completed_on": "Course completed",
    "middle_name": "Middle name or initial",
    "position_text": "Position",
    "office_id": "Office",
    "is_contractor": "Contractor",
    "is_office_alternate": "Alternate",
}


def field_words(field: NominationField | str) -> str:
    """ "E-mail", "Supervisor’s priority", "Course completed"; of a column or of what is on record."""
    name = str(field)
    return _FIELDS.get(name) or name.replace("_", " ").capitalize()


# columns of a file


def column_name(column: SheetColumn) -> str:
    """Its header; the second “Phone” of a sheet is “Phone (2)”."""
    if not column.header:
        return f"Column {column.index + 1}"
    _, _, again = column.key.rpartition(" #")
    return f"{column.header} ({again})" if again.isdecimal() and not column.header.endswith(again) else column.header


def read_as(column: SheetColumn) -> str:
    if column.field is not None:
        return field_words(column.field)
    return LEFT_OUT if is_passed_over(column) else field_words(NominationField.REMARKS)


def sure_words(column: SheetColumn) -> str:
    """What told how the column is read, and how surely."""
    if column.field is None:
        if not is_passed_over(column):
            return "Kept as a remark"
        return _TOLD.get(column.told_by, "Says nothing of a person")
    said = _TOLD.get(column.told_by, "")
    return said if column.told_by in (Told.CHOICE, Told.LAST_TIME) else f"{said}, {column.confidence:.0%}"


# what changes on record


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of what a row changes. `fields` are decided together: a position and its words are one thing."""

    title: str
    fields: tuple[str, ...]
    before: str
    after: str
    is_taken: bool


def change_lines(changes: Sequence[FieldChange], codes: dict[int, str]) -> list[ChangeLine]:
    """`codes` are those of the offices, by id."""
    together: dict[str, list[FieldChange]] = {}
    for change in changes:
        together.setdefault(field_words(change.field), []).append(change)
    return [_line(title, each, codes) for title, each in together.items()]


def _line(title: str, changes: Sequence[FieldChange], codes: dict[int, str]) -> ChangeLine:
    befores = [_value_words(change.field, change.before, codes) for change in changes]
    afters = [_value_words(change.field, change.after, codes) for change in changes]
    fields = tuple(dict.fromkeys(change.field for change in changes))
    return ChangeLine(title, fields, _one(befores), _one(afters), any(change.is_taken for change in changes))


def _one(texts: Sequence[str]) -> str:
    """ "Special Agent (SA)"; what the other words say already is not said again."""
    said = list(dict.fromkeys(text for text in texts if text != NOTHING))
    said = [text for text in said if not any(text != other and text in other for other in said)] or [NOTHING]
    return said[0] if len(said) == 1 else f"{said[0]} ({', '.join(said[1:])})"


def _value_words(field: str, value: Value, codes: dict[int, str]) -> str:
    if field == "office_id" and isinstance(value, int):
        return codes.get(value, NOTHING)
    return value_words(value)


def value_words(value: Value) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Position):
        return word(value)
    if value is None or value == "":
        return NOTHING
    return str(value) if isinstance(value, str | int) else day(value)


def shortened(text: str, longest: int = LONGEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def tip(text: str) -> str:
    """For a tool tip, which would take what looks like markup for markup."""
    return text.replace("<", "‹")
