"""Last step of an import: everyone in the file, what becomes of each, and who is meant where that is in doubt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import Position
from coordinator.services.import_changes import FieldChange, Value
from coordinator.services.import_decisions import RowChoice
from coordinator.services.import_plan import Candidate, PlannedRow, RowState
from coordinator.views.offices import OfficeRow
from ui.models.file_in_hand import FileInHand
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.answers_card import strong
from ui.widgets.basics import Card, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips
from ui.wording import NOTHING, day, word, yes_no

Tone = tuple[str, str]
_STATES: dict[RowState, tuple[str, Tone]] = {
    RowState.NEW: ("New", ("user-plus", "good")),
    RowState.CHANGED: ("Changed", ("pencil", "accent")),
    RowState.SAME: ("Same", ("check", "neutral")),
    RowState.DOUBTFUL: ("Doubtful", ("circle-help", "caution")),
    RowState.LEFT_OUT: ("Left out", ("circle-slash", "neutral")),
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    id: int
    row: PlannedRow
    office: str

    @property
    def what(self) -> str:
        """What is to be known before it is taken, in a few words."""
        row = self.row
        parts = [f"may be {row.candidates[0].name}"] if row.state is RowState.DOUBTFUL and row.candidates else []
        parts += [", ".join(field_words(change.field) for change in row.changes if change.is_taken)]
        parts += ["known person, new nomination"] if row.state is RowState.NEW and row.designee_id else []
        parts += ["over quota"] if row.is_over_quota else []
        return "; ".join(filter(None, parts))


class ImportPeople(QWidget):
    """`chips` filter by what becomes of a row, `grid` are the rows, `pane` decides about the one that is chosen.

    In the pane 1 to 9 choose a candidate, N a new person, X leaves the row out; the next doubtful one follows.
    """

    def __init__(self, file: FileInHand, look: Look, offices: tuple[OfficeRow, ...]) -> None:
        super().__init__()
        self._file = file
        self._offices = {row.id: row for row in offices}
        self.chips = Chips("People by what becomes of them")
        self.grid: Grid[PlanLine] = Grid(COLUMNS, look, "People in the file")
        self.grid.set_empty("Nobody was read in this file.")
        self.pane = Card()
        self.pane.setFixedWidth(330)
        self._column = QVBoxLayout(self.pane)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(8)
        self.choices: list[QRadioButton] = []
        self.takes: dict[str, QCheckBox] = {}
        self._shown: PlannedRow | None = None
        self._group = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.grid, 1)
        across.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chips)
        column.addLayout(across, 1)
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._show_row)
        file.changed.connect(self.show_file)
        self.show_file()

    # what is shown

    def show_file(self) -> None:
        plan = self._file.plan
        if plan is None:
            return
        lines = [PlanLine(at, row, self._code(row.office_id)) for at, row in enumerate(plan.rows)]
        chips = [("all", "All", len(lines))]
        chips += [(state.value, _STATES[state][0], plan.count(state)) for state in RowState if plan.count(state)]
        self.chips.set_chips(chips)
        self.grid.set_rows(lines)
        self._show_row()

    def show_doubtful(self) -> None:
        self.chips.choose(RowState.DOUBTFUL.value)
        self._choose_first()

    def _code(self, office_id: object) -> str:
        office = self._offices.get(office_id) if isinstance(office_id, int) else None
        return office.code if office else NOTHING

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(None if key == "all" else partial(_in_state, RowState(key)))
        self._show_row()

    def _choose_first(self) -> None:
        rows = self.grid.rows_model.rows
        if rows:
            self.grid.select_ids([rows[0].id])

    def _show_row(self) -> None:
        rows = self.grid.selected_rows()
        row = rows[0].row if len(rows) == 1 else None
        if row is self._shown and row is not None:
            return
        self._shown = row
        self._clear()
        if row is None:
            self._column.addWidget(wrapped(label("Choose a row to see what becomes of it.", "secondary")))
        else:
            self._tell(row)
        self._column.addStretch(1)

    def _clear(self) -> None:
        self.choices, self.takes = [], {}
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _tell(self, row: PlannedRow) -> None:
        entry = row.entry
        self._column.addWidget(wrapped(strong(entry.name.display)))
        facts = (word(entry.position) if entry.position else "", entry.email or "", entry.phone or "")
        self._column.addWidget(wrapped(label(" · ".join(filter(None, facts)), "secondary")))
        if row.candidates:
            self._ask_who(row)
        if row.changes:
            self._ask_fields(row)

    def _ask_who(self, row: PlannedRow) -> None:
        self._column.addWidget(label("WHO IS MEANT", "section"))
        for number, candidate in enumerate(row.candidates, start=1):
            self._choice(f"{number}  {_candidate_words(candidate)}", candidate.designee_id, row)
            self._column.addWidget(wrapped(label(", ".join(candidate.reasons), "secondary")))
        self._choice("N  A new person", RowChoice.NEW_PERSON, row)
        self._choice("X  Leave this row out", RowChoice.LEAVE_OUT, row)

    def _choice(self, text: str, choice: int | RowChoice, row: PlannedRow) -> None:
        box = QRadioButton(text)
        box.setChecked(self._file.decisions.people.get(row.entry.key) == choice)
        box.clicked.connect(partial(self._decide, row, choice))
        self._group.addButton(box)
        self.choices.append(box)
        self._column.addWidget(box)

    def _ask_fields(self, row: PlannedRow) -> None:
        self._column.addWidget(label("TAKE FROM THE FILE", "section"))
        for change in row.changes:
            box = QCheckBox(f"{field_words(change.field)}: {self._value(change, change.after)}")
            box.setChecked(change.is_taken)
            box.setToolTip(f"On record: {self._value(change, change.before)}")
            box.toggled.connect(partial(self._take_field, row, change.field))
            self.takes[change.field] = box
            self._column.addWidget(box)
            self._column.addWidget(label(f"On record: {self._value(change, change.before)}", "secondary"))

    def _value(self, change: FieldChange, value: Value) -> str:
        return self._code(value) if change.field == "office_id" else value_words(value)

    # what is decided

    def _decide(self, row: PlannedRow, choice: int | RowChoice, _checked: bool = True) -> None:
        self._file.choose_person(row.entry.key, choice)
        following = [line.id for line in self.grid.rows_model.rows if line.row.entry.key > row.entry.key]
        if following:
            self.grid.select_ids(following[:1])

    def _take_field(self, row: PlannedRow, field: str, is_on: bool) -> None:
        self._file.take_field(row.entry.key, field, is_taken=is_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key a person."""
        row, key = self._shown, event.text().upper()
        choice: int | RowChoice | None = {"N": RowChoice.NEW_PERSON, "X": RowChoice.LEAVE_OUT}.get(key)
        if row is not None and key.isdecimal() and 1 <= int(key) <= len(row.candidates):
            choice = row.candidates[int(key) - 1].designee_id
        if (
            row is None
            or not row.candidates
            or choice is None
            or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            super().keyPressEvent(event)
        else:
            self._decide(row, choice)


def field_words(field: str) -> str:
    known = {"office_id": "Office", "email": "E-mail", "trial_use": "Used trial license", "name": "Name"}
    return known.get(field) or field.replace("_", " ").capitalize()


def value_words(value: Value) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Position):
        return word(value)
    if value is None or value == "":
        return NOTHING
    return str(value) if isinstance(value, str | int) else day(value)


def _candidate_words(candidate: Candidate) -> str:
    return f"{candidate.name}, {candidate.office} ({candidate.score:.0%})"


def _in_state(state: RowState, line: PlanLine) -> bool:
    return line.row.state is state


def _place(line: PlanLine) -> str:
    return str(line.row.entry.row)


def _state(line: PlanLine) -> str:
    return _STATES[line.row.state][0]


def _state_tone(line: PlanLine) -> Tone:
    return _STATES[line.row.state][1]


def _name(line: PlanLine) -> str:
    return line.row.entry.name.display


def _office(line: PlanLine) -> str:
    return line.office


def _what(line: PlanLine) -> str:
    return line.what


def _email(line: PlanLine) -> str:
    return line.row.entry.email or NOTHING


_Text = Callable[[PlanLine], str]
COLUMNS: tuple[Column[PlanLine], ...] = (
    Column("Row", _place, 52),
    Column("Becomes", _state, 118, tone=_state_tone),
    Column("Name", _name, 180, bold=True),
    Column("Office", _office, 66),
    Column("What to know", _what, 240),
    Column("E-mail", _email, 220),
)
