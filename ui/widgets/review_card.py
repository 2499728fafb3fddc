"""One doubtful participant: what the report says, and whom on the roster it may be, by number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout

from coordinator.views.attendance_review import ReviewRow
from ui.models.roster_choices import ChoiceRow, Roster, suggested
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.attendee_words import attendee_name, doubts, minutes_words
from ui.widgets.basics import Card, Icon, label, set_property, wrapped
from ui.widgets.grid import Grid
from ui.widgets.notices import announce
from ui.widgets.parts import SearchBox
from ui.wording import NOTHING

NOBODY_LIKE_IT = "Nobody on the roster is like this. Type a name, or press 0 or +."


def _key(row: ChoiceRow) -> str:
    return str(row.key)


def _name(row: ChoiceRow) -> str:
    return row.name


def _office(row: ChoiceRow) -> str:
    return row.office


def _seat(row: ChoiceRow) -> str:
    return row.seat or NOTHING


def _seat_tone(row: ChoiceRow) -> tuple[str, str] | None:
    return {"Seated": ("pin", "accent"), "Marked": ("circle-check", "neutral")}.get(row.seat)


def _why(row: ChoiceRow) -> str:
    return row.why or NOTHING


COLUMNS: tuple[Column[ChoiceRow], ...] = (
    Column(title="Key", value=_key, width=52, right=True),
    Column(title="On the roster", value=_name, width=190, bold=True),
    Column(title="Office", value=_office, width=68),
    Column(title="Training", value=_seat, width=104, tone=_seat_tone),
    Column(title="Why", value=_why, width=140),
)


def _facts(row: ReviewRow) -> str:
    """Address, minutes, what is doubtful and the file, in one line."""
    told = (row.email, minutes_words(row.minutes), row.role, *doubts(row.flags), row.file)
    return " · ".join(filter(None, told))


class ReviewLine(SearchBox):
    """Letters search. Digits pick, and as long as nothing is typed 0, +, Space and Backspace decide too."""

    picked = Signal(int)  # the key
    entered = Signal()
    stepped = Signal(int)  # one down or up
    dismissed = Signal()
    added = Signal()
    put_off = Signal()
    went_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.picked.emit(key - Qt.Key.Key_0)
        elif is_plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif self.text() or not self._take_command(event):
            super().keyPressEvent(event)

    def _take_command(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_0:
            self.dismissed.emit()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Insert):
            self.added.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.put_off.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.went_back.emit()
        else:
            return False
        return True


class ReviewCard(Card):
    """`line` has the keyboard, `choices` are the people it may be; `chosen` carries the one who was picked."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._row: ReviewRow | None = None
        self._roster = Roster()
        self.name = label("", "name")
        self.facts = wrapped(label("", "secondary"))
        self.icon = Icon("circle-help", "caution")
        self.why = wrapped(label(""))
        set_property(self.why, "tone", "caution")
        self.line = ReviewLine("Search the roster")
        self.line.setPlaceholderText("Type a name to search the whole roster")
        self.choices: Grid[ChoiceRow] = Grid(COLUMNS, look, "Whom it may be")
        self.choices.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._arrange()
        self.line.textChanged.connect(self._show_choices)
        self.line.picked.connect(self.pick)
        self.line.entered.connect(self.pick_current)
        self.line.stepped.connect(self._step)
        self.choices.opened.connect(self.pick_current)

    def _arrange(self) -> None:
        doubt = QHBoxLayout()
        doubt.setSpacing(8)
        doubt.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        doubt.addWidget(self.why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(wrapped(self.name))
        column.addWidget(self.facts)
        column.addLayout(doubt)
        column.addSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.choices, 1)

    def set_roster(self, roster: Roster) -> None:
        self._roster = roster

    def show_row(self, row: ReviewRow | None) -> None:
        """Ask about this one, with nothing typed."""
        self._row = row
        self.name.setText(attendee_name(row.name) if row else "Nobody waits for a decision.")
        self.facts.setText(_facts(row) if row else "")
        self.why.setText(row.why if row else "")
        for each in (self.icon, self.why):
            each.setVisible(row is not None and bool(row.why))
        self.line.clear()
        self._show_choices()
        if row is not None:
            announce(self, f"{self.name.text()}. {self.facts.text()}")

    def _show_choices(self, text: str = "") -> None:
        rows = self._roster.found(text) if text.strip() else suggested(self._row.suggestions if self._row else ())
        self.choices.set_empty("Nobody on the roster has this in the name." if text.strip() else NOBODY_LIKE_IT)
        self.choices.set_rows(rows)
        self.choices.select_ids([row.id for row in rows[:1]])

    def _step(self, by: int) -> None:
        rows, chosen = self.choices.rows_model.rows, self.choices.selected_rows()
        if rows:
            place = rows.index(chosen[0]) + by if chosen else 0
            self.choices.select_ids([rows[max(0, min(place, len(rows) - 1))].id])
            announce(self, self.choices.selected_rows()[0].name)

    def pick(self, key: int) -> None:
        rows = self.choices.rows_model.rows
        if key <= len(rows):
            self.chosen.emit(rows[key - 1])

    def pick_current(self) -> None:
        rows = self.choices.selected_rows()
        if rows:
            self.chosen.emit(rows[0])
