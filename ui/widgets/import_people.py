"""Last step of an import: everyone in the file, what becomes of each, and who is meant where that is in doubt."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.import_decisions import RowChoice
from coordinator.services.import_plan import PlannedRow, RowState
from coordinator.services.import_reading import RowKey
from coordinator.views.offices import OfficeRow
from ui.models.file_in_hand import FileInHand
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.widgets.import_person_pane import PersonPane
from ui.widgets.import_words import STATES, field_words
from ui.widgets.parts import Chips
from ui.wording import NOTHING

Tone = tuple[str, str]
ALL = "all"
_NOBODY = "Nobody was read in this file."
_NO_OFFICE = "Choose the office of the file to see what becomes of its people."
_KEYS = {"N": RowChoice.NEW_PERSON, "X": RowChoice.LEAVE_OUT}
_OTHER_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of the file; `what` is to be known before it is taken, in a few words."""

    id: int
    row: PlannedRow
    office: str
    what: str


class ImportPeople(QWidget):
    """`chips` filter by what becomes of a row, `grid` are the rows, `pane` decides about the one that is chosen.

    In both 1 to 9 choose a candidate, N a new person, X leaves rows out; the next doubtful one follows.
    """

    def __init__(self, file: FileInHand, look: Look, offices: tuple[OfficeRow, ...]) -> None:
        super().__init__()
        self._file = file
        self._codes = {row.id: row.code for row in offices}
        self._ids: dict[RowKey, int] = {}
        self.chips = Chips("People by what becomes of them")
        self.grid: Grid[PlanLine] = Grid(COLUMNS, look, "People in the file")
        self.pane = PersonPane(file, self._codes)
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
        self.grid.opened.connect(self.pane.focus_first)
        self.grid.installEventFilter(self)

    # what is shown

    def show_file(self) -> None:
        plan = self._file.plan
        rows = plan.rows if plan else ()
        self.grid.set_empty(_NOBODY if plan else _NO_OFFICE)
        chips = [(ALL, "All", len(rows))]
        chips += [
            (state.value, STATES[state][0], plan.count(state)) for state in RowState if plan and plan.count(state)
        ]
        blocker = QSignalBlocker(self.chips)
        before = self.chips.key
        self.chips.set_chips(chips)
        blocker.unblock()
        if self.chips.key != before and before:
            self._filter(self.chips.key)
        self.grid.set_rows([PlanLine(self._id(row), row, self._code(row.office_id), _what(row)) for row in rows])
        self._show_row()

    def show_doubtful(self) -> None:
        """The first of them has the keyboard."""
        self.chips.choose(RowState.DOUBTFUL.value)
        rows = self.grid.rows_model.rows
        if rows:
            self.grid.select_ids([rows[0].id])
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _id(self, row: PlannedRow) -> int:
        """A row that is still there has the number that it had."""
        return self._ids.setdefault(row.entry.key, len(self._ids))

    def _code(self, office_id: int) -> str:
        return self._codes.get(office_id, NOTHING)

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(None if key == ALL else partial(_in_state, RowState(key)))
        self._show_row()

    def _show_row(self) -> None:
        chosen = self.grid.selected_rows()
        self.pane.show_row(chosen[0].row if len(chosen) == 1 else None, len(chosen))

    # what is decided by a key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The grid would search for the letter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._decide_by(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._decide_by(event):
            super().keyPressEvent(event)

    def _decide_by(self, event: QKeyEvent) -> bool:
        lines = self.grid.selected_rows()
        choice = self._choice_of(event, lines)
        if choice is None:
            return False
        # Found before the rows change: whom this was about may leave the filter.
        following = self._next_doubtful(lines[-1])
        self._file.choose_people([line.row.entry.key for line in lines], choice)
        if following is not None:
            self.grid.select_ids([following])
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _choice_of(self, event: QKeyEvent, lines: list[PlanLine]) -> int | RowChoice | None:
        key = event.text().upper()
        if not lines or event.modifiers() & _OTHER_KEYS:
            return None
        if key == "X" or len(lines) > 1:
            return _KEYS["X"] if key == "X" else None
        candidates = lines[0].row.candidates
        if key.isdecimal() and 1 <= int(key) <= len(candidates):
            return candidates[int(key) - 1].designee_id
        return _KEYS.get(key) if candidates else None

    def _next_doubtful(self, line: PlanLine) -> int | None:
        """The next below that waits for a decision, else the first above."""
        rows = self.grid.rows_model.rows
        at = next((place for place, each in enumerate(rows) if each.id == line.id), 0)
        waiting = (each.id for each in (*rows[at + 1 :], *rows[:at]) if each.row.state is RowState.DOUBTFUL)
        return next(waiting, None)


def _what(row: PlannedRow) -> str:
    parts = [f"may be {row.candidates[0].name}"] if row.state is RowState.DOUBTFUL and row.candidates else []
    titles = dict.fromkeys(field_words(change.field) for change in row.changes if change.is_taken)
    parts += [", ".join(titles)]
    parts += ["known person, new nomination"] if row.state is RowState.NEW and row.designee_id else []
    parts += [f"same as row {row.same_as[1]}"] if row.same_as else []
    parts += ["over quota"] if row.is_over_quota else []
    return "; ".join(filter(None, parts))


def _in_state(state: RowState, line: PlanLine) -> bool:
    return line.row.state is state


def _place(line: PlanLine) -> str:
    return str(line.row.entry.row)


def _state(line: PlanLine) -> str:
    return STATES[line.row.state][0]


def _state_tone(line: PlanLine) -> Tone:
    return STATES[line.row.state][1]


def _name(line: PlanLine) -> str:
    return line.row.entry.name.display


def _office(line: PlanLine) -> str:
    return line.office


def _known(line: PlanLine) -> str:
    return line.what


def _email(line: PlanLine) -> str:
    return line.row.entry.email or NOTHING


COLUMNS: tuple[Column[PlanLine], ...] = (
    Column("Row", _place, 56),
    Column("Becomes", _state, 116, tone=_state_tone),
    Column("Name", _name, 170, bold=True),
    Column("Office", _office, 70),
    Column("What to know", _known, 210),
    Column("E-mail", _email, 150),
)
