"""The pane beside a grid: one record in full, from top to bottom."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.basics import Card, Icon, label, wrapped
from ui.widgets.flow import Flow

ICON = 18
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class DetailPane(Card):
    """Filled anew for each record: `clear`, then `heading`, `add_action`, `section`, `line` in reading order."""

    def __init__(self, name: str = "Details") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumWidth(280)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(name)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._scroll_back)
        self._heading = ""
        self.clear()

    def clear(self) -> None:
        """Empty. When the same heading follows, the pane scrolls back to where it was."""
        self._was = (self._heading, self._scroll.verticalScrollBar().value())
        self._heading = ""
        before = self._scroll.takeWidget()
        if before is not None:
            before.deleteLater()  # a button in it may be the one that led here
        content = QWidget()
        content.setProperty("kind", "plain")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._more: Flow | None = None
        self._scroll.setWidget(content)

    def heading(self, text: str, sub: str = "") -> None:
        """Whom or what this is about."""
        self._heading = text
        self._add(wrapped(_text(text, "name")))
        if sub:
            self._add(wrapped(_text(sub, "secondary")), 4)

    def section(self, title: str) -> None:
        """A small heading in capitals."""
        made = wrapped(label(title.upper(), "section"))
        made.setAccessibleName(title)
        self._add(made, 20)
        self._column.insertSpacing(self._column.count() - 1, 2)
        self._more = None

    def line(self, text: str, note: str = "", tone: tuple[str, str] | None = None) -> None:
        """One fact, with a note below it and, for a state, its icon in its color."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        if tone:
            across.addWidget(Icon(*tone, ICON), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(1)
        down.addWidget(wrapped(_text(text)))
        if note:
            down.addWidget(wrapped(_text(note, "secondary")))
        across.addLayout(down, 1)
        self._add(row, 8)

    def add_action(self, button: QPushButton) -> None:
        """The primary one takes the whole width; others stand side by side below it."""
        if button.property("kind") in ("primary", "danger"):
            self._add(button, 14)
            return
        if self._more is None:
            self._more = Flow()
            self._add(self._more, 8)
        self._more.add(button)

    def add_widget(self, widget: QWidget) -> None:
        """Anything else, over the whole width."""
        self._add(widget, 8)

    def placeholder(self, sentence: str) -> None:
        """What an empty pane says."""
        made = wrapped(label(sentence, "secondary"))
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.insertStretch(0, 1)
        self._add(made)

    def _scroll_back(self, _least: int, most: int) -> None:
        heading, value = self._was
        if heading and heading == self._heading and value <= most:
            self._was = ("", 0)
            self._scroll.verticalScrollBar().setValue(value)

    def _add(self, widget: QWidget, above: int = 0) -> None:
        """Before the stretch at the end."""
        if above:
            self._column.insertSpacing(self._column.count() - 1, above)
        self._column.insertWidget(self._column.count() - 1, widget)


def _text(text: str, kind: str = "") -> QLabel:
    made = label(text, kind)
    made.setTextInteractionFlags(_SELECTABLE)
    return made
