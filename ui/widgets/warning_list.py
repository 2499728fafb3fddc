"""Sentences that speak against something, each with its sign; more than two fold up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.basics import Icon, button, label, set_property, wrapped

SHOWN = 2


class Line(QWidget):
    """An icon and a sentence; hidden while there is nothing to say."""

    def __init__(self, icon: str, token: str) -> None:
        super().__init__()
        self._icon = Icon(icon, token)
        self.text = wrapped(label(""))
        set_property(self.text, "tone", token)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self._icon)
        self.row.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self.text.setText(sentence)
        self.setVisible(bool(sentence))


class WarningList(QWidget):
    """`sentences` is all there is to say; `more` unfolds what does not fit and folds it up again."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: tuple[str, ...] = ()
        self._lines: list[Line] = []
        self._is_open = False
        self.more = button("", "flat")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._unfold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Other sentences are folded up, the same ones stay as they are."""
        if tuple(sentences) != self.sentences:
            self.sentences, self._is_open = tuple(sentences), False
        self._show()

    def _unfold(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        while len(self._lines) < len(self.sentences):
            self._lines.append(Line("triangle-alert", "caution"))
            self._column.insertWidget(len(self._lines) - 1, self._lines[-1])
        most = len(self.sentences) if self._is_open else SHOWN
        for place, line in enumerate(self._lines):
            line.say(self.sentences[place] if place < min(most, len(self.sentences)) else "")
        rest = len(self.sentences) - SHOWN
        self.more.setText("Show fewer" if self._is_open else f"+ {rest} more")
        self.more.setAccessibleName("Show fewer warnings" if self._is_open else f"Show {rest} more warnings")
        self.more.setVisible(rest > 0)
        self.setVisible(bool(self.sentences))
