"""Fields that a memo proposes: each with the sentence it came from, or that it was withheld."""

from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from coordinator.services.memo_intake import DocumentToRegister, NamedDocument, Proposed
from ui.widgets.basics import Card, label, set_property, wrapped
from ui.widgets.combo import name_combo
from ui.widgets.form import indent
from ui.wording import word

Field = QLineEdit | QDateEdit | QTimeEdit | QPlainTextEdit | QComboBox
LONGEST_SOURCE = 180
WITHHELD = "Withheld in the memo. Fill it in if you know it."


def long_day(day: date) -> str:
    """ "January 15, 2021", as a version is called."""
    return f"{day:%B} {day.day}, {day.year}"


def qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def pydate(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def date_field(day: date) -> QDateEdit:
    field = QDateEdit(qdate(day))
    with_whole_year(field)
    return field


def with_whole_year(field: QDateTimeEdit) -> None:
    """The locale's short form with four digits for the year: 7/4/26 could be any century."""
    form = field.displayFormat()
    field.setDisplayFormat(form if "yyyy" in form else form.replace("yy", "yyyy"))
    field.setCalendarPopup(True)


class ProposedField(QWidget):
    """A field and below it where its value came from. What the user typed is never overwritten."""

    changed = Signal()

    def __init__(self, name: str, field: Field) -> None:
        super().__init__()
        self.field = field
        self.source = wrapped(label("", "secondary"))
        self.source.hide()
        self.is_touched = False
        self._proposing = False
        field.setAccessibleName(name)
        if isinstance(field, QComboBox):
            name_combo(field, name)
        if isinstance(field, QTimeEdit):
            indent(field)
        self.setFocusProxy(field)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(field)
        self._column.addWidget(self.source)
        self._listen()

    def add_below(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _listen(self) -> None:
        if isinstance(self.field, QLineEdit | QPlainTextEdit):
            self.field.textChanged.connect(self._on_changed)
        elif isinstance(self.field, QComboBox):
            self.field.currentTextChanged.connect(self._on_changed)
        else:
            self.field.dateTimeChanged.connect(self._on_changed)

    def _on_changed(self, _: object = None) -> None:
        if not self._proposing:
            self.is_touched = True
            self._say("", "")
        self.changed.emit()

    @property
    def text(self) -> str:
        if isinstance(self.field, QPlainTextEdit):
            return self.field.toPlainText().strip()
        return (self.field.currentText() if isinstance(self.field, QComboBox) else self.field.text()).strip()

    @property
    def day(self) -> date:
        """The value of a date field."""
        assert isinstance(self.field, QDateEdit)
        return pydate(self.field.date())

    @property
    def clock(self) -> time:
        """The value of a time field."""
        assert isinstance(self.field, QTimeEdit)
        shown = self.field.time()
        return time(shown.hour(), shown.minute())

    def start_with(self, value: str | date | time) -> None:
        """A value that is neither the user's nor the memo's."""
        if not self.is_touched:
            self._set(value)

    def hold(self, value: str | date | time) -> None:
        """A value that is on record: no memo replaces it."""
        self._set(value)
        self.is_touched = True

    def explain(self, sentence: str) -> None:
        """Where the value comes from, if it is not the user's."""
        if not self.is_touched:
            self._say(sentence, "")

    def propose(self, proposed: Proposed[Any]) -> None:
        """Take the memo's value, unless the user was here before."""
        if self.is_touched:
            return
        if proposed.withheld:
            self._set("")
            self._say(WITHHELD, "caution")
        elif proposed.value is not None:
            self._set(proposed.value)
            self._say(f"From the memo: “{shortened(proposed.source, proposed.value)}”", "")
        else:
            self._say("Not found in the memo.", "")

    def _set(self, value: Any) -> None:
        self._proposing = True
        if isinstance(self.field, QLineEdit):
            self.field.setText(str(value))
            self.field.setCursorPosition(0)
        elif isinstance(self.field, QPlainTextEdit):
            self.field.setPlainText(str(value))
        elif isinstance(self.field, QComboBox):
            self._choose(self.field, str(value))
        elif isinstance(value, time):
            self.field.setTime(QTime(value.hour, value.minute))
        elif isinstance(value, date):
            self.field.setDate(qdate(value))
        self._proposing = False

    def _choose(self, box: QComboBox, text: str) -> None:
        if box.findText(text) < 0:
            box.insertItem(0, text)
        box.setCurrentText(text)

    def _say(self, sentence: str, tone: str) -> None:
        self.source.setText(sentence)
        self.source.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        set_property(self.source, "tone", tone)


def shortened(source: str, value: object = None) -> str:
    """The sentence, of a long one the part around the value."""
    plain = " ".join(source.split())
    if len(plain) <= LONGEST_SOURCE:
        return plain
    words = f"{value.day}, {value.year}" if isinstance(value, date) else str(value or "")
    at = max(plain.find(words), 0)
    start = max(min(at - LONGEST_SOURCE // 2, len(plain) - LONGEST_SOURCE), 0)
    part = plain[start : start + LONGEST_SOURCE]
    part = f"… {part.partition(' ')[2]}" if start else part
    return part if start + LONGEST_SOURCE >= len(plain) else f"{part.rpartition(' ')[0]} …"


class MemoBox(QPlainTextEdit):
    """Takes the text of a memo, or its file when one is dropped."""

    file_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Text of the memo")
        self.setPlaceholderText(
            "Paste the memo here, or drop its file: text, mail, Outlook message, PDF or Word document.\n\n"
            "Number, dates, point of contact and governing documents are proposed at the right, each with the "
            "sentence it came from."
        )
        self.setTabChangesFocus(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.file_dropped.emit(paths[0])
        else:
            super().dropEvent(event)


class DocumentOffer(Card):
    """A governing document the memo names: check it to have it registered with the tasking."""

    def __init__(self, proposed: Proposed[NamedDocument], today: date) -> None:
        super().__init__()
        document = proposed.value
        assert document is not None
        self.kind = document.kind
        self.is_wanted = QCheckBox(f"Register: {word(document.kind)}")
        self.is_wanted.setChecked(document.dated is not None)
        self.title = QLineEdit(document.title)
        self.title.setCursorPosition(0)
        self.version = QLineEdit(long_day(document.dated) if document.dated else "version 1")
        self.effective_on = date_field(document.dated or today)
        sentence = f"From the memo: “{shortened(proposed.source, document.dated)}”"
        if document.dated is None:
            sentence = "The memo gives no date for it. Set when it took effect, then check the box."
        self.source = wrapped(label(sentence, "secondary"))
        set_property(self.source, "tone", "" if document.dated else "caution")
        self._lay_out()

    def _lay_out(self) -> None:
        names = (("Title", self.title), ("Version", self.version), ("Effective", self.effective_on))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.is_wanted, 0, 0, 1, 4)
        for (name, field), (row, column, span) in zip(names, ((1, 0, 3), (2, 0, 1), (2, 2, 1)), strict=True):
            caption = label(name, "caption")
            caption.setBuddy(field)
            field.setAccessibleName(f"{name} of the {word(self.kind)}")
            grid.addWidget(caption, row, column)
            grid.addWidget(field, row, column + 1, 1, span)
        grid.addWidget(self.source, 3, 0, 1, 4)
        grid.setColumnStretch(1, 1)

    @property
    def document(self) -> DocumentToRegister | None:
        """What is to be registered; None when it is not wanted."""
        if not self.is_wanted.isChecked():
            return None
        effective = pydate(self.effective_on.date())
        return DocumentToRegister(self.kind, self.title.text().strip(), self.version.text().strip(), effective)
