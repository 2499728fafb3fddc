"""What a new text says differently, in one column: added words underlined, removed words struck, each with its sign."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from coordinator.rules.text_difference import Passage, PassageKind, Run, summary
from ui import style
from ui.widgets.basics import button, label
from ui.wording import count

SIGNS = {PassageKind.ADDED: "+ ", PassageKind.REMOVED: "− "}
AROUND = 1


class TextDifferenceView(QWidget):
    """`text` shows it, `summary` says how much; `next` and `previous` go from change to change."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._passages: tuple[Passage, ...] = ()
        self._changes: list[int] = []
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("What the text says differently")
        self.summary = label("", "caption")
        self.only = QCheckBox("&Changes only")
        self.only.setChecked(True)
        self.previous, self.next = button("&Previous change", "flat"), button("&Next change", "flat")
        above = QHBoxLayout()
        above.addWidget(self.summary, 1)
        for part in (self.only, self.previous, self.next):
            above.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.text, 1)
        self.only.toggled.connect(self._show)
        for made, by in ((self.previous, -1), (self.next, 1)):
            made.setAutoDefault(False)
            made.clicked.connect(lambda _=False, step=by: self.go(step))

    def show_passages(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        self.summary.setText(summary(self._passages))
        self._show()

    def say(self, sentence: str) -> None:
        """Why there is nothing to compare."""
        self._passages = ()
        self.summary.setText("")
        self.text.setPlainText(sentence)
        self._changes = []
        self._enable()

    def go(self, by: int) -> None:
        """To the next change, or the one before."""
        at = self.text.textCursor().position()
        if by > 0:
            places = [place for place in self._changes if place > at]
        else:
            places = [place for place in reversed(self._changes) if place < at]
        if places:
            cursor = self.text.textCursor()
            cursor.setPosition(places[0])
            self.text.setTextCursor(cursor)
            self.text.ensureCursorVisible()
            self.moved.emit(self._changes.index(places[0]))

    def _show(self) -> None:
        self.text.clear()
        self._changes = []
        cursor = self.text.textCursor()
        for passage in self._shown():
            if isinstance(passage, int):
                self._write(cursor, f"{count(passage, 'passage', 'passages')} unchanged", _format("secondary"))
            else:
                if passage.kind is not PassageKind.KEPT:
                    self._changes.append(cursor.position())
                for run in passage.runs:
                    self._write_run(cursor, run)
            cursor.insertBlock()
            cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.text.setTextCursor(cursor)
        self._enable()

    def _shown(self) -> Iterator[Passage | int]:
        """The passages, or for a longer stretch that was kept how many there are of it."""
        if not self.only.isChecked():
            yield from self._passages
            return
        changed = [place for place, each in enumerate(self._passages) if each.kind is not PassageKind.KEPT]
        near = {place + by for place in changed for by in range(-AROUND, AROUND + 1)}
        hidden = 0
        for place, passage in enumerate(self._passages):
            if place in near:
                if hidden:
                    yield hidden
                hidden = 0
                yield passage
            else:
                hidden += 1
        if hidden:
            yield hidden

    def _write_run(self, cursor: QTextCursor, run: Run) -> None:
        self._write(cursor, f"{SIGNS.get(run.kind, '')}{run.text} ", FORMATS[run.kind]())

    def _write(self, cursor: QTextCursor, text: str, form: QTextCharFormat) -> None:
        cursor.insertText(text, form)

    def _enable(self) -> None:
        for part in (self.previous, self.next, self.only):
            part.setEnabled(bool(self._changes))


def _format(token: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(getattr(style.current(), token)))
    return made


def _kept() -> QTextCharFormat:
    return _format("text")


def _added() -> QTextCharFormat:
    made = _format("good")
    made.setFontUnderline(True)
    made.setFontWeight(QFont.Weight.DemiBold)
    return made


def _removed() -> QTextCharFormat:
    made = _format("bad")
    made.setFontStrikeOut(True)
    return made


FORMATS = {
    PassageKind.KEPT: _kept,
    PassageKind.CHANGED: _kept,
    PassageKind.ADDED: _added,
    PassageKind.REMOVED: _removed,
}
