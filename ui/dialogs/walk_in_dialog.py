"""Someone who came without a seat: found on the roster by typing, or written down as not on it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import StrangerFacts, add_walk_in, note_stranger
from coordinator.views.trainings import PersonChoice, TrainingRow, people_to_choose
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.roster_choices import ChoiceRow, Roster
from ui.models.rows_model import Column
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.grid import Grid
from ui.widgets.notices import announce
from ui.widgets.parts import SearchBox
from ui.wording import NOTHING, word

STRANGER = 0
MARKS = (Mark.PRESENT, Mark.PARTIAL)


def _name(row: ChoiceRow) -> str:
    return row.name


def _office(row: ChoiceRow) -> str:
    return row.office or NOTHING


def _seat(row: ChoiceRow) -> str:
    return row.seat or NOTHING


def _tone(row: ChoiceRow) -> tuple[str, str] | None:
    if row.id == STRANGER:
        return "user-plus", "neutral"
    return ("pin", "accent") if row.seat else None


COLUMNS: tuple[Column[ChoiceRow], ...] = (
    Column(title="Who came", value=_name, width=270, bold=True),
    Column(title="Office", value=_office, width=72),
    Column(title="In this training", value=_seat, width=130, tone=_tone),
)


def _has_seat(person: PersonChoice) -> bool:
    """Who has one is seldom meant: they come last."""
    return person.is_seated


class NameLine(SearchBox):
    """Up and Down walk through what was found."""

    def __init__(self, name: str, found: Grid[ChoiceRow]) -> None:
        super().__init__(name)
        self._found = found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows, chosen = self._found.rows_model.rows, self._found.selected_rows()
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not by or not rows or not chosen:
            super().keyPressEvent(event)
            return
        row = rows[max(0, min(rows.index(chosen[0]) + by, len(rows) - 1))]
        self._found.select_ids([row.id])
        announce(self, row.name)


class WalkInDialog(DialogFrame):
    """`name` finds, `found` are the people of whom one is chosen; the last of them is nobody on the roster."""

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, f"Someone who came to {training.title} without a seat", "Add")
        self._training = training
        self._roster = Roster()
        self.found: Grid[ChoiceRow] = Grid(COLUMNS, desk.look, "People found")
        self.found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.found.set_empty("Type a part of the name.")
        self.name = NameLine("Name", self.found)
        self.name.setPlaceholderText("Type a part of the name")
        self.mark = combo("Mark")
        self.mark.addItems([word(mark) for mark in MARKS])
        self.minutes, self.email, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.minutes.setPlaceholderText("Unknown")
        for line in (self.email, self.note):
            line.setMaxLength(500)
        self._lay_out()
        self.name.textChanged.connect(self._find)
        self.found.selected.connect(self._offer)
        self.found.opened.connect(self.submit)
        self.minutes.textChanged.connect(self._offer)
        self._offer()
        self.name.setFocus()
        desk.runner.read(people_to_choose, training.id).then(self._show_people)

    def _lay_out(self) -> None:
        self.found.setMinimumHeight(252)
        form = Form()
        form.row("&Mark", self.mark)
        form.row("M&inutes", self.minutes)
        self._email_caption = form.row("&E-mail", self.email)
        form.row("&Note", self.note)
        self.column.addWidget(self.name)
        self.column.addWidget(self.found, 1)
        self.column.addWidget(form)
        self.finish_layout()
        self.resize(560, 600)

    def _show_people(self, people: tuple[PersonChoice, ...]) -> None:
        self._roster = Roster(sorted(people, key=_has_seat))
        self._find(self.name.text())

    def _find(self, text: str) -> None:
        name = " ".join(text.split())
        rows = self._roster.found(name) if name else []
        if name:
            rows.append(ChoiceRow(STRANGER, len(rows) + 1, f"“{name}”", "", "Not on the roster"))
        self.found.set_rows(rows)
        self.found.select_ids([row.id for row in rows[:1]])
        self._offer()

    def _chosen(self) -> ChoiceRow | None:
        rows = self.found.selected_rows()
        return rows[0] if rows else None

    def _offer(self) -> None:
        """What can be done with who is chosen."""
        row, minutes = self._chosen(), self.minutes.text().strip()
        is_stranger = row is not None and row.id == STRANGER
        for each in (self.email, self._email_caption):
            each.setEnabled(is_stranger)
        verb = "Write down" if is_stranger else "Add"
        self.go.setText(f"{verb} {row.name}".replace("&", "&&") if row else "Add")
        self.go.setEnabled(row is not None and (not minutes or minutes.isdecimal()))

    def submit(self) -> None:
        row = self._chosen()
        if row is None or not self.go.isEnabled():
            return
        self.start()
        mark = MARKS[self.mark.currentIndex()]
        minutes = int(self.minutes.text()) if self.minutes.text().strip() else None
        note, run = self.note.text(), self.desk.runner.change
        if row.id == STRANGER:
            facts = StrangerFacts(row.name.strip("“”"), self.email.text(), mark, minutes, note)
            job = run(note_stranger, self._training.id, facts)
        else:
            job = run(add_walk_in, self._training.id, row.id, mark, minutes, note)
        job.then(self._on_added).otherwise(self.refused)

    def _on_added(self, _id: int) -> None:
        row = self._chosen()
        name = row.name if row else ""
        self.finish(f"Wrote down {name}" if row and row.id == STRANGER else f"Added {name} as a walk-in")
