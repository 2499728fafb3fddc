"""The lines of the start page: what waits, in one sentence, and the one button that leads there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator.views.today import TodoLine
from ui.models.todo_words import SECTIONS, WORDINGS
from ui.widgets.answers_card import strong
from ui.widgets.basics import Card, Icon, button, label, wrapped


class TodoRow(QWidget):
    """One line: icon, sentence, note, button."""

    asked = Signal(str, object)

    def __init__(self, line: TodoLine) -> None:
        super().__init__()
        self.line = line
        self.wording = WORDINGS[line.todo]
        self.sentence = wrapped(strong(self.wording.sentence(line)))
        self.note = wrapped(label(self.wording.note(line), "secondary"))
        self.note.setVisible(bool(self.note.text()))
        self.button: QPushButton = button(self.wording.verb)
        self.button.setAccessibleName(f"{self.wording.verb}: {self.sentence.text()}")
        self.button.setMinimumWidth(148)
        self.button.clicked.connect(self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(14)
        row.addWidget(Icon(self.wording.icon, self.wording.tone, 20), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _ask(self) -> None:
        self.asked.emit(self.wording.page, self.wording.target(self.line))


class TodoList(QWidget):
    """The lines in their sections, each section a card."""

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.rows: list[TodoRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def set_lines(self, lines: Sequence[TodoLine]) -> None:
        """Show these lines; the ones before are gone."""
        self.rows = []
        self._empty()
        for title, todos in SECTIONS:
            mine = [line for line in lines if line.todo in todos]
            if mine:
                self._column.addWidget(label(title.upper(), "section"))
                self._column.addWidget(self._card(mine))
                self._column.addSpacing(8)
        self._column.addStretch(1)

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _card(self, lines: Sequence[TodoLine]) -> Card:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for place, line in enumerate(lines):
            if place:
                column.addWidget(_hairline())
            row = TodoRow(line)
            row.asked.connect(self.asked)
            self.rows.append(row)
            column.addWidget(row)
        return card


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    return line
