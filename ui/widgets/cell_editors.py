"""What a cell is typed in: a line, a list that is found in by typing, or a date."""

from typing import Any

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QLineEdit, QWidget

from ui.models.columns import Choices, Column, Kind

YES_NO: Choices = (("yes", "Yes"), ("no", "No"))
NO_DATE = QDate(1900, 1, 1)
WIDEST_LIST = 260
_HINTS = {
    Kind.EMAIL: Qt.InputMethodHint.ImhEmailCharactersOnly,
    Kind.PHONE: Qt.InputMethodHint.ImhDialableCharactersOnly,
}


class LineBox(QLineEdit):
    def take(self, text: str) -> None:
        self.setText(text)


class ChoiceBox(QComboBox):
    """Any part of a choice finds it. What is none of the choices is handed on as it was typed, to be judged there."""

    def __init__(self, choices: Choices, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = (("", ""), *choices)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.addItems([words for _, words in self._choices])
        finder = QCompleter([words for _, words in choices], self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setMaxVisibleItems(10)
        self.setCompleter(finder)
        line, popup = self.lineEdit(), finder.popup()
        assert line is not None and popup is not None  # noqa: PT018 - both are there once they were set
        for part in (self, line, self.view(), popup):
            part.setAccessibleName(name)
        # The cell has a frame already; the line within the box has none.
        line.setStyleSheet("QLineEdit { border: none; padding: 0; background: transparent; }")

    def take(self, text: str) -> None:
        """The choice with this text, ready to be typed over."""
        with QSignalBlocker(self):
            place = next((n for n, (value, _) in enumerate(self._choices) if value == text), -1)
            self.setCurrentIndex(place)
            if place < 0:
                self.setEditText(text)
        line = self.lineEdit()
        assert line is not None
        line.selectAll()

    def text(self) -> str:
        """Of the choice that is meant: called or beginning like this, or the only one that has it in it."""
        typed = self.currentText().strip().casefold()
        called = [(value, value.casefold(), words.casefold()) for value, words in self._choices if value]
        tests = (
            [value for value, short, long in called if typed in (short, long)],
            [value for value, short, long in called if typed and (short.startswith(typed) or long.startswith(typed))],
            [value for value, _, long in called if typed and typed in long],
        )
        exact, *parts = tests
        return next((found[0] for found in (exact, *parts) if len(found) == 1), self.currentText().strip())


class DateBox(QDateEdit):
    """Shown as the user's locale has it; its text is ISO, empty for no date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setMinimumDate(NO_DATE)
        self.setSpecialValueText(" ")

    def take(self, text: str) -> None:
        date = QDate.fromString(text, Qt.DateFormat.ISODate)
        self.setDate(date if date.isValid() else NO_DATE)

    def text(self) -> str:
        return "" if self.date() == NO_DATE else self.date().toString(Qt.DateFormat.ISODate)


CellEditor = LineBox | ChoiceBox | DateBox


def cell_editor(column: Column[Any], parent: QWidget | None = None) -> CellEditor:
    """Made for the kind of the column, empty."""
    if column.kind in (Kind.CHOICE, Kind.YES_NO):
        choices = YES_NO if column.kind is Kind.YES_NO else column.choices()
        return ChoiceBox(choices, column.title, parent)
    editor = DateBox(parent) if column.kind is Kind.DATE else LineBox(parent)
    editor.setAccessibleName(column.title)
    editor.setInputMethodHints(_HINTS.get(column.kind, Qt.InputMethodHint.ImhNone))
    return editor
