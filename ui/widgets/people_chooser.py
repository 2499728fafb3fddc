"""People of the roster, chosen one by one by typing or many at once from a pasted list."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.trial_uses import PastedPerson, find_pasted
from coordinator.views.trainings import PersonChoice
from coordinator.views.trial_uses import PersonRow, roster_people
from ui.desk import Desk
from ui.models.roster_choices import ChoiceRow, Roster
from ui.models.rows_model import Column
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.grid import Grid
from ui.widgets.notices import announce
from ui.widgets.parts import SearchBox
from ui.wording import NOTHING, count

TYPED = "Chosen by name"
FOUND_HEIGHT = 110  # the header and two rows


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """A person, or a pasted line that is nobody's: then `id` is below zero and `how` says why."""

    id: int
    name: str
    office: str
    how: str

    @property
    def is_found(self) -> bool:
        return self.id > 0


def _name(row: ChosenRow | ChoiceRow) -> str:
    return row.name


def _office(row: ChosenRow | ChoiceRow) -> str:
    return row.office or NOTHING


def _how(row: ChosenRow) -> str:
    return row.how


def _tone(row: ChosenRow) -> tuple[str, str]:
    return ("circle-check", "good") if row.is_found else ("circle-alert", "caution")


FOUND: tuple[Column[ChoiceRow], ...] = (
    Column("On the roster", _name, 300, bold=True),
    Column("Office", _office, 72),
)
CHOSEN: tuple[Column[ChosenRow], ...] = (
    Column("Person", _name, 196, bold=True),
    Column("Office", _office, 72),
    Column("Found by", _how, 270, tone=_tone),
)


class FindLine(SearchBox):
    """Up and Down walk through what was found, Enter takes it."""

    taken = Signal()

    def __init__(self, found: Grid[ChoiceRow]) -> None:
        super().__init__("Find on the roster")
        self._found = found
        self.setPlaceholderText("Type a part of the name, Enter adds the person")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text():
            self.taken.emit()
        elif by and self._found.rows_model.rows:
            self._walk(by)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        rows, chosen = self._found.rows_model.rows, self._found.selected_rows()
        place = rows.index(chosen[0]) + by if chosen else 0
        row = rows[max(0, min(place, len(rows) - 1))]
        self._found.select_ids([row.id])
        announce(self, row.name)


class PeopleChooser(QWidget):
    """`line` finds, `found` shows whom, `chosen` are taken so far; `changed` follows each."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._roster = Roster()
        self._people: dict[int, PersonRow] = {}
        self.found: Grid[ChoiceRow] = Grid(FOUND, desk.look, "People found")
        self.found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.found.set_empty("Type a part of the name, or paste a list.")
        self.chosen: Grid[ChosenRow] = Grid(CHOSEN, desk.look, "People chosen")
        self.chosen.set_empty("Nobody is chosen yet.")
        self.line = FindLine(self.found)
        self.paste = button("Paste list", "", "clipboard-paste")
        self.paste.setToolTip("Names, e-mails or both, one person a line, with the code of the office if you have it.")
        self.remove = button("Take out")
        self.words = wrapped(label("", "secondary"))
        for each in (self.paste, self.remove):
            each.setAutoDefault(False)
        self._arrange()
        self._connect()
        self._say()
        desk.runner.read(roster_people).then(self._take_people)

    def _arrange(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(8)
        above.addWidget(self.line, 1)
        above.addWidget(self.paste)
        below.addWidget(self.words, 1)
        below.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        self.found.setFixedHeight(FOUND_HEIGHT)
        column.addWidget(self.found)
        column.addWidget(self.chosen, 1)
        column.addLayout(below)
        self.setFocusProxy(self.line)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._find)
        self.line.taken.connect(self._take)
        self.found.opened.connect(self._take)
        self.paste.clicked.connect(self._paste)
        self.remove.clicked.connect(self._remove)
        self.chosen.selected.connect(self._say)

    @property
    def ids(self) -> tuple[int, ...]:
        """The people chosen, without the lines that are nobody's."""
        return tuple(row.id for row in self.chosen.rows_model.all_rows if row.is_found)

    def _take_people(self, people: tuple[PersonRow, ...]) -> None:
        self._people = {person.id: person for person in people}
        self._roster = Roster([PersonChoice(each.id, each.name, each.office, False) for each in people])
        self._find(self.line.text())

    def _find(self, text: str) -> None:
        rows = self._roster.found(text) if text.strip() else []
        self.found.set_rows(rows)
        self.found.select_ids([row.id for row in rows[:1]])

    def _take(self) -> None:
        rows = self.found.selected_rows()
        if rows:
            self._add([ChosenRow(rows[0].id, rows[0].name, rows[0].office, TYPED)])
            announce(self, f"Added {rows[0].name}")
            self.line.clear()

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._desk.runner.read(find_pasted, text).then(self._take_pasted)

    def _take_pasted(self, lines: tuple[PastedPerson, ...]) -> None:
        lowest = min((row.id for row in self.chosen.rows_model.all_rows), default=0)
        unknown = min(lowest, 0)
        rows = []
        for line in lines:
            if line.person is None:
                unknown -= 1
                rows.append(ChosenRow(unknown, line.text[:200], "", line.how))
            else:
                rows.append(ChosenRow(line.person.id, line.person.name, line.person.office, line.how))
        self._add(rows)

    def _add(self, rows: Sequence[ChosenRow]) -> None:
        """Each person once, those who are nobody's first, for they want looking at."""
        known = {row.id: row for row in self.chosen.rows_model.all_rows}
        for row in rows:
            known.setdefault(row.id, row)
        self._set(list(known.values()))

    def _remove(self) -> None:
        gone = {row.id for row in self.chosen.selected_rows()}
        self._set([row for row in self.chosen.rows_model.all_rows if row.id not in gone])

    def _set(self, rows: list[ChosenRow]) -> None:
        self.chosen.set_rows(sorted(rows, key=_found_last))
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        rows = self.chosen.rows_model.all_rows
        lost = sum(not row.is_found for row in rows)
        said = f"{count(len(rows) - lost, 'person', 'people')} chosen" if rows else ""
        if lost:
            said += f"; {count(lost, 'line is', 'lines are')} nobody’s and left out"
        self.words.setText(f"{said}." if said else "")
        set_property(self.words, "tone", "caution" if lost else "")
        self.remove.setEnabled(bool(self.chosen.selected_rows()))


def _found_last(row: ChosenRow) -> tuple[bool, str, int]:
    return row.is_found, row.name.casefold(), row.id
