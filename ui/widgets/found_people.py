"""Who the rows of a list mean: the certain ones are taken, for the others a number key says who it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from coordinator.services.listed_people import Choice, FoundPerson
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.basics import Card, button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.notices import announce
from ui.wording import NOTHING, day

LEFT_OUT = 0


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A row with who it is: None while that is open, LEFT_OUT when it is nobody on the roster."""

    found: FoundPerson
    designee_id: int | None

    @property
    def id(self) -> int:
        return self.found.id

    @property
    def choice(self) -> Choice | None:
        return next((each for each in self.found.choices if each.designee_id == self.designee_id), None)


def _in_list(row: SettledRow) -> str:
    return row.found.listed.name or row.found.listed.email


def _email(row: SettledRow) -> str:
    return row.found.listed.email or NOTHING


def _who(row: SettledRow) -> str:
    if row.choice is not None:
        return f"{row.choice.name} ({row.choice.office})"
    if row.designee_id == LEFT_OUT:
        return "Left out"
    return "Who is it?" if row.found.choices else "Not on the roster"


def _tone(row: SettledRow) -> tuple[str, str]:
    if row.choice is not None:
        return "circle-check", "good"
    return ("circle-minus", "neutral") if row.designee_id == LEFT_OUT else ("circle-help", "caution")


def _on(row: SettledRow) -> str:
    return day(row.found.listed.day)


def _order(row: SettledRow) -> object:
    return row.found.listed.row


def _row(row: SettledRow) -> str:
    return str(row.found.listed.row)


COLUMNS: tuple[Column[SettledRow], ...] = (
    Column("Row", _row, 56, sort=_order, right=True),
    Column("In the list", _in_list, 180, bold=True),
    Column("E-mail", _email, 190),
    Column("On the roster", _who, 220, tone=_tone),
    Column("Date", _on, 100),
)


class _RowsGrid(Grid[SettledRow]):
    """A number chooses the person, 0 leaves the row out."""

    numbered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - int(Qt.Key.Key_0)
        if 0 <= number <= 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.numbered.emit(number)
        else:
            super().keyPressEvent(event)


class FoundPeople(QWidget):
    """`grid` has the rows, those to decide first; `choices` are the buttons for the chosen one."""

    settled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._found: tuple[FoundPerson, ...] = ()
        self._decided: dict[int, int] = {}
        self.choices: list[QPushButton] = []
        self.grid = _RowsGrid(COLUMNS, look, "People of the list")
        self.card = Card()
        self.card.setMinimumHeight(150)
        self._column = QVBoxLayout(self.card)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.grid, 1)
        column.addWidget(self.card)
        self.grid.selected.connect(self._ask)
        self.grid.numbered.connect(self.choose)

    def show_found(self, found: Sequence[FoundPerson]) -> None:
        """New rows; what was decided of the same places before is forgotten."""
        self._found, self._decided = tuple(found), {}
        self._show()
        self._go_on()

    @property
    def people(self) -> Mapping[int, int]:
        """Row → designee, for every row that is settled and not left out."""
        return {row.id: row.designee_id for row in self._rows() if row.designee_id}

    @property
    def open_rows(self) -> int:
        """How many rows still wait for an answer; who is not on the roster can only be left out."""
        return sum(row.designee_id is None for row in self._rows())

    def choose(self, number: int) -> None:
        """The number of a choice for the chosen row; 0 leaves it out."""
        rows = self.grid.selected_rows()
        if len(rows) != 1 or number > len(rows[0].found.choices):
            return
        choices = rows[0].found.choices
        self._decided[rows[0].id] = choices[number - 1].designee_id if number else LEFT_OUT
        self._show()
        self._go_on()

    @property
    def namesakes(self) -> int:
        """How many open rows have the very name of one person."""
        return sum(row.designee_id is None and row.found.namesake is not None for row in self._rows())

    def take_namesakes(self) -> None:
        """Each open row with the very name of one person means that person."""
        for row in self._rows():
            if row.designee_id is None and row.found.namesake is not None:
                self._decided[row.id] = row.found.namesake
        self._show()
        self._go_on()

    def leave_open_out(self) -> None:
        """Everything that is not settled is left out."""
        self._decided |= {row.id: LEFT_OUT for row in self._rows() if row.designee_id is None}
        self._show()
        self._go_on()

    def _rows(self) -> list[SettledRow]:
        return [SettledRow(each, self._decided.get(each.id, each.designee_id)) for each in self._found]

    def _show(self) -> None:
        rows = sorted(self._rows(), key=lambda row: (row.found.is_certain, row.id))
        self.grid.set_rows(rows)
        self.settled.emit()

    def _go_on(self) -> None:
        """To the next row that is open."""
        waiting = [row.id for row in self.grid.rows_model.rows if row.designee_id is None]
        rest = [row.id for row in self.grid.rows_model.rows]
        if rest:
            self.grid.select_ids([(waiting or rest)[0]])
        self._ask()

    def _ask(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.deleteLater()
        self.choices = []
        rows = self.grid.selected_rows()
        if len(rows) == 1:
            self._offer(rows[0])
        self._column.addStretch(1)

    def _offer(self, row: SettledRow) -> None:
        listed = row.found.listed
        named = listed.name or listed.email
        asked = f"“{named}” may be:" if row.found.choices else f"Nobody on the roster is like “{named}”."
        self._column.addWidget(wrapped(label(asked, "caption")))
        for number, choice in enumerate(row.found.choices, start=1):
            why = ", ".join(choice.reasons)
            self._add_choice(f"{number}   {choice.name}, {choice.office}  ({why})", number)
        self._add_choice("0   Leave this row out", 0)
        announce(self, asked)

    def _add_choice(self, text: str, number: int) -> None:
        made = button(text, "flat")
        made.setAutoDefault(False)
        made.clicked.connect(partial(self.choose, number))
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.choices.append(made)
